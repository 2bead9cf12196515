"""What a person can set, kept in one small TOML file that is readable before anything else is.

Unknown or wrong entries fall back to their defaults one by one: a setting must never keep the program from opening.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

VERSION = 1

ThemeChoice = Literal["system", "light", "dark", "contrast"]
THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark", "contrast")
FeedbackChoice = Literal["each", "end", "none"]
FEEDBACKS: tuple[FeedbackChoice, ...] = ("each", "end", "none")
LOCK_TIMES = (5, 15, 30, 60, 0)
LONGEST_LOCK = 240
SMALLEST_TEXT, LARGEST_TEXT, TEXT_STEP = 100, 200, 10


@dataclass(frozen=True, slots=True)
class Settings:
    """`text_percent` is 100-200. `theme` `system` follows the system at start. `feedback`: what a briefing proposes.

    `lock_minutes` without a key or a move until the program locks, 0-240; 0: never.
    `first_start_seen` is false only where there is no file yet: who has settings has started before.
    """

    theme: ThemeChoice = "system"
    text_percent: int = 100
    reduced_motion: bool = False
    feedback: FeedbackChoice = "each"
    numbers_in_play: bool = False
    lock_minutes: int = 15
    first_start_seen: bool = True

    def with_text_step(self, steps: int) -> Settings:
        """The same with larger or smaller text, within the limits."""
        percent = self.text_percent + steps * TEXT_STEP
        return replace(self, text_percent=min(LARGEST_TEXT, max(SMALLEST_TEXT, percent)))


def read(file: Path) -> Settings:
    """The settings in `file`; the defaults where it is absent, damaged or from a newer version."""
    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(first_start_seen=False)
    except (OSError, ValueError, RecursionError):
        return Settings()
    if stored.get("version") != VERSION:
        return Settings()
    known = {field.name: stored[field.name] for field in fields(Settings) if _is_valid(field.name, stored)}
    return Settings(**known)


def _is_valid(name: str, stored: dict[str, Any]) -> bool:
    value = stored.get(name)
    if name == "theme":
        return value in THEMES
    if name == "text_percent":
        return type(value) is int and SMALLEST_TEXT <= value <= LARGEST_TEXT
    if name == "feedback":
        return value in FEEDBACKS
    if name == "lock_minutes":
        return type(value) is int and 0 <= value <= LONGEST_LOCK
    return type(value) is bool


def write(file: Path, settings: Settings) -> None:
    """Keep the settings: written beside, synced and renamed, so that the old ones stay whole until the new ones are.

    Raises:
        OSError: the folder cannot be written to; the old file is as it was.
    """
    lines = [f"version = {VERSION}"]
    for name, value in asdict(settings).items():
        lines.append(f"{name} = {str(value).lower() if isinstance(value, bool) else _toml(value)}")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as beside:
        try:
            beside.write("\n".join(lines) + "\n")
            beside.flush()
            os.fsync(beside.fileno())
            beside.close()
            os.replace(beside.name, file)
        except OSError:
            os.unlink(beside.name)
            raise


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
