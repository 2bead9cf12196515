"""Thousands of kept practices as one list: only what is seen is painted, and nothing is a widget.

practices = PracticeList(themes)
practices.show_rows(rows)                # RowText, the newest first
practices.opened.connect(...)            # opened(int): the id of the practice; by click or Enter
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.practice_row import RowText, paint_row, row_height
from ipt_roleplay.ui.widgets.scroll import THUMB

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[RowText] = []

    def show_rows(self, rows: Sequence[RowText]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[RowText]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.rows[index.row()].spoken()
        return None


class _Painter(QStyledItemDelegate):
    """Rows in the house style, all of one height."""

    def __init__(self, themes: ThemeManager, view: PracticeList) -> None:
        super().__init__(view)
        self._themes, self._view = themes, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        flags, rect = option.state, option.rect
        current = index.row() == self._view.currentIndex().row()
        state = "rest"
        if current and self._view.shows_focus():
            state = "focus"
        elif flags & QStyle.StateFlag.State_MouseOver:
            state = "hover"
        painter.save()
        paint_row(painter, rect, self._view.row(index.row()), self._themes, state)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.size_of_rows()


class PracticeList(QListView):
    """Arrows, Home, End and Page Up and Down move in it, Enter or a click opens a row."""

    opened = Signal(int)

    def __init__(self, themes: ThemeManager, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._by_keyboard = False
        self._side = 0
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(themes, self))
        self.setAccessibleName(name)
        self.setProperty("bare", True)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        self.clicked.connect(self._activated)
        self.activated.connect(self._activated)
        themes.changed.connect(self._theme_changed)
        self._theme_changed()

    def set_side(self, side: int) -> None:
        """The room at the right of the rows, in px; the scroll bar, where there is one, stands at its edge."""
        self._side = side
        self._fit()

    def row(self, number: int) -> RowText:
        return self._model.rows[number]

    def rows(self) -> list[RowText]:
        return list(self._model.rows)

    def show_rows(self, rows: Sequence[RowText]) -> None:
        """Other rows, from the top."""
        self._model.show_rows(rows)
        if rows:
            self.setCurrentIndex(self._model.index(0))
        self.scrollToTop()

    def append(self, rows: Sequence[RowText]) -> None:
        """Further rows below those that are there."""
        self._model.append(rows)

    def go_to(self, practice: int) -> None:
        """Make its row the current one, in sight."""
        number = next((n for n, row in enumerate(self._model.rows) if row.practice == practice), None)
        if number is not None:
            index = self._model.index(number)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def neighbour(self, practice: int) -> int | None:
        """The practice below it, or above it where it is the last."""
        rows = [row.practice for row in self._model.rows]
        if practice not in rows or len(rows) == 1:
            return None
        at = rows.index(practice)
        return rows[at + 1] if at + 1 < len(rows) else rows[at - 1]

    def current_practice(self) -> int | None:
        number = self.currentIndex().row()
        return self._model.rows[number].practice if 0 <= number < len(self._model.rows) else None

    def shows_focus(self) -> bool:
        """As buttons do: a mouse needs no ring to know what it clicked."""
        return self.hasFocus() and self._by_keyboard

    def size_of_rows(self) -> QSize:
        found = bool(self._model.rows and self._model.rows[0].snippet)
        width = max(1, self.viewport().width())
        return QSize(width, row_height(self._themes, width, found=found))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._by_keyboard = True
        return super().event(event)

    def _activated(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows[index.row()].practice)

    def _theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        self.setViewportMargins(0, 0, max(0, self._side - (THUMB if bar.maximum() > bar.minimum() else 0)), 0)
