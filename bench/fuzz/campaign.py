"""All mutants: given out in blocks to two processes or more, what came of them, and what failed made smaller."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.fuzz.examiner import Outcome
from bench.fuzz.mutator import Mutant, Mutator
from bench.fuzz.sources import Source, pieces, save, shipped
from bench.fuzz.worker import Worker

_BLOCK = 250
_PIECES = 40


@dataclass(slots=True)
class Tally:
    """What came of all mutants so far."""

    results: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: list[Outcome] = field(default_factory=list)
    deepest: float = 0.0
    seconds: float = 0.0
    peak: int = 0
    played: int = 0
    bots: int = 0
    failures: dict[str, list[Outcome]] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        self.results[outcome.number] = outcome.result, outcome.codes
        self.by_kind.setdefault(outcome.kind, Counter())[outcome.result] += 1
        self.codes.update(outcome.codes)
        self.seconds += outcome.seconds
        self.peak = max(self.peak, outcome.peak)
        self.played += outcome.played
        self.bots += bool(outcome.played)
        if outcome.deep:
            self.deepest = max(self.deepest, outcome.seconds)
        else:
            self.slowest = sorted((*self.slowest, outcome), key=lambda o: -o.seconds)[:5]
        if outcome.complaint:
            self.failures.setdefault(signature(outcome.complaint), []).append(outcome)

    @property
    def fingerprint(self) -> str:
        """Two runs with the same seed have the same."""
        return hashlib.sha256(json.dumps(sorted(self.results.items())).encode()).hexdigest()[:16]


def signature(complaint: str) -> str:
    """Complaints that are the same but for numbers and quoted texts."""
    return re.sub(r"\d+", "#", re.sub(r"`[^`]*`", "`…`", complaint))


def fuzz(count: int, seed: int, jobs: int, report: Callable[[str], None]) -> tuple[Tally, Path]:
    """Examine `count` mutants, or those up to a Ctrl+C; also the folder with what failed."""
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with tempfile.TemporaryDirectory() as folder:
        sources = shipped()
        sources += pieces(sources, _PIECES, seed)
        report(f"{len(sources)} files to start from, {sum(not source.whole for source in sources)} of them cut out.")
        save(sources, Path(folder, "sources"))
        tally, blocks, lock, enough = Tally(), iter(range(0, count, _BLOCK)), threading.Lock(), threading.Event()

        def run() -> None:
            worker = Worker(Path(folder, "sources"), seed)
            while True:
                with lock:
                    first = next(blocks, None)
                if first is None or enough.is_set():
                    return worker.close()
                for outcome in _block(worker, seed, sources, first, min(first + _BLOCK, count)):
                    with lock:
                        if outcome.complaint and signature(outcome.complaint) not in tally.failures:
                            report(f"mutant {outcome.number}: {outcome.complaint}")
                        tally.add(outcome)
                with lock:
                    if not first // _BLOCK % 20:
                        report(f"{len(tally.results):>7,} done, {len(tally.failures)} kinds of failure")

        threads = [threading.Thread(target=run) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except KeyboardInterrupt:
            report("Stopped; what was begun is finished first.")
            enough.set()
            for thread in threads:
                thread.join()
        _keep(tally, seed, sources, Path(folder, "sources"), kept)
    return tally, kept


def _block(worker: Worker, seed: int, sources: Sequence[Source], first: int, last: int) -> Iterator[Outcome]:
    number = first
    while number < last:
        for answer in worker.ask({"first": number, "last": last}, last - number):
            if isinstance(answer, str):
                kind = Mutator(sources).mutant(seed, number).kind
                yield Outcome(number, kind, "failed", complaint=answer)
            else:
                yield answer
            number += 1


def _keep(tally: Tally, seed: int, sources: Sequence[Source], saved_sources: Path, kept: Path) -> None:
    """The first mutant of each kind of failure, made smaller while it still fails so."""
    mutator = Mutator(sources)
    for index, (same, outcomes) in enumerate(sorted(tally.failures.items())):
        outcome = min(outcomes, key=lambda o: o.number)
        mutant = mutator.mutant(seed, outcome.number)
        folder = kept / str(index)
        folder.mkdir()
        (folder / "as-found.yaml").write_bytes(mutant.data)
        fails = _Probe(Worker(saved_sources, seed), folder / "probe", mutant, outcome.number, same)
        (folder / mutant.name).write_bytes(smaller(mutant.data, fails))
        fails.close()
        edits = ", ".join(mutant.edits)
        (folder / "why.txt").write_text(f"{outcome.complaint}\nmutant {outcome.number}: {mutant.kind}: {edits}\n")


@dataclass(frozen=True, slots=True)
class _Probe:
    """Tells whether other bytes fail in the same way."""

    worker: Worker
    file: Path
    mutant: Mutant
    number: int
    same: str

    def __call__(self, data: bytes) -> bool:
        self.file.write_bytes(data)
        request = {"probe": str(self.file), "number": self.number, "name": self.mutant.name}
        [answer] = self.worker.ask({**request, "kind": self.mutant.kind, "whole": self.mutant.whole}, 1)
        return signature(answer if isinstance(answer, str) else answer.complaint) == self.same

    def close(self) -> None:
        self.file.unlink(missing_ok=True)
        self.worker.close()


def smaller(data: bytes, fails: Callable[[bytes], bool], tries: int = 60) -> bytes:
    """`data` without lines that do not matter to `fails`: halves first, then quarters, and so on."""
    if not fails(data):
        return data
    lines = data.split(b"\n")
    size = len(lines) // 2
    while size and tries > 0:
        at = 0
        while at < len(lines) and tries > 0:
            tries -= 1
            rest = lines[:at] + lines[at + size :]
            if fails(b"\n".join(rest)):
                lines = rest
            else:
                at += size
        size //= 2
    return b"\n".join(lines)
