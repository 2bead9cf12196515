"""Which backups stay. Pure: what is there goes in, what may go comes out.

The days, weeks and months are counted over the backups that are there, not back from today. So neither a long pause
nor a clock that was set back costs one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

Reason = Literal["regular", "close", "asked", "restore", "migration", "import"]
"""Why a backup was made: every half hour, at close, by hand, or before one of the three."""

NEWEST, SPECIAL, DAYS, WEEKS, MONTHS = 12, 6, 7, 5, 12
_ORDINARY: tuple[Reason, ...] = ("regular", "close")


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """`number` counts the backups of one vault and only rises; `at` is in UTC, to the second."""

    number: int
    at: datetime
    reason: Reason


Stamped = TypeVar("Stamped", bound=Stamp)


def outdated(stamps: Iterable[Stamped]) -> list[Stamped]:
    """Those that need not stay, oldest first.

    What stays: the newest 12; the newest 6 that were made by hand or before something; and the last one of each of
    7 days, 5 weeks and 12 months.
    """
    newest_first = sorted(stamps, reverse=True)
    stay = set(newest_first[:NEWEST])
    stay.update([stamp for stamp in newest_first if stamp.reason not in _ORDINARY][:SPECIAL])
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        stay.update(_last_of_each(newest_first, period)[:most])
    return [stamp for stamp in reversed(newest_first) if stamp not in stay]


def _last_of_each(newest_first: list[Stamped], period: Callable[[datetime], tuple[int, ...]]) -> list[Stamped]:
    last: dict[tuple[int, ...], Stamped] = {}
    for stamp in newest_first:
        last.setdefault(period(stamp.at), stamp)
    return list(last.values())


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month
