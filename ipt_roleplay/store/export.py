"""Everything that is kept, as JSON for machines and Markdown for people; and the JSON in again, row for row.

The form of the JSON is described in docs/data.md. Files are written beside, synced and renamed: a file of that name
that was there before stays whole until the new one is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipt_roleplay.coaching.words import ANSWERED, SAID
from ipt_roleplay.conversation.events import Ended, Event, Explained, PartnerSpoke, SceneShown, YouSpoke
from ipt_roleplay.store import files, migrations, reading
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import NotSaved
from ipt_roleplay.store.reading import Attempt, Kept
from ipt_roleplay.store.records import read
from ipt_roleplay.store.sqlcipher import Connection
from ipt_roleplay.store.vault import Vault

_DAY = {"good": "a good", "ordinary": "an ordinary", "hard": "a hard"}
FORM = "ipt-roleplay export"
VERSION = 1
PRACTICE = [
    "uid",
    "scenario",
    "sha256",
    "seed",
    "day",
    "feedback",
    "language",
    "title",
    "partner",
    "began_at",
    "began_offset",
    "last_at",
    "last_offset",
    "turns",
    "ending",
    "ending_title",
    "said",
    "answer",
    "set_aside",
]
ENTRY = ["number", "kind", "turn", "node", "choice", "at", "offset", "connection", "clarity", "self_respect", "tension"]


@dataclass(frozen=True, slots=True)
class Exported:
    json: Path
    markdown: Path
    practices: int


def export(vault: Vault, folder: Path) -> Exported:
    """Write everything in `vault` to `ipt-roleplay-export.json` and `.md` in `folder`, unencrypted.

    Raises:
        NotSaved: the disk refuses; files of these names that were there are as they were.
    """
    with vault.read() as connection:
        told = as_json(connection, Moment.of(vault.clock()))
        text = "\n".join(_markdown(connection))
    exported = Exported(folder / "ipt-roleplay-export.json", folder / "ipt-roleplay-export.md", len(told["practices"]))
    try:
        if not folder.exists():
            files.private_folder(folder)
        files.write_private(exported.json, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
        files.write_private(exported.markdown, text.encode())
    except OSError as error:
        raise NotSaved.because(error, str(folder)) from error
    return exported


def as_json(connection: Connection, now: Moment) -> dict[str, Any]:
    """The export as one object; see docs/data.md."""
    return {
        "form": FORM,
        "version": VERSION,
        "data_version": migrations.version(connection),
        "exported_at": now.local().isoformat(timespec="seconds"),
        "practices": [practice_as_json(connection, *row) for row in _rows(connection, "id", "practice ORDER BY id")],
        "drafts": dict(_rows(connection, "place, text", "draft ORDER BY place")),
    }


def practice_as_json(connection: Connection, practice: int) -> dict[str, Any]:
    """One practice as it stands in the export."""
    row = connection.execute(f"SELECT {', '.join(PRACTICE)} FROM practice WHERE id = ?", (practice,)).fetchone()
    columns = ", ".join(f'"{name}"' for name in ENTRY)
    entries = connection.execute(
        f"SELECT {columns}, json FROM entry JOIN words ON words.id = words WHERE practice = ? ORDER BY number",
        (practice,),
    ).fetchall()
    editions = connection.execute(
        "SELECT number, sha256 FROM edition WHERE practice = ? ORDER BY number", (practice,)
    ).fetchall()
    return {
        **dict(zip(PRACTICE, row, strict=True)),
        "editions": [{"number": number, "sha256": sha256} for number, sha256 in editions],
        "entries": [{**dict(zip(ENTRY, values, strict=True)), "words": json.loads(text)} for *values, text in entries],
    }


def _rows(connection: Connection, columns: str, source: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT {columns} FROM {source}").fetchall()


# --- Markdown -----------------------------------------------------------------------------------------------------


def _markdown(connection: Connection) -> Iterator[str]:
    rows = connection.execute(f"SELECT {reading.COLUMNS} FROM practice ORDER BY practice.id").fetchall()
    yield "# Conversations practised\n"
    yield f"{len(rows)} in all, in the order in which they were begun. Times are those of the clock at that time."
    for row in rows:
        whole = read(connection, reading.kept(row))
        yield from _practice_in_words(whole.practice, whole.attempts)
    drafts = _rows(connection, "place, text", "draft ORDER BY place")
    if drafts:
        yield "\n## Drafts"
    for place, text in drafts:
        yield f"\n{plain(place)}:\n\n{plain(text)}"


def _practice_in_words(practice: Kept, attempts: tuple[Attempt, ...]) -> Iterator[str]:
    began = practice.began.local()
    yield f"\n## {plain(practice.title)}\n"
    yield f"{began:%Y-%m-%d %H:%M}, with {plain(practice.partner)}, on {_DAY[practice.day]} day."
    if practice.ending_title:
        yield f"It ended: {plain(practice.ending_title)}. Said: {SAID[practice.said or 'unsaid']}."
        if practice.answer and practice.said != "unsaid":  # where nothing was asked there was nothing to answer
            yield f"Answer: {ANSWERED[practice.answer]}."
    else:
        yield f"Left after {practice.turns} answers."
    for number, attempt in enumerate(attempts, 1):
        if len(attempts) > 1:
            yield f"\n### Attempt {number}"
        for told in attempt:
            yield from _in_words(practice.partner, told.events)


def talk_as_markdown(title: str, partner: str, events: Iterable[Event]) -> str:
    """One talk by itself, as it was said."""
    return "\n".join((f"# {plain(title)}", *_in_words(partner, events))) + "\n"


def _in_words(partner: str, events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        line = _line(partner, event)
        if line:
            yield f"\n{line}"


def _line(partner: str, event: Event) -> str:
    match event:
        case SceneShown(text=text):
            return f"*{plain(text)}*"
        case PartnerSpoke(text=text):
            return f"**{plain(partner)}:** {plain(text)}"
        case YouSpoke(say=say, do=do):
            return f"**You:** {' '.join(part for part in (do and f'*{plain(do)}*', say and plain(say)) if part)}"
        case Explained(heard=heard, feedback=feedback, better=better):
            other = f" Another way: “{plain(better)}”" if better else ""
            return f"> Heard: “{plain(heard)}” {plain(feedback)}{other}"
        case Ended(title=title, text=text):
            return f"**{plain(title)}.** {plain(text)}"
    return ""


def plain(text: str) -> str:
    """Shown to the letter by whatever renders Markdown: no markup and no HTML from what was said."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", text).replace("\n", "  \n")
