"""Putting a backup in the place of what is there, whether that is whole, damaged, locked for ever or gone.

What was there is never lost by it: of a whole file a backup is made first, anything else is copied to `aside/`. The
backup is copied to a new data file in full; then the key files are renamed into place (see keys.py), and the old data
file goes. Killed at any instant, there is the old vault or the restored one.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from ipt_roleplay.store import backup as backups
from ipt_roleplay.store import files, keys, migrations, sqlcipher
from ipt_roleplay.store.backup import Backup
from ipt_roleplay.store.clock import Clock, system_clock
from ipt_roleplay.store.errors import Damaged, NeedsPassphrase, WrongPassphrase
from ipt_roleplay.store.keys import Keyring
from ipt_roleplay.store.lock import VaultLock
from ipt_roleplay.store.vault import ASIDE, DATA_FILE, data_file, disk_trouble, opened, tidied


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of what was there: a backup of it, or (damaged, or not to be opened) a copy in a folder.

    `sealed`: whether the vault now asks for a passphrase; `by_backup`: it is that of the backup, not today's.
    """

    before: Backup | None
    aside: Path | None
    sealed: bool
    by_backup: bool


def restore(
    folder: Path,
    backup: Backup,
    passphrase: str | None = None,
    *,
    backup_passphrase: str | None = None,
    forgotten: bool = False,
    known: Keyring | None = None,
    clock: Clock = system_clock,
) -> Restored:
    """Put `backup` in the place of the vault in `folder`, which must be closed. Then open it as usual.

    Today's passphrase goes on to hold, where there is one. Takes up to a second.

    Args:
        passphrase: today's. Where it is not that of the backup, `backup_passphrase` is.
        forgotten: today's passphrase is not known: take the key of the backup, copy aside what is there.
        known: the keyring of the vault, if it was open just now.

    Raises:
        NeedsPassphrase, WrongPassphrase, NewerVersion, Busy, NotSaved: nothing was changed.
        Damaged: the backup is; nothing was changed.
    """
    with disk_trouble():
        lock = VaultLock(files.private_folder(folder))
        try:
            today = None if forgotten else _today(folder, passphrase, known)
            of_backup = backups.opened_key(backup, backup_passphrase or passphrase, known or today)
            keyring = today or of_backup
            generation = _next_generation(folder, keyring)
            keyring = Keyring(replace(keyring.file, generation=generation), keyring.key)
            before, aside = _kept(folder, today, clock)
            _put(folder, backup, of_backup.key, keyring)
        finally:
            lock.release()
    return Restored(before, aside, keyring.file.is_sealed, today is None)


def _today(folder: Path, passphrase: str | None, known: Keyring | None) -> Keyring | None:
    """The key that holds now; None where the key files are damaged or gone."""
    try:
        key_file = keys.read_pair(folder)
    except Damaged:
        return known
    if known is not None and known.file.key_id == key_file.key_id:
        return Keyring(key_file, known.key)
    return Keyring(key_file, key_file.unlock(passphrase))


def _next_generation(folder: Path, keyring: Keyring) -> int:
    found = [int(name[1]) for file in folder.iterdir() if (name := DATA_FILE.fullmatch(file.name))]
    with suppress(Damaged):
        found.append(keys.read_pair(folder).generation)
    return 1 + max((keyring.file.generation, *found))


def _kept(folder: Path, today: Keyring | None, clock: Clock) -> tuple[Backup | None, Path | None]:
    """Keep what is there: in a backup where it can be opened, else file by file."""
    if today is not None:
        file = data_file(folder, today.file.generation)
        with suppress(Damaged):
            connection, _ = opened(file, today.key, migrations.MIGRATIONS)
            try:
                return backups.take(folder, connection, today, "restore", clock()), None
            finally:
                connection.close()
    return None, _copied_aside(folder, clock)


def _copied_aside(folder: Path, clock: Clock) -> Path | None:
    there = [file for file in sorted(folder.iterdir()) if DATA_FILE.fullmatch(file.name) or file.name in keys.FILES]
    if not there:
        return None
    stamp = clock().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = folder / ASIDE / stamp
    number = 1
    while aside.exists():
        number += 1
        aside = folder / ASIDE / f"{stamp}-{number}"
    files.private_folder(aside)
    for file in there:
        shutil.copyfile(file, aside / file.name)
        files.tighten(aside / file.name)
        files.sync(aside / file.name)
    files.sync_folder(aside)
    return aside


def _put(folder: Path, backup: Backup, key: bytes, keyring: Keyring) -> None:
    """Copy the backup in, let the key files name the copy, and remove what it replaces."""
    target = data_file(folder, keyring.file.generation)
    connection = sqlcipher.connect(backup.file, key, "immutable")
    try:
        wrong = sqlcipher.damage(connection)
        if wrong is not None:
            raise Damaged(backup.file, wrong)
        migrations.refuse_newer(connection)
        sqlcipher.copy(connection, target, keyring.key)
    finally:
        connection.close()
    try:
        keys.write_pair(folder, keyring.file)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        tidied(folder, keyring)


def fitting(folder: Path, passphrase: str | None) -> tuple[Backup, ...]:
    """The backups that open with this passphrase (or without one), newest first: what can be offered."""
    verdicts: dict[bytes, bool] = {}  # one try per seal: 0.1 s each
    found = []
    for backup in backups.listed(folder):
        try:
            content = backup.key_file.read_bytes()
            if content not in verdicts:
                verdicts[content] = _fits(backup, passphrase)
        except (OSError, Damaged):
            continue
        if verdicts[content]:
            found.append(backup)
    return tuple(found)


def _fits(backup: Backup, passphrase: str | None) -> bool:
    try:
        backup.read_key().unlock(passphrase)
    except (NeedsPassphrase, WrongPassphrase):
        return False
    return True
