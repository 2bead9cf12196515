"""The `data` commands and kept plays, as a person types them."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_roleplay import cli
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

PASSPHRASE = "four words are good"
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs a command with some lines typed; returns the exit code, the output and the errors."""
    monkeypatch.setenv("IPT_ROLEPLAY_DATA", str(tmp_path / "data"))

    def run(*arguments: object, lines: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        code = cli.main([str(argument) for argument in arguments])
        out, errors = capsys.readouterr()
        assert "Traceback" not in errors
        assert errors.count("\n") <= 1 or code == 0
        return code, out, errors

    return run


@pytest.fixture
def ann(tmp_path: Path, typed: Typed, story: Story) -> str:
    """Somebody who has left a conversation after one answer."""
    assert typed("play", story.file, "--person", "Ann", lines="1\nq\n")[0] == 0
    return "Ann"


def turns(data: Path) -> list[int]:
    with Vault.open(People(data).find("Ann").folder) as vault:
        return [kept.turns for kept in Records(vault).history()]


def test_a_play_is_kept_and_taken_up_again(tmp_path: Path, typed: Typed, story: Story, ann: str) -> None:
    code, out, _ = typed("play", story.file, "--person", ann, lines="y\n1\nq\n")
    assert code == 0
    assert "You left this conversation after turn 1" in out
    assert turns(tmp_path / "data") == [2]
    assert typed("play", story.file, "--person", ann, lines="n\n1\nq\n")[0] == 0
    assert turns(tmp_path / "data") == [1, 2]


def test_what_nobody_sits_at_is_not_kept(tmp_path: Path, typed: Typed, story: Story) -> None:
    assert typed("play", story.file, lines="1\nq\n")[0] == 0
    assert typed("play", story.file, "--keep-nothing", "--person", "Ann", lines="1\nq\n")[0] == 0
    assert typed("play", story.file, "--choose", "hello", "--json")[0] == 0
    assert not (tmp_path / "data" / "people").exists()


def test_out_back_and_gone(tmp_path: Path, typed: Typed, ann: str) -> None:
    assert "Ann: " in typed("data", "where")[1]
    assert typed("data", "backup")[0] == 0
    assert "1 practices, 0 ended, 1 answers" in typed("data", "restore")[1]
    assert "Restored: 1 practices." in typed("data", "restore", 1)[1]
    assert typed("data", "export", tmp_path / "out")[0] == 0
    assert "1 were there already" in typed("data", "import", tmp_path / "out" / "ipt-roleplay-export.json")[1]
    code, out, _ = typed("data", "erase", lines="no\n")
    assert (code, "Nothing was removed." in out) == (1, True)
    code, out, _ = typed("data", "erase", "--yes")
    assert (code, "flash disks" in out) == (0, True)
    assert not (tmp_path / "data" / "people").exists()
    assert typed("data", "erase", "--yes") == (0, "There is nothing to erase.\n", "")


def test_errors_are_one_plain_line(tmp_path: Path, typed: Typed, ann: str) -> None:
    for arguments in (
        ("data", "restore", "99"),
        ("data", "import", tmp_path / "nothing.json"),
        ("data", "import"),
        ("data", "export", "--person", "Bob"),
    ):
        code, out, errors = typed(*arguments)
        assert (code, out) == (1, "")
        assert errors.startswith("ipt-roleplay: ")
    People(tmp_path / "data").add("Bob").close()
    assert "--person NAME takes one of: Ann, Bob." in typed("data", "backup")[2]


def test_a_passphrase_is_asked_for(tmp_path: Path, typed: Typed) -> None:
    People(tmp_path / "data").add("Ann", PASSPHRASE).close()
    assert typed("data", "backup", lines="wrong one\n")[0] == 1
    assert typed("data", "backup", lines=PASSPHRASE + "\n")[0] == 0


def test_a_vault_in_use_is_said_to_be(tmp_path: Path, typed: Typed, ann: str) -> None:
    with Vault.open(People(tmp_path / "data").find().folder):
        code, _, errors = typed("data", "backup")
        assert (code, "in use" in errors) == (1, True)


# --- what was practised -----------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, typed: Typed, story: Story) -> str:
    """Ann's conversation is in her library."""
    folder = tmp_path / "data" / "scenarios"
    folder.mkdir(parents=True)
    shutil.copy(story.file, folder)
    return "Ann"


def test_the_last_conversations_are_listed_and_read(typed: Typed, own: str, ann: str) -> None:
    out = typed("history")[1]
    assert "Small talk, with Dana: left at turn 2" in out
    assert "1 in all." in out
    assert "`resume` goes on with number 1." in out
    whole = typed("history", 1)[1]
    assert "Dana: Oh, hello." in whole
    assert "This line" in whole
    assert "Oh, hello" in typed("history", "--search", "hello")[1]
    assert "not found" in typed("history", "--search", "zebra")[1]


def test_what_was_left_goes_on(installed: Path, tmp_path: Path, typed: Typed, own: str, ann: str) -> None:
    code, out, _ = typed("resume", lines="q\n")
    assert code == 0
    assert "Dana: Oh, hello." in out
    assert turns(tmp_path / "data") == [1]
    assert typed("resume", 1, lines="1\n1\n")[0] == 0
    assert turns(tmp_path / "data") != [1]
    assert "Nothing was left open." in typed("resume")[2]
    assert "Number 1 has come to its end." in typed("resume", 1)[2]
    assert "no practice 7" in typed("history", 7)[2]


def test_nothing_was_practised_yet(tmp_path: Path, typed: Typed) -> None:
    People(tmp_path / "data").add("Ann").close()
    assert "Nothing was practised yet." in typed("history")[1]
    assert typed("resume")[0] == 1
