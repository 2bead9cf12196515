"""The first start: three steps that can be skipped, and none of them comes twice."""

import pytest
from PySide6.QtCore import Qt

from ipt_roleplay import settings
from ipt_roleplay.program import Program
from ipt_roleplay.store import glance
from ipt_roleplay.store.people import People
from ipt_roleplay.ui.cards.first_start import FirstStart
from ipt_roleplay.ui.widgets.library_card import LibraryCard
from tests.ui.conftest import OpenWindow
from tests.ui.driver import BANNED, Driver

Key = Qt.Key
TITLES = ("A place to try words out", "What you say stays here", "Where would you like to begin?")


@pytest.fixture
def first(program: Program, open_window: OpenWindow) -> Driver:
    """A window where none has been before."""
    (program.data / "settings.toml").unlink()
    driver = open_window()
    driver.qtbot.waitUntil(lambda: bool([*driver.seen(FirstStart)]))
    return driver


def card(driver: Driver) -> FirstStart:
    (found,) = driver.seen(FirstStart)
    assert isinstance(found, FirstStart)
    return found


def seen(driver: Driver) -> bool:
    driver.qtbot.waitUntil(lambda: driver.window.keeping.is_idle)
    return settings.read(driver.program.data / "settings.toml").first_start_seen


def is_over(driver: Driver) -> bool:
    return not [*driver.seen(FirstStart)]


def test_three_times_enter_leads_through_it(first: Driver) -> None:
    for n, title in enumerate(TITLES, 1):
        texts = first.texts(card(first))
        assert title in texts
        assert f"Step {n} of 3" in texts
        assert not [words for words in texts if BANNED.search(words)]
        first.press(Key.Key_Return)
    assert is_over(first)
    assert seen(first)
    assert first.focus.isVisible()
    assert not People(first.program.data).everyone(), "nothing is made that was not asked for"


@pytest.mark.parametrize("step", [0, 1, 2])
def test_esc_skips_what_is_left_of_it_and_it_does_not_come_again(
    first: Driver, open_window: OpenWindow, step: int
) -> None:
    first.press(*[Key.Key_Return] * step, Key.Key_Escape)
    assert is_over(first)
    assert seen(first)
    first.close()
    assert is_over(open_window())


def test_each_step_can_be_skipped_and_gone_back_to(first: Driver) -> None:
    first.click("Skip")
    assert TITLES[1] in first.texts(card(first))
    first.click("Skip")
    first.click("Back")
    assert TITLES[1] in first.texts(card(first))
    first.click("Skip")
    first.click("Skip")
    assert is_over(first)


def test_what_it_is_not_and_the_folder_are_said(first: Driver) -> None:
    said = " ".join(first.texts(card(first)))
    for words in ("makes no diagnosis", "no crisis service", "No clinician has reviewed it"):
        assert words in said
    first.press(Key.Key_Return)
    assert str(first.program.data) in first.texts(card(first))


def test_who_has_settings_has_started_before(driver: Driver) -> None:
    assert is_over(driver)


# --- a passphrase -------------------------------------------------------------------------------------------------


def ask_for_passphrase(driver: Driver, once: str, again: str) -> None:
    driver.click("Ask for a passphrase each time")
    driver.type(once)
    driver.press(Key.Key_Tab, Key.Key_Tab)
    driver.type(again)
    driver.press(Key.Key_Return)


def test_a_passphrase_is_asked_for_from_then_on(first: Driver) -> None:
    first.press(Key.Key_Return)
    ask_for_passphrase(first, "four plain words here", "four plain words here")
    first.qtbot.waitUntil(lambda: TITLES[2] in first.texts(card(first)), timeout=20_000)
    (person,) = People(first.program.data).everyone()
    assert person.has_passphrase
    assert glance.asks_who(first.program.data)
    first.click("Back")
    assert not first.button("Ask for a passphrase each time").isEnabled(), "it is set; Settings can change it"
    first.click("Continue")
    first.press(Key.Key_Return)
    assert is_over(first)


