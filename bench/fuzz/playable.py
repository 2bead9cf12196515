"""A bot that plays what passed `check` to an ending, from every state that can be reached."""

from __future__ import annotations

from array import array
from collections import deque
from random import Random

from ipt_roleplay.conversation import engine
from ipt_roleplay.proof.explore import Exploration, walk_days
from ipt_roleplay.proof.graph import Graph
from ipt_roleplay.proof.live import project
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, DayName, Story

_PLAYS = 6
_FAR = 2**31


def cannot_be_finished(story: Story, limit: int, chance: Random) -> tuple[str, int]:
    """Why a story that passed cannot be finished from everywhere ("": it can), and how many states were played from.

    From each state the bot takes the choice that is nearest to an ending. One step of it is enough for each: the
    state that it leads to is one of the same list. Some plays are played out in full, with all that is said.
    """
    exploration = walk_days(story, limit)
    if not exploration.complete:
        return "bot: it passed and is not proven", 0
    played = 0
    for graph, day in {graph: day for day, graph in exploration.graphs.items()}.items():  # some days are alike
        distances = to_an_ending(graph)
        numbers = {state: number for number, state in enumerate(graph.states)}
        for number in range(len(graph)):
            if why := _one_step(exploration, graph, distances, numbers, number):
                return why, played
            played += 1
        for _ in range(_PLAYS):
            if why := _whole_play(exploration, day, distances, numbers, chance):
                return why, played
    return "", played


def to_an_ending(graph: Graph) -> array[int]:
    """For each state the fewest picks to an ending."""
    distances = array("I", [_FAR]) * len(graph)
    before: list[list[int]] = [[] for _ in graph.packed]
    for owner, leads in enumerate(graph.leads):
        for target in leads:
            before[target].append(owner)
    pending = deque(graph.endings)
    for number in pending:
        distances[number] = 0
    while pending:
        number = pending.popleft()
        for owner in before[number]:
            if distances[owner] == _FAR:
                distances[owner] = distances[number] + 1
                pending.append(owner)
    return distances


def _one_step(
    exploration: Exploration, graph: Graph, distances: array[int], numbers: dict[State, int], number: int
) -> str:
    """Whether the engine itself offers a choice in this state that leads nearer to an ending."""
    state = graph.states[number]
    if exploration.story.ending_at(state) is not None:
        return ""
    for choice in engine.on_offer(state, exploration.story.nodes[state.node].choices):
        there = numbers.get(project(engine.step(state, choice), exploration.masks))
        if there is not None and distances[there] < distances[number]:
            return ""
    return "bot: it passed, and from some state there is no way to an ending"


def _whole_play(
    exploration: Exploration, day: DayName, distances: array[int], numbers: dict[State, int], chance: Random
) -> str:
    """From the beginning to any state, then on to an ending, with all events; nothing is merged here."""
    story, graph = exploration.story, exploration.graphs[day]
    state = engine.begin(story, day)
    engine.opening(story, state, day)
    for name in graph.play_to(chance.randrange(len(graph))):
        offered = {choice.id: choice for choice in engine.on_offer(state, story.nodes[state.node].choices)}
        if name not in offered:
            return "bot: a choice of the proof is not on offer in the play"
        state = _pick(story, state, offered[name])
    for _ in range(len(graph)):
        if story.ending_at(state) is not None:
            return ""
        offer = engine.on_offer(state, story.nodes[state.node].choices)
        nearer = [(distances[_number(exploration, numbers, engine.step(state, choice))], choice) for choice in offer]
        if not nearer:
            return "bot: nothing is on offer in the play"
        state = _pick(story, state, min(nearer, key=lambda pair: pair[0])[1])
    return "bot: the play does not come to an ending"


def _pick(story: Story, state: State, choice: Choice) -> State:
    engine.offer(story, state, engine.arranged(story, state.node, 1))
    state, _ = engine.choose(story, state, choice)
    engine.arrival(story, state)
    return state


def _number(exploration: Exploration, numbers: dict[State, int], state: State) -> int:
    return numbers[project(state, exploration.masks)]
