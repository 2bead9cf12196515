"""The terminal player: answers typed at a prompt, and plain lines of text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

import pytest

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import FEEDBACKS, Feedback
from ipt_roleplay.scenario.catalogue import shipped
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.story import DayName, Story
from ipt_roleplay.terminal import TerminalPlayer
from tests.scenario_text import choice, edited, ending, node, read_text, story_of

ORDERED = edited(("    scene: The kettle hums.\n", "    scene: The kettle hums.\n    keep_order: true\n"))
IN_ORDER = ORDERED.replace("  well:\n", "  well:\n    keep_order: true\n")
"""TEA with its choices in the written order: 1 ask, 2 wait; then 1 thank, 2 sigh."""


def typing(answers: Iterable[str]) -> Callable[[str], str]:
    """Answers typed one after another, and then the end of input."""
    typed: Iterator[str] = iter(answers)

    def ask(_: str) -> str:
        for answer in typed:
            return answer
        raise EOFError

    return ask


def play(
    *answers: str, feedback: Feedback = "each", day: DayName = "ordinary", story: Story | None = None
) -> tuple[PracticeSession, str]:
    session = PracticeSession(story or compile_story(read_text(IN_ORDER)), feedback=feedback, day=day)
    out = io.StringIO()
    TerminalPlayer(session, shipped(), out, typing(answers)).play()
    return session, out.getvalue()


def picked(session: PracticeSession) -> list[str]:
    return [step.choice.id for step in session.steps]


def test_the_briefing_comes_first() -> None:
    _, text = play()
    for part in (
        "TEA",
        "This conversation touches on: loneliness.",
        "A kitchen in the morning.",
        "You are Sam, a friend. Across from you: Dana, your sister.",
        "Your aim: Ask for some tea.",
        "u goes back a turn, q leaves",
    ):
        assert part in text
    assert text.index("TEA") < text.index("Your aim") < text.index("Hello, you.")
    assert "company" not in text
    assert "silence" not in text


def test_manners_and_power_are_told_where_there_are_some() -> None:
    story = story_of({"a": node(choice("x", "done"))}, manners="Plain speech is rude.", power="Dana is the boss.")
    _, text = play(story=story)
    assert "Plain speech is rude." in text
    assert "Dana is the boss." in text
    _, text = play(story=story_of({"a": node(choice("x", "done"))}, power="none"))
    assert "none" not in text


def test_a_number_picks_an_answer() -> None:
    session, text = play("1", "2")
    assert picked(session) == ["ask", "sigh"]
    assert session.state == "debrief"
    assert "You: May I have some tea with you?" in text
    assert "You: [You sigh and look at the floor.]" in text


def test_what_is_offered_is_numbered_in_the_order_of_the_screen() -> None:
    _, text = play()
    assert "1  May I have some tea with you?\n2  [You look at the kettle.]\n" in text


def test_the_partner_speaks_with_a_face_and_the_scene_stands_in_brackets() -> None:
    _, text = play("1", day="hard")
    assert "[The kettle hums.]" in text
    assert "Dana (annoyed): What is it?" in text
    assert "Dana (surprised): Oh." in text


def test_an_answer_is_explained() -> None:
    _, text = play("2")
    assert "Dana heard: “The kettle is loud today.”" in text
    assert "Nobody can hear a look. It was there, and it passed." in " ".join(text.split())
    assert "Another way: “May I have some tea with you?”" in text


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_explanations_come_when_they_were_asked_for(feedback: Feedback) -> None:
    _, text = play("2", "2", feedback=feedback)
    ended = text.index("ONE CUP")
    before, after = "Dana heard:" in text[:ended], "Dana heard:" in text[ended:]
    assert (before, after) == {"each": (True, False), "end": (False, True), "none": (False, False)}[feedback]


def test_u_goes_back_a_turn() -> None:
    session, text = play("2", "u", "1", "1")
    assert picked(session) == ["ask", "thank"]
    assert [[pick.choice for pick in attempt] for attempt in session.transcript.attempts] == [
        ["wait"],
        ["ask", "thank"],
    ]
    assert text.count("Hello, you.") == 2
    assert text.count("1  May I have some tea with you?") == 2


def test_u_may_be_typed_turn_after_turn() -> None:
    session, _ = play("1", "u", "2", "u", "1", "2")
    assert picked(session) == ["ask", "sigh"]


def test_u_goes_all_the_way_back_through_several_turns() -> None:
    loop = story_of({"a": node(choice("x", "a", when="turn < 4"), choice("y", "done"), keep_order=True)})
    session, _ = play("1", "1", "1", "u", "q", story=loop)
    assert picked(session) == ["x", "x"]
    session, _ = play("1", "1", "1", "u", "u", "u", "u", "2", story=loop)
    assert picked(session) == ["y"]


def test_on_the_first_turn_there_is_nothing_to_take_back() -> None:
    session, text = play("u", "1", "1")
    assert "there is nothing to take back yet" in text
    assert picked(session) == ["ask", "thank"]


@pytest.mark.parametrize("typed", ["q", "Q", "  q  "])
def test_q_leaves(typed: str) -> None:
    session, text = play("1", typed, "1")
    assert (session.state, picked(session)) == ("left", ["ask"])
    assert "You stepped out. That is always all right." in text
    assert "What you said" not in text


@pytest.mark.parametrize("answers", [(), ("1",)])
def test_the_end_of_input_leaves(answers: tuple[str, ...]) -> None:
    session, text = play(*answers)
    assert (session.state, len(session.steps)) == ("left", len(answers))
    assert "You stepped out." in text


def test_an_interruption_leaves() -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    session = PracticeSession(compile_story(read_text(IN_ORDER)))
    out = io.StringIO()
    TerminalPlayer(session, shipped(), out, interrupted).play()
    assert session.state == "left"


@pytest.mark.parametrize("typed", ["3", "0", "-1", "", "ask", "1.0", "1 2", "²", "9" * 5000, "quit", "٣"])
def test_wrong_input_asks_again(typed: str) -> None:
    session, text = play(typed, "1", "1")
    assert "Please type a number from 1 to 2, u or q." in text
    assert picked(session) == ["ask", "thank"]


@pytest.mark.parametrize("typed", ["1", " 1 ", "1\t"])
def test_blanks_around_a_number_do_no_harm(typed: str) -> None:
    session, _ = play(typed)
    assert picked(session) == ["ask"]


def test_the_ending_and_the_debrief_come_at_the_end() -> None:
    _, text = play("1", "1")
    order = [
        "Dana (warm): Here is your cup.",
        "TWO CUPS",
        "What you said: plainly",
        "Dana’s answer: yes",
        "What went well:",
        "Thanks were given.",
        "What Dana didn’t say. Wanted: company. Feared: silence.",
    ]
    places = [text.rindex(part) for part in order]
    assert places == sorted(places)


def test_where_nothing_was_asked_no_answer_is_told() -> None:
    _, text = play("2", "2")
    assert "What you said: not this time" in text
    assert "answer:" not in text
    assert "Next time I… say: “I would like you to stay.”" in text


def test_a_refusal_is_told_as_one() -> None:
    story = story_of({"a": node(choice("x", "done"))}, endings={"done": ending("plainly", "refused")})
    _, text = play("1", story=story)
    assert "Dana’s answer: no\n" in text


@pytest.mark.parametrize("columns", ["20", "40", "80", "300"])
def test_lines_fit_the_window_and_are_never_wider_than_a_page(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, text = play("1", "2")
    assert max(len(line) for line in text.splitlines()) <= max(30, min(78, int(columns) - 1))


def test_texts_are_shown_to_the_letter() -> None:
    odd = "<b>No</b> & {braces} %s \\n <sigh>"
    story = story_of({"a": node(choice("x", "done", say=odd), partner=odd, scene=odd)})
    _, text = play("1", story=story)
    assert text.count(odd) == 4
