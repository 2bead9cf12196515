"""The same choices give the same play: on the engine alone, in a session, and in one that is stored at every step."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ipt_roleplay import resources
from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import Event, Explained, Offered
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import FEEDBACKS, Feedback, Transcript
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import DAYS, DayName, Story

SHIPPED = scenario_files(resources.scenarios())
WALKS = 9
LONGEST = 60


@cache
def story_in(file: Path) -> Story:
    return load(file)


@dataclass(frozen=True)
class Tape:
    """A play: the choices, and everything that came of them."""

    choices: tuple[str, ...]
    events: tuple[Event, ...]
    at: State
    ending: str | None


def on_the_engine(story: Story, day: DayName, seed: int, feedback: Feedback) -> Tape:
    """A random walk, made with the engine alone."""
    rng = random.Random(f"{story.id} {day} {seed}")
    state = engine.begin(story, day)
    events, picked = [*engine.opening(story, state, day)], []
    while story.ending_at(state) is None and len(picked) < LONGEST:
        arranged = engine.arranged(story, state.node, seed)
        events.append(engine.offer(story, state, arranged))
        choice = rng.choice(engine.on_offer(state, arranged))
        picked.append(choice.id)
        state, happened = engine.choose(story, state, choice)
        events += [event for event in happened if feedback == "each" or not isinstance(event, Explained)]
        events += engine.arrival(story, state)
    ending = story.ending_at(state)
    return Tape(tuple(picked), tuple(events), state, ending.id if ending else None)


def in_a_session(session: PracticeSession, choices: tuple[str, ...]) -> Tape:
    events = [*session.begin()]
    for choice in choices:
        events += session.listen()
        events += session.choose(choice)
        if session.state == "feedback":
            events += session.go_on()
    return Tape(choices, tuple(events), session.at, session.ending.id if session.ending else None)


def stored_and_restored(session: PracticeSession) -> PracticeSession:
    """The same practice in another process: nothing is left of it but JSON."""
    return PracticeSession.restore(
        session.story, Transcript.from_json(json.loads(json.dumps(session.transcript.as_json())))
    )


def restored_at_every_step(session: PracticeSession, choices: tuple[str, ...]) -> Tape:
    events = [*session.begin()]
    for choice in choices:
        session = resumed(session, events)
        events += session.listen()
        session = resumed(session, events)
        session.listen()
        events += session.choose(choice)
        if session.state == "feedback":
            arrived = session.go_on()
            session = resumed(session, [*events, *arrived])
            events += arrived
    return Tape(choices, tuple(events), session.at, session.ending.id if session.ending else None)


def resumed(session: PracticeSession, shown: list[Event]) -> PracticeSession:
    """`session` restored; it stands where it did and tells all that had been shown."""
    again = stored_and_restored(session)
    assert list(again.begin()) == [event for event in shown if not isinstance(event, Offered)]
    assert (again.at, again.options(), again.transcript) == (session.at, session.options(), session.transcript)
    return again


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_engine_session_and_restored_session_play_the_same_tape(file: Path, day: DayName) -> None:
    story = story_in(file)
    endings = set()
    for seed in range(WALKS):
        feedback = FEEDBACKS[seed % len(FEEDBACKS)]
        tape = on_the_engine(story, day, seed, feedback)
        plain = in_a_session(PracticeSession(story, seed=seed, day=day, feedback=feedback), tape.choices)
        assert plain == tape
        restored = restored_at_every_step(PracticeSession(story, seed=seed, day=day, feedback=feedback), tape.choices)
        assert restored == tape
        endings.add(tape.ending)
    assert endings - {None}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_walk_with_rewinds_ends_where_the_choices_that_remain_end(file: Path, day: DayName) -> None:
    story = story_in(file)
    for seed in range(3):
        rng = random.Random(f"back {story.id} {day} {seed}")
        session = PracticeSession(story, seed=seed, day=day)
        session.begin()
        for _ in range(25):
            if session.steps and (session.ending is not None or rng.random() < 0.25):
                session.rewind(rng.randint(1, len(session.steps)))
            session.listen()
            session.choose(rng.choice(session.options().options).id)
            session.go_on()
        choices = tuple(pick.choice for pick in session.transcript.picks)
        fresh = in_a_session(PracticeSession(story, seed=seed, day=day), choices)
        assert (session.at, session.script()) == (
            fresh.at,
            tuple(e for e in fresh.events if not isinstance(e, Offered)),
        )
        assert stored_and_restored(session).at == session.at


def test_there_are_shipped_scenarios() -> None:
    assert len(SHIPPED) >= 4
