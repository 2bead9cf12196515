"""Work off the GUI thread: exactly one answer comes back on it, and none after the end."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from pytestqt.qtbot import QtBot

from ipt_roleplay.ui.tasks import Tasks


class Heard:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_the_result_comes_back_on_the_gui_thread(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    tasks.run(threading.get_ident, heard.done, heard.failed)
    assert heard.results == [], "never while the caller is still at work"
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.results != [threading.get_ident()], "the work was done elsewhere"
    assert heard.threads == {threading.get_ident()}
    assert heard.errors == []


def test_an_error_comes_back_as_itself(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    error = ValueError("no")

    def work() -> None:
        raise error

    tasks.run(work, heard.done, heard.failed)
    qtbot.waitUntil(lambda: bool(heard.errors))
    assert heard.errors == [error]
    assert heard.results == []
    assert heard.threads == {threading.get_ident()}


@pytest.mark.parametrize("result", [None, (), 0, object()])
def test_any_result_comes_back_unchanged(qtbot: QtBot, tasks: Tasks, heard: Heard, result: object) -> None:
    tasks.run(lambda: result, heard.done, heard.failed)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.results[0] is result


def test_each_of_many_answers_comes_once(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    for number in range(50):
        tasks.run(lambda number=number: number, heard.done, heard.failed)
    qtbot.waitUntil(lambda: len(heard.results) == 50)
    assert sorted(heard.results) == list(range(50))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    pool = tasks.findChild(QThreadPool)
    assert tasks.findChildren(QObject) == [pool], "nothing is left of them"


def test_nothing_comes_after_the_end(tasks: Tasks, heard: Heard) -> None:
    began, may_end = threading.Event(), threading.Event()

    def work() -> str:
        began.set()
        may_end.wait(10)
        return "late"

    for _ in range(4):  # two are at work, two wait
        tasks.run(work, heard.done, heard.failed)
    assert began.wait(10)
    may_end.set()
    tasks.stop()
    QCoreApplication.sendPostedEvents()  # the answers that were on their way
    assert heard.results == heard.errors == []


def test_the_end_waits_for_what_is_at_work(tasks: Tasks, heard: Heard) -> None:
    finished: list[bool] = []
    began, may_end = threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        may_end.wait(10)
        finished.append(True)

    tasks.run(work, heard.done, heard.failed)
    assert began.wait(10)
    threading.Timer(0.05, may_end.set).start()
    tasks.stop()
    assert finished == [True]


def test_an_answer_may_ask_for_more(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    def first(result: object) -> None:
        tasks.run(lambda: (result, "then"), heard.done, heard.failed)

    tasks.run(lambda: "first", first, heard.failed)
    qtbot.waitUntil(lambda: heard.results == [("first", "then")])


def test_what_is_gone_is_told_nothing(qtbot: QtBot, tasks: Tasks, heard: Heard) -> None:
    told: list[object] = []

    class Card(QObject):
        def show(self, *what: object) -> None:
            told.append(what)

    gone, there = Card(), Card()
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    tasks.run(lambda: 1, gone.show, heard.failed)
    tasks.run(lambda: 2, partial(gone.show, "half"), heard.failed)
    tasks.run(lambda: 3, partial(there.show, "half"), heard.failed)
    qtbot.waitUntil(lambda: bool(told) and not tasks.findChildren(QObject)[1:])
    assert told == [("half", 3)]
    assert heard.errors == []
