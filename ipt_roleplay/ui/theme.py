"""How the program looks: a theme read from TOML, and the manager that every widget is given.

    themes = ThemeManager(app)                               # one, made by application.py
    themes.apply(Appearance(theme="dark", text_scale=1.25))  # at start, and whenever a setting changes
    Label(themes, "Hello", size="say", role="soft")          # widgets take the manager first

Widgets ask for roles (`themes.color("soft")`), never for colours; for scaled lengths (`themes.px(12)`), never for
pixels; and repaint on `themes.changed`. There is no global: who has no manager cannot draw.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QStyleHints
from PySide6.QtWidgets import QApplication

from ipt_roleplay import resources
from ipt_roleplay.ui import fonts, style
from ipt_roleplay.ui.faces.catalogue import Faces
from ipt_roleplay.ui.icons import Icons
from ipt_roleplay.uncollected import uncollected

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0
REGULAR, SEMIBOLD = 400, 600


class ThemeError(Exception):
    """A theme file that cannot be used; the text is one plain sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class TypeSize:
    """A step of the type scale, in px at text scale 1."""

    px: int
    line: int
    tracking: float = 0.0


SIZES: dict[str, TypeSize] = {
    "cap": TypeSize(14, 20),
    "body": TypeSize(16, 24),
    "say": TypeSize(19, 28),
    "head": TypeSize(23, 32),
    "title": TypeSize(29, 40, -0.25),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Every role of one theme as "#RRGGBB"."""

    name: str
    dark: bool
    page: str
    card: str
    raised: str
    text: str
    soft: str
    accent: str
    on_accent: str
    line: str
    border: str
    edge: str
    focus: str
    wash: str
    press: str
    hover: str
    accent_hover: str
    accent_press: str
    unavailable: str
    shadow: str
    plain: str
    held_back: str
    sharp: str
    barbed: str
    listening: str
    shadow_opacity: float


_NOT_ROLES = ("name", "dark", "shadow_opacity")
ROLES: tuple[str, ...] = tuple(f.name for f in fields(Theme) if f.name not in _NOT_ROLES)


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a person can set about the look; the settings file holds exactly this."""

    theme: str = "light"
    text_scale: float = 1.0
    line_spacing: float = 1.0
    font_family: str | None = None  # None: the program's own typeface
    reduced_motion: bool = False


def theme_of_system(hints: QStyleHints) -> str:
    """The theme that the system asks for: high contrast before light or dark. (Qt before 6.10 cannot say the first.)"""
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def load_theme(path: Path) -> Theme:
    """Reads one theme file; raises ThemeError with one plain sentence."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        say = QCoreApplication.translate("Theme", "The theme file {file} cannot be read: {why}.")
        raise ThemeError(say.format(file=path.name, why=str(error).rstrip("."))) from error
    try:
        return _theme_from(raw)
    except (LookupError, TypeError, ValueError) as error:
        say = QCoreApplication.translate("Theme", "The theme file {file} cannot be used: {why}.")
        raise ThemeError(say.format(file=path.name, why=error.args[0])) from error


def _theme_from(raw: dict[str, Any]) -> Theme:
    colours = _table(raw, "colours")
    roles = _table(raw, "roles")
    shadow = _table(raw, "shadow")
    named = {role: _colour_of_role(role, roles, colours) for role in ROLES}
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise ValueError(f"“{unknown[0]}” is not a role")
    return Theme(
        name=str(raw.get("name", "")),
        dark=bool(raw.get("dark", False)),
        shadow_opacity=float(shadow.get("opacity", 0.0)),
        **named,
    )


def _table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    table = raw.get(name)
    if not isinstance(table, dict):
        raise ValueError(f"it has no part called [{name}]")
    return table


def _colour_of_role(role: str, roles: dict[str, Any], colours: dict[str, Any]) -> str:
    if role not in roles:
        raise ValueError(f"the role “{role}” is not given")
    colour = roles[role]
    if colour not in colours:
        raise ValueError(f"the role “{role}” names the colour “{colour}”, which is not among the colours")
    return _checked(colour, colours[colour])


def _checked(name: str, value: object) -> str:
    if not isinstance(value, str) or not QColor.isValidColorName(value) or not value.startswith("#"):
        raise ValueError(f"“{name}” is not a colour such as #1F6B66")
    return value


@dataclass(slots=True)
class _Cache:
    """What is looked up at every paint; emptied when the appearance changes."""

    colors: dict[str, QColor] = field(default_factory=dict)
    fonts: dict[tuple[str, int, bool], QFont] = field(default_factory=dict)
    baselines: dict[str, int] = field(default_factory=dict)


class ThemeManager(QObject):
    """The look in force: colours by role, fonts by size name, scaled lengths; `changed` when any of it changes."""

    changed = Signal()

    def __init__(self, app: QApplication, assets: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._blink_ms = app.cursorFlashTime()
        self._assets = assets or resources.assets()
        self._typeface = fonts.load()
        self._cache = _Cache()
        self.icons = Icons(self._assets / "icons")
        self.faces = Faces(self._assets / "faces")
        self.appearance = Appearance()
        self.theme = load_theme(self._file(self.appearance.theme))
        app.setStyle("Fusion")
        self._dress()

    def apply(self, appearance: Appearance) -> None:
        """Puts an appearance in force, for the whole program. A ThemeError leaves the old look as it was."""
        scale = min(max(appearance.text_scale, SMALLEST_SCALE), LARGEST_SCALE)
        appearance = replace(appearance, text_scale=scale)
        if appearance == self.appearance:
            return
        theme = self.theme
        if appearance.theme != self.appearance.theme:
            theme = load_theme(self._file(appearance.theme))
        self.theme, self.appearance = theme, appearance
        self._cache = _Cache()
        self._dress()
        self.changed.emit()

    def names(self) -> list[str]:
        """The themes that there are."""
        return sorted(path.stem for path in (self._assets / "themes").glob("*.toml"))

    @property
    def reduced_motion(self) -> bool:
        return self.appearance.reduced_motion

    @property
    def text_scale(self) -> float:
        return self.appearance.text_scale

    def duration(self, ms: int = 200) -> int:
        """How long a movement may take: 0 where motion is not wanted."""
        return 0 if self.reduced_motion else ms

    def px(self, n: float) -> int:
        """A length of the design, grown with the text."""
        return round(n * self.appearance.text_scale)

    def gap(self, n: float) -> int:
        """A page's outer margin, which grows half as fast, so that large text keeps its line length."""
        return round(n * (1 + (self.appearance.text_scale - 1) / 2))

    def color(self, role: str) -> QColor:
        """The colour of a role. It is shared: copy it before changing it."""
        found = self._cache.colors.get(role)
        if found is None:
            found = self._cache.colors[role] = QColor(getattr(self.theme, role))
        return found

    def font(self, size: str = "body", weight: int = REGULAR, italic: bool = False) -> QFont:
        """The font of a size name. It is shared: copy it before changing it."""
        key = (size, weight, italic)
        found = self._cache.fonts.get(key)
        if found is None:
            found = self._cache.fonts[key] = self._make_font(*key)
        return found

    def line_height(self, size: str) -> int:
        return round(SIZES[size].line * self.appearance.text_scale * self.appearance.line_spacing)

    def baseline(self, size: str) -> int:
        """Where the words of a size stand in their line, from its top."""
        found = self._cache.baselines.get(size)
        if found is None:
            metrics = QFontMetricsF(self.font(size))
            slack = self.line_height(size) - metrics.ascent() - metrics.descent()
            found = self._cache.baselines[size] = round(slack / 2 + metrics.ascent())
        return found

    def _make_font(self, size: str, weight: int, italic: bool) -> QFont:
        step = SIZES[size]
        typeface = self._typeface_in_force()
        font = QFont(typeface.family)
        font.setPixelSize(max(1, round(step.px * typeface.optical * self.appearance.text_scale)))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if step.tracking:
            spacing = step.tracking * self.appearance.text_scale
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return font

    def _typeface_in_force(self) -> fonts.Typeface:
        family = self.appearance.font_family
        return self._typeface if family is None else fonts.Typeface(family, fonts.optical_size(family))

    def _file(self, name: str) -> Path:
        return self._assets / "themes" / f"{name}.toml"

    def _dress(self) -> None:
        """Palette, font and the one style sheet: on the application, never on single widgets (that is slow)."""
        # Qt walks through a list of all widgets, and their Python overrides run meanwhile: were the collector to
        # delete a forgotten widget just then, Qt would step on it and the process would die. (Seen, not feared.)
        with uncollected:
            self._app.setPalette(style.palette(self.theme))
            self._app.setFont(self.font("body"))
            self._app.setCursorFlashTime(self.duration(self._blink_ms))
            self._app.setStyleSheet(style.sheet(self))
