"""When plain speaking is not safe: asked once before each conversation, without blocking and without urging."""

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay import care
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver

Key = Qt.Key
QUESTION = "Does this bring someone in your life to mind? Are you afraid of what they may do?"
NO_WORDING = "No wording makes another person safe"


def asked(driver: Driver) -> frozenset[str]:
    driver.wait_for_tasks()
    return care.read(driver.program.data).asked


@pytest.fixture
def briefing(tea: Driver) -> Driver:
    tea.open_card("Tea")
    assert QUESTION in tea.texts()
    return tea


def test_on_no_it_goes_and_is_not_asked_again(briefing: Driver, open_window: OpenWindow) -> None:
    briefing.click("No")
    assert QUESTION not in briefing.texts()
    assert briefing.focus is briefing.button("Begin")
    assert asked(briefing) == {"tea"}
    briefing.press(Key.Key_Escape)
    briefing.open_card("Tea")
    assert QUESTION not in briefing.texts()
    briefing.press(Key.Key_Escape)
    briefing.open_card("Lunch for two")
    assert QUESTION in briefing.texts(), "once before each conversation"
    briefing.window.close()
    second = open_window()
    second.open_card("Tea")
    assert QUESTION not in second.texts()


def test_no_answer_is_needed_and_it_was_asked_all_the_same(briefing: Driver) -> None:
    briefing.press(Key.Key_Return)
    assert briefing.window.conversation.isVisible()
    assert asked(briefing) == {"tea"}


def test_who_says_not_now_is_asked_next_time(briefing: Driver) -> None:
    briefing.press(Key.Key_Escape)
    assert asked(briefing) == frozenset()
    briefing.open_card("Tea")
    assert QUESTION in briefing.texts()


def test_on_yes_nothing_is_locked_and_the_answer_is_kept_nowhere(briefing: Driver) -> None:
    briefing.tab_to(briefing.button("Yes"))
    briefing.press(Key.Key_Return)
    texts = briefing.texts(briefing.window.briefing)
    assert any(NO_WORDING in words and "Nothing here is locked" in words for words in texts)
    assert briefing.focus is briefing.button("When plain speaking is not safe")
    assert briefing.button("Begin").isEnabled()
    assert asked(briefing) == {"tea"}
    kept = {file.name: file.read_bytes() for file in briefing.program.data.iterdir() if file.is_file()}
    briefing.click("Begin")
    assert briefing.window.conversation.isVisible()
    assert b"afraid" not in b"".join(kept.values()).lower()


def test_on_yes_it_leads_to_its_page_and_back(briefing: Driver) -> None:
    briefing.click("Yes")
    briefing.click("When plain speaking is not safe")
    assert briefing.window.place() == "safety"
    briefing.click("Back to the conversation that I was looking at")
    assert briefing.window.briefing.isVisible()
    assert briefing.focus is briefing.button("Begin")
    briefing.click("Other conversations")
    assert briefing.window.practise.isVisible()


def test_on_yes_the_numbers_are_one_click_away(briefing: Driver) -> None:
    briefing.click("Yes")
    briefing.click("Need help now?")
    assert briefing.window.place() == "help"


def test_the_page_never_says_that_words_would_have_helped(driver: Driver) -> None:
    driver.window.open_page("safety")
    said = " ".join(driver.texts(driver.window.safety))
    for words in (
        NO_WORDING,
        "Keeping quiet can be wise",
        "You have not caused it",
        "nothing is locked",
        "is not kept",
    ):
        assert words in said
    assert not driver.buttons("Back to the conversation that I was looking at"), "one did not come from there"


def test_about_tells_what_it_is_and_is_not(driver: Driver) -> None:
    driver.window.open_page("about")
    said = " ".join(driver.texts(driver.window.about))
    for words in (
        "No clinician has reviewed it",
        "makes no diagnosis",
        "no crisis service",
        "LGPL",
        "Open Font License",
    ):
        assert words in said
