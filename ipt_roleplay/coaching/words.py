"""Gauges in words and small marks, as the panel shows them: never a score."""

from __future__ import annotations

from dataclasses import dataclass

from ipt_roleplay.conversation.events import Gauges
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.state import GAUGES, GREATEST

DOTS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One gauge in words. `level` is 0-4: so many of four dots, or that tick of a scale with five."""

    gauge: str
    words: str
    level: int
    value: int


def read_gauges(gauges: Gauges, catalogue: Catalogue) -> tuple[Reading, ...]:
    """The four gauges in words, in their usual order."""
    return tuple(_reading(gauge, value, catalogue) for gauge, value in zip(GAUGES, gauges, strict=True))


def _reading(gauge: str, value: int, catalogue: Catalogue) -> Reading:
    level = (value * DOTS + GREATEST // 2) // GREATEST
    return Reading(gauge, catalogue.gauges[gauge].words[level], level, value)


def first_sentence(text: str) -> tuple[str, str]:
    """A feedback text as its first sentence and the rest; the rest may be empty.

    A sentence ends at `.`, `!`, `?` or `…` (with closing quotes or brackets) before white space and a capital letter,
    a digit or an opening quote.
    """
    for at, sign in enumerate(text):
        if sign not in ".!?…":
            continue
        end = at + 1
        while end < len(text) and text[end] in ".!?…”’\"')":
            end += 1
        rest = text[end:].lstrip()
        if (
            rest
            and end < len(text)
            and text[end].isspace()
            and (rest[0].isupper() or rest[0].isdigit() or rest[0] in "“\"'‘(")
        ):
            return text[:end], rest
    return text.strip(), ""


SAID = {"plainly": "plainly", "partly": "in part", "unsaid": "not this time"}
"""How far the aim was put into words, by an ending's `said`."""

ANSWERED = {"agreed": "yes", "partly": "yes, in part", "later": "not now, perhaps later", "refused": "no"}
"""What the partner made of it, by an ending's `answer`."""
