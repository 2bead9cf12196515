"""Which page is shown when, and the ways between them. One of four things fills the window:

    shell      today, practise, history, settings, data, help, safety, about: beside the rail, from one to any other
    room       briefing → conversation → debrief, and back to the page from which one went in
    replay     from a practice in the history, and back to it
    the door   in place of all that, as long as nobody has come in

Only what the first picture shows is built before it; the rest when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.asked import Asked
from ipt_roleplay.ui.entrance import Entrance
from ipt_roleplay.ui.help_pages import HelpPages
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.kept_pages import KeptPages
from ipt_roleplay.ui.library_place import LibraryPlace
from ipt_roleplay.ui.preferences import Preferences
from ipt_roleplay.ui.shell import Shell
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from ipt_roleplay.scenario.story import Story
    from ipt_roleplay.store.reading import Reading
    from ipt_roleplay.ui.pages.replay import ReplayPage
    from ipt_roleplay.ui.pages.settings import SettingsPage
    from ipt_roleplay.ui.practice_room import Place, PracticeRoom

_WAYS_IN = ("today", "practise", "history")
HELP_PAGES = ("help", "safety", "about")


def _nowhere() -> None:
    """Help was not asked for from within a talk."""


class Places(QObject):
    """Of one window. `stack` is what fills it. `told(title, words)`: something that the person should know.

    `not_saved(str)`: why something of the practice is only in memory, or "".
    """

    told = Signal(str, str)
    not_saved = Signal(str)

    def __init__(
        self,
        themes: ThemeManager,
        program: Program,
        tasks: Tasks,
        keeping: Keeping,
        preferences: Preferences,
        entrance: Entrance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._themes, self._program, self._tasks, self._keeping = themes, program, tasks, keeping
        self._preferences, self._entrance, self._window = preferences, entrance, window
        self._asked = Asked(program.data, keeping, tasks)
        self._to_return: dict[str, Place] = {}
        self._way_back: Callable[[], object] = _nowhere
        self.help_pages = HelpPages(themes, program.data, self)
        self.kept = KeptPages(themes, program, keeping, tasks, lambda: self.room, window)
        self.library = LibraryPlace(themes, program, tasks, self.kept, self)
        self.shell = self._make_shell()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shell)
        self._connect()

    # --- the pages ------------------------------------------------------------------------------------------------

    def _make_shell(self) -> Shell:
        shell = Shell(
            self._themes,
            top=[
                RailEntry("today", self.tr("Today"), "today"),
                RailEntry("practise", self.tr("Practise"), "practise"),
                RailEntry("history", self.tr("History"), "history"),
            ],
            bottom=[
                RailEntry("settings", self.tr("Settings"), "settings"),
                RailEntry("help", self.tr("Need help now?"), "help"),
            ],
        )
        shell.add_page("today", lambda: self.kept.today)
        shell.add_page("practise", lambda: self.library.page)
        shell.add_page("history", lambda: self.kept.history)
        shell.add_page("settings", lambda: self.settings_page)
        shell.add_page("data", lambda: self.kept.your_data, under="settings")
        shell.add_page("help", lambda: self.help_pages.help)
        shell.add_page("safety", lambda: self.help_pages.safety, under="help")
        shell.add_page("about", lambda: self.help_pages.about, under="help")
        return shell

    def _connect(self) -> None:
        self.shell.opened.connect(self.kept.page_opened)
        self.shell.opened.connect(lambda page_id: None if page_id in HELP_PAGES else self._forget_way_back())
        for asks in (self.kept, self.library):
            asks.briefing_wanted.connect(self.open_briefing)
            asks.told.connect(self.told)
        self.kept.place_wanted.connect(self.open_page)
        self.kept.replay_wanted.connect(self._show_replay)
        self.help_pages.place_wanted.connect(self.open_page)
        self.help_pages.briefing_wanted.connect(self._back_to_briefing)
        self.help_pages.talk_wanted.connect(self._go_back)
        self._preferences.changed.connect(self._settings_changed)
        self._keeping.locking.connect(self._remember_place)
        self._entrance.closed.connect(self._close_door)
        self._entrance.came_in.connect(self._came_in)
        self._entrance.has_words = lambda: self.room_there is not None and self.room_there.has_words()

    @cached_property
    def settings_page(self) -> SettingsPage:
        from ipt_roleplay.ui.pages.keeping_section import KeepingSection
        from ipt_roleplay.ui.pages.passphrase_section import PassphraseSection
        from ipt_roleplay.ui.pages.settings import SettingsPage

        passphrase = PassphraseSection(self._themes, self._keeping, self._preferences, self._window)
        keeps = KeepingSection(self._themes, self._keeping, self._entrance)
        page = SettingsPage(self._themes, self._preferences.now, passphrase, keeps)
        page.changed.connect(self._preferences.put)
        page.data_wanted.connect(lambda: self.open_page("data"))
        page.about_wanted.connect(lambda: self.open_page("about"))
        return page

    @cached_property
    def room(self) -> PracticeRoom:
        """The pages of a practice. Thrown away when the door closes."""
        from ipt_roleplay.ui.practice_room import PracticeRoom

        program, resuming = self._program, self.kept.resuming
        room = PracticeRoom(self._themes, program.catalogue, program.new_seed, self._tasks, self._keeping, self._window)
        for page in room.pages():
            self.stack.addWidget(page)
        room.page_wanted.connect(self.stack.setCurrentWidget)
        room.library_wanted.connect(self._back_to_shell)
        room.help_wanted.connect(self.open_help)
        room.left_open.connect(resuming.note_left)
        room.begun.connect(resuming.note_begun)
        room.practice.ended.connect(self.kept.look_again)
        room.practice.not_saved.connect(self.not_saved)
        briefing = room.briefing
        briefing.keeps_nothing = lambda: self._keeping.keeps_nothing
        briefing.was_asked = self._asked.was_asked
        briefing.endings_found = self.kept.endings_found
        briefing.asked.connect(self._asked.note)
        briefing.safety_wanted.connect(self._safety_before_a_talk)
        briefing.help_wanted.connect(self.open_help)
        room.follow(self._preferences.now)
        return room

    @property
    def room_there(self) -> PracticeRoom | None:
        """Without building it."""
        return self.__dict__.get("room")

    @cached_property
    def replay(self) -> ReplayPage:
        from ipt_roleplay.ui.pages.replay import ReplayPage

        page = ReplayPage(self._themes, self._program.catalogue)
        page.over.connect(self._back_to_reading)
        self.stack.addWidget(page)
        return page

    def _settings_changed(self, settings: Settings) -> None:
        if "settings_page" in self.__dict__:
            self.settings_page.show_settings(settings)
        if self.room_there is not None:
            self.room_there.follow(settings)

    # --- where one is ---------------------------------------------------------------------------------------------

    def place(self) -> str:
        """The id of the page that is shown."""
        shown = self.stack.currentWidget()
        if self._entrance.is_closed:
            return "door"
        if shown is self.shell:
            return self.shell.current()
        return "replay" if shown is self.__dict__.get("replay") else self.room.place_of(shown)

    # --- beside the rail ------------------------------------------------------------------------------------------

    def open_page(self, page_id: str) -> None:
        """Go to a page beside the rail; a practice under way, or its debrief, is left open for later."""
        if self._entrance.is_closed:
            return
        if self.place() in ("briefing", "conversation", "debrief"):
            self.room.leave()
        self.stack.setCurrentWidget(self.shell)
        self.shell.open(page_id)
        self.shell.take_focus()
        if page_id == "safety":
            self.help_pages.safety.offer_way_back(False)

    def open_help(self) -> None:
        """ "Need help now?" is one key away from everywhere, also from under a card; and so is the way back."""
        self._close_cards()
        if self._entrance.is_closed:
            self._entrance.page.show_help()
            return
        session = self.room_there.practice.session if self.room_there is not None else None
        if self.place() == "briefing":
            self._way_back = self._back_to_briefing
        elif self.place() in ("conversation", "debrief") and session is not None:
            self._way_back = partial(self.room.practice.take_up, session)
        self.help_pages.help.offer_way_back(self._way_back is not _nowhere)
        self.open_page("help")

    def _go_back(self) -> None:
        self._way_back()

    def _forget_way_back(self) -> None:
        if self._way_back is not _nowhere:
            self._way_back = _nowhere
            self.help_pages.help.offer_way_back(False)

    # --- a practice, and back -------------------------------------------------------------------------------------

    def open_briefing(self, file: str) -> None:
        """Load a scenario off the GUI thread, then show its briefing."""
        asked_on = self.shell.current()

        def ready(story: Story) -> None:
            """Where the person has gone elsewhere meanwhile, they stay there."""
            if self.stack.currentWidget() is self.shell and self.shell.current() == asked_on:
                self.room.show_briefing(story)

        self.library.load(file, ready)

    def _back_to_shell(self) -> None:
        """To the page from which one went into the practice."""
        self.stack.setCurrentWidget(self.shell)
        came_from = self.shell.current()
        self.shell.open(came_from if came_from in _WAYS_IN else "practise")
        self.shell.take_focus()

    def _safety_before_a_talk(self) -> None:
        self.open_page("safety")
        self.help_pages.safety.offer_way_back(True)

    def _back_to_briefing(self) -> None:
        self.stack.setCurrentWidget(self.room.briefing)
        self.room.briefing.take_focus()

    # --- a replay, and back ---------------------------------------------------------------------------------------

    def _show_replay(self, reading: Reading, attempt: int, face: str) -> None:
        self.replay.show_numbers(self._preferences.now.numbers_in_play)
        self.replay.show_attempt(reading, attempt, face, datetime.now())
        self.stack.setCurrentWidget(self.replay)
        self.replay.take_focus()

    def _back_to_reading(self) -> None:
        self.replay.clear()
        self.stack.setCurrentWidget(self.shell)
        self.kept.history.reading.replay.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the door -------------------------------------------------------------------------------------------------

    def _remember_place(self) -> None:
        """Before it is locked: where the person is, to be found again by them alone."""
        person = self._keeping.person
        place = self.room_there.where() if self.room_there is not None else None
        if person is not None and place is not None:
            self._to_return[person.id] = place

    def _close_door(self) -> None:
        """Nothing of what was here stays in the window."""
        self._close_cards()
        self._forget_way_back()
        if self.stack.indexOf(self._entrance.page) < 0:
            self.stack.addWidget(self._entrance.page)
        self.stack.setCurrentWidget(self._entrance.page)
        self.kept.resuming.forget()
        if "replay" in self.__dict__:
            self.replay.clear()
        room: PracticeRoom | None = self.__dict__.pop("room", None)
        if room is not None:
            room.forget()

    def _came_in(self) -> None:
        self.stack.setCurrentWidget(self.shell)
        self.open_page("today")
        person = self._keeping.person
        place = self._to_return.pop(person.id, None) if person is not None else None
        if place is not None:
            self.room.return_to(place)

    def waits_locked(self) -> bool:
        """Whether something said before a lock could not be saved."""
        return any(place.unsaved is not None for place in self._to_return.values())

    def _close_cards(self) -> None:
        for card in self._window.findChildren(CardDialog):
            card.close_dialog()
