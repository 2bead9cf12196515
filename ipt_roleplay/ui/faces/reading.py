"""Reading the small YAML files under assets/faces, with errors that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import yaml

from ipt_roleplay.ui.faces.catalogue import FaceDataError

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Both are the safe loaders; the C one is many times faster.
_LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_mapping(path: Path) -> dict[str, object]:
    """The top level of a YAML file, which has to be a list of `key: value` lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FaceDataError(f"{path.name} cannot be read ({error}).") from error
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark is not None else ""
        raise FaceDataError(f"{path.name} is not valid YAML{where}.") from error
    if not isinstance(data, dict):
        raise FaceDataError(f"{path.name} should be a list of 'key: value' lines, but it is not.")
    return {str(key): value for key, value in data.items()}


class Section:
    """One mapping of a file. Every value is asked for once; what was never asked for is a mistake."""

    def __init__(self, where: str, values: object) -> None:
        if not isinstance(values, dict):
            raise FaceDataError(f"{where} should hold 'key: value' lines, but is {values!r}.")
        self._where = where
        self._values = {str(key): value for key, value in values.items()}
        self._asked: set[str] = set()

    def _take(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def _fail(self, key: str, wanted: str, value: object) -> FaceDataError:
        found = "is missing" if value is None else f"is {value!r}"
        return FaceDataError(f"{self._where}: '{key}' should be {wanted}, but it {found}.")

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self._fail(key, f"a number from {low:g} to {high:g}", value)
        return float(value)

    def colour(self, key: str, default: str | None = None) -> str:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise self._fail(key, "a colour such as '#5A3A28'", value)
        return value

    def word(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in allowed:
            raise self._fail(key, f"one of {', '.join(sorted(allowed))}", value)
        return value

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fail(key, "a few words", value)
        return value.strip()

    def yes(self, key: str, default: bool) -> bool:
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self._fail(key, "true or false", value)
        return value

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def part(self, key: str) -> Section:
        """A mapping inside this one; an absent one is empty, and then its defaults hold."""
        value = self._take(key)
        return Section(f"{self._where}, {key}", {} if value is None else value)

    def done(self) -> None:
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise FaceDataError(f"{self._where}: '{unknown[0]}' is not something a face has.")
