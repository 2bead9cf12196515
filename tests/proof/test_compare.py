"""Two versions of a scenario: what changed, and what that does to a practice."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipt_roleplay import Story, load, resources
from ipt_roleplay.proof.compare import as_json, as_text, compare

SHIPPED = resources.scenarios() / "en" / "sunday-visits.yaml"


@pytest.fixture(scope="module")
def old() -> Story:
    return load(SHIPPED)


def edited(tmp_path: Path, *edits: tuple[str, str]) -> Story:
    text = SHIPPED.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    file = tmp_path / SHIPPED.name
    file.write_text(text, encoding="utf-8")
    return load(file)


def test_a_version_compared_with_itself_plays_alike(old: Story) -> None:
    same = compare(old, old)
    assert as_text(same) == "The two play alike."
    assert not same.easier
    assert not same.harder
    assert all(met.leads_to == met.ending for met in same.met)


def test_a_renamed_choice_is_gone_and_added_and_stops_the_practices_that_picked_it(old: Story, tmp_path: Path) -> None:
    new = edited(tmp_path, ("id: plain-limit", "id: firm-limit"))
    found = compare(old, new)
    assert found.choices.gone == ("on-her-way/plain-limit",)
    assert found.choices.added == ("on-her-way/firm-limit",)
    assert "on-her-way" in found.nodes.changed
    stopped = [met for met in found.met if met.play[0] == "plain-limit"]
    assert stopped
    assert all((met.stops_at, met.leads_to) == (1, "on-her-way") for met in stopped)


def test_an_edited_ending_and_header_are_named(old: Story, tmp_path: Path) -> None:
    new = edited(tmp_path, ("title: The Sunday visits", "title: Sundays"), ("    answer: agreed", "    answer: partly"))
    found = compare(old, new)
    assert found.header == ("title",)
    assert found.endings.changed == ("sunday-kept",)
    assert found.nodes.changed == ()


def test_another_start_of_the_gauges_changes_every_day(old: Story, tmp_path: Path) -> None:
    new = edited(tmp_path, ("gauges: {connection: 6", "gauges: {connection: 1"))
    assert set(compare(old, new).header) >= {"days.ordinary", "days.good", "days.hard"}


def test_an_ending_that_needs_more_is_harder_and_one_that_needs_less_is_easier(old: Story, tmp_path: Path) -> None:
    new = edited(tmp_path, ("clarity >= 7", "clarity >= 10"), ("clarity >= 4", "clarity >= 10"))
    harder, easier = compare(old, new), compare(new, old)
    assert {(r.ending, r.day) for r in harder.harder} == {(r.ending, r.day) for r in easier.easier}
    assert "sunday-kept" in {reach.ending for reach in harder.harder}
    assert all(r.after is None or (r.before is not None and r.after > r.before) for r in harder.harder)


def test_json_names_every_part(old: Story) -> None:
    printed = as_json(compare(old, old))
    assert set(printed) == {
        "complete", "header", "nodes", "choices", "lines", "endings", "easier", "harder", "saved",
    }  # fmt: skip
    assert printed["complete"] is True
    assert {met["day"] for met in printed["saved"]} == {"good", "ordinary", "hard"}
