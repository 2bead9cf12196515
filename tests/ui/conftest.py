"""A window that is ready: its own data, its own cache, the library read, and nothing that moves by itself."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ipt_roleplay import settings
from ipt_roleplay.program import Program
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import Appearance, ThemeManager
from tests.scenario_text import TEA
from tests.ui.driver import Driver, OpenedFiles, add_scenario
from tests.ui.prompt import PromptBot

STILL = settings.Settings(theme="light", reduced_motion=True)
AS_IN_WINDOWS = Appearance(theme="light", reduced_motion=True)
"""How `STILL` looks: where nothing else is asked for, the next window need not be dressed anew."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Forgotten widgets are collected after each test, and on this thread.

    Left to itself the collector comes on whatever thread makes the next object. Where that is not the thread of the
    windows, and a window is among what it finds, Qt waits for ever.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()  # what is left is in use: the next look need not go through it


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PromptBot(request)


@pytest.fixture(scope="session")
def known_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the shipped conversations, judged once for all tests, whichever worker is the first to ask."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "known-library"
    lock = QLockFile(f"{folder}.lock")
    assert lock.lock()
    try:
        program = Program(folder / "data", folder / "cache")
        assert all(header.playable for header in program.library.headers())
    finally:
        lock.unlock()
    return folder / "cache"


@pytest.fixture
def program(tmp_path: Path, known_library: Path) -> Program:
    """One person's program: a data folder and a cache that nobody else has."""
    shutil.copytree(known_library, tmp_path / "cache")
    settings.write(tmp_path / "data" / "settings.toml", STILL)
    return Program(tmp_path / "data", tmp_path / "cache")


@pytest.fixture(scope="session")
def theme_manager(qapp: QApplication) -> ThemeManager:
    """One for all windows, as in the program: typeface, faces and icons are read once."""
    return ThemeManager(qapp)


@pytest.fixture
def themes(theme_manager: ThemeManager) -> Iterator[ThemeManager]:
    theme_manager.apply(Appearance())
    yield theme_manager
    theme_manager.apply(AS_IN_WINDOWS)


OpenWindow = Callable[..., Driver]
SIZE = (1280, 800)


@pytest.fixture
def open_window(qtbot: QtBot, theme_manager: ThemeManager, program: Program) -> Iterator[OpenWindow]:
    """Opens windows, by default on `program`, with `looks` set; each is ready: the library is read and shown."""
    windows: list[MainWindow] = []

    def open_(own: Program | None = None, size: tuple[int, int] = SIZE, wait: bool = True, **looks: Any) -> Driver:
        used = own or program
        if looks:
            settings.write(used.data / "settings.toml", replace(STILL, **looks))
        window = MainWindow(used, theme_manager)
        windows.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        driver = Driver(qtbot, window, used)
        if wait:
            driver.wait_for_library()
        return driver

    yield open_
    for window in windows:
        if isValid(window):
            Driver(qtbot, window, program).close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def driver(open_window: OpenWindow) -> Driver:
    """A person in front of a window that is ready."""
    return open_window()


@pytest.fixture
def tea(program: Program, open_window: OpenWindow) -> Driver:
    """The same, with a short talk among the others: `TEA`."""
    add_scenario(program, TEA)
    return open_window()


@pytest.fixture
def talk(program: Program, open_window: OpenWindow) -> Driver:
    """At the first turn of `TEA`, and straight there: the library has not been seen."""
    add_scenario(program, TEA)
    driver = open_window(wait=False)
    driver.wait_for_library_read()
    driver.begin("Tea")
    return driver


@pytest.fixture
def opened_files() -> Iterator[OpenedFiles]:
    """Which files Python opens from here on, and on which thread."""
    watch = OpenedFiles()
    yield watch
    watch.watching = False


@pytest.fixture
def silent_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where the program looks for the system's message bus somebody listens, and never answers."""
    if sys.platform != "linux":
        pytest.skip("the program looks for a message bus on Linux alone")
    name = f"ipt-roleplay-silent-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.settimeout(60)
        server.bind(f"\0{name}")
        server.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"tcp:host=127.0.0.1,port=9;unix:abstract={name}")
        yield server
