"""Today: what was left open, the last conversations, and one to try. The first page that one sees.

It is shown before anything has been read; what is kept comes a moment later, from another thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.practice_words import LeftOpen
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import QuietButton
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.library_card import CardText, LibraryCard
from ipt_roleplay.ui.widgets.practice_row import OUTDENT, PracticeRow, RowText
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.strip import ResumeStrip
from ipt_roleplay.ui.widgets.undo_bar import UndoBar

_TOP, _CARD, _BETWEEN = 40, 304, 48
_TWO_COLUMNS = 760  # px, grown with the text: narrower, what is suggested stands under the rest
# By (beside, something is kept): with nothing to look back on yet, the one to try comes first.
_DIRECTIONS = {
    (True, True): QBoxLayout.Direction.LeftToRight,
    (True, False): QBoxLayout.Direction.RightToLeft,
    (False, True): QBoxLayout.Direction.TopToBottom,
    (False, False): QBoxLayout.Direction.BottomToTop,
}


class TodayPage(QWidget):
    """`resumed`, `restarted`, `set_aside`: what is left open. `opened(int)`: one of the last conversations.

    `suggested(str)`: the file of the one to try. `history_wanted`: all that is kept.
    """

    resumed = Signal()
    restarted = Signal()
    set_aside = Signal()
    opened = Signal(int)
    suggested = Signal(str)
    history_wanted = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._rows: list[PracticeRow] = []
        self._card: LibraryCard | None = None
        self._title = Label(themes, self.tr("Today"), "title", weight=SEMIBOLD, wrap=False)
        self._date = Label(themes, role="soft")
        self.undo = UndoBar(themes)
        self._last_head = Label(themes, self.tr("Your last conversations"), "head", weight=SEMIBOLD)
        self.note = Label(themes, role="soft", measure=560)
        self._row_box = QVBoxLayout()
        self._all = QuietButton(themes, self.tr("All of them"), trailing="chevron-right")
        self._try_head = Label(themes, self.tr("One to try"), "head", weight=SEMIBOLD)
        self.reason = Label(themes, role="soft", measure=560)
        self._card_box = QVBoxLayout()
        self._assemble()
        self._all.clicked.connect(self.history_wanted)
        self.show_date(datetime.now())
        self.show_last((), "")
        self.show_suggestion(None, "")
        self._theme_changed()
        self.undo.toggled.connect(self._theme_changed)
        themes.changed.connect(self._theme_changed)

    def _assemble(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._top = QVBoxLayout()
        self._words = QVBoxLayout()
        self._words.addWidget(self._title)
        self._words.addWidget(self._date)
        self._words.addLayout(self._top)
        self._column.addLayout(self._words)
        self._top.addWidget(self.undo)
        self._last, self._last_words = QVBoxLayout(), QVBoxLayout()
        self._last_words.addWidget(self._last_head)
        self._last_words.addWidget(self.note)
        self._last.addLayout(self._last_words)
        self._last.addLayout(self._row_box)
        self._last.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._last.addStretch(1)
        self._try = QVBoxLayout()
        self._try.addWidget(self._try_head)
        self._try.addWidget(self.reason)
        self._try.addLayout(self._card_box)
        self._try.addStretch(1)
        self._last_side, self._try_side = QWidget(), QWidget()
        self._last_side.setLayout(self._last)
        self._try_side.setLayout(self._try)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._last_side, 1)
        self._columns.addWidget(self._try_side)
        self._column.addLayout(self._columns)
        self._column.addStretch(1)
        self._scroll = Scroll(self._themes)
        self._scroll.set_content(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    @cached_property
    def strip(self) -> ResumeStrip:
        """Made when there is something to go on with: its portrait takes a while to be read."""
        strip = ResumeStrip(self._themes)
        self._top.insertWidget(0, strip)
        strip.resumed.connect(self.resumed)
        strip.restarted.connect(self.restarted)
        strip.set_aside.connect(self.set_aside)
        return strip

    def has_strip(self) -> bool:
        return "strip" in self.__dict__ and self.strip.isVisibleTo(self)

    def is_filled(self) -> bool:
        """Whether something stands there already."""
        return self._card is not None or bool(self._rows)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_date(self, now: datetime) -> None:
        english = QLocale(QLocale.Language.English)
        self._date.setText(english.toString(QDate(now.year, now.month, now.day), "dddd, d MMMM"))

    def show_left_open(self, left: LeftOpen | None, face: str, now: datetime) -> None:
        """What can be taken up again; None: nothing."""
        if left is not None:
            self.strip.show_talk(face, left.partner, left.when(now), left.title, left.quoted())
            self.strip.setVisible(True)
        elif "strip" in self.__dict__:
            self.strip.setVisible(False)
        self._in_order()
        self._theme_changed()

    def show_last(self, rows: Sequence[RowText], note: str) -> None:
        """The last conversations; `note` stands there where there are none."""
        if [row.text_shown for row in self._rows] != list(rows):
            self._make_rows(rows)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._last_head.setVisible(bool(rows or note))
        self._all.setVisible(bool(rows))
        self._in_order()
        self._theme_changed()

    def _make_rows(self, rows: Sequence[RowText]) -> None:
        old, self._rows = self._rows, [PracticeRow(self._themes, row) for row in rows]
        for row in self._rows:
            row.opened.connect(self.opened)
            self._row_box.addWidget(row)
        had_focus = any(row.hasFocus() for row in old)
        for row in old:
            self._row_box.removeWidget(row)
            row.hide()
            row.deleteLater()
        if had_focus:
            self.take_focus()

    def show_suggestion(self, card: CardText | None, reason: str) -> None:
        """One to try, and why; None: there is nothing to suggest."""
        had_focus = False
        if self._card is not None and (card is None or self._card.text_shown != card):
            old, self._card = self._card, None
            had_focus = old.hasFocus()
            self._card_box.removeWidget(old)
            old.hide()
            old.deleteLater()
        if card is not None and self._card is None:
            self._card = LibraryCard(self._themes, card)
            self._card.activated.connect(self.suggested)
            self._card_box.addWidget(self._card)
        self.reason.setText(reason)
        self._try_side.setVisible(card is not None)
        if had_focus:
            self.take_focus()
        self._in_order()
        self._theme_changed()

    def card_shown(self) -> CardText | None:
        """The one to try."""
        return self._card.text_shown if self._card is not None else None

    def take_focus(self) -> bool:
        """To what was left open; else to the one to try; else to the first row. False: it is out of sight, or none is.

        With large text the page then begins at its top, and Tab leads down.
        """
        stops: list[QWidget] = [self.strip.resume_button()] if self.has_strip() else []
        stops += [self._card] if self._card is not None else []
        stops += self._rows
        self._column.activate()
        self._scroll.verticalScrollBar().setValue(0)
        if not stops or not self._scroll.shows_at_top(stops[0]):
            return False
        stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _in_order(self) -> None:
        stops: list[QWidget] = self.strip.buttons() if "strip" in self.__dict__ else []
        stops += [self.undo.button, *self._rows, self._all]
        stops += [self._card] if self._card is not None else []
        in_reading_order(*stops)

    # --- room -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._theme_changed()

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        side = page_side(self._themes, self.width())
        room = self.width() - 2 * side
        # The words of the rows stand on the page's edge; their ground reaches a little further out.
        out = px(OUTDENT)
        self._column.setContentsMargins(side - out, gap(_TOP), side, gap(_TOP))
        self._words.setContentsMargins(out, 0, 0, 0)
        for box in (self._column, self._words):
            box.setSpacing(0)
        above = self.has_strip() or not self.undo.isHidden()
        self._top.setContentsMargins(0, px(24) if above else 0, 0, 0)
        self._top.setSpacing(px(8))
        beside = room >= px(_TWO_COLUMNS) and not self._try_side.isHidden()
        self._columns.setDirection(_DIRECTIONS[beside, bool(self._rows)])
        self._columns.setSpacing(px(_BETWEEN if beside else 40))
        self._columns.setContentsMargins(0, px(36), 0, 0)
        self._last_words.setContentsMargins(0 if beside and not self._rows else out, 0, 0, px(8))
        self._last.setContentsMargins(0, 0, 0, 0)
        try_out = 0 if beside and self._rows else out
        self._try.setContentsMargins(try_out, 0, 0, 0)
        for box in (self._last, self._last_words, self._row_box, self._try):
            box.setSpacing(0)
        self._try_side.setMinimumWidth(px(_CARD) + try_out if beside else 0)
        self._try_side.setMaximumWidth(try_out + px(_CARD) if beside else try_out + px(480))
        self._card_box.setContentsMargins(0, px(16), 0, 0)
