"""A qtbot that does not sleep: what is waited for is looked for whenever the event loop has nothing left to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from pytestqt.qtbot import QtBot

_LOOK_MS = 5  # for what another thread has done without telling the loop


class PromptBot(QtBot):
    """`waitUntil` as it is told, but for the up to 10 ms that it stands still after what was waited for has come."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:
        if not (_holds(callback) or self._comes(callback, timeout)):
            super().waitUntil(callback, timeout=0)  # says what did not come

    def _comes(self, callback: Callable[[], bool | None], timeout: int) -> bool:
        loop, came, looking = QEventLoop(), False, False

        def look() -> None:
            nonlocal came, looking
            if not looking:  # what is asked may run the loop itself
                looking = True
                came = came or _holds(callback)
                looking = False
            if came:
                loop.quit()

        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(look)
        wakes, ends = QTimer(loop), QTimer(loop)
        ends.timeout.connect(loop.quit)
        wakes.start(_LOOK_MS)
        ends.start(timeout)
        loop.exec()
        dispatcher.aboutToBlock.disconnect(look)
        return came


def _holds(callback: Callable[[], bool | None]) -> bool:
    try:
        return callback() in (None, True)
    except AssertionError:
        return False
