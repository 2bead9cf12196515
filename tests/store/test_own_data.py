"""Your data is yours: out in the open, in again row for row, readable without the program, and gone when you say so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.store import backup, erase
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Busy, NewerVersion, NoSuchPerson, NotAnExport, NotSaved
from ipt_roleplay.store.export import as_json, export, plain
from ipt_roleplay.store.importing import import_export
from ipt_roleplay.store.people import BadName, People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

ROOT = Path(__file__).parents[2]
PASSPHRASE = "four words are good"
Play = Callable[..., Any]


def rows(vault: Vault) -> dict[str, Any]:
    with vault.read() as connection:
        return as_json(connection, Moment(0, 0))


@pytest.fixture
def played(vault: Vault, play: Play) -> Vault:
    play(vault, "hello", "agree", "bye", 2, "grumble")
    play(vault, "nod", day="hard", feedback="none")
    Records(vault).keep_draft("debrief", "Next time, sooner 🙂")
    return vault


@pytest.fixture
def other(tmp_path: Path, clock: Any) -> Any:
    with Vault.create(tmp_path / "other", clock=clock) as vault:
        yield vault


def test_out_and_in_again_row_for_row(played: Vault, other: Vault, tmp_path: Path) -> None:
    exported = export(played, tmp_path / "out")
    assert exported.practices == 2
    imported = import_export(other, exported.json)
    assert (imported.added, imported.known, imported.longer) == (2, 0, 0)
    assert rows(other) == rows(played)
    assert [hit.practice.title for hit in Records(other).search("gate closes")] == ["Small talk"]
    assert export(other, tmp_path / "again").json.read_bytes() == exported.json.read_bytes()
    assert backup.preview(imported.before).practices == 0


def test_in_twice_adds_nothing(played: Vault, tmp_path: Path) -> None:
    before = rows(played)
    exported = export(played, tmp_path)
    imported = import_export(played, exported.json)
    assert (imported.added, imported.known, imported.longer) == (0, 2, 0)
    assert rows(played) == before


def test_the_longer_one_counts(played: Vault, other: Vault, tmp_path: Path, story: Any) -> None:
    exported = export(played, tmp_path / "early")
    import_export(other, exported.json)
    _go_on(played, story, "agree")
    later = export(played, tmp_path / "late")
    imported = import_export(other, later.json)
    assert (imported.added, imported.known, imported.longer) == (0, 1, 1)
    assert rows(other) == rows(played)
    assert import_export(other, exported.json).known == 2, "the shorter one takes nothing away"
    assert rows(other) == rows(played)


def test_where_two_differ_both_stay(played: Vault, other: Vault, tmp_path: Path, story: Any) -> None:
    import_export(other, export(played, tmp_path / "early").json)
    _go_on(played, story, "agree")
    _go_on(other, story, "grumble")
    import_export(other, export(played, tmp_path / "late").json)
    assert [kept.turns for kept in Records(other).history()] == [2, 2, 2]


def _go_on(vault: Vault, story: Any, choice: str) -> None:
    from ipt_roleplay.conversation.session import PracticeSession

    transcript, recorder = Records(vault).take_up(2, story)
    session = PracticeSession.restore(story, transcript, recorder)
    session.begin()
    session.listen()
    session.choose(choice)


def _drop(told: Any, *path: Any) -> Any:
    for step in path[:-1]:
        told = told[step]
    del told[path[-1]]


def _set(value: Any, told: Any, *path: Any) -> Any:
    for step in path[:-1]:
        told = told[step]
    told[path[-1]] = value


SPOILT: dict[str, Callable[[Any], None]] = {
    "another form": lambda told: _set("shopping list", told, "form"),
    "no practices": lambda told: _drop(told, "practices"),
    "an entry missing": lambda told: _drop(told, "practices", 0, "entries", 2),
    "a start missing": lambda told: _drop(told, "practices", 0, "entries", 0),
    "a text for a number": lambda told: _set("three", told, "practices", 0, "entries", 2, "turn"),
    "a list for a text": lambda told: _set([], told, "practices", 1, "title"),
    "turns out of order": lambda told: _set(9, told, "practices", 0, "entries", 2, "turn"),
    "words that are none": lambda told: _set({"said": [{}], "met": []}, told, "practices", 0, "entries", 2, "words"),
    "a number too large": lambda told: _set(2**70, told, "practices", 0, "entries", 2, "at"),
    "no object": lambda told: _set(None, told, "practices", 1),
    "half a letter": lambda told: _set("\ud800", told, "practices", 1, "title"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_export_changes_nothing(played: Vault, other: Vault, tmp_path: Path, spoil: str) -> None:
    told = json.loads(export(played, tmp_path / "out").json.read_bytes())
    SPOILT[spoil](told)
    file = tmp_path / "spoilt.json"
    file.write_text(json.dumps(told))
    before = rows(other)
    with pytest.raises(NotAnExport):
        import_export(other, file)
    assert rows(other) == before


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b'{"form": "ipt-roleplay export"}', b"[" * 100_000])
def test_another_file_is_no_export(other: Vault, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(NotAnExport, match="not an export"):
        import_export(other, tmp_path / "file")


def test_a_newer_export_is_named(other: Vault, tmp_path: Path) -> None:
    (tmp_path / "file").write_text('{"form": "ipt-roleplay export", "version": 9}')
    with pytest.raises(NewerVersion, match="version 9, known here is 1"):
        import_export(other, tmp_path / "file")


def test_markdown_for_people(played: Vault, tmp_path: Path) -> None:
    text = export(played, tmp_path).markdown.read_text(encoding="utf-8")
    for part in (
        "## Small talk",
        "### Attempt 2",
        "**You:** Hello Dana.",
        "**Dana:** Nice weather.",
        "Next time, sooner",
    ):
        assert part in text
    assert "> Heard" in text
    assert text.count("**You:** *You nod.*") == 1


@given(st.text())
def test_what_was_said_cannot_be_markup(text: str) -> None:
    shown = plain(text)
    assert "<" not in shown.replace("\\<", "")
    assert "[" not in shown.replace("\\[", "")


def test_an_export_is_for_its_owner(played: Vault, tmp_path: Path) -> None:
    exported = export(played, tmp_path / "new folder")
    for file in (exported.json, exported.markdown):
        assert file.stat().st_mode & 0o777 == 0o600
    (tmp_path / "a file").touch()
    with pytest.raises(NotSaved):
        export(played, tmp_path / "a file")


# --- without the program ------------------------------------------------------------------------------------------


def decrypt(*arguments: object, passphrase: str = "") -> subprocess.CompletedProcess[str]:
    """In a process that cannot import the program."""
    return subprocess.run(
        [sys.executable, "-I", str(ROOT / "tools" / "decrypt.py"), *map(str, arguments)],
        input=passphrase + "\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_readable_without_the_program(played: Vault) -> None:
    played.close()
    ran = decrypt(played.folder)
    assert ran.returncode == 0, ran.stderr
    for part in ("Small talk", "You: Hello Dana.", "Dana: Nice weather.", "The gate closes.", "Next time, sooner 🙂"):
        assert part in ran.stdout
    assert "ipt_roleplay" not in (ROOT / "tools" / "decrypt.py").read_text().split('"""')[2]


