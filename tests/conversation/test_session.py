"""One practice: what may happen when, what is kept before it is shown, and going back without losing anything."""

from __future__ import annotations

import gc
import weakref
from typing import get_args

import pytest

from ipt_roleplay.conversation.events import (
    Began,
    Ended,
    Event,
    Explained,
    Offered,
    PartnerSpoke,
    Paused,
    Resumed,
    Rewound,
    SteppedOut,
    YouSpoke,
)
from ipt_roleplay.conversation.session import ChoiceNotOffered, NotNow, PracticeSession, PracticeState, Trigger
from ipt_roleplay.conversation.transcript import (
    FEEDBACKS,
    Entry,
    Feedback,
    MemoryRecorder,
    Pick,
    Rewind,
    Start,
    TranscriptError,
)
from ipt_roleplay.scenario.story import DAYS
from tests.scenario_text import choice, node, story_of, tea

TRIGGERS: tuple[Trigger, ...] = get_args(Trigger)
STATES: tuple[PracticeState, ...] = get_args(PracticeState)


def session_in(state: str, feedback: Feedback = "each", recorder: MemoryRecorder | None = None) -> PracticeSession:
    """A session of TEA in the state called; `… again` means with one answer given."""
    session = PracticeSession(tea(), feedback=feedback, recorder=recorder)
    name, _, again = state.partition(" ")
    if name == "briefing":
        return session
    session.begin()
    if again or name == "debrief":
        answer(session, "ask")
    if name == "debrief":
        answer(session, "thank")
    elif name != "listening":
        session.listen()
    if name == "feedback":
        session.choose("thank" if again else "ask")
    elif name == "paused":
        session.pause()
    elif name == "left":
        session.leave()
    assert session.state == name
    return session


def answer(session: PracticeSession, id_: str) -> tuple[Event, ...]:
    """Listen, answer and go on: everything that happened."""
    happened = (*session.listen(), *session.choose(id_))
    return (*happened, *session.go_on()) if session.state == "feedback" else happened


def fire(session: PracticeSession, trigger: Trigger) -> tuple[Event, ...]:
    match trigger:
        case "choose":
            return session.choose("thank" if session.steps else "ask")
        case "rewind":
            return session.rewind(1)
        case _:
            happened: tuple[Event, ...] = getattr(session, trigger)()
            return happened


# --- what may happen when -----------------------------------------------------------------------------------------

MAY_FIRE: dict[str, set[Trigger]] = {
    "briefing": {"begin", "leave"},
    "listening": {"listen", "pause", "leave"},
    "listening again": {"listen", "pause", "leave", "rewind"},
    "choosing": {"choose", "pause", "leave"},
    "choosing again": {"choose", "pause", "leave", "rewind"},
    "feedback": {"go_on", "pause", "leave", "rewind"},
    "feedback again": {"go_on", "pause", "leave", "rewind"},
    "debrief": {"leave", "rewind"},
    "paused": {"resume", "leave"},
    "paused again": {"resume", "leave", "rewind"},
    "left": set(),
    "left again": set(),
}


def test_the_table_knows_every_state() -> None:
    assert {state.split()[0] for state in MAY_FIRE} == set(STATES)


@pytest.mark.parametrize("state", MAY_FIRE)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_what_may_fire_in_each_state(state: str, trigger: Trigger) -> None:
    recorder = MemoryRecorder()
    session = session_in(state, recorder=recorder)
    assert session.can(trigger) is (trigger in MAY_FIRE[state])
    if trigger in MAY_FIRE[state]:
        fire(session, trigger)
        return
    before = (session.state, session.at, session.transcript, session.steps, list(recorder.entries))
    with pytest.raises(NotNow, match=f"`{trigger}` is not possible"):
        fire(session, trigger)
    assert (session.state, session.at, session.transcript, session.steps, recorder.entries) == before


