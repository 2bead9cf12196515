"""Drives the real window through a whole practice, as a person would, and saves a picture of every page.

    ipt-roleplay tour -o pictures            # light and dark, at 1280 x 800
    ipt-roleplay tour -o pictures --every    # three themes, text at 100 and 200 %, three sizes of the window

A picture is called `PAGE[-THEME][-200][-WIDTHxHEIGHT].png`; what is usual is not named. `states` shows all that can be
pressed in every state, `faces.png` all people in all moods. What is pressed are the window's own keys, buttons and
commands.
"""

from __future__ import annotations

import gc
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay import settings
from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from ipt_roleplay.ui.application import make_application
from ipt_roleplay.ui.faces.sheet import contact_sheet
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.states import states_sheet
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.label import Label

_PLAYED = "sunday-visits"
_PICKS = ("plain-limit", "too-chicken", "nothing-at-all", "your-sundays", "stay-quiet", "saturday")
_PHRASE = "four words in a row"
_PATIENCE_MS = 20_000
_USUAL_SIZE = (1280, 800)


class TourError(RuntimeError):
    """The window did not get to a page that it should show; one plain sentence."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks on one walk; `percent` is the size of the text."""

    theme: settings.ThemeChoice = "light"
    percent: int = 100
    size: tuple[int, int] = _USUAL_SIZE

    def file_name(self, page: str) -> str:
        parts = [page]
        if self.theme != "light":
            parts.append(self.theme)
        if self.percent != 100:
            parts.append(str(self.percent))
        if self.size != _USUAL_SIZE:
            parts.append("{}x{}".format(*self.size))
        return "-".join(parts) + ".png"


USUAL = (Look(), Look("dark"))
_THEMES: tuple[settings.ThemeChoice, ...] = ("light", "dark", "contrast")
EVERY = tuple(itertools.starmap(Look, itertools.product(_THEMES, (100, 200), ((900, 600), _USUAL_SIZE, (2560, 1440)))))


