"""Where one's next line stands: the answers on offer, and after a pick the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ipt_roleplay.conversation.events import Option
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton
from ipt_roleplay.ui.widgets.choice_list import Choice, ChoiceList
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import THUMB, Scroll

_LEFT, _TOP, _BOTTOM, _CARD = 40, 16, 24, 728
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
        self._go_on.setVisible(False)
        self._go_on.clicked.connect(self.went_on)
        self.choices = ChoiceList(themes)
        self.choices.picked.connect(self.picked)
        self.choices.installEventFilter(self)
        self._scroll = _Answers(themes)
        self._scroll.keep_thumb_beside()
        self._scroll.set_content(self.choices)
        self._gutter = QWidget()
        self._beside = stacked = QVBoxLayout(self._gutter)
        stacked.setSpacing(2)
        stacked.addWidget(self._you)
        stacked.addWidget(self._keys)
        stacked.addSpacing(6)
        stacked.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeft)
        stacked.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._gutter)
        self._row.addWidget(self._scroll, 1)
        self._row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        self._room = 0
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def offer(self, options: Sequence[Option]) -> None:
        """Show the answers on offer; the first one has the focus."""
        self.choices.show_choices([Choice(option.id, option.say or "", option.do or "") for option in options])
        last = len(options)
        self._keys.setText(self.tr("keys 1 to {last}").format(last=last) if last > 1 else self.tr("key 1"))
        self._keys.setVisible(True)
        self._go_on.setVisible(False)
        self.fit(self._room)
        self._scroll.verticalScrollBar().setValue(0)
        self.choices.focus_first()

    def wait_for_go_on(self) -> None:
        """An answer was given and explained: Enter, or the button, goes on."""
        self.choices.set_open(False)
        self._keys.setVisible(False)
        self._go_on.setVisible(True)
        self.fit(self._room)
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
        self._room = room
        px = self.themes.px
        tight = 0 < room < px(_TIGHT)
        top, bottom = px(8 if tight else _TOP), px(8 if tight else _BOTTOM)
        self._row.setContentsMargins(self.themes.gap(_LEFT), top, px(24) - THUMB, bottom)
        width = min(px(_CARD), max(1, self.width() - px(GUTTER) - self.themes.gap(_LEFT) - px(24)))
        wanted = max(px(48), self.choices.heightForWidth(width))
        most = max(px(48), int(room * _SHARE) - top - bottom)
        self._scroll.setFixedHeight(min(wanted, most) if room else wanted)
        # After a pick the answers wait; where there is little room, what the partner heard needs it more: then the
        # way on stands alone, where the answers were.
        alone = 0 < room < px(_LITTLE) and not self._go_on.isHidden()
        self._scroll.setVisible(not alone)
        self._you.setVisible(not alone)
        indent = px(GUTTER) if alone else 0
        self._gutter.setFixedWidth(indent + self._go_on.sizeHint().width() if alone else px(GUTTER))
        self._beside.setContentsMargins(indent, 0 if alone else px(14), 0 if alone else px(8), 0)

    def first_choice_top(self) -> int:
        """Where the words of the first choice stand, from the dock's top."""
        return self._row.contentsMargins().top() + self.themes.px(12)

    def _theme_changed(self) -> None:
        px = self.themes.px
        self._scroll.setMaximumWidth(px(_CARD) + THUMB)
        self.fit(self._room)
