"""The history: every practice by day, a search through all that was said, and the way to read each again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.practice_words import hit_rows, rows
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.field import SearchField
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.practice_list import PracticeList
from ipt_roleplay.ui.widgets.practice_row import OUTDENT, RowText
from ipt_roleplay.ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from ipt_roleplay.store.records import Records

_TOP, _SEARCH = 40, 280
_LOW = 240  # px, grown with the text: lower, the room above the list gives way to it
_FIRST, _ALL, _HITS = 60, 1_000_000, 100
_TYPING_MS = 120  # a search begins when the person has stopped for so long

Look = Callable[[], "tuple[list[RowText], int]"]


class HistoryPage(QWidget):
    """`opened(int)`: a practice is to be read."""

    opened = Signal(int)

    def __init__(self, themes: ThemeManager, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._keeping = themes, keeping
        self._asked = 0
        self._wanted_row: int | None = None
        self._title = Label(themes, self.tr("History"), "title", weight=SEMIBOLD, wrap=False)
        self.lead = Label(themes, role="soft", measure=640)
        self.search = SearchField(themes, self.tr("Search what was said"))
        self.undo = UndoBar(themes)
        self.list = PracticeList(themes, self.tr("Practices"))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._assemble()
        self._typing.timeout.connect(self._look)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._look)
        self.list.opened.connect(self.opened)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.undo.toggled.connect(self._theme_changed)
        themes.changed.connect(self._theme_changed)
        self._theme_changed()

    def _assemble(self) -> None:
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.search)
        self._above = QVBoxLayout()
        self._above.addLayout(self._head)
        self._above.addWidget(self.lead)
        self._undo_gap = QWidget()
        self._above.addWidget(self._undo_gap)
        self._above.addWidget(self.undo)
        self._column.addLayout(self._above)
        self._column.addWidget(self.list, 1)
        # Where there is nothing to list, the words stay at the top.
        self._empty = QWidget()
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._column.addWidget(self._empty)

    # --- showing --------------------------------------------------------------------------------------------------

    def look_again(self, stay_at: int | None = None) -> None:
        """Read what is kept now; `stay_at`: the practice whose row is to be in sight."""
        self._wanted_row = stay_at
        self._look()

    def take_focus(self) -> bool:
        """Whether there is something here that can have it."""
        target = self.list if self.list.isVisibleTo(self) else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target.isVisibleTo(self)

    def _typed(self) -> None:
        self._typing.start()

    def _look(self) -> None:
        self._typing.stop()
        self._asked += 1
        records, words, today = self._keeping.records, self.search.text().strip(), datetime.now().date()
        if records is None:
            self._show_nothing(self._why_nothing())
        elif words:
            self._ask(partial(_found, records, words, today), self._show_found)
        else:
            self._ask(partial(_first, records, today), self._show_first)

    def _ask(self, look: Look, show: Callable[[Sequence[RowText], int], None]) -> None:
        """`show` is called with the answer, unless something else was asked for meanwhile."""
        asked = self._asked

        def answered(answer: tuple[Sequence[RowText], int]) -> None:
            if asked == self._asked:
                show(*answer)

        self._keeping.run(look, answered, self._not_read)

    def _show_first(self, shown: Sequence[RowText], count: int) -> None:
        if not shown:
            self._show_nothing(self._empty_words())
            return
        self._show(shown, self._count_words(count))
        records = self._keeping.records
        if count > len(shown) and records is not None:
            last = shown[-1].practice
            self._ask(partial(_rest, records, last, datetime.now().date()), self._show_rest)
        self._to_wanted_row()

    def _show_rest(self, rest: Sequence[RowText], _: int) -> None:
        self.list.append(rest)
        self._to_wanted_row()

    def _show_found(self, shown: Sequence[RowText], count: int) -> None:
        if not shown:
            self._show_nothing(self.tr("These words were not found in what was said."), searchable=True)
            return
        words = self.tr("Found in one practice.") if count == 1 else self.tr("Found in {n} practices, newest first.")
        if count == _HITS:
            words = self.tr("Found in many practices; these are the newest {n}.")
        self._show(shown, words.format(n=count))

    def _show(self, shown: Sequence[RowText], lead: str) -> None:
        self.lead.setText(lead)
        self.search.setVisible(True)
        self._empty.setVisible(False)
        self.list.setVisible(True)
        self.list.show_rows(shown)
        announce(self, lead)

    def _show_nothing(self, why: str, *, searchable: bool = False) -> None:
        had_focus = self.list.hasFocus()
        self.lead.setText(why)
        self.list.show_rows(())
        self.list.setVisible(False)
        self._empty.setVisible(True)
        self.search.setVisible(searchable or bool(self.search.text()))
        if had_focus:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_wanted_row(self) -> None:
        if self._wanted_row is not None:
            self.list.go_to(self._wanted_row)

    def _why_nothing(self) -> str:
        if self._keeping.keeps_nothing:
            return self.tr("You chose to keep nothing, so nothing stands here.")
        if not self._keeping.everyone():
            return self._empty_words()
        return self.tr("What you have kept is locked. It stands here again when you open it.")

    def _not_read(self, error: Exception) -> None:
        from ipt_roleplay.store.errors import Closed

        self._show_nothing(self._why_nothing() if isinstance(error, Closed) else str(error))

    def _empty_words(self) -> str:
        return self.tr("What you practise will stand here, day by day, with every word as it was said.")

    def _count_words(self, count: int) -> str:
        if count == 1:
            return self.tr("One practice, with every word as it was said.")
        return self.tr("{n} practices, with every word as it was said.").format(n=f"{count:,}")

    # --- keys and room --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._theme_changed()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._themes.px(320), self._themes.px(120))

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        side = page_side(self._themes, self.width())
        room = self.width() - 2 * side
        low = self.height() < px(_LOW)
        self._column.setContentsMargins(side - px(OUTDENT), gap(16 if low else _TOP), 0, 0)
        self._column.setSpacing(px(8 if low else 20))
        self._above.setContentsMargins(px(OUTDENT), 0, side, 0)
        self.list.set_side(side - px(OUTDENT))
        self._above.setSpacing(0)
        self._undo_gap.setFixedHeight(0 if self.undo.isHidden() else px(16))
        narrow = room < px(560)
        self.search.setFixedWidth(max(96, min(px(_SEARCH), room - self._title.sizeHint().width() - px(24))))
        self.search.setPlaceholderText(self.tr("Search") if narrow else self.tr("Search what was said"))


# --- reading, on the thread of the vault --------------------------------------------------------------------------


def _first(records: Records, today: date) -> tuple[list[RowText], int]:
    return list(rows(records.history(_FIRST), today)), records.count()


def _rest(records: Records, last: int, today: date) -> tuple[list[RowText], int]:
    above = records.kept(last).began.local().date()
    rest = list(rows(records.history(_ALL, before=last), today, above))
    return rest, len(rest)


def _found(records: Records, words: str, today: date) -> tuple[list[RowText], int]:
    found = list(hit_rows(records.search(words, _HITS), today))
    return found, len(found)
