"""The rules of a conversation, pure: a state and a choice in, the next state and what happened out.

The order of things, as the scenario format writes it down. A choice is on offer in the state as it is. Picked: its
effect is added and clamped; `clear`, then `set`; `once` is marked and the node is marked visited; `next` is evaluated
in the new state with the old turn; one moves there; the turn goes up by one; `reply`, `heard`, `feedback`, `better`
and the lines of the place are chosen there.

`step` is the one function that moves. Players, replays and proofs all go through it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

from ipt_roleplay.conversation.events import (
    Began,
    Ended,
    Event,
    Explained,
    Moved,
    Offered,
    Option,
    PartnerSpoke,
    SceneShown,
    YouSpoke,
)
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, DayName, Line, Lines, Story

_new = tuple.__new__


def begin(story: Story, day: DayName) -> State:
    """The state before the first line of a play on `day`."""
    return story.begins[day]


def step(state: State, choice: Choice) -> State:
    """Where one stands after picking `choice` in `state`. The choice must be on offer there."""
    # Written out, and without a loop: a proof comes here some hundred thousand times a second.
    node, connection, clarity, self_respect, tension, turn, flags, once, visited = state
    to_connection, to_clarity, to_self_respect, to_tension = choice.clamped
    connection = to_connection[connection]
    clarity = to_clarity[clarity]
    self_respect = to_self_respect[self_respect]
    tension = to_tension[tension]
    flags = flags & choice.keep | choice.set
    once |= choice.once
    visited |= choice.leaves
    index = 0
    if choice.route is not None:
        index = choice.route((node, connection, clarity, self_respect, tension, turn, flags, once, visited))
    to = choice.routes[index].to
    return _new(State, (to, connection, clarity, self_respect, tension, turn + 1, flags, once, visited))


def is_on_offer(state: State, choice: Choice) -> bool:
    """Whether `choice`, one of those of the state's node, may be picked in `state`."""
    return not state.once & choice.once and (choice.when is None or choice.when.test(state))


def on_offer(state: State, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Those of `choices` that may be picked in `state`, in the order given."""
    once = state.once
    return tuple(
        choice for choice in choices if not once & choice.once and (choice.when is None or choice.when.test(state))
    )


def arranged(story: Story, node: int, seed: int) -> tuple[Choice, ...]:
    """The choices of a node in the order in which they are shown: by sha256 of seed, node and choice id.

    So the order is the same in every version of the program, and does not move when one of them is not on offer.
    """
    place = story.nodes[node]
    if place.keep_order:
        return place.choices

    def key(choice: Choice) -> bytes:
        return hashlib.sha256(f"{seed}/{place.id}/{choice.id}".encode()).digest()

    return tuple(sorted(place.choices, key=key))


def spoken(lines: Lines, state: State) -> Line | None:
    """The variant that counts in `state`; None where there is no such text at all."""
    for line in lines:
        if line.when is None or line.when.test(state):
            return line
    return None


def opening(story: Story, state: State, day: DayName) -> tuple[Event, ...]:
    """The beginning of a play: the day, then the first node."""
    return (Began(story.id, day, state.gauges), *arrival(story, state))


def choose(story: Story, state: State, choice: Choice) -> tuple[State, tuple[Event, ...]]:
    """Pick `choice`: the next state, and what happens up to and with the explanation.

    What meets one at the new place is for `arrival` to tell, so that a player may let the explanation stand first.
    """
    after = step(state, choice)
    turn = state.turn
    events: list[Event] = [YouSpoke(turn, story.nodes[choice.node].id, choice.id, choice.say, choice.do)]
    if reply := spoken(choice.reply, after):
        events.append(PartnerSpoke(turn, reply.say, reply.mood, "reply"))
    events.append(explanation(turn, choice, after))
    events.append(Moved(turn, state[1:5], after[1:5]))
    return after, tuple(events)


def explanation(turn: int, choice: Choice, after: State) -> Explained:
    """What `choice`, picked at `turn`, did; its texts are chosen in the state `after` it."""
    heard, feedback = spoken(choice.heard, after), spoken(choice.feedback, after)
    better = spoken(choice.better, after)
    assert heard is not None
    assert feedback is not None
    return Explained(
        turn,
        choice.id,
        choice.stance,
        choice.skills,
        choice.faults,
        heard.say,
        feedback.say,
        better.say if better else None,
    )


def arrival(story: Story, state: State) -> tuple[Event, ...]:
    """What meets one in `state`: the scene and the partner's line of a node, or the ending."""
    ending = story.ending_at(state)
    if ending is None:
        node = story.nodes[state.node]
        return _met(state, node.scene, node.partner, "line")
    text = spoken(ending.text, state)
    assert text is not None
    last_words = _met(state, (), ending.partner, "ending")
    return (*last_words, Ended(state.turn, ending.id, ending.title, ending.said, ending.answer, text.say))


def _met(state: State, scene: Lines, partner: Lines, part: Literal["line", "ending"]) -> tuple[Event, ...]:
    events: list[Event] = []
    if shown := spoken(scene, state):
        events.append(SceneShown(state.turn, shown.say))
    if line := spoken(partner, state):
        events.append(PartnerSpoke(state.turn, line.say, line.mood, part))
    return tuple(events)


def offer(story: Story, state: State, choices: Sequence[Choice]) -> Offered:
    """The answers on offer in `state`; `choices` are those of its node as `arranged`."""
    return Offered(
        state.turn,
        story.nodes[state.node].id,
        tuple(Option(choice.id, choice.say, choice.do) for choice in on_offer(state, choices)),
    )
