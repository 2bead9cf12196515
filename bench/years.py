"""Ten years of use: 5,000 practices and 60,000 choices in one vault, beside a vault that is new.

Cold start to the first stable picture of both, in turn, under Xvfb; how long an answer takes to be on the disk; and how
long a search takes, for words that are everywhere, for rare ones, and for half a word as it is being typed.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

from bench import display
from bench.figures import Missing, Report, Series, alternate, mb, ms, times
from bench.start import Start, start
from bench.x11 import Display
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import Program
from ipt_roleplay.resources import scenarios
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.story import DAYS, Story
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

TITLE = "Ten years of use: 5,000 practices, 60,000 choices"
PRACTICES, CHOICES = 5_000, 60_000
_SEED, _ROUNDS, _SAID, _SEARCHED, _HITS = 7, 9, 600, 300, 100


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    with tempfile.TemporaryDirectory() as place:
        homes = {name: Path(place, name) for name in ("empty", "full")}
        began = time.perf_counter()
        for name, home in homes.items():
            make(home / "data", *((PRACTICES, CHOICES) if name == "full" else (0, 0)))
        making = time.perf_counter() - began
        _opening(report, homes, 3 if quick else _ROUNDS)
        _starting(report, homes, 3 if quick else _ROUNDS)
        with _opened(homes["full"]) as vault:
            size = vault.file.stat().st_size
            _choosing(report, vault, _stories(), _SAID // 10 if quick else _SAID)
            _reading(report, vault, _SEARCHED // 10 if quick else _SEARCHED)
    report.notes.append(
        f"The file is {mb(size)}. It was written by the program's own recorder in {making:.0f} s (without waiting for "
        "the disk there): random answers to all shipped conversations on all days, with rewinds, over ten years."
    )
    return report


def make(data: Path, practices: int, choices: int) -> None:
    """A vault of one person without a passphrase; each practice has `choices / practices` choices."""
    now = datetime.now(UTC) - timedelta(days=3650)

    def clock() -> datetime:
        return now

    chance, stories = random.Random(_SEED), _stories()
    Program.build(str(data)).library.headers()  # the index is kept: it is not what is measured here
    (data / "settings.toml").write_text("version = 1\n")  # not the very first start
    with People(data).add("Me", clock=clock) as vault:
        # Only while the file is made: nothing would be lost by a power cut that could not be made again.
        vault._connection.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr]
        records = Records(vault)
        for number in range(practices):
            now += timedelta(days=3649 / practices)
            story = stories[number % len(stories)]
            session = PracticeSession(story, seed=number, day=chance.choice(DAYS), recorder=records.recorder(story))
            session.begin()
            for _ in range(choices // practices):
                _answer(session, chance)


def _answer(session: PracticeSession, chance: random.Random) -> None:
    """One random answer; after an ending back to a random turn first."""
    if session.state == "debrief":
        session.rewind(chance.randrange(1, session.turn))
    session.listen()
    session.choose(chance.choice(session.options().options).id)
    session.go_on()


def _stories() -> list[Story]:
    catalogue = Program.build().catalogue
    return [load(file, catalogue) for file in scenario_files(scenarios())]


@contextmanager
def _opened(home: Path, *, check_later: bool = False) -> Iterator[Vault]:
    with Vault.open(People(home / "data").find().folder, check_later=check_later) as vault:
        yield vault


def _opening(report: Report, homes: dict[str, Path], rounds: int) -> None:
    def once(home: Path, check_later: bool) -> Callable[[], float]:
        def run() -> float:
            began = time.perf_counter()
            with _opened(home, check_later=check_later):
                return time.perf_counter() - began

        return run

    for how, later in (("every page checked", False), ("as at a start: checked when the first picture is there", True)):
        found = alternate(rounds, {name: once(home, later) for name, home in homes.items()})
        report.add(f"opening the new vault, {how}", found["empty"].show(ms))
        report.add("the same, ten years", found["full"].show(ms))


def _starting(report: Report, homes: dict[str, Path], rounds: int) -> None:
    try:
        with display.virtual() as number:
            screen = Display(number)
            for home in homes.values():
                _start(screen, number, home)  # warm
            starts: dict[str, list[Start]] = {name: [] for name in homes}
            for _ in range(rounds):
                for name, home in homes.items():
                    starts[name].append(_start(screen, number, home))
            screen.close()
    except Missing as missing:
        report.notes.append(f"The cold start was not measured. {missing}")
        return
    last, cpu = (
        {name: Series(tuple(of(one) for one in found)) for name, found in starts.items()}
        for of in (lambda one: one.last, lambda one: one.cpu)
    )
    report.add("cold start to the last change of the picture, new vault", last["empty"].show(ms))
    report.add("the same, ten years", last["full"].show(ms))
    ratio = last["full"].over(last["empty"])
    report.add("ten years / new", ratio.show(times), "at most 1.3 x", ratio.median <= 1.3)
    share = cpu["full"].over(cpu["empty"])
    report.add("processor time, the check of every page after the picture too: ten years / new", share.show(times))


def _start(screen: Display, number: int, home: Path) -> Start:
    """Once more where the picture still changed when it was looked at: on a busy machine that happens."""
    for attempt in range(4):
        try:
            return start(screen, number, str(home), [sys.executable, "-m", "ipt_roleplay"])
        except RuntimeError:
            if attempt == 3:
                raise
    raise AssertionError


def _choosing(report: Report, vault: Vault, stories: list[Story], count: int) -> None:
    """From the answer to when `choose` returns: then it is on the disk, synced."""
    chance = random.Random(_SEED + 1)
    took: list[tuple[float, float]] = []
    records = Records(vault)
    while len(took) < count:
        story = chance.choice(stories)
        session = PracticeSession(story, recorder=records.recorder(story))
        session.begin()
        while session.state != "debrief" and len(took) < count:
            session.listen()
            answer = chance.choice(session.options().options).id
            took.append(_timed(partial(session.choose, answer)))
            session.go_on()
    _tell(report, f"an answer on the disk, {count} of them", took, 10)
    with tempfile.TemporaryFile(dir=vault.folder) as file:
        bare = Series(tuple(_timed(partial(_synced, file))[0] for _ in range(100)))
    report.add("for comparison: 8 kB written to a file and synced, nothing else", _quantiles(bare))


def _synced(file: IO[bytes]) -> None:
    file.write(bytes(8192))
    file.flush()
    os.fsync(file.fileno())


def _reading(report: Report, vault: Vault, count: int) -> None:
    records = Records(vault)
    took = [_timed(partial(records.search, words, _HITS)) for words in _searches(vault, count)]
    _tell(report, f"a search, {count} of them", took, 100)
    for what, read in (
        ("the first 60 rows of the history", lambda: records.history(60)),
        ("all rows of the history", lambda: records.history(1_000_000)),
        (
            "what Today shows",
            lambda: (records.left(), records.history(4), records.practised(), records.endings_found()),
        ),
    ):
        report.add(what, Series(tuple(_timed(read)[0] for _ in range(9))).show(ms))


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in this thread: on a busy machine the two are far apart."""
    began, began_cpu = time.perf_counter(), time.thread_time()
    act()
    return time.perf_counter() - began, time.thread_time() - began_cpu


