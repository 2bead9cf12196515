"""Which endings one has found: named on the card and before the talk; of the others only how many there are."""

from __future__ import annotations

import pytest

from ipt_roleplay.program import Program
from ipt_roleplay.scenario.story import Story
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver
from tests.ui.kept import keep, own_story, wait_for_kept

FOUND = "You have found 1 of 2 endings"


@pytest.fixture
def story(program: Program) -> Story:
    return own_story(program)


def library(driver: Driver) -> Driver:
    driver.window.open_page("practise")
    wait_for_kept(driver)
    return driver


def test_before_the_first_ending_the_card_says_nothing_of_endings(story: Story, open_window: OpenWindow) -> None:
    driver = library(open_window())
    card = driver.card("Tea").text_shown
    assert (card.found, card.endings_found) == ("", ())
    driver.open_card("Tea")
    assert not [words for words in driver.texts(driver.window.briefing) if "ending" in words.lower()]


def test_a_card_tells_how_many_and_which(story: Story, program: Program, open_window: OpenWindow) -> None:
    keep(program, story, ("ask", "sigh"), ("ask", "sigh"), ("ask",))
    driver = library(open_window())
    card = driver.card("Tea")
    assert card.text_shown.found == FOUND
    assert f"{FOUND}: One cup" in card.accessibleDescription()
    assert "One cup" in card.toolTip()
    everything = " ".join((*driver.texts(), card.accessibleDescription(), card.toolTip()))
    assert "Two cups" not in everything, "nobody is told of an ending before they come to it"


def test_the_briefing_names_them(story: Story, program: Program, open_window: OpenWindow) -> None:
    keep(program, story, ("ask", "sigh", 2, "thank"), ("ask", "sigh"))
    driver = library(open_window())
    assert driver.card("Tea").text_shown.found == "You have found every ending"
    driver.open_card("Tea")
    assert "“One cup”\n“Two cups”" in driver.texts(driver.window.briefing)


def test_an_ending_that_was_just_found_is_known_when_one_begins_again(story: Story, open_window: OpenWindow) -> None:
    driver = library(open_window())
    driver.begin("Tea")
    driver.play(("ask", "sigh"))
    driver.qtbot.waitUntil(driver.window.debrief.isVisible)
    wait_for_kept(driver)
    driver.click("Once more from the start")
    assert "“One cup”\n1 more to find" in driver.texts(driver.window.briefing)


def test_who_locks_takes_it_along(story: Story, program: Program, open_window: OpenWindow) -> None:
    keep(program, story, ("ask", "sigh"))
    driver = library(open_window())
    assert driver.card("Tea").text_shown.found == FOUND
    driver.window.keeping.keep_nothing()
    driver.settle()
    assert driver.card("Tea").text_shown.found == ""
