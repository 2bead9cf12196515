"""Two attempts at one conversation side by side, turn by turn, from where they part."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.conversation.events import Ended, PartnerSpoke, SceneShown, YouSpoke
from ipt_roleplay.store.reading import Attempt, Comparison, compare
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.pages.reading_rows import outcome
from ipt_roleplay.ui.pages.slices import Slices
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import QuietButton
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.turn_cell import PAD, TurnCell

_TOP, _BETWEEN, _APART = 28, 16, 12
_TWO_COLUMNS = 640  # px, grown with the text: narrower, the second stands under the first


class ComparePage(QWidget):
    """`back_wanted`: to the practice that one came from."""

    back_wanted = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._partner = ""
        self._rows: list[_TurnRow] = []
        self._names: tuple[str, str] = ("", "")
        self._sides: tuple[Attempt, Attempt] = ((), ())
        self._comparison = Comparison((), None)
        self.back = QuietButton(themes, self.tr("Back to the practice"), icon="chevron-left", height="header")
        self._title = Label(themes, self.tr("Side by side"), "title", weight=SEMIBOLD)
        self.lead = Label(themes, role="soft", measure=640)
        self.before = QuietButton(themes, self.tr("Show what is the same"), height="small", soft=True)
        self.before.setCheckable(True)
        self.slices = Slices(self)
        self._assemble()
        self.back.clicked.connect(self.back_wanted)
        self.before.toggled.connect(self._show_turns)
        themes.changed.connect(self._theme_changed)
        self._theme_changed()

    def _assemble(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(0)
        self._gap = QWidget()
        left = Qt.AlignmentFlag.AlignLeft
        self._column.addWidget(self.back, 0, left)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addWidget(self._gap)
        self._words.addWidget(self._title)
        self._words.addWidget(self.lead)
        self._column.addLayout(self._words)
        self._column.addWidget(self.before, 0, left)
        self._rows_box = QVBoxLayout()
        self._column.addLayout(self._rows_box)
        self._column.addStretch(1)
        self._scroll = Scroll(self._themes, fade=True)
        self._scroll.set_content(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_pair(self, partner: str, names: tuple[str, str], left: Attempt, right: Attempt) -> None:
        """`names`: when each of the two was, or which attempt it is."""
        self._partner, self._names, self._sides = partner, names, (left, right)
        self._comparison = compare(left, right)
        self.lead.setText(self._lead_words())
        self.before.setChecked(False)
        self.before.setVisible((self._comparison.parts_at or 1) > 1)
        self._show_turns()
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, f"{self._title.text()}. {self.lead.text()}")

    def clear(self) -> None:
        """Nothing of it stays in memory or on the screen."""
        self._sides, self._comparison = ((), ()), Comparison((), None)
        self.slices.stop()
        self._empty_rows()
        self.lead.setText("")

    def take_focus(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def comparison(self) -> Comparison:
        return self._comparison

    def _lead_words(self) -> str:
        parts_at = self._comparison.parts_at
        if parts_at is None:
            return self.tr("Both went the same way, to the last word.")
        if parts_at == 1:
            return self.tr("They part at the first turn.")
        if parts_at == 2:
            return self.tr("They part at turn 2; the turn before it is the same.")
        return self.tr("They part at turn {turn}; the turns before it are the same.").format(turn=parts_at)

    def _show_turns(self) -> None:
        self.slices.stop()
        self._empty_rows()
        self._rows_box.addStretch(0)
        self.slices.build(self._made_rows(), self._rows_box)

    def _made_rows(self) -> Iterator[QWidget]:
        for row in self._filled_rows():
            row.set_beside(self._is_wide(), self._names)
            yield row

    def _filled_rows(self) -> Iterator[_TurnRow]:
        yield self._head_row()
        first = 1 if self.before.isChecked() else self._comparison.parts_at or 1
        for compared in self._comparison.turns[first - 1 :]:
            row = self._row(self.tr("Turn {turn}").format(turn=compared.turn))
            for cell, attempt in zip(row.cells, self._sides, strict=True):
                self._fill(cell, attempt, compared.turn)
            yield row
        row = self._row(self.tr("The ending"))
        for cell, attempt in zip(row.cells, self._sides, strict=True):
            self._fill_ending(cell, attempt)
        yield row

    def _head_row(self) -> _TurnRow:
        row = self._row("", flat=True)
        for cell, name in zip(row.cells, self._names, strict=True):
            cell.add_words(name, strong=True)
        return row

    def _row(self, name: str, *, flat: bool = False) -> _TurnRow:
        row = _TurnRow(self._themes, name, flat=flat)
        self._rows.append(row)
        return row

    def _fill(self, cell: TurnCell, attempt: Attempt, turn: int) -> None:
        """What was said at `turn`: what met one there, one's own line, and the first answer to it."""
        if turn >= len(attempt):
            return
        for told in attempt[turn - 1 : turn + 1]:
            for event in told.events:
                if getattr(event, "turn", None) != turn:
                    continue
                match event:
                    case SceneShown(text=text):
                        cell.add_cue("", text, quiet=True)
                    case PartnerSpoke(text=text):
                        cell.add_cue(self._partner, text)
                    case YouSpoke(say=say, do=do):
                        cell.add_cue(self.tr("You"), say or do or "", own=True, quiet=not say)

    def _fill_ending(self, cell: TurnCell, attempt: Attempt) -> None:
        ended = next((event for told in attempt for event in told.events if isinstance(event, Ended)), None)
        if ended is None:
            cell.add_words(self.tr("Left open at turn {turn}").format(turn=len(attempt)))
            return
        cell.add_words(ended.title, strong=True)
        cell.add_words(outcome(ended, self._partner))

    def _empty_rows(self) -> None:
        self._rows = []
        while (item := self._rows_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # --- keys and room --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._theme_changed()

    def _is_wide(self) -> bool:
        return self.width() >= self._themes.px(_TWO_COLUMNS) + self._themes.px(GUTTER)

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        side = page_side(self._themes, self.width())
        # Quiet buttons stand further out, so that their words meet the edge of the others.
        out = px(12)
        self._column.setContentsMargins(side - out, gap(_TOP), side, gap(40))
        self._words.setContentsMargins(out, 0, 0, 0)
        self._gap.setFixedHeight(px(12))
        self._rows_box.setContentsMargins(out, px(20), 0, 0)
        self._rows_box.setSpacing(px(_APART))
        for row in self._rows:
            row.set_beside(self._is_wide(), self._names)


class _TurnRow(QWidget):
    """The turn in the gutter, and two cells, side by side or one under the other."""

    def __init__(self, themes: ThemeManager, name: str, *, flat: bool) -> None:
        super().__init__()
        self._themes = themes
        self._is_head = flat
        self.cells = (TurnCell(themes, flat=flat), TurnCell(themes, flat=flat))
        self._name = Label(themes, name, "cap", "soft", weight=SEMIBOLD)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for cell in self.cells:
            self._pair.addWidget(cell, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._gutter = QVBoxLayout()
        self._gutter.addWidget(self._name)
        self._gutter.addStretch(1)
        self._row.addLayout(self._gutter)
        self._row.addLayout(self._pair, 1)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def set_beside(self, beside: bool, names: tuple[str, str]) -> None:
        """Side by side; else one under the other, each with its name, and no head above them."""
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(way)
        if self._is_head and (not beside or self.parentWidget() is not None):  # else it would be a window
            self.setVisible(beside)
        for cell, name in zip(self.cells, names, strict=True):
            cell.setVisible(beside or not cell.is_empty())
            cell.show_whose("" if beside else name)

    def _theme_changed(self) -> None:
        px = self._themes.px
        self._name.setFixedWidth(px(GUTTER))
        self._gutter.setContentsMargins(0, px(PAD), 0, 0)
        self._pair.setSpacing(px(_BETWEEN))
