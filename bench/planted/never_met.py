"""What no play comes to: places, choices, and lines."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from bench.planted.places import (
    Planted,
    all_choices,
    at,
    choice_path,
    comes_to,
    doors,
    kind,
    lead,
    lists,
    texts,
)
from bench.planted.tale import GAUGES, IMPOSSIBLE, Form, Met, Tale, and_never, may_reach, routes

# --- what no play comes to ------------------------------------------------------------------------------------------


def _closed(tale: Tale, place: str, which: int) -> Tale | None:
    """With something impossible asked at every door to `place`; None where a last route has none to ask at."""
    new = tale.copy()
    for node, index, route in doors(tale, place):
        choice = new.choices(node)[index]
        if route is None:
            choice["when"] = and_never(choice.get("when"), which)
        elif "when" in choice["next"][route]:
            choice["next"][route]["when"] = and_never(choice["next"][route]["when"], which)
        else:
            return None
    return new


@kind
def node_behind_an_impossible_condition(tale: Tale, met: Met) -> Iterator[Planted]:
    """Every way to it asks for what no state fulfils."""
    for which, node in enumerate(tale.nodes):
        new = _closed(tale, node, which) if node != tale.form["start"] else None
        if new is not None and node not in may_reach(new):
            why = "with all other conditions taken away it is still not reached"
            yield Planted(new, ("E401",), ("nodes", node), ("node", node), why)


@kind
def node_nobody_leads_to(tale: Tale, met: Met) -> Iterator[Planted]:
    for node in tale.nodes:
        new = tale.copy()
        new.nodes["aside"] = copy.deepcopy(new.nodes[node])
        yield Planted(new, ("E401",), ("nodes", "aside"), ("node", "aside"), "no `next` names it")


@kind
def ending_nobody_reaches(tale: Tale, met: Met) -> Iterator[Planted]:
    """All that led to it leads to another."""
    for ending in tale.endings:
        for other in tale.endings:
            if other != ending:
                new = tale.copy()
                for node, index in all_choices(new):
                    lead(new, node, index, ending, other)
                yield Planted(new, ("E404",), ("endings", ending), ("ending", ending), "no `next` names it")


@kind
def gauge_that_never_rises_enough_for_an_ending(tale: Tale, met: Met) -> Iterator[Planted]:
    """The ending asks for a gauge that starts at 0 and that no effect raises: it is 0 for ever."""
    for number, (ending, gauge) in enumerate((e, g) for e in tale.endings for g in GAUGES[:3]):
        asked = f"{gauge} >= {1 + number % 7}"
        other = next(name for name in tale.endings if name != ending)
        new = tale.copy()
        for node, index, route in reversed(list(doors(tale, ending))):
            _ask(new.choices(node)[index], route, asked, ending, other)
        _sink(new, gauge)
        if not _asks_for_more_than_nothing(new, ending, gauge):
            continue
        yield Planted(new, ("E404",), ("endings", ending), ("ending", ending), f"{gauge} is 0 in every state")


def _ask(choice: Form, route: int | None, asked: str, ending: str, other: str) -> None:
    """Let a door to `ending` ask for more, and lead to `other` where it is not given."""
    if route is None:
        choice["next"] = [{"when": asked, "to": ending}, {"to": other}]
    elif "when" in choice["next"][route]:
        choice["next"][route]["when"] = f"({choice['next'][route]['when']}) and {asked}"
    else:
        choice["next"][route] = {"to": other}
        choice["next"].insert(route, {"when": asked, "to": ending})


def _sink(tale: Tale, gauge: str) -> None:
    tale.form.setdefault("gauges", {})[gauge] = "0"
    effects = [tale.choices(node)[index].get("effect") for node, index in all_choices(tale)]
    effects += [day.get("effect") for day in tale.form["days"].values()]
    for effect in effects:
        if effect and int(effect.get(gauge, "0")) > 0:
            effect[gauge] = "0"


def _asks_for_more_than_nothing(tale: Tale, ending: str, gauge: str) -> bool:
    """That the argument holds, read again from what was made."""
    asked = re.compile(rf"(^|.* and ){gauge} >= [1-9]$")
    return all(
        asked.match(routes(tale.choices(node)[index])[route or 0].get("when", ""))
        for node, index, route in doors(tale, ending)
    )


@kind
def choice_with_a_contradiction(tale: Tale, met: Met) -> Iterator[Planted]:
    """What it asks for cannot be, and its node is reached: the way there does not lead over it."""
    for number, (node, index) in enumerate(all_choices(tale)):
        new = tale.copy()
        choice = new.choices(node)[index]
        flag = tale.form["flags"][number % len(tale.form["flags"])]
        wrong = ("tension > 10", "tension >= 7 and tension <= 3", f"{flag} and not {flag}", "turn < 1")[number % 4]
        choice["when"] = f"({choice['when']}) and {wrong}" if "when" in choice else wrong
        if why := comes_to(new, met, node):
            yield Planted(new, ("E402",), choice_path(node, index), ("choice", f"{node}/{choice['id']}"), why)


@kind
def choice_for_a_flag_that_nothing_sets(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        new.form["flags"].append("never_set")
        choice = new.choices(node)[index]
        choice["when"] = f"({choice['when']}) and never_set" if "when" in choice else "never_set"
        if why := comes_to(new, met, node):
            yield Planted(new, ("E402",), choice_path(node, index), ("choice", f"{node}/{choice['id']}"), why)


@kind
def choice_for_two_flags_that_exclude_each_other(tale: Tale, met: Met) -> Iterator[Planted]:
    """Whatever sets one of the two clears the other, so no state has both."""
    places = list(all_choices(tale))
    for number, (node, index) in enumerate(places):
        new = tale.copy()
        new.form["flags"] += ["this_way", "that_way"]
        for shift, one, other in ((1, "this_way", "that_way"), (3, "that_way", "this_way")):
            owner = new.choices(places[number - shift][0])[places[number - shift][1]]
            owner["set"] = [*owner.get("set", ()), one]
            owner["clear"] = [*owner.get("clear", ()), other]
        choice = new.choices(node)[index]
        both = "this_way and that_way"
        choice["when"] = f"({choice['when']}) and {both}" if "when" in choice else both
        if why := comes_to(new, met, node):
            yield Planted(new, ("E402",), choice_path(node, index), ("choice", f"{node}/{choice['id']}"), why)


@kind
def choice_that_asks_for_a_later_place(tale: Tale, met: Met) -> Iterator[Planted]:
    """At the first node, to which nothing leads back, no other node was visited yet."""
    start = tale.form["start"]
    if any(doors(tale, start)):
        return
    for index, choice in enumerate(tale.choices(start)):
        for later in tale.nodes:
            if later != start:
                new = tale.copy()
                new.choices(start)[index]["when"] = f"visited('{later}')"
                sign = ("choice", f"{start}/{choice['id']}")
                yield Planted(new, ("E402",), choice_path(start, index), sign, "nothing leads back to the start")


# --- lines that are never shown: texts do not change where a play goes, so their owners are still met ---------------


@kind
def variant_shadowed_by_an_earlier_one(tale: Tale, met: Met) -> Iterator[Planted]:
    """It asks for all that the first one asks for, and the first that holds is taken."""
    for path, name in lists(tale):
        new = tale.copy()
        variants = at(new, path)
        variants.insert(1, {**variants[0], "say": "Never.", "when": f"({variants[0]['when']}) and turn >= 1"})
        sign = ("line", f"{name}/2")
        yield Planted(new, ("E403",), (*path, 1), sign, f"where it holds, so does `{variants[0]['when']}` above it")


@kind
def variant_asked_for_twice(tale: Tale, met: Met) -> Iterator[Planted]:
    """The same condition once more: the line that stood there first is always taken first."""
    for path, name in lists(tale):
        new = tale.copy()
        variants = at(new, path)
        variants.insert(len(variants) - 1, {**variants[0], "say": "Never."})
        sign = ("line", f"{name}/{len(variants) - 1}")
        yield Planted(new, ("E403",), (*path, len(variants) - 2), sign, "the same is asked above it")


@kind
def default_line_never_shown(tale: Tale, met: Met) -> Iterator[Planted]:
    """A line above it always holds: whatever the tension, it is at most 10, and every turn is at least the first."""
    for number, (path, name) in enumerate(lists(tale)):
        new = tale.copy()
        variants = at(new, path)
        variants[-2]["when"] = ("tension <= 10", "turn >= 1", "clarity < 5 or clarity >= 5")[number % 3]
        sign = ("line", f"{name}/{len(variants)}")
        yield Planted(new, ("E403",), (*path, len(variants) - 1), sign, "the one above it always holds")


@kind
def reply_that_never_holds(tale: Tale, met: Met) -> Iterator[Planted]:
    for number, (path, name) in enumerate(texts(tale)):
        if path[-1] == "reply":
            new = tale.copy()
            reply = at(new, path)
            others = reply if isinstance(reply, list) else [{"say": reply}]
            no = IMPOSSIBLE[number % len(IMPOSSIBLE)]
            at(new, path[:-1])["reply"] = [{"when": no, "say": "Never."}, *others]
            yield Planted(new, ("E403",), (*path, 0), ("line", f"{name}/1"), "no state fulfils it")


@kind
def line_for_a_flag_that_nothing_sets(tale: Tale, met: Met) -> Iterator[Planted]:
    for path, name in texts(tale):
        if isinstance(at(tale, path), str):
            new = tale.copy()
            new.form["flags"].append("never_set")
            at(new, path[:-1])[path[-1]] = [{"when": "never_set", "say": "Never."}, {"say": at(tale, path)}]
            yield Planted(new, ("E403",), (*path, 0), ("line", f"{name}/1"), "nothing sets the flag")
