"""The scale from calmer to tenser: a place on a line, not a bar to fill.

scale = TensionScale(themes)
scale.show_value(0.62, self.tr("tenser"))     # 0 calm … 1 tense; the words are what a screen reader hears
"""

from __future__ import annotations

from PySide6.QtCore import Property, QEasingCurve, QPointF, QPropertyAnimation, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_LENGTH, _SHORTEST, _TICKS, _BORDER, _MARKER, _HALO, _ROW, _GAP = 132, 48, 5, 1.5, 13, 2, 32, 16


class TensionScale(QLabel):
    """Two words, a line with five ticks, and a marker that glides to its place."""

    def __init__(self, themes: ThemeManager, *, ground: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._ground = ground
        self._place = 0.0
        self._calmer = TextBlock(themes, "cap", (Run(self.tr("calmer")),))
        self._tenser = TextBlock(themes, "cap", (Run(self.tr("tenser")),))
        self._glide = QPropertyAnimation(self, b"place", self)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._theme_changed)

    def show_value(self, value: float, spoken: str, number: str = "") -> None:
        """Moves the marker; at once where motion is not wanted or nothing can be seen. `number` stands at the end."""
        told = f"{spoken}, {number}" if number else spoken
        if told != self.text():
            self.setText(told)
            self._tenser.set_runs((Run(f"{self.tr('tenser')} {number}".rstrip()),))
        value = min(max(value, 0.0), 1.0)
        self._glide.stop()
        duration = self._themes.duration(200)
        if not duration or not self.isVisible():
            self._set_place(value)
            return
        self._glide.setDuration(duration)
        self._glide.setStartValue(self._place)
        self._glide.setEndValue(value)
        self._glide.start()

    def sizeHint(self) -> QSize:
        return QSize(self._words_width() + self._themes.px(_LENGTH), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_width() + self._themes.px(_SHORTEST), self._high())

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self._themes.px, self._themes.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_high = self._themes.line_height("cap")
        top = (self.height() - line_high) // 2
        right = self._tenser.natural_width()
        self._calmer.paint(painter, 0, top, self._calmer.natural_width(), "soft")
        self._tenser.paint(painter, self.width() - right, top, right, "soft")
        end = self.width() - right - px(_GAP) - px(4)
        start = max(self._calmer.natural_width() + px(_GAP), end - px(_LENGTH))
        middle = self.height() / 2
        self._paint_ticks(painter, start, end, middle)
        x = start + (end - start) * self._place
        radius = px(_MARKER) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._ground))
        painter.drawEllipse(QPointF(x, middle), radius + px(_HALO), radius + px(_HALO))
        painter.setBrush(color("accent"))
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        painter.end()

    def _paint_ticks(self, painter: QPainter, start: int, end: int, middle: float) -> None:
        painter.setPen(QPen(self._themes.color("border"), _BORDER * self._themes.text_scale))
        painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        for n in range(_TICKS):
            x = start + (end - start) * n / (_TICKS - 1)
            # Ends and middle are longer: a scale is read from these three.
            reach = self._themes.px(4.5 if n % 2 == 0 else 2.5)
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))

    def _words_width(self) -> int:
        px = self._themes.px
        return self._calmer.natural_width() + self._tenser.natural_width() + 2 * px(_GAP) + px(4)

    def _high(self) -> int:
        return max(self._themes.px(_ROW), self._themes.line_height("cap"))

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        if place != self._place:
            self._place = place
            self.update()

    place = Property(float, _get_place, _set_place)

    def _theme_changed(self) -> None:
        self._calmer.refresh()
        self._tenser.refresh()
        self.updateGeometry()
        self.update()