LEADS_TO = [
    ("briefing", "begin", "listening"),
    ("listening", "listen", "choosing"),
    ("choosing", "choose", "feedback"),
    ("feedback", "go_on", "listening"),
    ("feedback again", "go_on", "debrief"),
    ("listening", "pause", "paused"),
    ("choosing", "pause", "paused"),
    ("feedback", "pause", "paused"),
    ("listening again", "rewind", "listening"),
    ("choosing again", "rewind", "listening"),
    ("feedback", "rewind", "listening"),
    ("paused again", "rewind", "listening"),
    ("debrief", "rewind", "listening"),
    *((state, "leave", "left") for state in MAY_FIRE if not state.startswith("left")),
]


@pytest.mark.parametrize(("state", "trigger", "then"), LEADS_TO)
def test_where_each_trigger_leads(state: str, trigger: Trigger, then: str) -> None:
    session = session_in(state)
    fire(session, trigger)
    assert session.state == then


@pytest.mark.parametrize("feedback", ["end", "none"])
def test_without_feedback_at_each_answer_one_goes_straight_on(feedback: Feedback) -> None:
    session = session_in("choosing", feedback)
    session.choose("ask")
    assert session.state == "listening"
    session.listen()
    session.choose("thank")
    assert session.state == "debrief"


# --- a whole practice ---------------------------------------------------------------------------------------------


def test_a_practice_from_briefing_to_debrief() -> None:
    session = PracticeSession(tea(), seed=3, day="hard")
    assert (session.state, session.turn, session.day, session.feedback) == ("briefing", 1, "hard", "each")
    began, scene, line = session.begin()
    assert isinstance(began, Began)
    assert (began.day, began.gauges) == ("hard", (6, 0, 5, 5))
    assert isinstance(line, PartnerSpoke)
    assert line.text == "What is it?"
    [offered] = session.listen()
    assert isinstance(offered, Offered)
    assert offered == session.options()
    assert {option.id for option in offered.options} == {"ask", "wait"}
    assert [event.type for event in session.choose("ask")] == ["you", "partner", "feedback", "gauges"]
    assert [event.type for event in session.go_on()] == ["partner"]
    assert (session.turn, len(session.steps)) == (2, 1)
    session.listen()
    session.choose("thank")
    last_words, ended = session.go_on()
    assert isinstance(ended, Ended)
    assert session.ending is not None
    assert ended.ending == session.ending.id == "tea-together"
    assert session.options().options == ()
    assert session.turn == 3
    assert (scene.type, last_words.type) == ("scene", "partner")


def test_the_same_seed_gives_the_same_order_and_another_one_another() -> None:
    story = story_of({"a": node(*(choice(f"c{number}", "done") for number in range(6)))})

    def order(seed: int) -> list[str]:
        session = PracticeSession(story, seed=seed)
        session.begin()
        return [option.id for option in session.options().options]

    assert order(5) == order(5)
    assert len({tuple(order(seed)) for seed in range(10)}) > 5


@pytest.mark.parametrize("day", DAYS)
def test_a_rewind_on_any_day_goes_back_to_that_days_beginning(day: str) -> None:
    session = PracticeSession(tea(), day=day)  # type: ignore[arg-type]
    session.begin()
    start = session.at
    answer(session, "wait")
    session.rewind(1)
    assert session.at == start == session.story.begins[session.day]


def test_two_practices_side_by_side_do_not_disturb_each_other() -> None:
    one, other = PracticeSession(tea()), PracticeSession(tea(), day="hard", feedback="end")
    one.begin()
    assert other.state == "briefing"
    other.begin()
    answer(one, "ask")
    one.pause()
    other.listen()
    assert (one.state, other.state) == ("paused", "choosing")
    other.choose("wait")
    one.resume()
    assert (one.state, [step.choice.id for step in one.steps]) == ("listening", ["ask"])
    assert (other.state, [step.choice.id for step in other.steps]) == ("listening", ["wait"])


def test_a_practice_that_nobody_needs_any_more_is_let_go() -> None:
    session = session_in("debrief")
    watched = weakref.ref(session)
    del session
    gc.collect()
    assert watched() is None


