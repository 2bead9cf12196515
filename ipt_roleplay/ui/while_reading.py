"""What may come next is made while one reads: a piece at a time, and never while a press waits for its picture."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_FIRST_MS = 40  # after what is new: it is painted by then, and being read
_NEXT_MS = 1


class WhileReading(QObject):
    """Takes an iterator whose steps each make something, and are done in some milliseconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def make(self, pieces: Iterator[None]) -> None:
        """Start on these in a moment; what was not made of earlier ones is left."""
        self._pieces = pieces
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        """Something is pressed. The next `make` says what is to be made then."""
        self._pieces = iter(())
        self._timer.stop()

    def _next(self) -> None:
        self._timer.setInterval(_NEXT_MS)
        if next(self._pieces, self) is self:
            self.stop()
