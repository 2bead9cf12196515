"""Looking back: what went well comes first, then the moments that mattered, then the other side."""

from __future__ import annotations

from typing import Any

import pytest

from ipt_roleplay.coaching.debrief import Debrief, debrief
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import FEEDBACKS, Feedback, Transcript
from ipt_roleplay.scenario.story import DAYS, DayName
from tests.scenario_text import Form, choice, ending, node, story_of, tea

GOOD: Form = {"skills": ["clear_limit"]}
BAD: Form = {"faults": ["barb"], "stance": "barbed"}


def played(*ids: str, feedback: Feedback = "each", day: DayName = "ordinary", story: Any = None) -> PracticeSession:
    session = PracticeSession(story or tea(), feedback=feedback, day=day)
    session.begin()
    for id_ in ids:
        session.listen()
        session.choose(id_)
        if session.state == "feedback":
            session.go_on()
    return session


def straight(*choices: Form) -> Debrief:
    """The debrief of a practice with one choice a turn, in which all were picked."""
    names = [f"n{number}" for number in range(len(choices))]
    nodes = {
        name: node({**one, "next": to}) for name, one, to in zip(names, choices, [*names[1:], "done"], strict=True)
    }
    return debrief(played(*(one["id"] for one in choices), story=story_of(nodes)))


def move(id_: str, shift: int, **more: Any) -> Form:
    """A choice that moves what matters by `shift`, within the gauges of a fresh story."""
    return choice(id_, "done", effect={"connection": shift}, feedback=f"First on {id_}. Then more.", **more)


def test_an_ending_is_told_with_what_was_said_and_what_was_answered() -> None:
    looked_back = debrief(played("ask", "thank"))
    assert (looked_back.title, looked_back.said, looked_back.answer) == ("Two cups", "plainly", "agreed")
    assert looked_back.text == "The question was short, and so was the way to yes."
    assert looked_back.turns == 2
    assert (looked_back.wants, looked_back.fears) == ("company", "silence")


def test_what_was_said_and_what_was_answered_are_told_apart() -> None:
    story = story_of({"a": node(choice("x", "done"))}, endings={"done": ending("plainly", "refused")})
    looked_back = debrief(played("x", story=story))
    assert (looked_back.said, looked_back.answer) == ("plainly", "refused")


