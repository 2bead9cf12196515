"""A plain ground for other widgets: one role, and a line along one edge where two grounds meet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.theme import ThemeManager

Edge = Literal["left", "right", "top", "bottom"]


class Ground(QWidget):
    """Paints a role, and nothing else."""

    def __init__(
        self, themes: ThemeManager, role: str = "page", *, edge: Edge | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._role = role
        self._edge = edge
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below has to be painted first
        themes.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._themes.color(self._role))
        if self._edge is not None:
            painter.fillRect(self._line(self._edge), self._themes.color("line"))
        painter.end()

    def _line(self, edge: Edge) -> QRect:
        width, height = self.width(), self.height()
        return {
            "left": QRect(0, 0, 1, height),
            "right": QRect(width - 1, 0, 1, height),
            "top": QRect(0, 0, width, 1),
            "bottom": QRect(0, height - 1, width, 1),
        }[edge]
