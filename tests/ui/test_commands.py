"""Every command is in one table: its keys work, the palette finds it, and F1 tells of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence

from ipt_roleplay import settings
from ipt_roleplay.ui.cards.palette import Palette, distance
from ipt_roleplay.ui.commands import Command
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS_CARD = "Keys of this page"


def open_palette(driver: Driver) -> Palette:
    driver.press(Key.Key_K, modifier=CTRL)
    (palette,) = driver.seen(Palette)
    assert isinstance(palette, Palette)
    assert driver.focus is palette.search
    return palette


def go(driver: Driver, place: str) -> None:
    if place == "settings":
        driver.click("Settings")
    elif place == "briefing":
        driver.open_card("Tea")
    elif place != "practise":
        driver.begin("Tea")
        if place == "debrief":
            driver.play(["ask", "thank"])
    assert driver.window.place() == place


PLACES = ["practise", "settings", "briefing", "conversation", "debrief"]


@pytest.mark.parametrize("place", PLACES)
def test_the_palette_lists_what_can_be_done_here_and_nothing_else(tea: Driver, place: str) -> None:
    go(tea, place)
    listed = open_palette(tea).shown()
    assert ("Search the conversations" in listed) == (place == "practise")
    assert ("Pause" in listed) == (place == "conversation")
    assert "Back a turn" not in listed, "nothing has been said yet"
    assert ("Close the debrief" in listed) == (place == "debrief")
    assert {"Settings", "Need help now?", "High contrast", "Larger text"} <= {*listed}
    assert "Every command" not in listed


def test_letters_enter_and_it_is_done(driver: Driver) -> None:
    before = driver.focus
    open_palette(driver)
    driver.type("dark")
    driver.press(Key.Key_Return)
    assert settings.read(driver.program.data / "settings.toml").theme == "dark"
    assert not [*driver.seen(Palette)]
    assert driver.focus is before


def test_a_conversation_is_found_by_its_title_and_by_its_partner(tea: Driver) -> None:
    go(tea, "conversation")
    palette = open_palette(tea)
    assert "Lunch for two" not in palette.shown(), "the commands come first"
    tea.type("ravi")
    assert palette.shown()[0] == "Lunch for two"
    tea.press(Key.Key_Return)
    tea.qtbot.waitUntil(lambda: tea.window.place() == "briefing", timeout=20_000)
    assert "Lunch for two" in tea.texts(tea.window.briefing)


def test_what_is_set_on_a_page_is_found_by_its_name(driver: Driver) -> None:
    palette = open_palette(driver)
    driver.type("passphrase")
    assert palette.shown()[0] == "Settings"


def test_arrows_choose_and_a_click_does_too(driver: Driver) -> None:
    palette = open_palette(driver)
    driver.type("text")
    assert palette.shown() == ["Text at its usual size", "Larger text", "Smaller text"]
    driver.press(Key.Key_Down, Key.Key_Return)
    assert settings.read(driver.program.data / "settings.toml").text_percent == 110
    palette = open_palette(driver)
    driver.type("settings")
    spot = palette.list.visualItemRect(palette.list.item(0)).center()
    driver.qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    driver.settle()
    assert driver.window.place() == "settings"


def test_esc_leaves_all_as_it_was(tea: Driver) -> None:
    tea.begin("Tea")
    before = tea.focus
    open_palette(tea)
    tea.type("pause")
    tea.press(Key.Key_Escape)
    assert tea.focus is before
    assert tea.state() == "choosing"


def test_a_talk_can_be_led_from_it(tea: Driver) -> None:
    tea.begin("Tea")
    tea.pick("wait")
    for typed, state in (("back a", "choosing"), ("pause", "paused")):
        open_palette(tea)
        tea.type(typed)
        tea.press(Key.Key_Return)
        assert tea.state() == state
    tea.press(Key.Key_K, modifier=CTRL)
    assert not [*tea.seen(Palette)], "while a card lies over the page, its own buttons are what there is"


def test_what_is_called_nothing_says_so(driver: Driver) -> None:
    palette = open_palette(driver)
    driver.type("zzz")
    assert palette.shown() == []
    assert "Nothing here is called that. Try another word." in driver.texts(palette)
    driver.press(Key.Key_Return)
    assert palette.isVisible(), "there was nothing to do"


def test_a_screen_reader_finds_each_row_with_its_keys(driver: Driver) -> None:
    palette = open_palette(driver)
    tree = QAccessible.queryAccessibleInterface(palette.list)
    assert tree is not None
    rows = [tree.child(n) for n in range(tree.childCount())]
    heard = [row.text(QAccessible.Text.Name) for row in rows if row is not None]
    assert heard == palette.shown()
    assert any(row is not None and row.text(QAccessible.Text.Description) == "F2" for row in rows)


@pytest.mark.parametrize(
    ("typed", "words", "also", "far"),
    [
        ("need", "Need help now?", "", 0),
        ("help", "Need help now?", "", 1),
        ("elp", "Need help now?", "", 2),
        ("crisis", "Need help now?", "a crisis line", 3),
        ("nhn", "Need help now?", "", 4),
        ("now need", "Need help now?", "", 1),
        ("", "Need help now?", "", 0),
        ("hnn", "Need help now?", "", None),
        ("pause", "Need help now?", "", None),
    ],
)
def test_how_near_typed_letters_come(typed: str, words: str, also: str, far: int | None) -> None:
    assert distance(typed, Command("x", words, lambda: None, also=also)) == far


@pytest.mark.parametrize(
    ("place", "keys", "words"),
    [
        ("practise", "Ctrl+F", "Search the conversations"),
        ("settings", "Arrows", "from option to option"),
        ("briefing", "Esc", "Not now"),
        ("conversation", "P or Esc", "Pause"),
        ("debrief", "Esc", "leaves the debrief; it stays open for later"),
    ],
)
def test_f1_tells_the_keys_of_the_page(tea: Driver, place: str, keys: str, words: str) -> None:
    go(tea, place)
    before = tea.focus
    tea.press(Key.Key_F1)
    texts = tea.texts()
    assert KEYS_CARD in texts
    assert keys in texts[texts.index(KEYS_CARD) :]
    assert words in texts
    assert {"F2", "Ctrl+K"} <= {*texts}, "and those that hold everywhere"
    tea.press(Key.Key_Escape)
    assert KEYS_CARD not in tea.texts()
    assert tea.focus is before


@pytest.mark.parametrize("place", [*PLACES, "replay"])
def test_no_two_commands_of_a_page_have_the_same_key(tea: Driver, place: str) -> None:
    here, everywhere = tea.window.commands.keys_of(place)
    assert here
    keys = [key.keys for key in (*here, *everywhere)]
    assert len(keys) == len({*keys})


def test_every_shortcut_can_be_pressed_on_this_system(driver: Driver) -> None:
    here, everywhere = driver.window.commands.keys_of("practise")
    pressed = [keys for key in (*here, *everywhere) for keys in key.keys.split(" or ") if "+" in keys]
    assert len(pressed) > 5
    assert all(QKeySequence(keys).count() for keys in pressed)


def test_the_list_fits_into_a_small_window_with_large_text(open_window: OpenWindow) -> None:
    driver = open_window(size=(900, 600), text_percent=200)
    palette = open_palette(driver)
    assert driver.is_in_sight(palette.search)
    assert driver.is_in_sight(palette.list)
