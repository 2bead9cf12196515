"""Durable before shown: what the recorder has taken is there, word for word, whatever happens next."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_roleplay.conversation.events import Event, Explained, Moved, YouSpoke
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.scenario.story import DAYS, Story
from ipt_roleplay.store import words
from ipt_roleplay.store.errors import Closed
from ipt_roleplay.store.reading import Told
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault


def test_nothing_is_written_before_the_start(vault: Vault, story: Story) -> None:
    PracticeSession(story, recorder=Records(vault).recorder(story))
    assert Records(vault).count() == 0


def test_each_entry_is_on_the_disk_when_choose_returns(vault: Vault, story: Story, tmp_path: Path) -> None:
    """The files are copied right then, as a kill would leave them, and opened elsewhere."""
    session = PracticeSession(story, recorder=Records(vault).recorder(story))
    session.begin()
    for number, choice in enumerate(("hello", "agree", "invite")):
        session.listen()
        session.choose(choice)
        copy = tmp_path / f"after-{number}"
        shutil.copytree(vault.folder, copy)
        with Vault.open(copy) as left:
            records = Records(left)
            assert records.transcript(records.history()[0].id) == session.transcript
        session.go_on()


def test_the_words_are_those_that_were_shown(vault: Vault, story: Story) -> None:
    recorder = Records(vault).recorder(story)
    session = PracticeSession(story, day="hard", recorder=recorder)
    shown: list[Event] = [*session.begin()]
    for choice in ("nod", "agree", "bye"):
        session.listen()
        shown += session.choose(choice)
        shown += session.go_on()
    assert recorder.practice is not None
    told = Records(vault).read(recorder.practice).told
    assert [event for entry in told for event in entry.events] == shown


def test_what_was_never_explained_is_not_explained_later(
    vault: Vault, story: Story, play: Callable[..., object]
) -> None:
    play(vault, "hello", feedback="none")
    told = Records(vault).read(1).told
    assert not [event for entry in told for event in entry.events if isinstance(event, Explained)]
    assert [event for entry in told for event in entry.events if isinstance(event, Moved)]


def test_both_attempts_stay(vault: Vault, play: Callable[..., PracticeSession]) -> None:
    session = play(vault, "hello", "agree", "bye", 2, "grumble")
    reading = Records(vault).read(1)
    assert reading.transcript == session.transcript
    lines = [[told.choice for told in attempt[1:]] for attempt in reading.attempts]
    assert lines == [["hello", "agree", "bye"], ["hello", "grumble"]]
    assert reading.practice.ending == "end-cool"
    assert reading.practice.turns == 2


def test_a_rewind_from_the_ending_takes_the_ending_back(vault: Vault, play: Callable[..., object]) -> None:
    play(vault, "hello", "grumble", 2)
    kept = Records(vault).history()[0]
    assert (kept.ending, kept.said, kept.turns) == (None, None, 1)


def test_a_locked_vault_takes_nothing(vault: Vault, story: Story) -> None:
    session = PracticeSession(story, recorder=Records(vault).recorder(story))
    session.begin()
    session.listen()
    vault.close()
    with pytest.raises(Closed):
        session.choose("hello")
    assert session.turn == 1


def test_it_may_be_called_from_any_thread(vault: Vault, play: Callable[..., object]) -> None:
    threads = [threading.Thread(target=play, args=(vault, "hello", "agree", "bye")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = Records(vault)
    assert [kept.turns for kept in records.history()] == [3] * 4
    assert all([told.turn for told in records.read(kept.id).told] == [0, 1, 2, 3] for kept in records.history())


def test_equal_words_are_kept_once(vault: Vault, play: Callable[..., object]) -> None:
    play(vault, "hello", "agree", "bye")
    with vault.read() as connection:
        once = connection.execute("SELECT count(*) FROM words").fetchone()
    play(vault, "hello", "agree", "bye")
    with vault.read() as connection:
        assert connection.execute("SELECT count(*) FROM words").fetchone() == once
        assert connection.execute("SELECT count(*) FROM said").fetchone() == once


@settings(max_examples=25)
@given(
    day=st.sampled_from(DAYS),
    feedback=st.sampled_from(["each", "end", "none"]),
    moves=st.lists(st.integers(0, 5), max_size=12),
)
def test_any_play_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, story: Story, day: str, feedback: str, moves: list[int]
) -> None:
    with Vault.create(tmp_path_factory.mktemp("any") / "vault") as vault:
        recorder = Records(vault).recorder(story)
        session = PracticeSession(story, day=day, feedback=feedback, recorder=recorder)  # type: ignore[arg-type]
        session.begin()
        for move in moves:
            if move >= 4 and session.can("rewind"):
                session.rewind(1 + move % len(session.steps))
            if session.can("listen"):
                session.listen()
            if session.state == "choosing":
                options = session.options().options
                session.choose(options[move % len(options)].id)
            if session.can("go_on"):
                session.go_on()
        assert recorder.practice is not None
        reading = Records(vault).read(recorder.practice)
        assert reading.transcript == session.transcript
        assert len(reading.attempts) == len(session.transcript.attempts)
        now = [event for told in reading.attempts[-1] for event in told.events]
        assert [event for event in now if not isinstance(event, Explained)] == [
            event for event in session.script() if not isinstance(event, Explained)
        ]
        assert reading.practice.ending == (session.ending.id if session.ending else None)


def test_words_of_a_newer_program_are_skipped_not_stumbled_over() -> None:
    kept = (
        '{"met":[],"said":[{"type":"hologram","glow":3},{"type":"you","node":"a","choice":"b","say":"Hi","do":null}]}'
    )
    gauges = (5, 0, 5, 2)
    assert words.from_json(kept, 4, 5, gauges, gauges) == (YouSpoke(4, "a", "b", "Hi", None),)


def test_a_recorder_that_keeps_nothing_leaves_nothing(tmp_path: Path, story: Story) -> None:
    """`keep nothing` is the memory recorder: seen from the disk, there was no practice."""
    before = set(os.listdir(tmp_path))
    session = PracticeSession(story)
    session.begin()
    session.listen()
    session.choose("hello")
    assert set(os.listdir(tmp_path)) == before


def test_told_is_in_order(vault: Vault, play: Callable[..., object]) -> None:
    play(vault, "hello", 1, "nod")
    told: tuple[Told, ...] = Records(vault).read(1).told
    assert [(entry.kind, entry.turn) for entry in told] == [("start", 0), ("pick", 1), ("rewind", 1), ("pick", 1)]
