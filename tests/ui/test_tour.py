"""The tour drives the real window and saves a picture of every page."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ipt_roleplay import settings
from ipt_roleplay.program import Program
from ipt_roleplay.ui import tour
from ipt_roleplay.ui.states import STATES, states_of_parts
from ipt_roleplay.ui.theme import ThemeManager

PAGES = {
    *("practise", "palette", "keys", "briefing", "conversation", "paused", "feedback", "debrief", "other-side"),
    *(
        "first-start",
        "first-start-2",
        "first-start-3",
        "today",
        "left-open",
        "reading",
        "replay",
        "history",
        "settings",
        "help",
        "safety",
        "about",
    ),
    *("door", "door-passphrase", "door-wrong", "door-locked"),
}


LOOK = tour.Look("dark", 200, (900, 600))


@pytest.fixture
def pictures(qapp: QApplication, program: Program, tmp_path: Path) -> dict[str, QImage]:
    files = list(tour.run(program, tmp_path / "new" / "pictures", [LOOK]))
    assert len(files) == len(set(files))
    return {file.name: QImage(str(file)) for file in files}


def test_every_page_in_the_look_asked_for(pictures: dict[str, QImage], program: Program) -> None:
    faces = pictures.pop("faces.png")
    assert faces.width() > 14 * 120
    assert faces.height() > 12 * 120
    assert {*pictures} >= {LOOK.file_name(page) for page in PAGES}
    across, down = LOOK.size
    for page in PAGES:
        picture = pictures[LOOK.file_name(page)]
        assert picture.size().toTuple() == LOOK.size, page
        if page not in ("palette", "keys", "paused"):  # there a card may lie over the corner
            assert picture.pixelColor(4, 4) == QColor("#191817"), page
        colours = {picture.pixel(x, y) for x in range(0, across, 17) for y in range(0, down, 11)}
        assert len(colours) > 20, f"{page} shows next to nothing"
    shown = [picture.constBits().tobytes() for picture in pictures.values()]
    assert len({*shown}) == len(shown), "no two of them are the same"
    assert settings.read(program.data / "settings.toml").theme == "light", "the person's own settings stay"


def test_what_can_be_pressed_shows_where_the_focus_is(themes: ThemeManager) -> None:
    rest, focus = STATES.index("rest"), STATES.index("focus")
    rows = states_of_parts(themes)
    assert len(rows) > 10
    assert all(row[rest] != row[focus] for row in rows)


def test_every_look_has_names_of_its_own() -> None:
    names = {look.file_name("help") for look in tour.EVERY}
    assert len(names) == len(tour.EVERY) == 3 * 2 * 3
    assert {"help.png", "help-dark.png", "help-contrast-200-2560x1440.png", "help-900x600.png"} <= names
    assert {*tour.USUAL} <= {*tour.EVERY}


def test_a_folder_that_cannot_be_written_to_is_an_error(qapp: QApplication, program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        list(tour.run(program, tmp_path / "file"))
