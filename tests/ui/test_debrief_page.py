"""The look back: the ending in words, what went well, moments to play from, the other side, a line to take along."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel

from ipt_roleplay.coaching.debrief import debrief
from ipt_roleplay.program import Program
from ipt_roleplay.ui.pages.debrief import DebriefPage
from ipt_roleplay.ui.widgets.arc_chart import ArcChart
from ipt_roleplay.ui.widgets.feedback_card import FeedbackCard
from ipt_roleplay.ui.widgets.field import LineEdit
from tests.scenario_text import as_text, choice, ending, node, scenario
from tests.ui.conftest import OpenWindow
from tests.ui.driver import LONG_TITLE, Driver, add_scenario, long_talk, place_of

Key = Qt.Key


@pytest.fixture
def done(talk: Driver) -> Driver:
    """After a talk in which one waited first, and thanked."""
    talk.play(["wait", "thank"])
    return talk


def page(driver: Driver) -> DebriefPage:
    assert driver.window.debrief.isVisible()
    return driver.window.debrief


def texts(driver: Driver) -> list[str]:
    return driver.texts(page(driver))


def field(driver: Driver) -> LineEdit:
    (edit,) = (edit for edit in driver.seen(LineEdit, page(driver)))
    assert isinstance(edit, LineEdit)
    return edit


def moments(driver: Driver) -> list[FeedbackCard]:
    found = [card for card in driver.seen(FeedbackCard, page(driver)) if isinstance(card, FeedbackCard)]
    return sorted(found, key=lambda card: place_of(card, driver.window).y())


def test_an_enter_too_many_leaves_it_open_and_tab_leads_to_its_first_button(done: Driver) -> None:
    done.press(Key.Key_Return, Key.Key_Space)
    assert page(done).isVisible()
    done.press(Key.Key_Tab)
    assert done.focus is done.button("Once more from the start")


# --- the ending -----------------------------------------------------------------------------------------------------


def test_the_ending_is_told_in_words(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["ask", "thank"])
    shown = texts(tea)
    for words in ("Two cups", "The question was short, and so was the way to yes.", "After the talk, 2 turns"):
        assert words in shown
    assert shown[shown.index("What you said: ") + 1] == "plainly"
    assert shown[shown.index("Dana’s answer: ") + 1] == "yes"


def test_where_nothing_was_asked_there_is_no_answer(done: Driver) -> None:
    shown = texts(done)
    assert "One cup" in shown
    assert shown[shown.index("What you said: ") + 1] == "not this time"
    assert not any("answer: " in words for words in shown)


@pytest.mark.parametrize(
    ("said", "answer", "words"),
    [
        ("plainly", "refused", ["plainly", "no"]),
        ("plainly", "later", ["plainly", "not now, perhaps later"]),
        ("plainly", "partly", ["plainly", "yes, in part"]),
    ],
)
def test_saying_and_answer_are_told_apart(
    program: Program, open_window: OpenWindow, said: str, answer: str, words: list[str]
) -> None:
    add_scenario(
        program, as_text(scenario({"one": node(choice("go", "done"))}, endings={"done": ending(said, answer)}))
    )
    driver = open_window()
    driver.begin("Tea")
    driver.play(["go"])
    shown = texts(driver)
    assert [shown[shown.index("What you said: ") + 1], shown[shown.index("Dana’s answer: ") + 1]] == words
    assert "After the talk, one turn" in shown


def test_what_went_well_comes_before_what_could_go_otherwise(done: Driver) -> None:
    shown = texts(done)
    assert "Thanks were given." in shown
    assert shown.index("One cup") < shown.index("What went well") < shown.index("Two moments")
    for words in ("What Dana didn’t say", "Dana wanted company.", "And was afraid silence."):
        assert words in shown


# --- moments --------------------------------------------------------------------------------------------------------


def test_each_moment_has_its_line_and_its_explanation(done: Driver) -> None:
    looked_back = debrief(done.session)
    assert len(moments(done)) == len(looked_back.moments) == 2
    for card, moment in zip(moments(done), looked_back.moments, strict=True):
        shown = done.texts(card)
        line = f"“{moment.line}”" if moment.spoken else moment.line
        for words in (line, f"“{moment.explained.heard}”", f"Turn {moment.turn}", "Play from here"):
            assert words in shown
    assert {moment.spoken for moment in looked_back.moments} == {True, False}, "what was done is no quotation"
    first = moments(done)[0]
    done.click(done.button("More", first))
    assert "“May I have some tea with you?”" in done.texts(first)
    assert done.program.catalogue.stances["passive"].name in done.texts(first)


@pytest.mark.parametrize("turn", [1, 2])
def test_play_from_here_goes_to_that_turn(done: Driver, turn: int) -> None:
    done.tab_to(done.button("Play from here", moments(done)[turn - 1]))
    done.press(Key.Key_Return)
    assert done.window.conversation.isVisible()
    assert done.session.turn == turn
    assert done.focus is done.window.conversation.dock.choices.cards()[0]
    done.play(["ask", "thank"][turn - 1 :])
    assert done.window.debrief.isVisible()
    assert ("Two cups" if turn == 1 else "One cup") in texts(done)
    assert len(done.session.transcript.attempts) == 2, "both are kept"


def test_a_better_ending_nearby_is_found(done: Driver) -> None:
    done.qtbot.waitUntil(lambda: any("One line away" in words for words in texts(done)), timeout=20_000)
    shown = texts(done)
    assert shown.index("Two cups") > shown.index("Two moments")
    again = next(words for words in shown if words.startswith("Play turn "))
    done.click(again)
    assert again == f"Play turn {done.session.turn} again"


def test_leaving_the_page_ends_the_search(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["wait", "thank"])
    tea.click("Close")
    tea.wait_for_tasks()
    assert tea.window.practise.isVisible()


def test_once_more_from_the_start(done: Driver) -> None:
    done.click("Once more from the start")
    assert done.window.briefing.isVisible()
    done.press(Key.Key_Return)
    assert done.session.turn == 1
    assert done.session.transcript.log == ()


# --- the other side -------------------------------------------------------------------------------------------------


def test_the_talk_once_more_from_the_other_side(done: Driver) -> None:
    button = done.button("Hear the other side")
    done.tab_to(button)
    done.press(Key.Key_Return)
    shown = texts(done)
    for words in ("The same talk, as Dana heard it.", "“The kettle is loud today.”", "“Sam is glad.”", "Thank you."):
        assert words in shown
    assert "One cup" not in shown
    assert done.focus is button
    assert button.text() == "Back to your side"
    done.press(Key.Key_Return)
    assert "One cup" in texts(done)


def test_a_new_debrief_begins_on_ones_own_side(done: Driver) -> None:
    done.click("Hear the other side")
    done.click("Once more from the start")
    done.press(Key.Key_Return)
    done.play(["ask", "thank"])
    assert "Two cups" in texts(done)


# --- details --------------------------------------------------------------------------------------------------------


def test_the_details_are_the_arc_in_numbers(done: Driver) -> None:
    panel = page(done).panel
    assert not list(done.seen(ArcChart))
    done.tab_to(done.button("Details"))
    done.press(Key.Key_Return)
    (chart,) = done.seen(ArcChart)
    arc = debrief(done.session).arc
    for column, values in enumerate(zip(*arc, strict=True)):
        assert ", ".join(map(str, values)) in done.heard(chart), column
    (grid,) = (layout for layout in panel.findChildren(QGridLayout) if layout.parentWidget().isVisible())

    def cell(row: int, column: int) -> str:
        item = grid.itemAtPosition(row, column)
        assert item is not None
        label = item.widget()
        assert isinstance(label, QLabel)
        assert label.isVisible()
        return label.text()

    assert [cell(row, 0) for row in range(4)] == ["turn", "start", "1", "2"]
    assert [tuple(int(cell(row + 1, column + 1)) for column in range(4)) for row in range(3)] == [*arc]
    done.press(Key.Key_Return)
    assert not chart.isVisible()


# --- one line to take along -----------------------------------------------------------------------------------------


def test_the_line_is_copied_with_its_beginning(done: Driver) -> None:
    edit = field(done)
    assert edit.text() == "say: “May I have some tea with you?”"
    assert done.heard(edit) == "Next time I…"
    done.tab_to(edit)
    edit.selectAll()
    done.type("ask for tea, and wait.")
    done.tab_to(done.button("Copy"))
    done.press(Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "Next time I ask for tea, and wait."
    assert done.buttons("Copied")
    done.tab_to(edit)
    done.type("!")
    assert done.buttons("Copy"), "what has changed is not copied yet"


def test_an_empty_line_cannot_be_copied(done: Driver) -> None:
    done.tab_to(field(done))
    field(done).selectAll()
    done.press(Key.Key_Delete)
    assert not done.button("Copy").isEnabled()
    done.type("   ")
    assert not done.button("Copy").isEnabled()


# --- leaving --------------------------------------------------------------------------------------------------------


def test_escape_loses_nothing(tea: Driver) -> None:
    tea.begin("Tea")
    tea.play(["wait", "thank"])
    tea.tab_to(field(tea))
    field(tea).selectAll()
    tea.type("mine")
    tea.press(Key.Key_Escape)
    assert tea.window.practise.isVisible()
    assert "Left open, after the last turn" in tea.texts()
    tea.press(Key.Key_Return)
    assert "One cup" in texts(tea)
    assert field(tea).text() == "mine"


def test_help_loses_nothing_either(done: Driver) -> None:
    done.press(Key.Key_F2)
    assert done.window.help.isVisible()
    done.click("Practise")
    done.click("Resume")
    assert "One cup" in texts(done)


def test_close_is_the_end_of_it(tea: Driver) -> None:
    tea.open_card("Tea")
    tea.begin_here()
    tea.play(["wait", "thank"])
    tea.click("Close")
    assert tea.window.practise.isVisible()
    assert not tea.buttons("Resume")
    assert tea.focus is tea.card("Tea")


# --- explanations at the end, or none -------------------------------------------------------------------------------


def test_with_explanations_at_the_end_every_line_has_its_card(program: Program, open_window: OpenWindow) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window()
    driver.begin(LONG_TITLE, "At the end")
    driver.play(["say", "do"], explained=False)
    assert len(moments(driver)) == 2
    assert any(words in texts(driver) for words in ("Two moments", "Line by line"))


def test_without_explanations_only_the_ending_and_the_other_person(tea: Driver) -> None:
    tea.begin("Tea", "Not this time")
    tea.play(["wait", "thank"], explained=False)
    assert moments(tea) == []
    shown = texts(tea)
    assert "One cup" in shown
    assert "What went well" not in shown
    assert "Dana wanted company." in shown
    assert not tea.buttons("Hear the other side")
    assert field(tea).text() == ""
    assert not tea.button("Copy").isEnabled()


def test_all_of_it_can_be_read_by_keys(program: Program, open_window: OpenWindow) -> None:
    add_scenario(program, long_talk(), "long")
    driver = open_window(size=(900, 600))
    driver.begin(LONG_TITLE)
    driver.play(["say", "do"])
    last = moments(driver)[-1]
    for _ in range(12):
        driver.press(Key.Key_PageDown)
    assert driver.is_in_sight(driver.button("Play from here", last)) or driver.is_in_sight(driver.button("More", last))
