"""Writes a practice down as it happens: an entry is on the disk before anything that follows from it is shown.

`record` returns when SQLite has synced the transaction (WAL, synchronous=FULL), or raises NotSaved and nothing has
happened. It may be called from any thread, one call at a time; a window calls `session.choose` on a worker and shows
what it returns.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import Event, Explained, Rewound
from ipt_roleplay.conversation.migration import Report
from ipt_roleplay.conversation.transcript import Entry, Pick, Rewind, Start, Transcript, replay
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Story
from ipt_roleplay.store import words
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Closed, NotSaved
from ipt_roleplay.store.vault import Vault

if TYPE_CHECKING:
    from ipt_roleplay.store.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with all that is kept of it. `turns` counts the turns that stand after it."""

    entry: Entry
    at: Moment
    said: tuple[Event, ...]
    met: tuple[Event, ...]
    state: State
    turns: int


class PracticeRecorder:
    """Takes the entries of one practice.

    Args:
        practice: the number of a practice that is taken up again; None begins a new one with its Start.
        transcript: what is kept of it already, as it plays in `story`.

    Where the disk refuses, `record` raises NotSaved and the session stays where it was. After `go_on_unsaved` it takes
    entries all the same and keeps them in memory; each later entry first tries to bring the waiting ones to the disk.
    """

    def __init__(
        self, vault: Vault, story: Story, *, practice: int | None = None, transcript: Transcript | None = None
    ) -> None:
        self.practice = practice
        self._vault = vault
        self._story = story
        self._keeps_going = False
        self._pending: list[_Row] = []
        self._states: list[State] = []
        self._explains = True
        if transcript is not None:
            self._follow_start(transcript.start)
            self._states += [step.after for step in replay(story, transcript.start, transcript.picks)]

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """The entries that are only in memory."""
        return tuple(row.entry for row in self._pending)

    def go_on_unsaved(self) -> None:
        """The person wants to practise on though the disk refuses. Say that nothing of it is kept for now."""
        self._keeps_going = True

    def retry(self) -> None:
        """Bring the waiting entries to the disk.

        Raises:
            NotSaved: it still refuses; they wait on.
        """
        self._save(())
        self._keeps_going = False

    def record(self, entry: Entry) -> None:
        """Keep `entry` for good.

        Raises:
            NotSaved: the disk refuses; it is as if the entry had never been.
            Closed: the vault was locked; as above, and also after `go_on_unsaved`.
        """
        row = self._row(entry)
        try:
            self._save((row,))
        except Closed:
            raise
        except NotSaved:
            if not self._keeps_going:
                raise
            self._pending.append(row)
        self._follow(row)

    def adopt(self, report: Report) -> None:
        """Go on in another version of the scenario, as `migrate_transcript` found the way; all of it or nothing.

        Raises:
            NotSaved: the disk refuses; the practice is as it was, and this recorder is of no more use.
        """
        assert self.practice is not None
        rows = []
        for entry in report.added:
            rows.append(self._row(entry))
            self._follow(rows[-1])
        with self._vault.write() as connection:
            sha256 = report.transcript.start.sha256
            connection.execute("UPDATE practice SET sha256 = ? WHERE id = ?", (sha256, self.practice))
            connection.execute(
                "INSERT INTO edition SELECT ?1, 1 + max(number), ?2 FROM entry WHERE practice = ?1",
                (self.practice, sha256),
            )
            for row in rows:
                self._write(connection, self.practice, row)

    # --- following the conversation -------------------------------------------------------------------------------

    def _row(self, entry: Entry) -> _Row:
        story, at = self._story, Moment.of(self._vault.clock())
        if isinstance(entry, Start):
            state = engine.begin(story, entry.day)
            began, *met = engine.opening(story, state, entry.day)
            return _Row(entry, at, (began,), tuple(met), state, 0)
        if isinstance(entry, Rewind):
            state = self._states[entry.turn - 1]
            return _Row(entry, at, (Rewound(entry.turn),), engine.arrival(story, state), state, entry.turn - 1)
        before = self._states[-1]
        after, happened = engine.choose(story, before, self._choice(before, entry))
        said = tuple(event for event in happened if self._explains or not isinstance(event, Explained))
        return _Row(entry, at, said, engine.arrival(story, after), after, entry.turn)

    def _choice(self, state: State, pick: Pick) -> Choice:
        return next(choice for choice in self._story.nodes[state.node].choices if choice.id == pick.choice)

    def _follow(self, row: _Row) -> None:
        if isinstance(row.entry, Start):
            self._follow_start(row.entry)
        self._states[row.turns :] = [row.state]

    def _follow_start(self, start: Start) -> None:
        self._states = [engine.begin(self._story, start.day)]
        self._explains = start.feedback != "none"

    # --- writing --------------------------------------------------------------------------------------------------

    def _save(self, rows: tuple[_Row, ...]) -> None:
        """Everything that waits and `rows`, in one transaction."""
        waiting = (*self._pending, *rows)
        if not waiting:
            return
        with self._vault.write() as connection:
            practice = self.practice
            for row in waiting:
                if isinstance(row.entry, Start):
                    practice = self._begin(connection, row.entry, row)
                assert practice is not None
                self._write(connection, practice, row)
        self.practice = practice
        self._pending.clear()

    def _begin(self, connection: Connection, start: Start, row: _Row) -> int:
        story = self._story
        cursor = connection.execute(
            """INSERT INTO practice (uid, scenario, sha256, seed, day, feedback, language, title, partner,
                   began_at, began_offset, last_at, last_offset, turns, touched)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)""",
            (*_new_practice(start), story.language, story.title, story.partner.name, *row.at, *row.at),
        )
        assert cursor.lastrowid is not None
        connection.execute("INSERT INTO edition VALUES (?, 0, ?)", (cursor.lastrowid, start.sha256))
        return cursor.lastrowid

    def _write(self, connection: Connection, practice: int, row: _Row) -> None:
        entry, title = row.entry, ""
        kind, turn, node, choice = "start", 0, None, None
        if isinstance(entry, Start):
            title = self._story.title
        else:
            kind, turn = ("rewind" if isinstance(entry, Rewind) else "pick"), entry.turn
        if isinstance(entry, Pick):
            node, choice = entry.node, entry.choice
        text = words.to_json(row.said, row.met)
        kept = keep_words(connection, text, words.searchable(title, (*row.said, *row.met)))
        connection.execute(
            """INSERT INTO entry SELECT ?1, 1 + coalesce((SELECT max(number) FROM entry WHERE practice = ?1), -1),
                   ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12""",
            (practice, kind, turn, node, choice, *row.at, kept, *row.state.gauges),
        )
        ending = self._story.ending_at(row.state)
        told = (ending.id, ending.title, ending.said, ending.answer) if ending else (None,) * 4
        connection.execute(
            """UPDATE practice SET last_at = ?, last_offset = ?, turns = ?, ending = ?, ending_title = ?, said = ?,
                   answer = ?, set_aside = 0, touched = (SELECT value FROM fact WHERE name = 'changes')
               WHERE id = ?""",
            (*row.at, row.turns, *told, practice),
        )


def _new_practice(start: Start) -> tuple[str | int, ...]:
    return secrets.token_hex(16), start.scenario, start.sha256, start.seed, start.day, start.feedback


def keep_words(connection: Connection, text: str, searchable: str) -> int:
    """The number of these words, which are kept once."""
    digest = words.digest(text)
    known = connection.execute("SELECT id FROM words WHERE digest = ?", (digest,)).fetchone()
    if known is not None:
        return int(known[0])
    number = connection.execute("INSERT INTO words (digest, json) VALUES (?, ?)", (digest, text)).lastrowid
    assert number is not None
    connection.execute("INSERT INTO said (rowid, text) VALUES (?, ?)", (number, searchable))
    return number
