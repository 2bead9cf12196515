"""Figures as they are shown: the median of several rounds, with the least and the greatest beside it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


class Missing(RuntimeError):
    """Something that a measure needs is not on this machine; one plain sentence."""


@dataclass(frozen=True, slots=True)
class Series:
    """What several rounds gave."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def show(self, form: Callable[[float], str]) -> str:
        """The median, and least and greatest in brackets."""
        return f"{form(self.median)} ({form(min(self.values))} – {form(max(self.values))})"

    def quantile(self, share: float) -> float:
        """The value that `share` of all do not exceed (nearest rank: always one that was measured)."""
        ordered = sorted(self.values)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    def over(self, other: Series) -> Series:
        """Round by round, this divided by the other: what was slow for both of a round cancels out."""
        return Series(tuple(mine / yours for mine, yours in zip(self.values, other.values, strict=True)))


def alternate(rounds: int, runs: Mapping[str, Callable[[], float]]) -> dict[str, Series]:
    """Run all of `runs` in turn, A B C A B C …, so that a slow minute of the machine meets each of them."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            found[name].append(run())
    return {name: Series(tuple(values)) for name, values in found.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `goal` says what is wanted, `met` whether it is reached; both empty where nothing is promised."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """What one measure found: a table, and sentences to read with it."""

    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, figure: str, goal: str = "", met: bool | None = None) -> None:
        self.rows.append(Row(what, figure, goal, met))

    def text(self) -> str:
        """As Markdown, so that it can stand in README as it is."""
        words = {None: "", True: "met", False: "**missed**"}
        lines = [f"## {self.title}", ""]
        lines += _table(
            ("", "median (least – greatest)", "goal", ""),
            [(row.what, row.figure, row.goal, words[row.met]) for row in self.rows],
        )
        if self.notes:
            lines += ["", *(f"- {note}" for note in self.notes)]
        return "\n".join(lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def seconds(value: float) -> str:
    return f"{value:.2f} s"


def mb(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


def rate(per_second: float) -> str:
    return f"{per_second:,.0f}/s"


def times(ratio: float) -> str:
    return f"{ratio:.2f} x" if ratio < 10 else f"{ratio:.0f} x"
