"""Keeping nothing where one person is here without a passphrase: from a command or the settings, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, clipped
from tests.ui.kept import keep, own_story

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NOTHING = "Nothing you say is kept this time."


@pytest.fixture
def ann(program: Program, open_window: OpenWindow) -> Driver:
    """Ann has practised once, without a passphrase."""
    keep(program, own_story(program), ("wait", "thank"))
    return open_window()


def files(program: Program) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in program.data.rglob("*") if file.is_file()}


def count(program: Program) -> int:
    with Vault.open(People(program.data).find().folder) as vault:
        return Records(vault).count()


def by_command(driver: Driver, letters: str) -> None:
    driver.press(Key.Key_K, modifier=CTRL)
    driver.type(letters)
    driver.press(Key.Key_Return)


def test_from_here_on_nothing_is_written_down_and_a_line_says_so(ann: Driver, program: Program) -> None:
    by_command(ann, "keep nothing")
    assert NOTHING in ann.texts()
    assert "You chose to keep nothing, so nothing from before stands here." in ann.texts()
    before = files(program)
    ann.window.open_page("practise")
    assert NOTHING in ann.texts(), "it stands above every page"
    ann.open_card("Tea")
    assert any(words.startswith("Nothing of this talk is kept.") for words in ann.texts())
    ann.press(Key.Key_Escape)
    ann.begin("Tea")
    assert "Turn 1, an ordinary day · nothing is kept" in ann.texts(ann.window.conversation)
    ann.play(["ask"])
    assert "Turn 2, an ordinary day · nothing is kept" in ann.texts(ann.window.conversation)
    ann.play(["thank"])
    assert ann.window.debrief.isVisible()
    ann.press(Key.Key_Escape)
    assert files(program) == before
    ann.close()
    assert count(program) == 1


def test_in_a_small_window_it_stands_under_the_title(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program))
    driver = open_window(size=(900, 600), text_percent=200)
    by_command(driver, "keep nothing")
    driver.window.open_page("practise")
    driver.begin("Lunch for two")
    assert any("nothing is kept" in words for words in driver.texts(driver.window.conversation))
    assert not clipped(driver.window.conversation)


def test_in_the_settings_there_and_back(ann: Driver, program: Program) -> None:
    ann.click("Settings")
    ann.click("Keep nothing from here on")
    ann.click("Settings")
    assert "You keep nothing just now, so there is nothing to lock." in ann.texts()
    ann.window.open_page("practise")
    ann.begin("Tea")
    ann.play(["ask"])
    ann.window.open_page("settings")
    again = next(b for b in ann.buttons("Keep again") if not ann.window.shell.notices.isAncestorOf(b))
    ann.click(again)
    assert any(words.startswith("What you said meanwhile was not kept.") for words in ann.texts())
    ann.press(Key.Key_Return)  # "Go on as it is" has the focus
    assert ann.window.kept.resuming.offered is not None
    ann.click(again)
    ann.click("Keep again, and let it go")
    assert NOTHING not in ann.texts()
    assert ann.window.kept.resuming.offered is None, "what was said meanwhile is gone"
    ann.window.open_page("practise")
    ann.begin("Tea")
    ann.play(["wait", "thank"])
    ann.close()
    assert count(program) == 2


def test_what_was_under_way_is_found_again(ann: Driver) -> None:
    ann.begin("Tea")
    ann.play(["ask"])
    by_command(ann, "keep nothing")
    assert ann.window.place() == "today"
    assert not ann.buttons("Resume")
    ann.click("Keep again")
    assert ann.window.conversation.isVisible()
    assert [step.choice.id for step in ann.session.steps] == ["ask"]
    ann.play(["thank"])
    assert ann.window.debrief.isVisible()


def test_where_nobody_keeps_anything_yet_no_place_is_made(tea: Driver, program: Program) -> None:
    by_command(tea, "keep nothing")
    tea.window.open_page("practise")
    tea.begin("Tea")
    tea.play(["ask", "thank"])
    assert People(program.data).everyone() == ()
    tea.press(Key.Key_Escape)
    tea.click("Keep again")
    tea.click("Keep again, and let it go")
    tea.window.open_page("practise")
    tea.begin("Tea")
    tea.play(["ask"])
    tea.close()
    assert count(program) == 1


def test_with_a_passphrase_it_is_asked_for_again(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), ("wait", "thank"), passphrase="four words in a row")
    driver = open_window(wait=False)
    driver.type("four words in a row")
    driver.press(Key.Key_Return)
    by_command(driver, "keep nothing")
    assert driver.window.keeping.records is None
    driver.click("Keep again")
    assert driver.window.place() == "door"
    driver.type("four words in a row")
    driver.press(Key.Key_Return)
    assert driver.window.keeping.records is not None
