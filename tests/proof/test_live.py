"""What is told apart at a place, and what is merged there."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_roleplay.conversation import engine
from ipt_roleplay.proof.live import live, masks, project
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.state import GAUGES, State
from ipt_roleplay.scenario.story import DAYS, Choice, Line, Story
from tests.proof.small_stories import scenarios
from tests.scenario_text import Form, as_text, choice, node, read_text, story_of

TENSION = GAUGES.index("tension") + 1


def tensions(story: Story, place: int) -> list[int]:
    """For each value of tension the one that stands for it at `place`."""
    return [project(State(place, 5, 5, 5, value), masks(story))[TENSION] for value in range(11)]


def test_values_on_the_same_side_of_every_boundary_are_one() -> None:
    story = story_of({"one": node(choice("out", "done", when="tension >= 5"), choice("stay", "done"))})
    assert tensions(story, 0) == [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5]


def test_seen_from_before_an_effect_a_boundary_is_shifted() -> None:
    story = story_of(
        {
            "one": node(choice("calm", "two", effect={"tension": -3})),
            "two": node(choice("out", "done", when="tension == 2"), choice("stay", "done")),
        }
    )
    assert tensions(story, 1) == [0, 0, 2, 3, 3, 3, 3, 3, 3, 3, 3]
    assert tensions(story, 0) == [0, 0, 0, 0, 0, 5, 6, 6, 6, 6, 6]


def test_a_boundary_that_clamping_makes_certain_tells_nothing_apart() -> None:
    """After +8 tension is 8 or more, whatever it was."""
    story = story_of(
        {
            "one": node(choice("shout", "two", effect={"tension": 8})),
            "two": node(choice("out", "done", when="tension >= 5"), choice("stay", "done")),
        }
    )
    assert tensions(story, 0) == [0] * 11


def test_a_flag_is_told_apart_only_up_to_where_it_is_set_or_cleared() -> None:
    story = story_of(
        {
            "one": node(choice("on", "two")),
            "two": node(choice("set-it", "three", set=["red"]), choice("clear-it", "three", clear=["red"])),
            "three": node(choice("out", "done", when="red"), choice("stay", "done")),
        },
        flags=["red"],
    )
    assert [place.flags for place in live(story)] == [0, 0, 1, 0]


def test_what_a_choice_says_of_a_flag_it_sets_needs_nothing_from_before() -> None:
    story = story_of(
        {"one": node(choice("a", "done", set=["red"], reply=[{"when": "red", "say": "Oh."}, {"say": "Well."}]))},
        flags=["red"],
    )
    assert live(story)[0].flags == 0


def test_a_visit_is_told_apart_only_where_it_may_be_the_first() -> None:
    lines = [{"when": "visited('one')", "say": "Again."}, {"say": "Hello."}]
    story = story_of(
        {
            "one": node(choice("on", "two"), partner=lines),
            "two": node(choice("back", "one"), choice("out", "done", when="visited('one')"), choice("b", "done")),
        }
    )
    assert [place.visited for place in live(story)] == [1, 1, 0]


def test_turns_stop_counting_one_earlier_a_step_before() -> None:
    story = story_of(
        {
            "one": node(choice("on", "two")),
            "two": node(choice("on", "three", reply=[{"when": "turn > 3", "say": "Late."}, {"say": "Well."}])),
            "three": node(choice("out", [{"when": "turn == 5", "to": "done"}, {"to": "done"}])),
        }
    )
    assert [place.turn for place in live(story)] == [4, 5, 6, 1]


@settings(max_examples=150)
@given(form=scenarios(), seed=st.integers(0, 2**32))
def test_a_merged_play_and_a_whole_one_meet_the_same(form: Form, seed: int) -> None:
    """Merged after every step, a play is offered and told what it is in full."""
    story = compile_story(read_text(as_text(form)))
    keep, chance = masks(story), Random(seed)
    for _ in range(8):
        whole = engine.begin(story, chance.choice(DAYS))
        merged = project(whole, keep)
        for _ in range(12):
            assert arriving(story, merged) == arriving(story, whole)
            choices = story.nodes[whole.node].choices if story.ending_at(whole) is None else ()
            offered = engine.on_offer(whole, choices)
            assert engine.on_offer(merged, choices) == offered
            if not offered:
                break
            pick = chance.choice(offered)
            whole, after = engine.step(whole, pick), engine.step(merged, pick)
            assert told(pick, after) == told(pick, whole)
            merged = project(after, keep)
            assert project(whole, keep) == merged


def arriving(story: Story, state: State) -> list[Line | None]:
    """The very variants that meet one, which may well have the same words."""
    reached = story.ending_at(state)
    texts = (
        (reached.partner, reached.text) if reached else (story.nodes[state.node].scene, story.nodes[state.node].partner)
    )
    return [engine.spoken(lines, state) for lines in texts]


def told(choice: Choice, after: State) -> list[Line | None]:
    return [engine.spoken(lines, after) for lines in (choice.reply, choice.heard, choice.feedback, choice.better)]
