"""The window: puts together what is kept, who is here, the pages (`places.py`) and the commands; and its own affairs.

Those are the first picture and what comes after it, the cards that lie over a page, and the way out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.cards.message import say
from ipt_roleplay.ui.closing import Closing
from ipt_roleplay.ui.commands import Command, Commands
from ipt_roleplay.ui.entrance import Entrance
from ipt_roleplay.ui.focus_in_view import FocusInView
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.kept_pages import KeptPages
from ipt_roleplay.ui.kept_words import KeptWords
from ipt_roleplay.ui.library_place import LibraryPlace, import_room
from ipt_roleplay.ui.page_frame import window_side
from ipt_roleplay.ui.places import HELP_PAGES, Places
from ipt_roleplay.ui.preferences import Preferences
from ipt_roleplay.ui.shell import Shell
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.banner import Banner
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from ipt_roleplay.scenario.library import Header
    from ipt_roleplay.ui.cards.first_start import FirstStart
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
    from ipt_roleplay.ui.practice_room import PracticeRoom

_SMALLEST, _FIRST_SIZE = (720, 540), (1280, 800)
_MOMENT_MS = 1500


class MainWindow(QMainWindow):
    """Of one program. `gone`: closed, and all is kept."""

    gone = Signal()

    def __init__(self, program: Program, themes: ThemeManager, geometry: QSettings | None = None) -> None:
        super().__init__()
        self._program = program
        self._themes = themes
        self._geometry = geometry
        self._first_start: FirstStart | None = None
        self.tasks = Tasks(self)
        self.keeping = Keeping(program.data, self)
        self.preferences = Preferences(themes, self.keeping, program.data / "settings.toml", self)
        self.entrance = Entrance(themes, self.keeping, program.data, self)
        # The room for a practice is fetched when the first picture has stood for a moment.
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT_MS)
        self._moment.timeout.connect(self._fetch_room)
        themes.faces.know(program.catalogue.moods, program.cache / "faces")
        self.places = Places(themes, program, self.tasks, self.keeping, self.preferences, self.entrance, self)
        self.alerts = Banner(themes, window_side)
        self._assemble()
        banners = self.alerts, self.shell.notices
        self._kept_words = KeptWords(themes, self.keeping, banners, self._practice_there, self.tasks, self)
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

    def _assemble(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.alerts)
        column.addWidget(self.places.stack, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        words = self._kept_words
        for tells in (self.places, self.entrance, words):
            tells.told.connect(self._say)
        self.places.not_saved.connect(words.tell_not_saved)
        self.preferences.changed.connect(self._settings_changed)
        self.preferences.not_kept.connect(self._settings_not_kept)
        self._settings_changed(self.preferences.now)
        self.entrance.closed.connect(words.clear)
        self.entrance.came_in.connect(words.came_in)
        words.data_wanted.connect(lambda: self.open_page("data"))
        words.keep_again_wanted.connect(self.entrance.keep_again)

    def _practice_there(self) -> Practice | None:
        """Without building the room for it."""
        return self.places.room_there.practice if self.places.room_there is not None else None

    # --- its pages by name: for commands, the tour and whoever drives it --------------------------------------------

    @property
    def shell(self) -> Shell:
        return self.places.shell

    @property
    def kept(self) -> KeptPages:
        return self.places.kept

    @property
    def library(self) -> LibraryPlace:
        return self.places.library

    @property
    def practise(self) -> PractisePage:
        return self.places.library.page

    @property
    def settings_page(self) -> SettingsPage:
        return self.places.settings_page

    @property
    def help(self) -> HelpPage:
        return self.places.help_pages.help

    @property
    def safety(self) -> SafetyPage:
        return self.places.help_pages.safety

    @property
    def about(self) -> AboutPage:
        return self.places.help_pages.about

    @property
    def room(self) -> PracticeRoom:
        return self.places.room

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

    @property
    def replay(self) -> ReplayPage:
        return self.places.replay

    def place(self) -> str:
        """The id of the page that is shown."""
        return self.places.place()

    def open_page(self, page_id: str) -> None:
        """See `Places`."""
        self.places.open_page(page_id)

    def open_help(self) -> None:
        self.places.open_help()

    def open_briefing(self, file: str) -> None:
        self.places.open_briefing(file)

    def begin(self, day: str, feedback: str) -> None:
        self.room.begin(day, feedback)

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
        self._first_start = card
        self.shell.opened.connect(self._back_to_first_start)

    def _back_to_first_start(self, page_id: str) -> None:
        """Who went to help from the steps, and now goes on from there, finds them as they were left."""
        if self._first_start is not None and page_id not in HELP_PAGES:
            self._first_start.open_dialog()

    def _first_start_done(self, focus: str) -> None:
        self._first_start = None
        self.change_settings(lambda settings: replace(settings, first_start_seen=True))
        if focus:
            self.open_page("practise")
            self.practise.show_focus(focus)

    def _fetch_room(self) -> None:
        self.tasks.run(import_room, self._room_fetched, _raise)

    def _room_fetched(self, _: object) -> None:
        if not self.closing.has_begun:  # nobody will practise any more
            _ = self.room

    # --- cards over it ------------------------------------------------------------------------------------------------

    def is_covered(self) -> bool:
        """Whether a card lies over the page, or nobody has come in."""
        return self.entrance.is_closed or any(not card.isHidden() for card in self.findChildren(CardDialog))

    def open_palette(self) -> None:
        from ipt_roleplay.ui.cards.palette import Palette

        talks = [
            Command(f"talk {header.file}", header.title, partial(self._go_to_talk, header.file), also=_about(header))
            for header in self.library.playable()
        ]
        Palette(self._themes, self, self.commands.possible(), talks).open_dialog()

    def _go_to_talk(self, file: str) -> None:
        """From wherever one is: a talk under way is left open, as it is by the rail."""
        self.open_page("practise")
        self.open_briefing(file)

    def open_keys(self) -> None:
        from ipt_roleplay.ui.cards.keys import KeysCard

        KeysCard(self._themes, self, *self.commands.keys_of(self.place())).open_dialog()

    def tell_of_error(self, report: str) -> None:
        """Something in the program went wrong; what was said is kept, and the person decides."""
        from ipt_roleplay.ui.cards.error import ErrorCard

        if any(not card.isHidden() for card in self.findChildren(ErrorCard)):
            return
        if self.places.room_there is not None:
            self.places.room_there.keep_draft()
        card = ErrorCard(self._themes, self, report)
        card.close_wanted.connect(self.close)
        card.open_dialog()

    def _say(self, title: str, words: str) -> None:
        """One thing the person should know."""
        say(self._themes, self, title, words)

    # --- settings -------------------------------------------------------------------------------------------------

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Put `change` of the settings in force, and keep it."""
        self.preferences.change(change)

    def _settings_changed(self, settings: Settings) -> None:
        """What else follows them than the look."""
        self.entrance.watch.minutes = settings.lock_minutes

    def _settings_not_kept(self) -> None:
        self._say(self.tr("The settings could not be kept"), self.tr("They hold until you close the program."))

    # --- the window itself ----------------------------------------------------------------------------------------

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
        if self.closing.begins(self.places.waits_locked()):
            self._moment.stop()

    @property
    def is_gone(self) -> bool:
        """Whether it is closed for good, and all is kept."""
        return self.closing.is_done


def _raise(error: Exception) -> None:
    """What nobody expects is told of as any error in the program is."""
    raise error


def _about(header: Header) -> str:
    """Words by which somebody may look for a conversation."""
    return " ".join((header.partner, header.relation, header.summary))
