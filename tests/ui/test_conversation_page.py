"""The talk: what happens is shown to the letter, what may happen is what the practice allows, nothing is lost."""

import ctypes
import ctypes.util
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.ui.widgets.buttons import PrimaryButton
from ipt_roleplay.ui.widgets.choice_card import ChoiceCard
from ipt_roleplay.ui.widgets.feedback_card import FeedbackCard
from ipt_roleplay.ui.widgets.own_line import OwnLine
from tests.scenario_text import TEA, as_text, choice, edited, node, scenario
from tests.ui.conftest import OpenWindow
from tests.ui.driver import LONG_TITLE, NASTY, Driver, add_scenario, long_talk, nasty_talk, place_of

Key = Qt.Key


@pytest.fixture
def long(program: Program, open_window: OpenWindow) -> Driver:
    """In a talk with four long answers at each turn."""
    add_scenario(program, long_talk(), "long")
    driver = open_window()
    driver.begin(LONG_TITLE)
    return driver


def script(driver: Driver) -> list[str]:
    """The words of the talk, as they stand there."""
    return driver.texts(driver.window.conversation.transcript)


def cards(driver: Driver) -> list[FeedbackCard]:
    found = driver.seen(FeedbackCard, driver.window.conversation)
    return [card for card in found if isinstance(card, FeedbackCard)]


def own_lines(driver: Driver) -> list[OwnLine]:
    found = [line for line in driver.seen(OwnLine) if isinstance(line, OwnLine)]
    return sorted(found, key=lambda line: place_of(line, driver.window).y())


def check_what_is_possible(driver: Driver) -> None:
    """Buttons are enabled exactly when the practice allows what they do, and the focus is where the next key goes."""
    session, page = driver.session, driver.window.conversation
    assert driver.button("Pause").isEnabled() == session.can("pause")
    assert driver.button("Back a turn").isEnabled() == session.can("rewind")
    assert driver.button("Step out").isEnabled() == session.can("leave")
    assert bool(driver.buttons("Go on", page)) == session.can("go_on")
    assert all(card.isEnabled() == session.can("choose") for card in page.dock.choices.cards())
    assert all(line.isEnabled() == session.can("rewind") for line in own_lines(driver))
    if session.can("choose"):
        assert driver.focus is page.dock.choices.cards()[0]
        assert [c.choice_id() for c in page.dock.choices.cards()] == [o.id for o in session.options().options]
    else:
        assert driver.focus is driver.button("Go on", page)


# --- to the letter ------------------------------------------------------------------------------------------------


class _Openings:
    """Asks the kernel whether anybody opens a file; Python's own record would not see Qt."""

    OPEN = 0x20

    def __init__(self, file: Path) -> None:
        self._libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
        self._inotify = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._libc.inotify_add_watch(self._inotify, os.fsencode(file), self.OPEN) >= 0

    def count(self) -> int:
        try:
            return len(os.read(self._inotify, 4096)) // struct.calcsize("iIII")
        except BlockingIOError:
            return 0

    def close(self) -> None:
        os.close(self._inotify)


