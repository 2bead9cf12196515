"""“Need help now?”: one key away from everywhere, plain words, and a way back."""

import re

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver

Key = Qt.Key


def test_it_speaks_to_each_need(driver: Driver) -> None:
    driver.click("Need help now?")
    texts = driver.texts(driver.window.help)
    for words in (
        "You are in danger",
        "You think of harming yourself",
        "You are afraid of someone",
        "You feel low after a birth",
    ):
        assert words in texts
    everything = " ".join(texts)
    assert "It cannot call anyone" in everything
    assert "No wording makes another person safe" in everything
    assert not re.search(r"\d", everything), "numbers differ by country; a wrong one is worse than none"


@pytest.mark.parametrize(
    "where", ["practise", "settings", "briefing", "conversation", "explained", "paused", "debrief"]
)
def test_it_is_one_key_away_from_everywhere(tea: Driver, where: str) -> None:
    window = tea.window
    if where == "settings":
        tea.click("Settings")
    elif where == "briefing":
        tea.open_card("Tea")
    elif where != "practise":
        tea.begin("Tea")
    if where in ("explained", "debrief"):
        tea.pick("ask")
    if where == "paused":
        tea.press(Key.Key_Escape)
    if where == "debrief":
        tea.press(Key.Key_Return)
        tea.play(["thank"])
    tea.press(Key.Key_F2)
    assert window.help.isVisible()
    assert not window.pause_card.isVisible()
    assert tea.button("Need help now?").isChecked()
    assert tea.focus.isVisible()


def test_it_is_offered_in_a_pause(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["ask"])
    tea.press(Key.Key_Escape)
    tea.tab_to(tea.button("Need help now?", tea.window.pause_card))
    tea.press(Key.Key_Return)
    assert tea.window.help.isVisible()
    tea.click("Practise")
    tea.click("Resume")
    assert tea.session.turn == 2


def test_all_of_it_can_be_read_by_keys(open_window: OpenWindow) -> None:
    driver = open_window(size=(900, 600), text_percent=200)
    driver.press(Key.Key_F2)
    bar = driver.window.help.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(12):
        driver.press(Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    driver.press(Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    assert driver.focus.isVisible()
