"""A stretch of work in which Python's collector of forgotten cycles does not come."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """What a proof makes has no cycles, and there is much of it: the collector would look through all of it time and
    again, for a fifth of the time. Afterwards it is as it was before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
