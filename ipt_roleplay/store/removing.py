"""Removing a practice so that it can be put back: it is gone from the disk at once, and its only copy is in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ipt_roleplay.store.export import practice_as_json
from ipt_roleplay.store.importing import insert
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Removed:
    """What `put_back` needs; whoever lets go of it lets go of the practice."""

    number: int
    touched: int
    told: dict[str, Any]


def remove(vault: Vault, practice: int) -> Removed:
    """Remove a practice and the words that fell in no other. Backups made before still hold it.

    Raises:
        LookupError: there is no such practice. NotSaved: the disk refuses, and it is still there.
    """
    records = Records(vault)
    records.kept(practice)
    with vault.read() as connection:
        told = practice_as_json(connection, practice)
        touched = connection.execute("SELECT touched FROM practice WHERE id = ?", (practice,)).fetchone()[0]
    records.remove(practice)
    return Removed(practice, touched, told)


def put_back(vault: Vault, removed: Removed) -> None:
    """As if it had never been removed: row for row, in its old place.

    Raises:
        NotSaved: the disk refuses.
    """
    with vault.write() as connection:
        insert(connection, removed.told, removed.told["uid"], removed.number)
        connection.execute("UPDATE practice SET touched = ? WHERE id = ?", (removed.touched, removed.number))
