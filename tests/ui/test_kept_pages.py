"""The pages of what is kept, in several looks: nothing clipped, all heard, all reached by Tab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay.program import Program
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, clipped, long_talk, overlapping, sideways
from tests.ui.kept import keep, own_story, wait_for_kept
from tests.ui.test_accessibility import said, small, unheard, unnamed

PLAYS = (("say", "both"), ("say", "do", 2, "both"), ("do",))


def pages(driver: Driver) -> Iterator[str]:
    window = driver.window
    history = window.kept.history
    for page in ("today", "history"):
        window.open_page(page)
        wait_for_kept(driver)
        yield page
    history.list_page.search.setText("grandmother house")
    history.list_page.search.returnPressed.emit()
    wait_for_kept(driver)
    yield "nothing found"
    history.list_page.search.clear()
    wait_for_kept(driver)
    history.open_practice(2)
    wait_for_kept(driver)
    driver.qtbot.waitUntil(history.reading.slices.is_done, timeout=20_000)
    driver.settle()
    yield "reading"
    history.reading.compare_wanted.emit(1, history.reading.others()[0])
    wait_for_kept(driver)
    driver.qtbot.waitUntil(history.compare.slices.is_done, timeout=20_000)
    driver.settle()
    yield "side by side"
    driver.press(Qt.Key.Key_Escape)
    driver.click(driver.button("Remove", history.reading))
    wait_for_kept(driver)
    yield "removed"
    window.open_page("data")
    wait_for_kept(driver)
    yield "your data"


@pytest.mark.parametrize(("theme", "percent", "size"), [("light", 100, (1280, 800)), ("contrast", 200, (900, 600))])
def test_every_page_can_be_read_and_heard(
    program: Program, open_window: OpenWindow, theme: str, percent: int, size: tuple[int, int]
) -> None:
    keep(program, own_story(program, long_talk(), "long"), *PLAYS)
    driver = open_window(theme=theme, text_percent=percent, size=size)
    found: list[str] = []
    for page in pages(driver):
        window = driver.window
        for check in (clipped, sideways):
            found += [f"{page}, {check.__name__}: {trouble}" for trouble in check(window)]
        found += [f"{page}, overlapping: {pair}" for pair in overlapping(window)]
        for heard in (unnamed, unheard, small, said):
            found += [f"{page}, {heard.__name__}: {trouble}" for trouble in heard(driver)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", ["today", "data"])
def test_tab_follows_the_page(program: Program, open_window: OpenWindow, page: str) -> None:
    keep(program, own_story(program), ("ask",), ("wait", "sigh"), ("ask",))
    driver = open_window()
    driver.window.open_page(page)
    wait_for_kept(driver)
    stops = driver.tab_stops()
    assert driver.reachable() <= set(stops)
    assert stops == driver.reading_order(stops)
