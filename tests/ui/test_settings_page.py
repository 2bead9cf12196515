"""Settings: each change holds at once, everywhere, and is kept; and where it cannot be kept that is said once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from ipt_roleplay import resources, settings
from ipt_roleplay.program import Program
from ipt_roleplay.ui.theme import ThemeManager, load_theme
from tests.ui.conftest import STILL, OpenWindow
from tests.ui.driver import Driver, add_scenario, long_talk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
THEMES = {"Light": "light", "Dark": "dark", "High contrast": "contrast"}
NOT_KEPT = "The settings could not be kept"


def ground(driver: Driver) -> QColor:
    """The colour that one sees at the corner of the window."""
    return driver.window.grab().toImage().pixelColor(2, 2)


def kept(driver: Driver) -> settings.Settings:
    return settings.read(driver.program.data / "settings.toml")


@pytest.fixture
def page(driver: Driver) -> Driver:
    driver.click("Settings")
    return driver


@pytest.mark.parametrize("words", THEMES)
def test_each_theme_holds_at_once_and_is_kept(page: Driver, qapp: QApplication, words: str) -> None:
    page.click(words)
    colours = load_theme(resources.assets() / "themes" / f"{THEMES[words]}.toml")
    assert ground(page) == QColor(colours.page)
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor(colours.text)
    assert kept(page).theme == THEMES[words]
    assert page.button(words).isChecked()


def test_themes_by_keys(page: Driver) -> None:
    page.tab_to(page.button("Light"))
    page.press(Key.Key_Down)
    assert isinstance(page.focus, QRadioButton)
    assert page.focus is page.button("Dark")
    assert kept(page).theme == "dark"
    page.press(Key.Key_Up, Key.Key_Up)
    assert kept(page).theme == "system"


def test_the_system_is_followed_at_start(open_window: OpenWindow, qapp: QApplication) -> None:
    driver = open_window(theme="system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert ground(driver) == QColor("#191817" if dark else "#F6F2EA")


@pytest.mark.parametrize(
    ("start", "first", "last"), [(100, "Larger", 110), (190, "Larger", 200), (200, "Smaller", 190)]
)
def test_text_by_buttons_within_100_and_200(
    open_window: OpenWindow, themes: ThemeManager, start: int, first: str, last: int
) -> None:
    driver = open_window(text_percent=start)
    driver.click("Settings")
    assert driver.button("Smaller").isEnabled() == (start > 100)
    assert driver.button("Larger").isEnabled() == (start < 200)
    driver.click(first)
    assert f"{last} %" in driver.texts()
    assert kept(driver).text_percent == last
    assert themes.text_scale == last / 100
    assert driver.button("Larger").isEnabled() == (last < 200)
    assert driver.focus.isVisible()


def test_text_by_keys_on_every_page(driver: Driver) -> None:
    driver.press(Key.Key_Plus, modifier=CTRL)
    assert kept(driver).text_percent == 110
    driver.press(Key.Key_Equal, modifier=CTRL)
    assert kept(driver).text_percent == 120
    driver.press(Key.Key_Minus, modifier=CTRL)
    assert kept(driver).text_percent == 110
    driver.begin("Lunch for two")
    focus = driver.focus
    driver.press(Key.Key_Plus, modifier=CTRL)
    assert kept(driver).text_percent == 120
    assert driver.focus is focus
    driver.press(Key.Key_0, modifier=CTRL)
    assert kept(driver).text_percent == 100
    driver.press(Key.Key_Minus, modifier=CTRL)
    assert kept(driver).text_percent == 100, "no smaller than the design"
    driver.press(Key.Key_F2)
    driver.click("Settings")
    assert "100 %" in driver.texts()


def test_motion_can_be_switched_off(open_window: OpenWindow, themes: ThemeManager) -> None:
    driver = open_window(reduced_motion=False)
    driver.click("Settings")
    box = driver.button("Nothing moves by itself")
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    assert themes.duration(200) == 200
    driver.tab_to(box)
    driver.press(Key.Key_Return)
    assert box.isChecked()
    assert kept(driver).reduced_motion
    assert themes.duration(200) == 0


def test_settings_are_kept_across_windows(open_window: OpenWindow, program: Program, themes: ThemeManager) -> None:
    first = open_window()
    first.click("Settings")
    first.click("Dark")
    first.click("Larger")
    first.close()
    wanted = replace(STILL, theme="dark", text_percent=110)
    assert settings.read(program.data / "settings.toml") == wanted
    second = open_window()
    assert ground(second) == QColor("#191817")
    assert themes.text_scale == 1.1
    second.click("Settings")
    assert second.button("Dark").isChecked()
    assert "110 %" in second.texts()


@pytest.mark.parametrize("stored", ["", "not toml at all [", "version = 99", 'version = 1\ntheme = "pink"', "\x00"])
def test_a_damaged_file_never_keeps_the_window_from_opening(
    open_window: OpenWindow, program: Program, stored: str
) -> None:
    (program.data / "settings.toml").write_text(stored)
    driver = open_window()
    driver.click("Settings")
    assert driver.button("As the system has it").isChecked()


def test_where_nothing_can_be_written_one_sentence_says_so(
    open_window: OpenWindow, program: Program, themes: ThemeManager
) -> None:
    """The folder is a file here: that stops the superuser too, whom a read-only folder would not."""
    (program.data / "settings.toml").unlink()
    program.data.rmdir()
    program.data.write_text("not a folder")
    driver = open_window()
    driver.click("Settings")
    driver.click("Dark")
    texts = driver.texts()
    assert NOT_KEPT in texts
    assert "They hold until you close the program." in texts
    assert not any(str(program.data) in words or "Errno" in words for words in texts)
    assert ground(driver) != QColor("#F6F2EA")
    driver.press(Key.Key_Return)
    assert NOT_KEPT not in driver.texts()
    assert driver.button("Dark").isChecked(), "it holds all the same"
    driver.press(Key.Key_Plus, modifier=CTRL)
    assert themes.text_scale == 1.1
    assert NOT_KEPT not in driver.texts(), "said once"
    driver.click("Practise")
    driver.begin("Lunch for two")
    assert driver.window.conversation.isVisible(), "practising goes on"
    driver.press(Key.Key_1)
    assert any(words.startswith("Not saved: ") for words in driver.texts()), "and says that it is not kept"
    driver.window.close()
    assert driver.window.isVisible(), "what is not saved is not lost without a word"
    driver.click("Close all the same")
    driver.close()


def test_a_change_in_mid_talk_changes_nothing_in_the_talk(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window()
    driver.begin("Lunch for two")
    at, focus = driver.session.at, driver.focus
    driver.press(Key.Key_Plus, modifier=CTRL)
    assert driver.session.at == at
    assert driver.focus is focus
