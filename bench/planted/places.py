"""What is planted, and where: the paths of a scenario that a defect can be planted at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.planted.tale import Form, Met, Play, Tale

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Planted:
    """A scenario with one defect.

    Attributes:
        codes: a finding with one of these counts, if it stands where it must.
        place: the key or entry of a list that the finding must point to; with `value`, the value of that key.
        sign: what a test by random plays would have to notice (see `plays.Plays.show`).
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
        for part in ("partner", "text"):
            if part in tale.endings[ending]:
                yield ("endings", ending, part), f"{ending}/{part}"


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


def lead(tale: Tale, node: str, index: int, old: str, new: str) -> None:
    """Let what leads from this choice to `old` lead to `new`."""
    choice = tale.choices(node)[index]
    if isinstance(choice["next"], str):
        choice["next"] = new if choice["next"] == old else choice["next"]
    else:
        for route in choice["next"]:
            route["to"] = new if route["to"] == old else route["to"]


def comes_to(tale: Tale, met: Met, node: str) -> str:
    """A shortest play of the shipped scenario to `node` that can still be played, in words; "" where there is none."""
    for day, play in met.plays(lambda state: state.place == node):
        here = tale.play(day, play)
        if here is not None and here.place == node:
            return f"{node} is reached: {words(day, play)}"
    return ""


def words(day: str, play: Play) -> str:
    """`ask, thank on a hard day`."""
    return f"{', '.join(play) or 'at once'} on {'an' if day == 'ordinary' else 'a'} {day} day"
