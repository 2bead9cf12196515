"""What one could go by to guess the better answer without listening: the look of a line, not what it does.

A cue gives a number to an answer as it stands on the screen. Whether a cue tells anything is measured with Kendall's
tau-b (Kendall 1945, "The treatment of ties in ranking problems") between the cue and the value of the answers at one
place: 1 where the cue puts them in the order of their values, -1 in the opposite one, 0 where it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations
from math import sqrt

from ipt_roleplay.scenario.story import Choice

_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
_POLITE = re.compile(
    r"\b(?:please|thanks?|sorry|excuse|pardon|forgive|grateful|appreciate|glad|kind|kindly|could|would|may|might|perhaps|"
    r"maybe|welcome|lovely|of course)\b"
)
_NEGATION = re.compile(r"\b(?:no|not|never|nothing|nobody|none|neither|nor|without|cannot|[a-z]+n’t)\b")
_I = re.compile(r"\bi\b")  # I’m and I’d too: ’ ends a word
_YOU = re.compile(r"\byou\b")
_COMMON = frozenset(
    """
    a about after again all also am an and any are as at be been before but by can could did do does done down for
    from get go got had has have he her here him his how i if in into is it its just keep let like make me more my
    no not now of off on one only or our out over say she so some that the their them then there they this time to
    too up us want was we well were what when where which who will with would you your
    """.split()  # noqa: SIM905 - a list to read
)
_SHORTEST_STEM = 4


def shown(choice: Choice) -> str:
    """The words of an answer as they stand on the screen."""
    return " ".join(part for part in (choice.do, choice.say) if part)


def _words_of(text: str) -> set[str]:
    """Its words without their usual endings, and without those that stand everywhere."""
    words = (word.lower().split("’")[0] for word in _WORD.findall(text))
    return {_stem(word) for word in words if word not in _COMMON}


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _counts(pattern: re.Pattern[str]) -> Callable[[str, str], int]:
    return lambda text, _aim: len(pattern.findall(text.lower().replace("'", "’")))


CUES: dict[str, Callable[[str, str], int]] = {
    "length": lambda text, _aim: len(text),
    "politeness": _counts(_POLITE),
    "negation": _counts(_NEGATION),
    "“I”": _counts(_I),
    "“you”": _counts(_YOU),
    "question mark": lambda text, _aim: text.count("?"),
    "words of the aim": lambda text, aim: len(_words_of(text) & _words_of(aim)),
}
"""By name: from the words of an answer and those of the aim a number; more of it is more of the cue."""


def tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Kendall's tau-b of two rankings of the same things, -1 to 1; None where one of them ranks nothing."""
    agreeing = told_first = told_second = 0
    for left, right in combinations(range(len(first)), 2):
        a = (first[left] > first[right]) - (first[left] < first[right])
        b = (second[left] > second[right]) - (second[left] < second[right])
        agreeing += a * b
        told_first += a * a
        told_second += b * b
    return agreeing / sqrt(told_first * told_second) if told_first and told_second else None