# --- feedback -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_answers_are_explained_when_it_was_asked_for(feedback: Feedback) -> None:
    session = PracticeSession(tea(), feedback=feedback)
    happened = [*session.begin(), *answer(session, "ask"), *answer(session, "sigh")]
    explained = [event for event in happened if isinstance(event, Explained)]
    after = session.explanations()
    assert [event.choice for event in explained] == (["ask", "sigh"] if feedback == "each" else [])
    assert [event.choice for event in after] == ([] if feedback == "none" else ["ask", "sigh"])
    if feedback == "each":
        assert tuple(explained) == after


def test_the_explanations_are_the_same_at_the_end_as_after_each() -> None:
    sessions = [PracticeSession(tea(), feedback=feedback) for feedback in ("each", "end")]
    for session in sessions:
        session.begin()
        answer(session, "wait")
        answer(session, "sigh")
    assert sessions[0].explanations() == sessions[1].explanations()


# --- choices ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["unheard-of", "thank", "late", "", "ask "])
def test_a_choice_that_is_not_on_offer_is_refused_and_those_on_offer_are_named(wrong: str) -> None:
    recorder = MemoryRecorder()
    story = story_of(
        {"a": node(choice("ask", "b"), choice("late", "b", when="turn > 5")), "b": node(choice("thank", "a"))}
    )
    session = PracticeSession(story, recorder=recorder)
    session.begin()
    session.listen()
    before = (session.at, session.transcript, session.steps, list(recorder.entries))
    with pytest.raises(ChoiceNotOffered, match="On offer are: ask"):
        session.choose(wrong)
    assert session.state == "choosing"
    assert (session.at, session.transcript, session.steps, recorder.entries) == before
    session.choose("ask")


def test_a_choice_that_is_there_once_is_refused_the_second_time() -> None:
    session = PracticeSession(story_of({"a": node(choice("x", "a", once=True), choice("y", "a"))}))
    session.begin()
    answer(session, "x")
    session.listen()
    with pytest.raises(ChoiceNotOffered, match="On offer are: y"):
        session.choose("x")


# --- pause, resume, leave -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["listening", "choosing", "feedback", "listening again", "choosing again"])
def test_a_pause_comes_back_to_where_it_was(state: str) -> None:
    session = session_in(state)
    before = (session.state, session.at, session.transcript, session.script(), session.options())
    assert session.pause() == (Paused(),)
    assert session.state == "paused"
    assert session.script() == before[3]
    assert session.resume() == (Resumed(),)
    assert (session.state, session.at, session.transcript, session.script(), session.options()) == before


def test_after_a_pause_the_practice_goes_on_as_without_it() -> None:
    plain, paused = PracticeSession(tea()), PracticeSession(tea())
    happened: list[tuple[Event, ...]] = []
    for session, stops in ((plain, False), (paused, True)):
        events: list[Event] = []
        for step in (session.begin, session.listen, lambda s=session: s.choose("ask"), session.go_on, session.listen):
            events += step()
            if stops:
                session.pause()
                session.resume()
        happened.append(tuple(events))
    assert happened[0] == happened[1]


def test_a_rewind_may_follow_a_pause_and_another_pause_the_rewind() -> None:
    session = session_in("feedback")
    session.pause()
    session.rewind(1)
    session.pause()
    session.resume()
    assert session.state == "listening"


@pytest.mark.parametrize("state", [state for state in MAY_FIRE if not state.startswith("left")])
def test_leaving_keeps_everything(state: str) -> None:
    session = session_in(state)
    transcript, at = session.transcript, session.at
    assert session.leave() == (SteppedOut(),)
    assert (session.state, session.transcript, session.at) == ("left", transcript, at)


# --- rewind -------------------------------------------------------------------------------------------------------


def test_a_rewind_goes_back_to_before_the_pick_and_the_partner_says_the_line_again() -> None:
    session = PracticeSession(tea())
    opening = session.begin()
    met = answer(session, "ask")[-1]
    session.listen()
    session.choose("sigh")
    assert session.rewind(2) == (Rewound(2), met)
    assert (session.turn, [step.choice.id for step in session.steps]) == (2, ["ask"])
    assert session.rewind(1) == (Rewound(1), *opening[1:])
    assert (session.turn, session.steps) == (1, ())


