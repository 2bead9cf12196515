"""A practice is its choices. The transcript is the log of them, and everything else is computed from it.

Entries are only ever added. A rewind is an entry too, so every attempt stays: `picks` are the choices that count
now, `attempts` all lines of choices that were followed, in the order in which they were left. Ids are stored, never
positions, so that an edited scenario still finds its way (see `replay`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

from ipt_roleplay.conversation import engine
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, Choice, DayName, Story

Feedback = Literal["each", "end", "none"]
FEEDBACKS: tuple[Feedback, ...] = ("each", "end", "none")

VERSION = 1
"""The version of the stored form of a transcript."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a practice began. `sha256` is that of the scenario as it was played, `seed` arranges the choices."""

    scenario: str
    sha256: str
    seed: int
    day: DayName
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice, by ids; `turn` counts from 1."""

    turn: int
    node: str
    choice: str


@dataclass(frozen=True, slots=True)
class Rewind:
    """Back to before the pick of `turn`."""

    turn: int


Entry = Start | Pick | Rewind


class Recorder(Protocol):
    """Takes each entry before anything that follows from it is shown."""

    def record(self, entry: Entry) -> None:
        """Keep `entry` for good, or raise OSError: then it is as if the choice had not been made."""


class MemoryRecorder:
    """Keeps the entries for as long as the program runs, and nowhere else."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def record(self, entry: Entry) -> None:
        self.entries.append(entry)


class TranscriptError(ValueError):
    """A stored transcript that is not one, or whose choices the story does not have; one plain sentence."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The log of one practice: how it began, and each pick and rewind since."""

    start: Start
    log: tuple[Pick | Rewind, ...] = ()

    @property
    def picks(self) -> tuple[Pick, ...]:
        """The choices that count now."""
        picks: list[Pick] = []
        for entry in self.log:
            if isinstance(entry, Rewind):
                del picks[entry.turn - 1 :]
            else:
                picks.append(entry)
        return tuple(picks)

    @property
    def attempts(self) -> tuple[tuple[Pick, ...], ...]:
        """Every line of choices that was followed; the last one is `picks`."""
        attempts: list[tuple[Pick, ...]] = []
        picks: list[Pick] = []
        for entry in self.log:
            if isinstance(entry, Rewind):
                if not any(attempt[: len(picks)] == tuple(picks) for attempt in attempts):
                    attempts.append(tuple(picks))
                del picks[entry.turn - 1 :]
            else:
                picks.append(entry)
        return (*attempts, tuple(picks))

    def with_entry(self, entry: Pick | Rewind) -> Transcript:
        return Transcript(self.start, (*self.log, entry))

    def as_json(self) -> dict[str, Any]:
        """A plain object that `from_json` reads back to an equal transcript."""
        entries = [{"type": type(entry).__name__.lower(), **asdict(entry)} for entry in self.log]
        return {"version": VERSION, **asdict(self.start), "log": entries}

    @staticmethod
    def from_json(stored: Any) -> Transcript:
        """Read what `as_json` wrote.

        Raises:
            TranscriptError: it is not a transcript, or one of a newer version.
        """
        try:
            if stored["version"] > VERSION:
                raise TranscriptError(
                    f"This practice was kept by a newer version of the program (its form is {stored['version']}, "
                    f"known here is {VERSION}). Install the newer version to open it."
                )
            start = Start(*(_typed(stored, name, kind) for name, kind in _START.items()))
            log = tuple(_entry(entry) for entry in stored["log"])
        except (KeyError, TypeError, AttributeError) as error:
            raise TranscriptError(f"This is not a stored practice ({error}). Choose another file.") from None
        transcript = Transcript(start, log)
        _check(transcript)
        return transcript


_START = {"scenario": str, "sha256": str, "seed": int, "day": str, "feedback": str}


def _typed(stored: Any, name: str, kind: type) -> Any:
    value = stored[name]
    if type(value) is not kind:
        raise TypeError(f"`{name}` is not of the kind expected")
    return value


def _entry(stored: Any) -> Pick | Rewind:
    if stored["type"] == "rewind":
        return Rewind(_typed(stored, "turn", int))
    if stored["type"] == "pick":
        return Pick(_typed(stored, "turn", int), _typed(stored, "node", str), _typed(stored, "choice", str))
    raise TypeError(f"an entry `{stored['type']}` is not known")


def _check(transcript: Transcript) -> None:
    """Turns follow one another; a rewind goes back, never forward."""
    if transcript.start.day not in DAYS or transcript.start.feedback not in FEEDBACKS:
        raise TranscriptError("This is not a stored practice (its day or feedback is not known). Choose another file.")
    turn = 1
    for entry in transcript.log:
        fits = 1 <= entry.turn < turn if isinstance(entry, Rewind) else entry.turn == turn
        if not fits:
            raise TranscriptError("This is not a stored practice (its turns are out of order). Choose another file.")
        turn = entry.turn if isinstance(entry, Rewind) else turn + 1


@dataclass(frozen=True, slots=True)
class Step:
    """One replayed turn: the state before it, the choice picked, the state after."""

    before: State
    choice: Choice
    after: State


def replay(story: Story, start: Start, picks: tuple[Pick, ...]) -> Iterator[Step]:
    """Walk `picks` through the story, step by step.

    Raises:
        TranscriptError: at the first pick that the story does not have or does not offer there.
    """
    state = engine.begin(story, start.day)
    for pick in picks:
        ended = story.ending_at(state) is not None
        node = None if ended else story.nodes[state.node]
        choice = next((c for c in node.choices if c.id == pick.choice), None) if node and node.id == pick.node else None
        if choice is None or not engine.is_on_offer(state, choice):
            raise TranscriptError(
                f"At turn {pick.turn} this practice has the answer `{pick.choice}` at `{pick.node}`, "
                "which this version of the scenario does not offer there."
            )
        after = engine.step(state, choice)
        yield Step(state, choice, after)
        state = after
