"""Today: what was left open before the program was closed, the last conversations, and one to try."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from ipt_roleplay.ui.pages.today import TodayPage
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.practice_row import PracticeRow
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario, words_of
from tests.ui.kept import keep, own_story, reopened, wait_for_kept

EDITED = TEA.replace("id: ask\n", "id: ask-for-tea\n")


def today(driver: Driver) -> TodayPage:
    driver.window.open_page("today")
    wait_for_kept(driver)
    return driver.window.kept.today


def rows(driver: Driver) -> list[str]:
    return [words_of(row) for row in driver.seen(PracticeRow, driver.window.kept.today)]


def card(driver: Driver) -> CardDialog:
    driver.qtbot.waitUntil(lambda: any(driver.seen(CardDialog)), timeout=20_000)
    return next(card for card in driver.seen(CardDialog) if isinstance(card, CardDialog))


def test_it_is_the_first_page_and_says_what_will_stand_here(program: Program, open_window: OpenWindow) -> None:
    driver = open_window()
    page = today(driver)
    assert next(item.words() for item in driver.window.shell.rail.items()) == "Today"
    texts = driver.texts(page)
    assert any("will stand here" in text for text in texts)
    assert "One to try" in texts
    assert "A gentle one to begin with." in texts
    assert not page.has_strip()


def test_what_was_left_before_goes_on_at_the_same_point(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), ("wait", "sigh"), ("ask",))
    driver = open_window()
    page = today(driver)
    texts = driver.texts(page)
    assert "Tea" in texts
    assert any("Left open" in text and "at turn 2" in text for text in texts)
    assert "Dana: “Of course.”" in texts
    driver.click(driver.button("Resume", page))
    driver.qtbot.waitUntil(driver.window.conversation.isVisible, timeout=20_000)
    wait_for_kept(driver)
    assert driver.session.turn == 2
    assert "May I have some tea with you?" in driver.texts(driver.window.conversation)
    driver.pick("thank")
    wait_for_kept(driver)
    with Vault.open(reopened(driver)) as vault:
        kept = Records(vault).history()
    assert [(one.turns, one.ending) for one in kept] == [(2, "tea-together"), (2, "alone")]


def test_the_last_conversations_are_there_to_be_read(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), *[("wait", "sigh")] * 5, ("ask", "thank"))
    driver = open_window()
    page = today(driver)
    assert rows(driver) == ["Tea"] * 4
    first = next(row for row in driver.seen(PracticeRow, page) if isinstance(row, PracticeRow))
    assert first.text_shown.day == "Yesterday"
    assert "“Two cups”" in first.text_shown.meta
    driver.click(first)
    wait_for_kept(driver)
    assert driver.window.kept.history.reading.isVisible()
    driver.qtbot.waitUntil(driver.window.kept.history.reading.slices.is_done)
    assert "Two cups" in driver.texts(driver.window.kept.history.reading)


def test_setting_aside_can_be_undone(program: Program, open_window: OpenWindow) -> None:
    folder = keep(program, own_story(program), ("ask",))
    driver = open_window()
    page = today(driver)
    driver.click(driver.button("Set aside", page))
    wait_for_kept(driver)
    assert not page.has_strip()
    assert driver.focus is page.undo.button
    assert "It stays in your history." in page.undo.label.text()
    driver.press(Qt.Key.Key_Return)
    wait_for_kept(driver)
    assert page.has_strip()
    driver.click(driver.button("Set aside", page))
    wait_for_kept(driver)
    driver.close()
    with Vault.open(folder) as vault:
        assert Records(vault).left() == ()
        assert Records(vault).count() == 1


def test_starting_over_sets_the_old_one_aside(program: Program, open_window: OpenWindow) -> None:
    folder = keep(program, own_story(program), ("ask",))
    driver = open_window()
    page = today(driver)
    driver.click(driver.button("Start over", page))
    driver.qtbot.waitUntil(driver.window.briefing.isVisible, timeout=20_000)
    driver.tab_to(driver.button("Begin"))
    driver.press(Qt.Key.Key_Return)
    driver.qtbot.waitUntil(driver.window.conversation.isVisible, timeout=20_000)
    wait_for_kept(driver)
    driver.close()
    with Vault.open(folder) as vault:
        assert Records(vault).kept(1).set_aside


def test_after_an_edit_a_report_comes_first(program: Program, open_window: OpenWindow) -> None:
    folder = keep(program, own_story(program), ("ask",))
    add_scenario(program, EDITED)
    driver = open_window()
    page = today(driver)
    driver.click(driver.button("Resume", page))
    shown = card(driver)
    texts = driver.texts(shown)
    assert any("May I have some tea with you?" in text and "no longer in the scenario" in text for text in texts)
    assert "You are now at the beginning." in texts
    driver.press(Qt.Key.Key_Escape)
    wait_for_kept(driver)
    assert page.isVisible()
    driver.click(driver.button("Resume", page))
    driver.click(driver.button("Go on from there", card(driver)))
    driver.qtbot.waitUntil(driver.window.conversation.isVisible, timeout=20_000)
    wait_for_kept(driver)
    assert driver.session.turn == 1
    driver.close()
    with Vault.open(folder) as vault:
        first = Records(vault).read(1).attempts[0]
    assert first[-1].choice == "ask"  # as it was then


def test_what_is_gone_from_the_library_is_not_offered(program: Program, open_window: OpenWindow) -> None:
    story = own_story(program)
    keep(program, story, ("ask",))
    (program.data / "scenarios" / "tea.yaml").unlink()
    driver = open_window()
    assert not today(driver).has_strip()
    assert rows(driver) == ["Tea"]


def test_one_that_is_new_is_suggested_and_never_grief(program: Program, open_window: OpenWindow) -> None:
    story = own_story(program, TEA.replace("focus: isolation", "focus: grief"))
    headers = program.library.headers()
    keep(program, story)
    driver = open_window()
    page = today(driver)
    suggested = page.card_shown()
    assert suggested is not None
    header = next(header for header in headers if header.file == suggested.card_id)
    assert header.focus != "grief"
    driver.click(suggested.title)
    driver.qtbot.waitUntil(driver.window.briefing.isVisible, timeout=20_000)
    assert suggested.title in driver.texts(driver.window.briefing)


@pytest.mark.parametrize("keeps_nothing", [True, False])
def test_locked_or_kept_nothing_shows_nothing_of_before(
    program: Program, open_window: OpenWindow, keeps_nothing: bool
) -> None:
    keep(program, own_story(program), ("ask",))
    driver = open_window()
    page = today(driver)
    assert page.has_strip()
    if keeps_nothing:
        driver.window.keeping.keep_nothing()
    else:
        driver.window.keeping.lock()
    wait_for_kept(driver)
    assert not page.has_strip()
    assert not rows(driver)
    words = "keep nothing" if keeps_nothing else "locked"
    assert words in page.note.text()


def test_the_practise_page_offers_the_same(program: Program, open_window: OpenWindow) -> None:
    keep(program, own_story(program), ("ask",))
    driver = open_window()
    wait_for_kept(driver)
    driver.window.open_page("practise")
    assert driver.window.practise.strip.isVisible()
    driver.click(driver.button("Set aside", driver.window.practise))
    wait_for_kept(driver)
    assert not driver.window.practise.strip.isVisible()
    assert not today(driver).has_strip()


def test_nobody_else_is_asked_for(program: Program) -> None:
    """A vault made by `keep` is the only one: the window opens it by itself."""
    keep(program, own_story(program))
    assert len(People(program.data).everyone()) == 1
