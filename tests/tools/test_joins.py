"""The list of joins holds every road, and nothing that no road has."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from ipt_roleplay.conversation.engine import begin, on_offer, spoken, step
from ipt_roleplay.proof.coverage import arrivals, numbered
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, Story
from tests.proof.small_stories import scenarios
from tests.scenario_text import TEA, Form, as_text, edited, read_text, tea
from tools.joins import Joins, arrival_at, joins, main, text

PICKS = 4


def roads(story: Story) -> list[tuple[State, tuple[int, ...]]]:
    """Every state on every road of at most so many picks, with the picks before it, nothing merged."""
    numbers = {choice: number for number, choice in enumerate(numbered(story))}
    found: list[tuple[State, tuple[int, ...]]] = [(begin(story, day), ()) for day in DAYS]
    for state, said in found:
        if len(said) < PICKS and story.ending_at(state) is None:
            found += (
                (step(state, choice), (*said, numbers[choice]))
                for choice in on_offer(state, story.nodes[state.node].choices)
            )
    return found


@settings(max_examples=60, deadline=None)
@given(form=scenarios())
def test_what_any_road_meets_is_listed(form: Form) -> None:
    story = compile_story(read_text(as_text(form)))
    found, met_at = joins(story), list(arrivals(story))
    for state, said in roads(story):
        met = found.arrivals[arrival_at(state, met_at)]
        assert met.always <= set(said) <= met.always | met.sometimes
        if said:
            choice, earlier = numbered(story)[said[-1]], set(said[:-1])
            shown = [spoken(text, state) for text in (choice.reply, choice.heard, choice.feedback, choice.better)]
            assert (said[-1], shown[0]) in found.into[arrival_at(state, met_at)]
            for met in (found.answers[said[-1]], *(found.texts[line] for line in shown if line)):
                assert met.always <= earlier <= met.always | met.sometimes


@settings(max_examples=60, deadline=None)
@given(form=scenarios())
def test_each_join_is_met_on_the_road_that_it_names(form: Form) -> None:
    story = compile_story(read_text(as_text(form)))
    met_at = list(arrivals(story))
    for arrival, into in joins(story).into.items():
        for (number, _), ways in into.items():
            for answered, play in ways.items():
                assert any(
                    arrival_at(after, met_at) == arrival
                    for day in DAYS
                    for before, after in [played(story, begin(story, day), play)]
                    if before is not None and arrival_at(before, met_at) == answered
                ), (number, play)


def played(story: Story, state: State, play: tuple[str, ...]) -> tuple[State | None, State]:
    """The last two states of a play; the first is None where it can't be played on this day."""
    before = None
    for id_ in play:
        on = () if story.ending_at(state) else on_offer(state, story.nodes[state.node].choices)
        choice = next((one for one in on if one.id == id_), None)
        if choice is None:
            return None, state
        before, state = state, step(state, choice)
    return before, state


def before(found: Joins, line: str) -> tuple[set[str], set[str]]:
    """What was said before the partner's `line` on every road, and on some only."""
    ids = [choice.id for choice in numbered(found.story)]
    (met,) = (met for (_, lines), met in found.arrivals.items() if any(shown.say == line for shown in lines))
    return {ids[number] for number in met.always}, {ids[number] for number in met.sometimes - met.always}


def test_always_and_sometimes_are_told_apart() -> None:
    found = joins(tea())
    assert before(found, "Of course.") == ({"ask"}, set())
    assert before(found, "Well, I should go.") == ({"wait"}, set())
    assert before(found, "Here is your cup.") == (set(), {"ask", "wait", "thank", "late"})


def test_the_page_names_each_line_with_the_answers_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tea.yaml").write_text(TEA, encoding="utf-8")
    assert main([str(tmp_path / "tea.yaml")]) == 0
    page = capsys.readouterr().out
    assert page == text(joins(tea())) + "\n"
    (line,) = (number for number, row in enumerate(page.splitlines()) if row == "    > Of course.")
    assert page.splitlines()[line + 1 : line + 5] == [
        "    always: ask",
        "    may: nothing",
        "    after ask: May I have some tea with you?",
        "        Dana: Oh.",
    ]


def test_a_file_that_cannot_be_read_is_told_in_a_sentence_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "tea.yaml"
    bad.write_text(edited(("next: well\n      - id: wait", "next: nowhere\n      - id: wait")), encoding="utf-8")
    assert main([str(bad)]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert main([str(tmp_path / "none.yaml")]) == 1
    assert "cannot be opened" in capsys.readouterr().err


def test_what_is_too_large_to_list_is_said_to_be() -> None:
    with pytest.raises(ValueError, match="more than 3 states"):
        joins(tea(), limit=3)
