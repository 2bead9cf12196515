"""What can go wrong with what is kept. Every message is one plain sentence or two: what is the matter, and the way out.

Imports next to nothing, so that whoever only wants to catch these pays nothing.
"""

from __future__ import annotations

import errno
from pathlib import Path


class StoreError(Exception):
    """Anything that keeps the store from doing what was asked; nothing was changed by it."""


class WrongPassphrase(StoreError):
    def __init__(self) -> None:
        super().__init__("That passphrase does not fit. Nothing was changed; try again.")


class NeedsPassphrase(StoreError):
    def __init__(self) -> None:
        super().__init__("What is kept here is locked with a passphrase. Type it to open it.")


class BadPassphrase(StoreError):
    """A new passphrase that cannot be used."""


class Busy(StoreError):
    """Another program has the vault open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is in use by another window or command of this program. Close that one first.")


class NewerVersion(StoreError):
    """Written by a newer program; it was not touched."""

    def __init__(self, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"This was kept by a newer version of the program (data version {found}, known here is {known}). "
            "Nothing was changed. Install the newer version to open it."
        )


class Damaged(StoreError):
    """The data file or its key is not what was written. It stays where it is until a backup is restored."""

    def __init__(self, file: Path, what: str) -> None:
        self.file, self.what = file, what
        super().__init__(f"{file} is damaged ({what}). It was left as it is; a backup can be restored in its place.")


class NotAnExport(StoreError):
    """A file to be imported that is no export of this program."""


class AnotherTalk(StoreError, ValueError):
    """A practice cannot go on in this conversation: it goes by the same id, and is with somebody else."""

    def __init__(self, partner: str, now: str) -> None:
        super().__init__(
            f"It was with {partner}, and under its id there is a conversation with {now} now. "
            "It can be read all the same."
        )


class NoSuchPerson(StoreError):
    """No vault goes by that name, or there are several and none was named."""


FULL = "the disk is full", "Free some space, then try again."
_RIGHTS = "permission denied", "Give your account the right to write there, then try again."
READ_ONLY = "the place is read-only", "Make it writable, then try again."
_GONE = "the folder is not there", "Bring it back (a drive that was pulled out?), then try again."
FAULTY = "the disk reports an error", "Try again; where it stays so, save a copy on another disk."
_WHY = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM), _RIGHTS),
    errno.EROFS: READ_ONLY,
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE), _GONE),
    errno.EIO: FAULTY,
}
"""What the system says, in words for a person, and the way out that fits."""


class NotSaved(StoreError, OSError):
    """The disk did not take it: full, read-only, gone. An OSError too, as `Recorder.record` promises.

    Args:
        why: in a few words; `way_out`: one sentence.
    """

    def __init__(self, why: str, way_out: str = "Try again; where it stays so, save a copy elsewhere.") -> None:
        super().__init__(f"Not saved: {why}. {way_out}")

    @classmethod
    def because(cls, error: OSError, place: str = "") -> NotSaved:
        """Of what the system said; `place` where it is not plain which one is meant."""
        why, *way_out = _WHY.get(error.errno or 0, ((error.strerror or str(error)).lower(),))
        return cls(f"{place}: {why}" if place else why, *way_out)


class Closed(NotSaved):
    """The vault was locked or closed in the meantime."""

    def __init__(self) -> None:
        super().__init__("what is kept is locked", "Open it again, then try again.")
