"""The compiled graph of a conversation: frozen data, integer-indexed, no behaviour.

A target is a number: below `len(nodes)` it is a node, from there on an ending. Identity is equality here, so stories
and their parts can be keys of caches without hashing their texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ipt_roleplay.scenario.conditions import Condition, Numbers
from ipt_roleplay.scenario.findings import Place
from ipt_roleplay.scenario.state import State

DayName = Literal["good", "ordinary", "hard"]
DAYS: tuple[DayName, ...] = ("good", "ordinary", "hard")

Stance = Literal["passive", "assertive", "aggressive", "barbed", "listening"]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One way to say a text; the first whose `when` holds is taken, the last has none."""

    say: str
    mood: str | None
    when: Condition | None
    place: Place


Lines = tuple[Line, ...]
"""The variants of one text in written order; empty where the text is absent."""


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    to: int
    when: Condition | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One possible answer.

    `clamped` holds for each gauge a table of its 11 values: where the value stands after this choice, inside 0-10.
    `keep` and `set` are masks over the flags, `once` (0: none) and `leaves` the bits that picking it marks. `route`
    tells the index in `routes` of the one that counts in a state; None where there is but one.
    """

    id: str
    node: int
    say: str | None
    do: str | None
    stance: Stance
    skills: tuple[str, ...]
    faults: tuple[str, ...]
    reply: Lines
    heard: Lines
    feedback: Lines
    better: Lines
    effect: tuple[int, int, int, int]
    clamped: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    keep: int
    set: int
    once: int
    leaves: int
    when: Condition | None
    routes: tuple[Route, ...]
    route: Callable[[Numbers], int] | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    id: str
    scene: Lines
    partner: Lines
    keep_order: bool
    choices: tuple[Choice, ...]
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    id: str
    title: str
    said: Literal["plainly", "partly", "unsaid"]
    answer: Literal["agreed", "partly", "later", "refused"]
    partner: Lines
    text: Lines
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class You:
    name: str
    role: str


@dataclass(frozen=True, slots=True, eq=False)
class Partner:
    """Who one talks to; `wants` and `fears` are shown in the debrief only."""

    name: str
    relation: str
    face: str
    wants: str
    fears: str


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A conversation that can be played.

    `sha256` names this version of it. `begins` holds the state before the first line, for each of the three days.
    """

    id: str
    sha256: str
    file: str
    language: str
    title: str
    summary: str
    focus: str
    practice: str
    level: int
    minutes: int
    content_notes: tuple[str, ...]
    you: You
    partner: Partner
    manners: str | None
    power: str | None
    setting: str
    aim: str
    flags: tuple[str, ...]
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]
    begins: dict[DayName, State]
    days_place: dict[DayName, Place]

    def node_id(self, target: int) -> str:
        """The id of a node or, past them, of an ending."""
        return self.nodes[target].id if target < len(self.nodes) else self.endings[target - len(self.nodes)].id

    def ending_at(self, state: State) -> Ending | None:
        """The ending that `state` stands in, or None in mid-conversation."""
        past = state.node - len(self.nodes)
        return self.endings[past] if past >= 0 else None

    def flags_set(self, state: State) -> tuple[str, ...]:
        return tuple(flag for bit, flag in enumerate(self.flags) if state.flags >> bit & 1)
