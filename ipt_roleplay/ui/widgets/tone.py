"""How a line sounded: a shape, a word and a colour, never the colour alone.

ToneMark(themes, "held_back", self.tr("held back"))   # plain ●, held_back ◐, sharp ▲, barbed ◆, listening ◯
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.text import Run, TextBlock

TONES = ("plain", "held_back", "sharp", "barbed", "listening")
_SHAPE, _GAP = 12, 6


def paint_tone(painter: QPainter, tone: str, color: QColor, box: QRectF) -> None:
    """The shape of a tone, filling a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    unit = box.width() / 12
    if tone == "sharp":
        painter.drawPolygon(_corners(box, unit, ((6, 1), (11.5, 11), (0.5, 11))))
    elif tone == "barbed":
        painter.drawPolygon(_corners(box, unit, ((6, 0.2), (11.8, 6), (6, 11.8), (0.2, 6))))
    elif tone in ("held_back", "listening"):
        ring = box.adjusted(1.75 * unit, 1.75 * unit, -1.75 * unit, -1.75 * unit)
        if tone == "held_back":
            painter.drawPie(ring, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.5 * unit))
        painter.drawEllipse(ring)
    else:
        painter.drawEllipse(box.adjusted(unit, unit, -unit, -unit))


def _corners(box: QRectF, unit: float, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + x * unit, box.y() + y * unit) for x, y in points])


class ToneMark(QLabel):
    """Shape and word. A screen reader finds the word."""

    def __init__(self, themes: ThemeManager, tone: str, word: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._block = TextBlock(themes, "cap")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tone(tone, word)
        themes.changed.connect(self._theme_changed)

    def set_tone(self, tone: str, word: str) -> None:
        self._tone = tone if tone in TONES else "plain"
        self._block.set_runs((Run(word, SEMIBOLD),))
        self.setText(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._themes.px
        return QSize(px(_SHAPE + _GAP) + self._block.natural_width(), self._themes.line_height("cap"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._themes.px
        painter = QPainter(self)
        side = px(_SHAPE)
        box = QRectF(0, (self._themes.line_height("cap") - side) / 2, side, side)
        paint_tone(painter, self._tone, self._themes.color(self._tone), box)
        width = self._block.natural_width()
        self._block.paint(painter, px(_SHAPE + _GAP), 0, width, self._tone)
        painter.end()

    def _theme_changed(self) -> None:
        self._block.refresh()
        self.updateGeometry()
        self.update()
