"""Erasing: everything, or one person, with the list of what was removed.

Keys go first, overwritten once: killed on the way, what is left cannot be read. Only names that this program gives
are removed, so that a data folder that was chosen badly loses nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ipt_roleplay.store import files, keys
from ipt_roleplay.store.lock import FILE as LOCK
from ipt_roleplay.store.lock import VaultLock
from ipt_roleplay.store.people import FOLDER
from ipt_roleplay.store.vault import is_vault

LIMITS = (
    "Removed files can leave traces: flash disks keep old cells for a while, and copies made by the system "
    "(snapshots, file history, a synchronised folder, a swap file) and by you are not touched. What was kept was "
    "encrypted; without its key, which was overwritten first, those traces can be read only where a copy of the "
    "key survived as well, or with a passphrase that someone knows."
)
_OF_DATA = ("settings.toml", "care.toml", "window.ini", "logs", "crash")
_OF_CACHE = ("library.json", "catalogue.json", "faces", "logs")


@dataclass(frozen=True, slots=True)
class Erased:
    """`removed` in the order in which it went; `failed`: what is still there, and why."""

    removed: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...]


def everything(data: Path, cache: Path) -> tuple[Path, ...]:
    """Every file that `erase` would remove, keys first. Scenarios of the user's own (`data/scenarios`) are not among
    them: they were written, not recorded."""
    tops = [data / FOLDER, *(data / name for name in _OF_DATA), *(cache / name for name in _OF_CACHE)]
    found = [file for top in tops for file in _files(top)]
    return tuple(sorted(dict.fromkeys(found), key=_order))


def erase(data: Path, cache: Path) -> Erased:
    """Remove everything that is kept. All vaults must be closed.

    Raises:
        Busy: another program has a vault open; nothing was removed.
    """
    gone = _removed(everything(data, cache), _all_locked(_vaults(data / FOLDER)))
    for top in (data / FOLDER, data / "logs", data / "crash", cache / "faces", cache / "logs"):
        _remove_folders(top)
    for top in (cache, data):
        with suppress(OSError):
            top.rmdir()  # only where nothing else is in it
    return gone


def erase_person(folder: Path) -> Erased:
    """Remove one person's vault, backups and all.

    Raises:
        Busy: it is open; nothing was removed.
    """
    found = sorted(_files(folder), key=_order)
    gone = _removed(found, [VaultLock(folder)])
    _remove_folders(folder)
    return gone


def _all_locked(folders: Iterable[Path]) -> list[VaultLock]:
    """All or none."""
    locks: list[VaultLock] = []
    try:
        locks.extend(map(VaultLock, folders))
    except BaseException:
        for lock in locks:
            lock.release()
        raise
    return locks


def _vaults(home: Path) -> list[Path]:
    return [folder for folder in sorted(home.iterdir()) if is_vault(folder)] if home.is_dir() else []


def _order(file: Path) -> tuple[bool, bool, str]:
    return not _is_key(file), file.name == LOCK, str(file)


def _is_key(file: Path) -> bool:
    return file.name in keys.FILES or file.suffix == ".key"


def _files(top: Path) -> Iterator[Path]:
    """`top` itself or every file below it; links are named, never followed."""
    if top.is_symlink() or top.is_file():
        yield top
        return
    for folder, below, names in os.walk(top):
        yield from (Path(folder) / name for name in names)
        yield from (Path(folder) / name for name in below if (Path(folder) / name).is_symlink())


def _removed(found: Iterable[Path], locks: Iterable[VaultLock]) -> Erased:
    """Remove the files; the lock files come last, and the locks are let go before them."""
    removed, failed = [], []
    for file in found:
        if file.name == LOCK:
            for lock in locks:
                lock.release()
        try:
            if _is_key(file) and not file.is_symlink():
                files.wipe(file)
            else:
                file.unlink()
        except OSError as error:
            failed.append((file, error.strerror or str(error)))
        else:
            removed.append(file)
    return Erased(tuple(removed), tuple(failed))


def _remove_folders(top: Path) -> None:
    if top.is_symlink() or not top.is_dir():
        return
    for folder, _, _ in os.walk(top, topdown=False):
        with suppress(OSError):
            Path(folder).rmdir()
