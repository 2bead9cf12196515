"""A damaged file is noticed when it is opened, stays as it is, and a backup takes its place. The faults are real."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_roleplay.store import backup, migrations, restore, sqlcipher
from ipt_roleplay.store.errors import Damaged, NewerVersion
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

PAGE = 4096


@pytest.fixture
def closed(vault: Vault, play: Callable[..., object]) -> Vault:
    """A vault with some practices and a backup, closed."""
    for _ in range(3):
        play(vault, "hello", "agree", 1, "nod", "agree", "bye")
    backup.back_up(vault, "asked")
    vault.close()
    return vault


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "a bit of the salt": lambda content: flipped(content, 5),
    "a bit of the first page": lambda content: flipped(content, 8 * 2000),
    "a bit of the last page": lambda content: flipped(content, 8 * (len(content) - 2000)),
    "a bit of a seal": lambda content: flipped(content, 8 * (3 * PAGE - 10)),
    "empty": lambda content: b"",
    "cut in the first page": lambda content: content[:100],
    "cut after the first page": lambda content: content[:PAGE],
    "cut between two pages": lambda content: content[:-PAGE],
    "cut within a page": lambda content: content[:-100],
    "longer than it was": lambda content: content + b"\0" * 100,
    "a page of zeros": lambda content: content[: 4 * PAGE] + bytes(PAGE) + content[5 * PAGE :],
    "two pages changed places": lambda content: (
        content[:PAGE] + content[2 * PAGE : 3 * PAGE] + content[PAGE : 2 * PAGE] + content[3 * PAGE :]
    ),
    "another kind of file": lambda content: b"SQLite format 3\0" + content[16:],
    "all zeros": lambda content: bytes(len(content)),
}


def check_at_once(folder: Path) -> None:
    Vault.open(folder)


def check_later(folder: Path) -> None:
    Vault.open(folder, check_later=True).check()


def check_before_writing(folder: Path) -> None:
    Records(Vault.open(folder, check_later=True)).keep_draft("here", "written over it")


@pytest.mark.parametrize("fault", FAULTS)
def test_damage_is_noticed_kept_and_made_good(closed: Vault, fault: str) -> None:
    folder, file = closed.folder, closed.folder / "practice-1.db"
    damaged = FAULTS[fault](file.read_bytes())
    file.write_bytes(damaged)
    for notice in (
        check_at_once,
        check_at_once,
        check_later,
        check_before_writing,
    ):  # it is never replaced by an empty one
        with pytest.raises(Damaged, match="a backup can be restored"):
            notice(folder)
        assert file.read_bytes() == damaged

    restored = restore.restore(folder, backup.listed(folder)[0])
    assert restored.aside is not None
    assert (restored.aside / "practice-1.db").read_bytes() == damaged
    assert (restored.aside / "key-1").exists()
    with Vault.open(folder) as again:
        assert Records(again).count() == 3


def test_a_missing_file_is_damage_too(closed: Vault) -> None:
    (closed.folder / "practice-1.db").unlink()
    with pytest.raises(Damaged, match="missing"):
        Vault.open(closed.folder)
    assert not (closed.folder / "practice-1.db").exists()
    restore.restore(closed.folder, backup.listed(closed.folder)[0])
    Vault.open(closed.folder).close()


def test_an_empty_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="nothing in it"):
        Vault.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_both_key_files_gone(closed: Vault) -> None:
    """Without its key the data is lost; a backup brings its own."""
    for name in ("key-1", "key-2"):
        (closed.folder / name).write_bytes(b"\0" * 100)
    with pytest.raises(Damaged, match="key file"):
        Vault.open(closed.folder)
    restored = restore.restore(closed.folder, backup.listed(closed.folder)[0])
    assert restored.by_backup
    assert restored.aside is not None
    with Vault.open(closed.folder) as again:
        assert Records(again).count() == 3


def test_one_key_file_gone_is_mended(closed: Vault) -> None:
    whole = (closed.folder / "key-2").read_bytes()
    (closed.folder / "key-1").write_bytes(whole[:50])
    Vault.open(closed.folder).close()
    assert (closed.folder / "key-1").read_bytes() == whole


def test_every_flipped_bit_is_found(closed: Vault) -> None:
    """A sample; `make torture` makes 10,000. The check at opening is enough: it reads every page."""
    file, rng = closed.folder / "practice-1.db", random.Random(4)
    whole = file.read_bytes()
    for _ in range(150):
        file.write_bytes(flipped(whole, rng.randrange(8 * len(whole))))
        with pytest.raises(Damaged):
            Vault.open(closed.folder)
    file.write_bytes(whole)
    Vault.open(closed.folder).close()


# --- read first, checked afterwards: as when the window starts --------------------------------------------------------


def everything(vault: Vault) -> list[object]:
    records = Records(vault)
    return [records.read(practice.id) for practice in records.history()]


def read_and_check(folder: Path, expected: list[object]) -> None:
    with Vault.open(folder, check_later=True) as vault:
        assert everything(vault) == expected
        vault.check()


def test_what_is_read_before_the_check_is_what_was_written(closed: Vault) -> None:
    file, rng = closed.folder / "practice-1.db", random.Random(5)
    whole = file.read_bytes()
    with Vault.open(closed.folder) as vault:
        before = everything(vault)
    for _ in range(150):
        damaged = flipped(whole, rng.randrange(8 * len(whole)))
        file.write_bytes(damaged)
        with pytest.raises(Damaged):
            read_and_check(closed.folder, before)
        assert file.read_bytes() == damaged
    file.write_bytes(whole)
    read_and_check(closed.folder, before)


def test_what_a_kill_left_half_done_is_removed_after_the_check(closed: Vault) -> None:
    stray = closed.folder / "practice-9.db"
    stray.write_bytes(b"half a copy")
    with Vault.open(closed.folder, check_later=True) as vault:
        assert stray.exists()
        vault.check()
        assert not stray.exists()


def test_a_damaged_file_is_not_migrated(closed: Vault) -> None:
    file = closed.folder / "practice-1.db"
    damaged = flipped(file.read_bytes(), 8 * 5 * PAGE + 80)
    file.write_bytes(damaged)
    backups = backup.listed(closed.folder)
    added = (*migrations.MIGRATIONS, ("CREATE TABLE fine (x INTEGER) STRICT",))
    with pytest.raises(Damaged):
        Vault.open(closed.folder, migrations_known=added, check_later=True)
    assert file.read_bytes() == damaged
    assert backup.listed(closed.folder) == backups


def test_a_damaged_backup_is_not_restored(closed: Vault) -> None:
    made = backup.listed(closed.folder)[0]
    made.file.write_bytes(flipped(made.file.read_bytes(), 8 * 3 * PAGE))
    with pytest.raises(Damaged):
        backup.preview(made)
    with pytest.raises(Damaged):
        restore.restore(closed.folder, made)
    with Vault.open(closed.folder) as untouched:
        assert Records(untouched).count() == 3


def test_a_file_that_is_damaged_while_open_makes_no_backup(closed: Vault) -> None:
    """What is damaged must not push out what is whole."""
    with Vault.open(closed.folder) as vault:
        vault.file.write_bytes(flipped(vault.file.read_bytes(), 8 * 5 * PAGE + 80))
        before = backup.listed(closed.folder)
        with pytest.raises((Damaged, OSError)):
            backup.back_up(vault, "asked")
        assert backup.listed(closed.folder) == before
        assert {file.name for file in (closed.folder / "backups").iterdir()} == {
            name for one in before for name in (one.file.name, one.key_file.name)
        }


def test_a_newer_file_is_refused_untouched(closed: Vault) -> None:
    file = closed.folder / "practice-1.db"
    connection = sqlcipher.connect(file, key_of(closed.folder), "rw")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    newer = {path.name: path.read_bytes() for path in closed.folder.iterdir() if path.is_file()}
    with pytest.raises(NewerVersion, match="version 99, known here is 2"):
        Vault.open(closed.folder)
    assert {path.name: path.read_bytes() for path in closed.folder.iterdir() if path.is_file()} == newer


def test_a_newer_backup_is_refused_untouched(closed: Vault) -> None:
    made = backup.listed(closed.folder)[0]
    connection = sqlcipher.connect(made.file, key_of(closed.folder), "rw")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for refused in (backup.preview, lambda one: restore.restore(closed.folder, one)):
        with pytest.raises(NewerVersion):
            refused(made)
    Vault.open(closed.folder).close()


def key_of(folder: Path) -> bytes:
    with Vault.open(folder) as vault:
        return vault.keyring.key


def test_a_log_left_by_a_kill_is_taken_in(closed: Vault, tmp_path: Path) -> None:
    """The files as they stand in mid-use, copied: what a kill leaves behind."""
    with Vault.open(closed.folder) as vault:
        Records(vault).keep_draft("here", "not folded in yet")
        left = tmp_path / "left"
        shutil.copytree(closed.folder, left)
        assert (left / "practice-1.db-wal").stat().st_size > 0
    with Vault.open(left) as again:
        assert Records(again).draft("here") == "not folded in yet"


def test_a_log_that_was_altered_is_noticed(vault: Vault, tmp_path: Path) -> None:
    """Ten commits in a log that a kill left; a bit is flipped anywhere before the last of them."""
    ends = []
    for number in range(10):
        Records(vault).keep_draft(f"page {number}", "text")
        ends.append(vault.file.with_name("practice-1.db-wal").stat().st_size)
    rng = random.Random(3)
    for bit in [3, 100, 8 * 31, *(rng.randrange(8 * ends[-2]) for _ in range(40))]:
        left = tmp_path / f"left-{bit}"
        shutil.copytree(vault.folder, left)
        log = left / "practice-1.db-wal"
        damaged = flipped(log.read_bytes(), bit)
        log.write_bytes(damaged)
        with Vault.open(left) as again:
            there = [number for number in range(10) if Records(again).draft(f"page {number}")]
            if there != list(range(10)):
                assert "may be missing" in again.notice, (bit, there)
                assert next((left / "aside").iterdir()).read_bytes() == damaged
        with Vault.open(left) as again:
            assert again.notice == "", "told once"


def test_a_log_that_was_cut_off_in_a_write_is_nothing_to_tell(vault: Vault, tmp_path: Path) -> None:
    """What a kill leaves: any length of the log. What had been acknowledged is there, and nothing is made of it."""
    ends = [0]
    for number in range(6):
        Records(vault).keep_draft(f"page {number}", "text")
        ends.append(vault.file.with_name("practice-1.db-wal").stat().st_size)
    rng = random.Random(3)
    for length in sorted(rng.randrange(ends[1], ends[-1]) for _ in range(25)):
        left = tmp_path / f"left-{length}"
        shutil.copytree(vault.folder, left)
        log = left / "practice-1.db-wal"
        log.write_bytes(log.read_bytes()[:length])
        whole = sum(1 for end in ends[1:] if end <= length)
        with Vault.open(left) as again:
            there = [number for number in range(6) if Records(again).draft(f"page {number}")]
            assert there == list(range(whole))
            assert again.notice == ""


def test_a_journal_left_by_a_kill_is_rolled_back(closed: Vault, tmp_path: Path) -> None:
    """A data file caught in the switch of its journal, with pages of an unfinished write in it."""
    key, left = key_of(closed.folder), tmp_path / "left"
    connection = sqlcipher.connect(closed.folder / "practice-1.db", key, "rw")
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    for number in range(50):
        connection.execute("INSERT INTO draft VALUES (?, ?)", (str(number), "half " * 2000))
    shutil.copytree(closed.folder, left)
    connection.close()
    assert (left / "practice-1.db-journal").stat().st_size > 0
    with Vault.open(left) as vault:
        assert Records(vault).draft("0") == ""
        assert Records(vault).count() == 3


# --- migrations ---------------------------------------------------------------------------------------------------


def test_a_failing_migration_leaves_the_old_form(closed: Vault) -> None:
    bad = (*migrations.MIGRATIONS, ("CREATE TABLE fine (x INTEGER) STRICT", "CREATE TABLE practice (twice INTEGER)"))
    with pytest.raises(OSError, match="already exists"):
        Vault.open(closed.folder, migrations_known=bad)
    with Vault.open(closed.folder) as vault, vault.read() as connection:
        assert migrations.version(connection) == len(migrations.MIGRATIONS)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'fine'").fetchone() == (0,)


def test_a_migration_makes_a_backup_first(closed: Vault) -> None:
    added = (*migrations.MIGRATIONS, ("ALTER TABLE practice ADD COLUMN mood TEXT",))
    with Vault.open(closed.folder, migrations_known=added) as vault, vault.read() as connection:
        assert migrations.version(connection) == len(added)
    made = backup.listed(closed.folder)[0]
    assert made.reason == "migration"
    assert backup.preview(made).version == len(migrations.MIGRATIONS)
    with pytest.raises(NewerVersion):
        Vault.open(closed.folder)


def test_every_version_of_the_data_file_opens_for_ever(tmp_path: Path) -> None:
    """The fixtures were written by the program of that version; never write them anew."""
    fixtures = sorted((Path(__file__).parent / "fixtures").iterdir())
    assert [fixture.name for fixture in fixtures] == [f"version-{n + 1}" for n in range(len(migrations.MIGRATIONS))]
    for fixture in fixtures:
        copy = shutil.copytree(fixture, tmp_path / fixture.name)
        with Vault.open(copy) as vault:
            records = Records(vault)
            practice = records.left()[0]
            assert (practice.title, practice.turns, practice.partner) == ("Small talk", 1, "Dana")
            assert [told.choice for told in records.read(practice.id).attempts[0][1:]] == ["hello", "agree"]
            assert records.search("nice weath")[0].practice.id == practice.id
