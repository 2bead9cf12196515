"""The nearest better ending, and the smallest change that leads there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ipt_roleplay.conversation import engine
from ipt_roleplay.proof.explore import Cancelled
from ipt_roleplay.proof.nearest import Change, Nearest, nearest_better
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Ending, Story
from tests.proof.small_stories import scenarios
from tests.scenario_text import Form, as_text, choice, ending, node, read_text, story_of

ENDINGS = {
    "agreed": ending("plainly", "agreed"),
    "later": ending("plainly", "later"),
    "refused": ending("plainly", "refused"),
    "hinted": ending("partly", "agreed"),
    "nothing": ending("unsaid", "refused"),
}


def test_the_last_turn_that_can_still_change_it() -> None:
    story = story_of(
        {
            "one": node(choice("hint", "two"), choice("plain", "agreed")),
            "two": node(choice("hint", "three"), choice("plain", "later")),
            "three": node(choice("hint", "nothing"), choice("joke", "nothing")),
        },
        endings=ENDINGS,
    )
    assert nearest_better(story, "ordinary", ["hint", "hint", "hint"]) == Nearest(
        Change("later", turn=2, choice="plain", changes=1, play=("hint", "plain")), better_answer=True
    )


def test_what_was_picked_later_may_stay() -> None:
    """Owning it at turn 1 opens the way at turn 3; the pick of turn 2 stays, so one change does, though it is early."""
    story = story_of(
        {
            "one": node(choice("jab", "two"), choice("own", "two", set=["owned"])),
            "two": node(choice("wait", "three")),
            "three": node(
                choice("ask", [{"when": "owned", "to": "agreed"}, {"to": "nothing"}]),
                choice("go-on", "four"),
            ),
            "four": node(choice("ask-again", "agreed")),
        },
        endings=ENDINGS,
        flags=["owned"],
    )
    assert nearest_better(story, "ordinary", ["jab", "wait", "ask"]).change == Change(
        "agreed", turn=1, choice="own", changes=1, play=("own", "wait", "ask")
    )


def test_the_same_place_a_turn_later_may_need_fewer_changes() -> None:
    """Straight to `door` is shorter, but the way through `hall` keeps what was picked at turns 2 and 3."""
    story = story_of(
        {
            "one": node(choice("on", "two"), choice("jump", "door"), choice("hop", "hall")),
            "two": node(choice("wait", "three")),
            "three": node(choice("ask", "nothing")),
            "hall": node(choice("wait", "door")),
            "door": node(choice("ask", "agreed")),
        },
        endings=ENDINGS,
    )
    assert nearest_better(story, "ordinary", ["on", "wait", "ask"]).change == Change(
        "agreed", turn=1, choice="hop", changes=1, play=("hop", "wait", "ask")
    )


def test_of_two_changes_alike_the_better_ending_is_named() -> None:
    story = story_of(
        {"one": node(choice("hint", "nothing"), choice("half", "hinted"), choice("plain", "agreed"))}, endings=ENDINGS
    )
    change = nearest_better(story, "ordinary", ["hint"]).change
    assert change is not None
    assert change.ending == "agreed"


def test_plain_words_may_hear_no_and_still_be_better() -> None:
    story = story_of({"one": node(choice("hint", "hinted"), choice("plain", "refused"))}, endings=ENDINGS)
    found = nearest_better(story, "ordinary", ["hint"])
    assert found.change is not None
    assert found.change.ending == "refused"
    assert not found.better_answer


def test_half_a_word_and_a_quarrel_are_no_better_than_a_friendly_evening() -> None:
    story = story_of(
        {
            "one": node(choice("silent", "evening"), choice("half", "quarrel"), choice("on", "two")),
            "two": node(choice("plain", "refused")),
        },
        endings={**ENDINGS, "evening": ending("unsaid", "later"), "quarrel": ending("partly", "refused")},
    )
    change = nearest_better(story, "ordinary", ["silent"]).change
    assert change is not None
    assert change.ending == "refused"


def test_where_no_play_changes_the_answer_it_says_so() -> None:
    story = story_of({"one": node(choice("hint", "nothing"), choice("plain", "refused"))}, endings=ENDINGS)
    assert nearest_better(story, "ordinary", ["plain"]) == Nearest(None, better_answer=False)


def test_the_day_decides() -> None:
    story = story_of(
        {"one": node(choice("plain", "refused"), choice("ask", "agreed", when="not tired"))},
        endings=ENDINGS,
        flags=["tired"],
        days={"hard": {"set": ["tired"]}},
    )
    assert nearest_better(story, "hard", ["plain"]) == Nearest(None, better_answer=False)
    assert nearest_better(story, "good", ["plain"]).better_answer


def test_picks_that_cannot_be_made_are_refused() -> None:
    story = story_of(
        {"one": node(choice("on", "two"), choice("out", "agreed")), "two": node(choice("a", "agreed"))}, endings=ENDINGS
    )
    with pytest.raises(ValueError, match="not on offer at turn 2"):
        nearest_better(story, "ordinary", ["on", "b"])
    with pytest.raises(ValueError, match="ending"):
        nearest_better(story, "ordinary", ["on"])


def test_too_many_states_are_said_to_be_too_many() -> None:
    story = story_of(
        {
            "one": node(
                choice("up", "one", effect={"clarity": 1}),
                choice("hint", "nothing"),
                choice("a", "agreed", when="clarity > 9"),
            )
        },
        endings=ENDINGS,
    )
    assert nearest_better(story, "ordinary", ["hint"], limit=5) == Nearest(None, False, complete=False)


def test_it_can_be_cancelled() -> None:
    flags = [f"f{i}" for i in range(14)]
    wide = {"one": node(*(choice(flag, "one", set=[flag]) for flag in flags), choice("hint", "nothing"))}
    every = " and ".join(flags)
    story = story_of(
        {"one": {**wide["one"], "choices": [*wide["one"]["choices"], choice("a", "agreed", when=every)]}},
        endings=ENDINGS,
        flags=flags,
    )
    with pytest.raises(Cancelled):
        nearest_better(story, "ordinary", ["hint"], cancelled=lambda: True)


# --- against all plays there are ----------------------------------------------------------------------------------

LONGEST = 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(form=scenarios(), pick=st.integers(0, 10_000))
def test_no_play_needs_a_smaller_change(form: Form, pick: int) -> None:
    story = compile_story(read_text(as_text(form)))
    everything = list(plays(story, engine.begin(story, "hard"), ()))
    assume(everything)
    played, heard = everything[pick % len(everything)]
    found = nearest_better(story, "hard", played)
    better = {play: (cost(play, played), reached) for play, reached in everything if is_better(reached, heard)}
    if found.change is None:
        assert not better
        return
    mine = found.change
    assert mine.play[mine.turn - 1] == mine.choice
    assert cost(mine.play, played) == (mine.changes, -mine.turn)
    reached = replayed(story, mine.play)
    assert reached.id == mine.ending
    assert is_better(reached, heard)
    smallest = (mine.changes, -mine.turn)
    assert all(smallest <= other for other, _ in better.values())
    assert all(worth(reached) >= worth(as_good) for other, as_good in better.values() if other == smallest)
    assert len(mine.play) > LONGEST or mine.play in better


def plays(story: Story, state: State, so_far: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Ending]]:
    """Every play of at most so many picks that comes to an ending."""
    if (reached := story.ending_at(state)) is not None:
        yield so_far, reached
    elif len(so_far) < LONGEST:
        for option in engine.on_offer(state, story.nodes[state.node].choices):
            yield from plays(story, engine.step(state, option), (*so_far, option.id))


def replayed(story: Story, play: Sequence[str]) -> Ending:
    state = engine.begin(story, "hard")
    for name in play:
        options = engine.on_offer(state, story.nodes[state.node].choices)
        state = engine.step(state, next(option for option in options if option.id == name))
    reached = story.ending_at(state)
    assert reached is not None
    return reached


def cost(play: Sequence[str], played: Sequence[str]) -> tuple[int, int]:
    """The number of picks that differ, and the turn of the first of them, counted so that the latest is least."""
    differ = [turn for turn, name in enumerate(play, 1) if turn > len(played) or played[turn - 1] != name]
    return len(differ), -(differ[0] if differ else 0)


def is_better(reached: Ending, heard: Ending) -> bool:
    (said, answer), (said_before, answer_before) = worth(reached), worth(heard)
    plain = said == 2 > said_before
    return plain or (said >= said_before and answer >= answer_before and worth(reached) != worth(heard))


def worth(reached: Ending) -> tuple[int, int]:
    said = {"unsaid": 0, "partly": 1, "plainly": 2}
    answer = {"refused": 0, "later": 1, "partly": 2, "agreed": 3}
    return said[reached.said], answer[reached.answer]
