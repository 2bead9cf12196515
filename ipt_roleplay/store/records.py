"""The practices in a vault: begun, taken up again, listed, read, searched, removed.

Every method may be called from any thread, and raises Closed where the vault is locked and Damaged where what it reads
is not what was written. Those that write raise NotSaved where the disk refuses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_roleplay.conversation.migration import Report, migrate_transcript
from ipt_roleplay.conversation.transcript import Rewind, Transcript
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store import reading
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import AnotherTalk
from ipt_roleplay.store.reading import Kept, Reading
from ipt_roleplay.store.recorder import PracticeRecorder
from ipt_roleplay.store.vault import Vault

if TYPE_CHECKING:
    from ipt_roleplay.store.sqlcipher import Connection

_MARKS = "\x02", "\x03"
_SNIPPET_WORDS = 16
_MATCHING = "(SELECT rowid FROM said WHERE said MATCH ?)"
# The first entry of each practice in which something was found, the newest practices first. Where it fell seldom, from
# the words to the practices; where it fell everywhere, through the practices until there are enough.
_MANY = 2000
_FROM_WORDS = f"""SELECT practice, min(number) AS number FROM entry WHERE words IN {_MATCHING}
    GROUP BY practice ORDER BY practice DESC LIMIT ?"""
_FROM_PRACTICES = f"""SELECT id AS practice,
        (SELECT number FROM entry WHERE practice = id AND words IN {_MATCHING} ORDER BY number LIMIT 1) AS number
    FROM practice WHERE number IS NOT NULL ORDER BY id DESC LIMIT ?"""
# By the age of their words. Nothing but indices is read, except for whose practice it was.
_ENDINGS = """SELECT DISTINCT words.id, scenario, partner, json_extract(json, '$.met[#-1].ending'),
        json_extract(json, '$.met[#-1].title')
    FROM words CROSS JOIN entry ON entry.words = words.id CROSS JOIN practice ON practice.id = entry.practice
    WHERE json_extract(json, '$.met[#-1].type') = 'ending' ORDER BY words.id"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A practice in which something was found, the entry where it was said first, and its words around it.

    `snippet` is a list of (text, whether it is what was looked for), to be put one after the other.
    """

    practice: Kept
    number: int
    turn: int
    snippet: tuple[tuple[str, bool], ...]


class Records:
    """The practices of one person."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    # --- practising -----------------------------------------------------------------------------------------------

    def recorder(self, story: Story) -> PracticeRecorder:
        """For a new practice; nothing is written before its first entry."""
        return PracticeRecorder(self._vault, story)

    def resumption(self, practice: int, story: Story) -> Report:
        """What taking up a practice would mean, without doing it: `report.unchanged` means that nothing need be said.

        Raises:
            LookupError: there is no such practice. ValueError: the story is another scenario.
        """
        self._refuse_another(practice, story)
        return migrate_transcript(story, self.transcript(practice))

    def take_up(self, practice: int, story: Story) -> tuple[Transcript, PracticeRecorder]:
        """Both for `PracticeSession.restore`. Where the scenario has changed, what that means is written down first.

        Raises:
            LookupError, ValueError: as above.
        """
        self._refuse_another(practice, story)
        kept = self.transcript(practice)
        if kept.start.sha256 == story.sha256:
            return kept, PracticeRecorder(self._vault, story, practice=practice, transcript=kept)
        report = migrate_transcript(story, kept)
        back = report.added[0] if report.added else None
        stands = kept.picks[: back.turn - 1] if isinstance(back, Rewind) else kept.picks
        recorder = PracticeRecorder(
            self._vault, story, practice=practice, transcript=Transcript(report.transcript.start, stands)
        )
        recorder.adopt(report)
        return report.transcript, recorder

    def _refuse_another(self, practice: int, story: Story) -> None:
        kept = self.kept(practice)
        if kept.scenario == story.id and not kept.is_of(story.id, story.partner.name):
            raise AnotherTalk(kept.partner, story.partner.name)

    # --- looking --------------------------------------------------------------------------------------------------

    def left(self, limit: int = 20) -> tuple[Kept, ...]:
        """Practices with at least one answer and no ending that were not set aside; the last one touched first."""
        return self._listed(
            """WHERE ending IS NULL AND NOT set_aside
                   AND EXISTS (SELECT 1 FROM entry WHERE entry.practice = practice.id AND kind = 'pick')
               ORDER BY touched DESC, last_at DESC LIMIT ?""",
            limit,
        )

    def history(self, limit: int = 50, before: int | None = None, scenario: str | None = None) -> tuple[Kept, ...]:
        """All practices, those begun last first. `before`: the id of the last one of the page before."""
        return self._listed(
            "WHERE practice.id < coalesce(?, practice.id + 1) AND scenario = coalesce(?, scenario) "
            "ORDER BY practice.id DESC LIMIT ?",
            before,
            scenario,
            limit,
        )

    def practised(self) -> dict[str, Moment]:
        """The scenarios that were practised, each with when its last practice was begun."""
        with self._vault.read() as connection:
            rows = connection.execute(
                """SELECT scenario, began_at, began_offset FROM practice
                   WHERE id IN (SELECT max(id) FROM practice GROUP BY scenario)"""
            ).fetchall()
        return {scenario: Moment(*began) for scenario, *began in rows}

    def endings_found(self) -> dict[tuple[str, str], dict[str, str]]:
        """By scenario and partner (see `Kept.is_of`): the endings that were come to, also in attempts that were taken
        back; each id with its title.

        In the order in which they were found first. The titles are those of then, the newest where there are several.
        """
        with self._vault.read() as connection:
            rows = connection.execute(_ENDINGS).fetchall()
        found: dict[tuple[str, str], dict[str, str]] = {}
        for _, scenario, partner, ending, title in rows:
            found.setdefault((scenario, partner), {})[ending] = title
        return found

    def count(self) -> int:
        with self._vault.read() as connection:
            return int(connection.execute("SELECT count(*) FROM practice").fetchone()[0])

    def kept(self, practice: int) -> Kept:
        """Raises LookupError: there is no such practice."""
        found = self._listed("WHERE practice.id = ?", practice)
        if not found:
            raise LookupError(f"There is no practice {practice} here.")
        return found[0]

    def _listed(self, which: str, *values: int | str | None) -> tuple[Kept, ...]:
        with self._vault.read() as connection:
            rows = connection.execute(f"SELECT {reading.COLUMNS} FROM practice {which}", values).fetchall()
        return tuple(reading.kept(row) for row in rows)

    def read(self, practice: int) -> Reading:
        """A whole practice with the words as they were; the scenario file is not needed.

        Raises:
            LookupError: there is no such practice.
        """
        with self._vault.read() as connection:
            return read(connection, self.kept(practice))

    def transcript(self, practice: int) -> Transcript:
        """Raises LookupError: there is no such practice."""
        return self.read(practice).transcript

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """The practices in which all words of `text` fell in one entry or title; those begun last first.

        The last word may be the beginning of one; case and accents do not matter.
        """
        asked = [f'"{word.replace(chr(34), chr(34) * 2)}"' for word in text.split() if any(map(str.isalnum, word))]
        if not asked:
            return ()
        match = " ".join(asked) + "*"
        with self._vault.read() as connection:
            few = connection.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM entry WHERE words IN {_MATCHING} LIMIT ?)", (match, _MANY)
            ).fetchone()[0]
            rows = connection.execute(
                f"""SELECT {reading.COLUMNS}, found.number, entry.turn, entry.words
                    FROM ({_FROM_WORDS if few < _MANY else _FROM_PRACTICES}) AS found
                    JOIN practice ON practice.id = found.practice
                    JOIN entry ON entry.practice = found.practice AND entry.number = found.number
                    ORDER BY practice.id DESC""",
                (match, limit),
            ).fetchall()
            snippets = _snippets(connection, match, sorted({row[-1] for row in rows}))
        return tuple(_hit(row, snippets[row[-1]]) for row in rows)

    # --- tidying --------------------------------------------------------------------------------------------------

    def set_aside(self, practice: int, aside: bool = True) -> None:
        """Offer it no more to be taken up, or again; it stays in the history."""
        with self._vault.write() as connection:
            connection.execute("UPDATE practice SET set_aside = ? WHERE id = ?", (aside, practice))

    def remove(self, practice: int) -> None:
        """Remove a practice and the words that fell in no other. Backups made before still hold it."""
        with self._vault.write() as connection:
            connection.execute("DELETE FROM practice WHERE id = ?", (practice,))
            forget_words(connection)
        self._vault.fold()

    # --- drafts ---------------------------------------------------------------------------------------------------

    def keep_draft(self, place: str, text: str) -> None:
        """Keep text that is being written, encrypted, so that a lock or a kill does not take it; "" forgets it."""
        with self._vault.write() as connection:
            connection.execute("DELETE FROM draft WHERE place = ?", (place,))
            if text:
                connection.execute("INSERT INTO draft VALUES (?, ?)", (place, text))

    def draft(self, place: str) -> str:
        with self._vault.read() as connection:
            row = connection.execute("SELECT text FROM draft WHERE place = ?", (place,)).fetchone()
        return str(row[0]) if row else ""


