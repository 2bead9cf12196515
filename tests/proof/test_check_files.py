"""`check` on files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipt_roleplay.proof.checks import check_file, check_paths, is_playable
from ipt_roleplay.proof.explore import Cancelled
from ipt_roleplay.scenario.findings import START, Finding
from ipt_roleplay.scenario.yaml_tree import Limits
from tests.proof.quiet import QUIET
from tests.scenario_text import edited

PLAY = "plays:\n  - {name: asked, choices: [ask, thank], expect: {ending: together}}\n"
WRONG_PLAY = PLAY.replace("together", "alone")


def write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(Path(finding.file).name, finding.code) for finding in findings]


def test_a_file_in_order(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=QUIET, tea__test__yaml=PLAY)
    assert check_file(tmp_path / "tea.yaml") == []


def test_plays_are_run_with_their_scenario(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=QUIET, tea__test__yml=WRONG_PLAY)
    found = check_file(tmp_path / "tea.yaml")
    assert codes(found) == [("tea.test.yml", "E410")]
    assert is_playable(found)
    assert check_file(tmp_path / "tea.yaml", plays=False) == []
    assert check_file(tmp_path / "tea.test.yml") == found


def test_a_scenario_with_an_error_is_not_playable(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=edited(("when: not asked", "when: tension > 9"), text=QUIET))
    found = check_file(tmp_path / "tea.yaml")
    assert ("tea.yaml", "E402") in codes(found)
    assert not is_playable(found)


def test_a_warning_leaves_it_playable(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=edited(("flags: [asked, cross]", "flags: [asked, cross, more]"), text=QUIET))
    found = check_file(tmp_path / "tea.yaml")
    assert codes(found) == [("tea.yaml", "W508")]
    assert is_playable(found)


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=QUIET, broken__yaml="nodes: [", empty__yaml="")
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    assert codes(check_file(tmp_path / "gone.yaml")) == [("gone.yaml", "E101")]
    assert codes(check_file(tmp_path)) == [(tmp_path.name, "E101")]
    assert codes(check_file(tmp_path / "broken.yaml")) == [("broken.yaml", "E103")]
    assert codes(check_file(tmp_path / "empty.yaml")) == [("empty.yaml", "E109")]
    assert codes(check_file(tmp_path / "latin.yaml")) == [("latin.yaml", "E102")]
    assert codes(check_file(tmp_path / "tea.yaml", limits=Limits(bytes=100))) == [("tea.yaml", "E107")]


def test_a_warning_of_the_reader_is_kept_beside_errors_of_the_compiler(tmp_path: Path) -> None:
    text = edited(("title: Tea\n", "title: T\u200bea\n"), ("start: hello", "start: hallo"), text=QUIET)
    write(tmp_path, tea__yaml=text)
    assert codes(check_file(tmp_path / "tea.yaml")) == [("tea.yaml", "W510"), ("tea.yaml", "E301")]


def test_past_the_limit_it_is_not_proven(tmp_path: Path) -> None:
    write(tmp_path, tea__yaml=QUIET)
    (finding,) = check_file(tmp_path / "tea.yaml", limit=2)
    assert (finding.code, finding.severity) == ("E409", "error")
    # the days begin differently: two states of each were seen
    assert "6 states were seen" in finding.message
    assert QUIET.splitlines()[finding.place.line - 1] == "nodes:"


def test_cancelling(tmp_path: Path) -> None:
    flags = ", ".join(f"f{i}" for i in range(13))
    more = "".join(
        f"      - {{id: c{i}, say: Words {i}., stance: passive, heard: H., feedback: F{i}., set: [f{i}], next: well}}\n"
        for i in range(13)
    )
    reads = "".join(f"      - {{when: f{i}, say: Line {i}.}}\n" for i in range(13))
    write(
        tmp_path,
        tea__yaml=edited(
            ("flags: [asked, cross]", f"flags: [asked, cross, {flags}]"),
            ("      - when: asked\n        say: Of course.\n", reads),
            ("      - id: thank\n", more + "      - id: thank\n"),
            text=QUIET,
        ),
    )
    with pytest.raises(Cancelled):
        check_file(tmp_path / "tea.yaml", cancelled=lambda: True)


def test_folders_are_searched_and_sorted(tmp_path: Path) -> None:
    write(tmp_path / "b", tea__yaml=QUIET, tea__test__yaml=WRONG_PLAY, notes__txt="x", __hidden__yaml="x")
    write(tmp_path / "a", other__yml="", lonely__test__yaml=PLAY)
    assert codes(check_paths([tmp_path])) == [
        ("lonely.test.yaml", "E411"),
        ("other.yml", "E109"),
        ("tea.test.yaml", "E410"),
    ]
    assert codes(check_paths([tmp_path / "b" / "tea.yaml", tmp_path / "b"])) == [("tea.test.yaml", "E410")]
    assert check_paths([tmp_path / "a"])[0].place == START
    assert check_paths([tmp_path / "nothing"])[0].code == "E101"
