"""Names that lead nowhere: the format says that these must be known."""

from __future__ import annotations

from collections.abc import Iterator

from bench.planted.places import (
    REFUSED,
    Planted,
    all_choices,
    at,
    choice_path,
    kind,
    lead,
    lists,
)
from bench.planted.tale import Met, Tale, routes


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
                    lead(new, node, index, ending, name)
        yield Planted(new, ("E307",), ("endings", name), REFUSED, "nodes and endings share their names")


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
