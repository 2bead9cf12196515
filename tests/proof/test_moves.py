"""What the explorer holds of each step is what the engine says, asked for that very state."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from ipt_roleplay import Story, load, resources
from ipt_roleplay.conversation.engine import on_offer, step
from ipt_roleplay.proof.explore import walk_days
from ipt_roleplay.proof.live import project
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.library import scenario_files
from tests.proof.small_stories import scenarios
from tests.scenario_text import Form, as_text, read_text


def assert_every_step_is_the_engines(story: Story) -> None:
    exploration = walk_days(story)
    for graph in exploration.graphs.values():
        states = list(graph.states)
        assert len(set(states)) == len(states)
        for number, state in enumerate(states):
            there = on_offer(state, () if graph.is_ending(number) else story.nodes[state.node].choices)
            said = [(choice, project(step(state, choice), exploration.masks)) for choice in there]
            assert [(choice, states[to]) for choice, to in graph.steps(number)] == said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=scenarios())
def test_in_small_stories(form: Form) -> None:
    assert_every_step_is_the_engines(compile_story(read_text(as_text(form))))


def test_in_a_whole_one() -> None:
    files = {file.stem: file for file in scenario_files(resources.scenarios())}
    assert_every_step_is_the_engines(load(files["six-years-later"]))
