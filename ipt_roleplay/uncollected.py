"""A stretch of work in which Python's collector of forgotten cycles does not come by itself.

    with uncollected: …
    @uncollected

It is for the whole process, so several stretches may overlap, on several threads: the first one in stops the collector,
and the last one out leaves it as the first one found it.
"""

from __future__ import annotations

import gc
from contextlib import ContextDecorator
from threading import Lock


class _Uncollected(ContextDecorator):
    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._was_on = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._was_on = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and self._was_on:
                gc.enable()


uncollected = _Uncollected()
