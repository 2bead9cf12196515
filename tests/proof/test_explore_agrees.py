"""The merged exploration finds exactly what a search finds that merges nothing and shares no code with it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from ipt_roleplay.proof.explore import DayProof, explore
from ipt_roleplay.scenario.compiler import compile_story
from tests.proof import full_search
from tests.proof.small_stories import scenarios
from tests.scenario_text import Form, as_text, read_text

SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@SETTINGS
@given(form=scenarios())
def test_merged_and_full_exploration_agree(form: Form) -> None:
    try:
        full = full_search.search(form)
    except full_search.TooMany:
        assume(False)
    proof = explore(compile_story(read_text(as_text(form))), ranges=True)
    assert proof.complete
    assert proof.states <= full.states
    for name, day in proof.days.items():
        assert day_as_found(day) == day_as_searched(full.days[name])
    assert set(proof.never.nodes) == set(form["nodes"]) - full.nodes
    assert set(proof.never.endings) == set(form["endings"]) - full.nodes
    everything = named(form)
    assert set(proof.never.choices) == everything["choices"] - full.choices
    assert set(proof.never.lines) == everything["lines"] - full.lines
    assert set(proof.never.routes) == everything["routes"] - full.routes
    assert {(silence.node, silence.by) for silence in proof.silent} == full.silent


def day_as_found(day: DayProof) -> dict[str, Any]:
    reached = {name: ending for name, ending in day.endings.items() if ending.reachable}
    return {
        "shortest": {name: ending.shortest for name, ending in reached.items()},
        "ranges": {name: dict(ending.gauges) for name, ending in reached.items()},
        "stuck": {spot.node: spot.play for spot in day.stuck},
        "circling": {spot.node for spot in day.circling},
        "unplain": day.unplain,
        "traps": day.traps,
    }


def day_as_searched(day: full_search.Day) -> dict[str, Any]:
    return {
        "shortest": day.shortest,
        "ranges": day.ranges,
        "stuck": day.stuck,
        "circling": day.circling,
        "unplain": day.unplain,
        "traps": day.traps,
    }


def named(form: Form) -> dict[str, set[str]]:
    """The names of every choice, line and route of a form."""
    choices, lines, routes = set(), set(), set()

    def of(owner: Form, name: str, parts: tuple[str, ...]) -> set[str]:
        written = ((part, owner[part]) for part in parts if part in owner)
        return {
            f"{name}/{part}/{index}"
            for part, text in written
            for index in range(1, 1 + len(full_search.as_list(text, "say")))
        }

    for place, node in form["nodes"].items():
        lines |= of(node, place, ("scene", "partner"))
        for choice in node["choices"]:
            name = f"{place}/{choice['id']}"
            choices.add(name)
            lines |= of(choice, name, ("reply", "heard", "feedback", "better"))
            routes |= of(choice, name, ("next",))
    for place, ending in form["endings"].items():
        lines |= of(ending, place, ("partner", "text"))
    return {"choices": choices, "lines": lines, "routes": routes}
