"""The rules of a conversation, in the order in which the scenario format writes them down."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from ipt_roleplay.conversation import engine, events
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
from ipt_roleplay.scenario.state import GAUGES, State
from ipt_roleplay.scenario.story import DAYS, Choice, Story
from tests.scenario_text import choice, ending, node, story_of, tea

START = State(0, 5, 5, 5, 5)


def picked(story: Story, id_: str, state: State = START) -> Choice:
    return next(choice for choice in story.nodes[state.node].choices if choice.id == id_)


def after(story: Story, *ids: str, state: State = START) -> State:
    """Where one stands after picking `ids` in turn."""
    for id_ in ids:
        found = picked(story, id_, state)
        assert engine.is_on_offer(state, found), f"{id_} is not on offer"
        state = engine.step(state, found)
    return state


def at(story: Story, state: State) -> str:
    return story.node_id(state.node)


def offered(story: Story, state: State) -> list[str]:
    return [option.id for option in engine.offer(story, state, story.nodes[state.node].choices).options]


# --- effects ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [-9999, -11, -10, -3, -1, 0, 1, 3, 10, 11, 9999])
@pytest.mark.parametrize("gauge", GAUGES)
def test_an_effect_is_added_to_its_gauge_and_clamped(gauge: str, change: int) -> None:
    story = story_of({"a": node(choice("x", "done", effect={gauge: change}))})
    for value in range(11):
        before = START._replace(**{gauge: value})
        moved = after(story, "x", state=before)
        assert moved.gauges == before._replace(**{gauge: min(10, max(0, value + change))}).gauges


def test_effects_are_clamped_at_every_step_and_not_at_the_end() -> None:
    story = story_of(
        {"a": node(choice("up", "a", effect={"tension": 9}), choice("down", "done", effect={"tension": -4}))}
    )
    assert after(story, "up", "up", "down").tension == 6


def test_without_an_effect_the_gauges_stay() -> None:
    story = story_of({"a": node(choice("x", "done"))})
    assert after(story, "x").gauges == START.gauges


# --- flags --------------------------------------------------------------------------------------------------------


def test_flags_are_cleared_and_set() -> None:
    story = story_of(
        {"a": node(choice("x", "a", set=["f", "g"]), choice("y", "a", clear=["g", "h"], set=["h2", "f"]))},
        flags=["f", "g", "h", "h2"],
    )
    assert story.flags_set(after(story, "x")) == ("f", "g")
    assert story.flags_set(after(story, "x", "y")) == ("f", "h2")
    assert story.flags_set(after(story, "y", "x")) == ("f", "g", "h2")


def test_other_flags_stay() -> None:
    story = story_of({"a": node(choice("x", "a", clear=["g"]))}, flags=["f", "g", "h"])
    assert story.flags_set(after(story, "x", state=START._replace(flags=0b111))) == ("f", "h")


# --- once and visited ---------------------------------------------------------------------------------------------


def test_a_choice_that_is_there_once_goes_after_it_was_picked_and_no_other_does() -> None:
    story = story_of(
        {
            "a": node(choice("x", "b", once=True), choice("y", "b", once=True), choice("z", "b")),
            "b": node(choice("x", "a", once=True), choice("back", "a")),
        }
    )
    assert offered(story, START) == ["x", "y", "z"]
    assert offered(story, after(story, "x")) == ["x", "back"]
    assert offered(story, after(story, "x", "back")) == ["y", "z"]
    assert offered(story, after(story, "x", "x")) == ["y", "z"]
    assert offered(story, after(story, "x", "x", "z")) == ["back"]
    assert offered(story, after(story, "z", "back", "z", "back")) == ["x", "y", "z"]


def test_visited_means_left_before() -> None:
    story = story_of(
        {
            "a": node(
                choice("on", "b"), choice("again", "b", when="visited('a')"), choice("b", "b", when="visited('b')")
            ),
            "b": node(choice("back", "a"), choice("here", "done", when="visited('b')")),
        }
    )
    assert offered(story, START) == ["on"]
    assert offered(story, after(story, "on")) == ["back"]
    assert offered(story, after(story, "on", "back")) == ["on", "again", "b"]
    assert offered(story, after(story, "on", "back", "on")) == ["back", "here"]


# --- when a choice is on offer ------------------------------------------------------------------------------------


def test_a_choice_is_on_offer_in_the_state_as_it_is() -> None:
    story = story_of(
        {
            "a": node(
                choice("calm", "a", when="tension < 5", effect={"tension": 5}),
                choice("tense", "a", when="tension >= 5 and turn > 1"),
                choice("any", "a"),
            )
        }
    )
    calm = START._replace(tension=4)
    assert offered(story, calm) == ["calm", "any"]
    assert offered(story, START) == ["any"]
    assert offered(story, after(story, "calm", state=calm)) == ["tense", "any"]


# --- next ---------------------------------------------------------------------------------------------------------


def routes(*pairs: tuple[str | None, str]) -> list[dict[str, str]]:
    return [{"to": to} if when is None else {"when": when, "to": to} for when, to in pairs]


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ("tension == 8", {"effect": {"tension": 3}}),
        ("tension == 10", {"effect": {"tension": 9}}),
        ("f", {"set": ["f"]}),
        ("not g", {"clear": ["g"]}),
        ("visited('a')", {}),
        ("turn == 1", {}),
        ("not turn == 2", {}),
        ("not visited('b')", {}),
    ],
)
def test_next_is_evaluated_in_the_new_state_with_the_old_turn(when: str, more: dict[str, Any]) -> None:
    story = story_of(
        {"a": node(choice("x", routes((when, "b"), (None, "done")), **more)), "b": node(choice("y", "done"))},
        flags=["f", "g"],
    )
    assert at(story, after(story, "x", state=START._replace(flags=0b10))) == "b"


def test_the_first_true_route_counts_and_else_the_last() -> None:
    to = routes(("tension >= 7", "b"), ("tension >= 4", "c"), (None, "done"))
    story = story_of({"a": node(choice("x", to)), "b": node(choice("y", "a")), "c": node(choice("y", "a"))})
    assert [at(story, after(story, "x", state=START._replace(tension=tension))) for tension in (9, 7, 6, 4, 3)] == [
        "b",
        "b",
        "c",
        "c",
        "done",
    ]


def test_a_route_may_lead_back_to_its_own_node() -> None:
    story = story_of({"a": node(choice("x", routes(("turn < 3", "a"), (None, "done"))))})
    state = START
    path = []
    while story.ending_at(state) is None:
        state = after(story, "x", state=state)
        path.append(at(story, state))
    assert path == ["a", "a", "done"]
    assert state.turn == 4


def test_the_turn_goes_up_by_one_with_every_pick() -> None:
    story = story_of({"a": node(choice("x", "b")), "b": node(choice("y", "done"))})
    assert [after(story, *ids).turn for ids in ((), ("x",), ("x", "y"))] == [1, 2, 3]


# --- texts --------------------------------------------------------------------------------------------------------


def lines(*pairs: tuple[str | None, str]) -> list[dict[str, str]]:
    return [{"say": say} if when is None else {"when": when, "say": say} for when, say in pairs]


@pytest.mark.parametrize("text", ["reply", "heard", "feedback", "better"])
@pytest.mark.parametrize(
    ("when", "true"),
    [("tension == 7", True), ("tension == 5", False), ("f", True), ("visited('a')", True), ("turn == 2", True)],
)
def test_the_texts_of_a_choice_are_chosen_in_the_new_state(text: str, when: str, true: bool) -> None:
    more = {text: lines((when, "So."), (None, "Else."))}
    story = story_of({"a": node(choice("x", "done", effect={"tension": 2}, set=["f"], **more))}, flags=["f"])
    _, happened = engine.choose(story, START, picked(story, "x"))
    texts = [event.text for event in happened if isinstance(event, PartnerSpoke)]
    texts += [str(getattr(event, text)) for event in happened if isinstance(event, Explained) and text != "reply"]
    assert texts == ["So." if true else "Else."]


@pytest.mark.parametrize(
    ("when", "true"),
    [("tension == 7", True), ("f", True), ("turn == 2", True), ("turn == 1", False), ("visited('b')", False)],
)
def test_the_lines_of_a_place_are_chosen_on_arriving(when: str, true: bool) -> None:
    said = lines((when, "So."), (None, "Else."))
    story = story_of(
        {
            "a": node(choice("x", "b", effect={"tension": 2}, set=["f"])),
            "b": node(choice("y", "done"), scene=said, partner=said),
        },
        flags=["f"],
    )
    met = engine.arrival(story, after(story, "x"))
    word = "So." if true else "Else."
    assert met == (SceneShown(2, word), PartnerSpoke(2, word, None, "line"))


def test_the_texts_of_an_ending_are_chosen_on_arriving() -> None:
    said = lines(("tension >= 7", "Tense."), (None, "Calm."))
    story = story_of(
        {"a": node(choice("x", "done", effect={"tension": 2}))},
        endings={"done": ending("partly", "later", partner=said, mood="tired", text=said)},
    )
    assert engine.arrival(story, after(story, "x")) == (
        PartnerSpoke(2, "Tense.", "tired", "ending"),
        Ended(2, "done", "The end", "partly", "later", "Tense."),
    )


def test_the_first_variant_with_a_true_when_counts() -> None:
    said = lines(("tension >= 7", "High."), ("tension >= 5", "Middle."), ("tension >= 0", "Low."), (None, "Never."))
    story = story_of({"a": node(choice("x", "a"), partner=said)})
    spoken = [engine.spoken(story.nodes[0].partner, START._replace(tension=tension)) for tension in (10, 7, 6, 5, 4, 0)]
    assert [line.say for line in spoken if line] == ["High.", "High.", "Middle.", "Middle.", "Low.", "Low."]


def test_where_there_is_no_text_nothing_is_said() -> None:
    story = story_of({"a": node(choice("x", "b")), "b": node(choice("y", "done"), scene="Rain.", partner="Hm.")})
    assert engine.spoken(story.nodes[0].scene, START) is None
    assert engine.arrival(story, START) == (PartnerSpoke(1, "Well?", None, "line"),)
    quiet = story_of({"a": node(choice("x", "done")), "b": {"choices": [choice("y", "a")]}})
    assert engine.arrival(quiet, START._replace(node=1)) == ()


# --- what happens -------------------------------------------------------------------------------------------------


def test_a_pick_is_told_in_order_up_to_the_explanation() -> None:
    story = tea()
    before = engine.begin(story, "ordinary")
    state, happened = engine.choose(story, before, picked(story, "ask", before))
    assert happened == (
        YouSpoke(1, "hello", "ask", "May I have some tea with you?", None),
        PartnerSpoke(1, "Oh.", "surprised", "reply"),
        Explained(
            1, "ask", "assertive", ("clear_request",), (), "Tea with me.", "That was plain. It can be answered.", None
        ),
        Moved(1, (6, 0, 5, 2), (6, 3, 6, 2)),
    )
    assert state == engine.step(before, picked(story, "ask", before))
    assert engine.arrival(story, state) == (PartnerSpoke(2, "Of course.", "warm", "line"),)


def test_what_is_done_and_what_got_in_the_way_is_told() -> None:
    story = tea()
    before = engine.begin(story, "ordinary")
    _, happened = engine.choose(story, before, picked(story, "wait", before))
    assert happened[:2] == (
        YouSpoke(1, "hello", "wait", None, "You look at the kettle."),
        Explained(
            1,
            "wait",
            "passive",
            (),
            ("indirect_message",),
            "The kettle is loud today.",
            "Nobody can hear a look. It was there, and it passed.",
            "May I have some tea with you?",
        ),
    )


@pytest.mark.parametrize(
    ("day", "gauges", "line", "mood"),
    [
        ("good", (6, 0, 5, 0), "Hello, you.", "cheerful"),
        ("ordinary", (6, 0, 5, 2), "Hello, you.", "cheerful"),
        ("hard", (6, 0, 5, 5), "What is it?", "annoyed"),
    ],
)
def test_the_day_is_applied_before_the_first_line(day: Any, gauges: events.Gauges, line: str, mood: str) -> None:
    story = tea()
    assert engine.opening(story, engine.begin(story, day), day) == (
        Began("tea", day, gauges),
        SceneShown(1, "The kettle hums."),
        PartnerSpoke(1, line, mood, "line"),
    )


def test_an_offer_gives_nothing_away_about_what_a_choice_does() -> None:
    story = tea()
    offer = engine.offer(story, engine.begin(story, "ordinary"), story.nodes[0].choices)
    assert offer == Offered(
        1,
        "hello",
        (
            Option("ask", "May I have some tea with you?", None),
            Option("wait", None, "You look at the kettle."),
        ),
    )


def test_two_ways_to_ask_what_is_on_offer_agree() -> None:
    story = story_of(
        {
            "a": node(
                choice("x", "a", when="tension > 5"), choice("y", "a", once=True), choice("z", "a", when="turn == 1")
            )
        }
    )
    for tension in (4, 6):
        for once in (0, 1):
            for turn in (1, 2):
                state = START._replace(tension=tension, once=once, turn=turn)
                choices = story.nodes[0].choices
                one_by_one = tuple(each for each in choices if engine.is_on_offer(state, each))
                assert engine.on_offer(state, choices) == one_by_one


# --- the order on the screen --------------------------------------------------------------------------------------

IDS = ["plain-limit", "mess", "wait", "just-once", "so-looking-forward"]


def five(**more: Any) -> Story:
    return story_of({"on-her-way": node(*(choice(id_, "on-her-way") for id_ in IDS), **more)})


def arranged(story: Story, seed: int) -> list[str]:
    return [each.id for each in engine.arranged(story, 0, seed)]


@pytest.mark.parametrize("seed", [0, 1, 7, -3, 2**31, 10**30])
def test_choices_stand_in_the_order_of_sha256_of_seed_node_and_id(seed: int) -> None:
    assert arranged(five(), seed) == sorted(
        IDS, key=lambda id_: hashlib.sha256(f"{seed}/on-her-way/{id_}".encode()).hexdigest()
    )


def test_the_order_is_the_same_in_every_version() -> None:
    assert arranged(five(), 1) == ["plain-limit", "so-looking-forward", "just-once", "mess", "wait"]


def test_the_order_depends_on_the_seed_and_on_nothing_else() -> None:
    assert arranged(five(), 4) == arranged(five(partner="Something else.", scene="Rain."), 4)
    assert len({tuple(arranged(five(), seed)) for seed in range(40)}) > 20


def test_the_order_does_not_move_when_some_are_not_on_offer() -> None:
    whens = {"mess": "tension > 5", "wait": "not visited('on-her-way')", "just-once": "turn > 2"}
    story = story_of(
        {
            "on-her-way": node(
                *(choice(id_, "on-her-way", **({"when": whens[id_]} if id_ in whens else {})) for id_ in IDS)
            )
        }
    )
    for seed in range(10):
        order = engine.arranged(story, 0, seed)
        assert [each.id for each in order] == arranged(five(), seed)
        for state in (START, START._replace(tension=9), START._replace(visited=1), START._replace(turn=3)):
            there = [option.id for option in engine.offer(story, state, order).options]
            assert there == [each.id for each in order if each.id in there]
            assert 2 <= len(there) < 5


def test_a_new_choice_does_not_move_the_others() -> None:
    more = story_of({"on-her-way": node(*(choice(id_, "on-her-way") for id_ in (*IDS, "new-one")))})
    for seed in range(10):
        assert [id_ for id_ in arranged(more, seed) if id_ != "new-one"] == arranged(five(), seed)


def test_keep_order_keeps_the_written_order() -> None:
    for seed in range(10):
        assert arranged(five(keep_order=True), seed) == IDS


# --- events as JSON -----------------------------------------------------------------------------------------------


def test_every_event_of_a_play_says_its_type_and_names_the_gauges() -> None:
    story = tea()
    happened: list[Event] = []
    for day in DAYS:
        state = engine.begin(story, day)
        happened += engine.opening(story, state, day)
        for id_ in ("ask", "thank"):
            happened.append(engine.offer(story, state, story.nodes[state.node].choices))
            state, told = engine.choose(story, state, picked(story, id_, state))
            happened += [*told, *engine.arrival(story, state)]
    shown = [events.as_json(event) for event in happened]
    assert {one["type"] for one in shown} == {
        "began",
        "scene",
        "partner",
        "choices",
        "you",
        "feedback",
        "gauges",
        "ending",
    }
    assert shown[0] == {
        "type": "began",
        "scenario": "tea",
        "day": "good",
        "gauges": {"connection": 6, "clarity": 0, "self_respect": 5, "tension": 0},
    }
    moved = next(one for one in shown if one["type"] == "gauges")
    assert set(moved) == {"type", "turn", "before", "after"}
    assert moved["after"] == {"connection": 6, "clarity": 3, "self_respect": 6, "tension": 0}


def test_the_options_of_an_offer_are_objects() -> None:
    option = {"id": "x", "say": "Yes.", "do": None}
    assert events.as_json(Offered(2, "a", (Option("x", "Yes.", None),))) == {
        "type": "choices",
        "turn": 2,
        "node": "a",
        "options": (option,),
    }
