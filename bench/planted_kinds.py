"""The kinds of defects that are planted, and for each the reason why what was planted is one.

A kind is a function that offers every place of a scenario where it can be planted. That it is a defect there follows
from how it is made, or from a play, found and replayed by `planted_tale`, that runs into it; where neither does, the
place is skipped. Nothing here asks the program that is tested.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.planted_tale import (
    DAYS,
    GAUGES,
    IMPOSSIBLE,
    Form,
    Full,
    Met,
    Play,
    Tale,
    and_never,
    may_reach,
    routes,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Planted:
    """A scenario with one defect.

    Attributes:
        codes: a finding with one of these counts, if it stands where it must.
        place: the key or entry of a list that the finding must point to; with `value`, the value of that key.
        sign: what a test by random plays would have to notice (see `planted_plays.Plays.show`).
        why: why it is a defect: the play that runs into it, or the reason.
        text: where it is not the tree that has the defect but its writing down: changes the text.
    """

    tale: Tale
    codes: tuple[str, ...]
    place: Path
    sign: tuple[str, ...]
    why: str
    value: bool = False
    text: Callable[[str], str] | None = None


Kind = Callable[[Tale, Met], Iterator[Planted]]
KINDS: dict[str, Kind] = {}
REFUSED = ("refused",)
UNSEEN_BY_PLAYS = ("nothing",)


def kind(function: Kind) -> Kind:
    KINDS[function.__name__.replace("_", " ")] = function
    return function


# --- places -------------------------------------------------------------------------------------------------------


def all_choices(tale: Tale) -> Iterator[tuple[str, int]]:
    for node in tale.nodes:
        yield from ((node, index) for index in range(len(tale.choices(node))))


def choice_path(node: str, index: int, *more: str | int) -> Path:
    return ("nodes", node, "choices", index, *more)


def at(tale: Tale, path: Sequence[str | int]) -> Any:
    value: Any = tale.form
    for step in path:
        value = value[step]
    return value


def texts(tale: Tale) -> Iterator[tuple[Path, str]]:
    """Every text that may have variants: its path, and how the program calls it."""
    for node in tale.nodes:
        for part in ("scene", "partner"):
            if part in tale.nodes[node]:
                yield ("nodes", node, part), f"{node}/{part}"
        for index, choice in enumerate(tale.choices(node)):
            for part in ("reply", "heard", "feedback", "better"):
                if part in choice:
                    yield choice_path(node, index, part), f"{node}/{choice['id']}/{part}"
    for ending in tale.endings:
        yield from ((("endings", ending, part), f"{ending}/{part}") for part in ("partner", "text"))


@cache
def lists(tale: Tale) -> list[tuple[Path, str]]:
    return [(path, name) for path, name in texts(tale) if isinstance(at(tale, path), list)]


def doors(tale: Tale, place: str) -> Iterator[tuple[str, int, int | None]]:
    """Every `next` that leads to `place`: node, choice, and which route; None where it is the only one."""
    for node, index in all_choices(tale):
        to = tale.choices(node)[index]["next"]
        if to == place:
            yield node, index, None
        elif isinstance(to, list):
            yield from ((node, index, number) for number, route in enumerate(to) if route["to"] == place)


def always_there(choice: Form) -> bool:
    return "when" not in choice and choice.get("once") != "true"


# --- names that lead nowhere: the format says that these must be known ---------------------------------------------


@kind
def dangling_target(tale: Tale, met: Met) -> Iterator[Planted]:
    """No node and no ending is called so."""
    for node, index in all_choices(tale):
        new = tale.copy()
        choice = new.choices(node)[index]
        if isinstance(choice["next"], list):
            choice["next"][-1]["to"] += "-gone"
            place = choice_path(node, index, "next", len(choice["next"]) - 1, "to")
        else:
            choice["next"] += "-gone"
            place = choice_path(node, index, "next")
        yield Planted(new, ("E301",), place, REFUSED, "nothing is called so")


def _misspelt(tale: Tale, part: str, code: str) -> Iterator[Planted]:
    """One name in a list of names that are given, with a letter too many."""
    for node, index in all_choices(tale):
        if tale.choices(node)[index].get(part):
            new = tale.copy()
            new.choices(node)[index][part][0] += "x"
            place = choice_path(node, index, part, 0)
            yield Planted(new, (code,), place, REFUSED, "the catalogue and the file have no such name")


@kind
def unknown_skill(tale: Tale, met: Met) -> Iterator[Planted]:
    return _misspelt(tale, "skills", "E302")


@kind
def unknown_fault(tale: Tale, met: Met) -> Iterator[Planted]:
    return _misspelt(tale, "faults", "E303")


@kind
def unknown_flag_set(tale: Tale, met: Met) -> Iterator[Planted]:
    return _misspelt(tale, "set", "E306")


@kind
def unknown_flag_in_a_condition(tale: Tale, met: Met) -> Iterator[Planted]:
    """A flag that the file's list does not have."""
    for path, _ in lists(tale):
        new = tale.copy()
        at(new, path)[0]["when"] += " and unheard_of"
        yield Planted(new, ("E308",), (*path, 0, "when"), REFUSED, "the list of flags does not have it", value=True)


