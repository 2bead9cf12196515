"""What mutants are made from: the shipped scenarios with their play tests, and small pieces cut out of them."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.as_yaml import as_yaml
from bench.fuzz.of_forms import all_choices, route_spots
from bench.fuzz.of_trees import Form, spots
from ipt_roleplay import resources
from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.scenario import yaml_tree
from ipt_roleplay.scenario.findings import Place
from ipt_roleplay.scenario.library import TEST_SUFFIXES, scenario_files

PIECE_STATES = 200
"""A piece has at most so many states a day: it is quick to prove, and so are most of its mutants."""


@dataclass(frozen=True)
class Source:
    """A file to start from. `whole` tells a shipped one from a piece that was cut out of one."""

    name: str
    data: bytes
    whole: bool = True

    @cached_property
    def text(self) -> str:
        return self.data.decode()

    @property
    def form(self) -> Form:
        """The tree as written, every scalar a string; a new one each time, to be edited."""
        return copy.deepcopy(self._form)

    @cached_property
    def _form(self) -> Form:
        form: Form = yaml.load(self.data, yaml.CBaseLoader)
        return form

    @property
    def is_test(self) -> bool:
        return self.name.endswith(TEST_SUFFIXES)


def shipped() -> list[Source]:
    """The shipped scenarios and their play tests."""
    files = scenario_files(resources.scenarios())
    files += [test for file in files if (test := file.with_name(file.stem + TEST_SUFFIXES[0])).exists()]
    return [Source(file.name, file.read_bytes()) for file in files]


def _piece(source: Source, nodes: int, chance: Random) -> Source:
    """A part of a scenario with so many nodes; what led out of it leads to an ending. It may have errors."""
    form = source.form
    kept = chance.sample(list(form["nodes"]), nodes)
    endings = chance.sample(list(form["endings"]), 2)
    form["nodes"] = {name: form["nodes"][name] for name in kept}
    form["endings"] = {name: form["endings"][name] for name in endings}
    form["start"] = kept[0]
    for choice in all_choices(form):
        for owner, key in route_spots(choice):
            if owner[key] not in kept and owner[key] not in endings:
                owner[key] = chance.choice((*kept[1:], *endings))
    for owner, key in list(spots(form)):
        if key == "when" and any(name not in kept for name in re.findall(r"visited\('([^']*)'\)", owner[key])):
            owner[key] = chance.choice(("tension >= 3", "connection >= 5", *form["flags"]))
    return Source(source.name, as_yaml(form).encode(), whole=False)


def pieces(sources: Sequence[Source], count: int, seed: int) -> list[Source]:
    """Small parts of the scenarios that pass `check`."""
    chance, found = Random(f"{seed}/pieces"), list[Source]()
    scenarios = [source for source in sources if not source.is_test]
    with tempfile.TemporaryDirectory() as folder:
        for attempt in range(count * 60):
            if len(found) >= count:
                break
            part = _piece(scenarios[attempt % len(scenarios)], chance.randint(1, 3), chance)
            repaired = _repaired(part, Path(folder))
            found += [repaired] if repaired else []
    return found


def _repaired(part: Source, folder: Path) -> Source | None:
    """`part` without what is never reached in it; None where more than that is wrong."""
    file = folder / part.name
    for _ in range(12):
        file.write_bytes(part.data)
        errors = [finding for finding in check_file(file, limit=PIECE_STATES) if finding.severity == "error"]
        if not errors:
            return part
        if any(finding.code not in ("E401", "E402", "E403", "E404", "E309") for finding in errors):
            return None
        part = _without(part, [finding.place for finding in errors])
    return None


def _without(part: Source, places: Sequence[Place]) -> Source:
    """`part` without the things that stand at `places`, and what led to them."""
    form = part.form
    tree = yaml_tree.parse(part.data, part.name)
    paths = [path for path, place in tree.keys.items() if place in places]
    for path in sorted(paths, key=_from_behind, reverse=True):
        _delete(form, path)
    return Source(part.name, as_yaml(form).encode(), whole=False)


def _from_behind(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """So that a deletion does not move what is still to be deleted."""
    return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in path)


def _delete(form: Any, path: tuple[Any, ...]) -> None:
    owner = form
    for step in path[:-1]:
        if not (isinstance(owner, list) and step < len(owner)) and not (isinstance(owner, dict) and step in owner):
            return
        owner = owner[step]
    if isinstance(owner, list) and path[-1] < len(owner):
        if len(owner) > 1 and path[-1] == len(owner) - 1 and "say" in owner[-1]:
            owner[-2].pop("when", None)  # the last of several has none
        del owner[path[-1]]
    elif isinstance(owner, dict):
        owner.pop(path[-1], None)


def save(sources: Sequence[Source], folder: Path) -> None:
    """So that each of several processes starts from the same."""
    for number, source in enumerate(sources):
        place = folder / ("whole" if source.whole else "piece") / str(number)
        place.mkdir(parents=True)
        (place / source.name).write_bytes(source.data)


def saved(folder: Path) -> list[Source]:
    files = [file for file in folder.rglob("*.yaml") if file.is_file()]
    files.sort(key=lambda file: int(file.parent.name))
    return [Source(file.name, file.read_bytes(), file.parent.parent.name == "whole") for file in files]
