"""`python -m bench.fuzz`: a hundred thousand broken scenarios, and what has to hold for each of them.

Each mutant goes through what `check` does. Nothing but findings may come out, soon and in little memory, each finding
with a place inside the file and a plain sentence; and what passes must be one that can be played to an ending from
wherever one is. The mutants are checked in processes that a system limit stops: at 2 s of processor time, so that a
busy machine does not look like a hang, and at 512 MB of address space, which is more than what is really in memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.mutate import Mutant, Mutator, Source, piece, save, saved, shipped
from bench.playable import cannot_be_finished
from ipt_roleplay.proof.checks import check_file, is_playable
from ipt_roleplay.proof.plays import is_play_test
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.findings import Finding
from ipt_roleplay.scenario.library import Library

SECONDS = 2.0
DEEP_SECONDS = 15.0
"""For the few with the high limit on states, and for the bot that plays what passed."""
WALL_SECONDS = 120.0  # with no answer for so long something waits that should not
MEMORY = 512 * 2**20
STATES = {"piece": 5_000, "whole": 1_500, "deep": 20_000, "plays": 1}
"""At most so many states a day are proven: of a piece, of a whole scenario, and of every 20th mutant of one."""
_DEEP_EVERY = 20
_LIBRARY_EVERY = 8
_BLOCK = 250
_PIECES = 40
_LONGEST_MESSAGE = 500
_NOT_PLAIN = re.compile(
    r"Traceback|Error\b|Exception|NoneType|object at 0x|<class|<function|\b(None|dict|str|int|loc|pydantic)\b|\\n"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mutant. `complaint` is empty where all holds that must."""

    number: int
    kind: str
    result: str  # refused, needs repair, not proven, playable; or failed
    codes: tuple[str, ...] = ()
    seconds: float = 0.0
    deep: bool = False
    played: int = 0
    peak: int = 0
    complaint: str = ""


# --- one mutant ---------------------------------------------------------------------------------------------------


class Examiner:
    """Checks mutants in a folder of its own, in which a mutant stands beside what belongs to it."""

    def __init__(self, folder: Path, sources: Sequence[Source]) -> None:
        self._folder = folder
        for name in ("whole", "piece", "plays"):
            (folder / name).mkdir(parents=True)
        for source in sources:
            if source.whole:
                beside = "whole" if source.is_test else "plays"
                (folder / beside / source.name).write_bytes(source.data)

    def examine(self, mutant: Mutant, number: int = 0, *, alarm: Callable[[float], None] | None = None) -> Outcome:
        """Check `mutant` and what is said about it. Never raises for what is wrong with the program."""
        alarm = alarm or (lambda seconds: None)
        deep = mutant.whole and mutant.kind != "bulk" and not number % _DEEP_EVERY
        place = "plays" if mutant.kind == "plays" else "whole" if mutant.whole else "piece"
        file = self._folder / place / mutant.name
        file.write_bytes(mutant.data)
        size = "deep" if deep else "whole" if mutant.kind == "bulk" else place
        begin = time.process_time()
        try:
            alarm(DEEP_SECONDS if deep else SECONDS)
            findings = check_file(file, limit=STATES[size])
            seconds = time.process_time() - begin
            alarm(DEEP_SECONDS)
            complaint = next(_complaints(findings, file), "") or self._in_library(file, findings, number)
            result, played = _result(findings, is_play_test(file)), 0
            if result == "playable" and not complaint and mutant.kind != "plays":
                complaint, played = cannot_be_finished(load(file), STATES[size], Random(number))
        except Exception as error:
            return Outcome(number, mutant.kind, "failed", complaint=_crash(error))
        finally:
            alarm(0)
            if mutant.kind == "plays":
                file.unlink()
        codes = tuple(sorted({finding.code for finding in findings}))
        return Outcome(number, mutant.kind, result, codes, seconds, deep, played, complaint=complaint)

    def _in_library(self, file: Path, findings: Sequence[Finding], number: int) -> str:
        """Whether the library lists it, and as playable only where it is."""
        if number % _LIBRARY_EVERY or is_play_test(file):
            return ""
        findings = [finding for finding in findings if finding.file == str(file)]
        shelf = self._folder / "shelf"
        shelf.mkdir(exist_ok=True)
        there = shelf / file.name
        os.replace(file, there)
        try:
            headers = Library(shelf, (), None, "", lambda _: findings).headers()
        finally:
            os.replace(there, file)
        if [header.playable for header in headers] != [is_playable(findings)]:
            return "library: it is not listed, or as playable where it is not"
        return ""


def _result(findings: Sequence[Finding], test: bool) -> str:
    errors = {finding.code for finding in findings if finding.severity == "error"}
    if not errors or (not test and is_playable(findings)):
        return "playable"
    if any(code < "E4" for code in errors):
        return "refused"
    return "not proven" if errors <= {"E409", "E410"} and "E409" in errors else "needs repair"


