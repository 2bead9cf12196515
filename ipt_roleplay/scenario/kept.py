"""What can be computed again, kept as plain JSON in the user's cache folder so that the next start need not.

A convenience: lost, damaged, of another edition or not writable, it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_VERSION = 2


def load(file: Path | None, edition: str, name: str = "files") -> dict[str, Any]:
    """What was saved under `name` by the same edition; empty where there is no such thing."""
    if file is None:
        return {}
    try:
        stored = json.loads(file.read_bytes())
        fits = stored["version"] == _VERSION and stored["edition"] == edition
        if fits and stored["sum"] == _sum(stored[name]):
            return dict(stored[name])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return {}


def save(file: Path | None, edition: str, what: dict[str, Any], name: str = "files") -> None:
    """Written beside and renamed, so that a second start never reads half of it."""
    if file is None:
        return
    from tempfile import NamedTemporaryFile

    beside = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as stream:
            beside = Path(stream.name)
            json.dump({"version": _VERSION, "edition": edition, "sum": _sum(what), name: what}, stream)
        os.replace(beside, file)
    except OSError:
        if beside is not None:
            beside.unlink(missing_ok=True)


def stamp(file: Path) -> list[int]:
    """Another one whenever the file has changed, as far as the file system knows."""
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def edition_of(files: Sequence[Path]) -> str:
    """Another one whenever one of the files has changed, or there are others."""
    stamps = json.dumps([[file.name, *stamp(file)] for file in files])
    return hashlib.sha256(stamps.encode()).hexdigest()[:16]


def _sum(what: dict[str, Any]) -> str:
    """By which damage is noticed."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
