"""A projected state as one whole number, which a search can hash, compare and keep by the hundred thousand.

Its lowest bits say on which *ground* it stands: node, gauges and turn. Above them are the *marks*: flags, `once` and
`visited`. Most states differ in their marks only; the scenarios that are shipped have 20 to 1,400 grounds under 700 to
17,000 states.
"""

from __future__ import annotations

from collections.abc import Sequence

from ipt_roleplay.proof.live import Mask
from ipt_roleplay.scenario.state import State

_new = tuple.__new__

Ground = tuple[int, int, int, int, int, int]
"""Node, the four gauges, turn: the beginning of a `State`."""

_BITS = 30
"""For more grounds than fit into memory."""
GROUND = (1 << _BITS) - 1
"""The bits of a packed state that say on which ground it stands."""


class Packing:
    """Packs the states of one story and unpacks them again.

    `grounds` holds those that were packed so far; `packed & GROUND` is the place in it of a state's own. `marks` are
    all the bits that may stand above that.
    """

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks
        flags = max(mask[5].bit_length() for mask in masks)
        once = max(mask[6].bit_length() for mask in masks)
        visited = max(mask[7].bit_length() for mask in masks)
        self._once_at, self._visited_at = _BITS + flags, _BITS + flags + once
        self._flags, self._once = (1 << flags) - 1, (1 << once) - 1
        self.marks = self.marked(self._flags, self._once, (1 << visited) - 1)
        self.grounds: list[Ground] = []
        self._numbers: dict[Ground, int] = {}

    def pack(self, state: State) -> int:
        """What is left of `state` where it is projected (see `live.project`), as a number."""
        node, connection, clarity, self_respect, tension, turn, flags, once, visited = state
        mask = self._masks[node]
        of_connection, of_clarity, of_self_respect, of_tension, latest, of_flags, of_once, of_visited = mask
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
        return number | self.marked(flags & of_flags, once & of_once, visited & of_visited)

    def marked(self, flags: int, once: int, visited: int) -> int:
        """Marks as they stand in a packed state."""
        return flags << _BITS | once << self._once_at | visited << self._visited_at

    def unpack(self, packed: int) -> State:
        flags, once, visited = (
            packed >> _BITS & self._flags,
            packed >> self._once_at & self._once,
            packed >> self._visited_at,
        )
        return _new(State, (*self.grounds[packed & GROUND], flags, once, visited))
