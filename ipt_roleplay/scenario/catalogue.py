"""The ids that scenarios may use, with the words for the screen: skills, faults, stances, moods, faces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ipt_roleplay import resources
from ipt_roleplay.scenario import kept

_WORDS, _FACES, _MOODS = "skills.yaml", "faces", "moods.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its id, its words for the screen, a sentence that explains it, and an example line."""

    id: str
    name: str
    explains: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class GaugeWords:
    """A gauge in words: five phrases from least to most, and the two ends where it is drawn as a scale."""

    name: str
    words: tuple[str, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Everything by id. `faces` and `moods` are ids; what they look like is the window's affair."""

    skills: Mapping[str, Term]
    faults: Mapping[str, Term]
    stances: Mapping[str, Term]
    focuses: Mapping[str, Term]
    practices: Mapping[str, Term]
    levels: Mapping[int, Term]
    days: Mapping[str, Term]
    gauges: Mapping[str, GaugeWords]
    moods: Mapping[str, str]
    faces: frozenset[str]


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program, read once."""
    return load(resources.assets())


def load(assets: Path) -> Catalogue:
    """Read the catalogue of an `assets` folder.

    Raises:
        OSError, yaml.YAMLError, KeyError: the program's own files are damaged; installing it again mends them.
    """
    return _catalogue(_read(assets), _faces(assets))


def load_kept(assets: Path, cache: Path) -> Catalogue:
    """The same as `load`, from the file `cache` where that still holds what is in the folder: no YAML is read then."""
    edition = kept.edition_of((assets / _WORDS, assets / _FACES / _MOODS))
    stored = kept.load(cache, edition, "words")
    if not stored:
        stored = _read(assets)
        kept.save(cache, edition, stored, "words")
    return _catalogue(stored, _faces(assets))


def _catalogue(words: dict[str, Any], faces: frozenset[str]) -> Catalogue:
    return Catalogue(
        skills=_terms(words["skills"]),
        faults=_terms(words["faults"]),
        stances=_terms(words["stances"]),
        focuses=_terms(words["focuses"]),
        practices=_terms(words["practices"]),
        levels={int(level): term for level, term in _terms(words["levels"]).items()},
        days=_terms(words["days"]),
        gauges={key: _gauge(entry) for key, entry in words["gauges"].items()},
        moods=words["moods"],
        faces=faces,
    )


def _read(assets: Path) -> dict[str, Any]:
    """The words as they are written, with the moods' beside them."""
    words, moods = _yaml(assets / _WORDS), _yaml(assets / _FACES / _MOODS)
    moods = moods.get("moods", moods)
    return {**words, "moods": {mood: str(entry.get("looks", mood)) for mood, entry in moods.items()}}


def _faces(assets: Path) -> frozenset[str]:
    return frozenset(file.stem for file in (assets / _FACES).glob("*.yaml")) - {"moods"}


def _yaml(file: Path) -> dict[str, Any]:
    import yaml  # takes longer than a start can wait, and is not needed for what is kept

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.read_bytes())
    try:
        loaded: dict[str, Any] = loader.get_single_data()
    finally:
        loader.dispose()
    return loaded


def _terms(entries: dict[Any, dict[str, str]]) -> dict[str, Term]:
    return {
        str(key): Term(
            str(key),
            entry.get("name") or entry["word"],
            entry.get("explains", ""),
            entry.get("example", ""),
        )
        for key, entry in entries.items()
    }


def _gauge(entry: dict[str, Any]) -> GaugeWords:
    return GaugeWords(entry["name"], tuple(entry["words"]), entry.get("low", ""), entry.get("high", ""))
