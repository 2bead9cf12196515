"""Whatever is painted can be read: the contrast of every pair of roles in use, in every theme.

Nobody lists the pairs. The window is led through its pages in a theme that has a colour of its own for every role;
which roles lie side by side in the pictures, and in the style sheet, is what is in use. So a new pair is found when it
is painted first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin, sqrt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from ipt_roleplay import resources
from ipt_roleplay.program import Program
from ipt_roleplay.store.people import People
from ipt_roleplay.ui.theme import ROLES, Theme, ThemeManager, load_theme
from ipt_roleplay.ui.widgets.tone import TONES
from tests.scenario_text import as_text, choice, ending, node, scenario
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario

THEMES = ("light", "dark", "contrast")
STANCES = ("assertive", "passive", "aggressive", "barbed", "listening")
WORDS = {"text", "soft", "accent", "on_accent", *TONES}
"""Roles in which something is written."""
SHAPES = {"border", "focus", "accent_hover", "accent_press"}
"""Roles that say what can be pressed, or where the focus is. What is in neither is a ground, or decoration."""
DECORATION = {"line", "edge", "shadow"}
SURE = {("page", "text"), ("accent", "on_accent"), ("soft", "unavailable"), ("hover", "text"), ("border", "raised")}

Pair = tuple[str, str]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least(pair: Pair, theme: str) -> float:
    """What WCAG asks of two roles side by side; 0 where it asks nothing."""
    if DECORATION & {*pair} or not (WORDS | SHAPES) & {*pair}:
        return 0.0
    if theme == "contrast":
        return 7.0
    return 4.5 if WORDS & {*pair} else 3.0


# --- looking --------------------------------------------------------------------------------------------------------


@pytest.fixture
def apart(tmp_path: Path) -> Theme:
    """A theme in which no two roles look the same, nor any like two others mixed: as points on a ball."""
    lines = ["[colours]"]
    for n, role in enumerate(ROLES):
        height, angle = 1 - 2 * (n + 0.5) / len(ROLES), n * pi * (3 - sqrt(5))
        around = sqrt(1 - height * height)
        rgb = (round(128 + 120 * part) for part in (around * cos(angle), around * sin(angle), height))
        lines.append(f'c_{role} = "#{bytes(rgb).hex()}"')
    lines += ["[roles]", *(f'{role} = "c_{role}"' for role in ROLES), "[shadow]", "opacity = 0.0"]
    file = tmp_path / "apart.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return load_theme(file)


class Pictures:
    """Which roles lie side by side in what the window shows."""

    def __init__(self, driver: Driver, theme: Theme) -> None:
        self._window = driver.window
        self._driver = driver
        self._roles = {QColor(getattr(theme, role)).rgb(): role for role in ROLES}
        self._seen: set[object] = set()
        self._rows: set[bytes] = set()
        self.pairs: set[Pair] = set()

    def look(self) -> None:
        """At the page that is shown, and at each new kind of button under the pointer, pressed and not available."""
        picture = self._window.grab().toImage()
        self._note(picture)
        for button in self._driver.seen(QAbstractButton):
            assert isinstance(button, QAbstractButton)
            spot = QRect(button.mapTo(self._window, QPoint(0, 0)), button.size()).adjusted(-6, -6, 6, 6)
            if not picture.rect().contains(spot):
                continue
            kind = type(button), button.isChecked(), button.isEnabled(), picture.pixel(spot.topLeft())
            if kind not in self._seen:
                self._seen.add(kind)
                self._look_at_states(button, spot)

    def _look_at_states(self, button: QAbstractButton, spot: QRect) -> None:
        was_enabled, had_focus = button.isEnabled(), button.hasFocus()
        button.clearFocus()
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
        self._note(self._window.grab(spot).toImage())
        button.setDown(True)
        self._note(self._window.grab(spot).toImage())
        button.setDown(False)
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        button.setEnabled(False)
        self._note(self._window.grab(spot).toImage())
        button.setEnabled(was_enabled)
        if had_focus:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, picture: QImage) -> None:
        """Row by row. Where two colours meet in soft pixels, those belong to no role and are passed over."""
        flat = picture.convertToFormat(QImage.Format.Format_RGB32)
        pixels, stride = bytes(flat.constBits()), flat.bytesPerLine()
        rows = {pixels[y * stride : (y + 1) * stride] for y in range(0, flat.height(), 4)}
        for row in rows - self._rows:
            self.pairs.update(pairwise(filter(None, map(self._roles.get, memoryview(row).cast("I")))))
        self._rows |= rows


def dressed(sheet: str, theme: Theme) -> Iterator[Pair]:
    """The pairs in a style sheet; a rule without a ground of its own has that of the widget it is about."""
    roles = {getattr(theme, role): role for role in ROLES}
    grounds: dict[str, str] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        named = {name.strip(): roles[colour] for name, colour in re.findall(r"([\w-]+):[^;#]*(#\w{6})", body)}
        for selector in selectors.split(","):
            widget = re.split(r"[:\[]", selector.strip())[0]
            ground = named.get("background") or grounds.get(widget, "")
            grounds.setdefault(widget, ground)
            inks = {role for name, role in named.items() if name in ("color", "border", "placeholder-text-color")}
            yield from ((ink, ground) for ink in inks if ground)
        if "selection-color" in named:
            yield named["selection-color"], named["selection-background-color"]


def every_tone() -> str:
    """A talk with one answer in each tone."""
    told = {"heard": "I hear you.", "feedback": "That was said. It was heard.", "better": "I would like some tea."}
    ends = (*STANCES[1:], "done")
    nodes = {
        stance: node(
            choice(stance, to, say="Some tea?", stance=stance, **told), choice(f"no-{stance}", to), partner="Yes?"
        )
        for stance, to in zip(STANCES, ends, strict=True)
    }
    return as_text(scenario(nodes, id="tones", title="Tones", endings={"done": ending(title="Tea")}))


def walked(driver: Driver) -> Iterator[None]:
    """Every page that the walk knows, and those of what is kept."""
    window = driver.window
    for _ in driver.walk("Tones", STANCES):
        yield
    for page in ("today", "history", "data"):
        window.open_page(page)
        driver.settle()
        yield
    window.open_page("history")
    driver.press(Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: len(driver.buttons("More")) == len(STANCES))
    for more in driver.buttons("More"):
        driver.click(more)
        yield
    People(driver.program.data).add("Alex").close()
    window.commands.run("lock")
    driver.qtbot.waitUntil(lambda: "Who is here?" in driver.texts())
    yield


def test_every_pair_in_use_can_be_told_apart(
    open_window: OpenWindow, themes: ThemeManager, program: Program, apart: Theme, tmp_path: Path
) -> None:
    """It takes two seconds, since it sees all that is painted."""
    add_scenario(program, every_tone(), "tones")
    driver = open_window(text_percent=200, size=(1280, 1000))
    # What is painted in one flat colour is wide enough at 200 % to have pixels of that colour. (An absolute path
    # stays itself where the themes' folder is put before it.)
    themes.apply(replace(themes.appearance, theme=str(tmp_path / "apart")))
    pictures = Pictures(driver, apart)
    for _ in walked(driver):
        pictures.look()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    pairs = {(min(pair), max(pair)) for pair in pictures.pairs | {*dressed(app.styleSheet(), apart)}}
    assert pairs >= SURE | {(min("card", tone), max("card", tone)) for tone in TONES}, (
        "what is known to be there is seen"
    )
    too_faint = [
        f"{one} on {other} in {name}: {ratio:.2f} of {wanted}"
        for name in THEMES
        for one, other in sorted(pairs)
        if one != other
        and (wanted := least((one, other), name))
        and (ratio := contrast(getattr(theme(name), one), getattr(theme(name), other))) < wanted
    ]
    assert not too_faint, "\n".join(too_faint)


def theme(name: str) -> Theme:
    return load_theme(resources.assets() / "themes" / f"{name}.toml")
