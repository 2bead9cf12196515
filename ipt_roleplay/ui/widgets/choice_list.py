"""The choices of one turn, one under the other, by mouse, arrows, digits and Enter.

choices = ChoiceList(themes)
choices.show_choices([Choice("a", "Tell me."), Choice("b", do="You wait.")])
choices.picked.connect(self._picked)   # picked(str); all cards are disabled by then
choices.pick(2)                        # what key 2 does; the page may bind keys 1 to 9 to it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.choice_card import ChoiceCard

_GAP = 8
_PATIENCE_MS = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What a card shows."""

    choice_id: str
    say: str = ""
    do: str = ""


class ChoiceList(QWidget):
    """Keeps its cards and relabels them: a turn costs no new widgets."""

    picked = Signal(str)

    def __init__(self, themes: ThemeManager, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._cards: list[ChoiceCard] = []
        self._shown = 0
        self._heights: dict[int, int] = {}
        self._narrowest = -1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._answered)
        themes.changed.connect(self._theme_changed)

    def cards(self) -> list[ChoiceCard]:
        """The cards that are shown."""
        return self._cards[: self._shown]

    def show_choices(self, choices: Sequence[Choice]) -> None:
        self._answered()
        self._have_cards(len(choices))
        for number, (card, choice) in enumerate(zip(self._cards, choices, strict=False), start=1):
            card.show_choice(number, choice.choice_id, choice.say, choice.do)
            card.setEnabled(True)
            card.show()
        for card in self._cards[len(choices) :]:
            card.hide()
        self._shown = len(choices)
        self._forget()
        self.updateGeometry()
        self._place()

    def expect(self, choices: Sequence[Choice]) -> None:
        """Have the pictures ready of choices that may be shown next: the first one with the focus."""
        self._have_cards(len(choices))
        for number, (card, choice) in enumerate(zip(self._cards, choices, strict=False), start=1):
            card.resize(self.width(), card.height())  # one that is hidden has kept an older width
            card.expect(number, choice.say, choice.do, "focus" if number == 1 else "rest")

    def expect_pick(self) -> None:
        """Have the pictures ready of the cards that wait when one has been picked."""
        for card in self.cards():
            card.expect_state("disabled")

    def _have_cards(self, count: int) -> None:
        while len(self._cards) < count:
            card = ChoiceCard(self._themes, parent=self)
            card.hide()
            card.picked.connect(self._card_picked)
            self._cards.append(card)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self._heights.get(width)
        if high is None:
            cards = self.cards()
            high = sum(card.heightForWidth(width) for card in cards) + self._gap() * max(0, len(cards) - 1)
            self._heights[width] = high
        return high

    def sizeHint(self) -> QSize:
        cards = self.cards()
        width = cards[0].sizeHint().width() if cards else 0  # they all want the same
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if self._narrowest < 0:
            self._narrowest = max((card.minimumSizeHint().width() for card in self.cards()), default=0)
        return QSize(self._narrowest, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One under the other; by hand, since layouts ask each card for its height a dozen times a turn."""
        top, width = 0, self.width()
        for card in self.cards():
            high = card.heightForWidth(width)
            card.setGeometry(0, top, width, high)
            top += high + self._gap()

    def _forget(self) -> None:
        self._heights.clear()
        self._narrowest = -1

    def _theme_changed(self) -> None:
        self._forget()
        self.updateGeometry()
        self._place()

    def _gap(self) -> int:
        return self._themes.px(_GAP)

    def pick(self, number: int) -> bool:
        """Picks by number, as its key does; False where there is no such choice now."""
        if not 1 <= number <= self._shown or not self._cards[number - 1].isEnabled():
            return False
        self._card_picked(self._cards[number - 1].choice_id())
        return True

    def focus_first(self) -> None:
        if self._shown:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_open(self, open_: bool) -> None:
        """Whether something can be picked; not after a pick, until the next choices are shown."""
        self._answered()
        self._open_cards(open_)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing to be seen: QWidget would have all cards painted anew."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Likewise."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.pick(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._step(-1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._step(1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        cards = self.cards()
        here = next((n for n, card in enumerate(cards) if card.hasFocus()), None)
        if here is not None and 0 <= here + by < len(cards):
            cards[here + by].setFocus(Qt.FocusReason.TabFocusReason)

    def _card_picked(self, choice_id: str) -> None:
        # The answer is there in a moment, and is to be painted with it; only if it takes longer this is shown alone.
        self.setUpdatesEnabled(False)
        self._patience.start()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._open_cards(False)  # one pick a turn, also when a key and a click come together
        self.picked.emit(choice_id)

    def _open_cards(self, open_: bool) -> None:
        for card in self.cards():
            card.setEnabled(open_)

    def _answered(self) -> None:
        self._patience.stop()
        self.setUpdatesEnabled(True)
