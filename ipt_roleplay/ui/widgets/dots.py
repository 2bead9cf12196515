"""Words with a row of dots at the right: how things stand between two people, without a number.

row = DotsRow(themes)
row.show_gauge("a little closer", filled=3)                  # heard as "a little closer"
row.show_gauge("a little closer", filled=3, number="62")     # where numbers are shown: "a little closer, 62"
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_DOT, _GAP, _BORDER, _ROW = 10, 6, 1.5, 32


class DotsRow(QLabel):
    """One gauge in words; the words wrap where they must, the dots stay beside the first line."""

    def __init__(self, themes: ThemeManager, *, of: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._of = of
        self._filled = 0
        self._words = TextBlock(themes, "body")
        self._number = TextBlock(themes, "cap")
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._theme_changed)

    def show_gauge(self, words: str, filled: int, number: str = "") -> None:
        filled = min(max(filled, 0), self._of)
        if filled != self._filled:
            self._filled = filled
            self.update()
        has_other_words = self._words.set_runs((Run(words),))
        if self._number.set_runs((Run(number),)) or has_other_words:
            self.setText(f"{words}, {number}" if number else words)
            if self.heightForWidth(self.width()) != self.height():
                self.updateGeometry()
            self.update()

    def filled(self) -> int:
        return self._filled

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = self._themes.px
        return self._words.height(self._room(width)) + px(_ROW - 24)

    def sizeHint(self) -> QSize:
        width = max(self._themes.px(256), self._words.natural_width() + self._side())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words.widest_word() + self._side(), self._themes.px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self._themes.px, self._themes.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = px(_ROW - 24) // 2
        self._words.paint(painter, 0, top, self._room(self.width()))
        middle = top + self._themes.line_height("body") / 2
        number = self._number.natural_width()
        if number:
            drop = top + self._themes.baseline("body") - self._themes.baseline("cap")
            self._number.paint(painter, self.width() - self._dots() - px(8) - number, drop, number, "soft")
        x = float(self.width() - self._dots())
        for n in range(self._of):
            box = QRectF(x, middle - px(_DOT) / 2, px(_DOT), px(_DOT))
            if n < self._filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("accent"))
            else:
                width = _BORDER * self._themes.text_scale
                painter.setPen(QPen(color("border"), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box.adjust(width / 2, width / 2, -width / 2, -width / 2)
            painter.drawEllipse(box)
            x += px(_DOT) + px(_GAP)
        painter.end()

    def _dots(self) -> int:
        return self._of * self._themes.px(_DOT) + (self._of - 1) * self._themes.px(_GAP)

    def _side(self) -> int:
        number = self._number.natural_width()
        return self._dots() + self._themes.px(16) + (number + self._themes.px(8) if number else 0)

    def _room(self, width: int) -> int:
        return max(1, width - self._side())

    def _theme_changed(self) -> None:
        self._words.refresh()
        self._number.refresh()
        self.updateGeometry()
        self.update()