def test_a_locked_vault_and_a_backup_without_the_program(played: Vault) -> None:
    played.change_passphrase(None, PASSPHRASE)
    made = backup.back_up(played, "asked")
    wrong = decrypt(made.file, passphrase="not this one")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "does not fit" in wrong.stderr
    right = decrypt(made.file, passphrase=PASSPHRASE)
    assert right.returncode == 0, right.stderr
    assert "You: Hello Dana." in right.stdout


def test_nothing_to_decrypt(tmp_path: Path) -> None:
    ran = decrypt(tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Traceback" not in ran.stderr


# --- people -------------------------------------------------------------------------------------------------------


def test_people_are_chosen_by_a_name_of_their_own(tmp_path: Path, play: Play) -> None:
    people = People(tmp_path)
    assert people.everyone() == ()
    with pytest.raises(NoSuchPerson, match="Nothing is kept here yet"):
        people.find()
    with people.add("  Zoë   Q ") as zoe:
        play(zoe, "hello")
    assert people.find().name == "Zoë Q"
    with people.add("Ann", PASSPHRASE) as ann:
        assert Records(ann).count() == 0
    assert [(person.name, person.has_passphrase) for person in people.everyone()] == [("Ann", True), ("Zoë Q", False)]
    assert people.find("zoe\u0308 q").name == "Zoë Q"
    with pytest.raises(NoSuchPerson, match="Several"):
        people.find()
    with pytest.raises(NoSuchPerson, match="Nobody here"):
        people.find("Bob")


def test_nothing_of_one_shows_in_the_list(tmp_path: Path, play: Play) -> None:
    people = People(tmp_path)
    with people.add("Ann") as ann:
        play(ann, "hello", "grumble")
        Records(ann).keep_draft("debrief", "marmalade")
        backup.back_up(ann, "asked")
    seen = "".join(f"{path} " for path in tmp_path.rglob("*"))
    for word in ("Small", "talk", "Dana", "Ann", "marmalade"):
        assert word not in seen
    content = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert [word for word in (b"Small talk", b"small-talk", b"Dana", b"marmalade") if word in content] == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\nb\x00", "Ann", " ANN "])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    people = People(tmp_path)
    people.add("Ann").close()
    with pytest.raises(BadName):
        people.add(name)
    assert len(people.everyone()) == 1


def test_a_new_name(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.add("Ann").close()
    people.rename(people.find(), "ann")
    assert people.find().name == "ann"


def test_nobody_disappears_with_a_damaged_name(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.add("Ann").close()
    (people.find().folder / "person.json").write_bytes(b"\xff")
    person = people.find()
    assert person.name.startswith("Unnamed ")
    Vault.open(person.folder).close()


def test_a_person_half_made_is_nobody(tmp_path: Path) -> None:
    Vault.create(tmp_path / "people" / ".new-0000").close()
    assert People(tmp_path).everyone() == ()


# --- erasing ------------------------------------------------------------------------------------------------------


@pytest.fixture
def full(tmp_path: Path, play: Play) -> Path:
    """A data folder with two people, backups, settings, and things that are not the program's."""
    data = tmp_path / "data"
    for name in ("Ann", "Bob"):
        with People(data).add(name) as vault:
            play(vault, "hello")
            backup.back_up(vault, "asked")
    (data / "settings.toml").write_text("version = 1\n")
    (data / "care.toml").write_text("version = 1\n")
    (data / "scenarios").mkdir()
    (data / "scenarios" / "mine.yaml").write_text("mine")
    (data / "cache").mkdir()
    (data / "window.ini").write_text("[General]\n")
    (data / "cache" / "library.json").write_text("{}")
    (data / "cache" / "catalogue.json").write_text("{}")
    (data / "cache" / "faces" / "edition").mkdir(parents=True)
    (data / "cache" / "faces" / "edition" / "dana-56x56.png").write_bytes(b"png")
    (data / "cache" / "holiday.jpg").write_text("not ours")
    (data / "logs").mkdir()
    (data / "logs" / "today.log").write_text("log")
    return data


def test_everything_is_gone_and_listed(full: Path) -> None:
    promised = erase.everything(full, full / "cache")
    outside = full.parent / "outside"
    outside.mkdir()
    (outside / "key-1").write_text("somebody else's")
    (next((full / "people").iterdir()) / "link").symlink_to(outside)
    erased = erase.erase(full, full / "cache")
    assert erased.failed == ()
    assert set(promised) <= set(erased.removed)
    assert not [file for file in erased.removed if file.exists()]
    assert [str(file.relative_to(full)) for file in sorted(full.rglob("*")) if file.is_file()] == [
        "cache/holiday.jpg",
        "scenarios/mine.yaml",
    ]
    assert not (full / "people").exists()
    assert not (full / "cache" / "faces").exists()
    assert (outside / "key-1").read_text() == "somebody else's"
    names = [file.name for file in erased.removed]
    keys = [name for name in names if name.startswith("key-") or name.endswith(".key")]
    assert names[: len(keys)] == keys, "keys go first"
    assert len(keys) == 6


def test_one_person_only(full: Path) -> None:
    people = People(full)
    erase.erase_person(people.find("Ann").folder)
    assert [person.name for person in people.everyone()] == ["Bob"]
    with Vault.open(people.find().folder) as vault:
        assert Records(vault).count() == 1


def test_what_is_open_is_not_erased(full: Path) -> None:
    people = People(full)
    with Vault.open(people.find("Bob").folder) as vault:
        with pytest.raises(Busy):
            erase.erase(full, full / "cache")
        assert len(people.everyone()) == 2
        assert Records(vault).count() == 1
    erase.erase(full, full / "cache")
    assert people.everyone() == ()


def test_nothing_to_erase(tmp_path: Path) -> None:
    assert erase.erase(tmp_path / "none", tmp_path / "none").removed == ()
