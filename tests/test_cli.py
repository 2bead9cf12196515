"""The commands: what scripts rely on, exit codes, and one plain line for whatever goes wrong."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pytest

from bench.tangles import tangle
from ipt_roleplay import __version__
from ipt_roleplay.cli import main
from ipt_roleplay.conversation import engine
from ipt_roleplay.scenario.compiler import load
from tests.scenario_text import TEA, edited

ROOT = Path(__file__).resolve().parents[1]

TRAP = edited(("        when: not asked\n        say: Could", "        when: asked\n        say: Could"))
"""TEA with a warning: after `wait` nothing can be said plainly any more."""

BROKEN = edited(("faults: [barb]", "faults: [barbs]"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 99
    out, err = capsys.readouterr()
    return code, out, err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "")
    return json.loads(out)


def assert_complained(answer: tuple[int, str, str], code: int, *words: str) -> None:
    """It ended with `code`, said nothing on standard output and one plain line with `words` on standard error."""
    assert answer[0] == code
    assert answer[1] == ""
    assert answer[2].startswith("ipt-roleplay: ")
    assert answer[2].endswith("\n")
    assert answer[2].count("\n") == 1
    for word in words:
        assert word in answer[2]


def put(folder: Path, text: str, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    file.write_text(text.replace("id: tea\n", f"id: {name}\n"), encoding="utf-8")
    return file


# --- list ---------------------------------------------------------------------------------------------------------


def test_list_as_json_has_exactly_the_pinned_keys(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = put(installed, BROKEN, "broken")
    assert as_json(capsys, "list", "--json") == [
        {
            "id": "tea",
            "title": "Tea",
            "focus": "isolation",
            "practice": "reconnecting",
            "level": 1,
            "minutes": 3,
            "playable": True,
            "file": str(installed / "tea.yaml"),
        },
        {
            "id": "broken",
            "title": "Tea",
            "focus": "isolation",
            "practice": "reconnecting",
            "level": 1,
            "minutes": 3,
            "playable": False,
            "file": str(broken),
        },
    ]


def test_list_in_words(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(installed, BROKEN, "broken")
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert "tea: Tea\n    Getting back in touch, gentle, 3 min. A short talk in a kitchen.\n" in out
    assert "broken: Tea\n    needs repair: " in out
    assert "error[E303]" in out


@pytest.mark.parametrize("before", [True, False])
def test_a_further_folder_may_be_named_before_or_after_the_command(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: bool
) -> None:
    put(tmp_path / "one", TEA, "coffee")
    put(tmp_path / "two", TEA, "cocoa")
    folders = ("--scenarios", str(tmp_path / "one"), "--scenarios", str(tmp_path / "two"))
    listed = as_json(capsys, *folders, "list", "--json") if before else as_json(capsys, "list", "--json", *folders)
    assert {entry["id"] for entry in listed} == {"tea", "coffee", "cocoa"}


def test_the_users_own_is_listed_with_the_other_of_its_name(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "data" / "scenarios", edited(("title: Tea", "title: My tea")), "tea")
    code, out, _ = run(capsys, "list")
    assert code == 0
    assert "tea: My tea\n" in out
    assert f"another with the same id is at {installed / 'tea.yaml'}" in out


def test_an_empty_library_says_how_to_fill_it(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installed / "tea.yaml").unlink()
    code, out, _ = run(capsys, "list")
    assert code == 0
    assert "--scenarios DIR" in out
    assert as_json(capsys, "list", "--json") == []


@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_data_folder_can_be_chosen(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    chosen = tmp_path / "chosen"
    if way == "environment":
        monkeypatch.setenv("IPT_ROLEPLAY_DATA", str(chosen))
    assert run(capsys, "list", *(("--data", str(chosen)) if way == "option" else ()))[0] == 0
    assert (chosen / "cache" / "library.json").is_file()
    assert not (tmp_path / "data").exists()


def test_a_file_in_place_of_the_data_folder_does_not_keep_the_library_closed(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").write_text("a file")
    assert [entry["id"] for entry in as_json(capsys, "list", "--json")] == ["tea"]


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file name be no text")
def test_a_file_name_that_is_no_text_is_listed(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (Path(os.fsdecode(os.fsencode(installed) + b"/caf\xe9.yaml"))).write_text("format: 1\n")
    assert len(as_json(capsys, "list", "--json")) == 2
    assert run(capsys, "list")[0] == 0


# --- play, for scripts --------------------------------------------------------------------------------------------


def played(capsys: pytest.CaptureFixture[str], choices: str, *more: str) -> dict[str, Any]:
    shown: dict[str, Any] = as_json(capsys, "play", "tea", "--json", "--choose", choices, *more)
    return shown


def types(shown: dict[str, Any]) -> list[str]:
    return [event["type"] for event in shown["events"]]


def test_play_as_json_has_exactly_the_pinned_keys(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = played(capsys, "ask,thank", "--seed", "7")
    assert list(shown) == ["scenario", "sha256", "seed", "day", "events", "state", "ending"]
    assert (shown["scenario"], shown["seed"], shown["day"], shown["ending"]) == ("tea", 7, "ordinary", "tea-together")
    assert shown["sha256"] == load(installed / "tea.yaml").sha256
    assert shown["state"] == {
        "node": "tea-together",
        "gauges": {"connection": 7, "clarity": 3, "self_respect": 6, "tension": 2},
        "flags": ["asked"],
    }
    assert types(shown) == [
        *("began", "scene", "partner", "choices"),
        *("you", "partner", "feedback", "gauges", "partner", "choices"),
        *("you", "feedback", "gauges", "partner", "ending"),
    ]


def test_a_play_may_stop_in_mid_conversation(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = played(capsys, "wait")
    assert (shown["state"]["node"], shown["ending"]) == ("well", None)
    assert shown["events"][-1]["type"] == "choices"
    assert {option["id"] for option in shown["events"][-1]["options"]} == {"thank", "sigh", "late"}


@pytest.mark.parametrize("arguments", [["--choose", ""], ["--choose", " , "], []])
def test_a_play_of_nothing_shows_the_beginning(
    installed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    shown = as_json(capsys, "play", "tea", "--json", *arguments)
    assert types(shown) == ["began", "scene", "partner", "choices"]
    assert shown["state"]["node"] == "hello"


def test_blanks_between_choices_do_no_harm(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert played(capsys, " ask , thank ")["ending"] == "tea-together"


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ("unheard-of", ("At turn 1", "`unheard-of`", "ask", "wait")),
        ("ask,late", ("At turn 2", "`late`", "thank", "sigh")),
        ("ask,thank,thank", ("ended with `tea-together`", "`thank`")),
        ("wait,late,thank", ("ended with `tea-together`", "`thank`")),
    ],
)
def test_a_choice_that_is_not_on_offer_ends_with_1_and_one_line(
    installed: Path, capsys: pytest.CaptureFixture[str], choices: str, words: tuple[str, ...]
) -> None:
    assert_complained(run(capsys, "play", "tea", "--json", "--choose", choices), 1, *words)


@pytest.mark.parametrize(("day", "tension", "flags"), [("good", 0, []), ("ordinary", 2, []), ("hard", 5, ["cross"])])
def test_the_day_is_chosen(
    installed: Path, capsys: pytest.CaptureFixture[str], day: str, tension: int, flags: list[str]
) -> None:
    shown = played(capsys, "", "--day", day)
    assert shown["day"] == shown["events"][0]["day"] == day
    assert shown["events"][0]["gauges"]["tension"] == shown["state"]["gauges"]["tension"] == tension
    assert shown["state"]["flags"] == flags


@pytest.mark.parametrize(("feedback", "where"), [("each", [6, 11]), ("end", [13, 14]), ("none", [])])
def test_feedback_comes_when_it_was_asked_for(
    installed: Path, capsys: pytest.CaptureFixture[str], feedback: str, where: list[int]
) -> None:
    happened = types(played(capsys, "ask,thank", "--feedback", feedback))
    assert [at for at, type_ in enumerate(happened) if type_ == "feedback"] == where
    assert happened.count("you") == 2
    assert "ending" in happened


@pytest.mark.parametrize("seed", ["0", "1", "-4", "99999999999999999999"])
def test_the_seed_arranges_the_answers(installed: Path, capsys: pytest.CaptureFixture[str], seed: str) -> None:
    shown = played(capsys, "", "--seed", seed)
    order = [choice.id for choice in engine.arranged(load(installed / "tea.yaml"), 0, int(seed))]
    assert shown["seed"] == int(seed)
    assert [option["id"] for option in shown["events"][-1]["options"]] == order


def test_without_a_seed_there_is_a_new_one_each_time(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = {played(capsys, "")["seed"] for _ in range(5)}
    assert len(seeds) > 1


def test_the_same_arguments_give_the_same_play(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (played(capsys, "wait,late", "--seed", "3", "--day", "hard") for _ in range(2))
    assert first == second


def test_a_file_is_played_like_an_id(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path / "elsewhere", TEA, "coffee")
    shown = as_json(capsys, "play", str(file), "--json", "--choose", "ask")
    assert (shown["scenario"], shown["state"]["node"]) == ("coffee", "well")


# --- play, for people ---------------------------------------------------------------------------------------------


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_conversation_is_played_at_the_prompt(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, "1", "1")
    code, out, err = run(capsys, "play", "tea", "--keep-nothing")
    assert (code, err) == (0, "")
    assert "What Dana didn’t say." in out


@pytest.mark.parametrize("typed", [["q"], []])
def test_leaving_is_no_failure(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    type_in(monkeypatch, *typed)
    code, out, err = run(capsys, "play", "tea", "--keep-nothing")
    assert (code, err) == (0, "")
    assert "You stepped out." in out


def test_given_choices_are_played_in_words_without_asking(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch)
    code, out, err = run(capsys, "play", "tea", "--choose", "ask,thank")
    assert (code, err) == (0, "")
    assert "You: May I have some tea with you?" in out
    assert "What you said: plainly" in out
    code, out, _ = run(capsys, "play", "tea", "--choose", "ask")
    assert code == 0
    assert "Thank you." in out or "Of course." in out
    code, _, err = run(capsys, "play", "tea", "--choose", "ask,ask")
    assert code == 1
    assert err.startswith("ipt-roleplay: At turn 2: ")


# --- what is not there, not readable, not in order ----------------------------------------------------------------

ON_A_SCENARIO = [["play"], ["play", "--json"], ["explore"], ["explore", "--json"]]


@pytest.mark.parametrize("command", ON_A_SCENARIO)
def test_an_unknown_id_is_told_with_what_was_meant(
    installed: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    put(installed, TEA, "sunday-visits")
    name, *options = command
    assert_complained(run(capsys, name, "sunday-vists", *options), 1, "`sunday-vists`", "Did you mean `sunday-visits`?")
    assert_complained(run(capsys, name, "zzzzzz", *options), 1, "`zzzzzz`", "ipt-roleplay list")


@pytest.mark.parametrize("command", ON_A_SCENARIO)
@pytest.mark.parametrize("name", ["absent.yaml", "no/such/folder/tea.yaml", "~nobody-of-that-name/tea.yaml", "."])
def test_a_file_that_is_not_there_is_told_in_one_line(
    installed: Path, capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    assert_complained(run(capsys, command[0], name, *command[1:]), 1, name)


@pytest.mark.parametrize("command", ON_A_SCENARIO)
@pytest.mark.parametrize(
    "data", [b"", b"\xff\x00", b"[" * 100_000, b"- a list\n", b"format: 9\n", BROKEN.encode(), b'"a\\nb": "\\x1b"\n']
)
def test_a_file_that_needs_repair_is_told_in_one_line_with_its_place(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], data: bytes
) -> None:
    file = tmp_path / "tea.yaml"
    file.write_bytes(data)
    answer = run(capsys, command[0], str(file), *command[1:])
    assert_complained(answer, 1, f"{file} needs repair", ": error[E")
    assert re.search(r":\d+:\d+: error\[E\d{3}\]: ", answer[2])
    assert answer[2][:-1].isprintable()


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read")
@pytest.mark.parametrize("command", ["play", "explore"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "tea.yaml").symlink_to("/proc/self/mem")
    assert_complained(run(capsys, command, str(tmp_path / "tea.yaml")), 1, "E101", "cannot be opened")


@pytest.mark.parametrize(
    "arguments",
    [
        ["unheard-of"],
        ["play"],
        ["play", "tea", "--day", "sunny"],
        ["play", "tea", "--feedback", "sometimes"],
        ["play", "tea", "--seed", "one"],
        ["play", "tea", "--seed", "9" * 5000],
        ["play", "tea", "--unheard-of"],
        ["check"],
        ["explore", "tea", "--limit", "0"],
        ["explore", "tea", "--limit", "many"],
        ["explore", "tea", "--limit", "9" * 5000],
        ["list", "too", "much"],
        ["tour"],
    ],
)
def test_a_command_that_is_not_understood_ends_with_2_and_one_line(
    installed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert_complained(run(capsys, *arguments), 2, "--help")


@pytest.mark.parametrize("arguments", [["--help"], ["play", "--help"], ["check", "--help"], ["--version"]])
def test_help_and_version_are_no_failure(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "")
    assert "ipt-roleplay" in out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[1] == f"ipt-roleplay {__version__}\n"


# --- check --------------------------------------------------------------------------------------------------------


def test_a_clean_file_ends_with_0(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", str(installed / "tea.yaml"))
    assert (code, err) == (0, "")
    assert out.startswith("Nothing to mend")
    assert as_json(capsys, "check", "--json", "--strict", str(installed / "tea.yaml")) == []


def test_warnings_count_only_when_they_are_asked_to(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(put(tmp_path, TRAP, "trap"))
    code, out, _ = run(capsys, "check", file)
    assert code == 0
    assert re.fullmatch(rf"({re.escape(file)}:\d+:\d+: warning\[W\d{{3}}\]: [^\n]+\n)+", out)
    assert run(capsys, "check", "--strict", file) == (1, out, "")


def test_findings_are_lines_of_file_line_column_code_and_sentence(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, BROKEN, "broken")
    code, out, err = run(capsys, "check", str(file))
    assert (code, err) == (1, "")
    assert out == f"{file}:77:18: error[E303]: There is no fault `barbs`. Did you mean `barb`?\n"


def test_findings_as_json_have_exactly_the_pinned_keys(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, BROKEN, "broken")
    code, out, _ = run(capsys, "check", "--json", str(file))
    assert code == 1
    assert json.loads(out) == [
        {
            "file": str(file),
            "line": 77,
            "column": 18,
            "severity": "error",
            "code": "E303",
            "message": "There is no fault `barbs`. Did you mean `barb`?",
        }
    ]


def test_folders_are_searched(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [put(tmp_path / "talks", BROKEN, "b"), put(tmp_path / "talks" / "deep", BROKEN, "a")]
    put(tmp_path / "talks", TEA, "c")
    code, out, _ = run(capsys, "check", "--json", str(tmp_path / "talks"))
    assert code == 1
    assert [finding["file"] for finding in json.loads(out)] == sorted(map(str, files))


@pytest.mark.parametrize("also", [False, True])
def test_a_path_that_is_not_there_ends_with_2(installed: Path, capsys: pytest.CaptureFixture[str], also: bool) -> None:
    paths = [str(installed / "tea.yaml"), "nowhere/at-all"] if also else ["nowhere/at-all"]
    assert_complained(run(capsys, "check", *paths), 2, "nowhere/at-all")


@pytest.mark.parametrize(("ending", "code"), [("tea-together", 0), ("alone", 1)])
def test_the_plays_beside_a_scenario_are_run(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, code: int
) -> None:
    file = put(tmp_path, TEA, "tea")
    (tmp_path / "tea.test.yaml").write_text(
        f"plays:\n  - name: thanks\n    day: ordinary\n    choices: [ask, thank]\n    expect: {{ending: {ending}}}\n"
    )
    ended, out, _ = run(capsys, "check", str(file))
    assert ended == code
    assert ("tea.test.yaml:" in out) is bool(code)


def test_limits_can_be_set(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = TEA.replace("title: Tea", f"title: {'Tea ' * 2_600}")
    file = str(put(tmp_path, long, "tea"))
    assert "error[E107]: A text of 10,399 characters; the limit is 10,000." in run(capsys, "check", file)[1]
    assert run(capsys, "check", file, "--limit", "scalar=10399")[0] == 0
    assert "error[E107]" in run(capsys, "check", file, "--limit", "scalar=20000", "--limit", "bytes=900")[1]
    assert "error[E107]" in run(capsys, "check", file, "--limit", "scalar=20000", "--limit", "items=20")[1]
    assert "error[E409]" in run(capsys, "check", file, "--limit", "scalar=20000", "--limit", "states=3")[1]
    deep = str(put(tmp_path, TEA.replace("title: Tea", f"title: {'[' * 190}{']' * 190}"), "deep"))
    assert "error[E107]: Nested more than 32 levels" in run(capsys, "check", deep)[1]
    assert "error[E203]" in run(capsys, "check", deep, "--limit", "depth=200")[1]


@pytest.mark.parametrize("limit", ["scalar", "scalar=", "scalar=-1", "lines=3", "depth=201"])
def test_a_limit_that_is_none_is_complained_of(installed: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert_complained(run(capsys, "check", str(installed / "tea.yaml"), "--limit", limit), 2)


def test_what_cannot_be_read_is_a_finding(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "noise.yaml").write_bytes(b"\xff\x00")
    code, out, err = run(capsys, "check", str(tmp_path / "noise.yaml"))
    assert (code, err) == (1, "")
    assert ":1:1: error[E102]: " in out


# --- explore ------------------------------------------------------------------------------------------------------


def test_explore_tells_a_terminal_how_far_it_is(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tangle.yaml"
    file.write_text(tangle(12, backs=3, flags=6, gauges=("clarity", "tension")))
    assert run(capsys, "explore", str(file))[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = run(capsys, "explore", str(file))[2]
    assert re.search(r"\r[1-9][\d,]+ states so far; Ctrl\+C stops\.", told)
    assert told.endswith("\r\033[K")


def test_explore_as_json_is_the_proof(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof = as_json(capsys, "explore", "tea", "--json")
    assert set(proof) == {"complete", "states", "days", "never"}
    assert proof["complete"] is True
    assert isinstance(proof["states"], int)
    assert list(proof["days"]) == ["good", "ordinary", "hard"]
    assert set(proof["never"]) == {"nodes", "choices", "lines", "endings"}
    endings = proof["days"]["ordinary"]["endings"]
    assert set(endings) == {"tea-together", "alone"}
    best = endings["tea-together"]
    assert set(best) == {"reachable", "shortest", "gauges"}
    assert best["reachable"] is True
    assert len(best["shortest"]) == 2
    assert set(best["gauges"]) == {"connection", "clarity", "self_respect", "tension"}


def test_a_shortest_play_can_be_played(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof = as_json(capsys, "explore", "tea", "--json")
    for day, endings in proof["days"].items():
        for ending, found in endings["endings"].items():
            shown = played(capsys, ",".join(found["shortest"]), "--day", day)
            assert shown["ending"] == ending
            for gauge, (least, greatest) in found["gauges"].items():
                assert least <= shown["state"]["gauges"][gauge] <= greatest


def test_explore_in_words(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "explore", "tea")
    assert (code, err) == (0, "")
    assert "tea-together" in out


def test_a_run_that_stopped_early_is_never_called_complete(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "explore", "tea", "--json", "--limit", "1")["complete"] is False
    assert run(capsys, "explore", "tea", "--limit", "1")[1].startswith("Incomplete")
    assert "ncomplete" not in run(capsys, "explore", "tea")[1]


# --- schema -------------------------------------------------------------------------------------------------------


def test_the_schema_is_json(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = as_json(capsys, "schema")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False


# --- the program as others start it -------------------------------------------------------------------------------


def surroundings(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process without a display, whose output is held back until a buffer is full."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUNBUFFERED")
    environ = {key: value for key, value in os.environ.items() if key not in hidden}
    return {**environ, "IPT_ROLEPLAY_DATA": str(data), "PYTHONPATH": str(ROOT), **more}


def start(arguments: Sequence[str], environ: dict[str, str], typed: str = "") -> tuple[int, str, str]:
    """Exit code and streams of the program in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "ipt_roleplay", *arguments],
        env=environ,
        input=typed.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    out, err = ran.stdout.decode(), ran.stderr.decode()
    assert "Traceback" not in err
    return ran.returncode, out, err