def test_a_rewind_keeps_both_attempts() -> None:
    session = session_in("debrief")
    session.rewind(1)
    answer(session, "wait")
    answer(session, "sigh")
    log = session.transcript
    assert [[pick.choice for pick in attempt] for attempt in log.attempts] == [["ask", "thank"], ["wait", "sigh"]]
    assert [pick.choice for pick in log.picks] == ["wait", "sigh"]
    assert session.ending is not None
    assert session.ending.id == "alone"


def test_after_a_rewind_everything_is_computed_from_the_choices_that_remain() -> None:
    story = story_of(
        {
            "a": node(choice("x", "b", once=True, effect={"tension": 4}, set=["f"]), choice("y", "b")),
            "b": node(choice("z", "a"), choice("w", "done", when="f or visited('b')")),
        },
        flags=["f"],
    )
    tried, fresh = PracticeSession(story, seed=9), PracticeSession(story, seed=9)
    tried.begin()
    fresh.begin()
    answer(tried, "x")
    answer(tried, "z")
    tried.rewind(1)
    for session in (tried, fresh):
        answer(session, "y")
    assert tried.at == fresh.at
    assert tried.options() == fresh.options()
    assert tried.script() == fresh.script()
    tried.rewind(1)
    assert {option.id for option in tried.options().options} == {"x", "y"}


@pytest.mark.parametrize("turn", [0, -1, 2, 3, 100])
def test_there_is_no_going_back_to_a_turn_that_was_not_taken(turn: int) -> None:
    recorder = MemoryRecorder()
    session = session_in("feedback", recorder=recorder)
    before = (session.state, session.at, session.transcript, list(recorder.entries))
    with pytest.raises(ValueError, match=f"no turn {turn} to go back to; the turns so far are 1 to 1"):
        session.rewind(turn)
    assert (session.state, session.at, session.transcript, recorder.entries) == before


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_one_can_go_back_from_the_debrief_to_every_turn(turn: int, feedback: Feedback) -> None:
    session = session_in("debrief", feedback)
    session.rewind(turn)
    assert (session.state, session.turn, session.ending) == ("listening", turn, None)
    assert session.can("rewind") is (turn > 1)


# --- the script: everything afresh --------------------------------------------------------------------------------


@pytest.mark.parametrize("feedback", FEEDBACKS)
def test_the_script_is_what_was_shown(feedback: Feedback) -> None:
    session = PracticeSession(tea(), feedback=feedback)
    shown = list(session.begin())
    assert session.script() == tuple(shown)
    for id_ in ("wait", "thank"):
        session.listen()
        shown += session.choose(id_)
        assert session.script() == tuple(shown)
        if session.state == "feedback":
            shown += session.go_on()
            assert session.script() == tuple(shown)


def test_after_a_rewind_the_script_tells_only_what_counts() -> None:
    session = session_in("debrief")
    session.rewind(2)
    said = [event.choice for event in session.script() if isinstance(event, YouSpoke)]
    assert said == ["ask"]
    assert not any(isinstance(event, Ended) for event in session.script())


# --- kept before it is shown --------------------------------------------------------------------------------------


class Watching:
    """Keeps the entries, and with each of them how far the session had come."""

    def __init__(self) -> None:
        self.session: PracticeSession | None = None
        self.seen: list[tuple[Entry, str, int]] = []

    def record(self, entry: Entry) -> None:
        assert self.session is not None
        self.seen.append((entry, self.session.state, len(self.session.transcript.log)))


def test_each_entry_is_kept_before_anything_that_follows_from_it() -> None:
    recorder = Watching()
    session = recorder.session = PracticeSession(tea(), seed=4, recorder=recorder)
    session.begin()
    session.listen()
    session.choose("ask")
    session.rewind(1)
    assert recorder.seen == [
        (Start("tea", session.story.sha256, 4, "ordinary", "each"), "briefing", 0),
        (Pick(1, "hello", "ask"), "choosing", 0),
        (Rewind(1), "feedback", 1),
    ]


