"""What the choices of a place do, asked of the engine once for all states that a choice cannot tell apart.

Of the marks of a state (see `packing`) a choice looks at few: at those that its `when`, its texts and its routes read,
and at whether it was picked already where it is there only once. On one ground, and with the same of these, it is on
offer or not, says the same and leads to the same place. To each of the other marks it does the same whatever the rest
is: it sets it, clears it, or leaves it as it was. So the engine's own step, taken once with all of them clear and once
with all of them set, tells what it does in every one of these states.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ipt_roleplay.conversation.engine import is_on_offer, step
from ipt_roleplay.proof.coverage import Coverage, look, numbered
from ipt_roleplay.proof.live import Live, Mask, of_choice, on_arrival
from ipt_roleplay.proof.packing import GROUND, Packing
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Story

Way = tuple[int, int]
"""A step from a packed state to the next: the bits that it keeps, and those that it adds."""
Ways = tuple[tuple[int, ...], tuple[Way, ...]]
"""The numbers of the choices on offer, in written order, and the way of each; none at an ending."""


@dataclass(slots=True)
class _Known:
    """One choice: its number, the bits of a packed state that it looks at, and the ways that are known, by these."""

    number: int
    choice: Choice
    looks: int
    ways: dict[int, Way | None] = field(default_factory=dict)


class Moves:
    """What can be done in the states of `story`, on all days.

    Args:
        masks: what to keep at each target (see `live.masks`).
        coverage: is shown what is met, once for all states in which it is the same.

    `known` holds the ways out of the states that have the same bits under the one of `looks` that belongs to their
    ground; for those that are not in it yet, `ask`.
    """

    def __init__(self, story: Story, masks: tuple[Mask, ...], coverage: Coverage) -> None:
        self.story = story
        self.masks = masks
        self.packing = Packing(masks)
        self.looks: list[int] = []
        self.known: dict[int, Ways] = {}
        self._coverage = coverage
        self._choices: list[list[_Known]] = [[] for _ in masks]
        self._look_of_target = [self._look(read) for read in on_arrival(story)]
        # By choice and target: the marks that it does not look at and leaves as they were.
        self._keeps: dict[tuple[int, int], int] = {}
        for number, choice in enumerate(numbered(story)):
            looks = self._look(of_choice(choice))
            self._choices[choice.node].append(_Known(number, choice, looks))
            self._look_of_target[choice.node] |= looks

    def _look(self, at: Live) -> int:
        return GROUND | self.packing.marked(at.flags, at.once, at.visited)

    def pack(self, state: State) -> int:
        """`state`, projected and packed."""
        packed = self.packing.pack(state)
        if len(self.looks) < len(self.packing.grounds):  # it stands on new ground
            self.looks.append(self._look_of_target[state.node])
        return packed

    def ask(self, alike: int) -> Ways:
        """The ways out of the states that are `alike` under the look of their ground."""
        node = self.packing.grounds[alike & GROUND][0]
        if watches := self._coverage.entering[node]:
            state = self.packing.unpack(alike)
            look(watches, state, state)
        numbers: list[int] = []
        ways: list[Way] = []
        for known in self._choices[node]:
            seen = alike & known.looks
            if seen in known.ways:
                way = known.ways[seen]
            else:
                way = known.ways[seen] = self._way(known, seen)
            if way is not None:
                numbers.append(known.number)
                ways.append(way)
        found = self.known[alike] = tuple(numbers), tuple(ways)
        return found

    def _way(self, known: _Known, seen: int) -> Way | None:
        """What the choice does in the states that it sees so; None where it is not on offer."""
        clear = self.packing.unpack(seen)
        if not is_on_offer(clear, known.choice):
            return None
        after = step(clear, known.choice)
        if watches := self._coverage.leaving[known.number]:
            look(watches, clear, after)
        adds = self.pack(after)
        passage = known.number, after.node
        if passage not in self._keeps:
            marked = self.packing.unpack(seen | self.packing.marks & ~known.looks)
            self._keeps[passage] = adds ^ self.pack(step(marked, known.choice))
        return self._keeps[passage], adds
