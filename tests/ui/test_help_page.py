"""“Need help now?”: one key away from everywhere, plain words, and a way back."""

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay import care
from ipt_roleplay.care import Care, OwnNumber
from ipt_roleplay.program import Program
from ipt_roleplay.ui.widgets.chip import MenuChip
from tests.ui.conftest import OpenWindow
from tests.ui.driver import NASTY, Driver

Key = Qt.Key
MUM = OwnNumber("Mum", "+44 20 7946 0000")


def kept(driver: Driver) -> Care:
    return care.read(driver.program.data)


@pytest.fixture
def page(driver: Driver) -> Driver:
    driver.press(Key.Key_F2)
    return driver


def note_down(driver: Driver, own: OwnNumber) -> None:
    driver.tab_to(driver.button("Add a number"))
    driver.press(Key.Key_Return)
    driver.type(own.name)
    driver.press(Key.Key_Tab)
    driver.type(own.number)
    driver.press(Key.Key_Return)


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
    assert "check that they still hold" in everything, "numbers change"


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


# --- by country -----------------------------------------------------------------------------------------------------


def choose_country(driver: Driver, name: str) -> None:
    (chip,) = driver.seen(MenuChip, driver.window.help)
    assert isinstance(chip, MenuChip)
    (action,) = [action for action in chip.menu_actions() if action.text() == name]
    action.trigger()
    driver.settle()


def test_a_country_is_chosen_and_remembered(page: Driver, open_window: OpenWindow) -> None:
    choose_country(page, "Ireland")
    texts = page.texts(page.window.help)
    assert {"112", "116 123", "1800 341 900", "Source: samaritans.org"} <= {*texts}
    assert kept(page).country == "Ireland"
    choose_country(page, "United States")
    texts = page.texts(page.window.help)
    assert {"988", "1-833-852-6262"} <= {*texts}
    assert "116 123" not in texts
    page.close()
    second = open_window()
    second.press(Key.Key_F2)
    assert "988" in second.texts(second.window.help)
    choose_country(second, "No country")
    assert "988" not in second.texts(second.window.help)


def test_a_list_of_ones_own_is_shown_and_a_damaged_one_is_told(open_window: OpenWindow, program: Program) -> None:
    shown = """version = 1
date = 2031-02-03
[[country]]
name = "Atlantis"
codes = []
numbers = [{ need = "danger", name = "Triton <b>", number = "1 2 3", source = "the sea" }]
"""
    (program.data / care.LIST).write_text(shown)
    care.write(program.data, Care("Atlantis"))
    driver = open_window()
    driver.press(Key.Key_F2)
    texts = driver.texts(driver.window.help)
    assert {"1 2 3", "Triton <b>", "Source: the sea"} <= {*texts}
    assert any("3 February 2031" in words for words in texts)
    driver.close()
    (program.data / care.LIST).write_text("version = 1")
    second = open_window()
    second.press(Key.Key_F2)
    assert any(words.startswith("countries.toml cannot be used") for words in second.texts(second.window.help))


# --- one's own ------------------------------------------------------------------------------------------------------


def test_a_number_is_noted_down_by_keys_and_stands_first_next_time(page: Driver, open_window: OpenWindow) -> None:
    assert any("stands here, one key away" in words for words in page.texts(page.window.help))
    note_down(page, MUM)
    assert {MUM.name, MUM.number} <= {*page.texts(page.window.help)}
    assert kept(page).numbers == (MUM,)
    assert page.focus.isVisible()
    page.close()
    second = open_window()
    second.press(Key.Key_F2)
    texts = second.texts(second.window.help)
    assert texts.index(MUM.number) < texts.index("You are in danger")


def test_it_says_that_they_are_not_encrypted(page: Driver) -> None:
    page.click("Add a number")
    assert any("not encrypted" in words and "care.toml" in words for words in page.texts())
    page.press(Key.Key_Escape)
    assert kept(page).numbers == ()


