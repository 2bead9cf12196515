"""The history: resumed, listed, read without its scenario, searched, compared, removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store.clock import Moment, span
from ipt_roleplay.store.errors import AnotherTalk
from ipt_roleplay.store.export import as_json
from ipt_roleplay.store.reading import compare
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.removing import put_back, remove
from ipt_roleplay.store.vault import Vault
from tests.store.conftest import HandClock

Play = Callable[..., PracticeSession]


def test_what_was_left_is_offered_until_it_ends_or_is_set_aside(vault: Vault, play: Play) -> None:
    records = Records(vault)
    play(vault)  # opened, nothing said: nothing to go on with
    play(vault, "hello")
    play(vault, "hello", "grumble")
    play(vault, "nod", "agree")
    assert [kept.id for kept in records.left()] == [4, 2]
    records.set_aside(4)
    assert [kept.id for kept in records.left()] == [2]
    assert [kept.id for kept in records.history()] == [4, 3, 2, 1]


def test_the_endings_found_are_known_also_those_that_were_taken_back(vault: Vault, play: Play) -> None:
    records = Records(vault)
    assert records.endings_found() == {}
    play(vault, "hello")
    assert records.endings_found() == {}
    play(vault, "hello", "grumble", 2, "agree")  # back from one ending, and on the way to another
    assert records.endings_found() == {("small-talk", "Dana"): {"end-cool": "Home"}}
    play(vault, "hello", "agree", "invite")
    play(vault, "hello", "agree", "invite")
    assert records.endings_found() == {("small-talk", "Dana"): {"end-cool": "Home", "end-warm": "Tea"}}
    records.remove(2)
    assert records.endings_found() == {("small-talk", "Dana"): {"end-warm": "Tea"}}


def test_two_conversations_of_one_id_are_not_mixed(vault: Vault, play: Play, make_story: Callable[..., Story]) -> None:
    """One of them is the user's own, and with somebody else."""
    own = make_story(("name: Dana", "name: Ravi"), ("title: Small talk", "title: Rain"))
    play(vault, "hello", "grumble")
    play(vault, "hello")
    play(vault, "nod", of=own)
    records = Records(vault)
    assert [(kept.title, kept.partner) for kept in records.history()] == [
        ("Rain", "Ravi"),
        ("Small talk", "Dana"),
        ("Small talk", "Dana"),
    ]
    assert records.endings_found() == {("small-talk", "Dana"): {"end-cool": "Home"}}
    for attempt in (records.resumption, records.take_up):
        with pytest.raises(AnotherTalk, match="was with Dana, and under its id there is a conversation with Ravi now"):
            attempt(2, own)
    assert records.kept(2).sha256 != own.sha256
    assert records.resumption(3, own).unchanged


def test_an_ending_that_goes_by_another_name_since_has_its_newest_one(
    vault: Vault, play: Play, make_story: Callable[..., Story]
) -> None:
    play(vault, "hello", "grumble")
    play(vault, "hello", "grumble", of=make_story(("title: Home", "title: Homewards")))
    assert Records(vault).endings_found() == {("small-talk", "Dana"): {"end-cool": "Homewards"}}


def test_taken_up_again_it_goes_on_in_the_same_place(vault: Vault, story: Story, play: Play) -> None:
    first = play(vault, "hello", "agree")
    records = Records(vault)
    assert records.resumption(1, story).unchanged
    transcript, recorder = records.take_up(1, story)
    session = PracticeSession.restore(story, transcript, recorder)
    assert session.begin() == first.script()
    session.listen()
    session.rewind(2)
    session.listen()
    session.choose("grumble")
    assert records.count() == 1
    assert records.transcript(1) == session.transcript
    assert records.history()[0].ending == "end-cool"


def test_the_one_touched_last_comes_first(vault: Vault, story: Story, play: Play) -> None:
    play(vault, "hello")
    play(vault, "nod")
    records = Records(vault)
    transcript, recorder = records.take_up(1, story)
    session = PracticeSession.restore(story, transcript, recorder)
    session.begin()
    session.listen()
    session.choose("agree")
    assert [kept.id for kept in records.left()] == [1, 2]


