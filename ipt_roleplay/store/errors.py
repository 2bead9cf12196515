"""What can go wrong with what is kept. Every message is one plain sentence or two: what is the matter, and the way out.

Imports nothing, so that whoever only wants to catch these pays nothing.
"""

from __future__ import annotations

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


class NoSuchPerson(StoreError):
    """No vault goes by that name, or there are several and none was named."""


class NotSaved(StoreError, OSError):
    """The disk did not take it: full, read-only, gone. An OSError too, as `Recorder.record` promises."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Not saved: {why}. Free some space or choose another place, then try again.")


class Closed(NotSaved):
    """The vault was locked or closed in the meantime."""

    def __init__(self) -> None:
        super().__init__("what is kept is locked")