@pytest.mark.parametrize("ids", [(), ("ask",)])
def test_before_an_ending_there_is_nothing_to_look_back_on(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not ended yet"):
        debrief(played(*ids))


def test_while_the_last_line_is_explained_the_ending_has_not_come_yet() -> None:
    session = played("ask")
    session.listen()
    session.choose("thank")
    with pytest.raises(ValueError, match="not ended yet"):
        debrief(session)
    session.pause()
    with pytest.raises(ValueError, match="not ended yet"):
        debrief(session)


@pytest.mark.parametrize("day", DAYS)
def test_the_arc_goes_from_the_start_through_every_turn(day: DayName) -> None:
    session = played("wait", "sigh", day=day)
    arc = debrief(session).arc
    assert arc[0] == session.story.begins[day].gauges
    assert list(arc[1:]) == [step.after.gauges for step in session.steps]
    assert arc[-1] == session.at.gauges


def test_what_went_well_is_the_first_sentence_on_a_line_with_a_skill_and_nothing_in_the_way() -> None:
    assert debrief(played("ask", "thank")).went_well == ("That was plain.", "Thanks were given.")
    assert debrief(played("ask", "sigh")).went_well == ("That was plain.",)
    assert debrief(played("wait", "sigh")).went_well == ()


def test_a_skill_with_a_fault_beside_it_is_not_what_went_well() -> None:
    looked_back = straight(move("a", 1, **GOOD), move("b", 3, **GOOD, **BAD, better="Say."), move("c", 2))
    assert looked_back.went_well == ("First on a.",)


def test_a_line_that_cost_more_than_it_gave_is_a_moment_and_not_what_went_well() -> None:
    looked_back = straight(move("a", -1, **GOOD), move("b", 0, **GOOD))
    assert looked_back.went_well == ("First on b.",)
    assert looked_back.moments[0].turn == 1


def test_a_line_that_was_said_twice_went_well_once() -> None:
    again = choice("again", "done", effect={"connection": 1}, feedback="First on a. And once more.", **GOOD)
    assert straight(move("a", 1, **GOOD), move("b", 2, **GOOD), again).went_well == ("First on a.", "First on b.")


def test_the_strongest_three_of_what_went_well_are_told_in_their_order() -> None:
    looked_back = straight(*(move(id_, shift, **GOOD) for id_, shift in (("a", 1), ("b", 0), ("c", 2), ("d", 1))))
    assert looked_back.went_well == ("First on a.", "First on c.", "First on d.")


@pytest.mark.parametrize(
    ("shifts", "turns"),
    [
        ([1], [1]),
        ([1, 1], [1, 2]),
        ([-1, 2, -2, 1, -1], [1, 2, 3]),
        ([-1, -1, -1], [1, 2]),
        ([1, 0, 2, 1], [1, 3, 4]),
        ([-1, 0, 1, 0], [1, 2, 3]),
    ],
)
def test_the_moments_are_the_turns_that_cost_most_and_the_one_that_gave_most(
    shifts: list[int], turns: list[int]
) -> None:
    looked_back = straight(*(move(f"m{at}", shift) for at, shift in enumerate(shifts)))
    assert [moment.turn for moment in looked_back.moments] == turns
    assert [moment.shift for moment in looked_back.moments] == [shifts[turn - 1] for turn in turns]


def test_less_tension_counts_as_gain_and_more_as_cost() -> None:
    calmer = choice("calmer", "done", effect={"tension": -2})
    tenser = choice("tenser", "done", effect={"tension": 3, "clarity": 1})
    assert {moment.line: moment.shift for moment in straight(calmer, tenser).moments} == {
        "I say calmer.": 2,
        "I say tenser.": -2,
    }


def test_only_what_really_moved_counts() -> None:
    looked_back = straight(choice("x", "done", effect={"connection": 9, "clarity": -4}))
    assert [moment.shift for moment in looked_back.moments] == [5]


def test_a_line_with_a_fault_costs_even_where_the_gauges_rose() -> None:
    looked_back = straight(move("a", 3, **BAD, better="Say."), move("b", 1), move("c", 1), move("d", 0), move("e", 0))
    assert 1 in [moment.turn for moment in looked_back.moments]


def test_a_moment_holds_the_line_and_its_explanation() -> None:
    session = played("ask", "sigh")
    [first, second] = debrief(session).moments
    assert (first.turn, first.line, first.explained) == (1, "May I have some tea with you?", session.explanations()[0])
    assert (second.turn, second.line) == (2, "You sigh and look at the floor.")


def test_the_other_side_is_told_turn_by_turn() -> None:
    voices = debrief(played("ask", "sigh")).inner_voice
    assert [(voice.turn, voice.line, voice.heard) for voice in voices] == [
        (1, "May I have some tea with you?", "Tea with me."),
        (2, "You sigh and look at the floor.", "Am I in the way?"),
    ]


def test_the_line_for_next_time_is_the_other_way_of_what_cost_most() -> None:
    assert debrief(played("ask", "sigh")).next_time == "say: “I would like you to stay.”"
    assert debrief(played("wait", "thank")).next_time == "say: “May I have some tea with you?”"
    assert debrief(played("wait", "sigh")).next_time == "say: “I would like you to stay.”"
    assert debrief(played("ask", "thank")).next_time == ""


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_without_feedback_only_the_ending_and_the_other_side_are_told(feedback: Feedback) -> None:
    looked_back = debrief(played("ask", "sigh", feedback=feedback))
    explained = feedback != "none"
    assert bool(looked_back.went_well) is explained
    assert bool(looked_back.moments) is explained
    assert bool(looked_back.inner_voice) is explained
    assert bool(looked_back.next_time) is explained
    assert looked_back.title
    assert looked_back.wants
    assert len(looked_back.arc) == 3


def test_after_a_rewind_only_what_counts_is_looked_back_on() -> None:
    session = played("wait", "sigh")
    session.rewind(1)
    for id_ in ("ask", "thank"):
        session.listen()
        session.choose(id_)
        session.go_on()
    assert debrief(session) == debrief(played("ask", "thank"))


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_a_practice_taken_up_again_at_its_end_has_the_same_debrief(feedback: Feedback) -> None:
    session = played("ask", "sigh", feedback=feedback)
    again = PracticeSession.restore(tea(), Transcript.from_json(session.transcript.as_json()))
    again.begin()
    assert debrief(again) == debrief(session)
