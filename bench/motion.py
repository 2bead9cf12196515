"""What a frame costs while a face moves from mood to mood, and how long it takes to go from page to page."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bench.figures import Report, Series, ms

TITLE = "A face that moves, and going from page to page (offscreen, 1280 x 800)"
_ROUNDS = 10
_FRAME_GOAL, _PAGE_GOAL = 0.016, 0.050


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    done = subprocess.run(
        [sys.executable, "-m", "bench.children.move", str(2 if quick else _ROUNDS)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = {kind: Series(tuple(values)) for kind, values in json.loads(done.stdout).items()}
    for kind, what, goal, most in (
        ("frame", "a frame while a face moves", "p95 under 16 ms", _FRAME_GOAL),
        ("again", "to a page that was open before", "p95 under 50 ms", _PAGE_GOAL),
        ("first", "to a page for the first time", "", None),
    ):
        met = found[kind].quantile(0.95) < most if most is not None else None
        report.add(what, _spread(found[kind]), goal, met)
        report.add("the same in processor time of the GUI thread", _spread(found[f"{kind} cpu"]))
    report.notes.append(
        "A frame is one request to update the window: layouts that are due, and painting what has changed. In brackets "
        "how many. All moods in turn, on the page of a conversation."
    )
    return report


def _spread(series: Series) -> str:
    p50, p95, most = (ms(series.quantile(share)) for share in (0.5, 0.95, 1))
    return f"p50 {p50}, p95 {p95}, most {most} ({len(series.values)})"