@pytest.fixture
def picture(tmp_path: Path) -> Iterator[tuple[Path, _Openings]]:
    """A file that a text names, and whether it was opened."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only here the kernel says who opens a file")
    file = tmp_path / "picture.png"
    file.write_bytes(b"not a picture")
    openings = _Openings(file)
    yield file, openings
    openings.close()


def test_text_is_shown_to_the_letter_and_nothing_is_opened(
    open_window: OpenWindow, program: Program, picture: tuple[Path, _Openings]
) -> None:
    file, openings = picture
    text = NASTY.replace("/etc/hostname", str(file))
    add_scenario(program, nasty_talk().replace(NASTY, text), "nasty")
    driver = open_window()
    assert any(text in words for words in driver.texts())
    driver.begin(f"Nasty {text}")
    page = driver.window.conversation
    assert script(driver).count(text) >= 2, "scene and partner"
    assert any(card.words() == text for card in page.dock.choices.cards())
    driver.pick("one")
    driver.press(Key.Key_M)
    assert f"“{text}”" in driver.texts(cards(driver)[0])
    assert any(words == f"{text}. {text}" for words in driver.texts(cards(driver)[0]))
    assert own_lines(driver)[0].words() == text
    driver.press(Key.Key_Return)
    driver.pick("three")
    assert own_lines(driver)[1].words() == f"{text} {text}"
    driver.press(Key.Key_Return)
    assert text in driver.texts(driver.window.debrief)
    driver.window.debrief.panel.hear_other_side(True)
    assert not driver.window.grab().isNull()
    assert openings.count() == 0
    file.read_bytes()
    assert openings.count() == 1, "the kernel tells"


def test_a_scene_a_line_and_a_mood_are_told_apart(talk: Driver) -> None:
    texts = script(talk)
    assert texts.index("The kettle hums.") < texts.index("Hello, you.")
    assert "Dana" in texts
    assert "cheerful" in texts
    assert any(words == "Dana looks cheerful" for words in talk.texts(talk.window.conversation.panel))
    assert "Ask for some tea." in talk.texts(talk.window.conversation.panel)


def test_choices_are_numbered_as_their_keys(talk: Driver) -> None:
    page = talk.window.conversation
    assert "keys 1 to 2" in talk.texts(page.dock)
    for number, card in enumerate(page.dock.choices.cards(), 1):
        assert card.accessibleDescription() == f"Key {number}"
    talk.press(*[Qt.Key(Key.Key_0 + n) for n in (0, 3, 4, 5, 6, 7, 8, 9)])
    assert talk.session.steps == (), "other digits say nothing"


def test_what_one_does_is_shown_and_said_as_a_line(talk: Driver) -> None:
    talk.pick("wait")
    assert [line.words() for line in own_lines(talk)] == ["You look at the kettle."]


# --- a turn ---------------------------------------------------------------------------------------------------------


def test_every_step_of_a_practice(talk: Driver) -> None:
    check_what_is_possible(talk)
    for choice_id in ("ask", "thank"):
        talk.pick(choice_id)
        check_what_is_possible(talk)
        talk.press(Key.Key_Backspace)
        check_what_is_possible(talk)
        talk.pick(choice_id)
        talk.press(Key.Key_Return)
        if talk.state() != "debrief":
            check_what_is_possible(talk)
    assert talk.window.debrief.isVisible()


def test_the_explanation_stands_under_ones_own_line_and_before_the_answer(talk: Driver) -> None:
    talk.pick("ask")
    talk.settle()
    page, line, (card,) = talk.window, own_lines(talk)[0], cards(talk)
    reply = next(label for label in talk.seen(root=page.conversation.transcript) if talk.heard(label) == "Oh.")
    heights = [place_of(widget, page).y() for widget in (line, card, reply)]
    assert heights == sorted(heights)
    texts = talk.texts(card)
    assert "Dana heard" in texts
    assert "“Tea with me.”" in texts
    assert "That was plain." in texts, "the first sentence"


def test_the_reaction_comes_at_once(talk: Driver) -> None:
    talk.pick("ask")
    assert "Oh." in script(talk)
    assert talk.window.conversation.panel.portrait.mood() == "surprised"
    assert "Of course." not in script(talk), "what comes next waits"
    talk.press(Key.Key_Return)
    assert "Of course." in script(talk)


def test_a_second_press_of_a_digit_does_nothing(talk: Driver) -> None:
    talk.press(Key.Key_1, Key.Key_1, Key.Key_2, Key.Key_1)
    assert len(talk.session.steps) == 1
    assert talk.state() == "feedback"
    assert len(own_lines(talk)) == 1


@pytest.mark.parametrize("from_card", [True, False])
def test_a_digit_that_is_held_down_says_one_line(tea: Driver, from_card: bool) -> None:
    tea.begin("Tea", "Not this time")
    if not from_card:
        tea.tab_to(tea.button("Pause"))
    for again in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", again)
        QApplication.sendEvent(tea.focus, event)
    tea.settle()
    assert len(tea.session.steps) == 1


def test_digits_work_wherever_the_focus_is(talk: Driver) -> None:
    talk.tab_to(talk.button("Step out"))
    talk.press(Key.Key_2)
    assert len(talk.session.steps) == 1
    assert talk.focus is talk.button("Go on")


def test_arrows_and_enter_pick_too(talk: Driver) -> None:
    second = talk.window.conversation.dock.choices.cards()[1]
    talk.press(Key.Key_Down)
    assert talk.focus is second
    talk.press(Key.Key_Down)
    assert talk.focus is second, "the last one stays"
    talk.press(Key.Key_Return)
    assert talk.session.steps[0].choice.id == second.choice_id()


def test_a_click_picks_and_a_click_goes_on(talk: Driver) -> None:
    talk.click(talk.window.conversation.dock.choices.cards()[0])
    assert talk.state() == "feedback"
    talk.click("Go on")
    assert talk.state() == "choosing"


def test_a_single_answer_has_a_single_key(program: Program, open_window: OpenWindow) -> None:
    add_scenario(program, as_text(scenario({"one": node(choice("go", "done"))})))
    driver = open_window()
    driver.begin("Tea")
    assert "key 1" in driver.texts(driver.window.conversation.dock)


# --- more -----------------------------------------------------------------------------------------------------------


def test_more_by_its_key_is_remembered(talk: Driver) -> None:
    talk.pick("wait")
    (card,) = cards(talk)
    assert not card.is_open()
    talk.press(Key.Key_M)
    assert card.is_open()
    assert "“May I have some tea with you?”" in talk.texts(card)
    assert talk.program.catalogue.stances["passive"].name in talk.texts(card)
    assert talk.focus is talk.button("Go on"), "Enter still goes on"
    talk.press(Key.Key_Return)
    talk.pick("sigh")
    assert [card.is_open() for card in cards(talk)] == [False, True]
    talk.press(Key.Key_M)
    assert not cards(talk)[1].is_open()
    talk.press(Key.Key_Backspace)
    talk.pick("sigh")
    assert not cards(talk)[1].is_open()


def test_more_by_click_is_remembered_too(talk: Driver) -> None:
    talk.pick("ask")
    talk.settle()
    talk.click("More")
    assert cards(talk)[0].is_open()
    talk.press(Key.Key_Return)
    assert not cards(talk)[0].is_open(), "Enter on “Less” closes it"
    talk.click("More")
    talk.click("Go on")
    talk.pick("sigh")
    assert cards(talk)[1].is_open()


def test_nothing_above_moves_when_a_card_opens(long: Driver) -> None:
    long.pick("say")
    long.settle()
    long.press(Key.Key_Return)
    long.pick("say")
    long.settle()
    before = place_of(own_lines(long)[1], long.window)
    long.press(Key.Key_M)
    long.settle()
    assert cards(long)[1].is_open()
    assert place_of(own_lines(long)[1], long.window) == before


# --- back -----------------------------------------------------------------------------------------------------------


def test_back_a_turn_from_the_explanation_takes_back_that_answer(talk: Driver) -> None:
    talk.pick("ask")
    talk.press(Key.Key_Backspace)
    assert talk.session.turn == 1
    assert own_lines(talk) == []
    assert "Hello, you." in script(talk)
    assert not talk.session.can("rewind")


def test_back_a_turn_before_an_answer_goes_to_the_one_before(talk: Driver) -> None:
    talk.play(["ask"])
    talk.click("Back a turn")
    assert talk.session.turn == 1
    assert "Of course." not in script(talk)
    check_what_is_possible(talk)


def test_back_a_turn_is_one_turn(program: Program, open_window: OpenWindow) -> None:
    nodes = {"one": node(choice("a", "two")), "two": node(choice("b", "three")), "three": node(choice("c", "done"))}
    add_scenario(program, as_text(scenario(nodes)))
    driver = open_window()
    driver.begin("Tea")
    driver.play(["a", "b"])
    driver.press(Key.Key_Backspace)
    assert driver.session.turn == 2
    driver.play(["b"])
    driver.pick("c")
    driver.press(Key.Key_Backspace)
    assert driver.session.turn == 3
    driver.click(own_lines(driver)[1])
    assert driver.session.turn == 2
    assert [line.words() for line in own_lines(driver)] == ["I say a."]


def test_both_attempts_are_kept(talk: Driver) -> None:
    talk.play(["ask"])
    talk.press(Key.Key_Backspace)
    talk.play(["wait"])
    attempts = [[pick.choice for pick in attempt] for attempt in talk.session.transcript.attempts]
    assert attempts == [["ask"], ["wait"]]


@pytest.mark.parametrize("by", ["click", "key"])
def test_ones_own_line_leads_back_to_it(talk: Driver, by: str) -> None:
    talk.play(["ask"])
    talk.pick("sigh")
    talk.settle()
    if by == "click":
        talk.click(own_lines(talk)[0])
    else:
        talk.tab_to(own_lines(talk)[0])
        talk.press(Key.Key_Return)
    assert talk.session.turn == 1
    assert own_lines(talk) == []
    check_what_is_possible(talk)
    talk.play(["ask", "thank"])
    assert talk.window.debrief.isVisible()


def test_a_line_says_what_pressing_it_does(talk: Driver) -> None:
    talk.pick("ask")
    talk.tab_to(own_lines(talk)[0])
    assert "back to here" in script(talk)
    assert "turn 1" in own_lines(talk)[0].accessibleDescription()
    talk.tab_to(talk.button("Go on"))
    assert "back to here" not in script(talk)


def test_what_was_said_before_recedes(talk: Driver) -> None:
    talk.play(["ask"])
    talk.pick("sigh")
    labels = {talk.heard(label): label for label in talk.seen(root=talk.window.conversation.transcript)}
    assert labels["Hello, you."].role() == "soft"
    assert labels["Of course."].role() == "soft"


# --- pause, leave ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "by", "back_by"),
    [
        ("choosing", "Escape", "Escape"),
        ("choosing", "P", "Return"),
        ("choosing", "button", "Escape"),
        ("feedback", "Escape", "Return"),
        ("feedback", "P", "Escape"),
        ("feedback", "button", "Return"),
    ],
)
def test_a_pause_changes_nothing(talk: Driver, moment: str, by: str, back_by: str) -> None:
    if moment == "feedback":
        talk.pick("ask")
    talk.settle()
    before, focus, texts = talk.session.at, talk.focus, talk.texts(talk.window.conversation)
    if by == "button":
        talk.tab_to(talk.button("Pause"))
        focus = talk.focus
        talk.press(Key.Key_Return)
    else:
        talk.press(Key.Key_Escape if by == "Escape" else Key.Key_P)
    assert talk.state() == "paused"
    assert "Paused" in talk.texts()
    assert talk.focus is talk.button("Go on", talk.window.pause_card), "Enter goes on"
    talk.press(Key.Key_Escape if back_by == "Escape" else Key.Key_Return)
    assert talk.state() == moment
    assert talk.session.at == before
    assert talk.focus is focus
    assert talk.texts(talk.window.conversation) == texts


def test_during_a_pause_nothing_can_be_picked(talk: Driver) -> None:
    talk.press(Key.Key_Escape, Key.Key_1, Key.Key_2)
    assert talk.session.steps == ()
    for _ in range(6):
        assert talk.window.pause_card.isAncestorOf(talk.focus), "Tab stays on the card"
        talk.press(Key.Key_Tab)


def test_step_out_of_a_pause(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["ask"])
    tea.press(Key.Key_Escape)
    tea.tab_to(tea.button("Step out", tea.window.pause_card))
    tea.press(Key.Key_Return)
    assert tea.window.practise.isVisible()
    assert not tea.window.pause_card.isVisible()
    assert tea.focus is tea.button("Resume")


def test_stepping_out_offers_to_resume_at_the_same_place(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["ask"])
    at, seed, words = tea.session.at, tea.session.transcript.start.seed, script(tea)
    tea.click("Step out")
    assert tea.window.practise.isVisible()
    texts = tea.texts(tea.window.practise)
    for expected in ("Left open, at turn 2", "Tea", "Dana: “Of course.”"):
        assert expected in texts
    assert tea.focus is tea.button("Resume")
    tea.press(Key.Key_Return)
    assert tea.window.conversation.isVisible()
    assert tea.session.at == at
    assert tea.session.transcript.start.seed == seed
    assert [words for words in script(tea) if words != "More"] == [w for w in words if w != "More"]
    check_what_is_possible(tea)
    tea.play(["thank"])
    assert tea.window.debrief.isVisible()
    tea.click("Close")
    assert not tea.buttons("Resume")


def test_start_over_begins_anew_and_not_before_begin(talk: Driver) -> None:
    talk.play(["ask"])
    talk.click("Step out")
    talk.click("Start over")
    assert talk.window.briefing.isVisible()
    talk.press(Key.Key_Escape)
    assert talk.buttons("Resume"), "it is still there"
    talk.click("Start over")
    talk.press(Key.Key_Return)
    assert talk.session.turn == 1
    talk.click("Step out")
    assert not talk.buttons("Resume"), "nothing has been said yet"


def test_stepping_out_of_the_last_explanation_loses_nothing(talk: Driver) -> None:
    talk.play(["ask"])
    talk.pick("thank")
    talk.click("Step out")
    assert "Left open, after the last turn" in talk.texts()
    talk.press(Key.Key_Return)
    assert talk.window.debrief.isVisible()
    assert "Two cups" in talk.texts(talk.window.debrief)


def test_what_is_left_open_stays_while_another_is_played(talk: Driver) -> None:
    talk.play(["ask"])
    talk.click("Step out")
    talk.begin("Lunch for two")
    talk.click("Step out")
    assert talk.buttons("Resume"), "nothing was said in the other one"
    assert "Left open, at turn 2" in talk.texts()


def test_help_is_one_key_away_and_the_talk_waits(talk: Driver) -> None:
    talk.play(["ask"])
    talk.press(Key.Key_F2)
    assert talk.window.help.isVisible()
    talk.click("Practise")
    talk.click("Resume")
    assert talk.session.turn == 2


# --- explanations at the end, or none -------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["At the end", "Not this time"])
def test_without_explanations_a_pick_leads_straight_on(tea: Driver, option: str) -> None:
    tea.begin("Tea", option)
    tea.pick("ask")
    assert tea.state() == "choosing"
    assert cards(tea) == []
    assert script(tea).index("Oh.") < script(tea).index("Of course.")
    assert script(tea).count("Dana") == 2, "who goes on speaking is not named again"
    check_what_is_possible(tea)
    tea.press(Key.Key_M)
    tea.pick("thank")
    assert tea.window.debrief.isVisible()


# --- room -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "percent"), [((900, 600), 100), ((900, 600), 200), ((1280, 800), 200)])
def test_the_dock_takes_at_most_half_the_room_and_scrolls(
    program: Program, open_window: OpenWindow, size: tuple[int, int], percent: int
) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(size=size, text_percent=percent)
    driver.begin(LONG_TITLE)
    driver.settle()
    dock = driver.window.conversation.dock
    assert dock.height() <= dock.parentWidget().height() / 2 + 1
    for card in dock.choices.cards():
        driver.settle()
        assert driver.focus is card
        assert driver.is_in_sight(card), "the answer that has the focus can be seen"
        assert card.height() >= card.heightForWidth(card.width())
        driver.press(Key.Key_Down)


def test_answers_that_gave_way_come_back_as_high_as_they_are(open_window: OpenWindow) -> None:
    driver = open_window(size=(900, 600), text_percent=200)
    driver.begin("Lunch for two")
    choices = driver.window.conversation.dock.choices
    driver.press(Key.Key_1)
    driver.settle()
    assert not choices.isVisible(), "the way on stands alone"
    driver.press(Key.Key_Return)
    driver.settle()
    assert choices.height() == choices.heightForWidth(choices.width())


def test_four_long_answers_leave_the_last_line_in_view(long: Driver) -> None:
    long.settle()
    transcript = long.window.conversation.transcript
    assert transcript.is_at_bottom()
    assert len(long.window.conversation.dock.choices.cards()) == 4


def test_the_newest_line_is_in_view_at_every_turn(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(size=(900, 600))
    driver.begin(LONG_TITLE)
    transcript = driver.window.conversation.transcript
    driver.settle()
    assert transcript.is_at_bottom()
    driver.pick("short")
    driver.settle()
    line = own_lines(driver)[0]
    assert driver.is_in_sight(line), "one's own line, with the explanation under it"
    driver.press(Key.Key_Return)
    driver.settle()
    assert transcript.is_at_bottom()


def test_earlier_turns_can_be_read_by_keys(long: Driver) -> None:
    long.play(["say"])
    long.settle()
    bar = long.window.conversation.transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    focus = long.focus
    for _ in range(10):
        long.press(Key.Key_PageUp)
    assert bar.value() == 0
    assert long.focus is focus
    for _ in range(10):
        long.press(Key.Key_PageDown)
    assert bar.value() == bar.maximum()


def test_who_reads_back_is_not_pulled_down(long: Driver) -> None:
    long.play(["say"])
    long.settle()
    long.press(Key.Key_PageUp)
    bar = long.window.conversation.transcript.verticalScrollBar()
    value = bar.value()
    long.window.resize(1280, 780)
    long.settle()
    assert bar.value() == value


def test_the_aim_starts_on_the_line_of_the_first_answer(talk: Driver) -> None:
    talk.settle()
    page = talk.window.conversation
    first = place_of(page.dock.choices.cards()[0], talk.window).y()
    aim = next(label for label in talk.seen(root=page.panel) if talk.heard(label) == "Your aim")
    assert abs(place_of(aim, talk.window).y() - first - 12) <= 2


def test_where_there_is_no_room_the_panel_waits_behind_a_button(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, TEA)
    tea = open_window(size=(900, 600), text_percent=200)
    tea.begin("Tea")
    page = tea.window.conversation
    assert not page.panel.isVisible()
    tea.tab_to(tea.button("About Dana"))
    tea.press(Key.Key_Return)
    assert "Ask for some tea." in tea.texts(page.panel)
    tea.press(Key.Key_1)
    assert tea.session.steps == (), "nothing is said from behind it"
    tea.click("Back to the words")
    tea.press(Key.Key_1)
    assert len(tea.session.steps) == 1


def test_four_choices_have_their_keys(long: Driver) -> None:
    assert long.number_of(long.window.conversation.dock.choices.cards()[3].choice_id()) == 4
    long.press(Key.Key_4)
    assert len(long.session.steps) == 1


def test_a_hidden_answer_cannot_be_picked_by_its_old_key(program: Program, open_window: OpenWindow) -> None:
    many = node(*(choice(f"c{n}", "two") for n in range(4)), keep_order=True)
    add_scenario(program, as_text(scenario({"one": many, "two": node(choice("only", "done"))})))
    driver = open_window()
    driver.begin("Tea")
    driver.play(["c3"])
    driver.press(Key.Key_4, Key.Key_3, Key.Key_2)
    assert len(driver.session.steps) == 1
    shown = [card for card in driver.seen(ChoiceCard) if isinstance(card, ChoiceCard)]
    assert [card.choice_id() for card in shown] == ["only"]


def test_the_hard_day_shows_from_the_first_line(tea: Driver) -> None:
    tea.begin("Tea", "A hard day")
    assert "What is it?" in script(tea)
    assert "annoyed" in script(tea)
    assert any("a hard day" in words for words in tea.texts())


def test_a_silent_start_shows_the_scene_alone(program: Program, open_window: OpenWindow) -> None:
    partner = TEA[TEA.index("    partner:\n") : TEA.index("    choices:\n")]
    add_scenario(program, edited((partner, "")) if TEA.count(partner) == 1 else TEA.replace(partner, "", 1))
    driver = open_window()
    driver.begin("Tea")
    assert script(driver) == ["The kettle hums."]
    check_what_is_possible(driver)


def test_only_one_main_button_is_there(talk: Driver) -> None:
    def primary() -> list[QWidget]:
        return [*talk.seen(PrimaryButton)]

    assert primary() == []
    talk.pick("ask")
    assert len(primary()) == 1
    assert talk.window.rect().contains(place_of(primary()[0], talk.window) + QPoint(1, 1))


def test_in_a_wide_window_the_words_come_nearer_to_the_face(open_window: OpenWindow, program: Program) -> None:
    add_scenario(program, long_talk(), "long")
    long = open_window(size=(2560, 700))
    long.begin(LONG_TITLE)
    long.press(Key.Key_1, Key.Key_Return)
    page = long.window.conversation
    left, right = place_of(page.dock, long.window).x(), place_of(page.panel, long.window).x()
    assert left > 400
    assert abs((left + 920 + 40) - (right - left)) <= 2, "as much room at one side as at the other"
    bar = page.transcript.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    beside = QPoint(left // 2, long.window.height() // 2)
    QTest.wheelEvent(long.window.windowHandle(), QPointF(beside), QPoint(0, 120))
    assert bar.value() < bar.maximum(), "the wheel turns the words there too"
    long.window.resize(1280, 700)
    long.settle()
    assert place_of(page.dock, long.window).x() == 0
