"""What is suggested: the gentlest that is new, else what was longest ago; grief never."""

from __future__ import annotations

from ipt_roleplay.coaching.suggestion import Suggestion, suggest
from ipt_roleplay.scenario.library import Header


def header(name: str, *, focus: str = "isolation", playable: bool = True) -> Header:
    return Header(name, name.title(), f"{name}.yaml", playable, focus=focus)


A, B, C = header("a"), header("b"), header("c")
GRIEF = header("grief", focus="grief")


def test_the_first_that_is_new() -> None:
    assert suggest([A, B, C], {}) == Suggestion(A, None)
    assert suggest([A, B, C], {"a": 5}) == Suggestion(B, None)


def test_grief_is_never_suggested() -> None:
    assert suggest([GRIEF, B], {}) == Suggestion(B, None)
    assert suggest([GRIEF, B], {"b": 7, "grief": 1}) == Suggestion(B, 7)
    assert suggest([GRIEF], {}) is None


def test_where_all_are_known_the_one_longest_ago() -> None:
    assert suggest([A, B, C], {"a": 5, "b": 3, "c": 9}) == Suggestion(B, 3)


def test_nothing_that_is_offered_already_or_needs_repair() -> None:
    assert suggest([A, B], {}, leave_out={"a"}) == Suggestion(B, None)
    assert suggest([header("x", playable=False), B], {}) == Suggestion(B, None)
    assert suggest([A], {}, leave_out={"a"}) is None
    assert suggest([], {}) is None
