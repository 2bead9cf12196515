"""What some play meets: nodes, choices, lines and routes, noted while the explorer goes by.

Each thing is looked for only until it was seen. A text with one variant is seen with its owner; one with several is
watched until each was shown. So a well-covered story costs the explorer nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ipt_roleplay.conversation.engine import spoken
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Line, Lines, Route, Story

Watch = Callable[[State, State], bool]
"""Looks at a step (state before, state after); true when there is nothing more to look for."""


class Coverage:
    """What the plays of `story` met so far, on all days together.

    `leaving` holds the watches of each choice by its number (see `numbered`), `entering` those of each target; a list
    that is empty has seen everything.
    """

    def __init__(self, story: Story) -> None:
        self.targets: set[int] = set()
        self.choices: set[Choice] = set()
        self.lines: set[Line] = set()
        self.routes: set[Route] = set()
        self.leaving: list[list[Watch]] = [self._of_choice(choice) for choice in numbered(story)]
        self.entering: list[list[Watch]] = [
            self._of_target(target, texts) for target, texts in enumerate(arrivals(story))
        ]

    def _of_choice(self, choice: Choice) -> list[Watch]:
        def picked(before: State, after: State) -> bool:
            self.choices.add(choice)
            return True

        texts = (choice.reply, choice.heard, choice.feedback, choice.better)
        return [picked, self._routes(choice), *(self._text(lines) for lines in texts if lines)]

    def _of_target(self, target: int, texts: tuple[Lines, ...]) -> list[Watch]:
        def entered(before: State, after: State) -> bool:
            self.targets.add(target)
            return True

        return [entered, *(self._text(lines) for lines in texts if lines)]

    def _text(self, lines: Lines) -> Watch:
        unseen = set(lines)

        def watch(before: State, after: State) -> bool:
            line = spoken(lines, after)
            if line in unseen:
                unseen.remove(line)
                self.lines.add(line)
            return not unseen

        return watch

    def _routes(self, choice: Choice) -> Watch:
        unseen = set(choice.routes)

        def watch(before: State, after: State) -> bool:
            route = choice.routes[0]
            if choice.route is not None:  # asked in the new state, but for the place and the turn
                route = choice.routes[choice.route(after._replace(node=before.node, turn=before.turn))]
            unseen.discard(route)
            self.routes.add(route)
            return not unseen

        return watch


def look(watches: list[Watch], before: State, after: State) -> None:
    """Let each of `watches` see a step, and drop those that have nothing more to look for."""
    watches[:] = [watch for watch in watches if not watch(before, after)]


def numbered(story: Story) -> tuple[Choice, ...]:
    """Every choice of `story`; its place here is its number in the proof."""
    return tuple(choice for node in story.nodes for choice in node.choices)


def named(story: Story, choice: Choice) -> str:
    """`node/choice`: how the proof names a choice, whose id is unique only within its node."""
    return f"{story.nodes[choice.node].id}/{choice.id}"


def named_lines(story: Story) -> Iterator[tuple[str, Line]]:
    """Every variant of every text of `story` with its name, in written order."""
    for node in story.nodes:
        texts: dict[str, Lines] = {f"{node.id}/scene": node.scene, f"{node.id}/partner": node.partner}
        for choice in node.choices:
            for part in ("reply", "heard", "feedback", "better"):
                texts[f"{node.id}/{choice.id}/{part}"] = getattr(choice, part)
        for name, lines in texts.items():
            yield from ((f"{name}/{index}", line) for index, line in enumerate(lines, 1))
    for ending in story.endings:
        for name, lines in ((f"{ending.id}/partner", ending.partner), (f"{ending.id}/text", ending.text)):
            yield from ((f"{name}/{index}", line) for index, line in enumerate(lines, 1))


def arrivals(story: Story) -> Iterator[tuple[Lines, ...]]:
    """The texts that meet one at each target, by its number."""
    yield from ((node.scene, node.partner) for node in story.nodes)
    yield from ((ending.partner, ending.text) for ending in story.endings)
