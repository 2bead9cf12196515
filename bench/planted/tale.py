"""A second reading of the format, for the planted defects: small, slow, and nothing of the package in it.

Written from the words of the format's description over the tree as written. It plays, and it searches breadth-first
over full states, in which nothing is merged. So it can show a play that leads into a defect, and the planter need not
take the word of the program that it tests.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from types import CodeType
from typing import Any, NamedTuple

Form = dict[str, Any]
Play = tuple[str, ...]
DAYS = ("good", "ordinary", "hard")
GAUGES = ("connection", "clarity", "self_respect", "tension")
_STARTS = {"connection": 5, "clarity": 0, "self_respect": 5, "tension": 2}


class Full(NamedTuple):
    """A moment of a play with all that there is to it, but for `turn`: only as far as some condition looks at it."""

    place: str
    gauges: tuple[int, int, int, int]
    turn: int
    flags: frozenset[str]
    once: frozenset[str]
    left: frozenset[str]


class Tale:
    """A scenario as written: a tree in which every scalar is a string."""

    def __init__(self, name: str, form: Form) -> None:
        self.name = name
        self.form = form

    def copy(self) -> Tale:
        return Tale(self.name, copy.deepcopy(self.form))

    @property
    def nodes(self) -> dict[str, Form]:
        return self.form["nodes"]  # type: ignore[no-any-return]

    @property
    def endings(self) -> dict[str, Form]:
        return self.form["endings"]  # type: ignore[no-any-return]

    def choices(self, node: str) -> list[Form]:
        return self.nodes[node]["choices"]  # type: ignore[no-any-return]

    @cached_property
    def _latest(self) -> int:
        """One turn after the last that a condition knows; all later ones are alike."""
        known = re.findall(r"turn\s*[<>=!]+\s*(\d+)|(\d+)\s*[<>=!]+\s*turn", str(self.form))
        return 1 + max((int(one or other) for one, other in known), default=0)

    # --- playing --------------------------------------------------------------------------------------------------

    def begin(self, day: str) -> Full:
        described = self.form.get("days", {}).get(day, {})
        gauges = {**_STARTS, **{gauge: int(value) for gauge, value in self.form.get("gauges", {}).items()}}
        start = self.form["start"]
        first = tuple(gauges[gauge] for gauge in GAUGES)
        flags = frozenset(described.get("set", ()))
        return Full(start, _added(first, described.get("effect", {})), 1, flags, frozenset(), frozenset())

    def offered(self, state: Full) -> list[Form]:
        if state.place not in self.nodes:
            return []
        return [
            choice
            for choice in self.choices(state.place)
            if f"{state.place}/{choice['id']}" not in state.once and holds(choice.get("when"), state)
        ]

    def after(self, state: Full, choice: Form) -> Full:
        once = state.once | {f"{state.place}/{choice['id']}"} if choice.get("once") == "true" else state.once
        moved = Full(
            state.place,
            _added(state.gauges, choice.get("effect", {})),
            state.turn,
            state.flags - set(choice.get("clear", ())) | set(choice.get("set", ())),
            once,
            state.left | {state.place},
        )
        to = next(route["to"] for route in routes(choice) if holds(route.get("when"), moved))
        return moved._replace(place=to, turn=min(state.turn + 1, self._latest))

    def play(self, day: str, picks: Sequence[str]) -> Full | None:
        """Where `picks` lead; None where one of them is not on offer."""
        state = self.begin(day)
        for pick in picks:
            choice = next((choice for choice in self.offered(state) if choice["id"] == pick), None)
            if choice is None:
                return None
            state = self.after(state, choice)
        return state

    def find(self, day: str, wanted: Callable[[Full], bool], most: int = 30_000) -> Play | None:
        """A shortest play to a state that is `wanted`; None where the first `most` states have none."""
        search = Search(self, day)
        for index in search.run(most):
            if wanted(search.states[index]):
                return search.play_to(index)
        return None


def routes(choice: Form) -> list[Form]:
    to = choice["next"]
    return to if isinstance(to, list) else [{"to": to}]


def _added(gauges: Sequence[int], effect: Mapping[str, str]) -> tuple[int, int, int, int]:
    sums = (value + int(effect.get(gauge, 0)) for gauge, value in zip(GAUGES, gauges, strict=True))
    one, two, three, four = (min(10, max(0, total)) for total in sums)
    return one, two, three, four


@cache
def _compiled(when: str) -> CodeType:
    return compile(when.strip(), "<when>", "eval")


class _Names(dict[str, Any]):
    """What the words of a condition mean in a state. The language is a part of Python's, so Python can read it."""

    def __init__(self, state: Full) -> None:
        super().__init__(zip(GAUGES, state.gauges, strict=True), turn=state.turn, visited=state.left.__contains__)
        self._flags = state.flags

    def __missing__(self, name: str) -> bool:
        return name in self._flags


