"""A kept practice step by step: the words, the face and the gauges as they were, led by keys, and nothing recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import Program
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from ipt_roleplay.ui.pages.replay import ReplayPage
from ipt_roleplay.ui.widgets.dots import DotsRow
from ipt_roleplay.ui.widgets.portrait import Portrait
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import LONG_TITLE, Driver, add_scenario, long_talk
from tests.ui.kept import keep, own_story
from tests.ui.test_accessibility import CHECKS
from tests.ui.test_history_page import history, read
from tests.ui.test_text_size import trouble

Key = Qt.Key


def replay(driver: Driver, practice: int = 1) -> ReplayPage:
    """From the history, by keys."""
    read(driver, history(driver), practice)
    driver.tab_to(driver.button("Step by step"))
    driver.press(Key.Key_Return)
    assert driver.window.place() == "replay"
    return driver.window.replay


def words(page: ReplayPage, driver: Driver) -> list[str]:
    return driver.texts(page.transcript)


@pytest.fixture
def folder(program: Program) -> Path:
    return keep(program, own_story(program), ("ask", "thank", 2, "sigh"), ("wait",))


def test_each_key_leads_to_a_step(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    page = replay(driver)
    assert words(page, driver) == ["The kettle hums.", "Dana", "cheerful", "Hello, you."]
    assert page.dock.words() == "Step 1 of 5"
    assert driver.focus is page.dock.next

    driver.press(Key.Key_Return)
    assert words(page, driver)[-2:] == ["surprised", "Oh."]
    assert "“Tea with me.”" in words(page, driver)
    assert page.panel.portrait.mood() == "surprised"
    driver.press(Key.Key_Right)
    assert words(page, driver)[-2:] == ["warm", "Of course."]
    driver.press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert page.dock.words() == "Step 5 of 5"
    assert words(page, driver)[-1] == "“One cup”. What you said: not this time."
    assert "You sigh and look at the floor." in words(page, driver), "the attempt that counts"
    assert "Thank you." not in words(page, driver)

    driver.press(Key.Key_Left)
    assert page.dock.words() == "Step 4 of 5"
    driver.press(Key.Key_Backspace, Key.Key_Backspace)
    assert words(page, driver)[-1] == "Oh.", "what comes after it is not there any more"
    driver.press(Key.Key_End)
    assert page.step == page.last_step
    driver.press(Key.Key_Home)
    assert words(page, driver)[-1] == "Hello, you."
    assert not page.dock.back.isEnabled()
    assert driver.focus is page.dock.next

    driver.press(Key.Key_End, Key.Key_Return)
    assert driver.window.kept.history.reading.isVisible(), "from the last step on it is over"
    assert not driver.texts(page)


def test_face_and_gauges_are_those_of_the_moment(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window(numbers_in_play=True)
    page = replay(driver)

    def gauges() -> list[str]:
        return [driver.heard(row) for row in page.panel.findChildren(DotsRow)]

    before = gauges()
    driver.press(Key.Key_Right)
    assert gauges() != before
    assert page.panel.portrait.mood() == "surprised"
    driver.press(Key.Key_Left)
    assert gauges() == before
    assert page.panel.portrait.mood() == "cheerful"


def test_a_line_of_ones_own_leads_back_to_before_it(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    page = replay(driver)
    driver.press(Key.Key_End)
    driver.click("You sigh and look at the floor.")
    assert page.dock.words() == "Step 3 of 5"
    assert words(page, driver)[-1] == "Of course."


def test_what_is_replayed_is_what_was_being_read(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    read(driver, history(driver), 1)
    driver.click("Attempt 1")
    driver.window.commands.run("replay")
    page = driver.window.replay
    driver.press(Key.Key_End)
    assert "Thank you." in words(page, driver)
    assert any("attempt 1 of 2" in text for text in driver.texts())


def test_esc_leads_back_to_where_it_was_read(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    replay(driver, 2)
    driver.press(Key.Key_End)
    assert "Left open here." in driver.texts()
    driver.press(Key.Key_Escape)
    assert driver.window.place() == "history"
    assert driver.focus is driver.window.kept.history.reading.replay
    driver.press(Key.Key_Return)
    driver.window.open_page("settings")
    assert driver.window.place() == "settings"


def test_nothing_is_recorded_by_it(folder: Path, open_window: OpenWindow) -> None:
    with Vault.open(folder) as vault:
        before = vault.fact("changes")
    driver = open_window()
    replay(driver)
    driver.press(*[Key.Key_Return] * 4, Key.Key_Home, Key.Key_End, Key.Key_Escape)
    driver.close()
    with Vault.open(folder) as vault:
        assert vault.fact("changes") == before


def test_the_words_are_those_of_then(program: Program, open_window: OpenWindow) -> None:
    """The scenario was edited since, its answers and its endings are others, and the replay is as it was."""
    folder = keep(program, own_story(program), ("ask", "thank"))
    edited = TEA.replace("Hello, you.", "Good morning.").replace("id: ask", "id: inquire").replace("Of course.", "No.")
    add_scenario(program, edited)
    driver = open_window()
    page = replay(driver)
    driver.press(Key.Key_End)
    shown = words(page, driver)
    assert {"Hello, you.", "Of course."} <= {*shown}
    assert not {"Good morning.", "No."} & {*shown}
    assert folder.is_dir()


def test_of_a_conversation_that_is_gone_no_strangers_face_is_shown(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), ("ask", "thank"))
    (program.data / "scenarios" / "tea.yaml").unlink()
    driver = open_window()
    page = replay(driver)
    driver.press(Key.Key_End)
    assert "Of course." in words(page, driver)
    assert not list(driver.seen(Portrait))
    assert any("looks warm" in text for text in driver.texts(page.panel))


def test_where_explanations_were_to_wait_nothing_stands_between(program: Program, open_window: OpenWindow) -> None:
    story = own_story(program)

    def left(vault: Vault) -> None:
        session = PracticeSession(story, recorder=Records(vault).recorder(story), feedback="end")
        session.begin()
        session.listen()
        session.choose("ask")

    keep(program, story, then=left)
    driver = open_window()
    page = replay(driver)
    assert page.dock.words() == "Step 1 of 2"
    driver.press(Key.Key_Right)
    assert words(page, driver)[-3:] == ["warm", "Of course.", "Left open here."]
    assert "“Tea with me.”" not in words(page, driver), "they had not been seen when it was left"


def test_a_lock_takes_it_away(folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    page = replay(driver)
    driver.window.commands.run("lock")
    assert driver.window.place() == "door"
    assert not driver.texts(page)
    driver.press(Key.Key_Return)
    driver.qtbot.waitUntil(lambda: driver.window.place() == "today")


def test_it_can_be_heard_and_reached_and_fits(program: Program, open_window: OpenWindow) -> None:
    story = own_story(program, long_talk(), "long")
    keep(program, story, ("say", "both"))
    driver = open_window(size=(900, 600), text_percent=200)
    page = replay(driver)
    for key in (Key.Key_Right, Key.Key_End):
        driver.press(key)
        focus = driver.focus
        assert not [found for check in CHECKS for found in check(driver)]
        focus.setFocus()
        assert not [*trouble(driver, page.dock.words())]
    assert LONG_TITLE in driver.texts()
