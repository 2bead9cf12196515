"""The place “History”: the list, one practice to be read, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.ui.inside import is_open
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.pages.compare import ComparePage
from ipt_roleplay.ui.pages.history import HistoryPage
from ipt_roleplay.ui.pages.reading import Other, ReadingPage
from ipt_roleplay.ui.practice_words import short_when
from ipt_roleplay.ui.theme import ThemeManager

if TYPE_CHECKING:
    from ipt_roleplay.store.reading import Kept, Reading
    from ipt_roleplay.store.records import Records
    from ipt_roleplay.store.removing import Removed
    from ipt_roleplay.store.vault import Vault

_OTHERS = 40


@dataclass(frozen=True, slots=True)
class _Read:
    reading: Reading
    others: tuple[Kept, ...]


class HistoryPlace(QStackedWidget):
    """`resume_wanted(practice, scenario)`, `again_wanted(scenario, partner)`; `told(title, words)`; `changed`: one was
    removed or put back; `removed(practice)` comes before it.

    `replay_wanted(Reading, attempt)`: what is being read, step by step.
    """

    resume_wanted = Signal(int, str)
    again_wanted = Signal(str, str)
    replay_wanted = Signal(object, int)
    told = Signal(str, str)
    changed = Signal()
    removed = Signal(int)

    def __init__(
        self,
        themes: ThemeManager,
        catalogue: Catalogue,
        keeping: Keeping,
        is_there: Callable[[Kept], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeping, self._is_there = keeping, is_there
        self.list_page = HistoryPage(themes, keeping)
        self.reading = ReadingPage(themes, catalogue)
        self.compare = ComparePage(themes)
        for page in (self.list_page, self.reading, self.compare):
            self.addWidget(page)
        self.list_page.opened.connect(self.open_practice)
        self.reading.back_wanted.connect(self.show_list)
        self.reading.resume_wanted.connect(self._resume)
        self.reading.again_wanted.connect(self._again)
        self.reading.remove_wanted.connect(self._remove)
        self.reading.replay_wanted.connect(self._replay)
        self.reading.compare_wanted.connect(self._compare)
        self.compare.back_wanted.connect(self._back_to_reading)
        keeping.changed.connect(self._kept_changed)

    # --- which page -----------------------------------------------------------------------------------------------

    def show_list(self) -> None:
        """Back to the list, at the row that one came from."""
        reading = self.reading.reading
        self.setCurrentWidget(self.list_page)
        if reading is not None:
            self.list_page.list.go_to(reading.practice.id)
        self.list_page.take_focus()

    def open_practice(self, practice: int) -> None:
        records = self._keeping.records
        if records is not None:
            self._keeping.run(partial(_read, records, practice), self._show_reading, self._not_read)

    def come_back(self) -> None:
        """The place was opened: what was practised meanwhile is there, and the list stays where it was."""
        self.list_page.look_again(stay_at=self.list_page.list.current_practice())

    def take_focus(self) -> bool:
        """Whether there is something here that can have it."""
        page = self.currentWidget()
        assert isinstance(page, HistoryPage | ReadingPage | ComparePage)
        return page.take_focus() is not False

    def settle(self) -> None:
        """The person went elsewhere: what was removed is let go."""
        self.list_page.undo.settle()

    def _show_reading(self, read: _Read) -> None:
        self.reading.show_reading(
            read.reading,
            read.others,
            is_there=self._is_there(read.reading.practice),
            now=datetime.now(),
        )
        self.settle()
        self.setCurrentWidget(self.reading)
        self.reading.take_focus()

    def _back_to_reading(self) -> None:
        self.setCurrentWidget(self.reading)
        self.reading.take_focus()

    def _kept_changed(self) -> None:
        if self._keeping.records is not None and not is_open(self):
            return
        if self._keeping.records is None:
            self.reading.clear()
            self.compare.clear()
            self.settle()
            self.setCurrentWidget(self.list_page)
        self.come_back()

    # --- what one can do with a practice --------------------------------------------------------------------------

    def _resume(self) -> None:
        if self.reading.reading is not None:
            kept = self.reading.reading.practice
            self.resume_wanted.emit(kept.id, kept.scenario)

    def _again(self) -> None:
        if self.reading.reading is not None:
            self.again_wanted.emit(self.reading.reading.practice.scenario, self.reading.reading.practice.partner)

    def is_reading(self) -> bool:
        """Whether a practice is open to be read."""
        return self.currentWidget() is self.reading and self.reading.reading is not None

    def _replay(self, attempt: int) -> None:
        if self.reading.reading is not None:
            self.replay_wanted.emit(self.reading.reading, attempt)

    def _compare(self, attempt: int, other: Other) -> None:
        records, reading = self._keeping.records, self.reading.reading
        if records is None or reading is None:
            return

        def show(right: Reading) -> None:
            self._show_pair(reading, attempt, right, other)

        if other.practice == reading.practice.id:
            show(reading)
        else:
            self._keeping.run(partial(records.read, other.practice), show, self._not_read)

    def _show_pair(self, reading: Reading, attempt: int, right: Reading, other: Other) -> None:
        kept, today = reading.practice, datetime.now().date()
        if other.practice == kept.id:
            name = self.tr("Attempt {n}")
            names = name.format(n=attempt + 1), name.format(n=other.attempt + 1)
        else:
            names = short_when(kept, today), short_when(right.practice, today)
        self.compare.show_pair(kept.partner, names, reading.attempts[attempt], right.attempts[other.attempt])
        self.setCurrentWidget(self.compare)
        self.compare.take_focus()

    def _remove(self) -> None:
        """Gone from the disk at once; it can be put back until the person goes on."""
        vault, reading = self._keeping.vault, self.reading.reading
        if vault is not None and reading is not None:
            self._keeping.run(partial(_removed, vault, reading.practice.id), self._was_removed, self._not_removed)

    def _was_removed(self, removed: Removed) -> None:
        self.reading.clear()
        self.setCurrentWidget(self.list_page)
        self.list_page.look_again(stay_at=self.list_page.list.neighbour(removed.number))
        words = self.tr("It is removed. Backups made before still hold it.")
        self.list_page.undo.offer(words, partial(self._put_back, removed))
        self.removed.emit(removed.number)
        self.changed.emit()

    def _put_back(self, removed: Removed) -> None:
        vault = self._keeping.vault
        if vault is not None:
            self._keeping.run(partial(_put_back, vault, removed), self._was_put_back, self._not_removed)

    def _was_put_back(self, practice: int) -> None:
        self.list_page.look_again(stay_at=practice)
        self.list_page.take_focus()
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self._tell(self.tr("This practice cannot be read"), error)

    def _not_removed(self, error: Exception) -> None:
        self._tell(self.tr("The history could not be changed"), error)

    def _tell(self, title: str, error: Exception) -> None:
        from ipt_roleplay.store.errors import Closed

        if not isinstance(error, Closed):
            self.told.emit(title, str(error))


# --- on the thread of the vault -----------------------------------------------------------------------------------


def _read(records: Records, practice: int) -> _Read:
    reading = records.read(practice)
    scenario, partner = reading.practice.scenario, reading.practice.partner
    others = records.history(_OTHERS, scenario=scenario)
    return _Read(reading, tuple(kept for kept in others if kept.is_of(scenario, partner)))


def _removed(vault: Vault, practice: int) -> Removed:
    from ipt_roleplay.store.removing import remove

    return remove(vault, practice)


def _put_back(vault: Vault, removed: Removed) -> int:
    from ipt_roleplay.store.removing import put_back

    put_back(vault, removed)
    return removed.number
