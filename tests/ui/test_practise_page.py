"""The library page: read off the GUI thread, filtered, searched, and honest about what needs repair."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipt_roleplay import resources
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.chip import MenuChip
from ipt_roleplay.ui.widgets.library_card import LibraryCard
from tests.scenario_text import TEA, edited
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, OpenedFiles, add_scenario

EMPTY = "No conversation fits these filters."


def titles(driver: Driver) -> list[str]:
    cards = driver.window.practise.grid.cards()
    assert all(card.isVisible() for card in cards)
    return [card.text_shown.title for card in cards if isinstance(card, LibraryCard)]


def expected(driver: Driver, fits: Callable[[Header], bool]) -> list[str]:
    return [header.title for header in driver.program.library.headers() if header.playable and fits(header)]


def choose(driver: Driver, menu: str, words: str) -> None:
    """Open a menu by its chip and take an option, by keys."""
    chips = driver.reading_order([*driver.seen(MenuChip)])
    driver.tab_to(chips[("Focus", "Level", "Length").index(menu)])
    driver.press(Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    for _ in popup.actions():
        driver.qtbot.keyClick(popup, Qt.Key.Key_Down)
        active = popup.activeAction()
        if active is not None and active.text() == words:
            break
    driver.qtbot.keyClick(popup, Qt.Key.Key_Return)


# --- reading --------------------------------------------------------------------------------------------------------


def test_the_library_is_read_off_the_gui_thread(
    open_window: OpenWindow, program: Program, opened_files: OpenedFiles
) -> None:
    add_scenario(program, TEA)
    driver = open_window()
    assert "Tea" in titles(driver)
    threads = opened_files.threads("tea.yaml")
    assert threads
    assert threading.get_ident() not in threads


def test_what_is_known_is_shown_without_opening_a_scenario(
    qtbot: QtBot, themes: ThemeManager, program: Program, opened_files: OpenedFiles
) -> None:
    window = MainWindow(program, themes)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: len(window.practise.grid.cards()) >= 4)
    assert not [name for name, _ in opened_files.seen if str(resources.scenarios()) in name]
    assert isinstance(window.focusWidget(), LibraryCard)


def test_a_new_one_joins_those_that_are_known(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, TEA)
    driver = open_window()
    assert titles(driver) == expected(driver, lambda _: True)
    assert any("conversations to try out, in a place where nothing breaks." in words for words in driver.texts())
    assert len({id(card) for card in driver.seen(LibraryCard)}) == len(titles(driver)), "no card is left behind"


def test_search_is_not_interrupted_by_the_library(qtbot: QtBot, themes: ThemeManager, program: Program) -> None:
    add_scenario(program, TEA)
    window = MainWindow(program, themes)
    qtbot.addWidget(window)
    driver = Driver(qtbot, window, program)
    window.show()
    window.activateWindow()
    window.open_page("practise")
    qtbot.waitUntil(lambda: window.isActiveWindow() and bool(window.practise.grid.cards()))
    window.practise.search.setFocus()
    driver.type("te")
    driver.wait_for_library_read()
    driver.type("a")
    assert window.practise.search.text() == "tea"
    assert "Tea" in titles(driver)


# --- filters --------------------------------------------------------------------------------------------------------


def test_filter_by_practice(driver: Driver) -> None:
    for practice, term in driver.program.catalogue.practices.items():
        driver.click(term.name)
        assert titles(driver) == expected(driver, lambda header, practice=practice: header.practice == practice)
        assert driver.button(term.name).isChecked()
    driver.click("All")
    assert titles(driver) == expected(driver, lambda _: True)


def test_a_chosen_practice_stays_chosen_when_it_is_pressed_again(driver: Driver) -> None:
    driver.click("Setting a limit")
    shown = titles(driver)
    driver.tab_to(driver.button("Setting a limit"))
    driver.press(Qt.Key.Key_Space)
    assert driver.button("Setting a limit").isChecked()
    assert titles(driver) == shown


def test_filter_by_focus(driver: Driver) -> None:
    for focus, term in driver.program.catalogue.focuses.items():
        choose(driver, "Focus", term.name)
        assert titles(driver) == expected(driver, lambda header, focus=focus: header.focus == focus)
    choose(driver, "Focus", "Any focus")
    assert titles(driver) == expected(driver, lambda _: True)


def test_filter_by_level(driver: Driver) -> None:
    for level, term in driver.program.catalogue.levels.items():
        choose(driver, "Level", term.name)
        assert titles(driver) == expected(driver, lambda header, level=level: header.level == level)


def test_filter_by_length(tea: Driver) -> None:
    for words, least, most in (("up to 5 minutes", 1, 5), ("6 to 8 minutes", 6, 8), ("longer", 9, 60)):
        choose(tea, "Length", words)
        assert titles(tea) == expected(tea, lambda header, a=least, b=most: a <= header.minutes <= b)


def test_filters_work_together(tea: Driver) -> None:
    tea.click("Getting back in touch")
    choose(tea, "Length", "up to 5 minutes")
    assert titles(tea) == ["Tea"]


@pytest.mark.parametrize("words", ["SUNDAY visits", "dana sister", "your husband", "loneliness"])
def test_search_finds_titles_people_and_what_it_touches_on(driver: Driver, words: str) -> None:
    driver.press(Qt.Key.Key_F, modifier=Qt.KeyboardModifier.ControlModifier)
    assert driver.focus is driver.window.practise.search
    driver.type(words)
    found = titles(driver)
    assert 0 < len(found) < len(expected(driver, lambda _: True))


def test_nothing_found_has_a_way_out(driver: Driver) -> None:
    driver.press(Qt.Key.Key_F, modifier=Qt.KeyboardModifier.ControlModifier)
    driver.type("zzzz")
    choose(driver, "Level", "gentle")
    assert titles(driver) == []
    assert EMPTY in driver.texts()
    driver.tab_to(driver.button("Show all of them"))
    driver.press(Qt.Key.Key_Return)
    assert titles(driver) == expected(driver, lambda _: True)
    assert EMPTY not in driver.texts()
    assert driver.window.practise.search.text() == ""
    assert driver.focus.isVisible()


# --- what needs repair ----------------------------------------------------------------------------------------------


def test_a_broken_scenario_is_listed_with_what_to_mend(open_window: OpenWindow, program: Program) -> None:
    file = add_scenario(program, edited(("next: alone", "next: nowhere-at-all")))
    driver = open_window()
    texts = driver.texts(driver.window.practise)
    assert "Tea" not in titles(driver)
    assert len(titles(driver)) >= 4, "the others stay"
    heading = texts.index("These need repair before they can be played")
    assert texts[heading + 1] == "Tea"
    finding = texts[heading + 2]
    assert "nowhere-at-all" in finding
    assert file.name in finding
    assert finding.split(file.name + ":")[1].split(":")[0].isdigit(), "the line is named"


def test_not_even_yaml_is_listed_too(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, "[" * 1000, "brackets")
    add_scenario(program, TEA.replace("skills: [", "skills: [no_such_skill, ").replace("mood: warm", "mood: odd"))
    driver = open_window()
    texts = driver.texts(driver.window.practise)
    assert "brackets" in texts
    assert "and 2 more; `ipt-roleplay check` lists them all" in texts, texts


def test_a_scenario_that_was_broken_meanwhile_says_so(tea: Driver) -> None:
    add_scenario(tea.program, edited(("next: alone", "next: nowhere-at-all")))
    card = tea.card("Tea")
    tea.click(card)
    tea.qtbot.waitUntil(lambda: "This conversation cannot be played yet" in tea.texts())
    assert any("nowhere-at-all" in words for words in tea.texts())
    tea.press(Qt.Key.Key_Return)
    assert "This conversation cannot be played yet" not in tea.texts()
    assert tea.window.practise.isVisible()
    assert tea.focus.isVisible()


def test_a_scenario_that_is_gone_says_so(tea: Driver) -> None:
    (tea.program.data / "scenarios" / "tea.yaml").unlink()
    tea.click(tea.card("Tea"))
    tea.qtbot.waitUntil(lambda: any("tea.yaml" in words for words in tea.texts()))
    tea.press(Qt.Key.Key_Escape)
    assert tea.window.practise.isVisible()


# --- opening --------------------------------------------------------------------------------------------------------


def test_arrows_lead_through_the_cards_and_keep_them_in_sight(open_window: OpenWindow) -> None:
    driver = open_window(size=(900, 600))
    cards = driver.window.practise.grid.cards()
    driver.tab_to(cards[0])
    for key, goal in ((Qt.Key.Key_End, cards[-1]), (Qt.Key.Key_Home, cards[0]), (Qt.Key.Key_Down, cards[2])):
        driver.press(key)
        assert driver.focus is goal
        assert driver.is_in_sight(goal)


def test_a_click_opens_the_briefing(driver: Driver) -> None:
    driver.click(driver.card("The Sunday visits"))
    driver.qtbot.waitUntil(driver.window.briefing.isVisible)
    assert "The Sunday visits" in driver.texts(driver.window.briefing)


def test_who_has_gone_elsewhere_is_not_called_back(tea: Driver) -> None:
    help_ = tea.button("Need help now?")
    for target in (tea.card("Tea"), help_):  # at once: the talk is still being loaded
        tea.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    tea.wait_for_tasks()
    assert tea.window.help.isVisible()


def test_two_presses_open_one_briefing(tea: Driver) -> None:
    tea.tab_to(tea.card("Tea"))
    tea.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    tea.qtbot.waitUntil(tea.window.briefing.isVisible)
    tea.press(Qt.Key.Key_Return)
    assert tea.window.conversation.isVisible()
    tea.wait_for_tasks()
    assert tea.window.conversation.isVisible(), "the second press does not lead away from a talk under way"


def test_text_from_a_file_is_shown_to_the_letter(open_window: OpenWindow, program: Program, tmp_path: Path) -> None:
    title = "<b>Tea</b> & <img src=file:x>"
    add_scenario(program, edited(("title: Tea\nsummary", f'title: "{title}"\nsummary')))
    driver = open_window()
    card = driver.card(title)
    assert card.words() == title
    assert "<b>" in driver.heard(card)
