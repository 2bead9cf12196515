"""The source model to the story graph: what is where, and every name that leads nowhere with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipt_roleplay.scenario.catalogue import Catalogue, shipped
from ipt_roleplay.scenario.compiler import compile_story, load
from ipt_roleplay.scenario.findings import Place, ScenarioError
from ipt_roleplay.scenario.state import State
from tests.scenario_text import TEA, choice, edited, ending, findings_in, marked, node, read_text, story_of, tea


def told(text: str, file: str = "tea.yaml") -> list[tuple[str, Place]]:
    return [(finding.code, finding.place) for finding in findings_in(text, file)]


# --- the graph ----------------------------------------------------------------------------------------------------


def test_the_story_holds_what_the_briefing_shows() -> None:
    story = tea()
    assert (story.id, story.title, story.language) == ("tea", "Tea", "en")
    assert (story.focus, story.practice, story.level, story.minutes) == ("isolation", "reconnecting", 1, 3)
    assert story.content_notes == ("loneliness",)
    assert (story.you.name, story.you.role) == ("Sam", "a friend")
    assert (story.partner.name, story.partner.relation, story.partner.face) == ("Dana", "your sister", "dana")
    assert (story.partner.wants, story.partner.fears) == ("company", "silence")
    assert (story.setting, story.aim) == ("A kitchen in the morning.", "Ask for some tea.")
    assert story.sha256 == read_text(TEA).sha256
    assert story.file == "tea.yaml"


def test_nodes_come_first_and_endings_after_them() -> None:
    story = tea()
    assert [story.node_id(target) for target in range(4)] == ["hello", "well", "tea-together", "alone"]
    assert [story.nodes[0].choices[0].routes[0].to, story.nodes[1].choices[1].routes[0].to] == [1, 3]
    assert [route.to for route in story.nodes[1].choices[0].routes] == [2, 3]


def test_parts_know_where_they_are_written() -> None:
    text, [start, line, picked, route, last] = marked(
        edited(
            ("  hello:\n", "  ▸hello:\n"),
            ("      - when: cross", "      - ▸when: cross"),
            ("- id: ask", "- ▸id: ask"),
            ("          - to: alone", "          - ▸to: alone"),
            ("  alone:\n", "  ▸alone:\n"),
        )
    )
    story = compile_story(read_text(text))
    assert story.nodes[0].place == start
    assert story.nodes[0].partner[0].place == line
    assert story.nodes[0].choices[0].place == picked
    assert story.nodes[1].choices[0].routes[1].place == route
    assert story.endings[1].place == last


@pytest.mark.parametrize(("power", "shown"), [("none", None), ("Dana owns the house.", "Dana owns the house.")])
def test_no_power_is_nothing_to_show(power: str, shown: str | None) -> None:
    assert story_of({"a": node(choice("x", "done"))}, power=power).power == shown
    assert story_of({"a": node(choice("x", "done"))}, manners="Plain speech.").manners == "Plain speech."


def test_a_variant_without_a_mood_has_that_of_its_owner() -> None:
    lines = [{"when": "turn > 3", "say": "Late.", "mood": "tired"}, {"say": "Hello."}]
    story = story_of({"a": node(choice("x", "done", reply=lines, mood="sad"), partner=lines, mood="warm")})
    assert [line.mood for line in story.nodes[0].partner] == ["tired", "warm"]
    assert [line.mood for line in story.nodes[0].choices[0].reply] == ["tired", "sad"]


def test_days_are_applied_to_the_start_and_clamped() -> None:
    story = story_of(
        {"a": node(choice("x", "done"))},
        gauges={"connection": 9, "tension": 1},
        flags=["f", "g"],
        days={
            "good": {"effect": {"tension": -3, "connection": 1}},
            "hard": {"effect": {"connection": 9999, "clarity": -9999}, "set": ["g"]},
        },
    )
    assert story.begins["good"] == State(0, 10, 0, 5, 0)
    assert story.begins["ordinary"] == State(0, 9, 0, 5, 1)
    assert story.begins["hard"] == State(0, 10, 0, 5, 1, flags=0b10)


def test_days_not_described_are_ordinary() -> None:
    story = story_of({"a": node(choice("x", "done"))})
    assert story.begins["good"] == story.begins["hard"] == story.begins["ordinary"] == State(0, 5, 0, 5, 2)


def test_the_first_node_need_not_be_the_start() -> None:
    story = story_of({"a": node(choice("x", "done")), "b": node(choice("y", "a"))}, start="b")
    assert story.begins["ordinary"].node == 1


def test_flags_are_told_by_name_in_the_order_of_the_list() -> None:
    story = tea()
    assert story.flags_set(State(0, 5, 5, 5, 5, flags=0b00)) == ()
    assert story.flags_set(State(0, 5, 5, 5, 5, flags=0b11)) == ("asked", "cross")
    assert story.flags_set(story.begins["hard"]) == ("cross",)


# --- names that lead nowhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("E301", "start: hello", "▸start: helo"),
        ("E301", "start: hello", "▸start: alone"),
        ("E301", "        set: [asked]\n        next: well", "        set: [asked]\n        ▸next: wel"),
        ("E301", "            to: tea-together", "            ▸to: tea-togther"),
        ("E302", "skills: [clear_request]", "skills: [▸clear_requests]"),
        ("E302", "skills: [warm_opening]", "skills: [warm_opening, ▸unheard_of]"),
        ("E303", "faults: [barb]", "faults: [▸barbs]"),
        ("E304", "        mood: annoyed", "        ▸mood: anoyed"),
        ("E304", "        mood: surprised", "        ▸mood: suprised"),
        ("E304", "    mood: warm\n    text", "    ▸mood: wram\n    text"),
        ("E304", "    scene: The kettle hums.\n", "    scene: The kettle hums.\n    ▸mood: hapy\n"),
        ("E305", "  face: dana", "  ▸face: danna"),
        ("E306", "set: [asked]", "set: [▸aked]"),
        ("E306", "set: [asked]", "set: [asked]\n        clear: [cross, ▸crosss]"),
        ("E306", "  good: {effect: {tension: -2}}", "  good: {set: [asked, ▸corss]}"),
        ("E306", "set: [cross]", "set: [▸corss]"),
        ("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸asked]"),
        ("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸tension]"),
        ("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸turn]"),
        ("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸not]"),
        ("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸visited]"),
        ("E307", "- id: wait", "- ▸id: ask"),
        ("E308", "      - when: cross", "      - when: ▸corss"),
        ("E308", "          - when: asked", "          - when: ▸tension"),
        ("E308", "- id: wait\n", "- id: wait\n        when: ▸visited('nowhere')\n"),
        ("E308", "- id: wait\n", "- id: wait\n        when: ▸visited('alone')\n"),
        ("E308", "- id: wait\n", "- id: wait\n        when: ▸'tension = 5'\n"),
        ("E309", "      - say: Hello, you.", "      - ▸when: asked\n        say: Hello, you."),
        ("E309", "      - when: cross\n        say: What is it?", "      - ▸say: What is it?"),
        ("E309", "          - to: alone", "          - ▸when: cross\n            to: alone"),
        ("E309", "          - when: asked\n            to: tea", "          - ▸to: tea"),
        ("E309", "        heard: Sam is glad.", "        heard: [▸{when: asked, say: Glad.}]"),
        ("E310", "        set: [asked]", "        set: [▸asked]\n        clear: [asked]"),
        ("E312", "- id: thank\n        say: Thank you.\n", "- ▸id: thank\n"),
        ("E312", "- id: sigh\n", "- ▸id: sigh\n"),
        ("E312", "- id: thank\n", "- id: thank\n        ▸mood: warm\n"),
        ("E206", "id: tea\n", "▸id: coffee\n"),
    ],
)
def test_a_name_that_leads_nowhere_is_found_where_it_stands(code: str, old: str, new: str) -> None:
    gone = [("        better: I would like you to stay.\n", "")] if "sigh" in old else []
    text, [place] = marked(edited((old, new), *gone))
    assert told(text) == [(code, place)]


def test_a_place_is_a_line_and_a_column_from_1() -> None:
    [finding] = findings_in(edited(("faults: [barb]", "faults: [barbs]")))
    assert str(finding).startswith("tea.yaml:77:18: error[E303]: There is no fault `barbs`.")


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("start: hello", "start: helo", "hello"),
        ("            to: tea-together", "            to: tea-togther", "tea-together"),
        ("faults: [barb]", "faults: [barbs]", "barb"),
        ("        mood: annoyed", "        mood: anoyed", "annoyed"),
        ("  face: dana", "  face: danna", "dana"),
        ("set: [asked]", "set: [aked]", "asked"),
    ],
)
def test_the_nearest_name_is_offered(old: str, new: str, meant: str) -> None:
    [finding] = findings_in(edited((old, new)))
    assert f"Did you mean `{meant}`?" in finding.message


def test_an_ending_called_like_a_node_is_found() -> None:
    text, [place] = marked(
        edited(
            ("  alone:\n", "  ▸hello:\n"),
            ("          - to: alone", "          - to: well"),
            ("next: alone", "next: well"),
        )
    )
    assert told(text) == [("E307", place)]


def test_the_same_choice_id_in_another_node_is_fine() -> None:
    assert told(edited(("- id: thank", "- id: ask"))) == []


def test_all_names_are_told_at_once_in_the_order_of_the_file() -> None:
    text, places = marked(
        edited(
            ("id: tea\n", "▸id: coffee\n"),
            ("  face: dana", "  ▸face: nobody"),
            ("set: [cross]", "set: [▸crosss]"),
            ("start: hello", "▸start: nowhere"),
            ("skills: [clear_request]", "skills: [▸x, ▸y]"),
            ("      - when: asked\n        say: Of", "      - when: ▸asked and\n        say: Of"),
            ("          - to: alone", "          - ▸to: alne"),
            ("    mood: warm\n    text", "    ▸mood: x\n    text"),
        )
    )
    codes = ["E206", "E305", "E306", "E301", "E302", "E302", "E308", "E301", "E304"]
    assert told(text) == list(zip(codes, places, strict=True))


def test_names_are_those_of_the_catalogue_that_is_given() -> None:
    known = shipped()
    poor = Catalogue(
        skills={},
        faults=known.faults,
        stances=known.stances,
        focuses=known.focuses,
        practices=known.practices,
        levels=known.levels,
        days=known.days,
        gauges=known.gauges,
        moods=known.moods,
        faces=known.faces,
    )
    with pytest.raises(ScenarioError) as caught:
        compile_story(read_text(TEA), poor)
    assert {finding.code for finding in caught.value.findings} == {"E302"}


# --- files --------------------------------------------------------------------------------------------------------


def test_load_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    for path in (file, str(file)):
        story = load(path)
        assert (story.id, story.file) == ("tea", str(file))


def test_the_id_must_be_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "coffee.yaml"
    file.write_text(TEA, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    [finding] = caught.value.findings
    assert (finding.code, finding.place, finding.file) == ("E206", Place(2, 1), str(file))
    assert "`tea`" in finding.message
    assert "`coffee`" in finding.message


def test_a_file_that_is_not_there_is_an_error_and_no_other(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "absent.yaml")
    assert [finding.code for finding in caught.value.findings] == ["E101"]


def test_the_error_says_all_findings_a_line_each() -> None:
    with pytest.raises(ScenarioError) as caught:
        compile_story(read_text(edited(("faults: [barb]", "faults: [barbs]"), ("  face: dana", "  face: nobody"))))
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["error[E305]", "error[E303]"]


def test_an_ending_may_have_last_words_or_none() -> None:
    story = story_of(
        {"a": node(choice("x", "done"), choice("y", "bye"))},
        endings={"done": ending(partner="Bye.", mood="warm"), "bye": ending()},
    )
    assert [[line.say for line in last.partner] for last in story.endings] == [["Bye."], []]
