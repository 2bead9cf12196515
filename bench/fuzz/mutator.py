"""Makes broken scenarios from good ones: as bytes, as text, as structure. The same seed makes the same mutant.

An edit is a function of what is edited, a number that says where, a source of chance, and the same part of another
scenario to take pieces from. So `bench.fuzz` draws all of it from a seed, and hypothesis can draw each by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.as_yaml import dump
from bench.fuzz import bulk
from bench.fuzz.of_bytes import BYTES
from bench.fuzz.of_forms import FORMS
from bench.fuzz.of_text import TEXT
from bench.fuzz.of_trees import TREES, FormEdit
from bench.fuzz.sources import Source

KINDS: Mapping[str, int] = {"bytes": 31, "text": 31, "structure": 34, "plays": 3, "bulk": 1}
"""What is mutated how, with the share of each in a hundred. `plays` is the play test beside a scenario, by any of the
first three; `bulk` is a file with one thing far too often in it."""

STRUCTURE: Mapping[str, FormEdit] = {**TREES, **FORMS}
EDITS: Mapping[str, Mapping[str, Any]] = {"bytes": BYTES, "text": TEXT, "structure": STRUCTURE}


@dataclass(frozen=True)
class Mutant:
    """A file to check: under which name, and how it was made."""

    name: str
    data: bytes
    kind: str
    edits: tuple[str, ...]
    whole: bool


class Mutator:
    """Mutants of `sources`, each made from a seed and a number alone."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._scenarios = [source for source in sources if not source.is_test]
        self._tests = [source for source in sources if source.is_test]

    def mutant(self, seed: int, number: int) -> Mutant:
        chance = Random(f"{seed}/{number}")
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        source = self._draw(chance, self._tests if kind == "plays" else self._scenarios)
        other = self._draw(chance, self._scenarios)
        if kind == "bulk":
            name, text = bulk.swollen(source.text, chance)
            return Mutant(source.name, text.encode(), kind, (name,), source.whole)
        how = chance.choice(tuple(EDITS)) if kind == "plays" else kind
        names = chance.choices(tuple(EDITS[how]), k=chance.choice((1, 1, 1, 2, 2, 3, 5)))
        edits = [(name, chance.getrandbits(32)) for name in names]
        return Mutant(source.name, apply(source, other, how, edits, chance), kind, tuple(names), source.whole)

    def _draw(self, chance: Random, sources: Sequence[Source]) -> Source:
        """Pieces fifteen times out of sixteen where there are some: they are quick to prove, so more can be tried."""
        pieces = [source for source in sources if not source.whole]
        wholes = [source for source in sources if source.whole]
        return chance.choice(pieces if pieces and chance.random() < 15 / 16 else wholes)


def apply(source: Source, other: Source, how: str, edits: Sequence[tuple[str, int]], chance: Random) -> bytes:
    """`source` after `edits` (each a name of `EDITS[how]` and where), as the bytes of a file."""
    if how == "bytes":
        data = source.data
        for name, at in edits:
            data = BYTES[name](data, at, chance, other.data)
        return data
    if how == "text":
        text = source.text
        for name, at in edits:
            text = TEXT[name](text, at, chance, other.text)
        return text.encode("utf-8", "surrogatepass")
    form, piece = source.form, other.form
    for name, at in edits:
        STRUCTURE[name](form, at, chance, piece)
    return dump(form, chance).encode()
