"""What is wrong with a scenario, and where: the one shape in which every check reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Place(NamedTuple):
    """A spot in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `code` is stable (`E205`, `W501`); `message` is one sentence that says what to do."""

    file: str
    place: Place
    code: str
    message: str

    @property
    def severity(self) -> Severity:
        return "warning" if self.code.startswith("W") else "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.place.line}:{self.place.column}: {self.severity}[{self.code}]: {self.message}"

    def as_json(self) -> dict[str, str | int]:
        """The object that `check --json` prints."""
        return {
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
        }


def shortened(text: str, most: int = 60) -> str:
    """`in_one_line`, and not so long that it hides the sentence around it."""
    words = in_one_line(text[: 2 * most])
    return f"{words[:most]}…" if len(words) > most or len(text) > 2 * most else words


def in_one_line(text: str) -> str:
    """A piece of a file as a message may quote it: line breaks become spaces, what cannot be seen is written out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in " ".join(text.split()))


class ScenarioError(Exception):
    """A scenario that cannot be played. `findings` holds every reason, in the order of the file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda f: (f.file, f.place, f.code)))
        super().__init__("\n".join(str(finding) for finding in self.findings))
