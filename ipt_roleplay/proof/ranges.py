"""Between which numbers each gauge can stand at each ending.

A gauge that no later condition reads is not part of the states of a `Graph`. To know where it may stand one could
explore once more with that gauge kept everywhere; but where nothing reads it, it cannot change what is on offer or
where a choice leads. So its values simply travel along the steps that are known already. A set of values 0-10 is 11
bits, and a choice maps sets to sets. The outcome is the same as that of the run with the gauge kept (the tests compare
the two with a search that merges nothing), at a tenth of the time.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Sequence

from ipt_roleplay.proof.graph import Graph
from ipt_roleplay.proof.live import Mask
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
    endings = [state for state in range(len(graph.states)) if graph.is_ending(state)]
    ranges: dict[int, dict[str, Range]] = {graph.states[ending].node: {} for ending in endings}
    for gauge, name in enumerate(GAUGES):
        values = _values(graph, start, masks, gauge, tick)
        together = dict.fromkeys(ranges, 0)
        for ending in endings:
            together[graph.states[ending].node] |= values[ending]
        for target, possible in together.items():
            least = (possible & -possible).bit_length() - 1
            ranges[target][name] = (least, possible.bit_length() - 1)
    return ranges


def _values(graph: Graph, start: State, masks: Sequence[Mask], gauge: int, tick: Callable[[int], None]) -> array[int]:
    """For each state the set of values that `gauge` may have in it; bit 0 stands for the value 0."""
    kept = [bool(mask[gauge]) for mask in masks]
    states, begins, to, by = graph.states, graph.begins, graph.to, graph.by
    # Where the gauge is part of the state, its value is known; elsewhere it is carried along from there. (Where it is
    # kept, it is kept on every road that leads there, so nothing else can arrive.)
    values = array("H", (1 << state[gauge + 1] if kept[state[0]] else 0 for state in states))
    values[0] = 1 << start[gauge + 1]
    images = _images(graph, gauge)
    pending = deque(range(len(states)))
    waiting = bytearray(b"\1") * len(states)
    count = 0
    while pending:
        state = pending.popleft()
        waiting[state] = 0
        count += 1
        if not count % _EVERY:
            tick(len(states))
        here = values[state]
        for step in range(begins[state], begins[state + 1]) if here else ():
            target = to[step]
            wider = values[target] | images[by[step]][here]
            if wider != values[target]:
                values[target] = wider
                if not waiting[target]:
                    waiting[target] = 1
                    pending.append(target)
    return values


def _images(graph: Graph, gauge: int) -> list[list[int]]:
    """For each choice a table from a set of values before it to the set of values after it."""
    tables: dict[tuple[int, ...], list[int]] = {}
    for choice in graph.choices:
        clamped = choice.clamped[gauge]
        if clamped not in tables:
            table = [0] * _SETS
            for values in range(1, _SETS):
                lowest = values & -values
                table[values] = table[values ^ lowest] | 1 << clamped[lowest.bit_length() - 1]
            tables[clamped] = table
    return [tables[choice.clamped[gauge]] for choice in graph.choices]
