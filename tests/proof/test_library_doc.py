"""docs/library.md tells of the conversations as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_roleplay import load, resources
from ipt_roleplay.coaching.words import ANSWERED, SAID
from ipt_roleplay.proof.coverage import named_lines, numbered
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.story import Story

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
STORIES = {story.id: story for story in map(load, scenario_files(resources.scenarios()))}
a_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)


def section(story: Story) -> str:
    """What the page says of one conversation, with its lines joined."""
    heading = f"\n## {story.title} (`{story.id}`)\n"
    assert heading in PAGE
    return PAGE.split(heading)[1].split("\n## ")[0]


def words(story: Story) -> Iterator[str]:
    yield from (line.say for _, line in named_lines(story))
    yield from (choice.say or "" for choice in numbered(story))


@a_story
def test_its_endings_stand_there_with_what_was_said_and_answered(story: Story) -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", section(story), flags=re.MULTILINE)
    assert sorted(rows[1:]) == sorted((end.title, SAID[end.said], ANSWERED[end.answer]) for end in story.endings)


@a_story
def test_what_may_hurt_is_what_its_card_says(story: Story) -> None:
    told = " ".join(section(story).split("*It touches on:*")[1].split("\n\n")[0].split())
    for note in story.content_notes:
        assert note in told


@a_story
def test_what_is_quoted_for_the_scores_is_said_in_it(story: Story) -> None:
    quoted = " ".join(section(story).split()).split("*Quoted for the scores:*")[1].split("*What did not")[0]
    lines = re.findall("“([^”]+)”", quoted)
    assert lines
    for line in lines:
        assert any(line in said for said in words(story)), line


def test_every_conversation_has_a_row_of_scores_and_one_of_figures() -> None:
    for story in STORIES.values():
        assert f"\n| {story.title} | " in PAGE
        assert f"\n| {story.id} | " in PAGE
