"""The conversations that come with the program: proven, their plays hold, and nowhere is there too little to choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipt_roleplay import load, resources
from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.proof.explore import walk_days
from ipt_roleplay.proof.plays import play_tests_of
from ipt_roleplay.scenario import yaml_tree
from ipt_roleplay.scenario.library import scenario_files

FILES = scenario_files(resources.scenarios())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_found(file: Path) -> None:
    assert [str(finding) for finding in check_file(file)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_three_or_four_answers_are_on_offer_whatever_went_before(file: Path) -> None:
    story = load(file)
    exploration = walk_days(story)
    assert exploration.complete
    others = {
        (story.node_id(graph.targets[state]), tuple(choice.id for choice, _ in graph.steps(state)))
        for graph in exploration.graphs.values()
        for state in graph.explored
        if not graph.is_ending(state) and len(graph.picks[state]) not in (3, 4)
    }
    assert others == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_at_least_four_plays_are_written_down(file: Path) -> None:
    (test,) = play_tests_of(file)
    assert len(yaml_tree.parse(test.read_bytes(), str(test)).root["plays"]) >= 4


def test_they_are_there() -> None:
    assert len(FILES) >= 4
