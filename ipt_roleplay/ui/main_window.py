"""The window: what is kept, library, settings and help beside the rail, and the room for a practice.

Only what the first picture shows is built before it; the rest follows at once, or when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.asked import Asked
from ipt_roleplay.ui.cards.message import say
from ipt_roleplay.ui.closing import Closing
from ipt_roleplay.ui.commands import Commands
from ipt_roleplay.ui.entrance import Entrance
from ipt_roleplay.ui.focus_in_view import FocusInView
from ipt_roleplay.ui.help_pages import HelpPages
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.kept_pages import KeptPages
from ipt_roleplay.ui.kept_words import KeptWords
from ipt_roleplay.ui.library_place import LibraryPlace, import_room
from ipt_roleplay.ui.page_frame import window_side
from ipt_roleplay.ui.preferences import Preferences
from ipt_roleplay.ui.shell import Shell
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.banner import Banner
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.focus_ring import FocusRing
from ipt_roleplay.ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from ipt_roleplay.scenario.story import Story
    from ipt_roleplay.store.reading import Reading
    from ipt_roleplay.ui.pages.about import AboutPage
    from ipt_roleplay.ui.pages.briefing import BriefingPage
    from ipt_roleplay.ui.pages.conversation import ConversationPage
    from ipt_roleplay.ui.pages.debrief import DebriefPage
    from ipt_roleplay.ui.pages.help import HelpPage
    from ipt_roleplay.ui.pages.practise import PractisePage
    from ipt_roleplay.ui.pages.replay import ReplayPage
    from ipt_roleplay.ui.pages.safety import SafetyPage
    from ipt_roleplay.ui.pages.settings import SettingsPage
    from ipt_roleplay.ui.practice import Practice
    from ipt_roleplay.ui.practice_room import Place, PracticeRoom

_SMALLEST, _FIRST_SIZE = (720, 540), (1280, 800)
_MOMENT_MS = 1500
_WAYS_IN = ("today", "practise", "history")


class MainWindow(QMainWindow):
    """Builds the pages from the program and leads from one to the next. `gone`: closed, and all is kept."""

    gone = Signal()

    def __init__(self, program: Program, themes: ThemeManager, geometry: QSettings | None = None) -> None:
        super().__init__()
        self._program = program
        self._themes = themes
        self._geometry = geometry
        self.tasks = Tasks(self)
        self.keeping = Keeping(program.data, self)
        self.preferences = Preferences(themes, self.keeping, program.data / "settings.toml", self)
        self.help_pages = HelpPages(themes, program.data, self)
        self._asked = Asked(program.data, self.keeping, self.tasks)
        self.entrance = Entrance(themes, self.keeping, program.data, self)
        self._to_return: dict[str, Place] = {}
        # The room for a practice is fetched when the first picture has stood for a moment.
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT_MS)
        self._moment.timeout.connect(self._fetch_room)
        themes.faces.know(program.catalogue.moods, program.cache / "faces")
        self._build_pages()
        self._ring = FocusRing(themes, self)
        self._in_view = FocusInView(themes, self)
        self.commands = Commands(self)
        self.closing = Closing(self, self._kept_words, self.entrance, self.keeping, self.tasks)
        self._connect()
        self._restore_geometry()
        self.setWindowTitle(self.tr("IPT role-play"))
        self.shell.open("today")
        self.entrance.ask_if_needed()
        QTimer.singleShot(0, self._after_first_picture)

    # --- building -------------------------------------------------------------------------------------------------

    def _build_pages(self) -> None:
        self.kept = KeptPages(self._themes, self._program, self.keeping, self.tasks, lambda: self.room, self)
        self.library = LibraryPlace(self._themes, self._program, self.tasks, self.kept, self)
        self.shell = Shell(
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
        self.shell.add_page("today", lambda: self.kept.today)
        self.shell.add_page("practise", lambda: self.library.page)
        self.shell.add_page("history", lambda: self.kept.history)
        self.shell.add_page("settings", lambda: self.settings_page)
        self.shell.add_page("data", lambda: self.kept.your_data, under="settings")
        self.shell.add_page("help", lambda: self.help_pages.help)
        self.shell.add_page("safety", lambda: self.help_pages.safety, under="help")
        self.shell.add_page("about", lambda: self.help_pages.about, under="help")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.shell)
        self.alerts = Banner(self._themes, window_side)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.alerts)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        banners = self.alerts, self.shell.notices
        self._kept_words = KeptWords(self._themes, self.keeping, banners, self._practice_there, self.tasks, self)

    @property
    def practise(self) -> PractisePage:
        return self.library.page

    @cached_property
    def settings_page(self) -> SettingsPage:
        from ipt_roleplay.ui.pages.keeping_section import KeepingSection
        from ipt_roleplay.ui.pages.passphrase_section import PassphraseSection
        from ipt_roleplay.ui.pages.settings import SettingsPage

        passphrase = PassphraseSection(self._themes, self.keeping, self.preferences, self)
        keeps = KeepingSection(self._themes, self.keeping, self.entrance)
        page = SettingsPage(self._themes, self.preferences.now, passphrase, keeps)
        page.changed.connect(self.preferences.put)
        page.data_wanted.connect(lambda: self.open_page("data"))
        page.about_wanted.connect(lambda: self.open_page("about"))
        return page

    @property
    def help(self) -> HelpPage:
        return self.help_pages.help

    @property
    def safety(self) -> SafetyPage:
        return self.help_pages.safety

    @property
    def about(self) -> AboutPage:
        return self.help_pages.about

    @cached_property
    def room(self) -> PracticeRoom:
        """The pages of a practice."""
        from ipt_roleplay.ui.practice_room import PracticeRoom

        program = self._program
        room = PracticeRoom(self._themes, program.catalogue, program.new_seed, self.tasks, self.keeping, self)
        for page in room.pages():
            self._stack.addWidget(page)
        room.page_wanted.connect(self._stack.setCurrentWidget)
        room.library_wanted.connect(self._back_to_shell)
        room.help_wanted.connect(self.open_help)
        room.left_open.connect(self.kept.resuming.note_left)
        room.begun.connect(self.kept.resuming.note_begun)
        room.briefing.keeps_nothing = lambda: self.keeping.keeps_nothing
        room.briefing.was_asked = self._asked.was_asked
        room.briefing.endings_found = self.kept.endings_found
        room.practice.ended.connect(self.kept.look_again)
        room.briefing.asked.connect(self._asked.note)
        room.briefing.safety_wanted.connect(self._safety_before_a_talk)
        room.briefing.help_wanted.connect(self.open_help)
        room.follow(self.preferences.now)
        room.practice.not_saved.connect(self._kept_words.tell_not_saved)
        return room

    @cached_property
    def replay(self) -> ReplayPage:
        from ipt_roleplay.ui.pages.replay import ReplayPage

        page = ReplayPage(self._themes, self._program.catalogue)
        page.over.connect(self._back_to_reading)
        self._stack.addWidget(page)
        return page

    def _show_replay(self, reading: Reading, attempt: int, face: str) -> None:
        self.replay.show_numbers(self.preferences.now.numbers_in_play)
        self.replay.show_attempt(reading, attempt, face, datetime.now())
        self._stack.setCurrentWidget(self.replay)
        self.replay.take_focus()

    def _back_to_reading(self) -> None:
        self.replay.clear()
        self._stack.setCurrentWidget(self.shell)
        self.kept.history.reading.replay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _safety_before_a_talk(self) -> None:
        self.open_page("safety")
        self.safety.offer_way_back(True)

    def _back_to_briefing(self) -> None:
        self._stack.setCurrentWidget(self.room.briefing)
        self.room.briefing.take_focus()

    @property
    def practice(self) -> Practice:
        return self.room.practice

    @property
    def briefing(self) -> BriefingPage:
        return self.room.briefing

    @property
    def conversation(self) -> ConversationPage:
        return self.room.conversation

    @property
    def debrief(self) -> DebriefPage:
        return self.room.debrief

    @property
    def pause_card(self) -> CardDialog:
        return self.room.pause_card

    def _connect(self) -> None:
        self.kept.briefing_wanted.connect(self.open_briefing)
        self.library.briefing_wanted.connect(self.open_briefing)
        self.library.told.connect(self._say)
        self.kept.place_wanted.connect(self.open_page)
        self.kept.replay_wanted.connect(self._show_replay)
        self.kept.told.connect(self._say)
        self.shell.opened.connect(self.kept.page_opened)
        self.help_pages.place_wanted.connect(self.open_page)
        self.help_pages.briefing_wanted.connect(self._back_to_briefing)
        self.preferences.changed.connect(self._settings_changed)
        self.preferences.not_kept.connect(self._settings_not_kept)
        self._settings_changed(self.preferences.now)
        self.keeping.locking.connect(self._remember_place)
        self.entrance.closed.connect(self._close_door)
        self.entrance.came_in.connect(self._came_in)
        self._kept_words.told.connect(self._say)
        self._kept_words.data_wanted.connect(lambda: self.open_page("data"))
        self._kept_words.keep_again_wanted.connect(self.entrance.keep_again)
        self.entrance.has_words = lambda: "room" in self.__dict__ and self.room.has_words()
        self.entrance.told.connect(self._say)

    # --- after the first picture ------------------------------------------------------------------------------------

    def _after_first_picture(self) -> None:
        self._moment.start()
        self.entrance.open_if_plain()
        self.library.read()
        if not self.preferences.now.first_start_seen and not self.entrance.is_closed:
            self._open_first_start()
        self.entrance.listen_for_sleep()

    def _open_first_start(self) -> None:
        from ipt_roleplay.ui.cards.first_start import FirstStart

        card = FirstStart(
            self._themes, self, self._program.data, self._program.catalogue.focuses, self.entrance.make_first_place
        )
        card.over.connect(self._first_start_done)
        card.help_wanted.connect(self.open_help)
        card.safety_wanted.connect(lambda: self.open_page("safety"))
        card.open_dialog()

    def _first_start_done(self, focus: str) -> None:
        self.change_settings(lambda settings: replace(settings, first_start_seen=True))
        if focus:
            self.open_page("practise")
            self.practise.show_focus(focus)

    def _fetch_room(self) -> None:
        self.tasks.run(import_room, self._room_fetched, _raise)

    def _room_fetched(self, _: object) -> None:
        if not self.closing.has_begun:  # nobody will practise any more
            _ = self.room

    # --- from page to page ----------------------------------------------------------------------------------------

    def _back_to_shell(self) -> None:
        """To the page from which one went into the practice."""
        self._stack.setCurrentWidget(self.shell)
        came_from = self.shell.current()
        self.shell.open(came_from if came_from in _WAYS_IN else "practise")
        self.shell.take_focus()

    def open_page(self, page_id: str) -> None:
        """Go to a page beside the rail; a practice under way, or its debrief, is left open for later."""
        if self.entrance.is_closed:
            return
        if self.place() in ("briefing", "conversation", "debrief"):
            self.room.leave()
        self._stack.setCurrentWidget(self.shell)
        self.shell.open(page_id)
        self.shell.take_focus()
        if page_id == "safety":
            self.safety.offer_way_back(False)

    def open_help(self) -> None:
        """ "Need help now?" is one key away from everywhere, also from under a card."""
        self._close_cards()
        if self.entrance.is_closed:
            self.entrance.page.show_help()
        else:
            self.open_page("help")

    def _close_cards(self) -> None:
        for card in self.findChildren(CardDialog):
            card.close_dialog()

    def place(self) -> str:
        """The id of the page that is shown."""
        shown = self._stack.currentWidget()
        if self.entrance.is_closed:
            return "door"
        if shown is self.shell:
            return self.shell.current()
        return "replay" if shown is self.__dict__.get("replay") else self.room.place_of(shown)

    def is_covered(self) -> bool:
        """Whether a card lies over the page, or nobody has come in."""
        return self.entrance.is_closed or any(not card.isHidden() for card in self.findChildren(CardDialog))

    def open_palette(self) -> None:
        from ipt_roleplay.ui.cards.palette import Palette

        Palette(self._themes, self, self.commands.possible()).open_dialog()

    def open_keys(self) -> None:
        from ipt_roleplay.ui.cards.keys import KeysCard

        KeysCard(self._themes, self, *self.commands.keys_of(self.place())).open_dialog()

    # --- the way through a practice -------------------------------------------------------------------------------

    def open_briefing(self, file: str) -> None:
        """Load a scenario off the GUI thread, then show its briefing."""
        asked_on = self.shell.current()

        def ready(story: Story) -> None:
            """Where the person has gone elsewhere meanwhile, they stay there."""
            if self._stack.currentWidget() is self.shell and self.shell.current() == asked_on:
                self.room.show_briefing(story)

        self.library.load(file, ready)

    def begin(self, day: str, feedback: str) -> None:
        self.room.begin(day, feedback)

    # --- what is kept, and for whom -------------------------------------------------------------------------------

    def _remember_place(self) -> None:
        """Before it is locked: where the person is, to be found again by them alone."""
        person = self.keeping.person
        place = self.room.where() if "room" in self.__dict__ else None
        if person is not None and place is not None:
            self._to_return[person.id] = place

    def _close_door(self) -> None:
        """Nothing of what was here stays in the window."""
        self._close_cards()
        if self._stack.indexOf(self.entrance.page) < 0:
            self._stack.addWidget(self.entrance.page)
        self._stack.setCurrentWidget(self.entrance.page)
        self._kept_words.clear()
        self.kept.resuming.forget()
        if "replay" in self.__dict__:
            self.replay.clear()
        room = self.__dict__.pop("room", None)
        if room is not None:
            room.forget()

    def _came_in(self) -> None:
        self._stack.setCurrentWidget(self.shell)
        self.open_page("today")
        self._kept_words.came_in()
        person = self.keeping.person
        place = self._to_return.pop(person.id, None) if person is not None else None
        if place is not None:
            self.room.return_to(place)

    def _practice_there(self) -> Practice | None:
        """Without building the room for it."""
        return self.room.practice if "room" in self.__dict__ else None

    def _waits_locked(self) -> bool:
        """Whether something said before a lock could not be saved."""
        return any(place.unsaved is not None for place in self._to_return.values())

    # --- settings -------------------------------------------------------------------------------------------------

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Put `change` of the settings in force, and keep it."""
        self.preferences.change(change)

    def _settings_changed(self, settings: Settings) -> None:
        """What else follows them than the look."""
        self.entrance.watch.minutes = settings.lock_minutes
        if "settings_page" in self.__dict__:
            self.settings_page.show_settings(settings)
        if "room" in self.__dict__:
            self.room.follow(settings)

    def _settings_not_kept(self) -> None:
        self._say(self.tr("The settings could not be kept"), self.tr("They hold until you close the program."))

    def tell_of_error(self, report: str) -> None:
        """Something in the program went wrong; what was said is kept, and the person decides."""
        from ipt_roleplay.ui.cards.error import ErrorCard

        if any(not card.isHidden() for card in self.findChildren(ErrorCard)):
            return
        if "room" in self.__dict__:
            self.room.keep_draft()
        card = ErrorCard(self._themes, self, report)
        card.close_wanted.connect(self.close)
        card.open_dialog()

    # --- the window itself ----------------------------------------------------------------------------------------

    def _say(self, title: str, words: str) -> None:
        """One thing the person should know."""
        say(self._themes, self, title, words)

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)
        stored = self._geometry.value("geometry") if self._geometry is not None else None
        if stored is not None:
            self.restoreGeometry(stored)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes at once; the program when all is kept and backed up."""
        if self.closing.is_done:
            super().closeEvent(event)
            return
        event.ignore()
        if self._geometry is not None:
            self._geometry.setValue("geometry", self.saveGeometry())
        if self.closing.begins(self._waits_locked()):
            self._moment.stop()

    @property
    def is_gone(self) -> bool:
        """Whether it is closed for good, and all is kept."""
        return self.closing.is_done


def _raise(error: Exception) -> None:
    """What nobody expects is told of as any error in the program is."""
    raise error
