"""What the first picture depends on: whether somebody has to say who they are. Loads no SQLCipher."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

FOLDER = "people"
_KEY_FILES = ("key-1", "key-2")


def asks_who(data: Path) -> bool:
    """Whether several people keep something below `data`, or one whose key does not lie open."""
    folders: list[Path] = []
    with suppress(OSError):
        folders = [folder for folder in (data / FOLDER).iterdir() if not folder.name.startswith(".")]
    return len(folders) > 1 or any(not _lies_open(folder) for folder in folders)


def _lies_open(folder: Path) -> bool:
    """Whether a key file holds the key as it is. Where neither can be read, People says more."""
    for name in _KEY_FILES:
        with suppress(OSError, ValueError, TypeError):
            return "key" in json.loads((folder / name).read_bytes())
    return False
