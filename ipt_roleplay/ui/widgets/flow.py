"""Rows that wrap, and a grid of cards with as many columns as there is room for.

flow = FlowLayout(parent, gap=4)           # chips: as many in a row as fit
grid = CardGrid(themes); grid.set_cards([…])   # 3 columns at 960, arrows move the focus
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.library_card import LibraryCard


class FlowLayout(QLayout):
    """Places its widgets from left to right, and goes on in a new row where they don't fit."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4, row_gap: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self.setContentsMargins(0, 0, 0, 0)

    def set_gaps(self, gap: int, row_gap: int) -> None:
        if (gap, row_gap) != (self._gap, self._row_gap):
            self._gap, self._row_gap = gap, row_gap
            self.invalidate()

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
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, row = rect.x(), y + row + self._row_gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            row = max(row, size.height())
        return y + row - rect.y()


class CardGrid(QWidget):
    """Cards of one width, rows of one height; arrows, Home and End move the focus among them."""

    def __init__(
        self,
        themes: ThemeManager,
        *,
        narrowest: int = 272,
        gap: int = 24,
        most: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._narrowest, self._gap, self._most = narrowest, gap, most
        self._cards: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._changed)

    def cards(self) -> list[QWidget]:
        return list(self._cards)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Shows these cards in this order; cards no longer shown are hidden, not destroyed."""
        for card in self._cards:
            if card not in cards:
                card.hide()
        self._cards = list(cards)
        before: QWidget | None = None
        for card in self._cards:
            card.setParent(self)
            card.show()
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card
        self._changed()

    def columns(self, width: int) -> int:
        gap = self._themes.px(self._gap)
        fits = (width + gap) // (self._themes.px(self._narrowest) + gap)
        return max(1, min(self._most, fits))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, place=False)

    def sizeHint(self) -> QSize:
        width = self._themes.px(960)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; a larger minimum would be taken for the height at any width.
        return QSize(self._themes.px(self._narrowest), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), place=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self.columns(self.width())
        here = next((n for n, card in enumerate(self._cards) if card.hasFocus()), None)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_Home: -(here or 0),
            Qt.Key.Key_End: len(self._cards) - 1 - (here or 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(self._cards):
            self._cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self, width: int, *, place: bool) -> int:
        gap, columns = self._themes.px(self._gap), self.columns(width)
        each = (width - gap * (columns - 1)) // columns
        y = 0
        for start in range(0, len(self._cards), columns):
            row = self._cards[start : start + columns]
            high = _level(row, each, place=place) or max(card.heightForWidth(each) for card in row)
            if place:
                for n, card in enumerate(row):
                    card.setGeometry(n * (each + gap), y, each, high)
            y += high + gap
        return max(0, y - gap)

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange(self.width(), place=True)


def _level(row: Sequence[QWidget], width: int, *, place: bool) -> int:
    """The height of a row of library cards, in which people and feet stand level; 0 for other cards."""
    cards = [card for card in row if isinstance(card, LibraryCard)]
    if len(cards) < len(row):
        return 0
    person, foot = (max(wanted) for wanted in zip(*(card.wants(width) for card in cards), strict=True))
    if place:
        for card in cards:
            card.stand_level(person, foot)
    return max(card.height_with(width, person, foot) for card in cards)
