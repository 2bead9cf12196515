"""Python's collector of forgotten cycles, made to wait for a quiet moment.

Left to itself it stops everything for up to a tenth of a second, also between a key press and its picture. So it comes
by timer, when next to nothing has been made since it last looked; only a flood of new objects still calls it at once.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1000
_STILL = 300  # fewer new objects between two looks: nobody presses anything
_WORTHWHILE = 2_000
_FLOOD = 200_000
_LONG_STILL = 5  # looks


class QuietCollector(QObject):
    """Works for as long as it lives; the usual thresholds are back when it goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen = self._still = 0
        self._knows_the_program = False
        usual = gc.get_threshold()
        gc.set_threshold(_FLOOD, *usual[1:])
        self.destroyed.connect(lambda: gc.set_threshold(*usual))
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect if it is quiet and worthwhile: what is young at once, everything when it has been quiet for long."""
        made = gc.get_count()[0]
        self._still = self._still + 1 if made - self._seen < _STILL else 0
        if self._still == _LONG_STILL:
            self._collect_all()
        elif self._still and made > _WORTHWHILE:
            gc.collect(1)
        self._seen = gc.get_count()[0]

    def _collect_all(self) -> None:
        gc.collect()
        if not self._knows_the_program:  # what is there by now stays until the end, and need not be looked at again
            self._knows_the_program = True
            gc.freeze()
