"""Pages take the room that they have: the middle of a large screen, and little of what is not theirs on a small one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.ui.cards.first_start import FirstStart
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import RadioOption
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario
from tests.ui.kept import keep, own_story

Key = Qt.Key
LARGE, USUAL, SMALL = (2560, 1440), (1280, 800), (900, 600)
TITLES = {
    "today": "Today",
    "practise": "Practise",
    "history": "History",
    "settings": "Settings",
    "data": "Your data",
    "help": "Need help now?",
    "safety": "When plain speaking is not safe",
    "about": "About this program",
}


def place(driver: Driver, words: str) -> QPoint:
    """Where the label with these words stands in the window."""
    (label,) = [label for label in driver.seen(Label) if isinstance(label, Label) and label.text() == words]
    return label.mapTo(driver.window, QPoint(0, 0))


def right_of(driver: Driver, widget: QWidget) -> int:
    return widget.mapTo(driver.window, QPoint(widget.width(), 0)).x()


def test_every_page_and_the_notice_begin_at_one_place_in_the_middle(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, TEA)
    driver = open_window(size=LARGE)
    driver.begin("Tea")
    driver.play(["ask"])
    window = driver.window
    assert set(window.shell.page_ids()) == TITLES.keys()
    begins = set()
    for page, title in TITLES.items():
        window.open_page(page)
        driver.settle()
        begins.add(place(driver, title).x())
        begins.add(place(driver, "What you say is kept here, encrypted.").x())
    (begin,) = begins
    cards = window.practise.grid
    window.open_page("practise")
    assert begin - window.shell.rail.width() == window.width() - right_of(driver, cards), "as much at both sides"
    assert cards.columns(cards.width()) == 4
    chip = driver.button("Length")
    assert right_of(driver, chip) - chip.padding() == right_of(driver, cards)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("size", "beside"), [(LARGE, True), (USUAL, False)])
def test_sections_stand_in_two_columns_where_both_fit(
    open_window: OpenWindow, size: tuple[int, int], beside: bool
) -> None:
    driver = open_window(size=size)
    driver.window.open_page("settings")
    driver.settle()
    first, second = place(driver, "Colours"), place(driver, "Passphrase and lock")
    assert (first.y() == second.y() and first.x() < second.x()) is beside
    assert (first.x() == second.x() and first.y() < second.y()) is not beside


def test_a_kept_practice_stands_beside_what_it_is_about(open_window: OpenWindow, program: Program) -> None:
    keep(program, own_story(program), ("ask", "thank"))
    driver = open_window(size=LARGE)
    driver.window.open_page("history")
    history = driver.window.kept.history
    driver.qtbot.waitUntil(lambda: bool(history.list_page.list.rows()))
    driver.press(Key.Key_Return)
    driver.qtbot.waitUntil(lambda: history.reading.isVisible() and history.reading.slices.is_done())
    about, said = driver.button("Play again"), driver.buttons("More")[0]
    assert right_of(driver, about) < said.mapTo(driver.window, QPoint(0, 0)).x()
    driver.window.resize(*USUAL)
    driver.settle()
    below = driver.buttons("More")[0].mapTo(driver.window, QPoint(0, 0)).y()
    assert below > about.mapTo(driver.window, QPoint(0, about.height())).y()


# --- large text in a small window -----------------------------------------------------------------------------------


def test_a_notice_leaves_most_of_a_small_window_to_the_page(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, TEA)
    driver = open_window(text_percent=200, size=SMALL)
    driver.begin("Tea")
    driver.play(["ask"])
    driver.window.open_page("practise")
    driver.settle()
    notices, practise = driver.window.shell.notices, driver.window.practise
    assert 0 < notices.height() <= 0.25 * driver.window.height()
    assert practise.strip.isVisible()
    assert place(driver, "Practise").y() > notices.height(), (
        "what was left open is below, and the page begins at its top"
    )
    assert driver.focus is practise.search
    driver.click("Show me where")
    assert driver.window.place() == "data"
    assert not notices.height() or not [*driver.seen(Label, notices)], "it has been read"


def test_at_the_door_all_ways_are_in_sight(open_window: OpenWindow, program: Program) -> None:
    keep(program, own_story(program), ("ask",), passphrase="four words in a row")
    driver = open_window(text_percent=200, size=SMALL, wait=False)
    for words in ("Open", "I have forgotten it", "Somebody else", "Keep nothing this time", "Need help now?"):
        assert driver.is_in_sight(driver.button(words)), words


@pytest.fixture
def first_start(program: Program, open_window: OpenWindow) -> Driver:
    (program.data / "settings.toml").unlink()
    driver = open_window(size=SMALL)
    driver.qtbot.waitUntil(lambda: bool([*driver.seen(FirstStart)]))
    driver.press(Key.Key_Return)
    return driver


def test_the_first_start_fits_a_small_window(first_start: Driver) -> None:
    first_start.click("Ask for a passphrase each time")
    once, again = (first_start.button("Show the passphrase", root) for root in fields(first_start))
    assert once.mapTo(first_start.window, QPoint(0, 0)).y() == again.mapTo(first_start.window, QPoint(0, 0)).y()
    assert right_of(first_start, once) < again.mapTo(first_start.window, QPoint(0, 0)).x()
    first_start.click("Open without a passphrase")
    first_start.click("Continue")
    options = [*first_start.seen(RadioOption)]
    assert len(options) == 5
    assert all(first_start.is_in_sight(option) for option in options)


def fields(driver: Driver) -> list[QWidget]:
    from ipt_roleplay.ui.widgets.passphrase import PassphraseField

    return [*driver.seen(PassphraseField)]
