"""Edits that know the form of a scenario, so that most of what they make is still read and has to be proven."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from random import Random
from typing import Any

from bench.fuzz.of_trees import Form, FormEdit, Spot, spots
from ipt_roleplay.scenario.state import GAUGES


def dicts(value: Any) -> list[Form]:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [entry for entry in values if isinstance(entry, dict)]


def all_choices(form: Form) -> list[Form]:
    return [choice for node in dicts(form.get("nodes")) for choice in dicts(node.get("choices"))]


def names(form: Form, *keys: str) -> list[str]:
    return [str(name) for key in keys for name in (form.get(key) or ()) if isinstance(form.get(key), (dict, list))]


def route_spots(choice: Form) -> list[Spot]:
    to = choice.get("next")
    return [(route, "to") for route in dicts(to)] if isinstance(to, list) else [(choice, "next")]


def _retargeted(form: Form, at: int, chance: Random, other: Form) -> None:
    routes = [route for choice in all_choices(form) for route in route_spots(choice)]
    if routes:
        owner, key = routes[at % len(routes)]
        owner[key] = chance.choice([*names(form, "nodes", "endings"), "nowhere"])


def _restarted(form: Form, at: int, chance: Random, other: Form) -> None:
    form["start"] = chance.choice([*names(form, "nodes"), *names(form, "endings")[:1], "nowhere"])


def _reworded_when(form: Form, at: int, chance: Random, other: Form) -> None:
    """A condition given, taken away, turned round or spoiled: at a choice, a route or a line."""
    owners = [owner for owner, key in spots(form) if key in ("say", "to", "stance")]
    if not owners:
        return
    owner = owners[at % len(owners)]
    old = owner.get("when")
    if not isinstance(owner, dict) or (isinstance(old, str) and chance.random() < 0.2):
        owner.pop("when", None)
        return
    new = condition(form, chance)
    if isinstance(old, str):
        new = chance.choice((new, f"not ({old})", f"({old}) and {new}", f"({old}) or {new}", old[1:], f"{old} {new}"))
    owner["when"] = new


def condition(form: Form, chance: Random, depth: int = 2) -> str:
    """A random condition over what `form` names."""
    kind = chance.choice(("flag", "gauge", "turn", "visited", "not", "and", "or")[: 7 if depth else 4])
    if kind == "flag":
        return chance.choice(names(form, "flags") or ["no_flag"])
    if kind in ("gauge", "turn"):
        name = "turn" if kind == "turn" else chance.choice(GAUGES)
        return f"{name} {chance.choice(('<', '<=', '>', '>=', '==', '!='))} {chance.randrange(12)}"
    if kind == "visited":
        return f"visited('{chance.choice(names(form, 'nodes') or ['x'])}')"
    if kind == "not":
        return f"not ({condition(form, chance, depth - 1)})"
    return f"({condition(form, chance, depth - 1)} {kind} {condition(form, chance, depth - 1)})"


def _reweighed(form: Form, at: int, chance: Random, other: Form) -> None:
    """Other effects, of a choice or a day; or another start of a gauge."""
    owners = [*all_choices(form), *dicts(form.get("days")), form]
    owner = owners[at % len(owners)]
    key = "gauges" if owner is form else "effect"
    before = owner.get(key)
    changes = before if isinstance(before, dict) else {}
    number = chance.choice((chance.randrange(-10, 11), chance.randrange(-3, 4), chance.choice((99, -9999, 10_000))))
    owner[key] = {**changes, chance.choice(GAUGES): str(number)}


def _reflagged(form: Form, at: int, chance: Random, other: Form) -> None:
    owners = [*all_choices(form), *dicts(form.get("days"))]
    if owners:
        flags = names(form, "flags") or ["no_flag"]
        owners[at % len(owners)][chance.choice(("set", "clear"))] = chance.choices(flags, k=chance.choice((0, 1, 1, 2)))


def _toggled(form: Form, at: int, chance: Random, other: Form) -> None:
    choices = all_choices(form)
    if choices:
        choice = choices[at % len(choices)]
        choice["once"] = "false" if choice.get("once") == "true" else "true"


def _answer_added(form: Form, at: int, chance: Random, other: Form) -> None:
    nodes = [node for node in dicts(form.get("nodes")) if isinstance(node.get("choices"), list)]
    choices = all_choices(chance.choice((form, other)))
    if nodes and choices:
        new = {**copy.deepcopy(chance.choice(choices)), "id": f"added-{at % 100}"}
        nodes[at % len(nodes)]["choices"].append(new)
        if chance.random() < 0.8:
            new["next"] = chance.choice(names(form, "nodes", "endings") or ["nowhere"])


def _answer_gone(form: Form, at: int, chance: Random, other: Form) -> None:
    nodes = [node for node in dicts(form.get("nodes")) if node.get("choices")]
    if nodes and isinstance(nodes[at % len(nodes)]["choices"], list):
        choices = nodes[at % len(nodes)]["choices"]
        del choices[chance.randrange(len(choices))]


def _place_renamed(form: Form, at: int, chance: Random, other: Form) -> None:
    """A node or ending under another name, mostly with all that leads there."""
    places = [(form[part], name) for part in ("nodes", "endings") for name in names(form, part)]
    places = [(part, name) for part, name in places if isinstance(part, dict)]
    if not places:
        return
    part, old = places[at % len(places)]
    new = chance.choice(("renamed", "Renamed", "", chance.choice(places)[1]))
    entries = [(new if name == old else name, value) for name, value in part.items()]
    part.clear()
    part.update(entries)
    if chance.random() < 0.8:
        for owner, key in spots(form):
            if key in ("next", "to", "start") and owner[key] == old:
                owner[key] = new
            elif key == "when" and isinstance(owner[key], str):
                owner[key] = owner[key].replace(f"'{old}'", f"'{new}'")


def _varied(form: Form, at: int, chance: Random, other: Form) -> None:
    """A text made into several, or one of several."""
    texts = [
        spot for spot in spots(form) if spot[1] in ("partner", "reply", "scene", "heard", "feedback", "better", "text")
    ]
    if not texts:
        return
    owner, key = texts[at % len(texts)]
    if isinstance(owner[key], str):
        owner[key] = [{"when": condition(form, chance), "say": "One way."}, {"say": owner[key]}]
    elif isinstance(owner[key], list) and owner[key]:
        owner[key].insert(0, {"when": condition(form, chance), "say": "Another way."})


FORMS: Mapping[str, FormEdit] = {
    "retargeted": _retargeted,
    "restarted": _restarted,
    "condition": _reworded_when,
    "effect": _reweighed,
    "flags": _reflagged,
    "once": _toggled,
    "answer added": _answer_added,
    "answer gone": _answer_gone,
    "place renamed": _place_renamed,
    "varied": _varied,
}
