"""Silence, days on which the aim cannot be said, and first answers that are traps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.planted.places import (
    Planted,
    all_choices,
    choice_path,
    doors,
    kind,
    words,
)
from bench.planted.tale import DAYS, Form, Met, Play, Tale, routes


@kind
def node_entered_in_silence(tale: Tale, met: Met) -> Iterator[Planted]:
    """No scene, no line, and one of the choices that lead there has no reply. A play picks just that one."""
    for node in tale.nodes:
        for owner, index, _ in doors(tale, node):
            new = tale.copy()
            for part in ("scene", "partner", "mood"):
                new.nodes[node].pop(part, None)
            choice = new.choices(owner)[index]
            for part in ("reply", "mood"):
                choice.pop(part, None)
            if play := _through(tale, met, owner, choice["id"], node):
                yield Planted(new, ("E407",), ("nodes", node), ("silent", node), words(*play))


def _through(tale: Tale, met: Met, owner: str, pick: str, node: str) -> tuple[str, Play] | None:
    for day, play in met.plays(lambda state: state.place == owner):
        here = tale.play(day, (*play, pick))
        if here is not None and here.place == node:
            return day, (*play, pick)
    return None


@kind
def first_node_in_silence(tale: Tale, met: Met) -> Iterator[Planted]:
    new = tale.copy()
    start = tale.form["start"]
    for part in ("scene", "partner", "mood"):
        new.nodes[start].pop(part, None)
    yield Planted(new, ("E407",), ("nodes", start), ("silent", start), "nothing is said before the first answer")


@kind
def aim_that_a_day_makes_unsayable(tale: Tale, met: Met) -> Iterator[Planted]:
    """The day sets a flag that nothing clears, and with it every way to an ending said plainly leads elsewhere."""
    plain = {name for name, ending in tale.endings.items() if ending["said"] == "plainly"}
    for other in tale.endings:
        for day in ("good", "hard"):
            if other not in plain and day in tale.form["days"]:
                new = tale.copy()
                new.form["flags"].append("shut")
                described = new.form["days"][day]
                described["set"] = [*described.get("set", ()), "shut"]
                for node, index in all_choices(new):
                    new.choices(node)[index]["next"] = _shut(routes(new.choices(node)[index]), plain, other)
                yield Planted(new, ("E408",), ("days", day), ("unplain", day), "`shut` is set from the start")


def _shut(ways: Sequence[Form], plain: set[str], other: str) -> list[Form] | str:
    """With each way to one of `plain` another before it, which asks for the same and for `shut`."""
    found: list[Form] = []
    for way in ways:
        if way["to"] in plain:
            found.append({"when": f"({way['when']}) and shut" if "when" in way else "shut", "to": other})
        found.append(way)
    return found if len(found) > 1 else str(found[0]["to"])


@kind
def aim_that_is_unsayable_on_every_day(tale: Tale, met: Met) -> Iterator[Planted]:
    """No ending is said plainly."""
    new = tale.copy()
    for ending in new.endings.values():
        ending["said"] = "partly" if ending["said"] == "plainly" else ending["said"]
    yield Planted(new, ("E408",), ("days",), ("unplain", "ordinary"), "no ending is said plainly")


@kind
def first_answer_that_is_a_trap(tale: Tale, met: Met) -> Iterator[Planted]:
    """It leads straight to an ending that is not plain; another first answer can still come to a plain one."""
    start = tale.form["start"]
    plain = {name for name, ending in tale.endings.items() if ending["said"] == "plainly"}
    others = [name for name in tale.endings if name not in plain]
    for index, choice in enumerate(tale.choices(start)):
        other = others[index % len(others)]
        new = tale.copy()
        new.choices(start)[index]["next"] = other
        for day in DAYS:
            begins = new.begin(day)
            if choice["id"] in [each["id"] for each in new.offered(begins)] and (
                play := new.find(day, lambda state: state.place in plain)
            ):
                sign = ("trap", choice["id"], day)
                yield Planted(new, ("W501",), choice_path(start, index), sign, f"but {words(day, play)}")
                break


@kind
def first_answer_that_is_a_trap_on_one_day(tale: Tale, met: Met) -> Iterator[Planted]:
    """The same, where the day set a flag that nothing clears."""
    start = tale.form["start"]
    plain = {name for name, ending in tale.endings.items() if ending["said"] == "plainly"}
    other = next(name for name in tale.endings if name not in plain)
    for index, choice in enumerate(tale.choices(start)):
        for day in ("good", "hard"):
            new = tale.copy()
            new.form["flags"].append("shut")
            new.form["days"][day]["set"] = [*new.form["days"][day].get("set", ()), "shut"]
            new.choices(start)[index]["next"] = [{"when": "shut", "to": other}, *routes(choice)]
            offered = [each["id"] for each in new.offered(new.begin(day))]
            if choice["id"] in offered and (play := new.find(day, lambda state: state.place in plain)):
                place, sign = choice_path(start, index), ("trap", choice["id"], day)
                yield Planted(new, ("W501",), place, sign, f"but {words(day, play)}")
