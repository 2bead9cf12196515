"""The way through a practice: briefing, conversation, debrief, and back to what was left open.

Leads from one page to the next. What happens in a practice is the practice's affair, not the room's.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ipt_roleplay.coaching.debrief import debrief
from ipt_roleplay.coaching.nearby import Nearby, nearby
from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import Event, PartnerSpoke
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Transcript
from ipt_roleplay.proof.explore import Cancelled
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.pages.briefing import BriefingPage
from ipt_roleplay.ui.pages.conversation import ConversationPage
from ipt_roleplay.ui.pages.debrief import DebriefPage
from ipt_roleplay.ui.practice import Practice
from ipt_roleplay.ui.recording import Recording
from ipt_roleplay.ui.settle import settle
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.while_reading import WhileReading
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label

_log = logging.getLogger(__name__)
_READING_MS = 100  # what has just been said is painted by then


@dataclass(frozen=True, slots=True)
class Place:
    """A practice under way: its number in the vault, and all of it where some is not there yet."""

    practice: int | None
    story: Story
    unsaved: Transcript | None


class PracticeRoom(QObject):
    """Holds the pages of a practice and asks the window to show them.

    `page_wanted(QWidget)`, `library_wanted` and `help_wanted` say where the person goes; `left_open(session)` what
    can be taken up again, None once it goes on. `begun(session)`: a practice has begun, or goes on.
    """

    page_wanted = Signal(object)
    library_wanted = Signal()
    help_wanted = Signal()
    left_open = Signal(object)
    begun = Signal(object)

    def __init__(
        self,
        themes: ThemeManager,
        catalogue: Catalogue,
        new_seed: Callable[[], int],
        tasks: Tasks,
        keeping: Keeping,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._themes = themes
        self._new_seed = new_seed
        self._tasks = tasks
        self._keeping = keeping
        self._story: Story | None = None
        self._left: PracticeSession | None = None
        self._debriefed: Recording | None = None
        self._draft = ""
        self.practice = Practice(keeping, self)
        self._while_reading = WhileReading(self)
        self.briefing = BriefingPage(themes, catalogue)
        self.conversation = ConversationPage(themes, catalogue)
        self.debrief = DebriefPage(themes, catalogue)
        self.pause_card = self._build_pause_card(host)
        self._connect()

    def pages(self) -> tuple[QWidget, ...]:
        return self.briefing, self.conversation, self.debrief

    def place_of(self, page: QWidget | None) -> str:
        """The id of one of its pages."""
        names: dict[QWidget | None, str] = {
            self.briefing: "briefing",
            self.conversation: "conversation",
            self.debrief: "debrief",
        }
        return names.get(page, "")

    def _build_pause_card(self, host: QWidget) -> CardDialog:
        card = CardDialog(self._themes, host, title=self.tr("Paused"))
        card.body.addWidget(
            Label(self._themes, self.tr("Nothing runs on. Breathe, get up, come back when you like."), measure=544)
        )
        step_out = QuietButton(self._themes, self.tr("Step out"))
        help_ = QuietButton(self._themes, self.tr("Need help now?"), icon="help")
        self._go_on = PrimaryButton(self._themes, self.tr("Go on"))
        card.add_left(step_out)
        card.add_left(help_)
        card.add_right(self._go_on)
        self._go_on.clicked.connect(card.close_dialog)
        step_out.clicked.connect(self._step_out_of_pause)
        help_.clicked.connect(self.help_wanted)
        card.closed.connect(self.practice.resume)
        return card

    def _connect(self) -> None:
        page, practice = self.conversation, self.practice
        for pressed in (page.choice_picked, page.go_on_wanted, page.back_wanted, page.back_to_wanted):
            pressed.connect(self._while_reading.stop)
        self.briefing.begin_wanted.connect(self.begin)
        self.briefing.not_now.connect(self.library_wanted)
        page.choice_picked.connect(practice.pick)
        page.go_on_wanted.connect(practice.go_on)
        page.back_wanted.connect(practice.back)
        page.back_to_wanted.connect(practice.back_to)
        page.pause_wanted.connect(practice.pause)
        page.step_out_wanted.connect(practice.leave)
        practice.started.connect(self._started)
        practice.redrawn.connect(self._redraw)
        practice.happened.connect(self._happened)
        practice.paused.connect(self._show_pause)
        practice.ended.connect(self._show_debrief)
        practice.left.connect(self._left_practice)
        self.debrief.play_from.connect(practice.back_to)
        self.debrief.again_wanted.connect(self._again)
        self.debrief.close_wanted.connect(self._close_debrief)
        self.debrief.step_out_wanted.connect(practice.leave)
        self._keeping.locking.connect(self.keep_draft)

    def follow(self, settings: Settings) -> None:
        """What the person has set about practising."""
        self.briefing.usual_feedback = settings.feedback
        self.conversation.panel.show_numbers(settings.numbers_in_play)

    # --- briefing and conversation --------------------------------------------------------------------------------

    def show_briefing(self, story: Story) -> None:
        self._story = story
        self.briefing.show_story(story)
        self.page_wanted.emit(self.briefing)
        self.briefing.take_focus()

    def begin(self, day: str, feedback: str) -> None:
        if self._story is not None:
            self.practice.start(self._story, self._new_seed(), day, feedback)  # type: ignore[arg-type]

    def _started(self, events: object) -> None:
        """One that was left open goes on, or begins anew; it stays so while another is played."""
        begun = self.practice.session
        if self._left is not None and begun is not None and self._left.story.id == begun.story.id:
            self._left = None
            self.left_open.emit(None)
        self.begun.emit(begun)
        self._redraw(events)

    def _redraw(self, events: object) -> None:
        session = self.practice.session
        assert session is not None
        self.conversation.open_story(session.story, session.day, is_kept=self.practice.recording is not None)
        self.page_wanted.emit(self.conversation)
        self._happened(events)

    def _happened(self, events: object) -> None:
        session = self.practice.session
        assert session is not None
        assert isinstance(events, tuple)
        self.conversation.show_events(events)
        self.conversation.set_possible(
            rewind=session.can("rewind"), pause=session.can("pause"), go_on=session.can("go_on")
        )
        self.conversation.settle()
        self._while_reading.make(self._make_ahead(session))

    def _make_ahead(self, session: PracticeSession) -> Iterator[None]:
        """What may come next, whatever the person does."""
        if session.state == "feedback" and session.ending is not None:
            self.debrief.prepare(session.story, debrief(session, ahead=True))
            yield
        yield from self.conversation.expect(events_ahead(session))

    def _show_pause(self) -> None:
        self.pause_card.open_dialog()
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_out_of_pause(self) -> None:
        self.pause_card.close_dialog()
        self.practice.leave()

    # --- debrief --------------------------------------------------------------------------------------------------

    def _show_debrief(self) -> None:
        session = self.practice.session
        assert session is not None
        self.debrief.show_debrief(session.story, last_mood(session), debrief(session))
        self.page_wanted.emit(self.debrief)
        self.debrief.take_focus()
        self.debrief.panel.portrait.settle_now()
        settle()
        self._find_draft()
        self._keeping.changed.emit()
        if session.feedback != "none":
            self._look_nearby(session)

    def _look_nearby(self, session: PracticeSession) -> None:
        """The search for the nearest better ending may take a second; it stops when the page is left."""

        def moved_on() -> bool:
            return self._tasks.stopped or self.practice.session is not session or session.state != "debrief"

        def found(result: Nearby | None) -> None:
            if result is not None and not moved_on():
                self.debrief.show_nearby(result)

        def search() -> Nearby | None:
            time.sleep(_READING_MS / 1000)  # Python does one thing at a time, and the page is to be painted first
            return nearby(session, moved_on)

        self._tasks.run(search, found, _nothing_nearby)

    def _again(self) -> None:
        session = self.practice.session
        if session is not None:
            self.keep_draft()
            self.practice.close()
            self._keep_for_later()
            self.show_briefing(session.story)

    def _close_debrief(self) -> None:
        self.keep_draft()
        self.practice.close()
        self.library_wanted.emit()

    # --- what is written and not kept yet -------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """The line of one's own on the debrief, so that a lock or a kill does not take it."""
        records, line = self._keeping.records, self.debrief.own_line()
        number = self._debriefed.practice if self._debriefed else None
        if records is None or number is None or line == self._draft:
            return
        self._draft = line
        self._keeping.run(lambda: records.keep_draft(_line_place(number), line), _nothing, _not_kept)

    def _find_draft(self) -> None:
        self._debriefed, self._draft = self.practice.recording, ""
        records, number = self._keeping.records, self._debriefed.practice if self._debriefed else None
        if records is not None and number is not None:
            self._keeping.run(lambda: records.draft(_line_place(number)), self._draft_found, _not_kept)

    def _draft_found(self, line: str) -> None:
        self._draft = line
        if line and not self.debrief.own_line():
            self.debrief.put_line(line)

    # --- gone, and come back --------------------------------------------------------------------------------------

    def where(self) -> Place | None:
        """Where the person is, to be found again after a lock; None where no practice is open."""
        session, recording = self.practice.session, self.practice.recording
        if session is None or recording is None or session.state == "left":
            return None
        if recording.practice is None and not recording.unsaved:
            return None  # still being begun
        return Place(recording.practice, session.story, session.transcript if recording.unsaved else None)

    def has_words(self) -> bool:
        """Whether something that was said is open here, or was left open."""
        session = self.practice.session
        return self._left is not None or (session is not None and session.state != "left" and bool(session.steps))

    def return_to(self, place: Place) -> None:
        """Go on where the person was."""
        self.practice.come_back(place.practice, place.story, place.unsaved)

    def forget(self) -> None:
        """Let go of everything that was said here. The room is of no more use."""
        self._left = None
        self.practice.forget()
        for part in (*self.pages(), self.pause_card, self):
            part.deleteLater()

    # --- a practice left open -------------------------------------------------------------------------------------

    def leave(self) -> None:
        """The person goes elsewhere: what is under way, or its debrief, is left open for later."""
        self.pause_card.close_dialog()
        self.practice.leave(elsewhere=True)

    def _left_practice(self, elsewhere: bool) -> None:
        self.keep_draft()
        self._keep_for_later()
        self._keeping.changed.emit()
        if not elsewhere:
            self.library_wanted.emit()

    def _keep_for_later(self) -> None:
        """Whatever has been said can be taken up again, and so can a debrief."""
        session = self.practice.session
        if session is not None and session.steps:
            self._left = session
            self.left_open.emit(session)

    def resume_left_open(self) -> None:
        if self._left is not None:
            self.practice.take_up(self._left)

    def forget_left_open(self) -> None:
        """It was set aside: nothing is offered any more."""
        self._left = None

    def restart_left_open(self) -> None:
        if self._left is not None:
            self.show_briefing(self._left.story)


