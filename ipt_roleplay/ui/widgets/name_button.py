"""A button that is a person: their name, and a lock where a passphrase is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

if TYPE_CHECKING:
    from ipt_roleplay.store.people import Person

_WIDTH = 464
_GROUNDS = {"hover": ("hover", "border"), "pressed": ("press", "accent")}


class NameButton(Pressable):
    """The name in as many lines as it needs."""

    ring_radius = 6

    def __init__(self, themes: ThemeManager, person: Person) -> None:
        super().__init__(themes)
        self._block = TextBlock(themes, "body")
        self._block.set_runs((Run(person.name, SEMIBOLD),))
        self._locked = person.has_passphrase
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(person.name)
        if self._locked:
            self.setAccessibleDescription(self.tr("asks for a passphrase"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(self._room(width)) + 2 * self.themes.px(12)

    def sizeHint(self) -> QSize:
        width = self.themes.px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.themes.px(160), self.themes.px(48))

    def theme_changed(self) -> None:
        self._block.refresh()
        super().theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self.themes.px, self.themes.color
        fill, edge = _GROUNDS.get(self.state(), ("raised", "border"))
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), px(6), color(fill), color(edge))
        width = self._room(self.width())
        self._block.paint(painter, px(16), (self.height() - self._block.height(width)) // 2, width, "text")
        if self._locked:
            x, y = self.width() - px(16 + 20), (self.height() - px(20)) // 2
            self.themes.icons.paint(painter, "lock", color("soft"), x, y, px(20))
        painter.end()

    def _room(self, width: int) -> int:
        return max(1, width - self.themes.px(2 * 16 + 20 + 12))
