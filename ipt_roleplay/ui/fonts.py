"""The program's typeface: Source Sans from the package font-source-sans-pro, else the system's own font."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

_PACKAGE = "font_source_sans_pro"
_FACES = ("Regular", "It", "Semibold")

# The design was measured in Open Sans. Others look smaller or larger at the same px; this evens them out, so that
# about 70 characters stand in a line whatever the font.
_OPTICAL = {"Source Sans Pro": 1.0625, "Source Sans 3": 1.0625, "DejaVu Sans": 0.93, "Verdana": 0.93}


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font family, and how much larger it must be set to look like the design."""

    family: str
    optical: float


def optical_size(family: str) -> float:
    return _OPTICAL.get(family, 1.0)


def load() -> Typeface:
    """Registers the typeface with Qt: three files, a few milliseconds. Needs a QGuiApplication."""
    family = ""
    for file in _files():
        number = QFontDatabase.addApplicationFont(str(file))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (names[0] if names else "")
    if not family:
        family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return Typeface(family, optical_size(family))


def _files() -> list[Path]:
    # The package is only located: importing it lists its folder several times, for nothing.
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0]) / "files"
    return [file for face in _FACES if (file := folder / f"SourceSansPro-{face}.ttf").is_file()]