def _tell(report: Report, what: str, took: list[tuple[float, float]], most: int) -> None:
    by_clock, of_processor = (Series(tuple(values)) for values in zip(*took, strict=True))
    met = by_clock.quantile(0.95) < most / 1000
    report.add(what, _quantiles(by_clock), f"p95 under {most} ms", met)
    report.add("the same, processor time", _quantiles(of_processor))


def _searches(vault: Vault, count: int) -> list[str]:
    """Words as they were said: one, two together, the beginning of one, and the ones that are everywhere."""
    with vault.read() as connection:
        said = [row[0] for row in connection.execute("SELECT text FROM said")]
    chance = random.Random(_SEED + 2)
    everywhere = ["the", "you", "i", "a", "you know", "t"]
    asked = []
    while len(asked) < count:
        words = chance.choice(said).split()
        at = chance.randrange(len(words))
        asked.append(
            chance.choice(
                [words[at], " ".join(words[at : at + 2]), words[at][:3], f"{words[at]} {chance.choice(words)}"]
            )
        )
        if len(asked) % 10 == 0:
            asked.append(chance.choice(everywhere))
    return asked[:count]


def _quantiles(found: Series) -> str:
    return f"p50 {ms(found.median)}, p95 {ms(found.quantile(0.95))}, most {ms(max(found.values))}"
