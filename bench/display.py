"""A screen that nobody sees: Xvfb, started for the time of a measure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figures import Missing


@contextmanager
def virtual(width: int = 1440, height: int = 900) -> Iterator[int]:
    """An Xvfb of its own; yields the number of its display.

    Raises:
        Missing: Xvfb is not here.
    """
    if shutil.which("Xvfb") is None:
        raise Missing("Xvfb is not here, so no real window can be opened for measuring.")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise Missing("Xvfb does not start here, so no real window can be opened for measuring.")
        yield int(number)
    finally:
        server.terminate()
        server.wait()
