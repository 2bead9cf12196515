"""From pressing a choice to the painted reaction and feedback, in the real window, without animation, offscreen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bench.figures import Report, Series, ms

TITLE = "From a key press to the end of the last paint that it causes (offscreen, 1280 x 800, no animation)"
_PRESSES = 600
_GOAL = 0.016
_WORDS = {
    "choice": "choice, explanation closed",
    "choice, open": "choice, explanation open",
    "go on": "go on",
    "debrief": "go on, to the debrief, when the last explanation has been read",
    "debrief, at once": "go on, to the debrief, without waiting for that",
    "begin": "begin, from the briefing on",
}


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    done = subprocess.run(
        [sys.executable, "-m", "bench.children.press", str(100 if quick else _PRESSES)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    found = {kind: Series(tuple(values)) for kind, values in told["found"].items()}
    choices = Series((*found["choice"].values, *found["choice, open"].values))
    report.add("every choice", _spread(choices), "p95 at most 16 ms", choices.quantile(0.95) <= _GOAL)
    report.add("every choice, processor time of the GUI thread", _spread(Series(tuple(told["cpu"]))))
    for kind, words in _WORDS.items():
        goal = "p95 at most 16 ms" if kind == "go on" else ""
        met = found[kind].quantile(0.95) <= _GOAL if goal else None
        report.add(words, _spread(found[kind]), goal, met)
    report.add("for comparison: a piece of work that is always the same", _spread(Series(tuple(told["same_work"]))))
    report.notes += _notes(told, len(choices.values))
    return report


def _spread(series: Series) -> str:
    p50, p95, most = (ms(series.quantile(share)) for share in (0.5, 0.95, 1))
    return f"p50 {p50}, p95 {p95}, most {most} ({len(series.values)})"


def _notes(told: dict[str, Any], choices: int) -> list[str]:
    return [
        f"{choices} choices in seeded random plays of all {told['scenarios']} scenarios on all days; in brackets how "
        "many presses. The figures are p50, p95 and the most.",
        "The piece of work for comparison is Python alone, after the same rest as before a press: how far its figures "
        "lie apart is the machine's own doing.",
        f"The feedback was in sight after {choices - told['unseen']} of {choices} choices; of {told['checked']} "
        f"pictures that were watched for longer {told['late']} still changed.",
    ]
