"""List every join of a conversation, for whoever reads it afresh: `make joins ARGS=FILE`.

Each line that can be met stands with every answer that can lead to it, and with what was said before it on every road,
on some, or on none. Nothing is sampled: it is read from the proof's graphs of all three days.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipt_roleplay import load
from ipt_roleplay.conversation.engine import spoken, step
from ipt_roleplay.proof.coverage import arrivals, named, numbered
from ipt_roleplay.proof.explore import LIMIT, walk_days
from ipt_roleplay.proof.graph import Graph
from ipt_roleplay.scenario.findings import ScenarioError
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, Choice, DayName, Line, Lines, Story

_PARTS = ("reply", "heard", "feedback", "better")


@dataclass
class Met:
    """Something that is met: on which days, after which answers on every road, and after which on some.

    Answers by number (see `numbered`); one that is in neither set was never said before.
    """

    days: list[DayName] = field(default_factory=list)
    always: set[int] = field(default_factory=set)
    sometimes: set[int] = field(default_factory=set)

    def on(self, day: DayName, always: set[int], sometimes: set[int]) -> None:
        self.always = self.always & always if self.days else set(always)
        self.sometimes |= sometimes
        self.days.append(day)


@dataclass
class Joins:
    """What can meet in a conversation.

    Attributes:
        arrivals: each way in which a node or an ending can greet one, with what can have been said before.
        into: for each arrival the answers that lead to it, by number and variant of the reply, with what they answer.
        answers: what can have been said before each answer, by number.
        texts: what can have been said before an answer that shows this variant of one of its texts.
    """

    story: Story
    arrivals: dict[Arrival, Met] = field(default_factory=dict)
    into: dict[Arrival, dict[tuple[int, Line | None], Into]] = field(default_factory=dict)
    answers: dict[int, Met] = field(default_factory=dict)
    texts: dict[Line, Met] = field(default_factory=dict)


Arrival = tuple[int, tuple[Line, ...]]
"""A node or ending by number, and the variants in which its texts are shown."""
Into = dict[Arrival, tuple[str, ...]]
"""What an answer can be said to on its way to a line, each with a shortest play that ends with that answer."""


def joins(story: Story, limit: int = LIMIT) -> Joins:
    """Find all joins of `story`.

    Raises:
        ValueError: it has more than `limit` states on a day; one plain sentence.
    """
    explored = walk_days(story, limit)
    if not explored.complete:
        raise ValueError(f"{story.file} has more than {limit:,} states on a day, too many to list every join.")
    greeted = list(arrivals(story))
    found = Joins(story)
    for day, graph in explored.graphs.items():
        _add(found, day, graph, greeted)
    return found


def _add(found: Joins, day: DayName, graph: Graph, greeted: Sequence[tuple[Lines, ...]]) -> None:
    states = list(graph.states)
    greets = [arrival_at(state, greeted) for state in states]
    at: dict[Arrival, set[int]] = {}
    for state, arrival in enumerate(greets):
        at.setdefault(arrival, set()).add(state)
    picked: dict[int, set[int]] = {}
    shown: dict[Line, set[int]] = {}  # with the states before the answer
    for state in range(len(graph)):
        for number, there in zip(graph.picks[state], graph.leads[state], strict=True):
            choice = graph.choices[number]
            after = step(states[state], choice)  # `there` keeps only what can count later
            reply = spoken(choice.reply, after)
            into = found.into.setdefault(greets[there], {}).setdefault((number, reply), {})
            if greets[state] not in into:
                into[greets[state]] = (*graph.play_to(state), choice.id)
            picked.setdefault(number, set()).add(state)
            for part in _PARTS:
                if line := spoken(getattr(choice, part), after):
                    shown.setdefault(line, set()).add(state)
    following = [_following(graph, number) for number in range(len(graph.choices))]
    without = [_without(graph, number) for number in range(len(graph.choices))]
    for arrival, here in at.items():
        _told(found.arrivals.setdefault(arrival, Met()), day, here, following, without)
    for number, here in picked.items():
        _told(found.answers.setdefault(number, Met()), day, here, following, without)
    for line, here in shown.items():
        _told(found.texts.setdefault(line, Met()), day, here, following, without)


def _told(met: Met, day: DayName, here: set[int], following: Sequence[set[int]], without: Sequence[set[int]]) -> None:
    numbers = range(len(following))
    met.on(
        day,
        {number for number in numbers if here.isdisjoint(without[number])},
        {number for number in numbers if not here.isdisjoint(following[number])},
    )


def _following(graph: Graph, number: int) -> set[int]:
    """The states that can be reached with the answer `number` on the way."""
    led = (zip(picks, leads, strict=True) for picks, leads in zip(graph.picks, graph.leads, strict=True))
    return _reached(graph, {there for steps in led for pick, there in steps if pick == number})


def _without(graph: Graph, number: int) -> set[int]:
    """The states that can be reached without the answer `number`."""
    return _reached(graph, {0}, number)


def _reached(graph: Graph, start: Iterable[int], but: int | None = None) -> set[int]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        state = waiting.pop()
        for pick, there in zip(graph.picks[state], graph.leads[state], strict=True):
            if pick != but and there not in seen:
                seen.add(there)
                waiting.append(there)
    return seen


def arrival_at(state: State, greeted: Sequence[tuple[Lines, ...]]) -> Arrival:
    """How one is met in `state`; `greeted` are the story's `arrivals`."""
    return state.node, tuple(line for lines in greeted[state.node] if (line := spoken(lines, state)))


