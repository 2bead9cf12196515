"""The arc of a conversation: four small lines over the turns. The same numbers stand in a table beside it.

chart = ArcChart(themes)
chart.show_arc([("closeness", (6, 6, 7)), …])      # values 0-10: at the start and after each turn
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_ROW, _PLOT, _GAP, _GREATEST, _DOT, _WIDE = 64, 32, 4, 10, 3.0, 256


class ArcChart(QWidget):
    """One row a gauge: its name, then its line between a floor at 0 and a ceiling at 10."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._lines: list[tuple[TextBlock, tuple[int, ...]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._theme_changed)

    def show_arc(self, lines: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        self._lines = [(TextBlock(self._themes, "cap", (Run(name),)), values) for name, values in lines]
        ways = "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in lines)
        self.setAccessibleName(self.tr("How it went, turn by turn. {ways}").format(ways=ways))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._themes.px(_WIDE), self._row_height() * max(1, len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._themes.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for name, values in self._lines:
            name.paint(painter, 0, top, self.width(), "soft")
            plot_top = top + self._themes.line_height("cap") + self._themes.px(_GAP)
            self._paint_line(painter, QRectF(0, plot_top, self.width(), self._themes.px(_PLOT)), values)
            top += self._row_height()
        painter.end()

    def _paint_line(self, painter: QPainter, plot: QRectF, values: tuple[int, ...]) -> None:
        color, dot = self._themes.color, _DOT * self._themes.text_scale
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.topLeft(), plot.topRight())
        inner = plot.adjusted(dot, dot, -dot, -dot)
        step = inner.width() / max(1, len(values) - 1)
        points = [
            QPointF(inner.left() + step * turn, inner.bottom() - inner.height() * value / _GREATEST)
            for turn, value in enumerate(values)
        ]
        painter.setPen(QPen(color("accent"), 1.5 * self._themes.text_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(color("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            painter.drawEllipse(point, dot, dot)

    def _row_height(self) -> int:
        px = self._themes.px
        return self._themes.line_height("cap") + px(_PLOT + _GAP) + px(_ROW - _PLOT - _GAP - 20)

    def _theme_changed(self) -> None:
        for name, _ in self._lines:
            name.refresh()
        self.updateGeometry()
        self.update()
