"""Every reachable state of a story on one day, and the steps between them.

Numbers instead of objects: a graph of a million states must fit beside everything else in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from ipt_roleplay.proof.circles import circles
from ipt_roleplay.proof.coverage import numbered
from ipt_roleplay.proof.moves import Moves
from ipt_roleplay.proof.packing import GROUND, Packing
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Story

_EVERY = 4096  # states between two looks at the clock of the caller


class Graph:
    """The reachable states of one day, in the order in which a breadth-first search finds them.

    So the first state found at a place is one of those with the fewest picks before it, and among these the one whose
    picks come first in written order. State 0 is the start. `picks[i]` holds the numbers of the choices on offer in
    state `i`, `leads[i]` the states that they lead to.
    """

    def __init__(self, story: Story, packing: Packing, start: int) -> None:
        self.story = story
        self.choices = numbered(story)
        self.packing = packing
        self.packed = [start]
        self.picks: list[tuple[int, ...]] = []
        self.leads: list[tuple[int, ...]] = []
        self.found_from = array("I", [0])
        self.complete = False

    def __len__(self) -> int:
        """The number of states."""
        return len(self.packed)

    @property
    def states(self) -> Sequence[State]:
        """The states themselves, each unpacked when it is asked for."""
        return _States(self)

    @cached_property
    def targets(self) -> list[int]:
        """The node or ending of each state, by number."""
        nodes = [ground[0] for ground in self.packing.grounds]
        return [nodes[packed & GROUND] for packed in self.packed]

    @cached_property
    def endings(self) -> list[int]:
        """The states that are endings."""
        first = len(self.story.nodes)
        return [state for state, target in enumerate(self.targets) if target >= first]

    @property
    def explored(self) -> range:
        """The states whose steps are all known; all of them where the graph is complete."""
        return range(len(self.leads) if self.complete else len(self.leads) - 1)

    def steps(self, state: int) -> Iterator[tuple[Choice, int]]:
        """The choices on offer in `state`, each with the state that it leads to."""
        return ((self.choices[pick], there) for pick, there in zip(self.picks[state], self.leads[state], strict=True))

    def is_ending(self, state: int) -> bool:
        return self.targets[state] >= len(self.story.nodes)

    def play_to(self, state: int) -> tuple[str, ...]:
        """The ids of the fewest picks that lead from the start to `state`; ties by written order."""
        picks: list[str] = []
        while state:
            owner = self.found_from[state]
            picks.append(next(choice.id for choice, there in self.steps(owner) if there == state))
            state = owner
        return tuple(reversed(picks))

    @cached_property
    def circles(self) -> list[list[int]]:
        """The strongly connected parts, each after those that it leads to. For complete graphs."""
        return circles(self.leads)

    @cached_property
    def downstream(self) -> array[int]:
        """Every state after those that lead to it, as far as circles allow. For complete graphs."""
        return array("I", [state for circle in reversed(self.circles) for state in reversed(circle)])

    @cached_property
    def ranks(self) -> array[int]:
        """Where each state stands in `downstream`."""
        ranks = array("I", [0]) * len(self)
        for rank, state in enumerate(self.downstream):
            ranks[state] = rank
        return ranks

    def ahead(self, *goals: Iterable[int]) -> bytearray:
        """What can still be reached from each state (itself included): bit `i` stands for any of `goals[i]`.

        For complete graphs.
        """
        seen, everything = bytearray(len(self)), 0
        for bit, states in enumerate(goals):
            for state in states:
                seen[state] |= 1 << bit
                everything |= 1 << bit
        for circle in self.circles:
            found = 0
            for state in circle:
                found |= seen[state]
                for there in self.leads[state]:
                    found |= seen[there]
                    if found == everything:
                        break
            for state in circle:
                seen[state] = found
        return seen


class _States(Sequence[State]):
    """The states of a graph, looked at one by one."""

    def __init__(self, graph: Graph) -> None:
        self._packed, self._unpack = graph.packed, graph.packing.unpack

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> State: ...
    @overload
    def __getitem__(self, index: slice) -> list[State]: ...
    def __getitem__(self, index: int | slice) -> State | list[State]:
        if isinstance(index, slice):
            return [self._unpack(packed) for packed in self._packed[index]]
        return self._unpack(self._packed[index])


def walk(moves: Moves, start: State, limit: int, tick: Callable[[int], None]) -> Graph:
    """Every state that can be reached from `start`.

    Args:
        moves: what can be done in the story; walks of several days share it.
        start: the state before the first line.
        limit: at most so many states; where there are more, the graph is left incomplete.
        tick: called every few thousand states with the number found; may raise to stop.
    """
    graph = Graph(moves.story, moves.packing, moves.pack(start))
    packed, found_from = graph.packed, graph.found_from
    ways_of, looks = moves.known.get, moves.looks
    number_of, size = {packed[0]: 0}.setdefault, 1
    for number, state in enumerate(packed):  # grows while it is read: that is the queue of the search
        if not number % _EVERY:
            tick(size)
        alike = state & looks[state & GROUND]
        picks, ways = ways_of(alike) or moves.ask(alike)
        graph.picks.append(picks)
        leads: list[int] = []
        for keeps, adds in ways:  # the innermost loop of every proof
            there = state & keeps | adds
            found = number_of(there, size)
            if found == size:
                if size >= limit:
                    graph.picks[-1] = picks[: len(leads)]
                    graph.leads.append(tuple(leads))
                    return graph
                size += 1
                packed.append(there)
                found_from.append(number)
            leads.append(found)
        graph.leads.append(tuple(leads))
    graph.complete = True
    return graph
