"""The judge of the library: what it counts, and that it would notice."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import bots, judge
from bench.cues import CUES, tau
from ipt_roleplay import load
from ipt_roleplay.scenario.story import Story
from tests.scenario_text import TEA

rankings = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)


@pytest.fixture
def tea(tmp_path: Path) -> Story:
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    return load(file)


@given(rankings)
def test_tau_is_between_the_same_order_and_the_opposite_one(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    told = tau(first, second)
    if len(set(first)) < 2 or len(set(second)) < 2:
        assert told is None
        return
    assert told is not None
    assert -1 <= round(told, 9) <= 1
    assert tau(first, [-b for b in second]) == pytest.approx(-told)
    assert tau(second, first) == pytest.approx(told)
    assert tau(first, first) == pytest.approx(1)


def test_tau_with_ties_as_in_the_literature() -> None:
    """One pair agrees, one disagrees and one is tied in each: worked by hand from the definition of tau-b."""
    assert tau([1, 2, 3], [1, 3, 2]) == pytest.approx(1 / 3)
    assert tau([1, 1, 2], [1, 2, 3]) == pytest.approx(2 / 6**0.5)


@pytest.mark.parametrize(
    ("cue", "text", "count"),
    [
        ("length", "Stay.", 5),
        ("politeness", "Could you please stay?", 2),
        ("negation", "I don’t know, and I won’t say no.", 3),
        ("“I”", "I’m late and I know it. It’s mine.", 2),
        ("“you”", "You said you’d ask your sister.", 2),
        ("question mark", "Now? Or later?", 2),
        ("words of the aim", "The visits are over for this Sunday.", 2),
    ],
)
def test_a_cue_counts_what_its_name_says(cue: str, text: str, count: int) -> None:
    assert CUES[cue](text, "Stop the visits on Sundays.") == count


def test_the_value_of_an_answer_is_the_chance_of_plain_words_after_it(tea: Story) -> None:
    values = {choice.id: value for choice, value in judge.values_of(tea).items()}
    assert values == pytest.approx({"ask": 1 / 2, "wait": 1 / 3, "thank": 3 / 5, "sigh": 0, "late": 1})


def test_players_come_to_plain_words_as_often_as_the_values_say(tea: Story) -> None:
    share = bots.said_plainly(tea, bots.at_random, 1000)
    assert share == pytest.approx(5 / 12, abs=0.03)
    assert bots.said_plainly(tea, bots.always_assertive, 50) == 1
    assert bots.said_plainly(tea, bots.never_assertive, 50) == 0


def test_a_player_goes_by_a_cue_and_now_and_then_does_not(tea: Story) -> None:
    bot, chance = bots.going_by("question mark", tea, most=True), Random(1)
    picks = [bot(tea.nodes[0].choices, chance).id for _ in range(1000)]
    assert picks.count("ask") / 1000 == pytest.approx(1 - bots.AT_RANDOM / 2, abs=0.04)


def test_the_judge_notices_what_gives_the_answers_away(tea: Story) -> None:
    """In this one the question is always the better answer."""
    rows = {row.what: row for row in judge.report([judge.judge(tea, 200)], 200).rows}
    assert rows["question mark: mean tau with the value of the answer, 2 places"].met is False
    assert rows["player by most question mark, ahead of random"].met is False
    assert rows["a random player says it plainly"].met is False
    assert rows["a player who never takes one"].met is False


def test_a_report_of_one_file_shows_its_answers(tea: Story) -> None:
    shown: list[str] = []
    assert judge.main([tea.file, "--quick", "--answers"], shown.append) == 0
    text = "\n".join(shown)
    assert "ask: May I have some tea with you?" in text
    assert "What the feedback looks like" in text
