"""Work off the GUI thread, whose answer comes back on it.

    self._tasks.run(lambda: program.story(name), self._story_ready, self._story_failed)

One of the two is called, on the GUI thread; nothing once `stop` has been called, and no method of what is gone by then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

Result = TypeVar("Result")


def tell(callback: Callable[[Any], None], answer: Any) -> None:
    """Call it, unless it is a method of a card or page that was closed for good while the work was done."""
    method: Any = callback
    while isinstance(method, partial):
        method = method.func
    owner = getattr(method, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        callback(answer)


class _Answer(QObject):
    """Lives on the GUI thread; the signal carries the answer over to it."""

    ready = Signal(object, object)

    def __init__(self, tasks: Tasks, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._done = done
        self._failed = failed
        self.ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, result: Any, error: Exception | None) -> None:
        self.deleteLater()
        if self._tasks.stopped:
            return
        if error is None:
            tell(self._done, result)
        else:
            tell(self._failed, error)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._work = work
        self._answer = answer

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as caught:  # handed to the caller, who knows what it means to the person
            result, error = None, caught
        self._answer.ready.emit(result, error)


class Tasks(QObject):
    """A pool of its own, so that stopping it waits for nothing else. With one thread all is done in order."""

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self.stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do `work` on another thread, then call `done` with its result or `failed` with its exception."""
        self._pool.start(_Job(work, _Answer(self, done, failed)))

    def stop(self) -> None:
        """Wait for what runs; its answers are dropped."""
        self.stopped = True
        self._pool.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Wait for all that was asked for; its answers are dropped."""
        self.stopped = True
        self._pool.waitForDone()
