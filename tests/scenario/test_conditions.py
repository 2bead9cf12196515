"""The `when` language: what it means (against an independent evaluation), what it reads, and what it refuses."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_roleplay.scenario.conditions import ConditionError, Names, Reads, parse
from ipt_roleplay.scenario.state import GAUGES, State

FLAGS = ("asked", "cross", "no_way", "order", "android", "nothing")
NODES = ("hello", "on-her-way", "a", "b-2")
NAMES = Names({flag: 1 << bit for bit, flag in enumerate(FLAGS)}, {node: 1 << bit for bit, node in enumerate(NODES)})


def holds(text: str, **facts: int) -> bool:
    """Whether `text` is true where the flags and visited nodes given as bits, the gauges and the turn are so."""
    return parse(text, NAMES).test(State(0, *(facts.pop(gauge, 5) for gauge in GAUGES), **facts))


# --- generated conditions, and what they mean said a second time --------------------------------------------------

Facts = tuple[dict[str, int], frozenset[str], frozenset[str]]
"""Gauges and `turn` by name, the flags that are set, the nodes left before."""


@dataclass(frozen=True)
class Said:
    """A condition as text, its meaning as a function of the facts, and the names and turns it looks at."""

    text: str
    means: Callable[[Facts], bool]
    looks_at: frozenset[str]
    turn: int = -1
    boundaries: frozenset[tuple[str, int]] = frozenset()
    """Of a gauge the lower of two neighbours that a comparison tells apart."""


COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def flag(name: str) -> Said:
    return Said(name, lambda facts: name in facts[1], frozenset([name]))


def visited(node: str, quote: str) -> Said:
    return Said(f"visited({quote}{node}{quote})", lambda facts: node in facts[2], frozenset([f"visited {node}"]))


@st.composite
def comparisons(draw: st.DrawFn) -> Said:
    count = draw(st.integers(2, 5))
    variable_first = draw(st.booleans())
    sides: list[str | int] = [
        draw(st.sampled_from((*GAUGES, "turn"))) if (at % 2 == 0) == variable_first else draw(st.integers(0, 12))
        for at in range(count)
    ]
    signs = draw(st.lists(st.sampled_from(sorted(COMPARE)), min_size=count - 1, max_size=count - 1))
    gap = draw(st.sampled_from(("", " ", "  ")))
    text = str(sides[0]) + "".join(f"{gap}{sign}{gap}{side}" for sign, side in zip(signs, sides[1:], strict=True))

    def means(facts: Facts) -> bool:
        numbers = [facts[0][side] if isinstance(side, str) else side for side in sides]
        return all(COMPARE[sign](numbers[at], numbers[at + 1]) for at, sign in enumerate(signs))

    pairs = [pair for pair in itertools.pairwise(sides) if "turn" in pair]
    turns = [side for pair in pairs for side in pair if isinstance(side, int)]
    looks_at = frozenset(side for side in sides if isinstance(side, str))
    return Said(text, means, looks_at, max(turns, default=-1), boundaries(sides, signs))


def boundaries(sides: list[str | int], signs: list[str]) -> frozenset[tuple[str, int]]:
    """Where one of the comparisons answers otherwise one higher."""
    found = set()
    for left, sign, right in zip(sides, signs, sides[1:], strict=False):
        gauge = left if isinstance(left, str) else right

        def holds(value: int, left: str | int = left, sign: str = sign, right: str | int = right) -> bool:
            return COMPARE[sign](*(value if isinstance(side, str) else side for side in (left, right)))

        found |= {(gauge, value) for value in range(10) if holds(value) != holds(value + 1)}
    return frozenset(found)


def negated(inner: Said) -> Said:
    return replace(inner, text=f"not ({inner.text})", means=lambda facts: not inner.means(facts))


def joined(word: str, parts: list[Said], brackets: bool) -> Said:
    together = all if word == "and" else any
    text = f" {word} ".join(f"({part.text})" if brackets else f"( {part.text}\n)" for part in parts)
    looks_at = frozenset().union(*(part.looks_at for part in parts))
    told_apart = frozenset().union(*(part.boundaries for part in parts))
    return Said(
        text, lambda facts: together(p.means(facts) for p in parts), looks_at, max(p.turn for p in parts), told_apart
    )


atoms = st.one_of(
    st.sampled_from(FLAGS).map(flag),
    st.builds(visited, st.sampled_from(NODES), st.sampled_from("'\"")),
    comparisons(),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(negated),
        st.builds(joined, st.sampled_from(("and", "or")), st.lists(inner, min_size=2, max_size=4), st.booleans()),
    ),
    max_leaves=12,
)
all_facts = st.tuples(
    st.fixed_dictionaries({gauge: st.integers(0, 10) for gauge in GAUGES} | {"turn": st.integers(1, 14)}),
    st.frozensets(st.sampled_from(FLAGS)),
    st.frozensets(st.sampled_from(NODES)),
)


def state_of(facts: Facts) -> State:
    numbers, flags, nodes = facts
    return State(
        0,
        *(numbers[gauge] for gauge in GAUGES),
        turn=numbers["turn"],
        flags=sum(NAMES.flags[name] for name in flags),
        visited=sum(NAMES.nodes[name] for name in nodes),
    )


@settings(max_examples=150)
@given(said=conditions, facts=all_facts)
def test_a_condition_means_what_it_says(said: Said, facts: Facts) -> None:
    assert parse(said.text, NAMES).test(state_of(facts)) is said.means(facts)


@settings(max_examples=80)
@given(said=conditions)
def test_a_condition_reads_exactly_what_it_names(said: Said) -> None:
    assert parse(said.text, NAMES).reads == Reads(
        gauges=tuple(sum(1 << low for name, low in said.boundaries if name == gauge) for gauge in GAUGES),
        flags=sum(NAMES.flags[name] for name in said.looks_at if name in NAMES.flags),
        visited=sum(bit for node, bit in NAMES.nodes.items() if f"visited {node}" in said.looks_at),
        turn=said.turn,
    )


flat_parts = st.lists(
    st.tuples(
        st.sampled_from(("and", "or")), st.booleans(), st.one_of(st.sampled_from(FLAGS).map(flag), comparisons())
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80)
@given(parts=flat_parts, facts=all_facts)
def test_not_binds_before_and_and_and_before_or(parts: list[tuple[str, bool, Said]], facts: Facts) -> None:
    text, alternatives = "", [[]]
    for at, (word, negate, said) in enumerate(parts):
        if at:
            text += f" {word} "
            if word == "or":
                alternatives.append([])
        text += ("not " if negate else "") + said.text
        alternatives[-1].append(said.means(facts) != negate)
    assert parse(text, NAMES).test(state_of(facts)) is any(all(each) for each in alternatives)


# --- anything at all ----------------------------------------------------------------------------------------------

WORDS = "and or not visited turn tension asked ( ) 'hello' ' < <= == = != 5 0 05 99999 ٣ ² 1e5 . + - x é lambda None"
pieces = st.sampled_from([*WORDS.split(), "\n", "\x00", " "])
garbage = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map(" ".join), st.lists(pieces).map("".join))


@settings(max_examples=250)
@given(text=garbage)
def test_anything_parses_or_is_refused_in_one_plain_line(text: str) -> None:
    try:
        condition = parse(text, NAMES)
    except ConditionError as error:
        message = str(error)
    else:
        message = f"it parses, to {condition.test(State(0, 5, 5, 5, 5))}"
    assert message.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 51 + "asked" + ")" * 51,
        "not " * 51 + "asked",
        "(" * 5000,
        "not " * 2500,
        "(cross or cross and " * 51 + "asked" + ")" * 51,
    ],
)
def test_nesting_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ConditionError, match="nested more than 50"):
        parse(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50 + "asked" + ")" * 50,
        "not " * 50 + "asked",
        "(cross or cross and " * 50 + "asked" + ")" * 50,
        " or ".join(["asked"] * 1500),
        "1" + " <= turn <= 1" * 700,
    ],
)
def test_what_is_long_or_just_deep_enough_still_works(text: str) -> None:
    assert parse(text, NAMES).test(State(0, 5, 5, 5, 5, turn=1, flags=0b11)) is True


# --- cases --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("asked", True),
        ("cross", False),
        ("not cross", True),
        ("not not asked", True),
        ("asked and cross", False),
        ("asked or cross", True),
        ("cross and asked or asked", True),
        ("cross and (asked or asked)", False),
        ("not cross and asked", True),
        ("not(cross)or(cross)", True),
        ("tension >= 7", True),
        ("tension>7", False),
        ("7 == tension", True),
        ("tension != 7", False),
        ("3 < tension <= 7", True),
        ("3 < tension < 7", False),
        ("clarity < 5 < tension", True),
        ("turn == 3", True),
        ("turn < 9999", True),
        ("visited('hello')", True),
        ('visited("on-her-way")', False),
        ("visited ( 'hello' ) and turn > 2", True),
        ("\n  asked\n  and tension > 5\n", True),
    ],
)
def test_conditions_in_a_state(text: str, truth: bool) -> None:
    assert holds(text, tension=7, clarity=0, turn=3, flags=0b000001, visited=0b0001) is truth


@pytest.mark.parametrize("text", ["no_way", "order", "android", "nothing"])
def test_a_flag_may_begin_like_a_word_of_the_language(text: str) -> None:
    assert holds(text, flags=0) is False
    assert holds(text, flags=NAMES.flags[text]) is True


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "its end"),
        ("   ", "its end"),
        ("asked and", "its end"),
        ("or asked", "`or`"),
        ("asked cross", "`cross` comes unexpectedly"),
        ("(asked", "`)` is missing"),
        ("asked)", "`)` comes unexpectedly"),
        ("unheard_of", "`unheard_of`"),
        ("Asked", "`Asked`"),
        ("asked AND cross", "`AND`"),
        ("True", "`True`"),
        ("tension", "`tension >= 5`"),
        ("turn", "`turn >= 5`"),
        ("not tension", "`tension >= 5`"),
        ("5", "stands alone"),
        ("asked == 1", "cannot be compared"),
        ("1 <= asked", "`asked`"),
        ("tension > clarity", "two gauges"),
        ("tension > turn", "two gauges"),
        ("3 < 5", "two numbers"),
        ("tension = 5", "`==`"),
        ("tension => 5", "`==`"),
        ("tension > 05", "`05`"),
        ("tension > 12345", "`12345`"),
        ("tension > " + "9" * 5000, "1 to 4 digits"),
        ("tension > 5.0", "`.0`"),
        ("tension > -1", "`-1`"),
        ("tension >= ٣", "`٣`"),
        ("tension + 1 > 5", "`+ 1 > 5`"),
        ("tension > clarity + 1", "`+ 1`"),
        ("visited(hello)", "visited('name-of-a-node')"),
        ("visited hello", "visited('name-of-a-node')"),
        ("visited('hello'", "visited('name-of-a-node')"),
        ("visited('nowhere')", "`nowhere`"),
        ("visited", "visited('name-of-a-node')"),
        ("len('hello') > 2", "`len`"),
        ("__import__('os').system('true')", "`.system"),
        ("asked.__class__", "`.__class__`"),
        ("s[0] == 0", "`[0]"),
        ("asked if cross else asked", "`if`"),
        ("lambda: asked", "`: asked`"),
        ("'hello'", "`'hello'`"),
        ("asked; cross", "`; cross`"),
        ("asked & cross", "`& cross`"),
        ("asked # cross", "`# cross`"),
    ],
)
def test_what_is_not_of_the_language_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text, NAMES)
    assert why in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_condition_keeps_its_words() -> None:
    assert parse("tension >= 5", NAMES).text == "tension >= 5"
