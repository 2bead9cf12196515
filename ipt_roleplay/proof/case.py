"""What every rule is given, and the words in which rules name plays and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ipt_roleplay.proof.explore import Exploration, Play, Proof, idle
from ipt_roleplay.scenario.conditions import Condition
from ipt_roleplay.scenario.findings import Finding, Place, in_one_line
from ipt_roleplay.scenario.reader import Written
from ipt_roleplay.scenario.story import Choice, DayName, Line, Node, Route, Story

_SHOWN_PICKS = 12
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One scenario with all that is known of it."""

    written: Written
    story: Story
    exploration: Exploration
    proof: Proof
    tick: Callable[[int], None] = idle

    def finding(self, place: Place, code: str, message: str) -> Finding:
        return Finding(self.story.file, place, code, message)

    def nodes_met(self) -> Iterator[Node]:
        """The nodes that some play reaches."""
        reached = self.exploration.coverage.targets
        return (node for target, node in enumerate(self.story.nodes) if target in reached)

    def choices_met(self) -> Iterator[Choice]:
        """The choices that are on offer in some play."""
        picked = self.exploration.coverage.choices
        return (choice for node in self.story.nodes for choice in node.choices if choice in picked)


Rule = Callable[[Case], Iterator[Finding]]


def after(play: Play, days: Iterable[DayName]) -> str:
    """`after plain-limit, wait on a hard day`."""
    picks = ", ".join(play[:_SHOWN_PICKS]) + (", …" if len(play) > _SHOWN_PICKS else "")
    return f"after {picks} {on(days)}" if play else f"at the very beginning {on(days)}"


_DAYS: Mapping[DayName, str] = {"good": "a good", "ordinary": "an ordinary", "hard": "a hard"}


def on(days: Iterable[DayName]) -> str:
    """`on a good or a hard day`; nothing is left out, so `on any day` where it is all three."""
    names = [_DAYS[day] for day in dict.fromkeys(days)]
    if len(names) == len(_DAYS):
        return "on any day"
    return f"on {' or '.join(names)} day"


def quoted(condition: Condition) -> str:
    """A `when` as it may stand inside a sentence: on one line, and not too long."""
    words = in_one_line(condition.text)
    return f"`{words[:_SHOWN_CHARACTERS]}…`" if len(words) > _SHOWN_CHARACTERS else f"`{words}`"


def texts_of_node(node: Node) -> Iterator[Line]:
    """The lines that stand at the node itself, not at its choices."""
    yield from node.scene
    yield from node.partner


def texts_of_choice(choice: Choice) -> Iterator[Line]:
    for lines in (choice.reply, choice.heard, choice.feedback, choice.better):
        yield from lines


def conditions(story: Story) -> Iterator[Condition]:
    """Every `when` of `story`."""
    parts: list[Line | Route | Choice] = []
    for node in story.nodes:
        parts += (*texts_of_node(node), *node.choices)
        for choice in node.choices:
            parts += (*texts_of_choice(choice), *choice.routes)
    for ending in story.endings:
        parts += (*ending.partner, *ending.text)
    return (part.when for part in parts if part.when is not None)
