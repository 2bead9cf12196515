"""Drives the real window through a whole practice, as a person would, and saves a picture of every page.

    ipt-roleplay tour -o pictures

Light and dark, at 1280 x 800. What is pressed are the window's own keys and buttons; nothing reaches past them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.ui.application import make_application
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import Appearance, ThemeManager

_SIZE = (1280, 800)
_PLAYED = "sunday-visits"
_PICKS = ("plain-limit", "too-chicken", "nothing-at-all", "your-sundays", "stay-quiet", "saturday")
_PATIENCE_MS = 20_000


class TourError(RuntimeError):
    """The window did not get to a page that it should show; one plain sentence."""


def run(program: Program, folder: Path, themes: tuple[str, ...] = ("light", "dark")) -> Iterator[Path]:
    """Take the tour in each of `themes`; yields each picture when it is saved.

    Raises:
        TourError: a page did not come.
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    manager = ThemeManager(app)
    for theme in themes:
        with tempfile.TemporaryDirectory() as data:  # the tour leaves the person's own settings alone
            visited = Program(Path(data), program.cache, program.scenario_folders)
            window = MainWindow(visited, manager)
            manager.apply(Appearance(theme=theme, reduced_motion=True))
            window.resize(*_SIZE)
            window.show()
            try:
                yield from _Tour(window, folder, theme).take()
            finally:
                window.close()
                _wait(partial(_is_gone, window), "what is kept")
                window.deleteLater()


class _Tour:
    def __init__(self, window: MainWindow, folder: Path, theme: str) -> None:
        self._window = window
        self._folder = folder
        self._theme = theme

    def take(self) -> Iterator[Path]:
        window = self._window
        _wait(window.kept.today.is_filled, "the first page")
        yield self._picture("today")
        window.open_page("practise")
        _wait(lambda: bool(window.practise.grid.cards()), "the library")
        yield self._picture("practise")
        window.open_briefing(_PLAYED)
        _wait(window.briefing.isVisible, "the briefing")
        yield self._picture("briefing")
        self._press(Qt.Key.Key_Return)  # "Begin" has the focus
        _wait(window.conversation.isVisible, "the conversation")
        yield from self._talk()
        _wait(window.debrief.isVisible, "the debrief")
        yield self._picture("debrief")
        window.debrief.panel.hear_other_side(True)
        yield self._picture("other-side")
        self._press(Qt.Key.Key_Escape)
        for page in ("history", "settings", "help"):
            window.shell.open(page)
            yield self._picture(page)

    def _talk(self) -> Iterator[Path]:
        for turn, choice in enumerate(_PICKS, 1):
            if turn == 3:
                yield self._picture("conversation")
            self._press(self._key_of(choice))
            if turn == 2:
                self._press(Qt.Key.Key_M)
                yield self._picture("feedback")
            self._press(Qt.Key.Key_Return)
        if self._window.practice.session is not None and self._window.practice.session.state != "debrief":
            raise TourError("The tour's answers no longer lead to an ending. Choose others in ui/tour.py.")

    def _key_of(self, choice: str) -> Qt.Key:
        cards = self._window.conversation.dock.choices.cards()
        for number, card in enumerate(cards, 1):
            if card.choice_id() == choice:
                return Qt.Key(Qt.Key.Key_0 + number)
        raise TourError(f"The answer `{choice}` is not on offer. Choose another one in ui/tour.py.")

    def _press(self, key: Qt.Key) -> None:
        target: QWidget = QApplication.focusWidget() or self._window
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            text = chr(key) if key < 0x80 else ""
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        _settle()
        _wait(lambda: self._window.keeping.is_idle, "what is kept")

    def _picture(self, name: str) -> Path:
        _settle(40)
        file = self._folder / f"{name}{'' if self._theme == 'light' else '-' + self._theme}.png"
        if not self._window.grab().save(str(file)):
            raise OSError(f"{file} cannot be written")
        return file


def _is_gone(window: MainWindow) -> bool:
    return window.is_gone


def _wait(there: Callable[[], bool], what: str) -> None:
    for _ in range(_PATIENCE_MS // 20):
        if there():
            return
        _settle(20)
    raise TourError(f"The tour waited for {what}, and it did not come.")


def _settle(ms: int = 20) -> None:
    """Let the window do what it has to; an event loop of its own, so that work off the thread goes on too."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
