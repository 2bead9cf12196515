"""Every reachable state of a story on one day, and the steps between them.

Flat arrays of numbers instead of objects: a graph of a million states must fit beside everything else in memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from ipt_roleplay.conversation.engine import is_on_offer, step
from ipt_roleplay.proof.coverage import Coverage, Watch, look, numbered
from ipt_roleplay.proof.live import Mask, project
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Story

_EVERY = 4096  # states between two looks at the clock of the caller


class Graph:
    """The reachable states of one day, in the order in which a breadth-first search finds them.

    So the first state found at a place is one of those with the fewest picks before it, and among these the one whose
    picks come first in written order. State 0 is the start. The steps of state `i` are numbered from `begins[i]` to
    before `begins[i + 1]`: step `e` picks choice number `by[e]` and leads to state `to[e]`.
    """

    def __init__(self, story: Story, start: State) -> None:
        self.story = story
        self.choices = numbered(story)
        self.states: list[State] = [start]
        self.begins = array("I")
        self.to = array("I")
        self.by = array("I")
        self.found_by = array("I", [0])
        self.complete = False

    @property
    def explored(self) -> range:
        """The states whose steps are all known; all of them where the graph is complete."""
        return range(len(self.begins) - 1)

    def steps(self, state: int) -> range:
        return range(self.begins[state], self.begins[state + 1])

    def is_ending(self, state: int) -> bool:
        return self.states[state].node >= len(self.story.nodes)

    def play_to(self, state: int) -> tuple[str, ...]:
        """The ids of the fewest picks that lead from the start to `state`; ties by written order."""
        picks: list[str] = []
        while state:
            found_by = self.found_by[state]
            picks.append(self.choices[self.by[found_by]].id)
            state = bisect_right(self.begins, found_by) - 1
        return tuple(reversed(picks))

    @cached_property
    def downstream(self) -> array[int]:
        """Every state after those that lead to it, as far as circles allow: the order in which a depth-first search
        leaves them, turned round. For complete graphs."""
        begins, to = self.begins, self.to
        next_step, seen = array("I", begins), bytearray(len(self.states))
        order, road = array("I"), [0]
        seen[0] = 1
        while road:
            state = road[-1]
            step = next_step[state]
            if step == begins[state + 1]:
                order.append(road.pop())
                continue
            next_step[state] = step + 1
            target = to[step]
            if not seen[target]:
                seen[target] = 1
                road.append(target)
        order.reverse()
        return order

    @cached_property
    def ranks(self) -> array[int]:
        """Where each state stands in `downstream`."""
        ranks = array("I", [0]) * len(self.states)
        for rank, state in enumerate(self.downstream):
            ranks[state] = rank
        return ranks

    def reaching(self, goals: Iterable[int], also: bytearray | None = None) -> bytearray:
        """For each state 1 where some play from it comes to one of `goals` (these included), else 0.

        `also`: what was found for other goals; the answer is then for those and these together.
        """
        begins, owners = self._predecessors
        reach = bytearray(len(self.states)) if also is None else bytearray(also)
        pending = [goal for goal in goals if not reach[goal]]
        for goal in pending:
            reach[goal] = 1
        while pending:
            state = pending.pop()
            for owner in owners[begins[state] : begins[state + 1]]:
                if not reach[owner]:
                    reach[owner] = 1
                    pending.append(owner)
        return reach

    @cached_property
    def _predecessors(self) -> tuple[array[int], array[int]]:
        """The steps turned round, by counting sort: the owners of state `i` stand from `begins[i]` on."""
        counts = array("I", [0]) * (len(self.states) + 1)
        for state in self.to:
            counts[state] += 1
        total = 0
        for state, count in enumerate(counts):
            total += count
            counts[state] = total
        owners = array("I", [0]) * len(self.to)
        for owner, first, last in self.spans():
            for state in self.to[first:last]:
                counts[state] -= 1
                owners[counts[state]] = owner
        return counts, owners

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """Each explored state with its first step and the one after its last."""
        return zip(self.explored, self.begins, self.begins[1:], strict=False)


def walk(
    story: Story,
    start: State,
    masks: Sequence[Mask],
    coverage: Coverage,
    limit: int,
    tick: Callable[[int], None],
) -> Graph:
    """Every state that can be reached from `start`, by the engine's own step.

    Args:
        start: the state before the first line.
        masks: what to keep at each target (see `live.masks`).
        coverage: is shown each step that might be news to it.
        limit: at most so many states; where there are more, the graph is left incomplete.
        tick: called every few thousand states with the number found; may raise to stop.
    """
    graph = Graph(story, project(start, masks))
    states, begins, to, by, found_by = graph.states, graph.begins, graph.to, graph.by, graph.found_by
    moves, arrivals = _moves(graph, masks, coverage), coverage.entering
    look(arrivals[states[0].node], start, states[0])
    known: dict[tuple[int, ...], int] = {states[0]: 0}
    get, new, keep = known.get, tuple.__new__, masks
    for state in states:  # grows while it is read: that is the queue of the search
        begins.append(len(to))
        if not len(begins) % _EVERY:
            tick(len(states))
        for choice, guarded, number, watches in moves[state[0]]:
            if guarded and not is_on_offer(state, choice):
                continue
            after = step(state, choice)
            if watches:
                look(watches, state, after)
            # `project`, written out: this is the innermost loop of every proof
            target, connection, clarity, self_respect, tension, turn, flags, once, visited = after
            of_connection, of_clarity, of_self_respect, of_tension, latest, of_flags, of_once, of_visited = keep[target]
            here = (
                target,
                of_connection[connection],
                of_clarity[clarity],
                of_self_respect[self_respect],
                of_tension[tension],
                turn if turn < latest else latest,
                flags & of_flags,
                once & of_once,
                visited & of_visited,
            )
            found = get(here)
            if found is None:
                found = len(states)
                if found >= limit:
                    return graph
                there = new(State, here)
                known[there] = found
                states.append(there)
                found_by.append(len(to))
                if arrivals[target]:
                    look(arrivals[target], state, there)
            to.append(found)
            by.append(number)
    begins.append(len(to))
    graph.complete = True
    return graph


_Move = tuple[Choice, bool, int, list[Watch]]
"""A choice, whether it may be off offer at times, its number, and what still watches it."""


def _moves(graph: Graph, masks: Sequence[Mask], coverage: Coverage) -> list[list[_Move]]:
    """For each target the choices there in written order; none at endings."""
    moves: list[list[_Move]] = [[] for _ in masks]
    for number, choice in enumerate(graph.choices):
        guarded = bool(choice.once) or choice.when is not None
        moves[choice.node].append((choice, guarded, number, coverage.leaving[number]))
    return moves