@kind
def unknown_mood(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if "mood" in tale.choices(node)[index]:
            new = tale.copy()
            new.choices(node)[index]["mood"] = "cheerfull"
            yield Planted(new, ("E304",), choice_path(node, index, "mood"), REFUSED, "no such mood is drawn")


@kind
def unknown_face(tale: Tale, met: Met) -> Iterator[Planted]:
    new = tale.copy()
    new.form["partner"]["face"] = "nobody"
    yield Planted(new, ("E305",), ("partner", "face"), REFUSED, "no such face is drawn")


@kind
def duplicate_choice_id(tale: Tale, met: Met) -> Iterator[Planted]:
    for node in tale.nodes:
        new = tale.copy()
        choices = new.choices(node)
        choices[-1]["id"] = choices[0]["id"]
        place = choice_path(node, len(choices) - 1, "id")
        yield Planted(new, ("E307",), place, REFUSED, "two choices of one node have it")


@kind
def one_name_for_a_node_and_an_ending(tale: Tale, met: Met) -> Iterator[Planted]:
    for ending in tale.endings:
        new = tale.copy()
        name = list(new.nodes)[-1]
        new.form["endings"] = {name if key == ending else key: value for key, value in new.endings.items()}
        for node, index in all_choices(new):
            for route in routes(new.choices(node)[index]):
                if route["to"] == ending:
                    _lead(new, node, index, ending, name)
        yield Planted(new, ("E307",), ("endings", name), REFUSED, "nodes and endings share their names")


def _lead(tale: Tale, node: str, index: int, old: str, new: str) -> None:
    choice = tale.choices(node)[index]
    if isinstance(choice["next"], str):
        choice["next"] = new if choice["next"] == old else choice["next"]
    else:
        for route in choice["next"]:
            route["to"] = new if route["to"] == old else route["to"]


@kind
def key_written_twice(tale: Tale, met: Met) -> Iterator[Planted]:
    """YAML would take one of the two, and nobody knows which."""
    for node, index in all_choices(tale):
        # The second `stance` stands at the end of the choice; there the tree has a key that the text names otherwise.
        new = tale.copy()
        new.choices(node)[index]["stance-again"] = "assertive"
        place = choice_path(node, index, "stance-again")
        yield Planted(
            new,
            ("E108",),
            place,
            REFUSED,
            "one key has two values",
            text=lambda t: t.replace("stance-again:", "stance:"),
        )


# --- the form: the format says that it must be otherwise ------------------------------------------------------------


@kind
def flag_set_and_cleared(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if flags := tale.choices(node)[index].get("set"):
            new = tale.copy()
            choice = new.choices(node)[index]
            choice["clear"] = [*choice.get("clear", ()), flags[0]]
            yield Planted(new, ("E310",), choice_path(node, index, "set"), REFUSED, "it is both set and cleared")


@kind
def start_out_of_range(tale: Tale, met: Met) -> Iterator[Planted]:
    for gauge, value in (("tension", "11"), ("clarity", "-1"), ("connection", "12"), ("self_respect", "100")):
        new = tale.copy()
        new.form["gauges"][gauge] = value
        yield Planted(new, ("E203",), ("gauges", gauge), REFUSED, "gauges are 0-10")


@kind
def last_variant_with_a_condition(tale: Tale, met: Met) -> Iterator[Planted]:
    for path, _ in lists(tale):
        new = tale.copy()
        variants = at(new, path)
        variants[-1]["when"] = "tension <= 5"
        yield Planted(new, ("E309",), (*path, len(variants) - 1), REFUSED, "where it does not hold, there is no text")


@kind
def variant_without_condition_before_the_last(tale: Tale, met: Met) -> Iterator[Planted]:
    for path, _ in lists(tale):
        new = tale.copy()
        del at(new, path)[0]["when"]
        yield Planted(new, ("E309",), (*path, 0), REFUSED, "those below it can never count")


@kind
def nothing_better_for_a_fault(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if tale.choices(node)[index].get("faults"):
            new = tale.copy()
            del new.choices(node)[index]["better"]
            yield Planted(new, ("E312",), choice_path(node, index), REFUSED, "a choice with a fault needs `better`")


@kind
def neither_said_nor_done(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        for key in ("say", "do"):
            new.choices(node)[index].pop(key, None)
        yield Planted(new, ("E312",), choice_path(node, index), REFUSED, "a choice needs `say` or `do`")


@kind
def no_explanation(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        del new.choices(node)[index]["feedback"]
        yield Planted(new, ("E202",), choice_path(node, index), REFUSED, "a choice needs `feedback`")


@kind
def misspelt_key(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if "effect" in tale.choices(node)[index]:
            new = tale.copy()
            choice = new.choices(node)[index]
            choice["efect"] = choice.pop("effect")
            yield Planted(new, ("E201",), choice_path(node, index, "efect"), REFUSED, "the format has no such key")


@kind
def condition_that_does_not_parse(tale: Tale, met: Met) -> Iterator[Planted]:
    for (path, _), wrong in zip(
        lists(tale), ("tension => 5", "tension > clarity", "not", "clarity >= 5.5") * 30, strict=False
    ):
        new = tale.copy()
        at(new, path)[0]["when"] = wrong
        yield Planted(new, ("E308",), (*path, 0, "when"), REFUSED, "it is not of the language", value=True)


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
                    _lead(new, node, index, ending, other)
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
    tale.form["gauges"][gauge] = "0"
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
        if why := _comes_to(new, met, node):
            yield Planted(new, ("E402",), choice_path(node, index), ("choice", f"{node}/{choice['id']}"), why)


@kind
def choice_for_a_flag_that_nothing_sets(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        new.form["flags"].append("never_set")
        choice = new.choices(node)[index]
        choice["when"] = f"({choice['when']}) and never_set" if "when" in choice else "never_set"
        if why := _comes_to(new, met, node):
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
        if why := _comes_to(new, met, node):
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


def _comes_to(tale: Tale, met: Met, node: str) -> str:
    """A shortest play of the shipped scenario to `node` that can still be played, in words; "" where there is none."""
    for day, play in met.plays(lambda state: state.place == node):
        here = tale.play(day, play)
        if here is not None and here.place == node:
            return f"{node} is reached: {_words(day, play)}"
    return ""


def _words(day: str, play: Play) -> str:
    return f"{', '.join(play) or 'at once'} on {'an' if day == 'ordinary' else 'a'} {day} day"


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


# --- plays that cannot go on ----------------------------------------------------------------------------------------


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
                yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), _words(moment.day, moment.play()))
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
            yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), _words(day, play))


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
        if why := _comes_to(new, met, node):
            yield Planted(new, ("E405",), ("nodes", node), ("stuck", node), why)


@kind
def loop_without_exit(tale: Tale, met: Met) -> Iterator[Planted]:
    """All that leads out of a node leads back to it, and something is always on offer."""
    for node in tale.nodes:
        if any(map(always_there, tale.choices(node))):
            new = tale.copy()
            for choice in new.choices(node):
                choice["next"] = node
            if why := _comes_to(new, met, node):
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
        if why := _comes_to(new, met, node):
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
                yield Planted(new, ("E406",), ("nodes", node), ("round", node), _words(*play))
                break


# --- silence, days, traps -------------------------------------------------------------------------------------------


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
                yield Planted(new, ("E407",), ("nodes", node), ("silent", node), _words(*play))


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
    for index, choice in enumerate(tale.choices(start)):
        other = [name for name in tale.endings if name not in plain][index % 2]
        new = tale.copy()
        new.choices(start)[index]["next"] = other
        for day in DAYS:
            begins = new.begin(day)
            if choice["id"] in [each["id"] for each in new.offered(begins)] and (
                play := new.find(day, lambda state: state.place in plain)
            ):
                sign = ("trap", choice["id"], day)
                yield Planted(new, ("W501",), choice_path(start, index), sign, f"but {_words(day, play)}")
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
                yield Planted(new, ("W501",), place, sign, f"but {_words(day, play)}")


# --- routes ---------------------------------------------------------------------------------------------------------


@kind
def default_next_never_taken(tale: Tale, met: Met) -> Iterator[Planted]:
    """A route above it always holds."""
    for number, (node, index) in enumerate(all_choices(tale)):
        new = tale.copy()
        choice = new.choices(node)[index]
        ways = routes(choice)
        sure = ("turn >= 1", "tension >= 0", "self_respect <= 10")[number % 3]
        choice["next"] = [*ways[:-1], {"when": sure, "to": ways[-1]["to"]}, {"to": next(iter(tale.endings))}]
        last = len(choice["next"])
        sign = ("route", f"{node}/{choice['id']}/next/{last}")
        yield Planted(new, ("W505",), choice_path(node, index, "next", last - 1), sign, "the one above always holds")


@kind
def next_with_a_condition_never_taken(tale: Tale, met: Met) -> Iterator[Planted]:
    for number, (node, index) in enumerate(all_choices(tale)):
        new = tale.copy()
        choice = new.choices(node)[index]
        no = IMPOSSIBLE[number % len(IMPOSSIBLE)]
        choice["next"] = [{"when": no, "to": next(iter(tale.endings))}, *routes(choice)]
        sign = ("route", f"{node}/{choice['id']}/next/1")
        yield Planted(new, ("W511",), choice_path(node, index, "next", 0), sign, "no state fulfils it")


# --- what is poor to play -------------------------------------------------------------------------------------------


@kind
def unused_flag(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        new = tale.copy()
        new.form["flags"].append("written_only")
        choice = new.choices(node)[index]
        choice["set"] = [*choice.get("set", ()), "written_only"]
        place: Path = ("flags", len(new.form["flags"]) - 1)
        yield Planted(new, ("W508",), place, UNSEEN_BY_PLAYS, "it is set, and no condition reads it")


@kind
def two_choices_that_do_the_same(tale: Tale, met: Met) -> Iterator[Planted]:
    """A choice that is always on offer, once more in other words."""
    for node, index in all_choices(tale):
        if always_there(tale.choices(node)[index]):
            new = tale.copy()
            choices = new.choices(node)
            words = {"id": "once-more", "say": "I say it otherwise.", "feedback": "It does what another did."}
            choices.append({**copy.deepcopy(choices[index]), **words})
            place = choice_path(node, len(choices) - 1)
            yield Planted(new, ("W509",), place, UNSEEN_BY_PLAYS, "same effects, same flags, same way on")


@kind
def same_explanation_twice(tale: Tale, met: Met) -> Iterator[Planted]:
    single = [(n, i) for n, i in all_choices(tale) if isinstance(tale.choices(n)[i]["feedback"], str)]
    for (node, index), (later, number) in itertools.pairwise(single):
        new = tale.copy()
        new.choices(later)[number]["feedback"] = new.choices(node)[index]["feedback"]
        place = choice_path(later, number, "feedback")
        yield Planted(new, ("W504",), place, UNSEEN_BY_PLAYS, "word for word")


@kind
def one_stance_only(tale: Tale, met: Met) -> Iterator[Planted]:
    for node in tale.nodes:
        new = tale.copy()
        for choice in new.choices(node):
            choice["stance"] = "assertive"
        yield Planted(new, ("W503",), ("nodes", node), UNSEEN_BY_PLAYS, "all are assertive")


@kind
def line_too_long(tale: Tale, met: Met) -> Iterator[Planted]:
    for node, index in all_choices(tale):
        if "say" in tale.choices(node)[index]:
            new = tale.copy()
            choice = new.choices(node)[index]
            choice["say"] = f"{choice['say']} {'And so on. ' * 25}".strip()
            place = choice_path(node, index, "say")
            yield Planted(new, ("W507",), place, UNSEEN_BY_PLAYS, "over 240 characters")


@kind
def words_too_hard(tale: Tale, met: Met) -> Iterator[Planted]:
    """Every text that is spoken or shown in a play is one sentence of long words; only the briefing is left."""
    hard = "Notwithstanding considerable organisational difficulties, interpersonal communication deteriorated."
    new = tale.copy()
    for path, _ in texts(tale):
        at(new, path[:-1])[path[-1]] = hard
    for node, index in all_choices(new):
        new.choices(node)[index].pop("do", None)
        new.choices(node)[index]["say"] = hard
    why = "seven words with five syllables each make a grade of 46; the briefing is a hundredth of the text"
    yield Planted(new, ("W506",), (next(iter(tale.form)),), UNSEEN_BY_PLAYS, why)
