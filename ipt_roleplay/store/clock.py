"""Moments as they are kept: UTC, and how far the wall clock of that day stood from it.

Both are kept because a person remembers "Tuesday evening", not UTC, and because a zone or daylight saving may change
in between. Order never rests on them (rows are numbered), and a clock that was set back never makes a negative span.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

Clock = Callable[[], datetime]
"""Tells the time; the datetime carries its offset."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def system_clock() -> datetime:
    return datetime.now().astimezone()


class Moment(NamedTuple):
    """`utc`: milliseconds since 1970-01-01T00:00Z. `offset`: minutes that the wall clock was ahead of UTC."""

    utc: int
    offset: int

    @staticmethod
    def of(time: datetime) -> Moment:
        """Raises ValueError where `time` has no offset."""
        ahead = time.utcoffset()
        if ahead is None:
            raise ValueError("A clock of this program tells its offset from UTC.")
        return Moment((time - _EPOCH) // _MILLISECOND, ahead // timedelta(minutes=1))

    def local(self) -> datetime:
        """The wall clock as it stood then, to the millisecond."""
        return (_EPOCH + self.utc * _MILLISECOND).astimezone(timezone(timedelta(minutes=self.offset)))


def span(earlier: Moment, later: Moment) -> timedelta:
    """The time between two moments; zero where the clock was set back in between."""
    return max(0, later.utc - earlier.utc) * _MILLISECOND
