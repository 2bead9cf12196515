"""The log of a practice: what counts now, what was tried, and its stored form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.conversation.transcript import (
    FEEDBACKS,
    VERSION,
    Pick,
    Rewind,
    Start,
    Transcript,
    TranscriptError,
    replay,
)
from ipt_roleplay.scenario.story import DAYS
from tests.scenario_text import choice, node, story_of, tea

START = Start("tea", "ab" * 32, 7, "ordinary", "each")


def log(*entries: str | int) -> Transcript:
    """A transcript of picks (by choice) and rewinds (by turn)."""
    transcript = Transcript(START)
    for entry in entries:
        if isinstance(entry, int):
            transcript = transcript.with_entry(Rewind(entry))
        else:
            transcript = transcript.with_entry(Pick(len(transcript.picks) + 1, "a", entry))
    return transcript


def names(attempts: tuple[tuple[Pick, ...], ...]) -> list[str]:
    return ["".join(pick.choice for pick in attempt) for attempt in attempts]


# --- picks and attempts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "picks", "attempts"),
    [
        ((), "", [""]),
        (("a", "b"), "ab", ["ab"]),
        (("a", "b", 2), "a", ["ab", "a"]),
        (("a", "b", 2, "c"), "ac", ["ab", "ac"]),
        (("a", "b", 1, "c"), "c", ["ab", "c"]),
        (("a", "b", "c", 3, 2, 1, "d"), "d", ["abc", "d"]),
        (("a", "b", 2, "c", 2, "d", 1, "e"), "e", ["ab", "ac", "ad", "e"]),
        (("a", "b", 2, "b", "c"), "abc", ["ab", "abc"]),
        (("a", "b", "c", 2, "d", 2), "a", ["abc", "ad", "a"]),
    ],
)
def test_what_counts_now_and_what_was_tried(entries: tuple[str | int, ...], picks: str, attempts: list[str]) -> None:
    transcript = log(*entries)
    assert names((transcript.picks,)) == [picks]
    assert names(transcript.attempts) == attempts
    assert transcript.attempts[-1] == transcript.picks


def test_entries_are_only_ever_added() -> None:
    first = log("a", "b")
    second = first.with_entry(Rewind(1))
    assert second.log[:2] == first.log
    assert len(first.log) == 2


# --- the stored form ----------------------------------------------------------------------------------------------


def test_the_stored_form_is_plain_json_with_a_version() -> None:
    assert log("ask", 1).as_json() == {
        "version": VERSION,
        "scenario": "tea",
        "sha256": "ab" * 32,
        "seed": 7,
        "day": "ordinary",
        "feedback": "each",
        "log": [
            {"type": "pick", "turn": 1, "node": "a", "choice": "ask"},
            {"type": "rewind", "turn": 1},
        ],
    }


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    start = Start(
        draw(st.text()),
        draw(st.text()),
        draw(st.integers()),
        draw(st.sampled_from(DAYS)),
        draw(st.sampled_from(FEEDBACKS)),
    )
    transcript = Transcript(start)
    for _ in range(draw(st.integers(0, 12))):
        turns = len(transcript.picks)
        if turns and draw(st.booleans()):
            transcript = transcript.with_entry(Rewind(draw(st.integers(1, turns))))
        else:
            transcript = transcript.with_entry(Pick(turns + 1, draw(st.text()), draw(st.text())))
    return transcript


@given(transcript=transcripts())
def test_what_is_stored_comes_back_equal(transcript: Transcript) -> None:
    assert Transcript.from_json(json.loads(json.dumps(transcript.as_json()))) == transcript


@given(transcript=transcripts())
def test_every_pick_that_was_ever_made_is_in_an_attempt(transcript: Transcript) -> None:
    made = {entry for entry in transcript.log if isinstance(entry, Pick)}
    assert {pick for attempt in transcript.attempts for pick in attempt} == made


@pytest.mark.parametrize("version", [2, 17])
def test_a_newer_form_is_refused_with_both_versions_named(version: int) -> None:
    with pytest.raises(TranscriptError, match=f"its form is {version}, known here is {VERSION}"):
        Transcript.from_json({**log("a").as_json(), "version": version})


PICK = {"type": "pick", "turn": 1, "node": "a", "choice": "x"}


@pytest.mark.parametrize(
    "change",
    [
        {"version": None},
        {"version": "1"},
        {"scenario": 5},
        {"sha256": None},
        {"seed": "7"},
        {"seed": 7.5},
        {"seed": True},
        {"day": "sunny"},
        {"day": 1},
        {"feedback": "sometimes"},
        {"log": None},
        {"log": 5},
        {"log": "ab"},
        {"log": [None]},
        {"log": ["pick"]},
        {"log": [{}]},
        {"log": [{"type": "pause"}]},
        {"log": [{"type": "pick", "turn": 1}]},
        {"log": [{**PICK, "turn": "1"}]},
        {"log": [{**PICK, "turn": 2}]},
        {"log": [{**PICK, "turn": 0}]},
        {"log": [{**PICK, "choice": None}]},
        {"log": [PICK, PICK]},
        {"log": [{"type": "rewind", "turn": 1}]},
        {"log": [PICK, {"type": "rewind", "turn": 2}]},
        {"log": [PICK, {"type": "rewind", "turn": 0}]},
        {"log": [PICK, {"type": "rewind", "turn": -1}]},
        {"log": [PICK, {"type": "rewind", "turn": 1}, {**PICK, "turn": 2}]},
    ],
)
def test_what_is_no_transcript_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(TranscriptError, match="not a stored practice"):
        Transcript.from_json({**log("a").as_json(), **change})


@pytest.mark.parametrize("key", ["version", "scenario", "sha256", "seed", "day", "feedback", "log"])
def test_what_lacks_a_part_is_refused(key: str) -> None:
    stored = log("a").as_json()
    del stored[key]
    with pytest.raises(TranscriptError, match=key):
        Transcript.from_json(stored)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(stored=values)
def test_anything_else_is_refused(stored: Any) -> None:
    with pytest.raises(TranscriptError):
        Transcript.from_json(stored)


@given(key=st.sampled_from(("version", "scenario", "sha256", "seed", "day", "feedback", "log")), value=values)
def test_a_damaged_part_is_refused_or_harmless(key: str, value: Any) -> None:
    try:
        read = Transcript.from_json({**log("a", "b", 2).as_json(), key: value})
    except TranscriptError:
        return
    assert Transcript.from_json(json.loads(json.dumps(read.as_json()))) == read


# --- replay -------------------------------------------------------------------------------------------------------


def test_a_replay_walks_the_picks_step_by_step() -> None:
    story = tea()
    steps = list(replay(story, START, (Pick(1, "hello", "ask"), Pick(2, "well", "thank"))))
    assert [step.choice.id for step in steps] == ["ask", "thank"]
    assert steps[0].before == story.begins["ordinary"]
    assert steps[0].after == steps[1].before
    ending = story.ending_at(steps[1].after)
    assert ending is not None
    assert ending.id == "tea-together"


@pytest.mark.parametrize(
    "picks",
    [
        (Pick(1, "hello", "unheard-of"),),
        (Pick(1, "well", "thank"),),
        (Pick(1, "nowhere", "ask"),),
        (Pick(1, "hello", "thank"),),
        (Pick(1, "hello", "ask"), Pick(2, "well", "sigh"), Pick(3, "well", "thank")),
    ],
)
def test_a_replay_stops_at_the_first_pick_that_is_not_there(picks: tuple[Pick, ...]) -> None:
    steps = replay(tea(), START, picks)
    for _ in picks[:-1]:
        next(steps)
    with pytest.raises(TranscriptError, match=f"At turn {len(picks)} .*`{picks[-1].choice}` at `{picks[-1].node}`"):
        next(steps)


def test_a_replay_stops_at_a_pick_that_is_not_on_offer_there() -> None:
    story = story_of({"a": node(choice("x", "a", once=True), choice("y", "a", when="turn > 1"))})
    twice = (Pick(1, "a", "x"), Pick(2, "a", "x"))
    with pytest.raises(TranscriptError, match="At turn 2 "):
        list(replay(story, START, twice))
    with pytest.raises(TranscriptError, match="At turn 1 "):
        list(replay(story, START, (Pick(1, "a", "y"),)))
    assert len(list(replay(story, START, (Pick(1, "a", "x"), Pick(2, "a", "y"))))) == 2


def test_nothing_picked_is_nothing_replayed() -> None:
    assert list(replay(tea(), START, ())) == []
