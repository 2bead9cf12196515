"""Settings: one small file that never keeps the program from opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from ipt_roleplay import settings
from ipt_roleplay.settings import FEEDBACKS, THEMES, Settings

LARGE_DARK = Settings(theme="dark", text_percent=150, reduced_motion=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_there_are_the_defaults(file: Path) -> None:
    assert settings.read(file) == Settings(
        theme="system", text_percent=100, reduced_motion=False, first_start_seen=False
    )


@settings_of_hypothesis(max_examples=25)
@given(
    theme=st.sampled_from(THEMES),
    percent=st.integers(100, 200),
    motion=st.booleans(),
    feedback=st.sampled_from(FEEDBACKS),
    numbers=st.booleans(),
    minutes=st.integers(0, 240),
    seen=st.booleans(),
)
def test_what_is_kept_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    theme: str,
    percent: int,
    motion: bool,
    feedback: str,
    numbers: bool,
    minutes: int,
    seen: bool,
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    kept = Settings(theme, percent, motion, feedback, numbers, minutes, seen)  # type: ignore[arg-type]
    settings.write(file, kept)
    assert settings.read(file) == kept


def test_it_is_readable_toml_with_a_version(file: Path) -> None:
    settings.write(file, LARGE_DARK)
    assert file.read_text() == (
        'version = 1\ntheme = "dark"\ntext_percent = 150\nreduced_motion = true\n'
        'feedback = "each"\nnumbers_in_play = false\nlock_minutes = 15\nfirst_start_seen = true\n'
    )


def test_the_last_one_counts_and_nothing_is_left_beside_it(file: Path) -> None:
    settings.write(file, LARGE_DARK)
    settings.write(file, Settings(theme="light"))
    assert settings.read(file) == Settings(theme="light")
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('theme = "purple"', Settings(text_percent=150, reduced_motion=True)),
        ("theme = 3", Settings(text_percent=150, reduced_motion=True)),
        ("theme = []", Settings(text_percent=150, reduced_motion=True)),
        ("text_percent = 99", Settings(theme="dark", reduced_motion=True)),
        ('feedback = "never"', LARGE_DARK),
        ("lock_minutes = -1", LARGE_DARK),
        ("lock_minutes = 241", LARGE_DARK),
        ("lock_minutes = true", LARGE_DARK),
        ("text_percent = 201", Settings(theme="dark", reduced_motion=True)),
        ("text_percent = 150.0", Settings(theme="dark", reduced_motion=True)),
        ("text_percent = true", Settings(theme="dark", reduced_motion=True)),
        ('text_percent = "150"', Settings(theme="dark", reduced_motion=True)),
        ("reduced_motion = 1", Settings(theme="dark", text_percent=150)),
        ('reduced_motion = "yes"', Settings(theme="dark", text_percent=150)),
    ],
)
def test_a_wrong_entry_falls_back_alone(file: Path, line: str, kept: Settings) -> None:
    settings.write(file, LARGE_DARK)
    key = line.split(maxsplit=1)[0]
    lines = [line if old.startswith(f"{key} ") else old for old in file.read_text().splitlines()]
    file.write_text("\n".join(lines))
    assert settings.read(file) == kept


def test_an_unknown_entry_is_no_obstacle(file: Path) -> None:
    settings.write(file, LARGE_DARK)
    file.write_text(file.read_text() + "volume = 11\n[section]\na = 1\n")
    assert settings.read(file) == LARGE_DARK


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"version = ",
        b"version = 2\ntheme = 'dark'\n",
        b"version = '1'\ntheme = 'dark'\n",
        b"theme = 'dark'\n",
        b"\xff\xfe\x00",
        b"[[[[",
        b"a = " + b"[" * 50_000,
    ],
)
def test_a_damaged_file_or_one_of_another_version_gives_the_defaults(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    assert settings.read(file) == Settings()


def test_a_folder_in_its_place_gives_the_defaults(file: Path) -> None:
    file.mkdir(parents=True)
    assert settings.read(file) == Settings()


def test_where_it_cannot_be_written_the_old_one_stays(tmp_path: Path) -> None:
    occupied = tmp_path / "settings.toml"
    occupied.mkdir()
    (occupied / "something").touch()
    with pytest.raises(OSError, match="settings"):
        settings.write(occupied, LARGE_DARK)
    assert list(tmp_path.iterdir()) == [occupied]
    blocked = occupied / "something" / "settings.toml"
    with pytest.raises(OSError, match="something"):
        settings.write(blocked, LARGE_DARK)


@pytest.mark.parametrize(
    ("percent", "steps", "then"), [(100, 1, 110), (150, -2, 130), (190, 3, 200), (110, -5, 100), (200, 1, 200)]
)
def test_text_grows_and_shrinks_in_steps_within_its_limits(percent: int, steps: int, then: int) -> None:
    assert Settings(text_percent=percent).with_text_step(steps) == Settings(text_percent=then)
