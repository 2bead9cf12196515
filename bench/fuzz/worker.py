"""The processes that examine. The system ends them at a limit of processor time or of memory.

`python -m bench.fuzz.worker FOLDER SEED` is one; `Worker` is the same seen from the one that asks.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.fuzz.examiner import SECONDS, Examiner, Outcome
from bench.fuzz.mutator import Mutant, Mutator
from bench.fuzz.sources import saved

WALL_SECONDS = 120.0  # with no answer for so long something waits that should not
MEMORY = 512 * 2**20


def _work(folder: Path, seed: int) -> int:
    """Answer requests, one a line: `{"first": …, "last": …}` or `{"probe": file, …}`; one outcome a line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sources = saved(folder)
    mutator = Mutator(sources)

    def alarm(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nothing catches it: the kernel ends the process

    with tempfile.TemporaryDirectory() as own:
        examiner = Examiner(Path(own), sources)
        for line in sys.stdin:
            for number, mutant in _asked(json.loads(line), mutator, seed):
                outcome = examiner.examine(mutant, number, alarm=alarm)
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
                print(json.dumps({**asdict(outcome), "peak": peak}), flush=True)
    return 0


def _asked(request: dict[str, Any], mutator: Mutator, seed: int) -> Iterator[tuple[int, Mutant]]:
    if "probe" in request:
        data = Path(request["probe"]).read_bytes()
        yield request["number"], Mutant(request["name"], data, request["kind"], (), request["whole"])
    else:
        yield from ((number, mutator.mutant(seed, number)) for number in range(request["first"], request["last"]))


class Worker:
    """That process, seen from the one that asks. One that was stopped is started anew."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._command = [sys.executable, "-m", "bench.fuzz.worker", str(folder), str(seed)]
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    def ask(self, request: dict[str, Any], count: int) -> Iterator[Outcome | str]:
        """So many outcomes; or, as the last, why there are no more."""
        if self._process is None:
            pipe = subprocess.PIPE
            # A session of its own: Ctrl+C is for the one that asks.
            self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, start_new_session=True)
            self._read = b""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        for _ in range(count):
            line = self._line()
            if line is None:
                yield self._why()
                return
            answer = json.loads(line)
            yield Outcome(**{**answer, "codes": tuple(answer["codes"])})

    def _line(self) -> bytes | None:
        assert self._process is not None
        assert self._process.stdout is not None
        while b"\n" not in self._read:
            if not select.select([self._process.stdout], [], [], WALL_SECONDS)[0]:
                self._process.kill()
                return None
            more = os.read(self._process.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self._read += more
        line, _, self._read = self._read.partition(b"\n")
        return line

    def _why(self) -> str:
        assert self._process is not None
        code = self._process.wait()
        self.close()
        if code == -signal.SIGPROF:
            return f"hang: over {SECONDS:.0f} s of processor time"
        if code == -signal.SIGKILL:
            return f"hang: no answer for {WALL_SECONDS:.0f} s"
        return f"crash: the process ended, {code}"

    def close(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()
            self._process.wait()
            self._process = None


if __name__ == "__main__":
    sys.exit(_work(Path(sys.argv[1]), int(sys.argv[2])))