def _crash(error: Exception) -> str:
    """The same words for the same crash, whatever the mutant."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "ipt_roleplay" in f.filename]
    where = f" in {Path(frames[-1].filename).name}, {frames[-1].name}" if frames else ""
    return f"crash: {type(error).__name__}{where}: {str(error)[:100]}"


def _complaints(findings: Sequence[Finding], file: Path) -> Iterator[str]:
    """What is wrong with the findings themselves."""
    texts: dict[str, tuple[str, list[str]]] = {}
    for finding in findings[:3000]:
        if finding.file not in texts:
            if Path(finding.file).parent != file.parent:
                yield f"place: another file is named, {finding.file}"
                return
            text = _decoded(Path(finding.file).read_bytes())
            texts[finding.file] = text, re.split("\r\n|\r|\n", text)
        yield from _of_place(finding, texts[finding.file][1])
        yield from _of_message(finding, texts[finding.file][0])


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _of_place(finding: Finding, lines: Sequence[str]) -> Iterator[str]:
    line, column = finding.place
    if not 1 <= line <= len(lines):
        yield f"place: line {line} of {len(lines)} [{finding.code}]"
    elif not 1 <= column <= len(lines[line - 1]) + 1:
        yield f"place: column {column} in a line of {len(lines[line - 1])} [{finding.code}]"
    elif finding.code in ("E108", "E201") and not _stands_there(finding.message, lines[line - 1][column - 1 :]):
        yield f"place: the key does not stand there [{finding.code}]"


def _stands_there(message: str, text: str) -> bool:
    """Whether the key that `message` begins with is what stands there; one with odd characters may be written oddly."""
    named = re.match("`([a-z_]+)`", message)
    return named is None or bool(re.match(rf"""[?'" ]*([&!]\S* )*['"]?{named[1]}""", text))


def _of_message(finding: Finding, text: str) -> Iterator[str]:
    message = finding.message
    if not re.fullmatch(r"[EW]\d{3}", finding.code):
        yield f"message: the code is {finding.code}"
    if not message.isprintable() or message != message.strip() or not message:
        yield f"message: not one printable line [{finding.code}]"
    if not message.endswith((".", "!", "?")):
        yield f"message: no full stop [{finding.code}]"
    if len(message) > _LONGEST_MESSAGE:
        yield f"message: {len(message)} characters long [{finding.code}]"
    for found in _NOT_PLAIN.finditer(message):
        if found.group() not in text:  # else it may well be quoted from there
            yield f"message: not a plain sentence, {found.group()} [{finding.code}]"
    try:
        json.dumps(finding.as_json()).encode()
        str(finding).encode()
    except UnicodeEncodeError:
        yield f"message: cannot be printed [{finding.code}]"


# --- the process that examines ------------------------------------------------------------------------------------


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
        self._command = [sys.executable, "-m", "bench.fuzz", "--work", str(folder), "--seed", str(seed)]
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    def ask(self, request: dict[str, Any], count: int) -> Iterator[Outcome | str]:
        """So many outcomes; or, as the last, why there are no more."""
        if self._process is None:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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


# --- all of them --------------------------------------------------------------------------------------------------


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


def pieces(sources: Sequence[Source], count: int, seed: int) -> list[Source]:
    """Small parts of the scenarios that pass `check`."""
    chance, found = Random(f"{seed}/pieces"), list[Source]()
    scenarios = [source for source in sources if not source.is_test]
    with tempfile.TemporaryDirectory() as folder:
        for attempt in range(count * 60):
            if len(found) >= count:
                break
            part = piece(scenarios[attempt % len(scenarios)], chance.randint(2, 6), chance)
            repaired = _repaired(part, Path(folder))
            found += [repaired] if repaired else []
    return found


def _repaired(part: Source, folder: Path) -> Source | None:
    """`part` without what is never reached in it; None where more than that is wrong."""
    from bench.playable import without

    file = folder / part.name
    for _ in range(12):
        file.write_bytes(part.data)
        errors = [finding for finding in check_file(file, limit=STATES["piece"]) if finding.severity == "error"]
        if not errors:
            return part
        if any(finding.code not in ("E401", "E402", "E403", "E404", "E309") for finding in errors):
            return None
        part = without(part, [finding.place for finding in errors])
    return None


def fuzz(count: int, seed: int, jobs: int, report: Callable[[str], None]) -> tuple[Tally, Path]:
    """Examine `count` mutants; also the folder with what failed."""
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with tempfile.TemporaryDirectory() as folder:
        sources = shipped()
        sources += pieces(sources, _PIECES, seed)
        report(f"{len(sources)} files to start from, {sum(not source.whole for source in sources)} of them cut out.")
        save(sources, Path(folder, "sources"))
        tally, blocks, lock = Tally(), iter(range(0, count, _BLOCK)), threading.Lock()

        def run() -> None:
            worker = Worker(Path(folder, "sources"), seed)
            while True:
                with lock:
                    first = next(blocks, None)
                if first is None:
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


# --- in words -----------------------------------------------------------------------------------------------------


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
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        return _work(options.work, options.seed)
    begin = time.monotonic()
    tally, kept = fuzz(options.count, options.seed, options.jobs, lambda words: print(words, flush=True))
    print(summary(tally, time.monotonic() - begin, kept))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
