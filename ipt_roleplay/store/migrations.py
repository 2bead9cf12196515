"""The form of the data file, version by version. Every older file opens for ever; a newer one is refused untouched.

A migration is a list of statements, run in one transaction with the new version number: a kill leaves the old form or
the new one. What has landed here is never edited; a change of form is a new migration at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipt_roleplay.store.errors import NewerVersion

if TYPE_CHECKING:
    from ipt_roleplay.store.sqlcipher import Connection

Migration = Sequence[str]

_FIRST: Migration = (
    # Small facts about the file itself. `changes` counts the writes, so that a backup knows whether it is needed.
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO fact VALUES ('changes', 0), ('backed_up', 0), ('backed_up_at', 0)",
    # One practice. `sha256` is the version of the scenario that it goes on with; times as in clock.py; `touched` is
    # the count of changes when it was last written to, for an order that no clock can upset.
    """CREATE TABLE practice (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        scenario TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        seed INTEGER NOT NULL,
        day TEXT NOT NULL,
        feedback TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        partner TEXT NOT NULL,
        began_at INTEGER NOT NULL,
        began_offset INTEGER NOT NULL,
        last_at INTEGER NOT NULL,
        last_offset INTEGER NOT NULL,
        turns INTEGER NOT NULL,
        ending TEXT,
        ending_title TEXT,
        said TEXT,
        answer TEXT,
        set_aside INTEGER NOT NULL DEFAULT 0,
        touched INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX practice_by_scenario ON practice (scenario)",
    # What was said, each wording once however often it came: JSON as words.py writes it.
    "CREATE TABLE words (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, json TEXT NOT NULL) STRICT",
    # The entries of the transcript; number 0 is the start. The gauges are those after the entry.
    """CREATE TABLE entry (
        practice INTEGER NOT NULL REFERENCES practice ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('start', 'pick', 'rewind')),
        turn INTEGER NOT NULL,
        node TEXT,
        choice TEXT,
        at INTEGER NOT NULL,
        "offset" INTEGER NOT NULL,
        words INTEGER NOT NULL REFERENCES words,
        connection INTEGER NOT NULL,
        clarity INTEGER NOT NULL,
        self_respect INTEGER NOT NULL,
        tension INTEGER NOT NULL,
        PRIMARY KEY (practice, number)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_by_words ON entry (words, practice)",
    # Which version of the scenario held from which entry on.
    """CREATE TABLE edition (
        practice INTEGER NOT NULL REFERENCES practice ON DELETE CASCADE,
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (practice, number)
    ) STRICT, WITHOUT ROWID""",
    # Text that is being written and has no place yet; `place` is the window's name for where.
    "CREATE TABLE draft (place TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Search over `words`, by the same numbers. Deleted text leaves no trace in the index.
    "CREATE VIRTUAL TABLE said USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO said (said, rank) VALUES ('secure-delete', 1)",
)

_SHORT_WAYS: Migration = (
    # What every start asks for, found without going through ten years: what was left open, and the endings come to.
    "CREATE INDEX practice_left ON practice (touched DESC, last_at DESC) WHERE ending IS NULL AND NOT set_aside",
    # An ending is the last thing that is met.
    """CREATE INDEX words_of_ending
        ON words (id, json_extract(json, '$.met[#-1].ending'), json_extract(json, '$.met[#-1].title'))
        WHERE json_extract(json, '$.met[#-1].type') = 'ending'""",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _SHORT_WAYS)
"""Number n leads from version n to version n + 1."""


def version(connection: Connection) -> int:
    """The version of the data file; 0 where nothing is in it yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version found.

    Raises:
        NewerVersion: it is not known here.
    """
    found = version(connection)
    if found > len(migrations):
        raise NewerVersion(found, len(migrations))
    return found


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the file to the newest form, each step in a transaction of its own.

    Raises:
        sqlcipher.Error: a step failed; the file stands at the version before it.
    """
    for number in range(refuse_newer(connection, migrations), len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
