"""One mutant: what `check` says of it, whether that helps, and whether what passes can be finished."""

from __future__ import annotations

import json
import os
import re
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.fuzz.mutator import Mutant
from bench.fuzz.playable import cannot_be_finished
from bench.fuzz.sources import PIECE_STATES, Source
from ipt_roleplay.proof.checks import check_file, is_playable
from ipt_roleplay.proof.plays import is_play_test
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.findings import Finding
from ipt_roleplay.scenario.library import Library

SECONDS = 2.0
DEEP_SECONDS = 15.0
"""For the few with the high limit on states, and for the bot that plays what passed."""
STATES = {"piece": PIECE_STATES, "whole": 200, "deep": 20_000, "plays": 1}
"""At most so many states a day are proven: of a piece, of a whole scenario, and of every 200th mutant of one. Where
there are more, `check` has to say so, and most of its way there is behind it; so a hundred thousand can be tried."""
_DEEP_EVERY = 200
_LIBRARY_EVERY = 8
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
        deep = mutant.whole and mutant.kind not in ("bulk", "plays") and not number % _DEEP_EVERY
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
            return data.decode(encoding, "replace").lstrip("\ufeff")
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
    return named is None or bool(re.match(rf"""[?'" ]*([&!]\S* +)*['"]?{named[1]}""", text))


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
