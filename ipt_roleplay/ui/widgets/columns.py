"""Parts one under the other, or in two columns where there is room for both.

    columns = ColumnsLayout(themes, least=560, gap=72)   # px, grown with the text; two from 560 px for each on
    columns.addWidget(section)    # in the order in which they are read: down the first column, then the second
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from ipt_roleplay.ui.theme import ThemeManager


class ColumnsLayout(QLayout):
    """The second column begins with the part that leaves the higher of the two as low as can be."""

    def __init__(self, themes: ThemeManager, *, least: int, gap: int, row_gap: int = 0) -> None:
        super().__init__()
        self._themes = themes
        self._least, self._gap, self._row_gap = least, gap, row_gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._sum(heights) for heights in self._split(width))

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        return QSize(max((size.width() for size in sizes), default=0), self._sum([size.height() for size in sizes]))

    def minimumSize(self) -> QSize:
        # The height follows from the width; a larger minimum would be taken for the height at any width.
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        each, items = self._column_width(rect.width()), iter(self._items)
        x = rect.x()
        for heights in self._split(rect.width()):
            y = rect.y()
            for height, item in zip(heights, items, strict=False):
                item.setGeometry(QRect(x, y, each, height))
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
        heights = [_height(item, each) for item in self._items]
        if each == width:
            return heights, []
        at = min(range(len(heights) + 1), key=lambda n: max(self._sum(heights[:n]), self._sum(heights[n:])))
        return heights[:at], heights[at:]


def _height(item: QLayoutItem, width: int) -> int:
    if item.isEmpty():
        return 0
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
