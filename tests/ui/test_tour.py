"""The tour drives the real window and saves a picture of every page."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ipt_roleplay import settings
from ipt_roleplay.program import Program
from ipt_roleplay.ui import tour

PAGES = {
    "today",
    "history",
    "practise",
    "briefing",
    "feedback",
    "conversation",
    "debrief",
    "other-side",
    "settings",
    "help",
}


@pytest.fixture
def pictures(qapp: QApplication, program: Program, tmp_path: Path) -> dict[str, QImage]:
    files = list(tour.run(program, tmp_path / "new" / "pictures"))
    assert len(files) == len(set(files))
    return {file.stem: QImage(str(file)) for file in files}


def test_every_page_light_and_dark(pictures: dict[str, QImage], program: Program) -> None:
    assert {*pictures} >= PAGES | {f"{page}-dark" for page in PAGES}
    for name, picture in pictures.items():
        assert picture.size().toTuple() == (1280, 800), name
        ground = picture.pixelColor(4, 4)
        assert ground == QColor("#191817" if name.endswith("-dark") else "#F6F2EA"), name
        colours = {picture.pixel(x, y) for x in range(0, 1280, 11) for y in range(0, 800, 7)}
        assert len(colours) > 20, f"{name} shows next to nothing"
    shown = [picture.constBits().tobytes() for picture in pictures.values()]
    assert len({*shown}) == len(shown), "no two of them are the same"
    assert settings.read(program.data / "settings.toml").theme == "light", "the person's own settings stay"


def test_a_folder_that_cannot_be_written_to_is_an_error(qapp: QApplication, program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        list(tour.run(program, tmp_path / "file"))
