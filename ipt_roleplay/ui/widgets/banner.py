"""One thing to know, above the page, which stays until it is dealt with.

    banner = Banner(themes)
    banner.say("unsaved", self.tr("Not saved."), error, [(self.tr("Try again"), self._try_again)])
    banner.take_back("unsaved")

Several stand one under the other, each under a key of its own; saying something new under a key replaces the old.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.label import Label

_BESIDE, _OVER = 12, 8  # px, grown with the text: between the words and the buttons
_TOP, _LEAST = 12, 160  # px, grown with the text: over and under the words, and their least width beside buttons
_LOW, _LOW_TOP = 400, 4  # px, likewise: in a window lower than that, the page needs the room more

Side = Callable[[ThemeManager, int], int]

Action = tuple[str, Callable[[], object]]


class _Row(Ground):
    def __init__(self, themes: ThemeManager, side: Side, lead: str, words: str, actions: Sequence[Action]) -> None:
        super().__init__(themes, "card", edge="bottom")
        self._side = side
        self.words = Label(themes)
        self.words.set_parts(f"{lead} " if lead else "", words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.words, 1)
        self._buttons = buttons = QHBoxLayout()
        buttons.setSpacing(themes.px(8))
        for text, slot in actions:
            button = SecondaryButton(themes, text, height="small")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        self._fit()
        themes.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._themes.px
        side, top = self._side(self._themes, self.width()), px(_LOW_TOP if self.window().height() < px(_LOW) else _TOP)
        self._row.setContentsMargins(side, top, side, top)
        beside = self._fits_beside(self.width() - 2 * side)
        self._row.setSpacing(px(_BESIDE if beside else _OVER))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        # Beside the buttons in their middle. Over them an alignment would take away the lines that do not fit into one.
        self._row.setAlignment(self.words, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0))

    def _fits_beside(self, room: int) -> bool:
        """Whether words beside the buttons take no more height than words over them."""
        px, buttons = self._themes.px, self._buttons.sizeHint()
        left = room - px(_BESIDE) - buttons.width()
        if left < px(_LEAST):
            return False
        over = self.words.heightForWidth(room) + px(_OVER) + buttons.height()
        return max(self.words.heightForWidth(left), buttons.height()) <= over


class Banner(QWidget):
    """Takes no room while there is nothing to say. `side(themes, width)`: where its words begin, as those under it."""

    def __init__(self, themes: ThemeManager, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._side = side
        self.read_after: QWidget | None = None
        """What Tab comes from."""
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def say(self, key: str, lead: str, words: str, actions: Sequence[Action] = ()) -> None:
        self.take_back(key)
        row = _Row(self._themes, self._side, lead, words, actions)
        self._rows[key] = row
        self._column.addWidget(row)
        if self.read_after is not None:  # before the page under it, which may have been made earlier
            in_reading_order(self.read_after, *row.findChildren(SecondaryButton))
        announce(self, f"{lead} {words}")

    def take_back(self, key: str) -> None:
        """Nothing happens where nothing is said under `key`."""
        row = self._rows.pop(key, None)
        if row is not None:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
