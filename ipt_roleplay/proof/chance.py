"""How good each choice is for someone who goes on at random: computed over the whole graph, not played out.

The chance of a state is the mean of the chances of the states that its choices lead to; at an ending it is 1 or 0.
Where nothing leads back, that is one look at each state, the last first. Where plays can go round in a circle, value
iteration (Bellman 1957) solves the circle, and nothing else has to be done again. The circles are the strongly
connected components (Tarjan 1972). How often a random play comes by a state is the same system turned round.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from ipt_roleplay.proof.graph import Graph

PRECISION = 1e-9
"""A circle is solved when no chance in it moves by more than this, or when no more than this part of all plays is
still inside."""
VISITS = 150_000
"""After so many looks at states of circles it is given up: about a quarter of a second. A scenario of one page can have
a circle of thousands of states that hardly any play leaves."""
# Where plays go round longer than that, they hardly ever end.
_ROUNDS = 2000
_EVERY = 4096


class Chances:
    """Random plays over one day's graph, each choice on offer as likely as the others.

    Args:
        graph: a complete graph.
        goals: the states in which a play has come out well.
        tick: called every few thousand states with their number; may raise to stop.
        visits: so many looks at states of circles at most.

    `settled` is false where the circles are too large to be solved in time; then nothing here is to be relied on.
    """

    def __init__(self, graph: Graph, goals: Iterable[int], tick: Callable[[int], None], visits: int = VISITS) -> None:
        self._graph = graph
        self._tick = tick
        self._left = visits
        self.settled = True
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

        def mean(state: int) -> float:
            targets = _onward(state, to[begins[state] : begins[state + 1]])
            return sum(map(of, targets)) / len(targets) if targets else chance[state]

        for count, circle in enumerate(self._circles):
            if not count % _EVERY:
                self._tick(len(chance))
            if len(circle) == 1:
                chance[circle[0]] = mean(circle[0])
                continue
            for _ in self._rounds(circle):
                moved = 0.0
                for state in circle:
                    new = mean(state)
                    moved = max(moved, abs(new - chance[state]))
                    chance[state] = new
                if moved <= PRECISION:
                    break
        return chance

    def _spread(self) -> array[float]:
        """How often a random play comes by each state, on average."""
        begins, to = self._graph.begins, self._graph.to
        visits = array("d", [0.0]) * len(self._graph.states)
        arriving = array("d", visits)
        arriving[0] = 1.0

        def leave(state: int) -> None:
            here, arriving[state] = arriving[state], 0.0
            all_targets = to[begins[state] : begins[state + 1]]
            targets = _onward(state, all_targets)
            if targets:
                share = here / len(targets)
                visits[state] += share * len(all_targets)
                for target in targets:
                    arriving[target] += share
            else:
                visits[state] += here

        for count, circle in enumerate(reversed(self._circles)):
            if not count % _EVERY:
                self._tick(len(visits))
            if len(circle) == 1:
                leave(circle[0])
                continue
            for _ in self._rounds(circle):
                for state in reversed(circle):
                    leave(state)
                if sum(map(arriving.__getitem__, circle)) <= PRECISION:
                    break
        return visits

    def _rounds(self, circle: Sequence[int]) -> Iterator[int]:
        """Rounds through a circle, until the caller has enough of them or there is no time left."""
        for number in range(_ROUNDS):
            if self._left < len(circle):
                break
            self._left -= len(circle)
            yield number
        self.settled = False


def _onward(state: int, targets: array[int]) -> array[int]:
    """Without the steps back to the very same state: they only put off the others."""
    return array("I", [target for target in targets if target != state]) if state in targets else targets


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
