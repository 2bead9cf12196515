"""Scenarios change, practices survive: what was kept goes on as far as the ids lead, and says what moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.conversation.events import YouSpoke
from ipt_roleplay.conversation.migration import Report, migrate_transcript
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Pick, Rewind, Transcript
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

Play = Callable[..., PracticeSession]
MakeStory = Callable[..., Story]

HELLO = "      - {id: hello,"
WAVE = "      - {id: wave, do: You wave., stance: listening, heard: A wave., feedback: Friendly., next: walk}\n"


@pytest.fixture
def resumed(vault: Vault, play: Play) -> Callable[..., tuple[Report, PracticeSession]]:
    """Plays the choices, then takes the practice up in another version of the story; both ways must agree."""

    def resume(changed: Story, *choices: str | int) -> tuple[Report, PracticeSession]:
        before = play(vault, *choices)
        records = Records(vault)
        report = records.resumption(1, changed)
        assert records.transcript(1) == before.transcript, "looking changes nothing"
        transcript, recorder = records.take_up(1, changed)
        assert transcript == report.transcript == records.transcript(1)
        assert transcript.log[: len(before.transcript.log)] == before.transcript.log, "nothing is taken out"
        session = PracticeSession.restore(changed, transcript, recorder)
        session.begin()
        assert (session.turn, changed.node_id(session.at.node)) == (report.turn, report.stands)
        assert records.resumption(1, changed).unchanged
        return report, session

    return resume


Resumed = Callable[..., tuple[Report, PracticeSession]]


def test_an_option_inserted(make_story: MakeStory, resumed: Resumed) -> None:
    report, session = resumed(make_story((HELLO, WAVE + HELLO)), "hello", "agree")
    assert report.unchanged
    assert report.added == ()
    assert session.turn == 3


def test_an_option_deleted(make_story: MakeStory, story: Story, resumed: Resumed) -> None:
    text = "      - {id: nod, do: You nod., stance: passive, heard: Nothing., feedback: Easy to miss., next: walk}\n"
    report, session = resumed(make_story((text, "")), "nod", "agree")
    assert [(gone.turn, gone.choice, gone.why) for gone in report.gone] == [
        (1, "nod", "the answer is no longer in the scenario"),
        (2, "agree", "it comes after"),
    ]
    assert (report.turn, report.stands) == (1, "bench")
    assert report.added == (Rewind(1),)
    session.listen()
    session.choose("hello")
    assert session.transcript.attempts[0][0].choice == "nod", "the way that was gone stays as an attempt"


def test_another_option_deleted_matters_not(make_story: MakeStory, resumed: Resumed) -> None:
    text = "      - {id: nod, do: You nod., stance: passive, heard: Nothing., feedback: Easy to miss., next: walk}\n"
    report, _ = resumed(make_story((text, "")), "hello", "agree")
    assert report.unchanged


def test_options_reordered(make_story: MakeStory, resumed: Resumed) -> None:
    swapped = make_story(("{id: hello,", "{id: swapped,"), ("{id: nod,", "{id: hello,"), ("{id: swapped,", "{id: nod,"))
    report, _ = resumed(swapped, "hello", "agree")
    assert report.unchanged
    assert report.stands == "gate"


def test_a_node_renamed(make_story: MakeStory, resumed: Resumed) -> None:
    report, session = resumed(make_story(("  walk:", "  stroll:"), ("next: walk}", "next: stroll}")), "hello", "agree")
    assert [(moved.turn, moved.was, moved.now) for moved in report.moved] == [(2, "walk", "stroll")]
    assert report.gone == ()
    assert report.added == (Rewind(2), Pick(2, "stroll", "agree"))
    assert (session.turn, report.stands) == (3, "gate")


def test_a_node_whose_way_leads_elsewhere_is_not_taken_for_a_renamed_one(
    make_story: MakeStory, resumed: Resumed
) -> None:
    """The old node is still there: an answer of the same name at another place is another answer."""
    moved = make_story(("effect: {connection: +1}, next: walk}", "next: gate}"), ("{id: bye,", "{id: agree,"))
    report, _ = resumed(moved, "hello", "agree")
    assert [gone.why for gone in report.gone] == ["the way now leads elsewhere"]
    assert (report.turn, report.stands) == (2, "gate")


def test_a_gauge_changed(make_story: MakeStory, resumed: Resumed) -> None:
    report, _ = resumed(make_story(("gauges: {connection: 5}", "gauges: {connection: 2}")), "hello", "agree", "invite")
    assert [(gone.turn, gone.why) for gone in report.gone] == [(3, "the answer is not on offer as things now stand")]
    assert (report.turn, report.stands, report.has_ended) == (3, "gate", False)


def test_an_ending_removed(make_story: MakeStory, resumed: Resumed) -> None:
    ending = "  end-warm: {title: Tea, said: plainly, answer: agreed, text: The kettle is on.}\n"
    report, session = resumed(
        make_story((ending, ""), ("next: end-warm}", "next: end-cool}")), "hello", "agree", "invite"
    )
    assert report.unchanged
    assert (report.stands, report.has_ended) == ("end-cool", True)
    assert session.state == "debrief"


def test_an_ending_that_comes_sooner(make_story: MakeStory, resumed: Resumed) -> None:
    sooner = make_story(("effect: {connection: +1}, next: gate}", "next: end-cool}"))
    report, _ = resumed(sooner, "hello", "agree", "bye")
    assert [(gone.turn, gone.why) for gone in report.gone] == [(3, "the conversation has ended before it")]
    assert report.has_ended


def test_the_old_words_stay_readable(vault: Vault, make_story: MakeStory, play: Play) -> None:
    play(vault, "hello")
    changed = make_story(("say: Hello Dana.", "say: Good morning."))
    records = Records(vault)
    transcript, recorder = records.take_up(1, changed)
    session = PracticeSession.restore(changed, transcript, recorder)
    session.begin()
    session.listen()
    session.rewind(1)
    session.listen()
    session.choose("hello")
    said = [event.say for told in records.read(1).told for event in told.events if isinstance(event, YouSpoke)]
    assert said == ["Hello Dana.", "Good morning."]
    with vault.read() as connection:
        editions = connection.execute("SELECT number, sha256 FROM edition ORDER BY number").fetchall()
    assert editions == [(0, PracticeSession(make_story()).story.sha256), (2, changed.sha256)]


def test_another_scenario_is_refused(story: Story) -> None:
    transcript = PracticeSession(story).transcript
    other = Transcript(type(transcript.start)("other", "", 0, "good", "each"))
    with pytest.raises(ValueError, match="`other`, not of `small-talk`"):
        migrate_transcript(story, other)


@given(
    st.lists(st.sampled_from(["hello", "nod", "agree", "grumble", "invite", "bye", "back"]), max_size=8),
    st.integers(0, 4),
)
def test_whatever_was_played_goes_on_in_every_version(
    make_versions: list[Story], story: Story, moves: list[str], version: int
) -> None:
    session = PracticeSession(story)
    session.begin()
    for move in moves:
        if session.can("listen"):
            session.listen()
        if move == "back" and session.can("rewind"):
            session.rewind(session.turn - 1)
        elif session.state == "choosing" and move in [option.id for option in session.options().options]:
            session.choose(move)
            session.go_on()
    changed = make_versions[version]
    report = migrate_transcript(changed, session.transcript)
    again = PracticeSession.restore(changed, report.transcript)
    again.begin()
    assert changed.node_id(again.at.node) == report.stands
    assert again.turn == report.turn == len(report.transcript.picks) + 1
    assert len(report.transcript.picks) + len(report.gone) == len(session.transcript.picks)
    assert Transcript.from_json(report.transcript.as_json()) == report.transcript
    assert migrate_transcript(changed, report.transcript).added == (), "doing it twice adds nothing"


@pytest.fixture(scope="module")
def make_versions(make_story: MakeStory) -> list[Story]:
    return [
        make_story(),
        make_story((HELLO, WAVE + HELLO)),
        make_story(("  walk:", "  stroll:"), ("next: walk}", "next: stroll}")),
        make_story(("gauges: {connection: 5}", "gauges: {connection: 2}")),
        make_story(("effect: {connection: +1}, next: gate}", "next: end-cool}")),
    ]
