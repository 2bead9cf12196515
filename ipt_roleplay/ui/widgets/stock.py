"""Parts that will be wanted again, made while one reads.

A new widget takes a quarter of a millisecond until it can be painted, and a turn needs a dozen. What one turn took is
therefore made once more when nothing else is to be done, and waits hidden for the next turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtWidgets import QWidget

Part = TypeVar("Part", bound=QWidget)


class Stock:
    """Gives out widgets by kind; each kind says how one is made."""

    def __init__(self) -> None:
        self._makers: dict[object, Callable[[], QWidget]] = {}
        self._taken: Counter[object] = Counter()
        self._ready: dict[object, list[QWidget]] = {}

    def take(self, kind: object, make: Callable[[], Part]) -> Part:
        """One of its kind: what is there, else a new one. It is hidden, and shows what it showed when it was made."""
        self._makers[kind] = make
        self._taken[kind] += 1
        ready = self._ready.get(kind)
        return cast(Part, ready.pop()) if ready else make()

    def refill(self) -> None:
        """Make as many of each kind as were taken since the last time."""
        for kind, count in self._taken.items():
            ready = self._ready.setdefault(kind, [])
            while len(ready) < count:
                part = self._makers[kind]()
                for widget in (part, *part.findChildren(QWidget)):
                    widget.ensurePolished()
                ready.append(part)
        self._taken.clear()
