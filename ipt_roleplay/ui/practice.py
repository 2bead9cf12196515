"""Between the window and one practice: what the person wants goes to the session, what happened comes back.

Holds the session and nothing else. Pages render `happened`; what may happen next they learn from `session.can`. What
must be kept is done on the thread of the vault, and shown when it is on the disk; meanwhile nothing else is taken but
the wish to leave, which is granted as soon as that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_roleplay.conversation.session import ChoiceNotOffered, NotNow, PracticeSession
from ipt_roleplay.conversation.transcript import Feedback, MemoryRecorder, Recorder, Transcript
from ipt_roleplay.scenario.story import DayName, Story
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.recording import Recording

Result = TypeVar("Result")
Events = tuple[object, ...]


class Practice(QObject):
    """Drives one PracticeSession after another.

    `started` and `redrawn` carry everything from the first line on, `happened` what is new; each is a tuple of
    events. `ended` says that the debrief has its turn, `left(bool)` that the person stepped out, and whether they have
    gone elsewhere already. `not_saved(str)`: why something is only in memory, or "" when all is kept.
    """

    started = Signal(object)
    happened = Signal(object)
    redrawn = Signal(object)
    paused = Signal()
    ended = Signal()
    left = Signal(bool)
    not_saved = Signal(str)

    def __init__(self, keeping: Keeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: PracticeSession | None = None
        self._keeping = keeping
        self._waits = False
        self._wish: bool | None = None  # to leave; True: they are elsewhere already
        self._trouble = ""

    @property
    def recording(self) -> Recording | None:
        """What keeps the practice; None where nothing is kept."""
        recorder = self.session.recorder if self.session else None
        return recorder if isinstance(recorder, Recording) else None

    def forget(self) -> None:
        """The person has gone; what is still being kept is shown to nobody."""
        self.session = None
        self._wish = None

    # --- beginning ------------------------------------------------------------------------------------------------

    def start(self, story: Story, seed: int, day: DayName, feedback: Feedback) -> None:
        kept = Recording(story, self._keeping.records_or_first)
        recorder: Recorder = MemoryRecorder() if self._keeping.keeps_nothing else kept
        session = PracticeSession(story, seed=seed, day=day, feedback=feedback, recorder=recorder)
        self._do(session.begin, lambda events: self._begun(session, events))

    def take_up(self, left: PracticeSession) -> None:
        """Go on with a practice that was left, from where it stood."""
        session = PracticeSession.restore(left.story, left.transcript, left.recorder)
        self._do(session.begin, lambda events: self._begun(session, events))

    def come_back(self, practice: int | None, story: Story, unsaved: Transcript | None) -> None:
        """Go on after a lock, out of the vault. `unsaved`: all of it, where a part had not got to the disk."""
        records = self._keeping.records
        if records is None:
            return

        def work() -> tuple[PracticeSession, Events]:
            kept, recorder = records.take_up(practice, story) if practice is not None else (None, None)
            recording, whole = Recording(story, lambda: records, recorder), unsaved or kept
            assert whole is not None
            if unsaved is not None:
                for entry in (unsaved.start, *unsaved.log) if kept is None else unsaved.log[len(kept.log) :]:
                    recording.record(entry)
            session = PracticeSession.restore(story, whole, recording)
            return session, session.begin()

        self._do(work, lambda taken_up: self._begun(*taken_up))

    def _begun(self, session: PracticeSession, events: Events) -> None:
        self.session = session
        if self._wish is not None:
            return
        self.started.emit((*events, *self._listened(session)))
        if session.state == "debrief":
            self.ended.emit()

    # --- on the way -----------------------------------------------------------------------------------------------

    def pick(self, choice_id: str) -> None:
        session = self.session
        if session is not None and not self._waits and session.can("choose"):
            self._do(lambda: session.choose(choice_id), lambda events: self._tell(session, events))

    def go_on(self) -> None:
        session = self.session
        if session is not None and not self._waits and session.can("go_on"):
            self._tell(session, session.go_on())

    def back(self) -> None:
        """Back a turn: while its explanation is shown the turn just taken, else the one before."""
        session = self.session
        if session is not None and not self._waits and session.can("rewind"):
            self.back_to(session.turn - 1)

    def back_to(self, turn: int) -> None:
        session = self.session
        if session is not None and not self._waits and session.can("rewind"):
            self._do(lambda: session.rewind(turn), lambda _: self._redraw(session))

    def pause(self) -> None:
        session = self.session
        if session is not None and not self._waits and session.can("pause"):
            session.pause()
            self.paused.emit()

    def resume(self) -> None:
        session = self.session
        if session is not None and not self._waits and session.can("resume"):
            session.resume()

    def leave(self, elsewhere: bool = False) -> None:
        """Step out; where something is just being kept, as soon as it is."""
        session = self.session
        if self._waits:
            self._wish = elsewhere
        elif session is not None and session.can("leave"):
            session.leave()
            self.left.emit(elsewhere)

    def close(self) -> None:
        """The debrief has been read; nothing is left open."""
        session = self.session
        if session is not None and not self._waits and session.state == "debrief":
            session.leave()

    def save_again(self) -> None:
        """Bring to the disk what it refused before."""
        if self.recording is not None:
            self._do(self.recording.retry, lambda _: None)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _do(self, act: Callable[[], Result], show: Callable[[Result], None]) -> None:
        """`act` on the thread of the vault, then `show`; one at a time."""
        if self._waits:
            return
        self._waits = True

        def done(result: Result) -> None:
            self._waits = False
            show(result)
            self._say_what_is_kept()
            self._leave_if_wanted()

        def failed(error: Exception) -> None:
            from ipt_roleplay.store.errors import Closed

            self._waits = False
            if isinstance(error, Closed):  # the person has left; whoever comes next sees nothing of it
                return
            self._leave_if_wanted()
            if not isinstance(error, ChoiceNotOffered | NotNow):  # of a key and a click at once the first one counted
                if self.session is not None and self.session.state == "choosing":
                    self._redraw(self.session)
                raise error

        self._keeping.run(act, done, failed)

    def _leave_if_wanted(self) -> None:
        if self._wish is not None:
            elsewhere, self._wish = self._wish, None
            self.leave(elsewhere)

    def _say_what_is_kept(self) -> None:
        trouble = self.recording.trouble if self.recording else ""
        if trouble != self._trouble:
            self._trouble = trouble
            self.not_saved.emit(trouble)

    def _tell(self, session: PracticeSession, events: Events) -> None:
        if self._wish is not None:
            return
        self.happened.emit((*events, *self._listened(session)))
        if session.state == "debrief":
            self.ended.emit()

    def _redraw(self, session: PracticeSession) -> None:
        if self._wish is not None:
            return
        options = self._listened(session) or ((session.options(),) if session.state == "choosing" else ())
        self.redrawn.emit((*session.script(), *options))

    @staticmethod
    def _listened(session: PracticeSession) -> Events:
        """In the window the partner's words stand there to be read: the answers come with them."""
        return session.listen() if session.can("listen") else ()
