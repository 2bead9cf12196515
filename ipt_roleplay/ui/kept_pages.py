"""The pages that show what is kept: Today, History and Your data; and the strip that offers to go on.

The window says when there is something new to look at, and goes where these pages want to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay.coaching.suggestion import Suggestion, suggest
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.ui.dates import date_words
from ipt_roleplay.ui.inside import is_open
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.library_words import Found, card_text
from ipt_roleplay.ui.pages.today import TodayPage
from ipt_roleplay.ui.practice_words import LeftOpen, rows
from ipt_roleplay.ui.resuming import Resuming
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.rail import RailItem

if TYPE_CHECKING:
    from ipt_roleplay.store.reading import Kept, Reading
    from ipt_roleplay.store.records import Records
    from ipt_roleplay.ui.pages.history_place import HistoryPlace
    from ipt_roleplay.ui.pages.your_data import YourDataPage
    from ipt_roleplay.ui.practice_room import PracticeRoom

_LAST = 4


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last conversations, when each was practised (ms since 1970, UTC), and the endings one has come to."""

    last: tuple[Kept, ...]
    practised: Mapping[str, int]
    found: Found


class KeptPages(QObject):
    """`briefing_wanted(file)`, `place_wanted(page)`: where the person wants to go; `told(title, words)`.

    `replay_wanted(Reading, attempt, face)`: to see it again, step by step; the face is empty where it is not known.
    `found_known(endings by scenario)`: those that one has come to may be others than before.
    """

    briefing_wanted = Signal(str)
    place_wanted = Signal(str)
    told = Signal(str, str)
    replay_wanted = Signal(object, int, str)
    found_known = Signal(object)

    def __init__(
        self,
        themes: ThemeManager,
        program: Program,
        keeping: Keeping,
        tasks: Tasks,
        room: Callable[[], PracticeRoom],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._themes, self._program, self._keeping, self._host = themes, program, keeping, host
        self._headers: tuple[Header, ...] = ()
        self._known: _Kept | None = None
        self._has_headers = self._has_looked = self._has_begun = False
        self._asked = 0
        self.today = TodayPage(themes)
        self.resuming = Resuming(themes, keeping, tasks, program.story, room, host)
        self._connect()

    def _connect(self) -> None:
        today, resuming = self.today, self.resuming
        today.resumed.connect(resuming.resume)
        today.restarted.connect(resuming.start_over)
        today.set_aside.connect(resuming.set_aside)
        today.opened.connect(self._open_practice)
        today.suggested.connect(self.briefing_wanted)
        today.history_wanted.connect(partial(self.place_wanted.emit, "history"))
        resuming.changed.connect(self._show_left_open)
        resuming.was_set_aside.connect(self._offer_undo)
        resuming.told.connect(self.told)
        self._keeping.changed.connect(self._kept_changed)

    @property
    def found(self) -> Found:
        return self._known.found if self._known is not None else {}

    def endings_found(self, scenario: str, partner: str) -> Mapping[str, str]:
        """The endings of one conversation that one has come to, id and title."""
        return self.found.get((scenario, partner), {})

    @cached_property
    def history(self) -> HistoryPlace:
        from ipt_roleplay.ui.pages.history_place import HistoryPlace

        place = HistoryPlace(self._themes, self._program.catalogue, self._keeping, self._is_there)
        place.resume_wanted.connect(self.resuming.resume_kept)
        place.again_wanted.connect(self._play_again)
        place.replay_wanted.connect(self._replay)
        place.told.connect(self.told)
        place.removed.connect(self.resuming.note_removed)
        place.changed.connect(self.look_again)
        return place

    @cached_property
    def your_data(self) -> YourDataPage:
        from ipt_roleplay.ui.pages.your_data import YourDataPage

        page = YourDataPage(self._themes, self._program, self._keeping, self._host)
        page.back_wanted.connect(partial(self.place_wanted.emit, "settings"))
        return page

    # --- looking --------------------------------------------------------------------------------------------------

    def show_headers(self, headers: Sequence[Header]) -> None:
        """The conversations that are there."""
        self._headers, self._has_headers = tuple(headers), True
        self.resuming.show_scenarios({(header.id, header.partner) for header in headers if header.playable})
        self.look_again()

    def _kept_changed(self) -> None:
        # While one practises nobody looks at these pages; they are read when they are opened.
        if is_open(self.today) or self._keeping.records is None:
            self.look_again()

    def look_again(self) -> None:
        """Read again what is kept, off the GUI thread, and show it."""
        if not self._has_headers:
            return
        self._asked += 1
        records = self._keeping.records
        self._has_looked = self._has_looked and (records is not None or self._keeping.is_idle)
        self.resuming.look_again()
        if records is not None:
            self._keeping.run(partial(_look, records), partial(self._show_kept, self._asked), self._not_read)
        elif self._keeping.is_idle:
            self._show_nothing_kept()
        else:  # the vault is being opened: it will be known when that is done
            again = partial(self._look_once_idle, self._asked)
            self._keeping.run(_nothing, again, again)

    def _look_once_idle(self, asked: int, _: object) -> None:
        if asked == self._asked:
            self.look_again()

    def _show_kept(self, asked: int, kept: _Kept) -> None:
        if asked != self._asked:
            return
        now = datetime.now()
        self._known, self._has_looked = kept, True
        self.found_known.emit(self.found)
        note = "" if kept.last else self.tr("What you practise will stand here, and what you left open above it.")
        self.today.show_date(now)
        self.today.show_last(list(rows(kept.last, now.date())), note)
        self._suggest()

    def _show_nothing_kept(self) -> None:
        self._known, self._has_looked = None, True
        self.found_known.emit(self.found)
        if self._keeping.keeps_nothing:
            note = self.tr("You chose to keep nothing, so nothing from before stands here.")
        elif self._has_people():
            note = self.tr("What you have kept is locked. It stands here again when you open it.")
        else:
            note = self.tr("What you practise will stand here, and what you left open above it.")
        self.today.show_last((), note)
        self._suggest()

    def _has_people(self) -> bool:
        from ipt_roleplay.store.glance import FOLDER

        return (self._program.data / FOLDER).is_dir()

    def _not_read(self, error: Exception) -> None:
        from ipt_roleplay.store.errors import Closed

        if not isinstance(error, Closed):
            self._has_looked = True
            self.today.show_last((), str(error))
            self._suggest()

    # --- what is left open ----------------------------------------------------------------------------------------

    def _show_left_open(self, left: LeftOpen | None) -> None:
        face = "" if left is None else self.face_of(left.scenario, left.partner)
        self.today.show_left_open(left, face, datetime.now())
        self._suggest()

    def face_of(self, scenario: str, partner: str) -> str:
        header = self._header(scenario, partner)
        return header.face if header is not None else ""

    def _offer_undo(self, left: LeftOpen) -> None:
        if self.today.isVisible():
            words = self.tr("“{title}” is set aside. It stays in your history.").format(title=left.title)
            self.today.undo.offer(words, partial(self.resuming.take_back, left))

    # --- one to try -----------------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        if not self._has_looked:  # what is not known yet might be suggested wrongly
            return
        left = self.resuming.offered
        practised = self._known.practised if self._known is not None else {}
        found = suggest(self._headers, practised, () if left is None else (left.scenario,))
        if found is None:
            self.today.show_suggestion(None, "")
        else:
            card = card_text(self._program.catalogue, found.header, self.found)
            self.today.show_suggestion(card, self._reason(found))
        focused = QApplication.focusWidget()
        if self.today.isVisible() and (focused is None or isinstance(focused, RailItem)) and not self._has_begun:
            self._has_begun = True
            self.today.take_focus()

    def _reason(self, found: Suggestion) -> str:
        if found.last is not None:
            then, today = datetime.fromtimestamp(found.last / 1000).date(), datetime.now().date()
            if then == today:
                return self.tr("You know them all; this one was longest ago.")
            day = date_words(then, today)
            return self.tr("You know them all; this one was longest ago, on {day}.").format(day=day)
        if self._known is None or not self._known.practised:
            return self.tr("A gentle one to begin with.") if found.header.level == 1 else self.tr("One to begin with.")
        if found.header.level == 1:
            return self.tr("You have not tried it yet, and it is a gentle one.")
        return self.tr("You have not tried it yet.")

    # --- going elsewhere ------------------------------------------------------------------------------------------

    def page_opened(self, page: str) -> None:
        """The person went to a page: what could be undone on another one stands, and what they see is read again."""
        self.today.undo.settle()
        if "history" in self.__dict__:
            self.history.settle()
        if page in ("today", "practise"):
            self.look_again()
        elif page == "history":
            self.history.come_back()
        elif page == "data":
            self.your_data.page_opened()

    def _open_practice(self, practice: int) -> None:
        self.place_wanted.emit("history")
        self.history.open_practice(practice)

    def _play_again(self, scenario: str, partner: str) -> None:
        header = self._header(scenario, partner)
        if header is not None:
            self.briefing_wanted.emit(header.file)

    def _replay(self, reading: Reading, attempt: int) -> None:
        self.replay_wanted.emit(reading, attempt, self.face_of(reading.practice.scenario, reading.practice.partner))

    def is_reading(self) -> bool:
        """Whether a practice is open in the history, to be read."""
        return "history" in self.__dict__ and self.history.is_reading()

    def _header(self, scenario: str, partner: str) -> Header | None:
        wanted = scenario, partner
        return next((header for header in self._headers if (header.id, header.partner) == wanted), None)

    def _is_there(self, practice: Kept) -> bool:
        header = self._header(practice.scenario, practice.partner)
        return header is not None and header.playable


def _look(records: Records) -> _Kept:
    practised = {scenario: began.utc for scenario, began in records.practised().items()}
    return _Kept(records.history(_LAST), practised, records.endings_found())


def _nothing() -> None:
    pass
