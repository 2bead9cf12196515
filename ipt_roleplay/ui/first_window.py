"""One window for each data folder: a second start brings the first one to the front, and ends.

Without a socket: the first window holds a lock, which the system drops when the program ends, however it ends, and
watches a folder; a second one leaves a file there.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ipt_roleplay.store.errors import Busy
from ipt_roleplay.store.lock import VaultLock

_FOLDER, _CALL = "window", "come-to-the-front"


class FirstWindow(QObject):
    """Held for as long as the program runs.

    Raises:
        Busy: there is a window already, and it has been called.
    """

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._folder = data / _FOLDER
        self._window: QWidget | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._lock: VaultLock | None = None
        with suppress(OSError):  # a folder that cannot be written to: nothing can be kept there twice either
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._lock = VaultLock(self._folder)
        except Busy:
            with suppress(OSError):
                (self._folder / _CALL).touch(mode=0o600)
            raise
        except OSError:
            return

    def show(self, window: QWidget) -> None:
        """`window` is the one to bring to the front."""
        self._window = window
        window.show()
        QTimer.singleShot(0, self._watch)

    def release(self) -> None:
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._lock is not None:
            self._lock.release()

    def _watch(self) -> None:
        if self._lock is None:
            return
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()  # called before the watch began, or before the program was killed

    def _look(self) -> None:
        call = self._folder / _CALL
        if self._window is None or not call.exists():
            return
        with suppress(OSError):
            call.unlink()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
