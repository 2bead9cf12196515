"""The vault: private, durable, one at a time, locked by its passphrase."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ipt_roleplay.store import backup, keys, sqlcipher
from ipt_roleplay.store.errors import (
    BadPassphrase,
    Busy,
    Closed,
    NeedsPassphrase,
    NotSaved,
    StoreError,
    WrongPassphrase,
)
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

CANARY = "marmalade sandwiches at half past nine"
PASSPHRASE = "four words are good"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_folders_are_0700_and_files_0600(vault: Vault) -> None:
    Records(vault).keep_draft("here", CANARY)
    backup.back_up(vault, "asked")
    for path in (vault.folder, *vault.folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_wide_open_files_are_closed_again(vault: Vault) -> None:
    vault.close()
    file = vault.folder / "practice-1.db"
    file.chmod(0o644)
    vault.folder.chmod(0o755)
    with Vault.open(vault.folder):
        assert (file.stat().st_mode & 0o777, vault.folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_is_kept_cannot_be_read_in_any_file(vault: Vault) -> None:
    """Neither while open (log and index), nor in a backup, nor after closing."""
    Records(vault).keep_draft("here", CANARY)
    backup.back_up(vault, "asked")
    for part in (CANARY, "marmalade", "CREATE TABLE", "SQLite format"):
        assert not [name for name, content in contents(vault.folder).items() if part.encode() in content]
    vault.close()
    assert not [name for name, content in contents(vault.folder).items() if b"marmalade" in content]


def test_a_write_is_whole_or_nothing(vault: Vault) -> None:
    def fail() -> None:
        with vault.write() as connection:
            connection.execute("INSERT INTO draft VALUES ('a', 'b')")
            raise KeyError("an error in the program")

    with pytest.raises(KeyError):
        fail()
    assert Records(vault).draft("a") == ""
    assert vault.fact("changes") == 0


def test_the_promises_of_sqlite_that_durability_rests_on(vault: Vault) -> None:
    with vault.read() as connection:
        told = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}


def test_nothing_is_made_over_what_is_there(vault: Vault) -> None:
    vault.close()
    with pytest.raises(FileExistsError):
        Vault.create(vault.folder)


def test_a_second_opening_finds_it_busy(vault: Vault) -> None:
    with pytest.raises(Busy, match="in use"):
        Vault.open(vault.folder)
    vault.close()
    Vault.open(vault.folder).close()


def test_another_process_finds_it_busy_and_a_killed_one_leaves_no_lock(vault: Vault) -> None:
    vault.close()
    code = "import sys, pathlib; from ipt_roleplay.store.vault import Vault\n"
    code += "v = Vault.open(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(vault.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(Busy):
            Vault.open(vault.folder)
        holder.kill()
        holder.wait()
        assert (vault.folder / "lock").exists()
        Vault.open(vault.folder).close()


def test_closed_is_closed(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(Closed):
        Records(vault).keep_draft("a", "b")
    with pytest.raises(Closed):
        Records(vault).history()
    with pytest.raises(Closed):
        _ = vault.keyring


# --- passphrases: Argon2 takes its time, so few of them -----------------------------------------------------------


def test_a_passphrase_from_set_up_to_removal(vault: Vault) -> None:
    folder = vault.folder
    Records(vault).keep_draft("here", CANARY)
    open_backup = backup.back_up(vault, "asked")
    former = vault.keyring

    vault.change_passphrase(None, PASSPHRASE)
    assert (vault.has_passphrase, Records(vault).draft("here")) == (True, CANARY)
    vault.close()
    before = contents(folder)
    with pytest.raises(NeedsPassphrase):
        Vault.open(folder)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "four words are bad")
    assert contents(folder) == before, "a wrong passphrase changes nothing"
    assert "practice-1.db" not in before, "the file under the old key is gone"

    # Who copied the old key when it lay open cannot read what is kept now.
    with pytest.raises(sqlcipher.DatabaseError):
        sqlcipher.connect(folder / "practice-2.db", former.key, "immutable").execute("SELECT * FROM draft")
    # The backup made before still opens as then, and that is told.
    assert backup.without_passphrase(folder) == (open_backup,)
    assert backup.preview(open_backup).practices == 0

    with Vault.open(folder, PASSPHRASE) as again:
        with pytest.raises(WrongPassphrase):
            again.change_passphrase("not the one", None)
        with pytest.raises(BadPassphrase):
            again.change_passphrase(PASSPHRASE, "short")
        assert again.file.name == "practice-2.db"
        again.change_passphrase(PASSPHRASE, None)
    with Vault.open(folder) as plain:
        assert Records(plain).draft("here") == CANARY


def test_older_backups_can_be_locked_too(vault: Vault) -> None:
    made = [backup.back_up(vault, "asked") for _ in range(3)]
    assert backup.seal(vault.folder, PASSPHRASE) == 3
    assert backup.without_passphrase(vault.folder) == ()
    with pytest.raises(NeedsPassphrase):
        backup.preview(made[0])
    assert backup.preview(made[0], PASSPHRASE).practices == 0


def test_a_full_disk_in_a_change_of_passphrase_leaves_the_old_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first key file cannot be written: a folder stands in its way. Everything else is real."""
    Records(vault).keep_draft("here", CANARY)
    (vault.folder / keys.FILES[0]).unlink()
    (vault.folder / keys.FILES[0]).mkdir()
    with pytest.raises(NotSaved):
        vault.change_passphrase(None, PASSPHRASE)
    (vault.folder / keys.FILES[0]).rmdir()
    assert Records(vault).draft("here") == CANARY
    assert not (vault.folder / "practice-2.db").exists()
    vault.close()
    with Vault.open(vault.folder) as again:
        assert Records(again).draft("here") == CANARY


def test_no_error_shows_a_traceback_worthy_text() -> None:
    for kind in (Busy(Path("x")), Closed(), NeedsPassphrase(), WrongPassphrase()):
        assert isinstance(kind, StoreError)
        assert str(kind).endswith(".")


def test_every_commit_is_synced_before_it_returns(tmp_path: Path, folder: Path) -> None:
    """Seen from outside: between the write to the log and the word that it is kept stands an fsync."""
    if not Path("/usr/bin/strace").exists():
        pytest.skip("strace is not here")
    code = """
import os, sys, pathlib
from ipt_roleplay.store.vault import Vault
vault = Vault.create(pathlib.Path(sys.argv[1]))
for number in range(5):
    with vault.write() as connection:
        connection.execute("INSERT INTO draft VALUES (?, 'text')", (str(number),))
    os.write(2, b"KEPT")
"""
    log = tmp_path / "trace"
    calls = "trace=pwrite64,write,fsync,fdatasync"
    traced = subprocess.run(
        ["strace", "-f", "-y", "-e", calls, "-o", log, sys.executable, "-c", code, folder],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if traced.returncode != 0 and "ptrace" in traced.stderr.lower():
        pytest.skip("this machine does not allow strace")
    lines = log.read_text(errors="replace").splitlines()
    kept = [number for number, line in enumerate(lines) if 'KEPT"' in line]
    assert len(kept) == 5
    for first, last in zip([kept[0] - 40, *kept], kept, strict=False):
        between = lines[max(0, first) : last]
        wrote = max(number for number, line in enumerate(between) if "pwrite64" in line and "-wal" in line)
        assert any("sync(" in line and "-wal" in line for line in between[wrote:]), between