def test_without_a_number_nothing_is_noted_down(page: Driver) -> None:
    page.click("Add a number")
    page.type("Mum")
    page.press(Key.Key_Return)
    assert "There is no number yet." in page.texts()
    page.type("123")
    page.press(Key.Key_Return)
    assert kept(page).numbers == (OwnNumber("Mum", "123"),)


def test_one_is_changed_and_that_is_undone(page: Driver) -> None:
    note_down(page, MUM)
    page.click("Change")
    page.press(Key.Key_Tab)
    page.press(Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    page.type("12")
    page.press(Key.Key_Return)
    assert kept(page).numbers == (OwnNumber("Mum", "12"),)
    page.click("Undo")
    assert kept(page).numbers == (MUM,)
    assert not page.buttons("Undo")


@pytest.mark.parametrize("by", ["button", "Ctrl+Z"])
def test_one_is_removed_and_comes_back(page: Driver, by: str) -> None:
    note_down(page, MUM)
    page.tab_to(page.button("Remove"))
    page.press(Key.Key_Return)
    assert kept(page).numbers == ()
    assert "Mum is removed." in page.texts()
    assert page.focus is page.button("Undo")
    if by == "button":
        page.press(Key.Key_Return)
    else:
        page.press(Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert kept(page).numbers == (MUM,)
    assert MUM.number in page.texts(page.window.help)


def test_whatever_is_written_is_shown_to_the_letter(open_window: OpenWindow, program: Program) -> None:
    own = OwnNumber(care.tidy(NASTY, care.LONGEST_NAME), "<b>1</b>")
    care.write(program.data, Care("", (own,)))
    driver = open_window()
    driver.press(Key.Key_F2)
    assert {own.name, own.number} <= {*driver.texts(driver.window.help)}


def test_where_nothing_can_be_written_it_holds_until_the_end(open_window: OpenWindow, program: Program) -> None:
    (program.data / "settings.toml").unlink()
    program.data.rmdir()
    program.data.write_text("not a folder")
    driver = open_window()
    driver.press(Key.Key_F2)
    note_down(driver, MUM)
    assert "This could not be written down. It holds until you close the program." in driver.texts()
    assert MUM.number in driver.texts(driver.window.help)


# --- where it leads -------------------------------------------------------------------------------------------------


def test_it_leads_to_safety_and_about_and_back(page: Driver) -> None:
    page.click("When plain speaking is not safe")
    assert page.window.place() == "safety"
    page.click("Need help now? Numbers to call")
    page.click("About this program")
    assert page.window.place() == "about"
    page.click("When plain speaking is not safe")
    page.click("Other conversations to practise")
    assert page.window.practise.isVisible()


# --- out of a talk, and back ------------------------------------------------------------------------------------------


def way_back(driver: Driver) -> bool:
    return any(button.isVisible() for button in driver.buttons("Back to the conversation"))


def test_out_of_a_talk_esc_leads_back_to_the_same_turn(talk: Driver) -> None:
    talk.press(Key.Key_1)
    talk.settle()
    talk.press(Key.Key_F2)
    assert talk.window.place() == "help"
    assert way_back(talk)
    talk.press(Key.Key_Escape)
    talk.qtbot.waitUntil(lambda: talk.window.place() == "conversation")
    assert talk.session.turn == 2, "the answer that was given stands"


def test_the_first_line_is_found_again_too(talk: Driver) -> None:
    talk.press(Key.Key_F2)
    talk.click("Back to the conversation")
    talk.qtbot.waitUntil(lambda: talk.window.place() == "conversation")
    assert talk.session.turn == 1


def test_out_of_the_debrief_too(talk: Driver) -> None:
    talk.play(["wait", "thank"])
    talk.press(Key.Key_F2)
    talk.press(Key.Key_Escape)
    talk.qtbot.waitUntil(lambda: talk.window.place() == "debrief")


def test_who_goes_elsewhere_from_there_has_left_the_talk(talk: Driver) -> None:
    talk.press(Key.Key_F2)
    talk.window.shell.rail.chosen.emit("today")
    talk.window.shell.rail.chosen.emit("help")
    assert not way_back(talk)
    talk.press(Key.Key_Escape)
    assert talk.window.place() == "help"
