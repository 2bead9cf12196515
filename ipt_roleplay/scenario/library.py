"""Finds scenarios in folders, and knows them by their headers.

Opening every scenario in full at each start would make the window wait. So what the library shows of each file is
kept in an index, plain JSON in the user's cache folder, and a file is read again only when its size or time changed.
The index is a convenience: lost, damaged or not writable, it costs time and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ipt_roleplay.scenario import kept
from ipt_roleplay.scenario.findings import Finding, ScenarioError

SUFFIXES = (".yaml", ".yml")
TEST_SUFFIXES = (".test.yaml", ".test.yml")


@dataclass(frozen=True, slots=True)
class Header:
    """What the library shows of one scenario. Of one that needs repair it holds whatever could be read.

    `endings` is how many it has; which ones they are, nobody is told before they have found them.
    """

    id: str
    title: str
    file: str
    playable: bool
    summary: str = ""
    focus: str = ""
    practice: str = ""
    level: int = 0
    minutes: int = 0
    content_notes: tuple[str, ...] = ()
    endings: int = 0
    partner: str = ""
    relation: str = ""
    face: str = ""
    own: bool = False
    repairs: tuple[str, ...] = ()
    hides: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that `list --json` prints."""
        shown = asdict(self)
        return {key: shown[key] for key in ("id", "title", "focus", "practice", "level", "minutes", "playable", "file")}


Judge = Callable[[Path], Sequence[Finding]]
"""Every finding of one scenario file; errors make it one that needs repair."""


def scenario_files(folder: Path) -> list[Path]:
    """The scenario files below `folder`, sorted; play tests (`NAME.test.yaml`) are not scenarios."""
    found = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return sorted(file for file in found if is_scenario_file(file))


def is_scenario_file(file: Path) -> bool:
    name = file.name
    return name.endswith(SUFFIXES) and not name.endswith(TEST_SUFFIXES) and not name.startswith(".")


class Library:
    """The scenarios of some folders.

    Args:
        shipped: the folder that comes with the program.
        own: the user's folders; where an id is there twice, theirs is the one that is played.
        index: the index file; None keeps none.
        edition: whatever changes how a file is judged, such as the program's version.
        judge: finds everything that is wrong with one file.
    """

    def __init__(self, shipped: Path, own: Iterable[Path], index: Path | None, edition: str, judge: Judge) -> None:
        self._folders = [(Path(folder), True) for folder in own] + [(shipped, False)]
        self._index = index
        self._edition = edition
        self._judge = judge

    def known(self) -> tuple[tuple[Header, ...], tuple[Path, ...]]:
        """Without opening a scenario: the headers that the index knows, and the files it does not."""
        index = kept.load(self._index, self._edition)
        headers, unknown = [], []
        for file, own in self._files():
            header = self._fresh(index, file, own)
            if header is None:
                unknown.append(file)
            else:
                headers.append(header)
        return _arranged(headers), tuple(unknown)

    def headers(self) -> tuple[Header, ...]:
        """Every scenario, reading those that are new or have changed."""
        index, headers, changed = kept.load(self._index, self._edition), [], False
        files = self._files()
        for file, own in files:
            header = self._fresh(index, file, own)
            if header is None:
                stamp = kept.stamp(file)
                header = replace(self._read(file), own=own)
                index[str(file)] = {"stamp": stamp, **_stored(header)}
                changed = True
            headers.append(header)
        gone = set(index) - {str(file) for file, _ in files}
        for name in gone:
            del index[name]
        if changed or gone:
            kept.save(self._index, self._edition, index)
        return _arranged(headers)

    def find(self, name: str) -> Header | None:
        """The scenario with the id `name`."""
        return next((header for header in self.headers() if header.id == name), None)

    def _files(self) -> list[tuple[Path, bool]]:
        return [(file, own) for folder, own in self._folders for file in scenario_files(folder)]

    def _fresh(self, index: dict[str, Any], file: Path, own: bool) -> Header | None:
        entry = index.get(str(file))
        if not isinstance(entry, dict) or entry.get("stamp") != kept.stamp(file):
            return None
        try:
            fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
            del fields["stamp"]
            return Header(**fields, own=own)
        except TypeError:
            return None

    def _read(self, file: Path) -> Header:
        findings = self._judge(file)
        errors = tuple(str(finding) for finding in findings if finding.severity == "error")
        return _header(file, errors)


def _stored(header: Header) -> dict[str, Any]:
    return {key: value for key, value in asdict(header).items() if key not in ("own", "hides")}


def _arranged(headers: Iterable[Header]) -> tuple[Header, ...]:
    """By level and title, grief never first.

    Where an id is there twice, the first found (the user's own) stays and names the other.
    """
    by_id: dict[str, Header] = {}
    for header in headers:
        first = by_id.get(header.id)
        if first is None:
            by_id[header.id] = header
        else:
            by_id[header.id] = replace(first, hides=header.file)
    return tuple(
        sorted(
            by_id.values(),
            key=lambda header: (not header.playable, header.level, header.focus == "grief", header.title),
        )
    )


def _header(file: Path, repairs: tuple[str, ...]) -> Header:
    """Whatever of the header can be read, also of a file that is broken further down."""
    from ipt_roleplay.scenario import reader, yaml_tree  # pydantic is slow to import, and not needed for known files

    try:
        tree = yaml_tree.parse(reader.read_bytes(file), str(file))
        root: dict[str, Any] = tree.root
    except ScenarioError:
        root = {}
    partner = root.get("partner")
    person: dict[str, Any] = partner if isinstance(partner, dict) else {}
    notes, endings = root.get("content_notes"), root.get("endings")
    return Header(
        id=_text(root, "id") or file.stem,
        title=_text(root, "title") or file.stem,
        file=str(file),
        playable=not repairs,
        summary=_text(root, "summary"),
        focus=_text(root, "focus"),
        practice=_text(root, "practice"),
        level=_number(root, "level"),
        minutes=_number(root, "minutes"),
        content_notes=tuple(note for note in notes if isinstance(note, str)) if isinstance(notes, list) else (),
        endings=len(endings) if isinstance(endings, dict) else 0,
        partner=_text(person, "name"),
        relation=_text(person, "relation"),
        face=_text(person, "face"),
        repairs=repairs,
    )


def _text(entries: dict[str, Any], key: str) -> str:
    value = entries.get(key)
    return value if isinstance(value, str) else ""


def _number(entries: dict[str, Any], key: str) -> int:
    value = _text(entries, key)
    return int(value) if value.isdecimal() and len(value) <= 2 else 0
