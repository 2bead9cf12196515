"""Edits of the tree that a file is: any entry dropped, doubled, renamed, replaced, moved."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

Form = dict[str, Any]
Spot = tuple[Any, Any]
"""A list or mapping, and the index or key of one of its entries."""
FormEdit = Callable[[Form, int, Random, Form], None]

_VALUES: tuple[Any, ...] = (
    *(
        "",
        " ",
        "no",
        "12:30",
        "1",
        "-3",
        "11",
        "null",
        "true",
        "x" * 300,
        "a-name",
        "A Name",
        "tension >= 5",
        "\u202ex",
    ),
    *([], ["a"], [[]], [{}], [{"say": "a"}], [{"when": "turn > 1", "say": "a"}, {"say": "b"}], {}, {"a": "b"}),
    *({"tension": "+2"}, [{"to": "a"}], ["clear_limit"], {"say": "x"}),
)
_KEYS = (
    *(
        "when",
        "say",
        "to",
        "next",
        "choices",
        "partner",
        "reply",
        "mood",
        "set",
        "clear",
        "once",
        "effect",
        "id",
        "text",
    ),
    *("nodes", "endings", "", "<<", "0", "a b", "null", "\u202e", "_", "format", "heard", "better", "faults", "x" * 90),
)


def spots(tree: Any) -> Iterator[Spot]:
    """Every entry of `tree`, outside in."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(entries):
        yield tree, key
        yield from spots(value)


def _pick(tree: Any, at: int) -> Spot | None:
    found = list(spots(tree))
    return found[at % len(found)] if found else None


def _on_spot(change: Callable[[Any, Any, Random, Form], None]) -> Callable[[Form, int, Random, Form], None]:
    def edit(form: Form, at: int, chance: Random, other: Form) -> None:
        spot = _pick(form, at)
        if spot is not None:
            change(*spot, chance, other)

    return edit


def _dropped(owner: Any, key: Any, chance: Random, other: Form) -> None:
    del owner[key]


def _doubled(owner: Any, key: Any, chance: Random, other: Form) -> None:
    if isinstance(owner, list):
        owner.insert(key, copy.deepcopy(owner[key]))
    else:
        owner[f"{key}{chance.choice(('2', '-again', '_'))}"] = copy.deepcopy(owner[key])


def _renamed(owner: Any, key: Any, chance: Random, other: Form) -> None:
    """In its place, so that the order of the others stays."""
    if isinstance(owner, dict):
        new = chance.choice((chance.choice(_KEYS), key[::-1], key[:-1], f"{key}s", key.upper()))
        entries = [(new if name == key else name, value) for name, value in owner.items()]
        owner.clear()
        owner.update(entries)


def _retyped(owner: Any, key: Any, chance: Random, other: Form) -> None:
    owner[key] = copy.deepcopy(
        chance.choice((chance.choice(_VALUES), [owner[key]], {"say": owner[key]}, str(owner[key])))
    )


def _replaced(owner: Any, key: Any, chance: Random, other: Form) -> None:
    """By any part of another scenario, preferably one of the same name."""
    alike = [spot for spot in spots(other) if spot[1] == key] or list(spots(other))
    there, name = chance.choice(alike)
    owner[key] = copy.deepcopy(there[name])


def _shuffled(owner: Any, key: Any, chance: Random, other: Form) -> None:
    value = owner[key]
    if isinstance(value, list):
        chance.shuffle(value)
    elif isinstance(value, dict):
        entries = list(value.items())
        chance.shuffle(entries)
        value.clear()
        value.update(entries)


def _moved(form: Form, at: int, chance: Random, other: Form) -> None:
    spot = _pick(form, at)
    homes = [value for value in (owner[key] for owner, key in spots(form)) if isinstance(value, (dict, list))]
    if spot is None or not homes:
        return
    owner, key = spot
    value = owner[key]
    del owner[key]
    home = chance.choice(homes)
    if home is value or any(owner[key] is home for owner, key in spots(value)):
        return  # out of the tree together with what was moved
    if isinstance(home, list):
        home.insert(chance.randrange(len(home) + 1), value)
    else:
        home[str(key)] = value


def _swapped(form: Form, at: int, chance: Random, other: Form) -> None:
    one, two = _pick(form, at), _pick(form, chance.getrandbits(32))
    if one is not None and two is not None:
        (here, a), (there, b) = one, two
        here[a], there[b] = copy.deepcopy(there[b]), copy.deepcopy(here[a])


TREES: Mapping[str, FormEdit] = {
    "dropped": _on_spot(_dropped),
    "doubled": _on_spot(_doubled),
    "renamed": _on_spot(_renamed),
    "retyped": _on_spot(_retyped),
    "replaced": _on_spot(_replaced),
    "shuffled": _on_spot(_shuffled),
    "moved": _moved,
    "swapped": _swapped,
}
