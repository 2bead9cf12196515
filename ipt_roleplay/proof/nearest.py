"""From a finished play: the nearest better ending, and the smallest change that leads there.

An ending is better where it is said plainly and was not before; or where neither what was said nor what was answered is
worse, and one of them is better. Half a word that ends in a quarrel is no better than a friendly evening without it.
What the partner answers is not only in one's own words; so where no play on this day changes the answer, that is
said as well.

The smallest change has the fewest picks that differ from those that were made. Picks are compared turn by turn, by the
id of the choice; each turn beyond those that were played counts as one. Among the smallest the one that changes latest
is taken, then the best ending, then the play with the fewest picks, then written order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from ipt_roleplay.conversation.engine import begin
from ipt_roleplay.proof.coverage import Coverage
from ipt_roleplay.proof.explore import Play, ticker
from ipt_roleplay.proof.graph import Graph, walk
from ipt_roleplay.proof.live import masks
from ipt_roleplay.proof.moves import Moves
from ipt_roleplay.scenario.story import DayName, Ending, Story

LIMIT = 200_000
"""So many states are looked at before the search gives up: about a second, and ten times what a full scenario has."""
_EVERY = 2048

_SAID = ("unsaid", "partly", "plainly")
_ANSWERS = ("refused", "later", "partly", "agreed")


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change: another choice at `turn` (from 1), then `play` as a whole.

    `changes` is the number of picks of `play` that differ from those made, this one included.
    """

    ending: str
    turn: int
    choice: str
    changes: int
    play: Play


@dataclass(frozen=True, slots=True)
class Nearest:
    """What could have gone otherwise.

    Attributes:
        change: the way to the nearest better ending; None where no play on this day leads to a better one.
        better_answer: whether some play on this day comes to a better answer than the one that was heard. Where it is
            false, no play changes the answer for the better: other words change what was said, and not what was heard.
        complete: false where the search was given up; then None and false only mean that nothing was found so far.
    """

    change: Change | None
    better_answer: bool
    complete: bool = True


def nearest_better(
    story: Story,
    day: DayName,
    picks: Sequence[str],
    *,
    graph: Graph | None = None,
    limit: int = LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Nearest:
    """The nearest better ending from where `picks` went on `day`.

    Args:
        picks: the ids of the choices that were made, from the first on, up to an ending.
        graph: all states of that day, where the caller has explored them already.
        limit: at most so many states are looked at, once for the day and once for the changes.
        cancelled: asked every few thousand states; true stops the search.

    Raises:
        ValueError: the picks cannot be made in this story on this day, or they do not come to an ending.
        Cancelled: `cancelled` said so.
    """
    tick = ticker(cancelled=cancelled)
    if graph is None:
        graph = walk(Moves(story, masks(story), Coverage(story)), begin(story, day), limit, tick)
    if not graph.complete:
        return Nearest(None, False, complete=False)
    way = _way(graph, picks)
    heard = _ending(graph, way[-1])
    better = [state for state in graph.endings if _is_better(_ending(graph, state), heard)]
    better_answer = any(_ANSWERS.index(_ending(graph, s).answer) > _ANSWERS.index(heard.answer) for s in graph.endings)
    if not better:
        return Nearest(None, better_answer)
    search = _Search(graph, picks, way, better, tick)
    change = search.smallest(limit)
    return Nearest(change, better_answer, complete=change is not None)


def _way(graph: Graph, picks: Sequence[str]) -> list[int]:
    """The states that `picks` go through, the first one and the ending included."""
    way = [0]
    for turn, pick in enumerate(picks, 1):
        there = next((there for choice, there in graph.steps(way[-1]) if choice.id == pick), None)
        if there is None:
            raise ValueError(f"`{pick}` is not on offer at turn {turn}.")
        way.append(there)
    if not graph.is_ending(way[-1]):
        raise ValueError("These picks do not come to an ending.")
    return way


def _ending(graph: Graph, state: int) -> Ending:
    return graph.story.endings[graph.targets[state] - len(graph.story.nodes)]


def _is_better(ending: Ending, heard: Ending) -> bool:
    if ending.said == "plainly" and heard.said != "plainly":
        return True
    said, answer = _worth(ending)
    said_before, answer_before = _worth(heard)
    return said >= said_before and answer >= answer_before and (said, answer) != (said_before, answer_before)


def _worth(ending: Ending) -> tuple[int, int]:
    """To name the best of several better endings that are as near."""
    return _SAID.index(ending.said), _ANSWERS.index(ending.answer)


class _Search:
    """Dijkstra's search over (turn, state), by the number of changed picks, then by the turn of the first (the latest).

    The turn is part of it since it says what was picked then; past the last turn every pick is a change.
    """

    def __init__(
        self, graph: Graph, picks: Sequence[str], way: Sequence[int], goals: Sequence[int], tick: Callable[[int], None]
    ) -> None:
        self._graph = graph
        self._picks = picks
        self._way = way
        self._goals = frozenset(goals)
        self._leads = graph.ahead(goals)
        self._tick = tick
        # Each arrival: the state, the choice that led to it, the arrival before it (-1: none, the choice left the way).
        self._arrivals: list[tuple[int, str, int]] = []
        self._queue: list[tuple[int, int, int, int]] = []

    def smallest(self, limit: int) -> Change | None:
        """The smallest change; None where more than `limit` states had to be looked at."""
        best: tuple[tuple[int, int], Change] | None = None
        smallest: tuple[int, int] | None = None
        seen: set[tuple[int, int]] = set()
        self._leave_the_way()
        while self._queue:
            changes, first, turn, arrival = heappop(self._queue)
            if smallest is not None and (changes, first) > smallest:
                break
            state = self._arrivals[arrival][0]
            if state in self._goals:
                smallest = changes, first
                worth = _worth(_ending(self._graph, state))
                if best is None or worth > best[0]:
                    best = worth, self._change(changes, -first, arrival)
                continue
            place = min(turn, len(self._picks) + 1), state
            if place in seen:
                continue
            seen.add(place)
            if not len(seen) % _EVERY:
                self._tick(len(seen))
            if len(seen) > limit:
                break
            self._go_on(state, changes, first, turn, arrival)
        return best[1] if best else None

    def _leave_the_way(self) -> None:
        for turn, (state, pick) in enumerate(zip(self._way, self._picks, strict=False), 1):
            for choice, there in self._graph.steps(state):
                if choice.id != pick:
                    self._arrive(there, choice.id, -1, 1, -turn, turn + 1)

    def _go_on(self, state: int, changes: int, first: int, turn: int, arrival: int) -> None:
        pick = self._picks[turn - 1] if turn <= len(self._picks) else None
        for choice, there in self._graph.steps(state):
            self._arrive(there, choice.id, arrival, changes + (choice.id != pick), first, turn + 1)

    def _arrive(self, state: int, choice: str, before: int, changes: int, first: int, turn: int) -> None:
        if self._leads[state]:
            heappush(self._queue, (changes, first, turn, len(self._arrivals)))
            self._arrivals.append((state, choice, before))

    def _change(self, changes: int, turn: int, arrival: int) -> Change:
        ending = _ending(self._graph, self._arrivals[arrival][0])
        ids: list[str] = []
        while arrival >= 0:
            _, choice, arrival = self._arrivals[arrival]
            ids.insert(0, choice)
        return Change(ending.id, turn, ids[0], changes, (*self._picks[: turn - 1], *ids))
