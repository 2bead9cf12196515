"""Proves scenarios, some times over, and prints what it took: JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import TypedDict

from bench.children.memory import memory
from ipt_roleplay import Story, load
from ipt_roleplay.proof.explore import explore, walk_days
from ipt_roleplay.proof.graph import Graph


class Figures(TypedDict):
    """Seconds of each round for all files together: proven with gauge ranges (by the clock, and of the processor);
    explored only and walked plainly (of the processor, so that a busy machine does not look like a slow program).

    A graph that several days share is counted once, as it is explored once.
    """

    proven: list[float]
    proven_processor: list[float]
    walked: list[float]
    plain: list[float]
    states: int
    transitions: int
    complete: bool
    peak: int


def main(rounds: int, ranges: bool, files: list[str]) -> Figures:
    stories = [load(file) for file in files]
    found = Figures(proven=[], proven_processor=[], walked=[], plain=[], states=0, transitions=0, complete=True, peak=0)
    for _ in range(rounds):
        _walked(stories, found)
        if ranges:
            _proven(stories, found)
    return found


def _walked(stories: list[Story], found: Figures) -> None:
    begin = time.process_time()
    explorations = [walk_days(story) for story in stories]
    found["walked"].append(time.process_time() - begin)
    graphs = {id(graph): graph for one in explorations for graph in one.graphs.values()}
    found["peak"] = found["peak"] or memory("VmHWM")
    found["states"] = sum(len(graph) for graph in graphs.values())
    found["transitions"] = sum(sum(map(len, graph.leads)) for graph in graphs.values())
    found["complete"] = all(one.complete for one in explorations)
    found["plain"].append(sum(map(_plain_walk, graphs.values())))


def _proven(stories: list[Story], found: Figures) -> None:
    begin, worked = time.perf_counter(), time.process_time()
    for story in stories:
        explore(story, ranges=True)
    found["proven"].append(time.perf_counter() - begin)
    found["proven_processor"].append(time.process_time() - worked)


def _plain_walk(graph: Graph) -> float:
    """Breadth-first over the finished graph, as lists of numbers: what Python needs for the search alone."""
    targets = list(graph.leads)
    targets += [()] * (len(graph) - len(targets))
    begin = time.process_time()
    seen = {0}
    queue = [0]
    for state in queue:
        for target in targets[state]:
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return time.process_time() - begin


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), sys.argv[2] == "ranges", sys.argv[3:])))
