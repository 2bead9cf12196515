"""The window: which page is shown when. What happens in a practice is the practice's affair, not the window's."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from ipt_roleplay import settings as kept
from ipt_roleplay.coaching.debrief import debrief
from ipt_roleplay.conversation.events import PartnerSpoke
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.pages.briefing import BriefingPage
from ipt_roleplay.ui.pages.conversation import ConversationPage
from ipt_roleplay.ui.pages.debrief import DebriefPage
from ipt_roleplay.ui.pages.help import HelpPage
from ipt_roleplay.ui.pages.practise import PractisePage
from ipt_roleplay.ui.pages.settings import SettingsPage
from ipt_roleplay.ui.practice import Practice
from ipt_roleplay.ui.shell import Shell
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import Appearance, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.focus_ring import FocusRing
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.rail import RailEntry

_log = logging.getLogger(__name__)
_SMALLEST, _FIRST_SIZE = (720, 540), (1280, 800)


class MainWindow(QMainWindow):
    """Builds the pages from the program and leads from one to the next."""

    def __init__(self, program: Program, themes: ThemeManager, geometry: QSettings | None = None) -> None:
        super().__init__()
        self._program = program
        self._themes = themes
        self._geometry = geometry
        self._settings_file = program.data / "settings.toml"
        self._settings = kept.read(self._settings_file)
        self._story: Story | None = None
        self._left_open: PracticeSession | None = None
        self.tasks = Tasks(self)
        self.practice = Practice(self)
        self._apply_settings()
        self._build_pages()
        self._ring = FocusRing(themes, self)
        self._build_shortcuts()
        self._connect()
        self._restore_geometry()
        self.setWindowTitle(self.tr("IPT role-play"))
        self._show_library()
        QTimer.singleShot(0, self._read_library)

    # --- building -------------------------------------------------------------------------------------------------

    def _build_pages(self) -> None:
        themes, catalogue = self._themes, self._program.catalogue
        self.practise = PractisePage(themes, catalogue)
        self.settings_page = SettingsPage(themes, self._settings)
        self.help = HelpPage(themes)
        self.shell = Shell(
            themes,
            top=[RailEntry("practise", self.tr("Practise"), "practise")],
            bottom=[
                RailEntry("settings", self.tr("Settings"), "settings"),
                RailEntry("help", self.tr("Need help now?"), "help"),
            ],
        )
        for page_id, page in (("practise", self.practise), ("settings", self.settings_page), ("help", self.help)):
            self.shell.add_page(page_id, page)
        self.briefing = BriefingPage(themes, catalogue)
        self.conversation = ConversationPage(themes, catalogue)
        self.debrief = DebriefPage(themes, catalogue)
        self._stack = QStackedWidget()
        for full in (self.shell, self.briefing, self.conversation, self.debrief):
            self._stack.addWidget(full)
        self.setCentralWidget(self._stack)
        self.pause_card = self._build_pause_card()

    def _build_pause_card(self) -> CardDialog:
        card = CardDialog(self._themes, self, title=self.tr("Paused"))
        card.body.addWidget(
            Label(self._themes, self.tr("Nothing runs on. Breathe, get up, come back when you like."), measure=544)
        )
        step_out = QuietButton(self._themes, self.tr("Step out"))
        help_ = QuietButton(self._themes, self.tr("Need help now?"), icon="help")
        go_on = PrimaryButton(self._themes, self.tr("Go on"))
        card.add_left(step_out)
        card.add_left(help_)
        card.add_right(go_on)
        go_on.clicked.connect(card.close_dialog)
        step_out.clicked.connect(self._step_out_of_pause)
        help_.clicked.connect(self._help_out_of_pause)
        card.closed.connect(self.practice.resume)
        return card

    def _build_shortcuts(self) -> None:
        for keys, slot in (
            (QKeySequence.StandardKey.ZoomIn, self._larger_text),
            ("Ctrl+=", self._larger_text),
            (QKeySequence.StandardKey.ZoomOut, self._smaller_text),
            ("Ctrl+0", self._usual_text),
            ("F2", self.open_help),
            (QKeySequence.StandardKey.Quit, self.close),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _connect(self) -> None:
        self.practise.opened.connect(self.open_briefing)
        self.practise.resumed.connect(self._resume_left_open)
        self.practise.restarted.connect(self._restart_left_open)
        self.settings_page.changed.connect(self._settings_changed)
        self.briefing.begin_wanted.connect(self.begin)
        self.briefing.not_now.connect(self._show_library)
        page, practice = self.conversation, self.practice
        page.choice_picked.connect(practice.pick)
        page.go_on_wanted.connect(practice.go_on)
        page.back_wanted.connect(practice.back)
        page.back_to_wanted.connect(practice.back_to)
        page.pause_wanted.connect(practice.pause)
        page.step_out_wanted.connect(practice.leave)
        practice.started.connect(self._practice_started)
        practice.redrawn.connect(self._redraw)
        practice.happened.connect(self._practice_happened)
        practice.paused.connect(self.pause_card.open_dialog)
        practice.ended.connect(self._show_debrief)
        practice.left.connect(self._practice_left)
        self.debrief.play_from.connect(practice.back_to)
        self.debrief.again_wanted.connect(self._again)
        self.debrief.close_wanted.connect(self._show_library)

    # --- the library ----------------------------------------------------------------------------------------------

    def _read_library(self) -> None:
        """What the index knows is there at once; what is new is read off the GUI thread."""
        headers, unknown = self._program.library.known()
        self.practise.show_headers(headers)
        if unknown:
            self.tasks.run(self._program.library.headers, self._library_read, self._library_failed)
        else:
            self.practise.take_focus()

    def _library_read(self, headers: Sequence[Header]) -> None:
        self.practise.show_headers(headers)
        self.practise.take_focus()

    def _library_failed(self, error: Exception) -> None:
        self._say(self.tr("The conversations could not be read"), str(error))

    def _show_library(self) -> None:
        self._stack.setCurrentWidget(self.shell)
        self.shell.open("practise")
        self.practise.take_focus()

    def open_help(self) -> None:
        """ "Need help now?" is one key away; a practice under way is left open for later."""
        if self._stack.currentWidget() is self.conversation:
            self.practice.leave()
        self._stack.setCurrentWidget(self.shell)
        self.shell.open("help")

    # --- the way through a practice -------------------------------------------------------------------------------

    def open_briefing(self, file: str) -> None:
        """Load a scenario off the GUI thread, then show its briefing."""
        self.tasks.run(lambda: self._program.story(file), self._story_ready, self._story_failed)

    def _story_ready(self, story: Story) -> None:
        self._story = story
        self.briefing.show_story(story)
        self._stack.setCurrentWidget(self.briefing)
        self.briefing.take_focus()

    def _story_failed(self, error: Exception) -> None:
        self._say(self.tr("This conversation cannot be played yet"), str(error))

    def begin(self, day: str, feedback: str) -> None:
        if self._story is not None:
            self.practice.start(self._story, self._program.new_seed(), day, feedback)  # type: ignore[arg-type]

    def _practice_started(self, events: object) -> None:
        self._forget_left_open()
        self._redraw(events)

    def _redraw(self, events: object) -> None:
        session = self.practice.session
        assert session is not None
        self.conversation.open_story(session.story, session.day)
        self._stack.setCurrentWidget(self.conversation)
        self._practice_happened(events)

    def _practice_happened(self, events: object) -> None:
        session = self.practice.session
        assert session is not None
        assert isinstance(events, tuple)
        self.conversation.show_events(events)
        self.conversation.set_possible(
            rewind=session.can("rewind"), pause=session.can("pause"), go_on=session.can("go_on")
        )

    def _show_debrief(self) -> None:
        session = self.practice.session
        assert session is not None
        self.debrief.show_debrief(session.story, _last_mood(session), debrief(session))
        self._stack.setCurrentWidget(self.debrief)
        self.debrief.take_focus()

    def _again(self) -> None:
        session = self.practice.session
        if session is not None:
            self._story_ready(session.story)

    def _step_out_of_pause(self) -> None:
        self.pause_card.close_dialog()
        self.practice.leave()

    def _help_out_of_pause(self) -> None:
        self.pause_card.close_dialog()
        self.open_help()

    # --- a practice left open -------------------------------------------------------------------------------------

    def _practice_left(self) -> None:
        session = self.practice.session
        if session is not None and session.steps and session.ending is None:
            self._left_open = session
            self._offer_to_resume(session)
        self._show_library()

    def _offer_to_resume(self, session: PracticeSession) -> None:
        partner = session.story.partner
        spoken = [event for event in session.script() if isinstance(event, PartnerSpoke)]
        last = f"{partner.name}: “{spoken[-1].text}”" if spoken else ""
        when = self.tr("Left open, at turn {turn}").format(turn=session.turn)
        self.practise.show_left_open(partner.face, partner.name, _last_mood(session), when, session.story.title, last)

    def _forget_left_open(self) -> None:
        self._left_open = None
        self.practise.hide_left_open()

    def _resume_left_open(self) -> None:
        if self._left_open is not None:
            self.practice.take_up(self._left_open)

    def _restart_left_open(self) -> None:
        if self._left_open is not None:
            self._story_ready(self._left_open.story)

    # --- settings -------------------------------------------------------------------------------------------------

    def _settings_changed(self, settings: Settings) -> None:
        self._settings = settings
        self._apply_settings()
        try:
            kept.write(self._settings_file, settings)
        except OSError as error:
            self._say(self.tr("The settings could not be kept"), self.tr("They hold until you close the program."))
            _log.info("settings not kept: %s", error.strerror)

    def _change_settings(self, settings: Settings) -> None:
        self.settings_page.show_settings(settings)
        self._settings_changed(settings)

    def _larger_text(self) -> None:
        self._change_settings(self._settings.with_text_step(1))

    def _smaller_text(self) -> None:
        self._change_settings(self._settings.with_text_step(-1))

    def _usual_text(self) -> None:
        self._change_settings(replace(self._settings, text_percent=100))

    def _apply_settings(self) -> None:
        settings = self._settings
        theme: str = settings.theme
        if theme == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            theme = "dark" if dark else "light"
        self._themes.apply(
            Appearance(theme=theme, text_scale=settings.text_percent / 100, reduced_motion=settings.reduced_motion)
        )

    # --- the window itself ----------------------------------------------------------------------------------------

    def _say(self, title: str, words: str) -> None:
        """One thing the person should know, with a way on."""
        card = CardDialog(self._themes, self, title=title)
        card.body.addWidget(Label(self._themes, words, measure=544))
        close = PrimaryButton(self._themes, self.tr("All right"))
        card.add_right(close)
        close.clicked.connect(card.close_dialog)
        card.closed.connect(card.deleteLater)
        card.open_dialog()

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)
        stored = self._geometry.value("geometry") if self._geometry is not None else None
        if stored is not None:
            self.restoreGeometry(stored)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.stop()
        if self._geometry is not None:
            self._geometry.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)


def _last_mood(session: PracticeSession) -> str:
    moods = [event.mood for event in session.script() if isinstance(event, PartnerSpoke) and event.mood]
    return moods[-1] if moods else "neutral"
