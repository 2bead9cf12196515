"""Opens the window from the program, and keeps running until it is closed."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipt_roleplay.program import Program
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import ThemeManager

_log = logging.getLogger(__name__)


def make_application() -> QApplication:
    """The Qt application, with the names under which the desktop knows it."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName("ipt-roleplay")
    app.setApplicationDisplayName("IPT role-play")
    app.setDesktopFileName("ipt-roleplay")
    return app


def run(program: Program) -> int:
    """Open the window; returns the exit code when it is closed."""
    app = make_application()
    themes = ThemeManager(app)
    geometry = QSettings(str(program.data / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(program, themes, geometry)

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error inside a slot ends that slot, not the program."""
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log_error(kind, trace)
        window.tell_of_error()

    sys.excepthook = report
    window.show()
    return app.exec()


def _log_error(kind: type[BaseException], trace: TracebackType | None) -> None:
    """What went wrong and where, to standard error. An error's own words may quote the person: they are left out."""
    where = "".join(traceback.format_list(traceback.extract_tb(trace)))
    _log.error("%s in\n%s", kind.__name__, where)
