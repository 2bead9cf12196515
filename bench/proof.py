"""How long a proof takes: of the scenarios that are shipped, and of conversations that are made to be hard."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.children.prove import Figures
from bench.figures import Report, Series, mb, rate, seconds, times
from bench.tangles import tangle
from ipt_roleplay import resources
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.state import GAUGES

TITLE = "The proof: every reachable state on every day"
_ROUNDS = 5
_FIRST = ("after-the-funeral", "lunch-alone", "sunday-visits", "two-hours-of-sleep")
"""The four that the goal was set for."""
_HARD = {
    "14 places, four ways back, six flags, two gauges": tangle(14, backs=4, flags=6, gauges=("clarity", "tension")),
    "200 places, six flags, one gauge": tangle(200, backs=0, flags=6, gauges=("tension",)),
    "200 places, six flags, all gauges": tangle(200, backs=0, flags=6, gauges=GAUGES),
}


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    rounds = 1 if quick else _ROUNDS
    shipped = scenario_files(resources.scenarios())
    first = [file for file in shipped if file.stem in _FIRST]
    whole = _prove([str(file) for file in first], rounds, "ranges")
    total, worked = Series(tuple(whole["proven"])), Series(tuple(whole["proven_processor"]))
    what = f"{len(first)} scenarios proven, with gauge ranges"
    report.add(what, total.show(seconds), "under 2 s", total.median < 2)
    report.add("the same, processor time", worked.show(seconds))
    states = f"{whole['states']:,} states, {whole['transitions']:,} steps"
    report.add("they have", f"{states}, peak {mb(whole['peak'])}")
    _rates(report, "in them", whole)
    every = _prove([str(file) for file in shipped], 1, "ranges")
    report.add(f"all {len(shipped)} that are shipped", f"{seconds(every['proven_processor'][0])} of processor time")
    with tempfile.TemporaryDirectory() as folder:
        for words, yaml in _HARD.items():
            file = Path(folder, "tangle.yaml")
            file.write_text(yaml, encoding="utf-8")
            found = _prove([str(file)], 1, "walk")
            how = "complete" if found["complete"] else "incomplete, and it says so"
            states = f"{found['states']:,} states, {found['transitions']:,} steps"
            report.add(words, f"{how}: {states}, {seconds(found['walked'][0])}, peak {mb(found['peak'])}")
            _rates(report, "in it", found)
    report.notes.append(
        "Steps per second of processor time: exploring alone, on all days, with merging and with watching what is met; "
        "the engine's own step is asked once for all states that a choice cannot tell apart. The plain walk goes "
        "breadth-first over the finished graph, as numbers in lists."
    )
    return report


def _rates(report: Report, words: str, found: Figures) -> None:
    explorer = Series(tuple(found["transitions"] / spent for spent in found["walked"]))
    plain = Series(tuple(found["transitions"] / spent for spent in found["plain"]))
    met = explorer.median >= 300_000
    report.add(f"steps per second, {words}", explorer.show(rate), "at least 300,000/s", met)
    report.add("plain walk / explorer", plain.over(explorer).show(times))


def _prove(files: list[str], rounds: int, what: str) -> Figures:
    done = subprocess.run(
        [sys.executable, "-m", "bench.children.prove", str(rounds), what, *files],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: Figures = json.loads(done.stdout)
    return answer