def test_history_page_by_page(vault: Vault, play: Play) -> None:
    for _ in range(5):
        play(vault)
    records = Records(vault)
    first = records.history(2)
    second = records.history(2, before=first[-1].id)
    assert [kept.id for kept in (*first, *second)] == [5, 4, 3, 2]
    assert records.history(scenario="another") == ()


def test_there_is_no_such_practice(vault: Vault) -> None:
    with pytest.raises(LookupError, match="no practice 7"):
        Records(vault).read(7)


# --- search -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kettle", [1]),
        ("KETT", [1]),
        ("gate closes", [2]),
        ("closes gate", [2]),
        ("small talk", [2, 1]),
        ("hello dana", [1]),
        ("plain and warm", []),  # an explanation was not said
        ("i’m tired", [2]),
        ("zebra", []),
        ("", []),
        ('"', []),
        ("— ?", []),
        ("kettle AND NOT", []),
        ("text : kettle *", [1]),
    ],
)
def test_search(vault: Vault, play: Play, text: str, found: list[int]) -> None:
    play(vault, "hello", "agree", "invite")
    play(vault, "nod", "grumble", day="hard")
    if text.startswith("text"):
        found = []  # no column can be named: the word `text` was not said
    assert [hit.practice.id for hit in Records(vault).search(text)] == found


def test_a_hit_shows_where(vault: Vault, play: Play) -> None:
    play(vault, "hello", "agree", "invite")
    hit = Records(vault).search("nice weath")[0]
    assert hit.turn == 1
    assert ("weather", True) in hit.snippet
    assert "".join(text for text, _ in hit.snippet).startswith("Hello Dana.")


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(searched: Records, text: str) -> None:
    searched.search(text)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, play: Play) -> Records:
    vault = Vault.create(tmp_path_factory.mktemp("searched") / "vault")
    play(vault, "hello")
    return Records(vault)


# --- compare ------------------------------------------------------------------------------------------------------


def test_two_attempts_side_by_side(vault: Vault, play: Play) -> None:
    play(vault, "hello", "agree", "bye", 2, "grumble")
    left, right = Records(vault).read(1).attempts
    compared = compare(left, right)
    told = [
        (row.turn, row.left and row.left.choice, row.right and row.right.choice, row.same) for row in compared.turns
    ]
    assert told == [(1, "hello", "hello", True), (2, "agree", "grumble", False), (3, "bye", None, False)]
    assert compared.parts_at == 2
    assert compare(left, left).parts_at is None


def test_attempts_of_two_practices(vault: Vault, play: Play) -> None:
    play(vault, "hello")
    play(vault, "nod", day="hard")
    records = Records(vault)
    assert compare(records.read(1).attempts[-1], records.read(2).attempts[-1]).parts_at == 1


# --- removing, drafts, clocks -------------------------------------------------------------------------------------


def test_removed_means_removed(vault: Vault, play: Play) -> None:
    play(vault, "hello", "agree", "invite")
    play(vault, "hello")
    records = Records(vault)
    records.remove(1)
    assert [kept.id for kept in records.history()] == [2]
    assert records.search("kettle") == ()
    assert records.search("hello dana")
    with vault.read() as connection:
        left = [row[0] for row in connection.execute("SELECT json FROM words")]
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (len(left),)
    assert not [text for text in left if "kettle" in text]
    play(vault)
    assert records.history()[0].id == 3, "a number is never given twice"


def test_drafts(vault: Vault) -> None:
    records = Records(vault)
    text = "<b>Next time</b> 🙂 \u202ertl\u202c " + "x" * 20_000
    records.keep_draft("debrief", text)
    records.keep_draft("debrief", text + "!")
    assert records.draft("debrief") == text + "!"
    records.keep_draft("debrief", "")
    assert records.draft("debrief") == ""


