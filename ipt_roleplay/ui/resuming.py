"""Going on with a practice that was left, in this window or before: from the strip, or from the history.

    resuming.look_again()            # what can be taken up? `changed(LeftOpen | None)` tells
    resuming.resume()                # that one
    resuming.resume_kept(practice)   # any one that is kept

Where its scenario has changed since, the person reads first what that means, and decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.practice_words import LeftOpen, left_and_kept, left_in_memory
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager

if TYPE_CHECKING:
    from ipt_roleplay.conversation.migration import Report
    from ipt_roleplay.conversation.session import PracticeSession
    from ipt_roleplay.scenario.story import Story
    from ipt_roleplay.store.reading import Reading
    from ipt_roleplay.store.records import Records
    from ipt_roleplay.ui.practice_room import PracticeRoom


@dataclass(frozen=True, slots=True)
class _Way:
    """How a practice can be taken up: in which story, and what that does to it."""

    story: Story
    reading: Reading
    report: Report


class Resuming(QObject):
    """`changed(LeftOpen | None)`: what is offered. `was_set_aside(LeftOpen)`: no more, and can be undone.

    `told(title, words)`: something that the person should know.
    """

    changed = Signal(object)
    was_set_aside = Signal(object)
    told = Signal(str, str)

    def __init__(
        self,
        themes: ThemeManager,
        keeping: Keeping,
        tasks: Tasks,
        load: Callable[[str], Story],
        room: Callable[[], PracticeRoom],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._themes, self._keeping, self._tasks = themes, keeping, tasks
        self._load, self._room, self._host = load, room, host
        self._scenarios: Collection[tuple[str, str]] = ()
        self._session: PracticeSession | None = None
        self._offered: LeftOpen | None = None
        self._replaced: LeftOpen | None = None
        keeping.locking.connect(self.forget)

    @property
    def offered(self) -> LeftOpen | None:
        return self._offered

    # --- what can be taken up -------------------------------------------------------------------------------------

    def show_scenarios(self, scenarios: Collection[tuple[str, str]]) -> None:
        """Id and partner of the conversations that are there; others cannot be gone on with."""
        self._scenarios = scenarios

    def note_left(self, session: PracticeSession | None) -> None:
        """A practice was left in this window, or (None) goes on."""
        self._session = session
        self.look_again()

    def note_removed(self, practice: int) -> None:
        """It is gone from the history: where it was left in this window it cannot be gone on with either."""
        if self._session is not None and getattr(self._session.recorder, "practice", None) == practice:
            self._session = None
            self._room().forget_left_open()

    def look_again(self) -> None:
        session, records = self._session, self._keeping.records
        if session is not None:
            practice = getattr(session.recorder, "practice", None)
            self._offer(left_in_memory(session, practice))
        elif records is not None:
            self._keeping.run(partial(left_and_kept, records, self._scenarios), self._found, _nothing)
        else:
            self._offer(None)

    def _found(self, left: LeftOpen | None) -> None:
        if self._session is None:
            self._offer(left)

    def _offer(self, left: LeftOpen | None) -> None:
        self._offered = left
        self.changed.emit(left)

    def forget(self) -> None:
        """The person has gone; nothing is offered to whoever comes next."""
        self._session, self._replaced = None, None
        self._offer(None)

    # --- going on -------------------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Go on with what is offered."""
        if self._session is not None:
            self._room().resume_left_open()
        elif self._offered is not None and self._offered.practice is not None:
            self.resume_kept(self._offered.practice, self._offered.scenario)

    def resume_kept(self, practice: int, scenario: str) -> None:
        """Go on with a practice that is kept; where its scenario has changed, say first what that means."""
        records = self._keeping.records
        if records is None:
            return

        def story_ready(story: Story) -> None:
            self._keeping.run(partial(_way, records, practice, story), self._way_found, self._not_possible)

        self._tasks.run(partial(self._load, scenario), story_ready, self._not_possible)

    def _way_found(self, way: _Way) -> None:
        if way.report.unchanged:
            self._take_up(way)
            return
        from ipt_roleplay.ui.cards.changed import ChangedCard

        card = ChangedCard(self._themes, self._host, way.reading, way.report)
        card.go_on_wanted.connect(partial(self._take_up, way))
        card.open_dialog()

    def _take_up(self, way: _Way) -> None:
        self._session = None
        self._room().practice.come_back(way.reading.practice.id, way.story, None)

    def _not_possible(self, error: Exception) -> None:
        from ipt_roleplay.store.errors import Closed

        if not isinstance(error, Closed):  # who has left asks for nothing any more
            self.told.emit(self.tr("This conversation cannot go on just now"), str(error))

    # --- starting over, setting aside -----------------------------------------------------------------------------

    def start_over(self) -> None:
        """The briefing once more; what was left is set aside when it has begun."""
        left = self._offered
        if left is None:
            return
        self._replaced = left
        if self._session is not None:
            self._room().restart_left_open()
            return
        self._tasks.run(partial(self._load, left.scenario), self._show_briefing, self._not_possible)

    def _show_briefing(self, story: Story) -> None:
        self._room().show_briefing(story)

    def note_begun(self, session: PracticeSession) -> None:
        """A practice has begun. Where it takes the place of what was left, that is offered no more."""
        left, self._replaced = self._replaced, None
        if left is None or left.practice is None or left.scenario != session.story.id:
            return
        if left.practice != getattr(session.recorder, "practice", None):
            self._set_aside(left.practice, True, self.look_again)

    def set_aside(self) -> None:
        """Offer it no more; it stays in the history."""
        left = self._offered
        if left is None:
            return
        if left.practice is None:
            self._room().forget_left_open()
            self._session = None
            self._offer(None)
            return

        def done() -> None:
            if self._session is not None:
                self._session = None
                self._room().forget_left_open()
            self.look_again()
            self.was_set_aside.emit(left)

        self._set_aside(left.practice, True, done)

    def take_back(self, left: LeftOpen) -> None:
        """Undo `set_aside`."""
        if left.practice is not None:
            self._set_aside(left.practice, False, self.look_again)

    def _set_aside(self, practice: int, aside: bool, done: Callable[[], None]) -> None:
        records = self._keeping.records
        if records is not None:
            self._keeping.run(partial(records.set_aside, practice, aside), lambda _: done(), self._not_set_aside)

    def _not_set_aside(self, error: Exception) -> None:
        self.told.emit(self.tr("This could not be written down"), str(error))


def _way(records: Records, practice: int, story: Story) -> _Way:
    return _Way(story, records.read(practice), records.resumption(practice, story))


def _nothing(_: Exception) -> None:
    """Nothing can be offered; whoever opens the vault says what is the matter with it."""
