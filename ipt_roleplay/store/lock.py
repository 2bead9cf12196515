"""One program at a time per vault.

The operating system holds the lock and drops it when the process ends, however it ends: there are no stale locks to
recover, a lock file that was left over is simply free.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ipt_roleplay.store.errors import Busy

FILE = "lock"


class VaultLock:
    """Held from its making until `release`.

    Raises:
        Busy: another process, or another part of this one, holds it.
        OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._handle: int | None = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError:
            self.release()
            raise Busy(folder) from None

    def release(self) -> None:
        """Let others in; doing it twice does no harm."""
        if self._handle is not None:
            os.close(self._handle)  # closing drops the lock
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