# --- on paper -----------------------------------------------------------------------------------------------------


def text(found: Joins) -> str:
    """The whole list."""
    story = found.story
    names = _short_names(story)
    lines = [
        f"# Every join of {story.id}",
        "",
        "always: said on every road to it. may: on some. Whatever stands in neither was never said before it.",
    ]
    for target in range(len(story.nodes) + len(story.endings)):
        lines += ["", f"## {story.node_id(target)}"]
        for arrival, met in found.arrivals.items():
            if arrival[0] == target:
                lines += ["", *_arrived(found, arrival, met, names)]
        if target < len(story.nodes):
            for choice in story.nodes[target].choices:
                lines += ["", *_answered(found, choice, names)]
    return "\n".join(lines) + "\n"


def _arrived(found: Joins, arrival: Arrival, met: Met, names: Mapping[int, str]) -> Iterator[str]:
    yield f"### met: {_greeting(arrival)}"
    yield from (f"    > {line.say.strip()}" for line in arrival[1])
    yield from _before(met, names)
    for (number, reply), ways in found.into.get(arrival, {}).items():
        yield f"    after {names[number]}: {_said(numbered(found.story)[number])}"
        if reply:
            yield f"        {found.story.partner.name}: {reply.say.strip()}"
        for answered, play in ways.items():
            yield f"        said to {_greeting(answered)}, first by: {', '.join(play)}"


def _answered(found: Joins, choice: Choice, names: Mapping[int, str]) -> Iterator[str]:
    number = numbered(found.story).index(choice)
    yield f"### answer {names[number]} ({choice.stance}): {_said(choice)}"
    yield from _before(found.answers.get(number, Met()), names)
    well = " (its start may stand under “What went well”)" if choice.skills and not choice.faults else ""
    for part in _PARTS:
        variants: Lines = getattr(choice, part)
        for index, line in enumerate(variants, 1):
            count = f" {index}" if len(variants) > 1 else ""
            yield f"    {part}{count}{well if part == 'feedback' else ''}: {line.say.strip()}"
            if count:
                yield from _before(found.texts.get(line, Met()), names, "        ")


def _before(met: Met, names: Mapping[int, str], inset: str = "    ") -> Iterator[str]:
    if len(met.days) < len(DAYS):
        yield f"{inset}only on: {', '.join(met.days)}"
    yield f"{inset}always: {_listed(met.always, names)}"
    yield f"{inset}may: {_listed(met.sometimes - met.always, names)}"


def _listed(numbers: Iterable[int], names: Mapping[int, str]) -> str:
    return ", ".join(names[number] for number in sorted(numbers)) or "nothing"


def _greeting(arrival: Arrival) -> str:
    return " + ".join(f"line {line.place.line}" for line in arrival[1]) or "silence"


def _said(choice: Choice) -> str:
    return " ".join(part for part in (f"({choice.do.strip()})" if choice.do else "", choice.say or "") if part).strip()


def _short_names(story: Story) -> dict[int, str]:
    """An answer by its own id where only one has it, else with its place."""
    choices = numbered(story)
    ids = [choice.id for choice in choices]
    return {
        number: choice.id if ids.count(choice.id) == 1 else named(story, choice)
        for number, choice in enumerate(choices)
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.joins", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    for file in parser.parse_args(arguments).files:
        try:
            print(text(joins(load(Path(file)))))
        except (ScenarioError, ValueError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