def test_two_that_differ_are_told_and_nothing_is_made(first: Driver) -> None:
    first.press(Key.Key_Return)
    ask_for_passphrase(first, "four plain words here", "four plain words")
    assert any(words.startswith("The two passphrases differ") for words in first.texts(card(first)))
    assert not People(first.program.data).everyone()
    assert TITLES[1] in first.texts(card(first))


def test_one_that_was_typed_is_not_skipped_without_a_word(first: Driver) -> None:
    first.press(Key.Key_Return)
    first.click("Ask for a passphrase each time")
    first.type("four plain words here")
    first.click("Skip")
    assert any(words.startswith("This passphrase is not set yet") for words in first.texts(card(first)))
    assert TITLES[1] in first.texts(card(first))
    first.click("Open without a passphrase")
    first.click("Skip")
    assert TITLES[2] in first.texts(card(first))
    assert not People(first.program.data).everyone()


def test_none_at_all_is_told_too(first: Driver) -> None:
    first.press(Key.Key_Return)
    first.click("Ask for a passphrase each time")
    first.click("Continue")
    first.qtbot.waitUntil(lambda: first.button("Continue").isEnabled(), timeout=20_000)
    assert TITLES[1] in first.texts(card(first))
    assert not People(first.program.data).everyone()


# --- where it leads -----------------------------------------------------------------------------------------------


def test_a_focus_leads_to_its_conversations(first: Driver) -> None:
    first.press(Key.Key_Return, Key.Key_Return)
    first.click("After a loss")
    first.click("Begin")
    assert first.window.place() == "practise"
    first.wait_for_library_read()
    shown = {c.text_shown.title for c in first.window.practise.grid.cards() if isinstance(c, LibraryCard)}
    expected = {h.title for h in first.program.library.headers() if h.playable and h.focus == "grief"}
    assert shown == expected


@pytest.mark.parametrize("words", ["Need help now?", "When plain speaking is not safe"])
def test_help_is_there_at_once_and_the_steps_come_again(first: Driver, words: str) -> None:
    if words == "Need help now?":
        first.press(Key.Key_F2)
        assert first.window.place() == "help"
    else:
        first.click("Yes")
        assert any("No wording makes another person safe" in said for said in first.texts(card(first)))
        first.click(words)
        assert first.window.place() == "safety"
    assert is_over(first)
    assert not seen(first), "the steps come at the next start"
    first.window.open_page("today")
    assert TITLES[0] in first.texts(card(first)), "or when one goes on from there"
    first.press(Key.Key_Return)
    first.press(Key.Key_F2)
    first.window.open_page("practise")
    assert TITLES[1] in first.texts(card(first)), "as they were left"
    first.press(Key.Key_Escape)
    assert is_over(first)
    assert seen(first)


def test_the_corner_leads_to_help(first: Driver) -> None:
    corner = [b for b in first.buttons("Need help now?") if card(first).isAncestorOf(b)]
    assert len(corner) == 1
    first.click(corner[0])
    assert first.window.place() == "help"
    assert not seen(first), "the steps come at the next start"


def test_on_no_the_question_goes(first: Driver) -> None:
    first.click("No")
    assert not first.buttons("Yes")
    assert first.focus is first.button("Continue")


def test_it_fits_into_a_small_window_with_large_text(program: Program, open_window: OpenWindow) -> None:
    from dataclasses import replace

    from tests.ui.conftest import STILL
    from tests.ui.driver import clipped, overlapping, sideways

    settings.write(program.data / "settings.toml", replace(STILL, text_percent=200, first_start_seen=False))
    driver = open_window(size=(900, 600))
    driver.qtbot.waitUntil(lambda: bool([*driver.seen(FirstStart)]))
    for n in range(3):
        driver.settle()
        assert not [*clipped(card(driver)), *sideways(card(driver)), *overlapping(card(driver))], n
        if n == 1:
            driver.click("Ask for a passphrase each time")
            driver.settle()
            assert not [*clipped(card(driver)), *sideways(card(driver))]
            driver.click("Open without a passphrase")
        driver.click("Continue" if n < 2 else "Begin")
    assert is_over(driver)