def run(program: Program, folder: Path, looks: Sequence[Look] = USUAL) -> Iterator[Path]:
    """Take the tour once for each of `looks`; yields each picture when it is saved.

    Raises:
        TourError: a page did not come.
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program.library.headers()  # judged once before, so that no picture shows a library that is still being read
    manager = ThemeManager(make_application())
    for look in looks:
        with tempfile.TemporaryDirectory() as data:  # the tour leaves the person's own settings alone
            visited = Program(Path(data), program.cache, program.scenario_folders)
            with _opened(visited, manager, look, first_start_seen=False) as window:
                yield from _Tour(window, folder, look).take()
        with tempfile.TemporaryDirectory() as data:
            visited = Program(Path(data), program.cache, program.scenario_folders)
            people = People(visited.data)
            people.add("Alex").close()
            people.add("Sam", _PHRASE).close()
            with _opened(visited, manager, look, first_start_seen=True) as window:
                yield from _Tour(window, folder, look).take_door()
        if look.size == _USUAL_SIZE:
            yield _save(states_sheet(manager), folder / look.file_name("states"))
    yield _save(contact_sheet(manager.faces), folder / "faces.png")


@contextmanager
def _opened(program: Program, manager: ThemeManager, look: Look, *, first_start_seen: bool) -> Iterator[MainWindow]:
    own = settings.Settings(look.theme, look.percent, reduced_motion=True, first_start_seen=first_start_seen)
    settings.write(program.data / "settings.toml", own)
    window = MainWindow(program, manager)
    window.resize(*look.size)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        window.close()
        _wait(partial(_is_gone, window), "what is kept")
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        del window
        gc.collect()  # here, and not on whatever thread happens to make garbage next: widgets die on their own


class _Tour:
    def __init__(self, window: MainWindow, folder: Path, look: Look) -> None:
        self._window = window
        self._folder = folder
        self._look = look

    def take(self) -> Iterator[Path]:
        window = self._window
        _wait(window.kept.today.is_filled, "the first page")
        yield from self._first_start()
        yield self._picture("today")
        window.open_page("practise")
        _wait(lambda: bool(window.practise.grid.cards()), "the library")
        yield self._picture("practise")
        yield from self._cards()
        yield from self._before()
        yield from self._talk()
        yield from self._after()
        yield from self._again()
        for page in window.shell.page_ids():
            if page not in ("today", "practise"):
                window.open_page(page)
                _wait(lambda: window.keeping.is_idle, "what is kept")  # rows, and what stands on “Your data”
                yield self._picture(page)

    def take_door(self) -> Iterator[Path]:
        """Two people keep something here, the second with a passphrase."""
        window = self._window
        _wait(lambda: window.place() == "door", "the door")
        yield self._picture("door")
        self._press(Qt.Key.Key_Tab)
        self._press(Qt.Key.Key_Return)
        yield self._picture("door-passphrase")
        self._type("four words in a hurry")
        self._press(Qt.Key.Key_Return)
        _wait(lambda: any("does not fit" in label.text() for label in window.findChildren(Label)), "the answer")
        yield self._picture("door-wrong")
        self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._type(_PHRASE)
        self._press(Qt.Key.Key_Return)
        _wait(lambda: window.place() == "today", "the first page")
        window.commands.run("lock")
        _wait(lambda: window.place() == "door", "the door")
        yield self._picture("door-locked")

    def _first_start(self) -> Iterator[Path]:
        for step in ("first-start", "first-start-2", "first-start-3"):
            yield self._picture(step)
            self._press(Qt.Key.Key_Return)  # "Continue" has the focus, or "Begin"

    def _cards(self) -> Iterator[Path]:
        """What lies over a page when it is asked for."""
        for name in ("palette", "keys"):
            self._window.commands.run(name)
            yield self._picture(name)
            self._press(Qt.Key.Key_Escape)

    def _before(self) -> Iterator[Path]:
        window = self._window
        window.open_briefing(_PLAYED)
        _wait(window.briefing.isVisible, "the briefing")
        yield self._picture("briefing")
        self._press(Qt.Key.Key_Return)  # "Begin" has the focus
        _wait(window.conversation.isVisible, "the conversation")

    def _talk(self) -> Iterator[Path]:
        window = self._window
        for turn, choice in enumerate(_PICKS, 1):
            if turn == 3:
                yield self._picture("conversation")
                self._press(Qt.Key.Key_P)
                yield self._picture("paused")
                self._press(Qt.Key.Key_Escape)
            self._press(self._key_of(choice))
            if turn == 2:
                self._press(Qt.Key.Key_M)
                yield self._picture("feedback")
            self._press(Qt.Key.Key_Return)
        if window.practice.session is not None and window.practice.session.state != "debrief":
            raise TourError("The tour's answers no longer lead to an ending. Choose others in ui/tour.py.")
        _wait(window.debrief.isVisible, "the debrief")

    def _after(self) -> Iterator[Path]:
        window = self._window
        yield self._picture("debrief")
        window.debrief.panel.hear_other_side(True)
        yield self._picture("other-side")
        self._press(Qt.Key.Key_Escape)
        _wait(window.practise.isVisible, "the library")
        yield self._picture("left-open")

    def _again(self) -> Iterator[Path]:
        """The same talk out of the history: to be read, and step by step."""
        window = self._window
        window.open_page("history")
        _wait(lambda: window.kept.history.list_page.list.current_practice() is not None, "the history")
        self._press(Qt.Key.Key_Return)
        _wait(window.kept.is_reading, "the practice")
        _wait(window.kept.history.reading.slices.is_done, "all that was said")
        yield self._picture("reading")
        window.commands.run("replay")
        for _ in range(3):
            self._press(Qt.Key.Key_Return)  # "Next" has the focus
        yield self._picture("replay")
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_Escape)  # back to the list

    def _key_of(self, choice: str) -> Qt.Key:
        cards = self._window.conversation.dock.choices.cards()
        for number, card in enumerate(cards, 1):
            if card.choice_id() == choice:
                return Qt.Key(Qt.Key.Key_0 + number)
        raise TourError(f"The answer `{choice}` is not on offer. Choose another one in ui/tour.py.")

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._send(key, modifier, chr(key) if key < 0x80 and not modifier.value else "")
        _settle()
        _wait(lambda: self._window.keeping.is_idle, "what is kept")

    def _type(self, words: str) -> None:
        for letter in words:
            self._send(Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)

    def _send(self, key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> None:
        target: QWidget = QApplication.focusWidget() or self._window
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifier, text))

    def _picture(self, page: str) -> Path:
        _settle(40)
        return _save(self._window.grab().toImage(), self._folder / self._look.file_name(page))


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


def _save(picture: QImage, file: Path) -> Path:
    if not picture.save(str(file)):
        raise OSError(f"{file} cannot be written")
    return file
