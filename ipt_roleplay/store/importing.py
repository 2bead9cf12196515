"""An export in again: what is not there yet is added, row for row; nothing that is there is lost.

A practice is known by its `uid`. One that is there already stays; where one of the two goes on where the other stops,
the longer one counts; where they differ, both are kept.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipt_roleplay.conversation.transcript import Transcript, TranscriptError
from ipt_roleplay.store import words
from ipt_roleplay.store.backup import Backup, back_up
from ipt_roleplay.store.errors import NewerVersion, NotAnExport
from ipt_roleplay.store.export import ENTRY, FORM, PRACTICE, VERSION
from ipt_roleplay.store.reading import COLUMNS, kept
from ipt_roleplay.store.recorder import keep_words
from ipt_roleplay.store.records import forget_words, read
from ipt_roleplay.store.sqlcipher import Connection, is_ours
from ipt_roleplay.store.vault import Vault

_LOG = ("kind", "turn", "node", "choice", "at")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many practices were `added`, `known` already, and `longer` than what was there; the backup made before."""

    added: int
    known: int
    longer: int
    before: Backup


def import_export(vault: Vault, file: Path) -> Imported:
    """Read the JSON that `export` wrote; all of it or nothing.

    Raises:
        NotAnExport: it is not one; nothing was changed. NewerVersion. NotSaved: the disk refuses.
        OSError: the file cannot be read.
    """
    told = _read(file)
    before = back_up(vault, "import")
    counts = {"added": 0, "known": 0, "longer": 0}
    try:
        with vault.write() as connection:
            for practice in told["practices"]:
                counts[_take(connection, practice)] += 1
            for place, text in told["drafts"].items():
                connection.execute("INSERT INTO draft VALUES (?, ?) ON CONFLICT DO NOTHING", (place, text))
            forget_words(connection)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, TranscriptError) as error:
        raise NotAnExport(f"{file} is not a whole export ({error}). Nothing was changed.") from None
    except Exception as error:
        if is_ours(error):
            raise NotAnExport(f"{file} is not a whole export ({error}). Nothing was changed.") from None
        raise
    return Imported(**counts, before=before)


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_bytes())
        if told["form"] != FORM:
            raise ValueError("it is of another form")
        version = int(told["version"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAnExport(f"{file} is not an export of this program ({error}). Choose another file.") from None
    if version > VERSION:
        raise NewerVersion(version, VERSION)
    return dict(told)


def _take(connection: Connection, told: dict[str, Any]) -> str:
    row = connection.execute("SELECT id FROM practice WHERE uid = ?", (told["uid"],)).fetchone()
    if row is None:
        insert(connection, told, told["uid"])
        return "added"
    there = connection.execute(
        "SELECT kind, turn, node, choice, at FROM entry WHERE practice = ? ORDER BY number", row
    ).fetchall()
    coming = [tuple(entry[name] for name in _LOG) for entry in told["entries"]]
    if there[: len(coming)] == coming:
        return "known"
    if coming[: len(there)] == there:
        connection.execute("DELETE FROM practice WHERE id = ?", row)
        insert(connection, told, told["uid"], row[0])
        return "longer"
    insert(connection, told, secrets.token_hex(16))
    return "added"


def insert(connection: Connection, told: dict[str, Any], uid: str, number: int | None = None) -> None:
    """Write a practice as it stands in an export; `number` is its id, None takes the next one."""
    values = {**{name: told[name] for name in PRACTICE}, "uid": uid}
    cursor = connection.execute(
        f"""INSERT INTO practice (id, {", ".join(PRACTICE)}, touched)
            VALUES (?, {", ".join("?" * len(PRACTICE))}, (SELECT value FROM fact WHERE name = 'changes'))""",
        (number, *values.values()),
    )
    practice = cursor.lastrowid
    for edition in told["editions"]:
        connection.execute("INSERT INTO edition VALUES (?, ?, ?)", (practice, edition["number"], edition["sha256"]))
    columns = ", ".join(f'"{name}"' for name in ENTRY)
    for entry in told["entries"]:
        text = json.dumps(entry["words"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        events = words.from_json(text, 1, 1, (0, 0, 0, 0), (0, 0, 0, 0))
        found = keep_words(connection, text, words.searchable(told["title"] if entry["number"] == 0 else "", events))
        connection.execute(
            f"INSERT INTO entry (practice, {columns}, words) VALUES (?, {', '.join('?' * len(ENTRY))}, ?)",
            (practice, *(entry[name] for name in ENTRY), found),
        )
    _check(connection, practice)


def _check(connection: Connection, practice: int | None) -> None:
    """It can be read, and its turns follow one another.

    Raises:
        TranscriptError, or what `import_export` takes for the same.
    """
    row = connection.execute(f"SELECT {COLUMNS} FROM practice WHERE practice.id = ?", (practice,)).fetchone()
    whole = read(connection, kept(row))
    if not whole.told or [told.number for told in whole.told] != list(range(len(whole.told))):
        raise ValueError("an entry is missing")
    if [told.kind == "start" for told in whole.told] != [told.number == 0 for told in whole.told]:
        raise ValueError("a practice has one start")
    Transcript.from_json(whole.transcript.as_json())