class FullDisk(MemoryRecorder):
    """Takes entries until it is full."""

    full = False

    def record(self, entry: Entry) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        super().record(entry)


RECORDED: list[tuple[str, Trigger]] = [
    ("briefing", "begin"),
    ("choosing", "choose"),
    ("choosing again", "choose"),
    ("choosing again", "rewind"),
    ("listening again", "rewind"),
    ("paused again", "rewind"),
    ("debrief", "rewind"),
]


@pytest.mark.parametrize(
    ("state", "trigger", "feedback"),
    [("feedback", "rewind", "each"), *((*recorded, feedback) for recorded in RECORDED for feedback in FEEDBACKS)],
)
def test_what_cannot_be_kept_has_not_happened_and_can_be_tried_again(
    state: str, trigger: Trigger, feedback: Feedback
) -> None:
    recorder = FullDisk()
    session = session_in(state, feedback, recorder)
    before = (session.state, session.at, session.transcript, session.steps, session.options(), list(recorder.entries))
    recorder.full = True
    with pytest.raises(OSError, match="No space left"):
        fire(session, trigger)
    now = (session.state, session.at, session.transcript, session.steps, session.options(), recorder.entries)
    assert now == before
    recorder.full = False
    untroubled = session_in(state, feedback)
    assert fire(session, trigger) == fire(untroubled, trigger)
    assert (session.state, session.at, session.transcript) == (untroubled.state, untroubled.at, untroubled.transcript)


def test_what_need_not_be_kept_goes_on_while_the_disk_is_full() -> None:
    recorder = FullDisk()
    session = session_in("feedback", recorder=recorder)
    recorder.full = True
    session.pause()
    session.resume()
    session.go_on()
    session.listen()
    session.leave()
    assert session.state == "left"


# --- taken up again -----------------------------------------------------------------------------------------------


def test_a_practice_taken_up_again_tells_everything_and_goes_on() -> None:
    first = PracticeSession(tea(), seed=8, day="hard")
    told = [*first.begin(), *answer(first, "ask")]
    again = PracticeSession.restore(tea(), first.transcript)
    assert again.state == "briefing"
    assert [event for event in told if not isinstance(event, Offered)] == list(again.begin())
    assert (again.state, again.at, again.day) == ("listening", first.at, "hard")
    assert again.options() == first.options()
    assert answer(again, "thank") == answer(first, "thank")


def test_a_practice_that_had_ended_is_taken_up_at_its_debrief() -> None:
    first = session_in("debrief")
    again = PracticeSession.restore(tea(), first.transcript)
    assert again.begin() == first.script()
    assert again.state == "debrief"
    again.rewind(2)
    assert again.state == "listening"


@pytest.mark.parametrize("state", ["listening", "choosing again", "debrief"])
def test_a_practice_taken_up_again_is_not_recorded_as_new(state: str) -> None:
    recorder = MemoryRecorder()
    again = PracticeSession.restore(tea(), session_in(state).transcript, recorder)
    again.begin()
    assert recorder.entries == []


def test_a_rewound_practice_is_taken_up_with_all_its_attempts() -> None:
    first = session_in("debrief")
    first.rewind(1)
    again = PracticeSession.restore(tea(), first.transcript)
    again.begin()
    answer(again, "wait")
    assert [[pick.choice for pick in attempt] for attempt in again.transcript.attempts] == [["ask", "thank"], ["wait"]]


def test_a_practice_of_another_version_is_refused_where_they_part() -> None:
    other = story_of({"hello": node(choice("ask", "well")), "well": node(choice("wave", "done"))})
    with pytest.raises(TranscriptError, match="At turn 2 this practice has the answer `thank` at `well`"):
        PracticeSession.restore(other, session_in("debrief").transcript)


def test_without_a_recorder_the_entries_are_in_memory() -> None:
    session = session_in("debrief")
    assert isinstance(session.recorder, MemoryRecorder)
    assert session.recorder.entries == [session.transcript.start, *session.transcript.log]
