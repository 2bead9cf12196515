"""Between which numbers each gauge can stand at each ending.

A gauge is part of the states of a `Graph` only as far as later conditions tell its values apart. To know where it may
stand one could explore once more with its value kept everywhere; but values that nothing tells apart cannot change what
is on offer or where a choice leads. So they simply travel along the steps that are known already. A set of values 0-10
is 11 bits, and a choice maps sets to sets. The outcome is the same as that of the run with the gauge kept (the tests
compare the two with a search that merges nothing), at a small part of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from heapq import heappop, heappush

from ipt_roleplay.proof.graph import Graph
from ipt_roleplay.proof.live import Mask
from ipt_roleplay.proof.packing import GROUND
from ipt_roleplay.scenario.state import GAUGES, GREATEST, LEAST, State

Range = tuple[int, int]
_SETS = 1 << (GREATEST - LEAST + 1)
_EVERY = 4096


def gauge_ranges(
    graph: Graph, start: State, masks: Sequence[Mask], tick: Callable[[int], None]
) -> dict[int, dict[str, Range]]:
    """For each ending (by target) that `graph` reaches: each gauge with the least and greatest value it has there.

    Args:
        graph: a complete graph.
        start: the state from which it was explored, with all its gauges.
        masks: what was kept at each target.
        tick: called every few thousand states; may raise to stop.
    """
    ranges: dict[int, dict[str, Range]] = {graph.targets[ending]: {} for ending in graph.endings}
    for gauge, name in enumerate(GAUGES):
        values = _values(graph, start, masks, gauge, tick)
        together = dict.fromkeys(ranges, 0)
        for ending in graph.endings:
            together[graph.targets[ending]] |= values[ending]
        for target, possible in together.items():
            least = (possible & -possible).bit_length() - 1
            ranges[target][name] = (least, possible.bit_length() - 1)
    return ranges


def _values(graph: Graph, start: State, masks: Sequence[Mask], gauge: int, tick: Callable[[int], None]) -> list[int]:
    """For each state the set of values that `gauge` may have in it; bit 0 stands for the value 0.

    The states are taken downstream, and before each step on whatever changed upstream is settled: so next to nothing is
    done twice, however the circles lie.
    """
    targets, picks, leads = graph.targets, graph.picks, graph.leads
    images = [_images(choice.clamped[gauge]) for choice in graph.choices]
    # Where a value is told apart from both its neighbours it is known from the state; elsewhere it is carried along.
    # (What leads to such a state leads to this very value, so nothing else can arrive.)
    alone = [_alone((mask[0], mask[1], mask[2], mask[3])[gauge]) for mask in masks]
    carries = _carries(graph, [0 in values for values in alone])
    on_ground = [alone[ground[0]][ground[gauge + 1]] for ground in graph.packing.grounds]
    values = [on_ground[packed & GROUND] for packed in graph.packed]
    values[0] = 1 << start.gauges[gauge]
    order, ranks = graph.downstream, graph.ranks
    waiting = bytearray(len(graph))
    visits = 0
    for count, first in enumerate(order):
        behind = [count] if carries[targets[first]] else []
        while behind:
            visits += 1
            if not visits % _EVERY:
                tick(len(graph))
            state = order[heappop(behind)]
            waiting[state] = 0
            here = values[state]
            for pick, target in zip(picks[state], leads[state], strict=True):
                known = values[target]
                wider = known | images[pick][here]
                if wider != known:
                    values[target] = wider
                    if ranks[target] <= count and not waiting[target]:
                        waiting[target] = 1
                        heappush(behind, ranks[target])
    return values


def _carries(graph: Graph, unknown: Sequence[bool]) -> list[bool]:
    """For each target whether it leads to one where a value may be `unknown`."""
    carries = [any(unknown[r.to] for c in node.choices for r in c.routes) for node in graph.story.nodes]
    return carries + [False] * len(graph.story.endings)


def _alone(table: tuple[int, ...]) -> list[int]:
    """For each value the set of it alone where nothing else is merged with it, else the empty set."""
    return [1 << value if table.count(value) == 1 else 0 for value in range(LEAST, GREATEST + 1)]


@cache
def _images(clamped: tuple[int, ...]) -> list[int]:
    """A table from a set of values before a choice to the set of values after it."""
    table = [0] * _SETS
    for values in range(1, _SETS):
        lowest = values & -values
        table[values] = table[values ^ lowest] | 1 << clamped[lowest.bit_length() - 1]
    return table
