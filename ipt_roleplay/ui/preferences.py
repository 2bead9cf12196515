"""The settings that hold: put in force at once, kept off the GUI thread, in the order in which they were changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ipt_roleplay import settings as kept
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.theme import Appearance, ThemeManager, theme_of_system

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """`changed(Settings)` when others hold. `not_kept` once, where the disk refuses: they hold all the same."""

    changed = Signal(object)
    not_kept = Signal()

    def __init__(self, themes: ThemeManager, keeping: Keeping, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes
        self._keeping = keeping
        self._file = file
        self._told = False
        self.now = kept.read(file)
        self._apply()

    def change(self, change: Callable[[Settings], Settings]) -> None:
        self.put(change(self.now))

    def put(self, settings: Settings) -> None:
        """Put these in force, and keep them."""
        self.now = settings
        self._apply()
        self.changed.emit(settings)
        self._keeping.run(partial(kept.write, self._file, settings), _kept, self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        from ipt_roleplay.store.errors import Closed

        if isinstance(error, Closed):
            return  # locked meanwhile: they are written all the same
        if not isinstance(error, OSError):
            raise error
        _log.info("settings not kept: %s", error.strerror)
        if not self._told:
            self._told = True
            self.not_kept.emit()

    def _apply(self) -> None:
        theme: str = self.now.theme
        if theme == "system":
            theme = theme_of_system(QGuiApplication.styleHints())
        scale, still = self.now.text_percent / 100, self.now.reduced_motion
        self._themes.apply(Appearance(theme=theme, text_scale=scale, reduced_motion=still))


def _kept(_: None) -> None:
    pass
