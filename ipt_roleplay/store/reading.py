"""What is kept of a practice, as values: for the history, for reading an old practice, and for comparing attempts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Any, Literal

from ipt_roleplay.conversation.events import Event, Explained, Gauges
from ipt_roleplay.conversation.transcript import Feedback, Pick, Rewind, Start, Transcript
from ipt_roleplay.scenario.story import DayName
from ipt_roleplay.store import words
from ipt_roleplay.store.clock import Moment, span


@dataclass(frozen=True, slots=True)
class Kept:
    """One practice on the list. `ending` and the three after it are None while it is under way.

    `last` is the time of the last entry, `turns` the number of answers that count now.
    """

    id: int
    uid: str
    scenario: str
    sha256: str
    seed: int
    day: DayName
    feedback: Feedback
    language: str
    title: str
    partner: str
    began: Moment
    last: Moment
    turns: int
    ending: str | None
    ending_title: str | None
    said: Literal["plainly", "partly", "unsaid"] | None
    answer: Literal["agreed", "partly", "later", "refused"] | None
    set_aside: bool

    @property
    def lasted(self) -> timedelta:
        """From the first entry to the last, breaks included; never negative."""
        return span(self.began, self.last)

    def is_of(self, scenario: str, partner: str) -> bool:
        """Whether that conversation was practised. Two may have one id, one of them the user's own: with another
        partner it is another one, however it is called.
        """
        return (self.scenario, self.partner) == (scenario, partner)

    @property
    def was_explained(self) -> bool:
        """Who wanted the explanations at the end has not seen them before it."""
        return self.feedback == "each" or self.ending is not None


COLUMNS = """practice.id, uid, scenario, sha256, seed, day, feedback, language, title, partner, began_at, began_offset,
    last_at, last_offset, turns, ending, ending_title, practice.said, answer, set_aside"""


def kept(row: tuple[Any, ...]) -> Kept:
    """From a row of `COLUMNS`."""
    values = (*row[:10], Moment(*row[10:12]), Moment(*row[12:14]), *row[14:19], bool(row[19]))
    return Kept(*values)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with the words as they were then. `turn` is 0 for the start; `gauges` stand as after it."""

    number: int
    kind: Literal["start", "pick", "rewind"]
    turn: int
    node: str | None
    choice: str | None
    at: Moment
    events: tuple[Event, ...]
    gauges: Gauges


Attempt = tuple[Told, ...]
"""A start and the picks that followed one another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole practice. `told` is everything in the order in which it happened, rewinds and what they undid too."""

    practice: Kept
    told: tuple[Told, ...]

    @property
    def transcript(self) -> Transcript:
        p = self.practice
        log: list[Pick | Rewind] = []
        for told in self.told[1:]:
            if told.kind == "rewind":
                log.append(Rewind(told.turn))
            else:
                log.append(Pick(told.turn, told.node or "", told.choice or ""))
        return Transcript(Start(p.scenario, p.sha256, p.seed, p.day, p.feedback), tuple(log))

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every line of choices that was followed, in the order in which they were left; the last one counts."""
        attempts: list[Attempt] = []
        now: list[Told] = [self.told[0]]
        for told in self.told[1:]:
            if told.kind == "rewind":
                if not any(_answers(attempt[: len(now)]) == _answers(now) for attempt in attempts):
                    attempts.append(tuple(now))
                del now[told.turn :]
            else:
                now.append(told)
        return (*attempts, tuple(now))


def steps(attempt: Attempt, *, explained: bool) -> tuple[tuple[Event, ...], ...]:
    """An attempt as it is told again, step by step: what met one first; then of each turn one's own line with what it
    did, and what came of it. Where nothing was `explained`, nothing stood between the two, and they are one step.
    """
    start, *picks = attempt
    found = [start.events]
    for told in picks:
        said = tuple(event for event in told.events if _turn(event) == told.turn)
        met = tuple(event for event in told.events if _turn(event) != told.turn)
        if explained:
            found += [said, met]
        else:
            found.append((*(event for event in said if not isinstance(event, Explained)), *met))
    return tuple(step for step in found if step)


def _turn(event: Event) -> int | None:
    return getattr(event, "turn", None)


def _answers(told: Iterable[Told]) -> list[tuple[str | None, str | None]]:
    return [(one.node, one.choice) for one in told]


def told_in_order(rows: list[tuple[Any, ...]]) -> tuple[Told, ...]:
    """From rows of number, kind, turn, node, choice, at, offset, json and the four gauges, in order."""
    told: list[Told] = []
    stood: list[Gauges] = []
    for number, kind, turn, node, choice, at, offset, json, *after in rows:
        gauges: Gauges = (after[0], after[1], after[2], after[3])
        if kind == "rewind":
            del stood[turn:]
        before = stood[-1] if stood else gauges
        arrived = turn if kind == "rewind" else turn + 1
        events = words.from_json(json, turn, arrived, before, gauges)
        told.append(Told(number, kind, turn, node, choice, Moment(at, offset), events, gauges))
        if kind != "rewind":
            stood.append(gauges)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Compared:
    """One turn of two attempts; None where one of them had ended before."""

    turn: int
    left: Told | None
    right: Told | None

    @property
    def same(self) -> bool:
        """The same answer at the same place."""
        left, right = self.left, self.right
        return left is not None and right is not None and _answers((left,)) == _answers((right,))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two attempts side by side, turn by turn. `parts_at`: the first turn that differs; None where none does."""

    turns: tuple[Compared, ...]
    parts_at: int | None


def compare(left: Attempt, right: Attempt) -> Comparison:
    """Align two attempts at one scenario by turn; they may be of one practice or of two."""
    turns = tuple(
        Compared(turn, *pair) for turn, pair in enumerate(zip_longest(left[1:], right[1:], fillvalue=None), 1)
    )
    return Comparison(turns, next((compared.turn for compared in turns if not compared.same), None))
