"""How good each choice is for someone who goes on at random: computed over the whole graph, not played out.

The chance of a state is the mean of the chances of the states that its choices lead to; at an ending it is 1 or 0.
Where nothing leads back, that is one look at each state, the last first. Where plays can go round in a circle, value
iteration (Bellman 1957) solves the circle, and nothing else has to be done again. The circles are the strongly
connected components (Tarjan 1972). How often a random play comes by a state is the same system turned round.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from ipt_roleplay.proof.graph import Graph

PRECISION = 1e-9
"""A circle is solved when no chance in it moves by more than this, or when no more than this part of all plays is
still inside."""
# A play that goes round longer than that hardly ever ends; what it adds is not worth the time.
_ROUNDS = 2000
_VISITS = 4_000_000
_EVERY = 4096


class Chances:
    """Random plays over one day's graph, each choice on offer as likely as the others.

    Args:
        graph: a complete graph.
        goals: the states in which a play has come out well.
        tick: called every few thousand states with their number; may raise to stop.
    """

    def __init__(self, graph: Graph, goals: Iterable[int], tick: Callable[[int], None]) -> None:
        self._graph = graph
        self._tick = tick
        self._circles = _circles(graph)
        self.of_state = self._solve(goals)
        self.visits = self._spread()

    def by_choice(self) -> dict[int, tuple[float, float]]:
        """For each choice by number: how often a random play picks it, and the chance after it, summed over those.

        The sum divided by the first is the mean chance after the choice; both add up over several days.
        """
        graph = self._graph
        picked, won = array("d", [0.0]) * len(graph.choices), array("d", [0.0]) * len(graph.choices)
        for state, first, last in graph.spans():
            for step in range(first, last):
                choice, weight = graph.by[step], self.visits[state] / (last - first)
                picked[choice] += weight
                won[choice] += weight * self.of_state[graph.to[step]]
        return {choice: (picked[choice], won[choice]) for choice in range(len(picked)) if picked[choice]}

    def _solve(self, goals: Iterable[int]) -> array[float]:
        """The chance of each state."""
        begins, to = self._graph.begins, self._graph.to
        chance = array("d", [0.0]) * len(self._graph.states)
        of = chance.__getitem__
        for goal in goals:
            chance[goal] = 1.0
        for count, circle in enumerate(self._circles):
            if not count % _EVERY:
                self._tick(len(chance))
            for _ in range(_rounds(circle)):
                moved = 0.0
                for state in circle:
                    # A step back to the very same state only puts off the others.
                    targets = [target for target in to[begins[state] : begins[state + 1]] if target != state]
                    if targets:
                        mean = sum(map(of, targets)) / len(targets)
                        moved = max(moved, abs(mean - chance[state]))
                        chance[state] = mean
                if moved <= PRECISION:
                    break
        return chance

    def _spread(self) -> array[float]:
        """How often a random play comes by each state, on average."""
        begins, to = self._graph.begins, self._graph.to
        visits = array("d", [0.0]) * len(self._graph.states)
        arriving = array("d", visits)
        arriving[0] = 1.0
        for count, circle in enumerate(reversed(self._circles)):
            if not count % _EVERY:
                self._tick(len(visits))
            for _ in range(_rounds(circle)):
                for state in reversed(circle):
                    here, arriving[state] = arriving[state], 0.0
                    all_targets = to[begins[state] : begins[state + 1]]
                    targets = [target for target in all_targets if target != state]
                    if targets:
                        onward = here / len(targets)
                        visits[state] += onward * len(all_targets)
                        for target in targets:
                            arriving[target] += onward
                    else:
                        visits[state] += here
                if sum(map(arriving.__getitem__, circle)) <= PRECISION:
                    break
        return visits


def _rounds(circle: Sequence[int]) -> int:
    """At most so many rounds through a circle: fewer through a large one, for the sake of time."""
    return 1 if len(circle) == 1 else max(20, min(_ROUNDS, _VISITS // len(circle)))


def _circles(graph: Graph) -> list[list[int]]:
    """The strongly connected components: each after those that it leads to, inside each the last found first."""
    begins, to = graph.begins, graph.to
    found, lowest = array("I", [0]) * len(graph.states), array("I", [0]) * len(graph.states)
    next_step, closed = array("I", begins), bytearray(len(graph.states))
    circles: list[list[int]] = []
    road, still_open = [0], [0]
    found[0] = lowest[0] = count = 1
    while road:
        state = road[-1]
        step = next_step[state]
        if step != begins[state + 1]:
            next_step[state] = step + 1
            target = to[step]
            if not found[target]:
                count += 1
                found[target] = lowest[target] = count
                road.append(target)
                still_open.append(target)
            elif not closed[target] and found[target] < lowest[state]:
                lowest[state] = found[target]
            continue
        road.pop()
        if road and lowest[state] < lowest[road[-1]]:
            lowest[road[-1]] = lowest[state]
        if lowest[state] == found[state]:
            circle: list[int] = []
            while not closed[state]:
                circle.append(still_open.pop())
                closed[circle[-1]] = 1
            circles.append(circle)
    return circles
