"""Players that do not listen: one at random, some who go by the look of a line, some who go by its kind.

A play that is not over after `ROUND_AND_ROUND` picks is given up, and has not put the aim plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from bench.cues import CUES, shown
from ipt_roleplay.conversation import engine
from ipt_roleplay.scenario.story import DAYS, Choice, Story

ROUND_AND_ROUND = 200
AT_RANDOM = 0.3
"""So often a player who goes by the look of a line takes any one all the same."""

Bot = Callable[[Sequence[Choice], Random], Choice]
"""Picks one of the answers on offer."""


def at_random(offer: Sequence[Choice], chance: Random) -> Choice:
    return offer[int(chance.random() * len(offer))]


def going_by(cue: str, story: Story, *, most: bool) -> Bot:
    """Takes the answer with the most (or the least) of a cue, any of them where several have as much."""
    count = CUES[cue]
    sign = 1 if most else -1
    of = {choice: sign * count(shown(choice), story.aim) for node in story.nodes for choice in node.choices}

    def pick(offer: Sequence[Choice], chance: Random) -> Choice:
        if chance.random() < AT_RANDOM:
            return at_random(offer, chance)
        best = max(of[choice] for choice in offer)
        return at_random([choice for choice in offer if of[choice] == best], chance)

    return pick


def only(wanted: Callable[[Choice], bool]) -> Bot:
    """Takes one of the answers that are `wanted`, any one where none is."""

    def pick(offer: Sequence[Choice], chance: Random) -> Choice:
        return at_random([choice for choice in offer if wanted(choice)] or offer, chance)

    return pick


always_assertive = only(lambda choice: choice.stance == "assertive")
never_assertive = only(lambda choice: choice.stance != "assertive")


def said_plainly(story: Story, bot: Bot, plays: int) -> float:
    """The share of plays, 0-1, that come to an ending with `said: plainly`: so many on each day, each with its seed."""
    plainly = 0
    for day in DAYS:
        for seed in range(plays):
            plainly += _play(story, bot, engine.begin(story, day), Random(f"{seed}/{day}"))
    return plainly / (plays * len(DAYS))


def _play(story: Story, bot: Bot, state: engine.State, chance: Random) -> bool:
    for _ in range(ROUND_AND_ROUND):
        ending = story.ending_at(state)
        if ending is not None:
            return ending.said == "plainly"
        state = engine.step(state, bot(engine.on_offer(state, story.nodes[state.node].choices), chance))
    return False
