"""A scenario as large as one may be, 1 MB: from the file to a session that waits for an answer; ink's way beside it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import ink, story_maker
from bench.figures import Missing, Report, Series, mb, seconds, times
from ipt_roleplay.scenario.yaml_tree import Limits

TITLE = "A scenario of 1 MB"
_ROUNDS = 3


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    made = largest()
    with tempfile.TemporaryDirectory() as folder:
        file, twin = Path(folder, "made.yaml"), Path(folder, "made.ink")
        file.write_text(made.yaml, encoding="utf-8")
        twin.write_text(made.ink, encoding="utf-8")
        beside = None
        try:
            ink.install()
        except Missing as missing:
            report.notes.append(str(missing))
        else:
            beside = str(twin)
        _fill(report, str(file), beside, 1 if quick else _ROUNDS)
        report.notes.append(
            f"{len(made.moments):,} places with three answers each: {file.stat().st_size:,} bytes of YAML, "
            f"{twin.stat().st_size:,} bytes of ink. Each time in a process of its own. Modules are loaded before the "
            "clock starts. Memory is the peak of the process, in brackets what it had with its modules alone."
        )
    return report


def largest() -> story_maker.Written:
    """The longest conversation that the limit lets through."""
    limit = Limits().bytes
    moments = limit * 100 // len(story_maker.make(100, name="made").yaml)
    while len((made := story_maker.make(moments, name="made")).yaml) > limit:
        moments -= 2
    return made


def _fill(report: Report, file: str, twin: str | None, rounds: int) -> None:
    ours, theirs = [], []
    for _ in range(rounds):  # in turn
        ours.append(_read(file))
        if twin is not None:
            theirs.append(ink.run("load.cjs", twin))
    load = Series(tuple(one["load"] for one in ours))
    report.add("ours: read, check every name, compile", load.show(seconds))
    report.add("ours: begin, first line and answers", Series(tuple(one["begin"] for one in ours)).show(seconds))
    report.add("ours: memory", _memory(ours))
    if theirs:
        compiled = Series(tuple(one["compile"] for one in theirs))
        loaded = Series(tuple(one["load"] for one in theirs))
        whole = Series(tuple(map(sum, zip(compiled.values, loaded.values, strict=True))))
        report.add("inkjs: compile", compiled.show(seconds))
        report.add("inkjs: load what was compiled, first line and answers", loaded.show(seconds))
        report.add("inkjs: memory", _memory(theirs))
        report.add("ours / inkjs, from the text to the first answers", load.over(whole).show(times))
    proven = _read(file, "prove")
    words = "proven" if proven["complete"] else "incomplete"
    report.add(
        "ours: the proof of it on all days",
        f"{seconds(proven['prove'])}, {words} over {proven['states']:,} states, peak {mb(proven['peak'])}",
    )


def _memory(rounds: list[dict[str, float]]) -> str:
    peak = Series(tuple(one["peak"] for one in rounds))
    return f"{peak.show(mb)} [{mb(rounds[0]['base'])}]"


def _read(file: str, *more: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.children.read", file, *more], stdout=subprocess.PIPE, text=True, check=True
    )
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
