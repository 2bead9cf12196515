"""One conversation to try next, and why. Never a duty: it is the gentlest one that is new, or the one longest ago.

Grief is never suggested: whoever wants to practise that looks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ipt_roleplay.scenario.library import Header

UNASKED = frozenset({"grief"})
"""What is never suggested without having been asked for, by the scenario's `focus`."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`last`: when it was practised last, in milliseconds since 1970 (UTC); None where it is new to the person."""

    header: Header
    last: int | None


def suggest(
    headers: Sequence[Header], practised: Mapping[str, int], leave_out: Collection[str] = ()
) -> Suggestion | None:
    """Of `headers` (in the order of the library, gentle ones first) the first that was not practised yet.

    Where all were, the one whose last time is longest ago. `practised`: when each scenario was practised last.
    `leave_out`: what is offered on the same page already. None where nothing is left to suggest.
    """
    candidates = [
        header for header in headers if header.playable and header.focus not in UNASKED and header.id not in leave_out
    ]
    new = [header for header in candidates if header.id not in practised]
    if new:
        return Suggestion(new[0], None)
    if not candidates:
        return None
    oldest = min(candidates, key=lambda header: practised[header.id])
    return Suggestion(oldest, practised[oldest.id])
