"""What can be counted of the feedback: its length, whether any of it stands twice, and whose inner voice one hears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from bench.figures import Report, Row
from ipt_roleplay.proof.readability import grade
from ipt_roleplay.scenario.story import Choice, Story

TITLE = "What the feedback looks like"
SHORTEST, LONGEST, IN_LENGTH = 25, 70, 0.95
ONE_BREATH, IN_ONE_BREATH = 25, 0.90
HIGHEST_GRADE = 8.0
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_OF_THE_PERSON = re.compile(r"\b(?:you are|you’re|correct|missed|failed|you should|should have|wrong)\b")
_LEANS = re.compile(r"(?:It|This|That|He|She|They|These|Those)\b")


def judge_words(stories: Sequence[Story]) -> Report:
    feedback = [line for story in stories for line in _texts(story, "feedback")]
    better = [line for story in stories for line in _texts(story, "better")]
    in_length = sum(SHORTEST <= _length(text) <= LONGEST for text in feedback)
    in_breath = sum(_length(text) <= ONE_BREATH for text in better)
    twice = sum(count - 1 for count in Counter(feedback).values())
    leaning = sum(bool(_LEANS.match(text.lstrip("“"))) and not text.startswith("“") for text in feedback)
    personal = [text for text in feedback if _OF_THE_PERSON.search(re.sub("“[^”]*”", "", text).lower())]
    grades = {story.id: grade(_all_texts(story)) for story in stories}
    hardest = max(grades, key=grades.__getitem__)
    told, heard = _voices_told_apart(stories)
    return Report(
        TITLE,
        [
            Row(
                f"explanations of {SHORTEST}-{LONGEST} words",
                f"{in_length} of {len(feedback)}, {in_length / len(feedback):.1%}",
                f"at least {IN_LENGTH:.0%}",
                in_length >= IN_LENGTH * len(feedback),
            ),
            Row("explanations that stand twice", f"{twice}", "none", not twice),
            Row("explanations that begin with “It”, “This”, “She” and the like", f"{leaning}"),
            Row(
                "explanations that speak of the person (“you are”, “correct”, “missed”, …)",
                f"{len(personal)}",
                "none",
                not personal,
            ),
            Row(
                f"“another way” of at most {ONE_BREATH} words",
                f"{in_breath} of {len(better)}, {in_breath / max(1, len(better)):.1%}",
                f"at least {IN_ONE_BREATH:.0%}",
                in_breath >= IN_ONE_BREATH * len(better),
            ),
            Row(
                f"highest reading grade ({hardest})",
                f"{grades[hardest]:.1f}",
                "at most 8",
                grades[hardest] <= HIGHEST_GRADE,
            ),
            Row(
                "inner voices given to their own partner by word counts alone",
                f"{told} of {heard}, {told / heard:.0%} (by guessing {1 / len(stories):.0%})",
            ),
        ],
        [
            "Inner voices: each line of `heard` is left out in turn and given to the partner whose other lines are "
            "most like it (naive Bayes over words and pairs of words, add-one). Topics help it as much as idiom does.",
        ],
    )


def _texts(story: Story, part: str) -> Iterator[str]:
    for choice in _choices(story):
        for line in getattr(choice, part):
            yield line.say


def _choices(story: Story) -> Iterator[Choice]:
    for node in story.nodes:
        yield from node.choices


def _all_texts(story: Story) -> Iterator[str]:
    yield from (story.summary, story.setting, story.aim)
    for node in story.nodes:
        yield from (line.say for line in (*node.scene, *node.partner))
    for choice in _choices(story):
        yield from (part for part in (choice.say, choice.do) if part)
        yield from (line.say for line in (*choice.reply, *choice.heard, *choice.feedback, *choice.better))
    for ending in story.endings:
        yield from (line.say for line in (*ending.partner, *ending.text))


def _length(text: str) -> int:
    return len(_WORD.findall(text))


def _voices_told_apart(stories: Sequence[Story]) -> tuple[int, int]:
    """How many lines of inner voice are given to their own partner, and how many there are."""
    lines = {story.id: [_marks(text) for text in dict.fromkeys(_texts(story, "heard"))] for story in stories}
    counts = {who: Counter(mark for line in said for mark in line) for who, said in lines.items()}
    vocabulary = len(set().union(*counts.values()))
    totals = {who: count.total() for who, count in counts.items()}
    told = 0
    for who, said in lines.items():
        for line in said:
            own = Counter(line)
            told += who == max(_by_fit(line, own, who, counts, totals, vocabulary))[1]
    return told, sum(map(len, lines.values()))


def _by_fit(
    line: Iterable[str],
    own: Counter[str],
    who: str,
    counts: dict[str, Counter[str]],
    totals: dict[str, int],
    vocabulary: int,
) -> Iterator[tuple[float, str]]:
    """Each partner with how likely the line is in their mouth; the line itself is not counted as its speaker's."""
    for other, count in counts.items():
        mine = own if other == who else Counter[str]()
        total = totals[other] - mine.total() + vocabulary
        yield sum(log((count[mark] - mine[mark] + 1) / total) for mark in line), other


def _marks(text: str) -> list[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
