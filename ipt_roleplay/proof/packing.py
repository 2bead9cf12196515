"""A projected state as one whole number, which a search can hash, compare and keep by the hundred thousand.

A number has two parts. Above stands which *ground* it is: node, gauges and turn. Below stand the *marks*: flags, `once`
and `visited`, as bits. Most states differ in their marks only; the scenarios that are shipped have 20 to 1,400 grounds
under 700 to 15,000 states.
"""

from __future__ import annotations

from collections.abc import Sequence

from ipt_roleplay.proof.live import Mask
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Story

Ground = tuple[int, int, int, int, int, int]
"""Node, the four gauges, turn: the beginning of a `State`."""


class Packing:
    """Packs the states of one story, as `live.project` leaves them, and unpacks them again.

    `grounds` holds those that were packed so far; a packed state shifted right by `width` says which it stands on.
    """

    def __init__(self, story: Story, masks: Sequence[Mask]) -> None:
        self._masks = masks
        flags = max(mask[5].bit_length() for mask in masks)
        once = max(mask[6].bit_length() for mask in masks)
        visited = max(mask[7].bit_length() for mask in masks)
        self._once_at, self._visited_at, self.width = flags, flags + once, flags + once + visited
        self._flags, self._once = (1 << flags) - 1, (1 << once) - 1
        self.all_marks = (1 << self.width) - 1
        self.grounds: list[Ground] = []
        self._numbers: dict[Ground, int] = {}

    def pack(self, state: State) -> int:
        """What is left of `state` where it is projected (see `live.project`), as a number."""
        node, connection, clarity, self_respect, tension, turn, flags, once, visited = state
        of_connection, of_clarity, of_self_respect, of_tension, latest, of_flags, of_once, of_visited = self._masks[
            node
        ]
        ground = (
            node,
            of_connection[connection],
            of_clarity[clarity],
            of_self_respect[self_respect],
            of_tension[tension],
            turn if turn < latest else latest,
        )
        number = self._numbers.get(ground)
        if number is None:
            number = self._numbers[ground] = len(self.grounds)
            self.grounds.append(ground)
        return number << self.width | self.marks(flags & of_flags, once & of_once, visited & of_visited)

    def marks(self, flags: int, once: int, visited: int) -> int:
        """The bits of a `State` as they stand in a packed one."""
        return flags | once << self._once_at | visited << self._visited_at

    def unpack(self, packed: int) -> State:
        marks = packed & self.all_marks
        return State(
            *self.grounds[packed >> self.width],
            marks & self._flags,
            marks >> self._once_at & self._once,
            marks >> self._visited_at,
        )
