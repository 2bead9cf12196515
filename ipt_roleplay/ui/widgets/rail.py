"""The left rail: words and icons, 64 px of icons alone when there is little room.

rail = Rail(themes, top=[RailEntry("today", self.tr("Today"), "today"), …], bottom=[…])
rail.chosen.connect(...)       # chosen(str)
rail.set_current("practise")   # does not emit
rail.set_collapsed(True)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock
from ipt_roleplay.ui.widgets.tooltip import plain_tip

_WIDE, _NARROW, _TOP, _SIDE, _BOTTOM = 224, 64, 40, 16, 24
_ITEM, _GAP, _RADIUS, _PADDING, _ICON, _ICON_GAP = 40, 4, 6, 12, 20, 12


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place to go."""

    entry_id: str
    words: str
    icon: str


class RailItem(Pressable):
    """An icon and a word; selected or not."""

    opened = Signal(str)

    def __init__(self, themes: ThemeManager, entry: RailEntry, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.entry = entry
        self._collapsed = False
        self._rest = TextBlock(themes, "body", (Run(entry.words, REGULAR),))
        self._marked = TextBlock(themes, "body", (Run(entry.words, SEMIBOLD),))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(entry.words)
        self.clicked.connect(self._clicked)

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self.setToolTip(plain_tip(self.entry.words if collapsed else ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self.themes.px
        if self._collapsed:
            return QSize(px(_NARROW) - px(2 * 12), px(_ITEM))
        width = 2 * px(_PADDING) + px(_ICON) + px(_ICON_GAP) + self._marked.natural_width()
        return QSize(width, px(_ITEM))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def theme_changed(self) -> None:
        self._rest.refresh()
        self._marked.refresh()
        super().theme_changed()

    def nextCheckState(self) -> None:
        """The rail decides which item is selected, not the click."""

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self.themes.px, self.themes.color
        state, marked = self.state(), self.isChecked()
        painter = QPainter(self)
        fill = "press" if state == "pressed" else "wash" if marked else "hover" if state == "hover" else None
        ring = color("focus") if self.shows_focus() else None
        if fill or ring:
            paint_box(painter, QRectF(self.rect()), px(_RADIUS), color(fill) if fill else None, ring, 2)
        icon = px(_ICON)
        x = (self.width() - icon) // 2 if self._collapsed else px(_PADDING)
        icon_role = "accent" if marked else "soft"
        self.themes.icons.paint(painter, self.entry.icon, color(icon_role), x, (self.height() - icon) // 2, icon)
        if not self._collapsed:
            block = self._marked if marked else self._rest
            x += icon + px(_ICON_GAP)
            width = block.natural_width()
            y = (self.height() - block.height(width)) // 2
            block.paint(painter, x, y, width, "accent" if marked else "text")
        painter.end()

    def _clicked(self) -> None:
        self.opened.emit(self.entry.entry_id)


class Rail(QWidget):
    """The places of the program, one above the other."""

    chosen = Signal(str)

    def __init__(
        self,
        themes: ThemeManager,
        top: Sequence[RailEntry],
        bottom: Sequence[RailEntry] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._collapsed = False
        self._column = QVBoxLayout(self)
        self._items = [RailItem(themes, entry, parent=self) for entry in (*top, *bottom)]
        for number, item in enumerate(self._items):
            if number == len(top):
                self._column.addStretch()
            item.opened.connect(self.chosen)
            self._column.addWidget(item)
        if not bottom:
            self._column.addStretch()
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def items(self) -> list[RailItem]:
        return list(self._items)

    def set_current(self, entry_id: str) -> None:
        for item in self._items:
            item.setChecked(item.entry.entry_id == entry_id)

    def is_collapsed(self) -> bool:
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        for item in self._items:
            item.set_collapsed(collapsed)
        self._theme_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._themes.color("page"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._themes.color("line"))
        painter.end()

    def _step(self, by: int) -> None:
        here = next((n for n, item in enumerate(self._items) if item.hasFocus()), None)
        if here is not None and 0 <= here + by < len(self._items):
            self._items[here + by].setFocus(Qt.FocusReason.TabFocusReason)

    def _theme_changed(self) -> None:
        px = self._themes.px
        side = px(12 if self._collapsed else _SIDE)
        # One pixel less at the right: the line stands there.
        self._column.setContentsMargins(side, px(_TOP), side, px(_BOTTOM))
        self._column.setSpacing(px(_GAP))
        widest = max((item.sizeHint().width() for item in self._items), default=0) + 2 * side
        self.setFixedWidth(px(_NARROW) if self._collapsed else max(self._themes.gap(_WIDE), widest))
