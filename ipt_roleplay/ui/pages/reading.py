"""One practice from the history, to be read: every word as it was then, every attempt, what was explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.store.reading import Attempt, Kept, Reading
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.pages.reading_rows import ReadingRows
from ipt_roleplay.ui.pages.slices import Slices
from ipt_roleplay.ui.practice_words import short_when
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.chip import Chip
from ipt_roleplay.ui.widgets.feedback_card import FeedbackCard
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll

_TOP, _OFFERED = 28, 12
_ABOUT, _SCRIPT, _APART = (
    372,
    848,
    32,
)  # px, grown with the text: about the practice, and gutter, indent and card of its words
_ENDLESS = (1 << 24) - 1
_ROOMY = 560  # px, grown with the text: narrower, names stand above the words


@dataclass(frozen=True, slots=True)
class Other:
    """Something to compare with: an attempt of a practice, the last one where `attempt` is -1."""

    practice: int
    attempt: int
    words: str


class ReadingPage(QWidget):
    """`back_wanted`, `resume_wanted`, `again_wanted`, `remove_wanted`; `replay_wanted(attempt)`,
    `compare_wanted(attempt, Other)`."""

    back_wanted = Signal()
    resume_wanted = Signal()
    again_wanted = Signal()
    remove_wanted = Signal()
    replay_wanted = Signal(int)
    compare_wanted = Signal(int, object)

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._catalogue = themes, catalogue
        self._reading: Reading | None = None
        self._attempts: tuple[Attempt, ...] = ()
        self._shown = 0
        self._narrow = False
        self.back = QuietButton(themes, self.tr("History"), icon="chevron-left", height="header")
        self._title = Label(themes, size="title", weight=SEMIBOLD)
        self._meta = Label(themes, role="soft", measure=640)
        self._gone = Label(
            themes, self.tr("This conversation is not in the library any more; what was said stays here.")
        )
        self.resume = PrimaryButton(themes, self.tr("Go on from here"))
        self.again = SecondaryButton(themes, self.tr("Play again"), icon="play")
        self.replay = SecondaryButton(themes, self.tr("Step by step"))
        self.compare = SecondaryButton(themes, self.tr("Compare with…"), trailing="chevron-down")
        self.remove = QuietButton(themes, self.tr("Remove"))
        self._menu = QMenu(self)
        self._chips: list[Chip] = []
        self.slices = Slices(self)
        self._assemble()
        self._connect()
        themes.changed.connect(self._theme_changed)
        self._theme_changed()

    def _assemble(self) -> None:
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._columns.setSpacing(0)
        self._about = QVBoxLayout()
        self._head = QVBoxLayout()
        for box in (self._about, self._head):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        buttons, chips = QWidget(), QWidget()
        self._flow = FlowLayout(buttons, gap=8)
        for button in (self.resume, self.replay, self.again, self.compare, self.remove):
            self._flow.addWidget(button)
        self._chip_flow = FlowLayout(chips, gap=4)
        self._chip_box = chips
        self._about.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._gaps = [QWidget() for _ in range(3)]
        for widget in (
            self._gaps[0],
            self._title,
            self._meta,
            self._gone,
            self._gaps[1],
            buttons,
            self._gaps[2],
        ):
            self._head.addWidget(widget)
        self._about.addLayout(self._head)
        self._about.addWidget(chips)
        self._about.addStretch(1)
        self._rows_box, script = QVBoxLayout(), QVBoxLayout()
        self._rows_box.setSpacing(0)
        script.addLayout(self._rows_box)
        script.addStretch(1)
        self._side = QWidget()
        self._side.setLayout(self._about)
        self._columns.addWidget(self._side)
        self._columns.addLayout(script, 1)
        self._scroll = Scroll(self._themes, fade=True)
        self._scroll.set_content(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.resume.clicked.connect(self.resume_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.replay.clicked.connect(self.ask_for_replay)
        self.compare.clicked.connect(self.open_menu)
        self._menu.triggered.connect(self._chosen)
        self.slices.done.connect(self._in_order)

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def reading(self) -> Reading | None:
        return self._reading

    def show_reading(self, reading: Reading, others: Sequence[Kept], *, is_there: bool, now: datetime) -> None:
        """`others`: practices of the same conversation. `is_there`: it is in the library, and can be played."""
        kept, today = reading.practice, now.date()
        self._reading, self._attempts = reading, reading.attempts
        self._title.setText(kept.title)
        self._meta.setText(self._meta_words(kept, today))
        self._gone.setVisible(not is_there)
        self.resume.setVisible(is_there and kept.ending is None and kept.turns > 0)
        self.again.setEnabled(is_there)
        self._offer_others(others, today)
        self._show_chips()
        self.show_attempt(len(self._attempts) - 1)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, f"{kept.title}. {self._meta.text()}")

    def clear(self) -> None:
        """Nothing of it stays in memory or on the screen."""
        self._reading, self._attempts = None, ()
        self.slices.stop()
        self._empty_rows()
        for label in (self._title, self._meta):
            label.setText("")
        self._menu.clear()

    def show_attempt(self, number: int) -> None:
        assert self._reading is not None
        self._shown = number
        for n, chip in enumerate(self._chips):
            chip.set_on(n == number)
        self.slices.stop()
        self._empty_rows()
        self._rows_box.addStretch(0)
        self._narrow = self._is_narrow()
        rows = ReadingRows(self._themes, self._catalogue, self._reading.practice, narrow=self._narrow)
        self.slices.build(rows.of(self._attempts[number]), self._rows_box)

    def ask_for_replay(self) -> None:
        """Of the attempt that is being read."""
        self.replay_wanted.emit(self._shown)

    def take_focus(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _meta_words(self, kept: Kept, today: date) -> str:
        day = self._catalogue.days[kept.day].name
        words = self.tr("With {partner}, {when}, {day}").format(
            partner=kept.partner, when=short_when(kept, today), day=day
        )
        if len(self._attempts) > 1:
            words += self.tr(" · {n} attempts").format(n=len(self._attempts))
        return words

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._chip_flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        last = len(self._attempts) - 1
        for number in range(last + 1 if last else 0):
            words = self.tr("Attempt {n}").format(n=number + 1)
            chip = Chip(self._themes, self.tr("{attempt}, the last").format(attempt=words) if number == last else words)
            chip.setProperty("attempt", number)
            chip.clicked.connect(self._chip_clicked)
            self._chip_flow.addWidget(chip)
            self._chips.append(chip)
        self._chip_box.setVisible(bool(self._chips))
        self._theme_changed()

    def _chip_clicked(self) -> None:
        chip = self.sender()
        if chip is not None:
            self.show_attempt(int(chip.property("attempt")))

    def _empty_rows(self) -> None:
        while (item := self._rows_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _in_order(self) -> None:
        cards = [card.more_button() for card in self.findChildren(FeedbackCard) if not card.isHidden()]
        in_reading_order(
            self.back, self.resume, self.replay, self.again, self.compare, self.remove, *self._chips, *cards
        )

    # --- comparing ------------------------------------------------------------------------------------------------

    def others(self) -> list[Other]:
        """What this attempt can be compared with, as the menu has it."""
        return [action.data() for action in self._menu.actions()]

    def _offer_others(self, others: Sequence[Kept], today: date) -> None:
        assert self._reading is not None
        mine = self._reading.practice.id
        offered = [
            Other(mine, number, self.tr("Attempt {n} of this practice").format(n=number + 1))
            for number in range(len(self._attempts))
            if len(self._attempts) > 1
        ]
        for kept in others:
            if kept.id != mine and kept.turns and len(offered) < _OFFERED + len(self._attempts):
                end = kept.ending_title or self.tr("left at turn {turn}").format(turn=kept.turns + 1)
                offered.append(Other(kept.id, -1, f"{short_when(kept, today)}: {end}"))
        self._menu.clear()
        for other in offered:
            action = QAction(other.words.replace("&", "&&"), self._menu)
            action.setData(other)
            self._menu.addAction(action)
        self.compare.setEnabled(bool(offered))

    def open_menu(self) -> None:
        for action in self._menu.actions():
            other: Other = action.data()
            is_shown = self._reading is not None and (other.practice, other.attempt) == (
                self._reading.practice.id,
                self._shown,
            )
            action.setVisible(not is_shown)
        self._menu.popup(self.compare.mapToGlobal(QPoint(0, self.compare.height())))

    def _chosen(self, action: QAction) -> None:
        self.compare_wanted.emit(self._shown, action.data())

    # --- keys and room --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._theme_changed()

    def _is_narrow(self) -> bool:
        return self.width() < self._themes.px(_ROOMY)

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        side = page_side(self._themes, self.width())
        # Chips and the quiet button stand further out, so that their words meet the edge of the others.
        out = px(12)
        self._columns.setContentsMargins(side - out, gap(_TOP), side, gap(40))
        self._head.setContentsMargins(out, 0, 0, 0)
        # Where there is room for both, what it is about stands beside what was said.
        beside = self.width() - 2 * side >= px(_ABOUT + _SCRIPT)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMaximumWidth(px(_ABOUT) if beside else _ENDLESS)
        self._side.setMinimumWidth(px(_ABOUT) if beside else 0)
        self._about.setContentsMargins(0, 0, px(_APART) if beside else 0, 0)
        self._flow.set_gaps(px(8), px(8))
        self._chip_flow.set_gaps(px(4), px(4))
        self._rows_box.setContentsMargins(0 if beside else out, px(8 if beside else 32), 0, 0)
        for widget, height in zip(self._gaps, (8, 16, 16 if self._chips else 0), strict=True):
            widget.setFixedHeight(px(height))
        for card in self.findChildren(FeedbackCard):
            card.setMaximumWidth(px(680))
        if self._reading is not None and self._narrow != self._is_narrow():
            self.show_attempt(self._shown)
