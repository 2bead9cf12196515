"""`python -m bench.fuzz`: a hundred thousand broken scenarios, and what has to hold for each of them.

Each mutant goes through what `check` does. Nothing but findings may come out, soon and in little memory, each finding
with a place inside the file and a plain sentence; and what passes must be one that can be played to an ending from
wherever one is. The mutants are checked in processes that a system limit stops: at 2 s of processor time, so that a
busy machine does not look like a hang, and at 512 MB of address space, which is more than what is really in memory.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from bench.fuzz.campaign import Tally, fuzz
from bench.fuzz.examiner import STATES


def summary(tally: Tally, wall: float, kept: Path) -> str:
    results = ("refused", "needs repair", "not proven", "playable", "failed")
    lines = ["", f"{'':>12}" + "".join(f"{result:>14}" for result in (*results, "all"))]
    for kind, counts in (*sorted(tally.by_kind.items()), ("all", _together(tally))):
        numbers = [counts[result] for result in results]
        lines.append(f"{kind:>12}" + "".join(f"{number:>14,}" for number in (*numbers, sum(numbers))))
    codes = ", ".join(f"{code} {count:,}" for code, count in sorted(tally.codes.items()))
    slowest = ", ".join(f"{outcome.seconds:.2f} s (mutant {outcome.number})" for outcome in tally.slowest)
    lines += [
        "",
        f"codes: {codes}",
        f"slowest: {slowest}; with {STATES['deep']:,} states: {tally.deepest:.2f} s",
        f"peak memory of a process: {tally.peak / 2**20:.0f} MB",
        f"played to an ending from every reachable state: {tally.bots:,} mutants, {tally.played:,} states",
        f"time: {wall:.0f} s, of which the checks took {tally.seconds:.0f} s of processor time",
        f"fingerprint: {tally.fingerprint}",
    ]
    for same, outcomes in sorted(tally.failures.items()):
        lines.append(f"FAILED {len(outcomes):>5} x {same}, first in mutant {min(o.number for o in outcomes)}")
    lines.append(f"what failed is in {kept}" if tally.failures else "Nothing failed.")
    return "\n".join(lines)


def _together(tally: Tally) -> Counter[str]:
    return sum(tally.by_kind.values(), Counter())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, metavar="N", help="so many mutants (100,000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other mutants for another number (1)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="so many at a time (2)")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the shell has it ignored
    begin = time.monotonic()
    tally, kept = fuzz(options.count, options.seed, options.jobs, lambda words: print(words, flush=True))
    print(summary(tally, time.monotonic() - begin, kept))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
