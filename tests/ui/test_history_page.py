"""History: every practice by day, found by what was said, read as it was, compared, removed and put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from ipt_roleplay.program import Program
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from ipt_roleplay.ui.pages.history_place import HistoryPlace
from tests.ui.conftest import OpenWindow
from tests.ui.driver import NASTY, Driver, heard, nasty_talk
from tests.ui.kept import keep, own_story, wait_for_kept

Key = Qt.Key


def history(driver: Driver) -> HistoryPlace:
    driver.window.open_page("history")
    wait_for_kept(driver)
    return driver.window.kept.history


def titles(place: HistoryPlace) -> list[str]:
    return [row.title for row in place.list_page.list.rows()]


def search(driver: Driver, place: HistoryPlace, words: str) -> None:
    place.list_page.search.setFocus()
    place.list_page.search.clear()
    driver.type(words)
    driver.press(Key.Key_Return)
    wait_for_kept(driver)


def read(driver: Driver, place: HistoryPlace, practice: int) -> None:
    place.list_page.list.go_to(practice)
    place.list_page.list.setFocus()
    driver.press(Key.Key_Return)
    wait_for_kept(driver)
    driver.qtbot.waitUntil(place.reading.slices.is_done, timeout=20_000)


@pytest.fixture
def folder(program: Program) -> Path:
    story = own_story(program)
    return keep(program, story, ("ask", "thank", 2, "sigh"), ("wait", "late"), ("wait", "sigh"), ("ask",))


@pytest.fixture
def place(folder: Path, open_window: OpenWindow) -> tuple[Driver, HistoryPlace]:
    driver = open_window()
    return driver, history(driver)


def test_every_practice_stands_under_its_day(place: tuple[Driver, HistoryPlace]) -> None:
    _, page = place
    rows = page.list_page.list.rows()
    assert [row.practice for row in rows] == [4, 3, 2, 1]
    assert rows[0].day == "Yesterday"
    assert "left at turn 2" in rows[0].meta
    assert "“One cup”" in rows[1].meta
    assert page.list_page.lead.text() == "4 practices, with every word as it was said."


def test_two_of_one_day_name_it_once(program: Program, open_window: OpenWindow) -> None:
    story = own_story(program)
    keep(program, story, ("ask",))
    keep(program, story, ("wait",))
    driver = open_window()
    assert [row.day for row in history(driver).list_page.list.rows()] == ["Yesterday", ""]


def test_a_list_can_be_heard(place: tuple[Driver, HistoryPlace]) -> None:
    _, page = place
    interface = QAccessible.queryAccessibleInterface(page.list_page.list)
    assert interface is not None
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == 4
    first = interface.child(0)
    assert first is not None
    spoken = first.text(QAccessible.Text.Name)
    assert "Tea. Yesterday" in spoken
    assert "left at turn 2" in spoken


def test_what_was_said_is_found(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    search(driver, page, "have some te")
    rows = page.list_page.list.rows()
    assert [row.practice for row in rows] == [4, 1]
    assert ("tea", True) in rows[0].snippet
    assert page.list_page.lead.text() == "Found in 2 practices, newest first."
    driver.press(Key.Key_Escape)
    wait_for_kept(driver)
    driver.qtbot.waitUntil(lambda: len(page.list_page.list.rows()) == 4)


def test_words_that_were_not_said_are_not_found(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    search(driver, page, "zebra")
    assert titles(page) == []
    assert "not found" in page.list_page.lead.text()
    assert driver.focus is page.list_page.search
    search(driver, page, "two cups")
    assert [row.practice for row in page.list_page.list.rows()] == [2, 1]


def test_before_anybody_has_come_it_says_the_same(driver: Driver) -> None:
    page = history(driver)
    assert "will stand here" in page.list_page.lead.text()
    assert heard(driver.focus) == "History"  # on the rail: nothing here can have the focus


def test_an_empty_history_says_what_will_stand_here(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program))
    driver = open_window()
    page = history(driver)
    assert "will stand here" in page.list_page.lead.text()
    assert not page.list_page.list.isVisible()


def test_locked_it_shows_and_holds_nothing(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 1)
    driver.window.keeping.lock()
    wait_for_kept(driver)
    assert page.reading.reading is None
    assert titles(page) == []
    assert "locked" in page.list_page.lead.text()


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_practice_is_read_as_it_was(folder: Path, program: Program, open_window: OpenWindow) -> None:
    (program.data / "scenarios" / "tea.yaml").unlink()
    driver = open_window()
    page = history(driver)
    read(driver, page, 2)
    texts = driver.texts(page.reading)
    for words in (
        "The kettle hums.",
        "Hello, you.",
        "You look at the kettle.",
        "“The kettle is loud today.”",
        "Nobody can hear a look.",
        "Could I have a cup too?",
        "Two cups",
        "What you said: plainly. Dana’s answer: yes.",
    ):
        assert words in texts, words
    assert not page.reading.again.isEnabled()
    assert any("not in the library any more" in text for text in texts)


def test_both_attempts_are_there(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 1)
    assert "You sigh and look at the floor." in driver.texts(page.reading)
    assert "Thank you." not in driver.texts(page.reading)
    driver.click("Attempt 1")
    driver.qtbot.waitUntil(page.reading.slices.is_done, timeout=20_000)
    assert "Thank you." in driver.texts(page.reading)
    assert "Two cups" in driver.texts(page.reading)


def test_escape_leads_back_to_its_row(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 2)
    driver.press(Key.Key_Escape)
    assert page.list_page.isVisible()
    assert driver.focus is page.list_page.list
    assert page.list_page.list.current_practice() == 2


def test_one_that_was_left_goes_on_from_here(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 3)
    assert not page.reading.resume.isVisible()
    driver.press(Key.Key_Escape)
    read(driver, page, 4)
    driver.click("Go on from here")
    driver.qtbot.waitUntil(driver.window.conversation.isVisible, timeout=20_000)
    wait_for_kept(driver)
    assert driver.session.turn == 2


def test_play_again_leads_to_the_briefing_and_back_here(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 2)
    driver.click("Play again")
    driver.qtbot.waitUntil(driver.window.briefing.isVisible, timeout=20_000)
    driver.press(Key.Key_Escape)
    assert page.isVisible()


def test_what_was_said_is_shown_to_the_letter(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program, nasty_talk(), "nasty"), ("one", "three"))
    driver = open_window()
    page = history(driver)
    search(driver, page, "hostname")
    assert "<img src=file:///etc/" in "".join(text for text, _ in page.list_page.list.rows()[0].snippet)
    read(driver, page, 1)
    assert NASTY in driver.texts(page.reading)


# --- comparing --------------------------------------------------------------------------------------------------------


def test_two_attempts_side_by_side_from_where_they_part(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 1)
    assert [other.words for other in page.reading.others()][:2] == [
        "Attempt 1 of this practice",
        "Attempt 2 of this practice",
    ]
    page.reading.compare_wanted.emit(1, page.reading.others()[0])
    wait_for_kept(driver)
    driver.qtbot.waitUntil(page.compare.slices.is_done, timeout=20_000)
    assert page.compare.lead.text() == "They part at turn 2; the turn before it is the same."
    texts = driver.texts(page.compare)
    assert {"Turn 2", "Thank you.", "You sigh and look at the floor.", "Two cups", "One cup"} <= set(texts)
    assert "May I have some tea with you?" not in texts
    driver.click("Show what is the same")
    driver.qtbot.waitUntil(page.compare.slices.is_done, timeout=20_000)
    assert driver.texts(page.compare).count("May I have some tea with you?") == 2
    driver.press(Key.Key_Escape)
    assert page.reading.isVisible()


def test_two_practices_side_by_side(place: tuple[Driver, HistoryPlace]) -> None:
    driver, page = place
    read(driver, page, 2)
    other = next(other for other in page.reading.others() if other.practice == 3)
    page.reading.compare_wanted.emit(0, other)
    wait_for_kept(driver)
    driver.qtbot.waitUntil(page.compare.slices.is_done, timeout=20_000)
    assert page.compare.comparison().parts_at == 2
    assert {"Could I have a cup too?", "You sigh and look at the floor."} <= set(driver.texts(page.compare))


# --- removing ---------------------------------------------------------------------------------------------------------


def test_removing_can_be_undone(place: tuple[Driver, HistoryPlace], folder: Path) -> None:
    driver, page = place
    read(driver, page, 2)
    driver.click("Remove")
    wait_for_kept(driver)
    assert [row.practice for row in page.list_page.list.rows()] == [4, 3, 1]
    assert driver.focus is page.list_page.undo.button
    driver.press(Key.Key_Return)
    wait_for_kept(driver)
    assert [row.practice for row in page.list_page.list.rows()] == [4, 3, 2, 1]
    assert page.list_page.list.current_practice() == 2


def test_who_goes_on_has_removed_it_for_good(place: tuple[Driver, HistoryPlace], folder: Path) -> None:
    driver, page = place
    read(driver, page, 2)
    driver.click("Remove")
    wait_for_kept(driver)
    driver.window.open_page("today")
    wait_for_kept(driver)
    driver.window.open_page("history")
    wait_for_kept(driver)
    assert not page.list_page.undo.isVisible()
    driver.close()
    with Vault.open(folder) as vault:
        assert [kept.id for kept in Records(vault).history()] == [4, 3, 1]


def test_what_was_left_in_this_window_and_removed_is_offered_no_more(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["wait"])
    tea.window.open_page("history")
    wait_for_kept(tea)
    assert tea.window.kept.resuming.offered is not None
    read(tea, tea.window.kept.history, tea.window.kept.resuming.offered.practice or 0)
    tea.click("Remove")
    wait_for_kept(tea)
    assert tea.window.kept.resuming.offered is None
    tea.press(Key.Key_Return)
    wait_for_kept(tea)
    assert tea.window.kept.resuming.offered is not None, "undone"


def test_many_practices_are_listed_to_the_last(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), *[("ask",)] * 130)
    driver = open_window()
    page = history(driver)
    assert len(titles(page)) == 130
    driver.press(Key.Key_End)
    assert page.list_page.list.current_practice() == 1
    driver.press(Key.Key_Home)
    assert page.list_page.list.current_practice() == 130


def test_words_of_the_screen_are_kind(place: tuple[Driver, HistoryPlace]) -> None:
    from tests.ui.test_accessibility import said, small, unheard, unnamed

    driver, page = place
    for practice in (None, 1):
        if practice is not None:
            read(driver, page, practice)
        assert not said(driver)
        assert not unnamed(driver)
        assert not unheard(driver)
        assert not small(driver)
