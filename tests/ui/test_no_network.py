"""Nothing goes out, nothing private is written down, an error ends nothing, and nothing is left when the window closes.

Each runs a program of its own, with a window and a whole practice in it.
"""

import gc
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ipt_roleplay.program import Program
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import add_scenario

ROOT = Path(__file__).resolve().parents[2]

# What every child begins with: a window as the program opens it, and someone who presses its keys.
BEGINNING = """
import json, os, sys, traceback
from pathlib import Path

heard = []
watched = ("socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "os.system")
sys.addaudithook(lambda event, details: heard.append([event, str(details)]) if event.startswith(watched) else None)

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ipt_roleplay.program import Program
from ipt_roleplay.ui import application
from ipt_roleplay.ui.main_window import MainWindow


class Hands:
    keyClick = staticmethod(QTest.keyClick)
    keyClicks = staticmethod(QTest.keyClicks)
    mouseClick = staticmethod(QTest.mouseClick)

    @staticmethod
    def waitUntil(there, timeout=20_000):
        while not there():
            timeout -= 10
            assert timeout > 0
            QTest.qWait(10)


def person(program):
    from tests.ui.driver import Driver

    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    window.activateWindow()
    driver = Driver(Hands, window, program)
    driver.wait_for_library()
    return driver


def run(act):
    program = Program(Path(sys.argv[1]), Path(sys.argv[2]))
    application.make_application()
    told = {}

    def begin():
        try:
            act(person(program), told)
        except BaseException:
            told["broken"] = traceback.format_exc()
        QApplication.instance().closeAllWindows()

    QTimer.singleShot(0, begin)
    told["code"] = application.run(program)
    told["heard"] = heard
    return told
"""


def child(program: Program, script: str) -> tuple[dict[str, Any], str]:
    """Run `script` in a program of its own; what it prints as JSON, and what it wrote to standard error."""
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING + script, str(program.data), str(program.cache)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "broken" not in told, told["broken"]
    return told, done.stderr


def test_a_whole_practice_opens_no_socket_and_writes_nothing_down(program: Program) -> None:
    add_scenario(program, TEA)
    before = {file for file in program.data.rglob("*") if file.is_file()}
    told, errors = child(
        program,
        """
import logging
logging.basicConfig(level=logging.DEBUG)

def act(driver, told):
    for page in driver.walk("Tea", ("wait", "thank")):
        told.setdefault("pages", []).append(page)
    driver.wait_for_tasks()
    folder = Path("/proc/self/fd")
    open_files = [os.readlink(file) for file in folder.iterdir() if file.is_symlink()] if folder.is_dir() else []
    told["sockets"] = [name for name in open_files if name.startswith("socket:")]
    unwanted = ("PySide6.QtNetwork", "ssl", "http", "urllib.request")
    told["network"] = [name for name in sys.modules if name.startswith(unwanted)]
    told["went out"] = list(heard)
    import socket
    socket.socket().close()
    told["noticed"] = len(heard) - len(told["went out"])

print(json.dumps(run(act)))
""",
    )
    assert len(told["pages"]) >= 12
    assert told["went out"] == []
    assert told["sockets"] == [], "not even from Qt, which finds no message bus here"
    assert told["network"] == []
    assert told["noticed"] > 0, "a socket would have been heard of"
    assert told["code"] == 0
    for private in ("kettle", "Dana", "Thank you", "tea"):
        assert private not in errors
    for file in {file for file in program.data.rglob("*") if file.is_file()} - before:
        assert b"kettle" not in file.read_bytes(), file


SECRET = "I hate how my sister Dana talks to me"


def test_an_error_ends_nothing_and_gives_nothing_away(program: Program) -> None:
    add_scenario(program, TEA)
    told, errors = child(
        program,
        f"""
SECRET, TITLE = {SECRET!r}, "Something in the program went wrong"

def breaks():
    raise LookupError(SECRET) from ValueError(SECRET)

def act(driver, told):
    driver.begin("Tea")
    for _ in range(2):  # in a slot
        timer = QTimer(driver.window, singleShot=True)
        timer.timeout.connect(breaks)
        timer.start()
    driver.qtbot.waitUntil(lambda: TITLE in driver.texts())
    driver.settle()
    told["texts"] = driver.texts()
    driver.press(driver.RETURN)
    driver.play(["wait"])
    driver.window.tasks.run(lambda: 1, lambda _: breaks(), print)  # in what takes an answer from another thread
    driver.qtbot.waitUntil(lambda: TITLE in driver.texts())
    told["texts"] += driver.texts()
    driver.press(driver.RETURN)
    driver.play(["thank"])
    told["ended"] = driver.window.debrief.isVisible()

print(json.dumps(run(act)))
""",
    )
    assert told["texts"].count("Something in the program went wrong") == 2, (
        "said once each time, however often it broke"
    )
    assert not any(SECRET in words for words in told["texts"])
    assert told["ended"], "the talk goes on where it was"
    assert told["code"] == 0
    assert "LookupError" in errors, "what went wrong is written down"
    assert " breaks\n" in errors, "and where"
    for private in (SECRET, "Dana", "sister", "kettle", "tea?"):
        assert private not in errors


def test_nothing_is_left_when_the_window_has_closed(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, TEA)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    widgets, threads = set(QApplication.allWidgets()), set(threading.enumerate())
    driver = open_window(reduced_motion=False)
    for _ in driver.walk("Tea", ("wait", "thank")):
        pass
    pool = driver.window.tasks.findChild(QThreadPool)
    driver.close()
    assert pool.activeThreadCount() == 0
    driver.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    driver.settle()
    assert set(QApplication.allWidgets()) - widgets == set()
    assert set(threading.enumerate()) - threads == set()
    assert not isValid(pool)
    gc.collect()
    things = [thing for thing in gc.get_objects() if isinstance(thing, QTimer | QAbstractAnimation) and isValid(thing)]
    assert [timer for timer in things if isinstance(timer, QTimer) and timer.isActive()] == []
    still = QAbstractAnimation.State.Stopped
    assert [motion for motion in things if isinstance(motion, QAbstractAnimation) and motion.state() != still] == []
