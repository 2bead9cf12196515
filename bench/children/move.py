"""In the real window: what a frame costs while a face moves, and how long it takes to go from page to page.

Prints JSON: "frame", "first" and "again", each in seconds. A frame is what Qt does at one request to update the window:
layouts that are due, and painting whatever has changed. A page is there when its last paint has ended and the loop has
been idle three times in a row. With " cpu" the same in processor time of the GUI thread: a busy machine spoils it less.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay import settings as kept
from ipt_roleplay.program import Program
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.application import make_application
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import ThemeManager

_KINDS = ("frame", "first", "again")
_IDLE = 3
_PLAYED = "sunday-visits"
_LEAST_FRAMES = 5  # in a change of 250 ms; with fewer there is nothing that moves


class _Window(MainWindow):
    """The program's window; it only notes what each frame has cost, and when the last one ended."""

    painted = painted_cpu = 0.0

    def __init__(self, program: Program, themes: ThemeManager) -> None:
        self.frames: list[tuple[float, float]] = []
        super().__init__(program, themes)

    def event(self, event: QEvent) -> bool:
        begin, begin_cpu = time.perf_counter(), time.thread_time()
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted, self.painted_cpu = time.perf_counter(), time.thread_time()
            self.frames.append((self.painted - begin, self.painted_cpu - begin_cpu))
        return done


class _Driver(QObject):
    def __init__(self, window: _Window, rounds: int) -> None:
        super().__init__()
        self.found: dict[str, list[float]] = {f"{kind}{unit}": [] for kind in _KINDS for unit in ("", " cpu")}
        self._window, self._rounds = window, rounds
        self._road = self._walk()
        self._idle = self._frames = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(0)

    def _tick(self) -> None:
        if len(self._window.frames) != self._frames or not self._window.keeping.is_idle:
            self._frames, self._idle = len(self._window.frames), 0
            return
        self._idle += 1
        if self._idle >= _IDLE:
            self._idle = 0
            next(self._road, None)

    def _walk(self) -> Generator[None, None, None]:
        yield
        window = self._window
        for kind, rounds in (("first", 1), ("again", self._rounds)):
            for _ in range(rounds):
                for page in window.shell.page_ids():
                    if page != window.place():
                        yield from self._go(kind, page)
        window.open_page("practise")
        window.open_briefing(_PLAYED)
        while not window.briefing.isVisible():
            yield
        window.briefing.begin()
        yield
        yield from self._move()
        QApplication.quit()
        yield

    def _go(self, kind: str, page: str) -> Generator[None, None, None]:
        begin, begin_cpu = time.perf_counter(), time.thread_time()
        self._window.open_page(page)
        yield
        if self._window.place() != page:
            raise RuntimeError(f"the window did not go to the page {page}")
        self.found[kind].append(self._window.painted - begin)
        self.found[f"{kind} cpu"].append(self._window.painted_cpu - begin_cpu)

    def _move(self) -> Generator[None, None, None]:
        portrait = self._window.conversation.panel.portrait
        moods = sorted(self._window._themes.faces.moods)
        for n in range(self._rounds * len(moods)):
            before = len(self._window.frames)
            portrait.set_mood(moods[n % len(moods)])
            while portrait.moving:
                yield
            yield
            new = self._window.frames[before:]
            if n and len(new) < _LEAST_FRAMES:
                raise RuntimeError(f"a face changed in {len(new)} frames: that is no movement")
            for seconds, cpu in new:
                self.found["frame"].append(seconds)
                self.found["frame cpu"].append(cpu)


def main(rounds: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept.write(data / "settings.toml", Settings(theme="light"))
        program = Program.build(folder)
        program.library.headers()  # kept, so that nothing is read on another thread meanwhile
        app = make_application()
        window = _Window(program, ThemeManager(app))
        window.resize(1280, 800)
        window.show()
        QWidget.activateWindow(window)
        driver = _Driver(window, rounds)
        app.exec()
        window.tasks.stop()
        window.keeping.stop()
    return driver.found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
