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
_SEEN = 132  # px of the card that are seen under one's own line
_OWN_INDENT = INDENT - 12

Looks = tuple[tuple[str, Any], ...]


def _looks(**looks: Any) -> Looks:
    return tuple(looks.items())


_SCENE = _looks(italic=True, role="soft", measure=_MEASURE)
_SAID = _looks(size="say", measure=_MEASURE)
_NAME = _looks(size="cap", role="soft", weight=SEMIBOLD, beside="say")
_YOU = _looks(size="cap", role="accent", weight=SEMIBOLD, beside="say")
_MOOD = _looks(size="cap", role="soft", italic=True)
_MOOD_ALONE = _looks(size="cap", role="soft", italic=True, beside="say")


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
        self._append(Row(self._labels(_SCENE).take(text)))

    def add_partner(self, name: str, mood: str, text: str) -> None:
        """A partner's words; `mood` stands under the name, and the name is left out where they go on speaking."""
        heads = [self._labels(looks).take(words) for looks, words in _heads(name, mood)]
        self._append(Row(self._labels(_SAID).take(text), tuple(heads)))

    def add_own(self, turn: int, you: str, say: str, do: str) -> None:
        """One's own line; all that stood before it recedes."""
        self._recede()
        line = self._own.take((turn, say, do))
        line.setEnabled(self._can_go_back)
        row = Row(line, (self._labels(_YOU).take(you),), _OWN_INDENT)
        self._append(row)
        self._own_row = row
        self._lines.append(line)
        self._stop_at(line)

    def add_feedback(self, feedback: Feedback, *, open_: bool) -> FeedbackCard:
        """The card under one's own line, above what the partner says to it."""
        card = self._explained.take((feedback, open_))
        fit_card(self._themes, card)
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

    # What may be added next, made ahead and measured: the same three as above. `expect_nothing` begins anew.

    def expect_nothing(self) -> None:
        self._own.expect_nothing()
        self._explained.expect_nothing()
        for labels in self._label_stocks.values():
            labels.expect_nothing()

    def expect_scene(self, text: str) -> None:
        self._script.measure(Row(self._labels(_SCENE).expect(text)))

    def expect_partner(self, name: str, mood: str, text: str) -> None:
        heads = [self._labels(looks).expect(words) for looks, words in _heads(name, mood)]
        self._script.measure(Row(self._labels(_SAID).expect(text), tuple(heads)))

    def expect_own(self, turn: int, you: str, say: str, do: str) -> None:
        line = self._own.expect((turn, say, do))
        self._script.measure(Row(line, (self._labels(_YOU).expect(you),), _OWN_INDENT))

    def expect_feedback(self, feedback: Feedback, *, open_: bool) -> None:
        card = self._explained.expect((feedback, open_))
        fit_card(self._themes, card)
        self._script.measure(Row(card, indent=INDENT))

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

    def _labels(self, looks: Looks) -> Stock[Label, str]:
        """Those that look alike."""
        stock = self._label_stocks.get(looks)
        if stock is None:
            make = partial(Label, self._themes, parent=self._script, **dict(looks))
            stock = self._label_stocks[looks] = Stock(make, Label.setText)
        return stock

    def _new_line(self) -> OwnLine:
        line = OwnLine(self._themes, self._script)
        line.chosen.connect(self.back_to)
        line.pointed_at.connect(partial(self._point_at, line))
        return line

    def _new_card(self) -> FeedbackCard:
        card = FeedbackCard(self._themes, parent=self._script)
        card.toggled.connect(partial(self._toggled, card))
        return card

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

    def _point_at(self, line: OwnLine, on: bool) -> None:
        """Beside the line that would be pressed stands what that does."""
        if line not in self._lines:
            return  # of a page that has just been cleared
        row = self._script.row_of(line)
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
        self._label_stocks: dict[Looks, Stock[Label, str]] = {}
        self._own = Stock(self._new_line, _show_line)
        self._explained = Stock(self._new_card, _show_card)
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


def _heads(name: str, mood: str) -> list[tuple[Looks, str]]:
    """What stands in the gutter beside a partner's words."""
    heads = [(_NAME, name)] if name else []
    return [*heads, (_MOOD if name else _MOOD_ALONE, mood)] if mood else heads


def _show_line(line: OwnLine, words: tuple[int, str, str]) -> None:
    line.show_line(*words)


def _show_card(card: FeedbackCard, words: tuple[Feedback, bool]) -> None:
    feedback, open_ = words
    card.show_feedback(feedback, open_=open_)
