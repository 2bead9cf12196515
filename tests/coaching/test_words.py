"""Gauges and answers in words, never in numbers; and where the first sentence of a text ends."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.coaching import words
from ipt_roleplay.scenario.catalogue import shipped
from ipt_roleplay.scenario.state import GAUGES
from ipt_roleplay.scenario.story import Ending

LEVELS = [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4]


def test_the_gauges_are_read_in_their_order() -> None:
    readings = words.read_gauges((6, 0, 10, 2), shipped())
    assert [reading.gauge for reading in readings] == list(GAUGES)
    assert [reading.value for reading in readings] == [6, 0, 10, 2]
    assert [reading.level for reading in readings] == [2, 0, 4, 1]


@pytest.mark.parametrize("value", range(11))
def test_every_value_has_one_of_five_levels_and_its_word(value: int) -> None:
    for reading in words.read_gauges((value, value, value, value), shipped()):
        assert reading.level == LEVELS[value]
        assert reading.words == shipped().gauges[reading.gauge].words[LEVELS[value]]


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("One. Two. Three.", "One.", "Two. Three."),
        ("Only one sentence.", "Only one sentence.", ""),
        ("No end at all", "No end at all", ""),
        ("Really? Yes.", "Really?", "Yes."),
        ("Stop! Now.", "Stop!", "Now."),
        ("Well… She waits.", "Well…", "She waits."),
        ("What?! No.", "What?!", "No."),
        ("It was “not today.” She heard it.", "It was “not today.”", "She heard it."),
        ("(It was late.) She left.", "(It was late.)", "She left."),
        ("It cost 3.50 in all. Then more.", "It cost 3.50 in all.", "Then more."),
        ("At 5 p.m. she left. Then rain.", "At 5 p.m. she left.", "Then rain."),
        ("He said… and then he went. Gone.", "He said… and then he went.", "Gone."),
        ("First. 2 came later.", "First.", "2 came later."),
        ("One. “Two” came.", "One.", "“Two” came."),
        ("One.\nTwo.", "One.", "Two."),
        ("One.Two.", "One.Two.", ""),
        ("  Spaces around.  ", "Spaces around.", ""),
        ("", "", ""),
    ],
)
def test_where_the_first_sentence_ends(text: str, first: str, rest: str) -> None:
    assert words.first_sentence(text) == (first, rest)


@given(text=st.text(alphabet="aB1 .!?…”’\"')(“\n"))
def test_no_letter_is_lost_between_the_first_sentence_and_the_rest(text: str) -> None:
    first, rest = words.first_sentence(text)
    assert "".join((first + rest).split()) == "".join(text.split())


def test_every_ending_can_be_told_in_words() -> None:
    hints = get_type_hints(Ending)
    assert set(words.SAID) == set(get_args(hints["said"]))
    assert set(words.ANSWERED) == set(get_args(hints["answer"]))
    assert len(set(words.SAID.values())) == 3
    assert len(set(words.ANSWERED.values())) == 4