def read(connection: Connection, practice: Kept) -> Reading:
    """A whole practice, on any connection (a backup's too)."""
    rows = connection.execute(
        """SELECT number, kind, turn, node, choice, at, "offset", json, connection, clarity, self_respect, tension
           FROM entry JOIN words ON words.id = entry.words WHERE practice = ? ORDER BY number""",
        (practice.id,),
    ).fetchall()
    return Reading(practice, reading.told_in_order(rows))


def forget_words(connection: Connection) -> None:
    """Remove the words that no entry has any more, from the search too."""
    gone = connection.execute(
        "SELECT id FROM words WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.words = words.id)"
    ).fetchall()
    connection.executemany("DELETE FROM said WHERE rowid = ?", gone)
    connection.executemany("DELETE FROM words WHERE id = ?", gone)


def _hit(row: tuple[int, ...], snippet: str) -> Hit:
    *columns, number, turn, _ = row
    return Hit(reading.kept(tuple(columns)), number, turn, _parts(snippet))


def _snippets(connection: Connection, match: str, words: list[int]) -> dict[int, str]:
    """What was found in these wordings; each is the same for all practices in which it fell.

    The plus keeps SQLite from asking the search once for each of them: for half a word that takes milliseconds a time.
    """
    found = connection.execute(
        """SELECT rowid, snippet(said, 0, ?, ?, '…', ?) FROM said
           WHERE said MATCH ? AND +rowid IN (SELECT value FROM json_each(?))""",
        (*_MARKS, _SNIPPET_WORDS, match, json.dumps(words)),
    )
    return dict(found.fetchall())


def _parts(snippet: str) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    for piece in snippet.split(_MARKS[0]):
        found, mark, rest = piece.partition(_MARKS[1])
        parts += [(found, True), (rest, False)] if mark else [(piece, False)]
    return tuple(part for part in parts if part[0])
