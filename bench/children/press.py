"""Plays in the real window by keys, and measures from the press to the end of the last paint that it causes.

Prints JSON: for each kind of press the seconds it took. Runs on Qt's own event loop, so that layouts, paints and the
deleting of old widgets come in the order in which they come for a person. A press counts as answered when the loop has
been idle three times in a row since the last frame.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay import load, resources
from ipt_roleplay import settings as kept
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.story import DAYS, Story
from ipt_roleplay.settings import Settings
from ipt_roleplay.ui.application import make_application
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import ThemeManager

_SEED = 1
_IDLE = 3
_REST_MS = 150  # between a picture and the next press; nobody reads faster, and the program uses such moments
_CHECK = 20  # every so many choices one is watched for longer: does anything still change?
_LATE = 250  # ms


class _Window(MainWindow):
    """The program's window; it only notes when a frame has been painted."""

    frames = 0
    painted = 0.0
    painted_cpu = 0.0

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.frames += 1
            self.painted = time.perf_counter()
            self.painted_cpu = time.thread_time()
        return done


class _Driver(QObject):
    """Presses the next key whenever everything that the last one caused is on the screen."""

    def __init__(self, window: _Window, stories: list[Story], least: int) -> None:
        super().__init__()
        kinds = ("choice", "choice, open", "go on", "debrief", "debrief, at once", "begin")
        self.found: dict[str, list[float]] = {kind: [] for kind in kinds}
        self.cpu: list[float] = []
        self.same_work: list[float] = []
        self.late = self.checked = self.unseen = 0
        self._window, self._stories, self._least = window, stories, least
        self._chance = random.Random(_SEED)
        self._road = self._play()
        self._idle = 0
        self._frames = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)  # not at once: this thread would keep the others from working

    def _tick(self) -> None:
        # While an answer is being kept the loop waits, as for a person: one that spins holds up the other thread.
        keeps = not self._window.keeping.is_idle
        self._timer.setInterval(1 if keeps else 0)
        if self._window.frames != self._frames or keeps:
            self._frames, self._idle = self._window.frames, 0
            return
        self._idle += 1
        if self._idle >= _IDLE:
            self._idle = 0
            next(self._road, None)

    def _play(self) -> Generator[None, None, None]:
        yield
        plays = 0
        while len(self.found["choice"]) + len(self.found["choice, open"]) < self._least:
            story, day = self._stories[plays % len(self._stories)], DAYS[plays // len(self._stories) % len(DAYS)]
            seed, opened = self._chance.randrange(1 << 31), bool(plays % 2)
            practice = self._window.practice
            yield from self._compare()
            yield from self._timed("begin", partial(practice.start, story, seed, day, "each"))
            yield from self._turns(opened)
            plays += 1
            while not self._window.tasks._pool.waitForDone(0):
                yield  # the debrief looks for a better way on another thread; a person reads meanwhile
        QApplication.quit()
        yield

    def _turns(self, opened: bool) -> Generator[None, None, None]:
        page, practice = self._window.conversation, self._window.practice
        self._window.conversation._opens_feedback = opened
        while practice.session is not None and practice.session.state == "choosing":
            number = self._chance.randrange(len(page.dock.choices.cards()))
            key = Qt.Key(Qt.Key.Key_1 + number)
            yield from self._timed("choice, open" if opened else "choice", partial(self._press, key))
            card = page.transcript.last_card()
            self.unseen += card is None or card.visibleRegion().isEmpty()
            kind = "go on"
            if practice.session.ending is not None:
                kind = "debrief, at once" if opened else "debrief"
                while not opened and not self._window.debrief.is_prepared():
                    yield  # a person reads the last explanation, and meanwhile the page is built
            yield from self._timed(kind, partial(self._press, Qt.Key.Key_Return))

    def _press(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self._window
        QTest.keyClick(target, key)

    def _compare(self) -> Generator[None, None, None]:
        """A piece of work that is always the same: how even is the machine?"""
        yield from self._rest()
        begin = time.perf_counter()
        _do_the_same()
        self.same_work.append(time.perf_counter() - begin)

    def _rest(self) -> Generator[None, None, None]:
        self._timer.stop()
        QTimer.singleShot(_REST_MS, self, self._timer.start)
        yield

    def _timed(self, kind: str, act: Callable[[], None]) -> Generator[None, None, None]:
        yield from self._rest()
        frames = self._window.frames
        begin, begin_cpu = time.perf_counter(), time.thread_time()
        act()
        yield
        if self._window.frames == frames:
            raise RuntimeError(f"a press ({kind}) changed nothing in the window")
        self.found[kind].append(self._window.painted - begin)
        if kind.startswith("choice"):
            self.cpu.append(self._window.painted_cpu - begin_cpu)
            if len(self.cpu) % _CHECK == 0:
                yield from self._watch()

    def _watch(self) -> Generator[None, None, None]:
        """Whether the picture after a press is really the last one."""
        before = self._window.grab().toImage()
        until = time.perf_counter() + _LATE / 1000
        while time.perf_counter() < until:
            yield
        self.checked += 1
        self.late += self._window.grab().toImage() != before


def _do_the_same() -> None:
    """Some milliseconds of Python on memory of its own."""
    found: dict[int, float] = {}
    for number in range(60_000):
        found[number % 997] = number * 3.1


def main(least: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept.write(data / "settings.toml", Settings(theme="light", reduced_motion=True))
        program = Program.build(folder)
        program.library.headers()  # kept, so that nothing is read on another thread while keys are pressed
        app = make_application()
        window = _Window(program, ThemeManager(app))
        window.resize(1280, 800)
        window.show()
        QWidget.activateWindow(window)
        stories = [load(file, program.catalogue) for file in scenario_files(resources.scenarios())]
        driver = _Driver(window, stories, least)
        app.exec()
        window.tasks.stop()
        window.keeping.stop()
    return {
        "found": driver.found,
        "scenarios": len(stories),
        "cpu": driver.cpu,
        "same_work": driver.same_work,
        "late": driver.late,
        "checked": driver.checked,
        "unseen": driver.unseen,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
