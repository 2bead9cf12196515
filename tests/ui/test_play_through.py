"""Every shipped conversation can be played to every ending, in the window, by the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay import load, resources
from ipt_roleplay.proof.explore import explore
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.story import DAYS
from tests.ui.conftest import OpenWindow

SCENARIOS = scenario_files(resources.scenarios() / "en")


def test_there_is_something_to_play() -> None:
    assert len(SCENARIOS) >= 4


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_ending_by_keyboard_alone(open_window: OpenWindow, file: Path) -> None:
    story = load(file)
    days = explore(story).days
    driver = open_window()
    debrief, catalogue = driver.window.debrief, driver.program.catalogue
    driver.open_card(story.title)
    for ending in story.endings:
        if debrief.isVisible():
            driver.tab_to(driver.button("Once more from the start"))
            driver.press(Qt.Key.Key_Return)
        day = next(day for day in ("ordinary", *DAYS) if days[day].endings[ending.id].shortest)
        name = catalogue.days[day].name
        driver.begin_here(name[:1].upper() + name[1:])
        driver.play(days[day].endings[ending.id].shortest or ())
        reached = driver.session.ending
        assert reached is not None
        assert reached.id == ending.id
        assert debrief.isVisible()
        assert ending.title in driver.texts(debrief)
    driver.tab_to(driver.button("Close"))
    driver.press(Qt.Key.Key_Return)
    assert driver.window.practise.isVisible()
    assert driver.focus is driver.card(story.title), "one comes back to the card that one came from"
