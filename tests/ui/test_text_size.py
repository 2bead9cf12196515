"""No word is clipped and nothing overlaps, at any text size, in small and large windows, in every theme."""

from collections.abc import Iterator

import pytest

from ipt_roleplay.program import Program
from tests.ui.conftest import OpenWindow
from tests.ui.driver import LONG_TITLE, Driver, add_scenario, clipped, long_talk, overlapping, sideways

SIZES = ((1280, 800), (1920, 1080), (900, 600))
PLAY = ("say", "both")


def trouble(driver: Driver, page: str) -> Iterator[str]:
    """What is wrong on the page that is shown, in each size of the window."""
    window = driver.window
    # The debrief looks for a better way on another thread; its row comes when that is found, and not in mid-measure.
    driver.qtbot.waitUntil(lambda: window.tasks._pool.activeThreadCount() == 0, timeout=20_000)
    driver.settle()
    for size in SIZES:
        window.resize(*size)
        driver.settle()
        where = f"{page} in {size[0]} x {size[1]}"
        if window.size().toTuple() != size:
            yield f"{where}: the window grows to {window.size().toTuple()}"
        for found in (*clipped(window), *sideways(window), *overlapping(window)):
            yield f"{where}: {found}"


@pytest.mark.parametrize(
    ("theme", "percent"),
    [("light", 100), ("dark", 150), ("light", 200), ("contrast", 100), ("contrast", 200)],
)
def test_no_word_is_clipped_on_any_page(open_window: OpenWindow, program: Program, theme: str, percent: int) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(theme=theme, text_percent=percent, size=SIZES[-1])
    found: list[str] = []
    pages = []
    for page in driver.walk(LONG_TITLE, PLAY):
        pages.append(page)
        found += trouble(driver, page)
    assert not found, "\n".join(found)
    assert {"practise", "briefing", "conversation", "explained in full", "paused", "debrief in full", "help"} <= {
        *pages
    }


def test_text_that_grows_in_mid_talk_is_laid_out_anew(open_window: OpenWindow, program: Program) -> None:
    from PySide6.QtCore import Qt

    add_scenario(program, long_talk(), "long")
    driver = open_window()
    driver.begin(LONG_TITLE)
    driver.pick("both")
    for keys in (1, 3):
        driver.press(*[Qt.Key.Key_Plus] * keys, modifier=Qt.KeyboardModifier.ControlModifier)
        assert not [*trouble(driver, f"after {keys} steps")]


def test_what_is_clipped_is_found_by_the_check(driver: Driver) -> None:
    card = driver.window.practise.grid.cards()[0]
    assert not clipped(driver.window)
    card.resize(card.width(), card.height() // 2)
    assert len(clipped(driver.window)) == 1
