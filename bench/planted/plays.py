"""What others do instead of a proof: play at random, many times, and look what never happened."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import Offered
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.proof.coverage import named_lines
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, Choice, DayName, Line, Lines, Route, Story

_ROUND_AND_ROUND = 200
"""A play with so many picks is given up: it goes round in a circle."""


class Plays:
    """So many plays of `story`, each with a seed of its own, on each day in turn, and what they met.

    It is made to find as much as plays can find: it notes each line and each route, and where nothing was said.
    """

    def __init__(self, story: Story, count: int) -> None:
        self.story = story
        self.places: set[str] = set()
        self.choices: set[Choice] = set()
        self.lines: set[Line] = set()
        self.routes: set[Route] = set()
        self.stuck: set[str] = set()
        self.round: set[str] = set()
        self.silent: set[str] = set()
        self.plain_on: set[str] = set()
        self.plain_after: set[tuple[str, str]] = set()
        for seed in range(count):
            self._play(Random(seed), DAYS[seed % len(DAYS)])

    def _play(self, chance: Random, day: DayName) -> None:
        story = self.story
        state = engine.begin(story, day)
        if not engine.arrival(story, state):
            self.silent.add(story.node_id(state.node))
        first = ""
        for _ in range(_ROUND_AND_ROUND):
            self.places.add(story.node_id(state.node))
            if ending := story.ending_at(state):
                self._note(state, ending.partner, ending.text)
                if ending.said == "plainly":
                    self.plain_on.add(day)
                    self.plain_after.add((first, day))
                return
            node = story.nodes[state.node]
            self._note(state, node.scene, node.partner)
            offer = engine.on_offer(state, node.choices)
            if not offer:
                self.stuck.add(node.id)
                return
            choice = offer[int(chance.random() * len(offer))]
            first = first or choice.id
            state = self._pick(state, choice)
        self.round.add(story.node_id(state.node))

    def _pick(self, state: State, choice: Choice) -> State:
        after = engine.step(state, choice)
        self.choices.add(choice)
        self._note(after, choice.reply, choice.heard, choice.feedback, choice.better)
        if len(choice.routes) > 1:
            before = after._replace(node=choice.node, turn=state.turn)
            self.routes.add(next(route for route in choice.routes if route.when is None or route.when.test(before)))
        else:
            self.routes.add(choice.routes[0])
        if after.node < len(self.story.nodes) and not choice.reply and not engine.arrival(self.story, after):
            self.silent.add(self.story.node_id(after.node))
        return after

    def _note(self, state: State, *texts: Lines) -> None:
        for lines in texts:
            line = lines[0] if len(lines) == 1 else engine.spoken(lines, state)
            if line is not None:
                self.lines.add(line)

    def show(self, sign: tuple[str, ...]) -> bool:
        """Whether somebody who reads what was met would notice `sign`."""
        what, name = sign[0], sign[-1]
        looks: dict[str, Callable[[], bool]] = {
            "node": lambda: name not in self.places,
            "ending": lambda: name not in self.places,
            "choice": lambda: name not in {self._name(choice) for choice in self.choices},
            "line": lambda: name in self.lines_not_shown(),
            "route": lambda: name in self.routes_not_taken(),
            "stuck": lambda: bool(self.stuck),
            "round": lambda: bool(self.round),
            "silent": lambda: name in self.silent,
            "unplain": lambda: name not in self.plain_on,
            "trap": lambda: (sign[1], sign[2]) not in self.plain_after,
            "nothing": lambda: False,
            "refused": lambda: False,
        }
        return looks[what]()

    def lines_not_shown(self) -> list[str]:
        return [name for name, line in named_lines(self.story) if line not in self.lines]

    def routes_not_taken(self) -> list[str]:
        return [
            f"{self._name(choice)}/next/{number}"
            for node in self.story.nodes
            for choice in node.choices
            for number, route in enumerate(choice.routes, 1)
            if route not in self.routes
        ]

    def false_alarms(self) -> int:
        """Of a story in which everything can be met: how many things these plays did not meet."""
        story = self.story
        places = len(story.nodes) + len(story.endings) - len(self.places)
        choices = sum(len(node.choices) for node in story.nodes) - len(self.choices)
        firsts = {
            (choice.id, day)
            for day in DAYS
            for choice in engine.on_offer(story.begins[day], story.nodes[story.begins[day].node].choices)
        }
        return (
            places
            + choices
            + len(self.lines_not_shown())
            + len(self.routes_not_taken())
            + len(DAYS)
            - len(self.plain_on)
            + len(firsts - self.plain_after)
        )

    def _name(self, choice: Choice) -> str:
        return f"{self.story.nodes[choice.node].id}/{choice.id}"


def played_as_people_play(story: Story, count: int) -> None:
    """The same number of plays through the program's own practice, which arranges, records and tells everything."""
    for seed in range(count):
        chance = Random(seed)
        session = PracticeSession(story, seed=seed, day=DAYS[seed % len(DAYS)], feedback="none")
        session.begin()
        for _ in range(_ROUND_AND_ROUND):
            if not session.can("listen"):
                break
            offered = [option for event in session.listen() if isinstance(event, Offered) for option in event.options]
            if not offered:
                break
            session.choose(chance.choice(offered).id)
