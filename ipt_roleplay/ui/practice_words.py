"""Kept practices in words: for a row of the history, and for the strip that offers to go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ipt_roleplay.ui.dates import ago_words, date_words, day_words, time_words
from ipt_roleplay.ui.widgets.practice_row import RowText

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipt_roleplay.conversation.events import Event
    from ipt_roleplay.conversation.session import PracticeSession
    from ipt_roleplay.store.reading import Kept
    from ipt_roleplay.store.records import Hit, Records

_BEFORE = 32  # so many letters before what was found are shown: it must not be out of sight


def rows(practices: Iterable[Kept], today: date, above: date | None = None) -> Iterator[RowText]:
    """A row for each, in their order. `above`: the day of the row before the first one."""
    for kept in practices:
        began = kept.began.local()
        day = began.date()
        yield RowText(
            kept.id,
            "" if day == above else day_words(day, today),
            kept.title,
            _tr("With {partner} · {time} · {end}").format(partner=kept.partner, time=time_words(began), end=_end(kept)),
            f"{day_words(day, today)}, {time_words(began)}",
        )
        above = day


def hit_rows(hits: Sequence[Hit], today: date) -> Iterator[RowText]:
    """A row for each practice in which something was found, with the words around it."""
    for row, hit in zip(rows((hit.practice for hit in hits), today), hits, strict=True):
        yield RowText(row.practice, row.day, row.title, row.meta, row.when, around(hit.snippet))


def around(snippet: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    """In one line, and beginning not long before what was found."""
    parts = [(text.replace("\n", " · "), found) for text, found in snippet]
    lead, found = parts[0] if parts else ("", True)
    if not found and len(lead) > _BEFORE:
        _, space, near = lead[-_BEFORE:].partition(" ")
        parts[0] = (f"…{near}" if space else f"…{lead[-_BEFORE:]}", False)
    return tuple(parts)


def _end(kept: Kept) -> str:
    if kept.ending_title is not None:
        return f"“{kept.ending_title}”"
    if kept.turns == 0:
        return _tr("nothing said yet")
    return _tr("left at turn {turn}").format(turn=kept.turns + 1)


def short_when(kept: Kept, today: date) -> str:
    began = kept.began.local()
    return f"{date_words(began.date(), today)}, {time_words(began)}"


# --- what was left open -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What can be taken up again. `practice`: its number in what is kept; None where it is in memory only."""

    practice: int | None
    scenario: str
    title: str
    partner: str
    words: str
    turn: int
    has_ended: bool = False
    last: datetime | None = None

    def when(self, now: datetime) -> str:
        """“Left open last night, at turn 3”."""
        if self.has_ended:
            return _tr("Left open, after the last turn")
        if self.last is None:
            return _tr("Left open, at turn {turn}").format(turn=self.turn)
        ago = ago_words(self.last, now)
        return _tr("Left open {ago}, at turn {turn}").format(ago=ago, turn=self.turn)

    def quoted(self) -> str:
        return f"{self.partner}: “{self.words}”" if self.words else ""


def left_in_memory(session: PracticeSession, practice: int | None) -> LeftOpen:
    """Of a practice that was left while this window was open."""
    story, words = session.story, _last_words(session.script())
    return LeftOpen(
        practice, story.id, story.title, story.partner.name, words, session.turn, session.ending is not None
    )


def left_and_kept(records: Records, scenarios: Collection[tuple[str, str]]) -> LeftOpen | None:
    """The one left last whose conversation is still there. Reads the vault: off the GUI thread."""
    kept = next((kept for kept in records.left() if (kept.scenario, kept.partner) in scenarios), None)
    if kept is None:
        return None
    stands = records.read(kept.id).attempts[-1]
    words = _last_words(event for told in stands for event in told.events)
    return LeftOpen(kept.id, kept.scenario, kept.title, kept.partner, words, kept.turns + 1, last=kept.last.local())


def _last_words(events: Iterable[Event]) -> str:
    """Of the partner."""
    from ipt_roleplay.conversation.events import PartnerSpoke  # the first picture can do without

    spoken = [event.text for event in events if isinstance(event, PartnerSpoke)]
    return spoken[-1] if spoken else ""


def _tr(words: str) -> str:
    return QCoreApplication.translate("Practices", words)
