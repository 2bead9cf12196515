"""Long pages are built row by row, between two frames: the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.settle import settle

_AT_ONCE = 4


class Slices(QObject):
    """Adds rows to a layout above its last item; the first few at once. `done`: all of them stand there."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Iterator[QWidget] = iter(())
        self._column: QVBoxLayout | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def build(self, rows: Iterator[QWidget], column: QVBoxLayout) -> None:
        """Whatever was being built is left as it is."""
        self._rows, self._column = rows, column
        self._timer.start()
        for _ in range(_AT_ONCE):
            self._next()

    def is_done(self) -> bool:
        return not self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()
        self._rows, self._column = iter(()), None

    def _next(self) -> None:
        if self._column is None:
            return
        row = next(self._rows, None)
        if row is not None:
            self._column.insertWidget(self._column.count() - 1, row)
            settle()  # else the rows above would be squeezed for a frame
            return
        self.stop()
        self.done.emit()
