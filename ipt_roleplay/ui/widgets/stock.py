"""Parts that may be wanted next, made while one reads.

A new widget takes a quarter of a millisecond until it can be painted, its words as long until they are laid out, and
a turn needs a dozen of both. So what every answer would bring waits hidden, with its words on it.

    labels = Stock(lambda: Label(themes, parent=page), Label.setText)
    labels.expect("Hello.")          # while one reads
    labels.take("Hello.")            # the one that was made ahead
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

Part = TypeVar("Part", bound=QWidget)
Words = TypeVar("Words")


class Stock(Generic[Part, Words]):
    """Gives out parts of one kind, all of them hidden. `show` puts words on a part, new or not."""

    def __init__(self, make: Callable[[], Part], show: Callable[[Part, Words], object]) -> None:
        self._make = make
        self._show = show
        self._ready: dict[Words, Part] = {}
        self._spare: list[Part] = []

    def expect(self, words: Words) -> Part:
        """Have a part with these words ready."""
        part = self._ready.get(words)
        if part is None:
            part = self._ready[words] = self._spare.pop() if self._spare else self._new()
            self._show(part, words)
            parts: list[QWidget] = [part, *part.findChildren(QWidget)]
            for widget in parts:
                widget.ensurePolished()
        return part

    def expect_nothing(self) -> None:
        """What was expected did not come; its parts get other words."""
        self._spare += self._ready.values()
        self._ready.clear()

    def take(self, words: Words) -> Part:
        """The part with these words; where nobody expected them, any other, or a new one."""
        part = self._ready.pop(words, None)
        if part is None:
            part = self._spare.pop() if self._spare else self._ready.popitem()[1] if self._ready else self._new()
            self._show(part, words)
        return part

    def _new(self) -> Part:
        part = self._make()
        part.hide()  # said aloud, since what is only not shown yet is shown with the page around it
        return part
