"""Opens the window from the program, and keeps running until it is closed."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipt_roleplay.program import Program
from ipt_roleplay.store.errors import Busy
from ipt_roleplay.ui import report
from ipt_roleplay.ui.first_window import FirstWindow
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.quiet import QuietCollector
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
    QuietCollector(app)
    return app


def run(program: Program) -> int:
    """Open the window; returns the exit code when it is closed."""
    app = make_application()
    try:
        first = FirstWindow(program.data)
    except Busy:
        print("The window is open already; it comes to the front.")
        return 0
    themes = ThemeManager(app)
    geometry = QSettings(str(program.data / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(program, themes, geometry)
    window.gone.connect(app.quit)
    app.setQuitOnLastWindowClosed(False)  # it closes at once; the program ends when all is kept

    def went_wrong(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error inside a slot ends that slot, not the program."""
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        told = report.report(error)
        _log.error("%s", told)
        window.tell_of_error(told)

    sys.excepthook = went_wrong
    first.show(window)
    code = app.exec()
    window.keeping.stop()
    first.release()
    return code