def start_writing_to(stdout: IO[bytes], arguments: Sequence[str], environ: dict[str, str]) -> tuple[int, str]:
    """Exit code and standard error of the program, whose standard output goes to `stdout`."""
    ran = subprocess.run(
        [sys.executable, "-m", "ipt_roleplay", *arguments],
        env=environ,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stderr.decode()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_with_no_display_the_terminal_is_offered(tmp_path: Path) -> None:
    code, out, err = start([], surroundings(tmp_path))
    assert (code, err) == (0, "")
    assert "No display" in out
    assert "ipt-roleplay play " in out


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
@pytest.mark.parametrize("display", [":4711", ":4711.0"])
def test_a_display_that_is_not_there_is_none(tmp_path: Path, display: str) -> None:
    code, out, _ = start([], surroundings(tmp_path, DISPLAY=display))
    assert code == 0
    assert "No display" in out


def test_a_play_from_start_to_debrief(tmp_path: Path) -> None:
    file = put(tmp_path, TEA, "tea")
    code, out, err = start(
        ["play", str(file), "--keep-nothing", "--seed", "1"], surroundings(tmp_path / "data"), typed="1\n1\n"
    )
    assert (code, err) == (0, "")
    assert "What Dana didn’t say." in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["play", "absent.yaml"], 1),
        (["play", "BROKEN"], 1),
        (["check", "nowhere"], 2),
        (["unheard-of"], 2),
        (["play", "TEA", "--json", "--choose", "nothing"], 1),
    ],
)
def test_a_failure_is_one_line_and_an_exit_code(tmp_path: Path, arguments: list[str], code: int) -> None:
    named = {"BROKEN": str(put(tmp_path, BROKEN, "broken")), "TEA": str(put(tmp_path, TEA, "tea"))}
    answer = start([named.get(word, word) for word in arguments], surroundings(tmp_path / "data"))
    assert_complained(answer, code)


def test_words_come_out_whole_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    file = put(tmp_path, edited(("title: Tea", "title: Thé 🍵")), "tea")
    environ = surroundings(tmp_path / "data", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    code, out, err = start(["play", str(file), "--choose", "ask,thank"], environ)
    assert (code, err) == (0, "")
    assert "THÉ 🍵" in out


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed in another way")
@pytest.mark.parametrize("arguments", [["schema"], ["--version"], ["check", "BROKEN"]])
def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path, arguments: list[str]) -> None:
    broken = str(put(tmp_path, BROKEN, "broken"))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        words = [broken if word == "BROKEN" else word for word in arguments]
        assert start_writing_to(nobody, words, surroundings(tmp_path / "data")) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", ["schema", "--version"])
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, command: str) -> None:
    with open("/dev/full", "wb") as full:
        code, err = start_writing_to(full, [command], surroundings(tmp_path / "data"))
    assert_complained((code, "", err), 1, "no space left")
