"""Where one's next line stands: the answers on offer, and after a pick the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.conversation.events import Option
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton
from ipt_roleplay.ui.widgets.choice_list import Choice, ChoiceList
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import THUMB, Scroll

_LEFT, _RIGHT, _TOP, _BOTTOM, _CARD, _BESIDE = 40, 24, 16, 24, 728, 14
_SHARE = 0.5  # of the area under the header, at most
_TIGHT = 320  # px of that area, grown with the text: with less, the margins give way to the answers
_LITTLE = 400  # px, likewise: with less, answers that wait give way to what the partner heard


class _Answers(Scroll):
    """Scrolls with the focus; the keys that scroll belong to the conversation above."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class Dock(Ground):
    """Choices by click, digit, arrows and Enter. `picked(id)` and `went_on()` are all it says."""

    picked = Signal(str)
    went_on = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, edge="top", parent=parent)
        self.themes = themes
        self._you = Label(themes, self.tr("You"), "cap", "accent", weight=SEMIBOLD, wrap=False)
        self._keys = Label(themes, "", "cap", "soft")
        self._go_on = PrimaryButton(themes, self.tr("Go on"), height="small")
        self._go_on.clicked.connect(self.went_on)
        self.choices = ChoiceList(themes)
        self.choices.picked.connect(self.picked)
        self.choices.installEventFilter(self)
        self._scroll = _Answers(themes)
        self._scroll.keep_thumb_beside()
        self._scroll.set_content(self.choices)
        for part in (self._you, self._keys, self._go_on, self._scroll):
            part.setParent(self)
        self._keys.hide()
        self._go_on.hide()
        self._room = 0
        themes.changed.connect(self._arrange)

    def offer(self, options: Sequence[Option]) -> None:
        """Show the answers on offer; the first one has the focus."""
        self.choices.show_choices(_choices(options))
        last = len(options)
        self._keys.setText(self.tr("keys 1 to {last}").format(last=last) if last > 1 else self.tr("key 1"))
        self._keys.show()
        self._go_on.hide()
        self._arrange()
        self._scroll.verticalScrollBar().setValue(0)
        self.choices.focus_first()

    def expect(self, options: Sequence[Option]) -> None:
        """Draw ahead the answers that may be offered next."""
        self.choices.expect(_choices(options))

    def expect_pick(self) -> None:
        """Draw ahead the answers as they look when one of them was given."""
        self.choices.expect_pick()

    def wait_for_go_on(self) -> None:
        """An answer was given and explained: Enter, or the button, goes on."""
        self.choices.set_open(False)
        self._keys.hide()
        self._go_on.show()
        self._arrange()
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, number: int) -> bool:
        return self.choices.pick(number)

    def focus(self) -> None:
        """Put the focus where the next key is expected."""
        if self._go_on.isVisible():
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choices.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit that is held down says one line, not the next ones too."""
        return isinstance(event, QKeyEvent) and event.isAutoRepeat() and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9

    def fit(self, room: int) -> None:
        """Be as high as the answers are, but at most half of `room`; then they scroll by themselves."""
        if room != self._room:
            self._room = room
            self._arrange()

    def first_choice_top(self) -> int:
        """Where the words of the first choice stand, from the dock's top."""
        return self._margins()[0] + self.themes.px(12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Give everything its place, by hand: a layout would do that at each thing that comes or goes."""
        px, room = self.themes.px, self._room
        # After a pick the answers wait; where there is little room, what the partner heard needs it more: then the
        # way on stands alone, where the answers were.
        alone = 0 < room < px(_LITTLE) and not self._go_on.isHidden()
        if alone != self._scroll.isHidden():
            self._scroll.setVisible(not alone)
            self._you.setVisible(not alone)
            self.choices.updateGeometry()  # of what they asked for meanwhile nobody heard
        top, bottom = self._margins()
        left = self.themes.gap(_LEFT)
        width = max(1, min(px(_CARD), self.width() - px(GUTTER) - left - px(_RIGHT)))
        high = self._arrange_gutter(left + px(GUTTER) if alone else left, top, alone) - top
        if not alone:
            wanted = max(px(48), self.choices.heightForWidth(width))
            most = max(px(48), int(room * _SHARE) - top - bottom) if room else wanted
            self._scroll.setGeometry(left + px(GUTTER), top, width + THUMB, min(wanted, most))
            high = max(high, self._scroll.height())
        self.setFixedHeight(top + high + bottom)

    def _arrange_gutter(self, left: int, top: int, alone: bool) -> int:
        """What stands beside the answers; where it ends."""
        px = self.themes.px
        y = top if alone else top + px(_BESIDE)
        for words in (self._you, self._keys):
            if not words.isHidden():
                high = words.heightForWidth(px(GUTTER - 8))
                words.setGeometry(left, y, px(GUTTER - 8), high)
                y += high + 2
        y += 6
        if not self._go_on.isHidden():
            self._go_on.setGeometry(QRect(QPoint(left, y), self._go_on.sizeHint()))
            y += self._go_on.height()
        return y

    def _margins(self) -> tuple[int, int]:
        """Above and below. In a tight room they give way to the answers."""
        px = self.themes.px
        tight = 0 < self._room < px(_TIGHT)
        return px(8 if tight else _TOP), px(8 if tight else _BOTTOM)


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(option.id, option.say or "", option.do or "") for option in options]
