"""Where one stands in a conversation: a small value that everything else is computed from."""

from __future__ import annotations

from typing import NamedTuple

GAUGES = ("connection", "clarity", "self_respect", "tension")
"""The four gauges, integers 0-10: how close the partner feels, how plainly the aim has been put, how one stands
afterwards, the partner's arousal. The first three are the aims of interpersonal effectiveness in DBT (relationship,
objective, self-respect effectiveness)."""

LEAST, GREATEST = 0, 10


class State(NamedTuple):
    """One moment of a play. The order of the fields is known to the compiled conditions.

    `node` counts nodes first, endings after them. `turn` counts from 1. `flags`, `once` and `visited` are bits:
    flags in the order of the scenario's list, `once` choices already picked, and the nodes left before.
    """

    node: int
    connection: int
    clarity: int
    self_respect: int
    tension: int
    turn: int = 1
    flags: int = 0
    once: int = 0
    visited: int = 0

    @property
    def gauges(self) -> tuple[int, int, int, int]:
        return self[1:5]
