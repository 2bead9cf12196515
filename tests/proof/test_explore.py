"""The proof of stories small enough to see through."""

from __future__ import annotations

import pytest

from ipt_roleplay.conversation import engine
from ipt_roleplay.proof.explore import Cancelled, Silence, as_json, as_text, explore, walk_days
from ipt_roleplay.proof.live import masks, project
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.story import Story
from tests.proof.quiet import QUIET
from tests.scenario_text import choice, edited, ending, node, read_text, story_of

TITLE = "text: The wish stayed in the room.\n"


def quiet(*edits: tuple[str, str]) -> Story:
    return compile_story(read_text(edited(*edits, text=QUIET)))


def climbing() -> Story:
    """One can go up and down as one likes; `top` asks for clarity 10."""
    return story_of(
        {
            "stairs": node(
                choice("up", "stairs", effect={"clarity": 1}),
                choice("down", "stairs", effect={"clarity": -1}),
                choice("leave", [{"when": "clarity == 10", "to": "top"}, {"to": "street"}]),
            )
        },
        endings={"top": ending(), "street": ending("unsaid", "refused")},
    )


def test_json_has_the_form_that_scripts_rely_on() -> None:
    gone = TITLE, TITLE + "  gone: {title: Gone, said: partly, answer: later, text: Gone.}\n"
    proof = as_json(explore(quiet(gone), ranges=True))
    assert list(proof) == ["complete", "states", "days", "never"]
    assert proof["complete"] is True
    assert list(proof["days"]) == ["good", "ordinary", "hard"]
    assert proof["days"]["hard"] == {
        "endings": {
            "together": {
                "reachable": True,
                "shortest": ["ask", "thank"],
                "gauges": {"connection": [5, 6], "clarity": [2, 3], "self_respect": [5, 5], "tension": [5, 5]},
            },
            "alone": {
                "reachable": True,
                "shortest": ["ask", "sigh"],
                "gauges": {"connection": [5, 6], "clarity": [0, 3], "self_respect": [5, 5], "tension": [5, 7]},
            },
            "gone": {"reachable": False, "shortest": None, "gauges": {}},
        }
    }
    assert proof["never"] == {"nodes": [], "choices": [], "lines": ["gone/text/1"], "endings": ["gone"]}


def test_ranges_are_left_out_where_nobody_asked() -> None:
    day = explore(quiet()).days["ordinary"]
    assert day.endings["together"].gauges == {}


def test_never_names_node_choice_and_line() -> None:
    story = story_of(
        {
            "one": node(choice("on", "done"), choice("off", "two", when="tension > 9")),
            "two": node(choice("back", "one", heard=[{"when": "turn == 1", "say": "A."}, {"say": "B."}])),
        }
    )
    never = explore(story).never
    assert never.nodes == ("two",)
    assert never.choices == ("one/off", "two/back")
    assert "two/back/heard/1" in never.lines
    assert "two/partner/1" in never.lines
    assert "one/partner/1" not in never.lines
    assert never.routes == ("one/off/next/1", "two/back/next/1")


def test_shortest_play_has_the_fewest_picks_then_comes_first_as_written() -> None:
    story = story_of(
        {
            "one": node(choice("long-way", "two"), choice("b", "done"), choice("a", "done")),
            "two": node(choice("on", "done")),
        }
    )
    assert explore(story).days["ordinary"].endings["done"].shortest == ("b",)


def test_a_loop_that_counts_no_turns_has_few_states() -> None:
    proof = explore(climbing())
    assert proof.complete
    # 11 values of clarity on the stairs and two endings, once: the three days begin alike
    assert proof.states == 13
    assert proof.days["hard"].endings["top"].shortest == ("up",) * 10 + ("leave",)


def test_turn_stops_counting_one_above_the_greatest_number_compared() -> None:
    story = story_of({"one": node(choice("on", "one"), choice("out", "done", when="turn == 5"))})
    graph = walk_days(story).graphs["ordinary"]
    assert [state.turn for state in graph.states if story.ending_at(state) is None] == [1, 2, 3, 4, 5, 6]


def test_a_merged_state_can_be_stepped_from_and_leads_to_the_same_place() -> None:
    story = quiet()
    keep = masks(story)
    state = engine.begin(story, "hard")
    for pick in ("wait", "sigh"):
        step = next(c for c in story.nodes[state.node].choices if c.id == pick)
        merged = project(state, keep)
        assert project(engine.step(merged, step), keep) == project(engine.step(state, step), keep)
        state = engine.step(state, step)


def test_stuck_and_circling_states_are_told_with_a_play() -> None:
    story = story_of(
        {
            "one": node(choice("in", "hole"), choice("round", "wheel"), choice("out", "done")),
            "hole": node(choice("up", "done", when="tension > 9")),
            "wheel": node(choice("again", "wheel")),
        }
    )
    day = explore(story).days["good"]
    assert [(spot.node, spot.play, spot.states) for spot in day.stuck] == [("hole", ("in",), 1)]
    assert [(spot.node, spot.play) for spot in day.circling] == [("wheel", ("round",))]
    assert day.without_way_out == 2
    assert day.traps == ("in", "round")


def test_silence_is_told_with_the_choice_that_leads_into_it() -> None:
    silent = {"choices": [choice("out", "done")]}
    story = story_of({"one": node(choice("a", "two", reply="Oh."), choice("b", "two")), "two": silent})
    assert explore(story).silent == (Silence("two", "one/b"),)
    assert explore(story_of({"two": silent})).silent == (Silence("two", None),)


# --- limits -------------------------------------------------------------------------------------------------------


def test_past_the_limit_nothing_is_proven() -> None:
    proof = explore(climbing(), limit=12, ranges=True)
    assert not proof.complete
    assert proof.states == 12
    assert proof.never.endings == ()
    seen = as_json(proof)["days"]["ordinary"]["endings"]
    assert seen["street"]["reachable"] is True
    assert seen["top"] == {"reachable": None, "shortest": None, "gauges": {}}
    assert "Incomplete" in as_text(proof)
    assert "Proven" not in as_text(proof)


def test_exactly_at_the_limit_the_proof_is_complete() -> None:
    assert explore(climbing(), limit=13).complete


def test_progress_counts_up_and_cancel_stops() -> None:
    wide = {"one": node(*(choice(f"c{i}", "one", set=[f"f{i}"]) for i in range(14)), choice("out", "done"))}
    readers = [{"when": f"f{i}", "say": "Yes."} for i in range(14)]
    story = story_of(
        wide, flags=[f"f{i}" for i in range(14)], endings={"done": ending(text=[*readers, {"say": "No."}])}
    )
    seen: list[int] = []
    assert explore(story, progress=seen.append).states == 2**15
    assert len(seen) > 2
    assert seen == sorted(seen)
    with pytest.raises(Cancelled):
        explore(story, cancelled=lambda: True)


def test_text_names_plays_ranges_and_what_is_never_reached() -> None:
    text = as_text(
        explore(quiet((TITLE, TITLE + "  gone: {title: G, said: partly, answer: later, text: G.}\n")), ranges=True)
    )
    assert "together: after ask, thank; connection 5-6" in text
    assert "gone: not reached" in text
    assert "endings that no play reaches: gone" in text
