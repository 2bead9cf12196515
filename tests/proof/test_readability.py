"""The Flesch-Kincaid grade, and the syllables that it counts."""

from __future__ import annotations

import pytest

from ipt_roleplay.proof.readability import grade, syllables

WORDS = {
    1: "the you year asked loved times makes smiled tired dont home one were there phone please whole queen guess",
    2: "today wanted needed something little tables boxes question didn’t isn’t someone lovely careful quiet moment",
    3: "afternoon diary family idea area radio religion hospital yesterday chocolate nobody enjoying video boundary",
    4: "conversation usually experience everybody understanding appreciate",
    5: "communication unfortunately immediately",
}


def test_syllables_of_common_words() -> None:
    wrong = {
        word: syllables(word) for count, words in WORDS.items() for word in words.split() if syllables(word) != count
    }
    assert wrong == {}


def test_the_formula() -> None:
    # 6 words and 6 syllables in 2 sentences: 0.39 · 3 + 11.8 · 1 - 15.59
    assert grade(["The cat sat. The dog sat"]) == pytest.approx(-2.62)
    # 3 words, 12 syllables, one sentence
    assert grade(["Understanding conversation experience."]) == pytest.approx(0.39 * 3 + 11.8 * 4 - 15.59)


def test_each_text_ends_a_sentence() -> None:
    assert grade(["The cat sat", "The dog sat"]) == grade(["The cat sat. The dog sat."])


def test_nothing_to_read_is_grade_0() -> None:
    assert grade([]) == 0
    assert grade(["…", "?!"]) == 0
