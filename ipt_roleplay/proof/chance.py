"""How good each choice is for someone who goes on at random: computed over the whole graph, not played out.

The chance of a state is the mean of the chances of the states that its choices lead to; at an ending it is 1 or 0.
Where nothing leads back, that is one look at each state, the last first. Where plays can go round in a circle, value
iteration (Bellman 1957) solves the circle, and nothing else has to be done again. How often a random play comes by a
state is the same system turned round.
"""

from __future__ import annotations

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
        self.of_state = self._solve(goals)
        self.visits = self._spread()

    def by_choice(self) -> dict[int, tuple[float, float]]:
        """For each choice by number: how often a random play picks it, and the chance after it, summed over those.

        The sum divided by the first is the mean chance after the choice; both add up over several days.
        """
        graph, chance = self._graph, self.of_state
        picked, won = [0.0] * len(graph.choices), [0.0] * len(graph.choices)
        for visits, picks, targets in zip(self.visits, graph.picks, graph.leads, strict=True):
            if picks:
                weight = visits / len(picks)
                for choice, target in zip(picks, targets, strict=True):
                    picked[choice] += weight
                    won[choice] += weight * chance[target]
        return {choice: (picked[choice], won[choice]) for choice in range(len(picked)) if picked[choice]}

    def _solve(self, goals: Iterable[int]) -> list[float]:
        """The chance of each state."""
        leads = self._graph.leads
        chance = [0.0] * len(self._graph)
        of = chance.__getitem__
        for goal in goals:
            chance[goal] = 1.0
        for count, circle in enumerate(self._graph.circles):
            if not count % _EVERY:
                self._tick(len(chance))
            if len(circle) > 1:
                self._solve_circle(circle, chance)
                continue
            state = circle[0]
            targets = leads[state]
            if state in targets:
                targets = _onward(state, targets)
            if targets:
                chance[state] = sum(map(of, targets)) / len(targets)
        return chance

    def _solve_circle(self, circle: Sequence[int], chance: list[float]) -> None:
        of = chance.__getitem__
        inside = [(state, _onward(state, self._graph.leads[state])) for state in circle]
        for _ in self._rounds(circle):
            settled = True
            for state, targets in inside:
                new = sum(map(of, targets)) / len(targets)
                if not -PRECISION <= new - chance[state] <= PRECISION:
                    settled = False
                chance[state] = new
            if settled:
                break

    def _spread(self) -> list[float]:
        """How often a random play comes by each state, on average."""
        leads = self._graph.leads
        visits, arriving = [0.0] * len(self._graph), [0.0] * len(self._graph)
        arriving[0] = 1.0
        for count, circle in enumerate(reversed(self._graph.circles)):
            if not count % _EVERY:
                self._tick(len(visits))
            if len(circle) > 1:
                self._spread_circle(circle, visits, arriving)
                continue
            state = circle[0]
            here = arriving[state]
            targets = leads[state]
            choices = len(targets)
            if state in targets:
                targets = _onward(state, targets)
            if targets:
                share = here / len(targets)
                here = share * choices
                for target in targets:
                    arriving[target] += share
            visits[state] = here
        return visits

    def _spread_circle(self, circle: Sequence[int], visits: list[float], arriving: list[float]) -> None:
        leads = self._graph.leads
        inside = [(state, _onward(state, leads[state]), len(leads[state])) for state in reversed(circle)]
        for _ in self._rounds(circle):
            for state, targets, choices in inside:
                share = arriving[state] / len(targets)
                arriving[state] = 0.0
                visits[state] += share * choices
                for target in targets:
                    arriving[target] += share
            if sum(map(arriving.__getitem__, circle)) <= PRECISION:
                break

    def _rounds(self, circle: Sequence[int]) -> Iterator[int]:
        """Rounds through a circle, until the caller has enough of them or there is no time left."""
        for number in range(_ROUNDS):
            if self._left < len(circle):
                break
            self._left -= len(circle)
            yield number
        self.settled = False


def _onward(state: int, targets: tuple[int, ...]) -> tuple[int, ...]:
    """Without the steps back to the very same state: they only put off the others."""
    return tuple(target for target in targets if target != state) if state in targets else targets
