"""A second reading of the format, for comparison: every state of a scenario, nothing merged, nothing shared.

Written from the words of scenario-format.md over the form as a dictionary; no code of the engine, the compiler or the
explorer is used. Only `turn` stops at a number that no condition of these small scenarios knows, or loops had no end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

GAUGES = ("connection", "clarity", "self_respect", "tension")
STARTS = {"connection": 5, "clarity": 0, "self_respect": 5, "tension": 2}
LATEST_TURN = 6
TOO_MANY = 1_500

Form = dict[str, Any]


class TooMany(Exception):
    """More states than a test has time for."""


class Full(NamedTuple):
    place: str
    gauges: tuple[int, ...]
    turn: int
    flags: frozenset[str]
    once: frozenset[tuple[str, str]]
    left: frozenset[str]


@cache
def compiled(when: str) -> Any:
    return compile(when, "<when>", "eval")


def holds(when: str | None, state: Full) -> bool:
    """`when` is written in a part of Python's own expressions, so Python can read it."""
    if when is None:
        return True
    names: dict[str, Any] = dict(zip(GAUGES, state.gauges, strict=True))
    names |= {"turn": state.turn, "visited": lambda node: node in state.left}
    names |= {flag: flag in state.flags for flag in ("red", "blue")}
    return bool(eval(compiled(when), {"__builtins__": {}}, names))


def first_that_holds(variants: list[Form], state: Full) -> int:
    return next(index for index, variant in enumerate(variants) if holds(variant.get("when"), state))


def as_list(text: Any, key: str) -> list[Form]:
    return text if isinstance(text, list) else [{key: text}]


def clamped(gauges: tuple[int, ...], effect: Form) -> tuple[int, ...]:
    return tuple(min(10, max(0, value + effect.get(gauge, 0))) for gauge, value in zip(GAUGES, gauges, strict=True))


def start(form: Form, day: str) -> Full:
    described = form.get("days", {}).get(day, {})
    gauges = tuple({**STARTS, **form.get("gauges", {})}[gauge] for gauge in GAUGES)
    return Full(
        form["start"],
        clamped(gauges, described.get("effect", {})),
        1,
        frozenset(described.get("set", ())),
        frozenset(),
        frozenset(),
    )


def offered(form: Form, state: Full) -> Iterator[Form]:
    for choice in form["nodes"].get(state.place, {"choices": ()})["choices"]:
        if (state.place, choice["id"]) not in state.once and holds(choice.get("when"), state):
            yield choice


def after(state: Full, choice: Form) -> tuple[Full, int]:
    """The next state, and which of the choice's routes leads there."""
    once = state.once | {(state.place, choice["id"])} if choice.get("once") == "true" else state.once
    moved = state._replace(
        gauges=clamped(state.gauges, choice.get("effect", {})),
        flags=(state.flags - set(choice.get("clear", ()))) | set(choice.get("set", ())),
        once=once,
        left=state.left | {state.place},
    )
    routes = as_list(choice["next"], "to")
    taken = first_that_holds(routes, moved)
    return moved._replace(place=routes[taken]["to"], turn=min(state.turn + 1, LATEST_TURN)), taken


@dataclass
class Day:
    """What one day holds, by brute force."""

    shortest: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    stuck: dict[str, tuple[str, ...]] = field(default_factory=dict)
    circling: set[str] = field(default_factory=set)
    unplain: bool = False
    traps: tuple[str, ...] = ()


@dataclass
class Everything:
    days: dict[str, Day] = field(default_factory=dict)
    nodes: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)
    silent: set[tuple[str, str | None]] = field(default_factory=set)
    states: int = 0


def search(form: Form) -> Everything:
    found = Everything()
    for day in ("good", "ordinary", "hard"):
        found.days[day] = _day(form, day, found)
    return found


def _day(form: Form, name: str, found: Everything) -> Day:
    day = Day()
    first = start(form, name)
    plays: dict[Full, tuple[str, ...]] = {first: ()}
    leads: dict[Full, list[Full]] = {}
    queue = deque([first])
    _arrive(form, first, found)
    if _mute(form, first.place):
        found.silent.add((first.place, None))
    while queue:
        state = queue.popleft()
        leads[state] = []
        for choice in offered(form, state):
            here, taken = after(state, choice)
            _note_choice(form, state, choice, here, taken, found)
            leads[state].append(here)
            if here not in plays:
                plays[here] = (*plays[state], choice["id"])
                queue.append(here)
                _arrive(form, here, found)
        if len(plays) > TOO_MANY:
            raise TooMany
    found.states += len(plays)
    _judge(form, day, plays, leads)
    day.traps = () if day.unplain else tuple(_traps(form, first, leads))
    return day


def _note_choice(form: Form, state: Full, choice: Form, here: Full, taken: int, found: Everything) -> None:
    name = f"{state.place}/{choice['id']}"
    found.choices.add(name)
    found.routes.add(f"{name}/next/{taken + 1}")
    for part in ("reply", "heard", "feedback", "better"):
        _show(choice, part, f"{name}/{part}", here, found)
    if _mute(form, here.place) and "reply" not in choice:
        found.silent.add((here.place, name))


def _mute(form: Form, place: str) -> bool:
    node = form["nodes"].get(place)
    return node is not None and "scene" not in node and "partner" not in node


def _arrive(form: Form, state: Full, found: Everything) -> None:
    found.nodes.add(state.place)
    owner = form["nodes"].get(state.place) or form["endings"][state.place]
    for part in ("scene", "partner", "text"):
        _show(owner, part, f"{state.place}/{part}", state, found)


def _show(owner: Form, part: str, name: str, state: Full, found: Everything) -> None:
    if part in owner:
        found.lines.add(f"{name}/{first_that_holds(as_list(owner[part], 'say'), state) + 1}")


def _judge(form: Form, day: Day, plays: dict[Full, tuple[str, ...]], leads: dict[Full, list[Full]]) -> None:
    for state, play in plays.items():
        if state.place in form["endings"]:
            day.shortest.setdefault(state.place, play)
            ranges = day.ranges.setdefault(state.place, {})
            for gauge, value in zip(GAUGES, state.gauges, strict=True):
                least, greatest = ranges.get(gauge, (value, value))
                ranges[gauge] = min(least, value), max(greatest, value)
        elif not leads[state]:
            day.stuck.setdefault(state.place, play)
    day.circling = {
        state.place
        for state in plays
        if not any(end.place in form["endings"] or not leads[end] for end in _reachable(state, leads))
    }
    day.unplain = not any(form["endings"][ending]["said"] == "plainly" for ending in day.shortest)


def _traps(form: Form, first: Full, leads: dict[Full, list[Full]]) -> Iterator[str]:
    plainly = {name for name, ending in form["endings"].items() if ending["said"] == "plainly"}
    for choice in offered(form, first):
        here, _ = after(first, choice)
        if not any(state.place in plainly for state in _reachable(here, leads)):
            yield choice["id"]


def _reachable(state: Full, leads: dict[Full, list[Full]]) -> set[Full]:
    seen, pending = {state}, [state]
    while pending:
        for here in leads[pending.pop()]:
            if here not in seen:
                seen.add(here)
                pending.append(here)
    return seen
