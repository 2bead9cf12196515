"""Sections one under the other, or in two columns where there is room for both.

    columns = ColumnsLayout(themes)
    columns.addWidget(section)          # in the order in which they are read: down the first column, then the second
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from ipt_roleplay.ui.theme import ThemeManager

_LEAST, _GAP = 560, 72  # px, grown with the text: the least width of one of two columns, and what is between them


class ColumnsLayout(QLayout):
    """The second column begins with the section that leaves the higher of the two as low as can be."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
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
        return max(sum(heights) for heights in self._split(width))

    def sizeHint(self) -> QSize:
        return self._size([item.sizeHint() for item in self._items])

    def minimumSize(self) -> QSize:
        return self._size([item.minimumSize() for item in self._items])

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        each, items = self._column_width(rect.width()), iter(self._items)
        x = rect.x()
        for heights in self._split(rect.width()):
            y = rect.y()
            for height, item in zip(heights, items, strict=False):
                item.setGeometry(QRect(x, y, each, height))
                y += height
            x += each + self._themes.px(_GAP)

    @staticmethod
    def _size(sizes: list[QSize]) -> QSize:
        """As in one column."""
        return QSize(max((size.width() for size in sizes), default=0), sum(size.height() for size in sizes))

    def _column_width(self, width: int) -> int:
        gap = self._themes.px(_GAP)
        return (width - gap) // 2 if width >= 2 * self._themes.px(_LEAST) + gap else width

    def _split(self, width: int) -> tuple[list[int], list[int]]:
        """The heights of the sections in the first column and in the second, which may have none."""
        each = self._column_width(width)
        heights = [_height(item, each) for item in self._items]
        if each == width:
            return heights, []
        at = min(range(len(heights) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
        return heights[:at], heights[at:]


def _height(item: QLayoutItem, width: int) -> int:
    if item.isEmpty():
        return 0
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
