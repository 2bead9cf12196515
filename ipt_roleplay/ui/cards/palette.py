"""Ctrl+K: everything that can be done now, and every conversation, found by typing a few letters of it.

The field keeps the focus; arrows move through the list, Enter does what is selected, Esc closes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.commands import Command
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.field import SearchField
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_WIDTH, _ROW, _ROWS, _PADDING = 560, 40, 8, 12
_AROUND = 132  # px of window that the list leaves to the field and to what is around the card
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_KEYS = Qt.ItemDataRole.UserRole


def distance(typed: str, command: Command) -> int | None:
    """How far a command is from what was typed: 0 begins with it, and so on; None where it is something else."""
    words = command.words.casefold()
    found = 0
    for part in typed.casefold().split():
        if words.startswith(part):
            far = 0
        elif f" {part}" in f" {words}":
            far = 1
        elif part in words:
            far = 2
        elif f" {part}" in f" {command.also.casefold()}":
            far = 3
        elif _letters_in_order(part, words):
            far = 4
        else:
            return None
        found += far
    return found


def _letters_in_order(part: str, words: str) -> bool:
    """“nhn” means “Need help now?”: the first letter begins a word, the others come after it in their order."""
    starts = [n for n, letter in enumerate(words) if letter == part[0] and (n == 0 or words[n - 1] == " ")]
    for start in starts:
        rest = iter(words[start:])
        if all(letter in rest for letter in part):
            return True
    return False


class Palette(CardDialog):
    """Made for one use: it shows the commands that it is given, and goes when it is closed.

    `talks`, the conversations, are found by their words; before anything is typed only the commands are listed.
    """

    def __init__(
        self, themes: ThemeManager, host: QWidget, commands: Sequence[Command], talks: Sequence[Command] = ()
    ) -> None:
        super().__init__(themes, host, title=self.tr("What would you like to do?"), width=_WIDTH, compact=True)
        self._commands = [command for command in commands if command.command_id != "palette"]
        self._talks = talks
        self._chosen: Command | None = None
        self.search = SearchField(themes, self.tr("What would you like to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setItemDelegate(_Row(themes, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setProperty("bare", True)
        self._nothing = Label(themes, self.tr("Nothing here is called that. Try another word."), role="soft")
        self.title.setVisible(False)  # the field says it
        for widget in (self.search, self.list, self._nothing):
            self.body.addWidget(widget)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._take_selected)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.closed.connect(self._after)
        themes.changed.connect(self._fit)
        self._filter("")

    def open_dialog(self) -> None:
        super().open_dialog()
        self._fit()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown(self) -> list[str]:
        """The words of what is listed, from the top."""
        return [self.list.item(n).text() for n in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                QApplication.sendEvent(self.list, event)
                self._say_selected()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_dialog()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        looked_at = [*self._commands, *self._talks] if typed else self._commands
        far = {command: distance(typed, command) for command in looked_at}
        fits = sorted((c for c in looked_at if far[c] is not None), key=lambda c: far[c] or 0)
        self.list.clear()
        for command in fits:
            item = QListWidgetItem(command.words)
            item.setData(_KEYS, command)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, command.key_words())
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(fits))
        self._nothing.setVisible(not fits)
        self._say_selected() if fits else announce(self, self._nothing.text())

    def _say_selected(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.isVisible():
            announce(self, item.text())

    def _take_selected(self) -> None:
        if self.list.currentItem() is not None:
            self._take(self.list.currentItem())

    def _take(self, item: QListWidgetItem) -> None:
        self._chosen = item.data(_KEYS)
        self.close_dialog()

    def _after(self) -> None:
        """The focus is back where it was; now the page is told."""
        if self._chosen is not None:
            self._chosen.slot()
        self.deleteLater()

    def _fit(self) -> None:
        """As high with one row as with many: nothing jumps while one types."""
        row = self._themes.px(_ROW)
        room = max(2, (self._host.height() - self._themes.gap(_AROUND)) // row)
        high = row * min(_ROWS, room, len(self._commands))
        self.list.setFixedHeight(high)
        self._nothing.setMinimumHeight(high)
        self.list.doItemsLayout()


class _Row(QStyledItemDelegate):
    """The words at the left, the keys at the right."""

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._themes.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px, color = self._themes.px, self._themes.color
        rect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        fill = "wash" if selected else "hover" if state & QStyle.StateFlag.State_MouseOver else None
        painter.save()
        if fill:
            paint_box(painter, QRectF(rect), px(6), color(fill), color("focus") if selected else None, 2)
        command: Command = index.data(_KEYS)
        keys = TextBlock(self._themes, "cap", (Run(command.key_words()),))
        words = TextBlock(self._themes, "body", (Run(command.words),))
        left, width = rect.x() + px(_PADDING), keys.natural_width()
        right = rect.right() + 1 - px(_PADDING) - width
        room = right - left - px(_PADDING)
        natural = words.natural_width()
        keys.paint(painter, right, rect.y() + (rect.height() - keys.height(width + 1)) // 2 + 1, width + 1, "soft")
        painter.setClipRect(rect.adjusted(0, 0, room - rect.width() + px(_PADDING), 0))
        words.paint(painter, left, rect.y() + (rect.height() - words.height(natural)) // 2, natural, "text")
        painter.restore()
