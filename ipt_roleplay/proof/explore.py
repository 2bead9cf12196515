"""The proof: what can happen in a story, and what cannot, over every reachable state on every day.

Nothing is sampled. Gauges are bounded, flags and visits are bits and `turn` stops counting where nothing compares it
any more, so there are finitely many states; `graph.walk` visits each of them, by the engine's own steps (see `moves`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipt_roleplay.conversation.engine import begin
from ipt_roleplay.proof.coverage import Coverage, named, named_lines, numbered
from ipt_roleplay.proof.graph import Graph, walk
from ipt_roleplay.proof.live import Mask, masks
from ipt_roleplay.proof.moves import Moves
from ipt_roleplay.proof.ranges import Range, gauge_ranges
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, DayName, Story

LIMIT = 1_000_000
"""So many states a day are explored before the proof gives up and says so."""

Play = tuple[str, ...]
"""The ids of the choices picked, from the first on."""


class Cancelled(Exception):
    """The caller wanted no more of it."""


@dataclass(frozen=True, slots=True)
class EndingOnDay:
    """Whether and how one ending is reached on one day.

    `reachable` is None where an incomplete exploration cannot tell. `shortest` is a play with the fewest picks, among
    these the first in written order; None where none was found. `gauges` holds least and greatest values, 0-10; it is
    empty where they were not asked for or the ending is not reached.
    """

    reachable: bool | None
    shortest: Play | None
    gauges: Mapping[str, Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spot:
    """States of one kind at one node: how many, and the shortest play to one of them."""

    node: str
    play: Play
    states: int


@dataclass(frozen=True, slots=True)
class DayProof:
    """What holds on one day.

    Attributes:
        complete: false where there are more states than the limit; then `circling`, `traps` and `unplain` are silent.
        states: the number of merged states seen.
        endings: every ending of the story by its id.
        stuck: where a state without any choice on offer is reached.
        circling: where one can go on for ever and come neither to an ending nor to a state without choices.
        without_way_out: the number of states from which no ending can be reached, whatever the reason.
        unplain: true where no ending with `said: plainly` can be reached.
        traps: ids of first choices after which no such ending can be reached any more, though before them one could.
    """

    complete: bool
    states: int
    endings: Mapping[str, EndingOnDay]
    stuck: tuple[Spot, ...]
    circling: tuple[Spot, ...]
    without_way_out: int
    unplain: bool
    traps: Play


@dataclass(frozen=True, slots=True)
class Never:
    """What no play on any day reaches. Empty where the exploration is not complete: then nothing is known of never.

    Nodes and endings by id; choices as `node/choice`; lines as `node/partner/2` or `node/choice/heard/1`: where the
    text stands, then which of its variants, counted from 1; a route of `next` likewise, as `node/choice/next/2`.
    """

    nodes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A node where nothing meets the one who comes in: by a choice, `node/choice`; None: it is the start."""

    node: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a story. Where `complete` is false, nothing in it is proven but what was seen."""

    complete: bool
    states: int
    days: Mapping[DayName, DayProof]
    never: Never
    silent: tuple[Silence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Exploration:
    """The graphs that a proof is read from. Days that begin alike share one."""

    story: Story
    masks: tuple[Mask, ...]
    graphs: Mapping[DayName, Graph]
    coverage: Coverage

    @property
    def complete(self) -> bool:
        return all(graph.complete for graph in self.graphs.values())


def explore(
    story: Story,
    *,
    ranges: bool = False,
    limit: int = LIMIT,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proof:
    """Prove what can happen in `story`.

    Args:
        ranges: also find between which values each gauge can stand at each ending.
        limit: at most so many merged states on each day; where there are more, the proof is not `complete`.
        progress: called every few thousand states with the number of states found so far.
        cancelled: asked as often; true stops the proof.

    Raises:
        Cancelled: `cancelled` said so.
    """
    tick = ticker(progress, cancelled)
    return prove(walk_days(story, limit, tick), ranges=ranges, tick=tick)


def ticker(
    progress: Callable[[int], None] | None = None, cancelled: Callable[[], bool] | None = None
) -> Callable[[int], None]:
    """What long runs call every few thousand states."""

    def tick(states: int) -> None:
        if progress is not None:
            progress(states)
        if cancelled is not None and cancelled():
            raise Cancelled

    return tick


def idle(states: int) -> None:
    """For runs that nobody watches."""


def walk_days(story: Story, limit: int = LIMIT, tick: Callable[[int], None] = idle) -> Exploration:
    """Explore `story` from the start of each day."""
    coverage = Coverage(story)
    moves = Moves(story, masks(story), coverage)
    by_start: dict[State, Graph] = {}
    graphs: dict[DayName, Graph] = {}
    for day in DAYS:
        start = begin(story, day)
        if start not in by_start:
            by_start[start] = walk(moves, start, limit, tick)
        graphs[day] = by_start[start]
    return Exploration(story, moves.masks, graphs, coverage)


def prove(exploration: Exploration, *, ranges: bool = False, tick: Callable[[int], None] = idle) -> Proof:
    """Read the proof from graphs that were explored already."""
    days: dict[DayName, DayProof] = {}
    by_graph: dict[Graph, DayProof] = {}
    for day, graph in exploration.graphs.items():
        if graph not in by_graph:
            by_graph[graph] = _day(exploration, day, graph, ranges, tick)
        days[day] = by_graph[graph]
    return Proof(
        complete=exploration.complete,
        states=sum(day.states for day in by_graph.values()),
        days=days,
        never=_never(exploration) if exploration.complete else Never(),
        silent=tuple(_silences(exploration)),
    )


# --- one day ------------------------------------------------------------------------------------------------------


def _day(exploration: Exploration, day: DayName, graph: Graph, ranges: bool, tick: Callable[[int], None]) -> DayProof:
    story, complete = exploration.story, graph.complete
    gauges = {}
    if ranges and complete:
        gauges = gauge_ranges(graph, begin(story, day), exploration.masks, tick)
    stuck = [state for state in graph.explored if not graph.leads[state] and not graph.is_ending(state)]
    circling: list[int] = []
    lost, unplain, traps = 0, False, Play()
    if complete:
        ahead = graph.ahead(graph.endings, plainly(graph), stuck)
        unplain, traps = not ahead[0] & _PLAINLY, _traps(graph, ahead)
        circling = [state for state in graph.explored if not ahead[state]] if 0 in ahead else []
        lost = len(circling) + ahead.count(_STUCK)
    return DayProof(
        complete=complete,
        states=len(graph),
        endings=_endings(graph, gauges),
        stuck=_spots(graph, stuck),
        circling=_spots(graph, circling),
        without_way_out=lost,
        unplain=unplain,
        traps=traps,
    )


_PLAINLY, _STUCK = 2, 4
"""What `ahead` of a state may hold, beside any ending (1): one with `said: plainly`, and a state without choices."""


def plainly(graph: Graph) -> list[int]:
    """The states that are endings with `said: plainly`."""
    said = [False for _ in graph.story.nodes] + [ending.said == "plainly" for ending in graph.story.endings]
    return [state for state in graph.endings if said[graph.targets[state]]]


def _traps(graph: Graph, ahead: bytearray) -> Play:
    if not ahead[0] & _PLAINLY:
        return ()
    return tuple(choice.id for choice, there in graph.steps(0) if not ahead[there] & _PLAINLY)


def _endings(graph: Graph, gauges: Mapping[int, dict[str, Range]]) -> dict[str, EndingOnDay]:
    first: dict[int, int] = {}
    for state in graph.endings:
        first.setdefault(graph.targets[state], state)
    endings = {}
    for target, ending in enumerate(graph.story.endings, len(graph.story.nodes)):
        if target in first:
            endings[ending.id] = EndingOnDay(True, graph.play_to(first[target]), gauges.get(target, {}))
        else:
            endings[ending.id] = EndingOnDay(False if graph.complete else None, None)
    return endings


def _spots(graph: Graph, states: list[int]) -> tuple[Spot, ...]:
    """`states`, in the order in which they were found, put together by node."""
    by_node: dict[int, list[int]] = {}
    for state in states:
        by_node.setdefault(graph.targets[state], []).append(state)
    return tuple(
        Spot(graph.story.node_id(node), graph.play_to(there[0]), len(there)) for node, there in by_node.items()
    )


# --- all days together --------------------------------------------------------------------------------------------


def _never(exploration: Exploration) -> Never:
    story, seen = exploration.story, exploration.coverage
    first_ending = len(story.nodes)
    return Never(
        nodes=tuple(node.id for target, node in enumerate(story.nodes) if target not in seen.targets),
        choices=tuple(named(story, choice) for choice in numbered(story) if choice not in seen.choices),
        lines=tuple(name for name, line in named_lines(story) if line not in seen.lines),
        endings=tuple(
            ending.id for target, ending in enumerate(story.endings, first_ending) if target not in seen.targets
        ),
        routes=tuple(
            f"{named(story, choice)}/next/{index}"
            for choice in numbered(story)
            for index, route in enumerate(choice.routes, 1)
            if route not in seen.routes
        ),
    )


def _silences(exploration: Exploration) -> Iterator[Silence]:
    """Nodes without scene and partner line that some play enters by a choice without a reply."""
    story, seen = exploration.story, exploration.coverage
    mute = {target for target, node in enumerate(story.nodes) if not node.scene and not node.partner}
    for start in {begin(story, day).node for day in DAYS} & mute:
        yield Silence(story.node_id(start), None)
    for choice in numbered(story):
        for target in dict.fromkeys(route.to for route in choice.routes if route in seen.routes):
            if target in mute and not choice.reply:
                yield Silence(story.node_id(target), named(story, choice))


# --- for the command line -----------------------------------------------------------------------------------------


def as_json(proof: Proof) -> dict[str, Any]:
    """The object that `explore --json` prints.

    An ending that a day does not reach has `reachable: false`, `shortest: null` and no gauges; where an incomplete
    exploration has not seen it, `reachable` is null: not known. `never` is empty then.
    """
    return {
        "complete": proof.complete,
        "states": proof.states,
        "days": {
            name: {
                "endings": {
                    ending: {
                        "reachable": on_day.reachable,
                        "shortest": None if on_day.shortest is None else list(on_day.shortest),
                        "gauges": {gauge: list(values) for gauge, values in on_day.gauges.items()},
                    }
                    for ending, on_day in day.endings.items()
                }
            }
            for name, day in proof.days.items()
        },
        "never": {
            "nodes": list(proof.never.nodes),
            "choices": list(proof.never.choices),
            "lines": list(proof.never.lines),
            "endings": list(proof.never.endings),
        },
    }


def as_text(proof: Proof) -> str:
    """What `explore` prints without `--json`."""
    if proof.complete:
        lines = [f"Proven over all {proof.states:,} states."]
    else:
        lines = [f"Incomplete: {proof.states:,} states were seen, and there are more. Nothing here is proven."]
    for name, day in proof.days.items():
        lines += ["", f"{name} day"]
        lines += (f"  {ending}: {_ending_in_words(on_day)}" for ending, on_day in day.endings.items())
        lines += (f"  no answer on offer at {spot.node} ({_after(spot.play)})" for spot in day.stuck)
        lines += (f"  no way to an ending from {spot.node} ({_after(spot.play)})" for spot in day.circling)
    never = proof.never
    for what, names in (("nodes", never.nodes), ("choices", never.choices), ("endings", never.endings)):
        lines += _listed(f"{what} that no play reaches", names)
    lines += _listed("lines that no play shows", never.lines)
    return "\n".join(lines)


def _ending_in_words(ending: EndingOnDay) -> str:
    if ending.shortest is None:
        return "not reached" if ending.reachable is False else "not seen"
    ranges = ", ".join(f"{gauge} {least}-{greatest}" for gauge, (least, greatest) in ending.gauges.items())
    return _after(ending.shortest) + (f"; {ranges}" if ranges else "")


def _after(play: Play) -> str:
    return f"after {', '.join(play)}" if play else "at the very beginning"


def _listed(what: str, names: Iterable[str]) -> list[str]:
    shown = ", ".join(names)
    return ["", f"{what}: {shown}"] if shown else []
