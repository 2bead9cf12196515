"""Parts one under the other, or in two columns where there is room for both.

    columns = Columns(themes, least=560, gap=72)   # px, grown with the text; two from 560 px for each on
    columns.add(part)                              # as they are read: down the first column, then the second

Placed by hand: a layout made in Python keeps items that Qt deletes, and the next one at that address is taken for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager


class Columns(QWidget):
    """The second column begins with the part that leaves the higher of the two as low as can be."""

    def __init__(self, themes: ThemeManager, *, least: int, gap: int, row_gap: int = 0) -> None:
        super().__init__()
        self._themes = themes
        self._least, self._gap, self._row_gap = least, gap, row_gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._changed)

    def add(self, part: QWidget) -> None:
        self._parts.append(part)
        part.setParent(self)
        self._changed()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._sum(heights) for heights in self._split(width))

    def sizeHint(self) -> QSize:
        width = max((part.sizeHint().width() for part in self._parts), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; a larger minimum would be taken for the height at any width.
        return QSize(max((part.minimumSizeHint().width() for part in self._parts), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in a part has come, gone or grown
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        each, parts = self._column_width(self.width()), iter(self._parts)
        x = 0
        for heights in self._split(self.width()):
            y = 0
            for height in heights:
                next(parts).setGeometry(x, y, each, height)
                y += height + self._themes.px(self._row_gap)
            x += each + self._themes.px(self._gap)

    def _sum(self, heights: list[int]) -> int:
        return sum(heights) + self._themes.px(self._row_gap) * max(0, len(heights) - 1)

    def _column_width(self, width: int) -> int:
        gap = self._themes.px(self._gap)
        return (width - gap) // 2 if width >= 2 * self._themes.px(self._least) + gap else width

    def _split(self, width: int) -> tuple[list[int], list[int]]:
        """The heights of the parts in the first column and in the second, which may have none."""
        each = self._column_width(width)
        heights = [_height(part, each) for part in self._parts]
        if each == width:
            return heights, []
        at = min(range(len(heights) + 1), key=lambda n: max(self._sum(heights[:n]), self._sum(heights[n:])))
        return heights[:at], heights[at:]


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
