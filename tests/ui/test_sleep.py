"""Before the computer sleeps it is locked, whatever is open and whatever is under way: told by a real message bus."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit

from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario
from tests.ui.test_door import PHRASE, PRIVATE, one_colour

if sys.platform != "linux":
    pytest.skip("elsewhere nothing tells of sleep beforehand", allow_module_level=True)

from tests.ui.logind import Bus, Logind, message_bus

Key = Qt.Key


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with message_bus(tmp_path) as running:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", running.address)
        yield running


@pytest.fixture
def logind(bus: Bus) -> Iterator[Logind]:
    service = Logind(bus.address)
    yield service
    service.stop()


@pytest.fixture
def people(program: Program) -> People:
    add_scenario(program, TEA)
    return People(program.data)


def fall_asleep(driver: Driver, logind: Logind) -> QImage:
    """What is on the screen at the moment from which on the computer may sleep."""
    window = driver.window
    driver.qtbot.waitUntil(logind.is_held_off)
    seen = []
    logind.let_go.connect(lambda: seen.append(window.screen().grabWindow(window.winId()).toImage()))
    logind.say(True)
    driver.qtbot.waitUntil(lambda: bool(seen))
    return seen[0]


def test_the_door_is_on_the_screen_and_the_vault_closed_before_it_sleeps(
    people: People, open_window: OpenWindow, logind: Logind
) -> None:
    people.add("Sam").close()
    driver = open_window()
    driver.begin("Tea")
    driver.play(["ask"])
    driver.window.open_keys()
    vault = driver.window.keeping.vault
    assert vault is not None
    seen = fall_asleep(driver, logind)
    assert not vault.is_open
    assert driver.window.place() == "door"
    assert any(words.startswith("Locked because the computer went to sleep.") for words in driver.texts())
    assert seen == driver.window.grab().toImage()
    assert [(asked[0], asked[3]) for asked in logind.asked] == [("sleep", "delay")]
    logind.say(False)
    driver.qtbot.waitUntil(logind.is_held_off)  # the next time too


def test_who_keeps_nothing_is_hidden_before_it_sleeps(people: People, open_window: OpenWindow, logind: Logind) -> None:
    people.add("Sam").close()
    driver = open_window()
    driver.window.entrance.keep_nothing()
    driver.wait_for_library()
    driver.begin("Tea")
    driver.press(Key.Key_Escape)  # a card lies over it
    seen = fall_asleep(driver, logind)
    assert one_colour(seen)
    assert driver.window.windowTitle() == "Notes"


def test_what_is_being_done_is_finished_before_it_sleeps(
    people: People, open_window: OpenWindow, logind: Logind
) -> None:
    people.add("Sam").close()
    driver = open_window()
    window, done = driver.window, threading.Event()
    driver.qtbot.waitUntil(lambda: window.keeping.records is not None)
    window.open_page("data")
    driver.settle()
    driver.click("Export…")
    (chooser,) = window.findChildren(QFileDialog)
    assert chooser.isVisible()
    window.keeping.run(partial(done.wait, 20), lambda _: None, lambda _: None)
    window.kept.your_data.open_restore()
    driver.qtbot.waitUntil(logind.is_held_off)
    logind.say(True)
    driver.qtbot.waitUntil(lambda: window.place() == "door")
    assert logind.is_held_off()
    assert not window.findChildren(QFileDialog)
    assert any("whoever sits here can come in" in words for words in driver.texts())
    with driver.qtbot.waitSignal(logind.let_go):
        done.set()
    assert window.place() == "door"


def test_who_is_just_coming_in_comes_to_a_locked_door(people: People, open_window: OpenWindow, logind: Logind) -> None:
    people.add("Sam", PHRASE).close()
    driver = open_window(wait=False)
    driver.qtbot.waitUntil(logind.is_held_off)
    driver.type(PHRASE)
    driver.qtbot.keyClick(driver.focus, Key.Key_Return)  # and at once:
    fall_asleep(driver, logind)
    assert driver.window.place() == "door"
    assert driver.window.keeping.person is None
    assert not [words for words in driver.texts() if words in PRIVATE]


def test_a_passphrase_half_typed_is_not_left_on_the_door(
    people: People, open_window: OpenWindow, logind: Logind
) -> None:
    people.add("Sam", PHRASE).close()
    driver = open_window(wait=False)
    driver.type("four words")
    edit = driver.focus
    assert isinstance(edit, QLineEdit)
    driver.click("Show the passphrase")
    fall_asleep(driver, logind)
    assert driver.window.place() == "door"
    assert edit.isVisible()
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    edit.undo()
    assert edit.text() == ""


def test_it_sleeps_unlocked_where_it_never_locks(people: People, open_window: OpenWindow, logind: Logind) -> None:
    people.add("Sam").close()
    driver = open_window(lock_minutes=0)
    fall_asleep(driver, logind)
    assert driver.window.place() == "practise"
    assert not driver.window.entrance.curtain.is_drawn


def test_a_bus_that_does_not_answer_is_not_waited_for(open_window: OpenWindow, silent_bus: socket.socket) -> None:
    driver = open_window()
    connection, _ = silent_bus.accept()
    with connection:
        driver.press(Key.Key_F9)
        driver.close()


def test_without_its_bus_it_holds_nothing_off(open_window: OpenWindow, bus: Bus, logind: Logind) -> None:
    driver = open_window()
    driver.qtbot.waitUntil(logind.is_held_off)
    with driver.qtbot.waitSignal(logind.let_go):
        bus.process.terminate()
