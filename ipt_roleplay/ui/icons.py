"""Own line drawings (assets/icons, a 20 px grid), recoloured from roles when they are painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from ipt_roleplay.ui.theme import ThemeManager


class Icons:
    """Draws icons by name; each is rendered once per colour, size and screen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}

    def names(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        key = (name, color.name(), size, ratio)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._render(*key)
        return found

    def paint(self, painter: QPainter, name: str, color: QColor, x: int, y: int, size: int) -> None:
        """Paints an icon with its top left corner at x, y."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPointF(x, y), self.pixmap(name, color, size, ratio))

    def icon(self, themes: ThemeManager, name: str, role: str = "soft", size: int = 20) -> QIcon:
        """For what Qt draws itself: menus, the window, line edit actions."""
        return QIcon(self.pixmap(name, themes.color(role), themes.px(size), 2.0))

    def _render(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