def events_ahead(session: PracticeSession) -> list[Event]:
    """What may happen next, whatever is answered. The engine is asked, not the session: nothing is written down."""
    story, at = session.story, session.at
    if session.ending is not None:
        return [*engine.arrival(story, at)]
    if session.state == "feedback":
        return [*engine.arrival(story, at), session.options()]
    events: list[Event] = []
    for choice in engine.on_offer(at, story.nodes[at.node].choices):
        after, happened = engine.choose(story, at, choice)
        events += happened
        if session.feedback != "each":
            events += engine.arrival(story, after)
    return events


def last_mood(session: PracticeSession) -> str:
    """The mood in which the partner was seen last."""
    moods = [event.mood for event in session.script() if isinstance(event, PartnerSpoke) and event.mood]
    return moods[-1] if moods else "neutral"


def _line_place(practice: int) -> str:
    """Under what name the line is kept."""
    return f"next time, practice {practice}"


def _nothing(_: object) -> None:
    pass


def _not_kept(error: Exception) -> None:
    """The line stays in its field; a disk that refuses has been told of already."""
    _log.info("a draft was not kept: %s", type(error).__name__)


def _nothing_nearby(error: Exception) -> None:
    """The debrief stands without it. Leaving the page cancels the search, which is no fault at all."""
    if not isinstance(error, Cancelled):
        _log.error("the search for a better ending ended with %s", type(error).__name__)
