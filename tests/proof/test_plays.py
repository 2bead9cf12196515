"""`NAME.test.yaml`: plays that must go as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipt_roleplay.proof.plays import check_plays
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding
from tests.proof.quiet import QUIET
from tests.scenario_text import edited, marked, read_text

PLAYS = """\
plays:
  - name: asked and thanked
    day: hard
    seed: 7
    choices: [ask, thank]
    expect:
      ending: together
      gauges: {clarity: 3, tension: [5, 6]}
      line: [Oh., Of course.]
  - name: half way
    choices: [wait]
    expect:
      line: Well, I should go.
      offered: [now]
      not_offered: [ask]
  - name: only these choices
    choices: [ask, sigh]
"""


def check(tmp_path: Path, text: str) -> list[Finding]:
    file = tmp_path / "tea.test.yaml"
    file.write_text(text, "utf-8")
    return check_plays(file, compile_story(read_text(QUIET)))


def test_plays_that_hold(tmp_path: Path) -> None:
    assert check(tmp_path, PLAYS) == []


WRONG = {
    "another ending": (("ending: together", "▸ending: alone"), "E410", "ends in `together`, not in `alone`"),
    "an ending that is not there": (("ending: together", "▸ending: togethr"), "E410", "Did you mean `together`?"),
    "no ending yet": (("      offered: [now]", "      ▸ending: alone"), "E410", "in mid-conversation"),
    "a gauge too high": (
        ("clarity: 3", "▸clarity: [0, 2]"),
        "E410",
        "`clarity` stands at 3 when this play stops, not at 0 to 2",
    ),
    "a gauge too low": (("clarity: 3", "▸clarity: 4"), "E410", "not at 4"),
    "a line not spoken": (("[Oh., Of course.]", "[Oh., ▸Of curse.]"), "E410", "The closest to it is “Of course.”"),
    "a choice not on offer": (("choices: [ask, thank]", "choices: [ask, ▸now]"), "E410", "On offer are: thank, sigh."),
    "a choice after the end": (("choices: [ask, sigh]", "choices: [ask, sigh, ▸wait]"), "E410", "has ended in `alone`"),
    "not offered": (("offered: [now]", "offered: [▸ask]"), "E410", "`ask` is not on offer where this play stops"),
    "offered": (("not_offered: [ask]", "not_offered: [▸sigh]"), "E410", "should not be"),
    "a key that is not known": (("      offered: [now]", "      ▸ofered: [now]"), "E201", "`offered` is"),
    "a key that is not known at the top": (("plays:\n", "▸more: 1\nplays:\n"), "E201", "in this file of plays"),
    "a gauge that is not known": (("clarity: 3", "▸clearness: 3"), "E201", "known here are connection"),
    "no choices": (("    choices: [wait]\n", ""), "E202", "`choices` is missing"),
    "a day that is not known": (("day: hard", "▸day: bad"), "E203", "`day` must be"),
    "bounds upside down": (("tension: [5, 6]", "▸tension: [6, 5]"), "E203", "[least, greatest]"),
    "bounds that are no numbers": (("clarity: 3", "▸clarity: high"), "E203", "[least, greatest]"),
    "a line that is no text": (("line: Well, I should go.", "▸line: {say: this}"), "E203", "Text is expected"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_comes_out_otherwise_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    edit, code, words = WRONG[name]
    text, places = marked(edited(edit, text=PLAYS))
    (finding,) = check(tmp_path, text)
    assert finding.code == code
    assert words in finding.message
    if places:
        assert finding.place == places[0]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text, places = marked(edited(("ending: together", "▸ending: alone"), ("clarity: 3", "▸clarity: 4"), text=PLAYS))
    found = check(tmp_path, text)
    assert [finding.place for finding in found] == places
    assert all(finding.message.startswith("asked and thanked: ") for finding in found)


def test_a_file_without_plays_tests_nothing(tmp_path: Path) -> None:
    assert [finding.code for finding in check(tmp_path, "plays: []\n")] == ["E203"]


def test_a_file_that_is_no_yaml_is_a_finding(tmp_path: Path) -> None:
    assert [finding.code for finding in check(tmp_path, "plays: [\n")] == ["E103"]
    assert [finding.code for finding in check(tmp_path, "plays: &a []\n")] == ["E104"]
