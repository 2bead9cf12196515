"""Small pictures of faces at rest, in the user's cache folder: the first page need not draw them at every start.

A convenience: lost, damaged or not writable, it costs time and nothing else.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile
from PySide6.QtGui import QPixmap

from ipt_roleplay.scenario.kept import edition_of


class KeptPictures:
    """In a folder of its own for each edition of the faces: drawn otherwise, they are other pictures."""

    def __init__(self, folder: Path, faces: Path) -> None:
        self._folder = folder
        self._faces = faces

    @cached_property
    def _home(self) -> Path:
        drawing = Path(__file__).parent.glob("*.py")
        return self._folder / edition_of(sorted([*self._faces.iterdir(), *drawing]))

    def load(self, name: str, ratio: float) -> QPixmap | None:
        picture = QPixmap(str(self._home / f"{name}.png"))
        if picture.isNull():
            return None
        picture.setDevicePixelRatio(ratio)
        return picture

    def save(self, name: str, picture: QPixmap) -> None:
        with suppress(OSError):
            if not self._home.is_dir():
                shutil.rmtree(self._folder, ignore_errors=True)  # of other editions
                self._home.mkdir(parents=True)
        file = QSaveFile(str(self._home / f"{name}.png"))
        if file.open(QIODevice.OpenModeFlag.WriteOnly) and picture.save(file, "PNG"):
            file.commit()
