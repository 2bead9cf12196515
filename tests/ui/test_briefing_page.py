"""The briefing: everything that one should know before, nothing that comes after, and two quiet ways on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from ipt_roleplay.program import Program
from tests.scenario_text import edited
from tests.ui.conftest import OpenWindow
from tests.ui.driver import LONG_TITLE, Driver, add_scenario, long_talk

DAYS = {"A good day": "good", "An ordinary day": "ordinary", "A hard day": "hard"}
EXPLANATIONS = {"After each answer": "each", "At the end": "end", "Not this time": "none"}


def with_manners() -> str:
    return edited(("setting: A", "manners: Nobody asks here.\npower: She holds the lease.\nsetting: A"))


def test_it_tells_what_one_should_know_before(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, with_manners())
    driver = open_window()
    driver.open_card("Tea")
    texts = driver.texts(driver.window.briefing)
    for words in (
        "Tea",
        "Sam, a friend",
        "A kitchen in the morning.",
        "Ask for some tea.",
        "Nobody asks here.",
        "She holds the lease.",
        "loneliness",
        "Dana",
        "your sister",
    ):
        assert words in texts
    assert driver.program.catalogue.practices["reconnecting"].name in texts
    assert any("about 3 minutes" in words for words in texts)


def test_it_keeps_to_itself_what_the_other_person_does_not_say(tea: Driver) -> None:
    tea.open_card("Tea")
    shown = " ".join(tea.texts(tea.window.briefing))
    assert "silence" not in shown
    assert "company" not in shown
    assert "Two cups" not in shown


def test_without_content_notes_nothing_is_said_of_them(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, edited(("content_notes: [loneliness]\n", "")))
    driver = open_window()
    assert "No content notes" in driver.card("Tea").accessibleDescription()
    driver.open_card("Tea")
    assert not any("touches" in words for words in driver.texts(driver.window.briefing))


@pytest.mark.parametrize(("day", "explanations"), [*zip(DAYS, EXPLANATIONS, strict=True)])
def test_day_and_explanations_are_chosen_by_keys(tea: Driver, day: str, explanations: str) -> None:
    tea.begin("Tea", day, explanations)
    assert tea.session.day == DAYS[day]
    assert tea.session.feedback == EXPLANATIONS[explanations]


def test_an_ordinary_day_with_explanations_is_one_key_away(tea: Driver) -> None:
    tea.open_card("Tea")
    assert tea.focus is tea.button("Begin")
    tea.press(Qt.Key.Key_Return)
    assert (tea.session.day, tea.session.feedback) == ("ordinary", "each")


def test_options_can_be_clicked(tea: Driver) -> None:
    tea.open_card("Tea")
    for words in ("A hard day", "At the end", "Begin"):
        tea.click(words)
    assert (tea.session.day, tea.session.feedback) == ("hard", "end")


def test_every_practice_is_arranged_anew(tea: Driver) -> None:
    seeds = set()
    for _ in range(3):
        tea.begin("Tea")
        seeds.add(tea.session.transcript.start.seed)
        tea.click("Step out")
    assert len(seeds) > 1


@pytest.mark.parametrize("by", ["key", "click"])
def test_not_now_leads_back_to_the_card(tea: Driver, by: str) -> None:
    tea.open_card("Tea")
    if by == "key":
        tea.press(Qt.Key.Key_Escape)
    else:
        tea.click("Not now")
    assert tea.window.practise.isVisible()
    assert tea.focus is tea.card("Tea")
    assert tea.window.practice.session is None


def test_all_of_it_can_be_read_by_keys(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(size=(900, 600))
    driver.open_card(LONG_TITLE)
    title = next(label for label in driver.seen(root=driver.window.briefing) if driver.heard(label) == LONG_TITLE)
    last = driver.button("Not this time")
    assert driver.is_in_sight(title), "it begins at its top"
    assert not driver.is_in_sight(last)
    for _ in range(10):
        driver.press(Qt.Key.Key_PageDown)
    assert driver.is_in_sight(last)
    for _ in range(10):
        driver.press(Qt.Key.Key_PageUp)
    assert not driver.is_in_sight(last)


def test_an_option_that_arrows_come_to_is_in_sight(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(size=(900, 600))
    driver.open_card(LONG_TITLE)
    driver.choose_option("A hard day")
    assert driver.is_in_sight(driver.focus)
    driver.choose_option("Not this time")
    assert isinstance(driver.focus, QRadioButton)
    assert driver.is_in_sight(driver.focus)
