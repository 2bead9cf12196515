"""Chips: a filter that is on or off, and a menu that is shown as a chip.

all_chip = Chip(themes, self.tr("All"))             # checkable; toggled(bool), set_on(bool)
focus = MenuChip(themes, self.tr("Focus"))          # chosen(str)
focus.set_options([("", self.tr("Any focus")), ("grief", "Grief")])
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_HEIGHT, _PADDING, _RADIUS, _GAP, _CHEVRON = 36, 12, 6, 8, 14


class Chip(Pressable):
    """A small filter, on or off."""

    def __init__(self, themes: ThemeManager, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rest_role = "text"
        self._trailing: str | None = None
        self._off = TextBlock(themes)
        self._on = TextBlock(themes)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    def set_words(self, words: str) -> None:
        self._off.set_runs((Run(words, REGULAR),))
        self._on.set_runs((Run(words, SEMIBOLD),))
        super().set_words(words)

    def set_on(self, on: bool) -> None:
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        px = self.themes.px
        # As wide as the semibold words: so that choosing a chip doesn't push its neighbours.
        width = self._on.natural_width() + 2 * px(_PADDING)
        if self._trailing:
            width += px(_GAP) + px(_CHEVRON)
        return QSize(width, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def theme_changed(self) -> None:
        self._off.refresh()
        self._on.refresh()
        super().theme_changed()

    def padding(self) -> int:
        """The room between the chip's edge and its words: pull it out by that to align them with a column."""
        return self.themes.px(_PADDING)

    def is_marked(self) -> bool:
        """Whether it is painted as selected."""
        return self.isChecked()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self.themes.px, self.themes.color
        state, marked = self.state(), self.is_marked()
        painter = QPainter(self)
        fill = {"pressed": "press", "hover": "hover"}.get(state)
        if marked and state != "pressed":
            fill = "wash"
        ring = color("focus") if self.shows_focus() else None
        if fill or ring:
            paint_box(painter, QRectF(self.rect()), px(_RADIUS), color(fill) if fill else None, ring, 2)
        role = "soft" if state == "disabled" else "accent" if marked else self._rest_role
        block = self._on if marked else self._off
        width = block.natural_width()
        content = width + (px(_GAP) + px(_CHEVRON) if self._trailing else 0)
        x = (self.width() - content) // 2
        block.paint(painter, x, (self.height() - block.height(width)) // 2, width, role)
        if self._trailing:
            x += width + px(_GAP)
            y = (self.height() - px(_CHEVRON)) // 2
            self.themes.icons.paint(painter, self._trailing, color(role), x, y, px(_CHEVRON))
        painter.end()


class MenuChip(Chip):
    """A chip that opens a menu of options; shows the option in force, or its own name while that is the first."""

    chosen = Signal(str)

    def __init__(self, themes: ThemeManager, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, name, parent=parent)
        self._name = name
        self._rest_role = "soft"
        self._trailing = "chevron-down"
        self._options: list[tuple[str, str]] = []
        self._current = ""
        self._choices = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._triggered)
        self.setCheckable(False)
        self.clicked.connect(self.open_menu)

    def set_options(self, options: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """(id, words) pairs; the first stands for “no filter”."""
        self._options = list(options)
        self._choices.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for option_id, words in self._options:
            action = QAction(words.replace("&", "&&"), self._choices)
            action.setCheckable(True)
            action.setData(option_id)
            self._group.addAction(action)
            self._choices.addAction(action)
        first = self._options[0][0] if self._options else ""
        self.set_current(first if current is None else current)

    def current(self) -> str:
        return self._current

    def set_current(self, option_id: str) -> None:
        """Shows an option as the one in force; does not emit."""
        self._current = option_id
        for action in self._group.actions():
            action.setChecked(action.data() == option_id)
        words = dict(self._options).get(option_id, self._name)
        self.set_words(words if self.is_marked() else self._name)
        self.setAccessibleDescription(words)

    def is_marked(self) -> bool:
        return bool(self._options) and self._current != self._options[0][0]

    def menu_actions(self) -> list[QAction]:
        """What the menu offers, in its order."""
        return self._group.actions()

    def open_menu(self) -> None:
        self._choices.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def _triggered(self, action: QAction) -> None:
        option_id = str(action.data())
        self.set_current(option_id)
        self.chosen.emit(option_id)