def holds(when: str | None, state: Full) -> bool:
    return when is None or bool(eval(_compiled(when), {"__builtins__": {}}, _Names(state)))


# --- searching ----------------------------------------------------------------------------------------------------


@dataclass
class Search:
    """Breadth-first from the beginning of a day: every state that was found, and by which pick from which."""

    tale: Tale
    day: str
    states: list[Full] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    picks: list[str] = field(default_factory=list)

    def run(self, most: int) -> Iterator[int]:
        """Yields each state's number when it is found."""
        known: set[Full] = set()

        def found(state: Full, owner: int, pick: str) -> bool:
            if state in known or len(known) >= most:
                return False
            known.add(state)
            self.states.append(state)
            self.owners.append(owner)
            self.picks.append(pick)
            return True

        found(self.tale.begin(self.day), -1, "")
        yield 0
        for number, state in enumerate(self.states):  # grows while it is read
            for choice in self.tale.offered(state):
                if found(self.tale.after(state, choice), number, choice["id"]):
                    yield len(self.states) - 1
            if len(known) >= most:
                return

    def play_to(self, index: int) -> Play:
        picks: list[str] = []
        while self.owners[index] >= 0:
            picks.append(self.picks[index])
            index = self.owners[index]
        return tuple(reversed(picks))


class Met:
    """The first states of each day of a shipped scenario, to look for witnesses in."""

    def __init__(self, tale: Tale, most: int = 12_000) -> None:
        self.searches = [Search(tale, day) for day in DAYS]
        for search in self.searches:
            for _ in search.run(most):
                pass

    def plays(self, wanted: Callable[[Full], bool]) -> Iterator[tuple[str, Play]]:
        """The plays, with their day, to the states that are `wanted`, on each day the shortest first."""
        for search in self.searches:
            for index, state in enumerate(search.states):
                if wanted(state):
                    yield search.day, search.play_to(index)

    def play(self, wanted: Callable[[Full], bool]) -> tuple[str, Play] | None:
        return next(self.plays(wanted), None)

    def moments(self, node: str) -> Iterator[tuple[str, Callable[[], Play], Full]]:
        """Every state found at `node`: the day, how to come there, and the state; the shortest plays first."""
        found = []
        for search in self.searches:
            for index, state in enumerate(search.states):
                if state.place == node:
                    found.append((index, search.day, partial(search.play_to, index), state))
        yield from (moment[1:] for moment in sorted(found, key=lambda moment: moment[0]))


# --- reasoning without searching ----------------------------------------------------------------------------------

IMPOSSIBLE = ("tension > 10", "(connection >= 8 and connection <= 3)", "turn < 1", "(clarity < 4 and clarity > 6)")
"""No state fulfils these: gauges stay within 0-10, and the first turn is turn 1."""


def never(when: str | None) -> bool:
    """Whether it is plain from its words that `when` never holds: one of its parts joined by `and` is impossible."""
    return when is not None and any(when == no or when.endswith(f") and {no}") for no in IMPOSSIBLE)


def and_never(when: str | None, which: int) -> str:
    """`when`, and something impossible."""
    no = IMPOSSIBLE[which % len(IMPOSSIBLE)]
    return no if when is None else f"({when}) and {no}"


def may_reach(tale: Tale) -> set[str]:
    """Every place that might be reached if all conditions were free, but for those that never hold.

    It is more than what can be reached. So what is not in it can surely not be reached.
    """
    reached, pending = {tale.form["start"]}, [tale.form["start"]]
    while pending:
        place = pending.pop()
        for choice in tale.choices(place) if place in tale.nodes else ():
            for route in () if never(choice.get("when")) else routes(choice):
                if not never(route.get("when")) and route["to"] not in reached:
                    reached.add(route["to"])
                    pending.append(route["to"])
    return reached