def test_a_clock_that_is_set_back(vault: Vault, play: Play, clock: Callable[..., object]) -> None:
    play(vault, "hello")
    clock.move(hours=-5)  # type: ignore[attr-defined]
    play(vault, "nod")
    session_clock_back = play(vault)
    clock.move(hours=-5)  # type: ignore[attr-defined]
    session_clock_back.listen()
    session_clock_back.choose("hello")
    records = Records(vault)
    assert [kept.id for kept in records.history()] == [3, 2, 1], "in the order in which they were begun all the same"
    assert [kept.id for kept in records.left()] == [3, 2, 1]
    assert {kept.lasted for kept in records.history()} == {timedelta(0)}


def test_the_wall_clock_of_then_is_kept(vault: Vault, play: Play) -> None:
    play(vault)
    began = Records(vault).history()[0].began
    assert began.local().isoformat() == "2026-03-01T18:00:00+01:00"


@settings(max_examples=40)
@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_moments(one: object, other: object) -> None:
    first, second = Moment.of(one), Moment.of(other)  # type: ignore[arg-type]
    assert abs(first.local() - one) < timedelta(milliseconds=1)  # type: ignore[operator]
    assert span(first, second) >= timedelta(0)
    assert span(first, first) == timedelta(0)


# --- removed and put back -----------------------------------------------------------------------------------------


def test_what_was_removed_can_be_put_back_row_for_row(vault: Vault, play: Play) -> None:
    for choices in (("hello", "agree", 2, "agree", "invite"), ("nod", "grumble"), ("hello",)):
        play(vault, *choices)
    records = Records(vault)
    records.set_aside(3)

    def everything() -> object:
        with vault.read() as connection:
            told = as_json(connection, Moment(0, 0))
            return told, connection.execute("SELECT id, touched FROM practice ORDER BY id").fetchall()

    before = everything()
    removed = remove(vault, 1)
    assert [kept.id for kept in records.history()] == [3, 2]
    assert not records.search("kettle")
    put_back(vault, removed)
    assert everything() == before
    assert [hit.practice.id for hit in records.search("kettle")] == [1]


def test_removed_it_is_in_no_file(vault: Vault, play: Play) -> None:
    play(vault, "hello", "agree", "invite")
    remove(vault, 1)
    with vault.read() as connection:
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
    with pytest.raises(LookupError):
        remove(vault, 1)


def test_when_each_scenario_was_practised_last(vault: Vault, clock: HandClock, play: Play) -> None:
    assert Records(vault).practised() == {}
    play(vault, "hello")
    clock.move(days=1)
    play(vault, "nod")
    assert Records(vault).practised() == {"small-talk": Moment.of(clock.now)}


def test_words_that_fell_everywhere_are_found_in_the_newest(vault: Vault, play: Play) -> None:
    """Where something fell thousands of times, the search goes another way; it must find the same."""
    play(vault, "nod", "grumble")
    play(vault, "hello", "agree", 2, "agree", "invite")
    with vault.write() as connection:  # the second practice once more, 700 times
        columns = [row[1] for row in connection.execute("PRAGMA table_info(practice)")][2:]
        for number in range(3, 703):
            connection.execute(
                f"INSERT INTO practice (id, uid, {', '.join(columns)}) "
                f"SELECT ?, ?, {', '.join(columns)} FROM practice WHERE id = 2",
                (number, f"{number:032x}"),
            )
            connection.execute(
                """INSERT INTO entry SELECT ?, number, kind, turn, node, choice, at, "offset", words, connection,
                       clarity, self_respect, tension FROM entry WHERE practice = 2""",
                (number,),
            )
    records = Records(vault)
    hits = records.search("nice weather", 5)  # in every practice, several times
    assert [(hit.practice.id, hit.number, hit.turn) for hit in hits] == [(n, 1, 1) for n in range(702, 697, -1)]
    assert ("weather", True) in hits[0].snippet
    assert [hit.practice.id for hit in records.search("n", 1000)] == list(range(702, 0, -1))
    assert [hit.practice.id for hit in records.search("hot")] == [1]
