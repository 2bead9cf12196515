"""Plays that cannot go on: nothing on offer, or no way out of a circle."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.planted.places import (
    Planted,
    always_there,
    comes_to,
    kind,
    words,
)
from bench.planted.tale import GAUGES, Full, Met, Play, Tale


def _vanishing(tale: Tale, met: Met, asks: Callable[[list[Moment]], Iterator[tuple[Moment, str]]]) -> Iterator[Planted]:
    """Every choice of a node asks for something that a moment there, to which some play comes, does not have."""
    for node in tale.nodes:
        moments = [Moment(day, play, state) for day, play, state in met.moments(node)]
        for moment, asked in asks(moments):
            new = tale.copy()
            for choice in new.choices(node):
                choice["when"] = f"({choice['when']}) and ({asked})" if "when" in choice else asked
            stands = new.play(moment.day, moment.play())
            if stands is not None and stands.place == node and not new.offered(stands):
                yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), words(moment.day, moment.play()))
                break


@dataclass(frozen=True)
class Moment:
    """A state of a shipped scenario, and how to come there."""

    day: str
    play: Callable[[], Play]
    state: Full

    def gauge(self, name: str) -> int:
        return self.state.gauges[GAUGES.index(name)]


@kind
def nothing_left_at_the_highest_tension(tale: Tale, met: Met) -> Iterator[Planted]:
    """A play comes there with more tension than any choice bears."""

    def asks(moments: list[Moment]) -> Iterator[tuple[Moment, str]]:
        for moment in sorted(moments, key=lambda m: -m.gauge("tension")):
            yield moment, f"tension < {moment.gauge('tension')}"

    return _vanishing(tale, met, asks)


@kind
def nothing_left_at_the_least_closeness(tale: Tale, met: Met) -> Iterator[Planted]:
    def asks(moments: list[Moment]) -> Iterator[tuple[Moment, str]]:
        for moment in sorted(moments, key=lambda m: m.gauge("connection")):
            yield moment, f"connection > {moment.gauge('connection')}"

    return _vanishing(tale, met, asks)


@kind
def nothing_left_late(tale: Tale, met: Met) -> Iterator[Planted]:
    """A play comes there at a turn at which nothing is on offer any more."""

    def asks(moments: list[Moment]) -> Iterator[tuple[Moment, str]]:
        for moment in reversed(moments[-200:]):
            yield moment, f"turn <= {len(moment.play())}"  # the play comes there one turn later

    return _vanishing(tale, met, asks)


@kind
def nothing_left_without_a_flag(tale: Tale, met: Met) -> Iterator[Planted]:
    """For the flag that is most often set there already."""

    def asks(moments: list[Moment]) -> Iterator[tuple[Moment, str]]:
        for flag in sorted(tale.form["flags"], key=lambda f: -sum(f in m.state.flags for m in moments)):
            yield from ((moment, flag) for moment in moments if flag not in moment.state.flags)

    return _vanishing(tale, met, asks)


@kind
def nothing_left_in_a_corner(tale: Tale, met: Met) -> Iterator[Planted]:
    """Only where two gauges and a flag come together as in one certain play: rare, and a dead end all the same."""

    def asks(moments: list[Moment]) -> Iterator[tuple[Moment, str]]:
        for moment in sorted(moments, key=lambda m: m.gauge("connection") - m.gauge("tension")):
            flag = sorted(moment.state.flags)[-1:] or ["turn < 1"]
            corner = f"tension >= {moment.gauge('tension')} and connection <= {moment.gauge('connection')}"
            yield moment, f"not ({corner} and self_respect <= {moment.gauge('self_respect')} and {flag[0]})"

    return _vanishing(tale, met, asks)


@kind
def all_used_up_by_coming_back(tale: Tale, met: Met) -> Iterator[Planted]:
    """Two nodes that lead to each other; the choices of one are there once each. One comes back until none is left."""
    for node, other in itertools.permutations(tale.nodes, 2):
        always = next((choice["id"] for choice in tale.choices(other) if always_there(choice)), None)
        arrival = met.play(lambda state: state.place == node)  # noqa: B023
        if always is None or arrival is None or other in _met_on(tale, *arrival):
            continue
        new = tale.copy()
        for choice in new.choices(node):
            choice["once"], choice["next"] = "true", other
            choice.pop("when", None)
        for choice in new.choices(other):
            choice["next"] = node
        day, play = arrival
        play += tuple(pick for choice in new.choices(node) for pick in (choice["id"], always))
        stands = new.play(day, play)
        if stands is not None and stands.place == node and not new.offered(stands):
            yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), words(day, play))


def _met_on(tale: Tale, day: str, play: Play) -> set[str]:
    states = (tale.play(day, play[:length]) for length in range(len(play) + 1))
    return {state.place for state in states if state is not None}


@kind
def all_used_up_on_the_spot(tale: Tale, met: Met) -> Iterator[Planted]:
    """Every choice is there once and leads back to its own node: when all were picked, none is left."""
    for node in tale.nodes:
        new = tale.copy()
        for choice in new.choices(node):
            choice["once"], choice["next"] = "true", node
            choice.pop("when", None)
        if why := comes_to(new, met, node):
            yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), why)


@kind
def loop_without_exit(tale: Tale, met: Met) -> Iterator[Planted]:
    """All that leads out of a node leads back to it, and something is always on offer."""
    for node in tale.nodes:
        if any(map(always_there, tale.choices(node))):
            new = tale.copy()
            for choice in new.choices(node):
                choice["next"] = node
            if why := comes_to(new, met, node):
                yield Planted(new, ("E406",), ("nodes", node), ("round", node), why)


@kind
def two_nodes_without_exit(tale: Tale, met: Met) -> Iterator[Planted]:
    """The same with two nodes that lead to each other."""
    names = [node for node in tale.nodes if any(map(always_there, tale.choices(node)))]
    for node, other in itertools.pairwise(names):
        new = tale.copy()
        for here, there in ((node, other), (other, node)):
            for choice in new.choices(here):
                choice["next"] = there
        if why := comes_to(new, met, node):
            yield Planted(new, ("E406",), ("nodes", node), ("round", node), why)


@kind
def loop_that_only_a_flag_leaves(tale: Tale, met: Met) -> Iterator[Planted]:
    """The way out asks for a flag; some play comes there without it, and nothing on the spot sets it."""
    for node in tale.nodes:
        if not any(map(always_there, tale.choices(node))):
            continue
        for flag in tale.form["flags"]:
            new = tale.copy()
            for choice in new.choices(node):
                choice["next"] = [{"when": flag, "to": next(iter(tale.endings))}, {"to": node}]
                choice["set"] = [name for name in choice.get("set", ()) if name != flag]
            play = next(
                (
                    (day, play)
                    for day, play in met.plays(lambda s: s.place == node and flag not in s.flags)  # noqa: B023
                    if (here := new.play(day, play)) is not None and here.place == node
                ),
                None,
            )
            if play:
                yield Planted(new, ("E406",), ("nodes", node), ("round", node), words(*play))
                break
