"""What happened, as frozen values. Players render them in order; nothing else crosses from the conversation to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from ipt_roleplay.scenario.story import DayName, Stance

Gauges = tuple[int, int, int, int]
"""Connection, clarity, self-respect, tension; each 0-10."""


@dataclass(frozen=True, slots=True)
class Began:
    """The practice begins; what follows is the first line."""

    type: ClassVar[str] = "began"
    scenario: str
    day: DayName
    gauges: Gauges


@dataclass(frozen=True, slots=True)
class SceneShown:
    """Narration, never in the partner's mouth."""

    type: ClassVar[str] = "scene"
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class PartnerSpoke:
    """The partner speaks: a first reaction to one line, the line of a node, or the last words. `mood` may be absent:
    the face stays as it was."""

    type: ClassVar[str] = "partner"
    turn: int
    text: str
    mood: str | None
    part: Literal["reply", "line", "ending"]


@dataclass(frozen=True, slots=True)
class YouSpoke:
    """What one said, did, or both, at `turn`."""

    type: ClassVar[str] = "you"
    turn: int
    node: str
    choice: str
    say: str | None
    do: str | None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Moved:
    """How the gauges stood before and after the line of `turn`."""

    type: ClassVar[str] = "gauges"
    turn: int
    before: Gauges
    after: Gauges


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on offer, without anything that would give away what it does."""

    id: str
    say: str | None
    do: str | None


@dataclass(frozen=True, slots=True)
class Offered:
    """The answers on offer at `turn`, in the order in which they are shown."""

    type: ClassVar[str] = "choices"
    turn: int
    node: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation is over: how far the aim was put into words, and apart from it what the partner answered."""

    type: ClassVar[str] = "ending"
    turn: int
    ending: str
    title: str
    said: Literal["plainly", "partly", "unsaid"]
    answer: Literal["agreed", "partly", "later", "refused"]
    text: str


@dataclass(frozen=True, slots=True)
class Paused:
    type: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True)
class Resumed:
    type: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class Rewound:
    """One went back to before the pick of `turn`; what was said from there on stays in the transcript."""

    type: ClassVar[str] = "rewound"
    turn: int


@dataclass(frozen=True, slots=True)
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
