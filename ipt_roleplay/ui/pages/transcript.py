"""The conversation so far, like a play script: names in the gutter, words in one column, the newest at the bottom."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractAnimation, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.pages.script import GAP, Row, Script, fit_card
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.gutter import INDENT
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.own_line import OwnLine
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.stock import Stock

_CARD_GAP, _MEASURE = 12, 640
_LATER_MS = 500
_READING_MS = 60  # after what is new: it is painted by then, and being read
_SEEN = 132  # px of the card that are seen under one's own line


class Transcript(Scroll):
    """Shows cues in the order in which they are added; clicking one's own line asks to go back to it.

    What was added is seen after `arrange`.
    """

    back_to = Signal(int)
    more_toggled = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, fade=True, parent=parent)
        self._follow, self._is_new = True, False
        self._explaining, self._aimed_at = False, 0
        self._recent: list[QWidget] = []
        self._cards: list[FeedbackCard] = []
        self._lines: list[OwnLine] = []
        self._can_go_back = True
        self._own_row: Row | None = None
        self._card_row: Row | None = None
        self._anchor: QWidget | None = None
        self._last_stop: QWidget | None = None
        self.setWidgetResizable(False)
        self._refill = QTimer(self, singleShot=True, interval=_READING_MS)
        self._refill.timeout.connect(self._make_more)
        self._floor = QWidget()  # stays: to exchange what an area scrolls costs as much as a turn
        self.set_content(self._floor)
        self._fresh()
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        themes.changed.connect(self._measure_anew)

    def set_anchor(self, widget: QWidget) -> None:
        """Tab comes to the lines from this widget, which stands before them."""
        self._anchor = self._last_stop = widget

    def clear(self) -> None:
        """An empty page. What was clicked to get here may still be at work, so it goes a little later."""
        self._script.hide()
        later = QTimer(self._script, singleShot=True, interval=_LATER_MS)  # its own: a window takes both along
        later.timeout.connect(self._script.deleteLater)
        later.start()
        self._fresh()

    def add_scene(self, text: str) -> None:
        self._append(Row(self._label(text, italic=True, role="soft", measure=_MEASURE)))

    def add_partner(self, name: str, mood: str, text: str) -> None:
        """A partner's words; `mood` stands under the name, and the name is left out where they go on speaking."""
        heads = []
        if name:
            heads.append(self._head(name, "soft"))
        if mood:
            beside = None if name else "say"
            heads.append(self._label(mood, size="cap", role="soft", italic=True, beside=beside))
        words = self._label(text, size="say", measure=_MEASURE)
        self._append(Row(words, tuple(heads)))

    def add_own(self, turn: int, you: str, say: str, do: str) -> None:
        """One's own line; all that stood before it recedes."""
        self._recede()
        head = self._head(you, "accent")
        line = self._stock.take(OwnLine, partial(OwnLine, self._themes, self._script))
        line.show_line(turn, say, do)
        line.setEnabled(self._can_go_back)
        row = Row(line, (head,), INDENT - 12)
        line.chosen.connect(self.back_to)
        line.pointed_at.connect(partial(self._point_at, row))
        self._append(row)
        self._own_row = row
        self._lines.append(line)
        self._stop_at(line)

    def add_feedback(self, feedback: Feedback, *, open_: bool) -> FeedbackCard:
        """The card under one's own line, above what the partner says to it."""
        card = self._stock.take(FeedbackCard, partial(_new_card, self._themes, self._script))
        fit_card(self._themes, card)
        card.show_feedback(feedback)
        card.set_open(open_ and card.has_more())
        card.toggled.connect(partial(self._toggled, card))
        row = Row(card, indent=INDENT)
        if self._own_row is not None:
            self._own_row.gap = _CARD_GAP
            self._own_row.height = 0
        self._card_row = self._script.add(row, self._own_row)
        self._stop_at(card.more_button())
        self._recent.append(card)
        self._cards.append(card)
        self._explaining = True
        self._show_newest()
        return card

    def toggle_last(self) -> bool | None:
        """Opens or closes the last card; whether it is open then, None where there is nothing more to be seen."""
        card = self._cards[-1] if self._cards else None
        if card is None or not card.has_more():
            return None
        card.set_open(not card.is_open())
        self._changed(card)
        return card.is_open()

    def last_card(self) -> FeedbackCard | None:
        return self._cards[-1] if self._cards else None

    def set_can_go_back(self, can: bool) -> None:
        """Whether one's own lines may be pressed."""
        if can != self._can_go_back:
            self._can_go_back = can
            for line in self._lines:
                line.setEnabled(can)

    def arrange(self) -> None:
        """Give everything its place, and follow to what is new unless the person reads elsewhere."""
        room = self.viewport().size()
        self._script.arrange(room.width(), room.height())
        self._floor.resize(self._script.size())
        self._grown(0, self.verticalScrollBar().maximum())
        self._refill.start()

    def _make_more(self) -> None:
        self._stock.refill()

    def _head(self, name: str, role: str) -> Label:
        return self._label(name, size="cap", role=role, weight=SEMIBOLD, beside="say")

    def _label(self, words: str, **looks: Any) -> Label:
        make = partial(Label, self._themes, parent=self._script, **looks)
        label = self._stock.take(tuple(looks.items()), make)
        label.setText(words)
        return label

    def _stop_at(self, widget: QWidget) -> None:
        """The next place for Tab."""
        if self._last_stop is not None:
            in_reading_order(self._last_stop, widget)
        self._last_stop = widget

    def _append(self, row: Row) -> None:
        self._script.add(row)
        self._recent.append(row.words)
        self._explaining = False
        self._show_newest()

    def _toggled(self, card: FeedbackCard, open_: bool) -> None:
        self._changed(card)
        self.more_toggled.emit(open_)

    def _changed(self, card: FeedbackCard) -> None:
        """What grows now must not move what is being read, unless there is something new that was not seen yet."""
        if not self._is_new:
            self._follow = False
        self._script.row_of(card).height = 0
        self.arrange()

    def _point_at(self, row: Row, on: bool) -> None:
        """Beside the line that would be pressed stands what that does."""
        gutter = row.heads[0].geometry()
        self._hint.setGeometry(
            gutter.x(), row.below_heads(self._themes), gutter.width(), self._hint.sizeHint().height()
        )
        self._hint.setVisible(on)

    def _show_newest(self) -> None:
        """Follows when there is room for it, until the person scrolls."""
        self._follow = self._is_new = True

    def _grown(self, _low: int, high: int) -> None:
        self._is_new = False
        if not self._follow:
            return
        if self._explaining:
            high = min(high, self._start_of_exchange())
        self._aimed_at = max(0, high)
        self.glide_to(self._aimed_at)

    def _start_of_exchange(self) -> int:
        """Where not all of the last exchange can be seen, one's own line is, or at least what the partner heard."""
        own, card = self._own_row, self._card_row
        if own is None or card is None:
            return 0
        px = self._themes.px
        start = own if own.height + px(_SEEN) <= self.viewport().height() else card
        return start.top - px(GAP)

    def _moved(self, value: int) -> None:
        is_ours = self._glide.state() == QAbstractAnimation.State.Running
        # At the end the bar has only given way to less to scroll: nobody has read back.
        if not is_ours and value != self._aimed_at and value < self.verticalScrollBar().maximum():
            self._follow = False

    def _recede(self) -> None:
        for shown in self._recent:
            if isinstance(shown, FeedbackCard):
                if shown.is_open():
                    shown.set_open(False)
                    self._script.row_of(shown).height = 0
                shown.set_past(True)
            elif isinstance(shown, OwnLine):
                shown.set_past(True)
            elif isinstance(shown, Label):
                shown.set_role("soft")
        self._recent.clear()

    def _fresh(self) -> None:
        self._recent, self._cards, self._lines, self._own_row, self._card_row = [], [], [], None, None
        self._last_stop = self._anchor
        self._script = Script(self._themes, self._floor)
        self._stock = Stock()
        self._hint = Label(self._themes, self.tr("back to here"), "cap", "soft", parent=self._script)
        self._hint.hide()
        self._script.show()
        self._follow, self._explaining = True, False

    def _measure_anew(self) -> None:
        for card in self._cards:
            fit_card(self._themes, card)
        self._script.forget()
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._themes.px(320), self._themes.px(96))


def _new_card(themes: ThemeManager, parent: QWidget) -> FeedbackCard:
    """With its parts, which come with the words."""
    card = FeedbackCard(themes, parent=parent)
    card.show_feedback(Feedback("…", "…", "…", rest="…"))
    return card
