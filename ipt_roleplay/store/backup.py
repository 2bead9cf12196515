"""Backups: whole copies of a vault in its folder `backups`, each with the key file that it was made under.

`00042-20261123T053100Z-regular.db` and the same name with `.key`. The copy is encrypted under the same data key as
the vault was then, and its key file is that of the vault then: a backup opens with the passphrase that held when it
was made (or with none, if there was none). A copy is written under another name, checked, synced and renamed: there
is never half a backup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from ipt_roleplay.store import files, keys, migrations, retention, sqlcipher
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Damaged, NotSaved, StoreError
from ipt_roleplay.store.keys import KeyFile, Keyring
from ipt_roleplay.store.retention import Reason, Stamp

if TYPE_CHECKING:
    from ipt_roleplay.store.vault import Vault

FOLDER = "backups"
EVERY = timedelta(minutes=30)
_NAME = re.compile(r"(\d{5,})-(\d{8}T\d{6}Z)-([a-z]+)\.db")
_TIME = "%Y%m%dT%H%M%SZ"
_PREVIEWED = 5


@dataclass(frozen=True, slots=True, order=True)
class Backup(Stamp):
    """One backup on the disk."""

    file: Path

    @property
    def key_file(self) -> Path:
        return self.file.with_suffix(".key")

    def read_key(self) -> KeyFile:
        """Raises Damaged, OSError."""
        return keys.from_bytes(self.key_file.read_bytes(), self.key_file)


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in a backup, to choose by. `titles` are those of the last practices, newest first."""

    version: int
    practices: int
    ended: int
    turns: int
    first: Moment | None
    last: Moment | None
    titles: tuple[str, ...]


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups of the vault in `folder`, newest first. Opens none of them."""
    found = []
    with suppress(FileNotFoundError):
        for file in (folder / FOLDER).iterdir():
            name = _NAME.fullmatch(file.name)
            if name and name[3] in get_args(Reason):
                at = datetime.strptime(name[2], _TIME).replace(tzinfo=UTC)
                found.append(Backup(int(name[1]), at, cast(Reason, name[3]), file))
    return tuple(sorted(found, reverse=True))


def take(folder: Path, source: sqlcipher.Connection, keyring: Keyring, reason: Reason, now: datetime) -> Backup:
    """Copy what `source` reads into a new backup.

    Raises:
        NotSaved: the disk did not take it; the backups that were there are untouched.
    """
    there = listed(folder)
    number = there[0].number + 1 if there else 1
    at = now.astimezone(UTC).replace(microsecond=0)
    home = folder / FOLDER
    made = Backup(number, at, reason, home / f"{number:05d}-{at.strftime(_TIME)}-{reason}.db")
    beside = home / f"{files.PARTIAL}{made.file.name}"
    try:
        files.private_folder(home)
        beside.unlink(missing_ok=True)
        sqlcipher.copy(source, beside, keyring.key)
        files.write_private(made.key_file, keys.to_bytes(keyring.file))
        beside.replace(made.file)
        files.sync_folder(home)
    except OSError as error:
        for left in (beside, made.key_file):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise error if isinstance(error, NotSaved) else NotSaved.because(error) from error
    return made


def thin(folder: Path) -> tuple[Backup, ...]:
    """Remove the backups that need not stay, and whatever a killed program left half written; returns the former."""
    gone = retention.outdated(listed(folder))
    for backup in gone:
        backup.file.unlink(missing_ok=True)
        backup.key_file.unlink(missing_ok=True)
    home = folder / FOLDER
    with suppress(FileNotFoundError):
        for file in home.iterdir():
            orphan = file.suffix == ".key" and not file.with_suffix(".db").exists()
            if orphan or file.name.startswith(files.PARTIAL):
                file.unlink(missing_ok=True)
    return tuple(gone)


def keep_backed_up(vault: Vault, *, closing: bool = False) -> Backup | None:
    """Back up what has changed: call it every minute or so, and with `closing` before `vault.close()`.

    Folds the log each time, so that what was written a minute ago stands in the checked pages of the data file.
    Makes a backup where something was written since the last one and half an hour has passed, or one is closing. A
    clock that was set back counts as time passed. May take a second for a vault of ten years: call it off the
    window's thread; choices can be recorded meanwhile.

    Raises:
        NotSaved: it could not be made; the older backups stay.
    """
    vault.fold()
    now = vault.clock()
    changes, backed_up, backed_up_at = (vault.fact(name) for name in ("changes", "backed_up", "backed_up_at"))
    waited = Moment.of(now).utc - backed_up_at
    if changes == backed_up or (0 <= waited < EVERY / timedelta(milliseconds=1) and not closing):
        return None
    return back_up(vault, "close" if closing else "regular")


def back_up(vault: Vault, reason: Reason) -> Backup:
    """Make a backup now, and remove those that need not stay.

    Raises:
        NotSaved, Damaged: it could not be made; the older ones stay.
    """
    now, changes = vault.clock(), vault.fact("changes")
    with vault.second_connection() as source:
        made = take(vault.folder, source, vault.keyring, reason, now)
    vault.note_backup(changes, Moment.of(now))
    with suppress(OSError):
        thin(vault.folder)
    return made


def opened_key(backup: Backup, passphrase: str | None, known: Keyring | None = None) -> Keyring:
    """The key of a backup: the `known` one where it is the same, else by the passphrase that held then.

    Raises:
        NeedsPassphrase, WrongPassphrase, Damaged.
    """
    try:
        key_file = backup.read_key()
    except (Damaged, FileNotFoundError):
        if known is None:
            raise Damaged(backup.key_file, "it cannot be read") from None
        return known
    if known is not None and key_file.key_id == known.file.key_id:
        return known
    return Keyring(key_file, key_file.unlock(passphrase))


def preview(backup: Backup, passphrase: str | None = None, known: Keyring | None = None) -> Preview:
    """What is in `backup`; every page of it is checked on the way.

    Raises:
        NeedsPassphrase, WrongPassphrase, NewerVersion, Damaged.
    """
    keyring = opened_key(backup, passphrase, known)
    connection = sqlcipher.connect(backup.file, keyring.key, "immutable")
    try:
        wrong = sqlcipher.damage(connection)
        if wrong is not None:
            raise Damaged(backup.file, wrong)
        version = migrations.refuse_newer(connection)
        return _previewed(connection, version)
    finally:
        connection.close()


def _previewed(connection: sqlcipher.Connection, version: int) -> Preview:
    count, ended, turns = connection.execute(
        "SELECT count(*), count(ending), coalesce(sum(turns), 0) FROM practice"
    ).fetchone()
    rows: Sequence[tuple[str, int, int]] = connection.execute(
        "SELECT title, last_at, last_offset FROM practice ORDER BY id DESC LIMIT ?", (_PREVIEWED,)
    ).fetchall()
    first = connection.execute("SELECT began_at, began_offset FROM practice ORDER BY id LIMIT 1").fetchone()
    return Preview(
        version,
        count,
        ended,
        turns,
        Moment(*first) if first else None,
        Moment(*rows[0][1:]) if rows else None,
        tuple(row[0] for row in rows),
    )


def without_passphrase(folder: Path) -> tuple[Backup, ...]:
    """The backups that open without a passphrase: what is worth a question when one has just been set."""
    return tuple(backup for backup in listed(folder) if _is_open(backup))


def _is_open(backup: Backup) -> bool:
    try:
        return not backup.read_key().is_sealed
    except (OSError, StoreError):
        return False


def seal(folder: Path, passphrase: str) -> int:
    """Lock the backups that open without a passphrase with this one; returns how many there were.

    Raises:
        BadPassphrase; OSError: a key file could not be written, and the rest are as they were.
    """
    open_ones = without_passphrase(folder)
    sealed: dict[str, bytes] = {}
    for backup in open_ones:
        key_file = backup.read_key()
        if key_file.key_id not in sealed:  # one seal per key: 0.1 s each
            key = key_file.unlock(None)
            sealed[key_file.key_id] = keys.to_bytes(keys.locked(key, key_file.key_id, key_file.generation, passphrase))
        files.write_private(backup.key_file, sealed[key_file.key_id])
    return len(open_ones)
