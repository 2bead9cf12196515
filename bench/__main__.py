"""`python -m bench [NAME …] [--quick]`: measure, and print the figures as they stand in README."""

from __future__ import annotations

import argparse
import importlib
import sys
import time

from bench import machine
from bench.figures import Missing, Report

MEASURES = ("start", "window", "motion", "rate", "size", "proof", "years")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measured comparisons; nothing is asserted.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"some of: {', '.join(MEASURES)}; all where none is given"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: to see that everything runs")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in MEASURES]
    if unknown:
        parser.error(f"there is no measure {unknown[0]}; there are {', '.join(MEASURES)}")
    print(machine.describe())
    for name in options.names or MEASURES:
        print(f"\n{_measured(name, options.quick)}", flush=True)
    return 0


def _measured(name: str, quick: bool) -> str:
    module = importlib.import_module(f"bench.{name}")
    begin = time.perf_counter()
    try:
        report: Report = module.measure(quick)
    except Missing as missing:
        return f"## {module.TITLE}\n\nNot measured. {missing}"
    return f"{report.text()}\n- Command: `python -m bench {name}`, {time.perf_counter() - begin:.0f} s."


if __name__ == "__main__":
    sys.exit(main())
