"""What is poor to play: routes that are never taken, and what `check` warns of."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator

from bench.planted.places import (
    UNSEEN_BY_PLAYS,
    Path,
    Planted,
    all_choices,
    always_there,
    at,
    choice_path,
    kind,
    texts,
)
from bench.planted.tale import IMPOSSIBLE, Met, Tale, routes

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
