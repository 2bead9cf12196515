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
_ROUNDS = 2000  # a play that goes round longer than that hardly ever ends; what it adds is not worth the time
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
            for _ in range(_ROUNDS if self._leads_back(circle) else 1):
                moved = 0.0
                for state in circle:
                    if targets := to[begins[state] : begins[state + 1]]:
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
            for _ in range(_ROUNDS if self._leads_back(circle) else 1):
                for state in reversed(circle):
                    here = arriving[state]
                    if here:
                        arriving[state] = 0.0
                        visits[state] += here
                        targets = to[begins[state] : begins[state + 1]]
                        for target in targets:
                            arriving[target] += here / len(targets)
                if sum(map(arriving.__getitem__, circle)) <= PRECISION:
                    break
        return visits

    def _leads_back(self, circle: Sequence[int]) -> bool:
        begins, to = self._graph.begins, self._graph.to
        return len(circle) > 1 or circle[0] in to[begins[circle[0]] : begins[circle[0] + 1]]


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
