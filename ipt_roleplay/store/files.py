"""Files that are whole or not there, and nobody else's to read.

Folders are 0700 and files 0600 where the system knows such modes; on Windows the user's own profile protects them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PARTIAL = ".partial-"
"""How the names of files begin that are being written; one that is left over belongs to a program that was killed."""


def private_folder(folder: Path) -> Path:
    """Make `folder` (and what is above it) where it is missing; for the user's eyes only.

    Raises:
        OSError: it cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for made in missing:
        made.chmod(0o700)
    tighten(folder)  # who made it read-only has it so
    return folder


def make_private(file: Path) -> None:
    """Make an empty file that only the user reads.

    Raises:
        FileExistsError: it is there already. OSError: it cannot be made.
    """
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def tighten(path: Path) -> None:
    """Take away what others may do with `path`, if a copy or a careless tool has allowed it."""
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        path.chmod(path.stat().st_mode & 0o700)


def write_private(file: Path, content: bytes) -> None:
    """Write `file` beside, sync it, rename it: at every instant there is the old content or the new one.

    Raises:
        OSError: the content could not be written; the old file is as it was.
    """
    with written_beside(file) as beside:
        beside.write_bytes(content)


@contextmanager
def written_beside(file: Path) -> Iterator[Path]:
    """Gives an empty private file in the folder of `file`; when the block ends well it takes the place of `file`.

    Raises:
        OSError: it cannot be made, synced or renamed; then it is gone, and the old file is as it was.
    """
    handle, name = tempfile.mkstemp(prefix=PARTIAL, dir=file.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        sync(beside)
        os.replace(beside, file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(file.parent)


def sync(file: Path) -> None:
    """Return when the disk says that it has the content of `file` (fsync)."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """The same for the names in `folder`; Windows knows no such thing and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def wipe(file: Path) -> None:
    """Overwrite a small file (a key) once and remove it. An SSD may keep the old cells all the same: see SECURITY.md.

    Raises:
        OSError: it could not be removed.
    """
    with suppress(OSError):
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.write(os.urandom(size))
            opened.flush()
            os.fsync(opened.fileno())
    file.unlink(missing_ok=True)
