"""What happened, as values that nobody changes.

Players render them in order; nothing else crosses from the conversation to them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal, TypeVar, dataclass_transform

from ipt_roleplay.scenario.story import DayName, Stance

E = TypeVar("E")


@dataclass_transform(frozen_default=True)
def _event(cls: type[E]) -> type[E]:
    """A dataclass that the type checker keeps frozen. At run time it is not: writing each field past a guard of its own
    would take more time than all the rest of a turn in the engine (bench: `rate`)."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


Gauges = tuple[int, int, int, int]
"""Connection, clarity, self-respect, tension; each 0-10."""


@_event
class Began:
    """The practice begins; what follows is the first line."""

    type: ClassVar[str] = "began"
    scenario: str
    day: DayName
    gauges: Gauges


@_event
class SceneShown:
    """Narration, never in the partner's mouth."""

    type: ClassVar[str] = "scene"
    turn: int
    text: str


@_event
class PartnerSpoke:
    """The partner speaks: a first reaction to one line, the line of a node, or the last words. `mood` may be absent:
    the face stays as it was."""

    type: ClassVar[str] = "partner"
    turn: int
    text: str
    mood: str | None
    part: Literal["reply", "line", "ending"]


@_event
class YouSpoke:
    """What one said, did, or both, at `turn`."""

    type: ClassVar[str] = "you"
    turn: int
    node: str
    choice: str
    say: str | None
    do: str | None


@_event
class Explained:
    """What the line of `turn` did: what the partner heard, the skills used, what got in the way, another way."""

    type: ClassVar[str] = "feedback"
    turn: int
    choice: str
    stance: Stance
    skills: tuple[str, ...]
    faults: tuple[str, ...]
    heard: str
    feedback: str
    better: str | None


@_event
class Moved:
    """How the gauges stood before and after the line of `turn`."""

    type: ClassVar[str] = "gauges"
    turn: int
    before: Gauges
    after: Gauges


@_event
class Option:
    """A choice on offer, without anything that would give away what it does."""

    id: str
    say: str | None
    do: str | None


@_event
class Offered:
    """The answers on offer at `turn`, in the order in which they are shown."""

    type: ClassVar[str] = "choices"
    turn: int
    node: str
    options: tuple[Option, ...]


@_event
class Ended:
    """The conversation is over: how far the aim was put into words, and apart from it what the partner answered."""

    type: ClassVar[str] = "ending"
    turn: int
    ending: str
    title: str
    said: Literal["plainly", "partly", "unsaid"]
    answer: Literal["agreed", "partly", "later", "refused"]
    text: str


@_event
class Paused:
    type: ClassVar[str] = "paused"


@_event
class Resumed:
    type: ClassVar[str] = "resumed"


@_event
class Rewound:
    """One went back to before the pick of `turn`; what was said from there on stays in the transcript."""

    type: ClassVar[str] = "rewound"
    turn: int


@_event
class SteppedOut:
    type: ClassVar[str] = "left"


Event = (
    Began
    | SceneShown
    | PartnerSpoke
    | YouSpoke
    | Explained
    | Moved
    | Offered
    | Ended
    | Paused
    | Resumed
    | Rewound
    | SteppedOut
)


def as_json(event: Event) -> dict[str, Any]:
    """The object that `play --json` prints: the fields of the event and its `type`; gauges by name."""
    fields = asdict(event)
    for name in ("gauges", "before", "after"):
        if name in fields:
            fields[name] = named(fields[name])
    return {"type": event.type, **fields}


def named(gauges: Gauges) -> dict[str, int]:
    connection, clarity, self_respect, tension = gauges
    return {"connection": connection, "clarity": clarity, "self_respect": self_respect, "tension": tension}
