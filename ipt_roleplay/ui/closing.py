"""The way out: what is not saved is asked about, then the window goes at once, and the program when all is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_roleplay.ui.entrance import Entrance
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.kept_words import KeptWords
from ipt_roleplay.ui.tasks import Tasks

if TYPE_CHECKING:
    from ipt_roleplay.ui.main_window import MainWindow

_log = logging.getLogger(__name__)


class Closing(QObject):
    """Of one window. `has_begun`: nothing more is shown. `is_done`: all is kept and backed up, the vault is closed."""

    def __init__(
        self, window: MainWindow, kept_words: KeptWords, entrance: Entrance, keeping: Keeping, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self.is_done = False
        self._window, self._kept_words, self._entrance = window, kept_words, entrance
        self._keeping, self._tasks = keeping, tasks
        self.has_begun = self._loses_it = False

    def begins(self, waits_locked: bool) -> bool:
        """Begin, unless it has begun already or the person is asked first. `waits_locked`: see `KeptWords`."""
        if self.has_begun:
            return False
        if not self._loses_it and self._kept_words.ask_before_closing(waits_locked, self.close_unsaved):
            return False
        self.has_begun = True
        self._window.hide()
        self._kept_words.stop()
        self._entrance.stop()
        self._keeping.finish(self._finished)
        self._tasks.stop()
        return True

    def close_unsaved(self) -> None:
        """Close, although something is lost by it."""
        self._loses_it = True
        self._window.close()

    def _finished(self, error: Exception | None) -> None:
        if error is not None:
            _log.error("no backup was made at close: %s", type(error).__name__)
        self._keeping.stop()
        self.is_done = True
        self._window.close()
        self._window.gone.emit()
