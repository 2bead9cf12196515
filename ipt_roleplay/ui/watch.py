"""Notices that nobody sits here any more: no key and no move for a while, or the computer slept.

Looks every other second. A look that comes half a minute late means that the computer slept in between (or stood
still). Where the system tells of sleep beforehand (`sleep.py`), it is locked by then.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

_EVERY_MS = 2_000
_SLEPT_SECONDS = 30
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


def seconds() -> float:
    """Seconds that go on while the computer sleeps; from any beginning."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if boot_time is None else time.clock_gettime(boot_time)


class Watch(QObject):
    """`idle` after `minutes` (0: never), and again after as many more; `slept` when the computer has slept."""

    idle = Signal()
    slept = Signal()

    def __init__(self, window: QWidget, clock: Callable[[], float] = seconds) -> None:
        super().__init__(window)
        self.minutes = 0
        self.clock = clock
        self._window = window
        self._watched: QObject | None = None
        self._last_sign = self._last_look = clock()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """What the timer does."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle  # the system's side of the window: it hears each key and move once
            handle.installEventFilter(self)
        now = self.clock()
        away, late = now - self._last_sign, now - self._last_look
        self._last_look = now
        if late > _SLEPT_SECONDS:
            self._last_sign = now
            self.slept.emit()
        elif self.minutes and away >= 60 * self.minutes:
            self._last_sign = now
            self.idle.emit()

    def look_anew(self) -> None:
        """The computer has slept, and that is known."""
        self._last_look = self.clock()

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last_sign = self.clock()
        return False
