"""Where to turn: numbers by country, which come with the program, and a person's own, which they keep themselves.

The own numbers lie in one small TOML file beside the settings, **not encrypted**: in need nobody should have to unlock
anything. The same file remembers the country, and before which conversations the question of fear has been asked; never
what was answered.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from ipt_roleplay import resources
from ipt_roleplay.store.files import private_folder, write_private

VERSION = 1
LIST = "countries.toml"
OWN = "care.toml"
MOST_OWN, LONGEST_NAME, LONGEST_NUMBER = 20, 60, 40

Need = Literal["danger", "self_harm", "afraid", "after_birth"]
NEEDS: tuple[Need, ...] = get_args(Need)


class ListError(ValueError):
    """A list of numbers that cannot be used; one plain sentence."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number to call in a need, and who says so."""

    need: Need
    name: str
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """`codes` are those of ISO 3166 for which these numbers hold."""

    name: str
    codes: tuple[str, ...]
    numbers: tuple[Helpline, ...]

    def for_need(self, need: Need) -> tuple[Helpline, ...]:
        return tuple(line for line in self.numbers if line.need == need)


@dataclass(frozen=True, slots=True)
class Countries:
    """The list in force, the day on which its numbers were looked up, and in `trouble` why another was not taken."""

    looked_up: date
    all: tuple[Country, ...]
    trouble: str = ""

    def named(self, name: str) -> Country | None:
        return next((country for country in self.all if country.name == name), None)

    def with_code(self, code: str) -> Country | None:
        return next((country for country in self.all if code in country.codes), None)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """Somebody to call, as the person wrote it: at most 60 and 40 characters."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Care:
    """What a person has told this program about where they turn. `asked` holds the ids of conversations."""

    country: str = ""
    numbers: tuple[OwnNumber, ...] = ()
    asked: frozenset[str] = frozenset()


def countries(data: Path) -> Countries:
    """The list that comes with the program, or a newer one of the same name in the folder `data`.

    One that is older, or cannot be read, is left aside; `trouble` then says why.
    """
    shipped = load_list(resources.assets() / "help" / LIST)
    own = data / LIST
    if not own.is_file():
        return shipped
    try:
        theirs = load_list(own)
    except ListError as error:
        return replace(shipped, trouble=str(error))
    if theirs.looked_up < shipped.looked_up:
        return replace(shipped, trouble=f"{LIST} in your folder is older than the list of this program.")
    return theirs


def load_list(file: Path) -> Countries:
    """Read one list.

    Raises:
        ListError: it cannot be read or used.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        if raw.get("version") != VERSION:
            raise ValueError(f"its version is not {VERSION}")
        if type(raw.get("date")) is not date:
            raise ValueError("it has no date such as 2026-11-26")
        listed = tuple(_country(entry) for entry in raw.get("country", ()))
    except (OSError, ValueError, RecursionError, TypeError, AttributeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
        raise ListError(f"{file.name} cannot be used: {why}.") from error
    if not listed:
        raise ListError(f"{file.name} cannot be used: it names no country.")
    return Countries(raw["date"], listed)


def _country(entry: Mapping[str, Any]) -> Country:
    name = _words(entry, "name")
    numbers = tuple(_helpline(line, name) for line in entry.get("numbers", ()))
    codes = entry.get("codes", ())
    if not all(isinstance(code, str) for code in codes):
        raise ValueError(f"the codes of {name} are not letters such as GB")
    return Country(name, tuple(codes), numbers)


def _helpline(entry: Mapping[str, Any], country: str) -> Helpline:
    need = entry.get("need")
    if need not in NEEDS:
        raise ValueError(f"a number of {country} has no need out of {', '.join(NEEDS)}")
    return Helpline(need, _words(entry, "name"), _words(entry, "number"), _words(entry, "source"))


def _words(entry: Mapping[str, Any], key: str) -> str:
    words = entry.get(key)
    if not isinstance(words, str) or not words.strip() or not words.isprintable():
        raise ValueError(f"an entry has no {key} in words")
    return words.strip()


def tidy(words: str, longest: int) -> str:
    """What someone typed, in one line of at most `longest` characters, without what cannot be printed."""
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(printable.split())[:longest]


def read(data: Path) -> Care:
    """What is kept in the folder `data`; what is damaged is left out, entry by entry."""
    try:
        raw = tomllib.loads((data / OWN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Care()
    if raw.get("version") != VERSION:
        return Care()
    country, numbers, asked = raw.get("country"), raw.get("numbers"), raw.get("asked")
    kept = [_own(entry) for entry in numbers] if isinstance(numbers, list) else []
    return Care(
        country=country if isinstance(country, str) else "",
        numbers=tuple(number for number in kept if number is not None)[:MOST_OWN],
        asked=frozenset(name for name in asked if isinstance(name, str)) if isinstance(asked, list) else frozenset(),
    )


def _own(entry: object) -> OwnNumber | None:
    if not isinstance(entry, dict):
        return None
    name, number = entry.get("name"), entry.get("number")
    if not isinstance(name, str) or not isinstance(number, str):
        return None
    made = OwnNumber(tidy(name, LONGEST_NAME), tidy(number, LONGEST_NUMBER))
    return made if made.number else None


def write(data: Path, care: Care) -> None:
    """Keep it, for the user's eyes only, and not encrypted.

    Raises:
        OSError: the folder cannot be written to; the old file is as it was.
    """
    lines = [
        f"version = {VERSION}",
        f"country = {_quoted(care.country)}",
        f"asked = [{', '.join(_quoted(name) for name in sorted(care.asked))}]",
        "numbers = [",
        *(f"  {{ name = {_quoted(own.name)}, number = {_quoted(own.number)} }}," for own in care.numbers),
        "]",
    ]
    write_private(private_folder(data) / OWN, ("\n".join(lines) + "\n").encode())


def note_asked(data: Path, scenario_id: str) -> None:
    """Remember in the folder `data` that the question of fear was asked before this conversation.

    Raises:
        OSError: the folder cannot be written to.
    """
    known = read(data)
    if scenario_id not in known.asked:
        write(data, replace(known, asked=known.asked | {scenario_id}))


def _quoted(words: str) -> str:
    """A TOML string; JSON's are the same where nothing unprintable is left in them."""
    return json.dumps(tidy(words, 200), ensure_ascii=False)
