"""The nearest better ending from where a practice went, for its debrief.

It never says that the right words always win: where no play changes the answer, that is what it tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.proof.nearest import Change, nearest_better


@dataclass(frozen=True, slots=True)
class Way:
    """The smallest change that leads to a better ending: another answer at `turn`, `changes` answers in all."""

    title: str
    turn: int
    changes: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """`way` is None where no play of that day ends better. `answer_is_final`: it was no full yes, and no play of that
    day comes to a better one."""

    way: Way | None
    answer_is_final: bool


def nearby(session: PracticeSession, cancelled: Callable[[], bool] | None = None) -> Nearby | None:
    """Look for the nearest better ending of a practice that has ended; None where the search had to be given up.

    Takes from some milliseconds to about a second: not for the GUI thread.

    Raises:
        ipt_roleplay.proof.explore.Cancelled: `cancelled`, asked every few thousand states, said so.
    """
    picks = [pick.choice for pick in session.transcript.picks]
    found = nearest_better(session.story, session.day, picks, cancelled=cancelled)
    if not found.complete:
        return None
    final = not found.better_answer and session.ending is not None and session.ending.answer != "agreed"
    return Nearby(_way(session, found.change) if found.change else None, final)


def _way(session: PracticeSession, change: Change) -> Way:
    ending = next(ending for ending in session.story.endings if ending.id == change.ending)
    return Way(ending.title, change.turn, change.changes)
