"""A conversation of the library in words: for its card, and for what one has found of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.ui.widgets.library_card import CardText

Found = Mapping[tuple[str, str], Mapping[str, str]]
"""By scenario and partner the endings that one has come to, id and title. Of the others one is told only how many there
are."""


def card_text(catalogue: Catalogue, header: Header, found: Found) -> CardText:
    meta = _tr("{practice} · {level} · {n}\u00a0min").format(
        practice=catalogue.practices[header.practice].name,
        level=catalogue.levels[header.level].name,
        n=header.minutes,
    )
    instead_of = ""
    if header.hides:
        meta += " · " + _tr("in the place of another")
        instead_of = _tr("{file} is in the place of {other}, which has the same id").format(
            file=header.file, other=header.hides
        )
    notes = ", ".join(header.content_notes)
    titles = tuple(found.get((header.id, header.partner), {}).values())
    return CardText(
        header.file,
        header.face,
        header.partner,
        header.relation,
        header.title,
        header.summary,
        meta,
        _tr("Touches on {notes}").format(notes=notes) if notes else _tr("No content notes"),
        bool(notes),
        _count(len(titles), header.endings) if titles else "",
        titles,
        instead_of,
    )


def _count(found: int, endings: int) -> str:
    """How many one has found. A file that has changed since may have fewer than were found in it once."""
    if found >= endings:
        return _tr("You have found every ending")
    return _tr("You have found {found} of {endings} endings").format(found=found, endings=endings)


def _tr(words: str) -> str:
    return QCoreApplication.translate("LibraryWords", words)
