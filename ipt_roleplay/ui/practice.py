"""Between the window and one practice: what the person wants goes to the session, what happened comes back.

Holds the session and nothing else. Pages render `happened`; what may happen next they learn from `session.can`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipt_roleplay.conversation.session import ChoiceNotOffered, NotNow, PracticeSession
from ipt_roleplay.conversation.transcript import Feedback
from ipt_roleplay.scenario.story import DayName, Story


class Practice(QObject):
    """Drives one PracticeSession after another.

    `started` and `redrawn` carry everything from the first line on, `happened` what is new; each is a tuple of
    events. `ended` says that the debrief has its turn, `left` that the person stepped out.
    """

    started = Signal(object)
    happened = Signal(object)
    redrawn = Signal(object)
    paused = Signal()
    ended = Signal()
    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: PracticeSession | None = None

    def start(self, story: Story, seed: int, day: DayName, feedback: Feedback) -> None:
        self._take(PracticeSession(story, seed=seed, day=day, feedback=feedback))

    def take_up(self, left: PracticeSession) -> None:
        """Go on with a practice that was left, from where it stood."""
        self._take(PracticeSession.restore(left.story, left.transcript, left.recorder))

    def _take(self, session: PracticeSession) -> None:
        self.session = session
        events = session.begin()
        self.started.emit((*events, *self._listened(session)))
        if session.state == "debrief":
            self.ended.emit()

    def pick(self, choice_id: str) -> None:
        session = self.session
        if session is None or not session.can("choose"):
            return
        try:
            events = session.choose(choice_id)
        except (ChoiceNotOffered, NotNow):  # a key and a click for the same turn: the first one counted
            return
        self._tell(session, events)

    def go_on(self) -> None:
        session = self.session
        if session is not None and session.can("go_on"):
            self._tell(session, session.go_on())

    def back(self) -> None:
        """Back a turn: while its explanation is shown the turn just taken, else the one before."""
        session = self.session
        if session is not None and session.can("rewind"):
            self.back_to(session.turn - 1)

    def back_to(self, turn: int) -> None:
        session = self.session
        if session is None or not session.can("rewind"):
            return
        session.rewind(turn)
        self.redrawn.emit((*session.script(), *self._listened(session)))

    def pause(self) -> None:
        session = self.session
        if session is not None and session.can("pause"):
            session.pause()
            self.paused.emit()

    def resume(self) -> None:
        session = self.session
        if session is not None and session.can("resume"):
            session.resume()

    def leave(self) -> None:
        session = self.session
        if session is not None and session.can("leave"):
            session.leave()
            self.left.emit()

    def close(self) -> None:
        """The debrief has been read; nothing is left open."""
        session = self.session
        if session is not None and session.state == "debrief":
            session.leave()

    def _tell(self, session: PracticeSession, events: tuple[object, ...]) -> None:
        self.happened.emit((*events, *self._listened(session)))
        if session.state == "debrief":
            self.ended.emit()

    @staticmethod
    def _listened(session: PracticeSession) -> tuple[object, ...]:
        """In the window the partner's words stand there to be read: the answers come with them."""
        return session.listen() if session.can("listen") else ()
