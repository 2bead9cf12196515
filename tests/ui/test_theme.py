"""Themes: complete, and refused in one plain sentence when they are not. (test_contrast: readable.)"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ipt_roleplay import resources
from ipt_roleplay.ui.theme import ROLES, SIZES, Appearance, Theme, ThemeError, ThemeManager, load_theme, theme_of_system

THEMES = ("light", "dark", "contrast")


def theme(name: str) -> Theme:
    return load_theme(resources.assets() / "themes" / f"{name}.toml")


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeManager]:
    manager = ThemeManager(qapp)
    yield manager
    manager.apply(Appearance())


def test_high_contrast_is_black_on_white_and_frames_everything() -> None:
    one = theme("contrast")
    assert (one.text, one.page, one.card, one.raised) == ("#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF")
    assert one.edge == one.border


def test_the_table_of_the_design_is_kept() -> None:
    light, dark = theme("light"), theme("dark")
    assert (light.page, light.text, light.accent, light.wash) == ("#F6F2EA", "#23201C", "#1F6B66", "#E9EEE9")
    assert (dark.page, dark.text, dark.accent, dark.wash) == ("#191817", "#EDE7DD", "#7CC9C0", "#2B3432")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    source = (resources.assets() / "themes" / "light.toml").read_text(encoding="utf-8")
    assert old in source
    file = tmp_path / "mine.toml"
    file.write_text(source.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('page = "paper"', "", "page"),
        ('page = "paper"', 'page = "papyrus"', "papyrus"),
        ('paper = "#F6F2EA"', 'paper = "nice"', "paper"),
        ('page = "paper"', 'page = "paper"\nfog = "paper"', "fog"),
        ("[roles]", "[rolls]", "[roles]"),
        ("[roles]", "[roles", "mine.toml"),
        ("opacity = 0.10", 'opacity = "much"', "much"),
    ],
)
def test_a_broken_theme_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(changed(tmp_path, old, new))
    sentence = str(caught.value)
    assert "mine.toml" in sentence
    assert named in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_theme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"none\.toml"):
        load_theme(tmp_path / "none.toml")


def test_an_unknown_theme_leaves_the_look_as_it_was(themes: ThemeManager) -> None:
    before = (themes.theme, themes.appearance)
    with pytest.raises(ThemeError):
        themes.apply(Appearance(theme="none"))
    assert (themes.theme, themes.appearance) == before


def test_every_look_reaches_palette_and_sheet(qapp: QApplication, themes: ThemeManager) -> None:
    for name in THEMES:
        themes.apply(Appearance(theme=name, text_scale=1.5))
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(themes.theme.page)
        assert "${" not in qapp.styleSheet()
        assert themes.theme.focus in qapp.styleSheet()
    assert set(THEMES) <= set(themes.names())


def test_scale_is_kept_within_bounds_and_reaches_lengths_and_fonts(themes: ThemeManager) -> None:
    themes.apply(Appearance(text_scale=9.0))
    assert themes.text_scale == 2.0
    assert themes.px(12) == 24
    assert themes.gap(40) == 60
    assert themes.line_height("say") == 56
    doubled = themes.font("body").pixelSize()
    themes.apply(Appearance(text_scale=0.1))
    assert themes.text_scale == 1.0
    assert doubled == pytest.approx(2 * themes.font("body").pixelSize(), abs=1)


def test_line_spacing_widens_lines_only(themes: ThemeManager) -> None:
    before = themes.font("body").pixelSize()
    themes.apply(Appearance(line_spacing=1.5))
    assert themes.line_height("body") == 36
    assert themes.font("body").pixelSize() == before
    assert 0 < themes.baseline("body") < 36


def test_baselines_meet_in_ascending_sizes(themes: ThemeManager) -> None:
    assert themes.baseline("cap") < themes.baseline("body") < themes.baseline("say") < themes.baseline("title")


def test_own_font_is_taken(themes: ThemeManager) -> None:
    themes.apply(Appearance(font_family="DejaVu Sans"))
    assert all(themes.font(size).family() == "DejaVu Sans" for size in SIZES)


def test_reduced_motion_means_none(qapp: QApplication, themes: ThemeManager) -> None:
    assert themes.duration(200) == 200
    blinks = qapp.cursorFlashTime()
    themes.apply(Appearance(reduced_motion=True))
    assert themes.duration(200) == 0
    assert qapp.cursorFlashTime() == 0, "the text cursor does not blink either"
    themes.apply(Appearance())
    assert qapp.cursorFlashTime() == blinks


class _System:
    """Stands for a system whose settings a test cannot change."""

    def __init__(self, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference | None) -> None:
        self.colorScheme = lambda: scheme
        if contrast is not None:  # Qt before 6.10 cannot say
            self.accessibility = lambda: self
            self.contrastPreference = lambda: contrast


@pytest.mark.parametrize(
    ("scheme", "contrast", "theme"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Unknown, None, "light"),
        (Qt.ColorScheme.Dark, None, "dark"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, "contrast"),
    ],
)
def test_the_system_decides_high_contrast_before_light_or_dark(
    scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference | None, theme: str
) -> None:
    assert theme_of_system(_System(scheme, contrast)) == theme  # type: ignore[arg-type]


def test_changed_is_emitted_once_and_only_for_a_change(themes: ThemeManager) -> None:
    heard: list[int] = []
    themes.changed.connect(lambda: heard.append(1))
    themes.apply(Appearance(theme="dark"))
    themes.apply(Appearance(theme="dark"))
    assert heard == [1]


def test_icons_take_their_colour_from_roles(themes: ThemeManager) -> None:
    needed = {"today", "practise", "journal", "course", "review", "settings", "help", "pause", "play", "back"}
    assert needed <= set(themes.icons.names())
    for name in themes.icons.names():
        for role in ("soft", "accent"):
            picture = themes.icons.pixmap(name, themes.color(role), 40).toImage()
            inks = {
                picture.pixelColor(x, y).name()
                for x in range(40)
                for y in range(40)
                if picture.pixelColor(x, y).alpha() == 255
            }
            assert inks == {themes.color(role).name()}, name


def test_every_role_is_a_colour(themes: ThemeManager) -> None:
    assert all(themes.color(role).isValid() for role in ROLES)
