"""`python -m bench.planted`: plants defects into the shipped scenarios, one at a time, and counts which are found.

A defect counts as found by `check` where a finding has its code and points to its very place. Beside it stands what a
thousand random plays notice, who get the benefit of the doubt: being stuck anywhere counts, and so does each thing
that was not met, although many are not met in the scenarios as they are shipped either. They run on the bare engine;
for some of the defects the same plays are run through the program's own practice as well, to see how long that takes.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import yaml

from bench.as_yaml import as_yaml
from bench.fuzz.sources import Source, shipped
from bench.planted.kinds import KINDS
from bench.planted.places import Path as Steps
from bench.planted.places import Planted
from bench.planted.plays import Plays, played_as_people_play
from bench.planted.tale import Met, Tale
from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.findings import Finding, ScenarioError
from ipt_roleplay.scenario.story import Story

_SAMPLED = 1 / 3
"""With so many of the defects the plays are run through the program's own practice too."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One planted defect, and who found it in how many seconds of processor time."""

    kind: str
    scenario: str
    planted: Planted
    by_check: bool
    by_plays: bool
    check_time: float
    plays_time: float
    findings: tuple[Finding, ...]
    people_time: float | None = None
    """The same plays through the program's own practice; None where that was not tried, or the file is refused."""

    @property
    def proven(self) -> bool:
        """Whether it can only be seen by looking at what plays do: files that are refused are refused by both."""
        return self.planted.sign != ("refused",)


@lru_cache(maxsize=8)
def _composed(text: str) -> yaml.Node:
    node = yaml.compose(text, yaml.CBaseLoader)
    assert node is not None
    return node


def place_of(text: str, path: Steps, value: bool = False) -> tuple[int, int] | None:
    """Line and column of the key or list entry at `path`, as PyYAML's own composer sees the text; None: not there."""
    node = _composed(text)
    mark = node.start_mark
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
            continue
        entries = node.value if isinstance(node, yaml.MappingNode) else ()
        entry = next((entry for entry in entries if entry[0].value == step), None)
        if entry is None:
            return None
        mark, node = entry[0].start_mark, entry[1]
    if value:
        mark = node.start_mark
    return mark.line + 1, mark.column + 1


def spread(candidates: Sequence[Planted], most: int) -> Iterator[Planted]:
    """At most so many, from all over the scenario."""
    step = max(1.0, len(candidates) / most)
    yield from (candidates[int(step * (number + 0.5))] for number in range(min(most, len(candidates))))


class Planter:
    """Plants into one scenario, in a folder of its own."""

    def __init__(self, source: Source, folder: Path, plays: int) -> None:
        self._tale, self._file, self._plays = Tale(source.name, source.form), folder / source.name, plays
        self._met = Met(self._tale)
        self._text = as_yaml(self._tale.form)
        self._file.write_text(self._text, encoding="utf-8")
        self._before = check_file(self._file)
        errors = [str(finding) for finding in self._before if finding.severity == "error"]
        assert not errors, errors

    def trials(self, kind: str, most: int) -> Iterator[Trial]:
        candidates = [each for each in KINDS[kind](self._tale, self._met) if not self._there_before(each)]
        yield from (self._trial(kind, each) for each in spread(candidates, most))

    def baseline(self) -> tuple[float, float, float, int]:
        """Of the scenario as shipped: time of `check`, of the plays, of plays as people play, and false alarms."""
        self._file.write_text(self._text, encoding="utf-8")
        times = [time.process_time()]
        check_file(self._file)
        times.append(time.process_time())
        story = load(self._file)
        plays = Plays(story, self._plays)
        times.append(time.process_time())
        played_as_people_play(story, self._plays)
        times.append(time.process_time())
        check, random, people = (after - before for before, after in itertools.pairwise(times))
        return check, random, people, plays.false_alarms()

    def _there_before(self, planted: Planted) -> bool:
        place = place_of(self._text, planted.place, planted.value)
        return any(finding.code in planted.codes and finding.place == place for finding in self._before)

    def _trial(self, kind: str, planted: Planted) -> Trial:
        text = as_yaml(planted.tale.form)
        place = place_of(text, planted.place, planted.value)
        assert place is not None, planted.place
        self._file.write_text(planted.text(text) if planted.text else text, encoding="utf-8")
        begin = time.process_time()
        findings = tuple(check_file(self._file))
        checked = time.process_time()
        story = self._loaded()
        by_plays = Plays(story, self._plays).show(planted.sign) if story else planted.sign == ("refused",)
        played = time.process_time()
        found = any(finding.code in planted.codes and finding.place == place for finding in findings)
        return Trial(
            kind,
            self._tale.name,
            planted,
            found,
            by_plays,
            checked - begin,
            played - checked,
            findings,
            self._as_people(kind, story) if story else None,
        )

    def _loaded(self) -> Story | None:
        """None where the file is refused."""
        try:
            return load(self._file)
        except ScenarioError:
            return None

    def _as_people(self, kind: str, story: Story) -> float | None:
        """How long the plays take through the program's own practice; None where this is not one of the sample."""
        if Random(f"{kind}/{self._tale.name}").random() > _SAMPLED:
            return None
        begin = time.process_time()
        played_as_people_play(story, self._plays)
        return time.process_time() - begin


# --- in words -----------------------------------------------------------------------------------------------------


def table(trials: Sequence[Trial]) -> str:
    """By kind: planted, found by `check`, found by plays."""
    lines = ["| defect | planted | `check` | random plays |", "| --- | ---: | ---: | ---: |"]
    for kind in dict.fromkeys(trial.kind for trial in trials):
        of_kind = [trial for trial in trials if trial.kind == kind]
        lines.append(_row(kind, of_kind))
    proven = [trial for trial in trials if trial.proven]
    lines.append(_row("**all that only plays or a proof can show**", proven))
    lines.append(_row("**all**", trials))
    return "\n".join(lines)


def _row(words: str, trials: Sequence[Trial]) -> str:
    by_check, by_plays = sum(trial.by_check for trial in trials), sum(trial.by_plays for trial in trials)
    return f"| {words} | {len(trials)} | {by_check} | {by_plays} |"


def times(trials: Sequence[Trial], count: int) -> str:
    proven = [trial for trial in trials if trial.proven]
    lines = []
    for words, some in (("all", trials), ("those that are not refused at once", proven)):
        check, plays = sum(trial.check_time for trial in some), sum(trial.plays_time for trial in some)
        lines.append(
            f"{words}: `check` {check:.1f} s, {count:,} random plays of each {plays:.1f} s "
            f"(a defect {check / len(some):.2f} s and {plays / len(some):.2f} s)"
        )
    tried = [(trial, trial.people_time) for trial in trials if trial.people_time is not None]
    if tried:
        check, plays = sum(trial.check_time for trial, _ in tried), sum(trial.plays_time for trial, _ in tried)
        lines.append(
            f"{len(tried)} of these: `check` {check:.1f} s, the plays {plays:.1f} s, "
            f"the same plays through the program's own practice {sum(people for _, people in tried):.1f} s"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.planted", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", type=int, default=2, metavar="N", help="of each kind in each scenario (2)")
    parser.add_argument("--plays", type=int, default=1000, metavar="N", help="so many random plays (1,000)")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be given again")
    parser.add_argument("--list", action="store_true", help="print each defect, and why it is one")
    options = parser.parse_args()
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        planters = [Planter(source, Path(folder), options.plays) for source in shipped() if not source.is_test]
        gc.collect()
        gc.freeze()  # what the planters hold is not what Python's collector should go through while something is timed
        before = [planter.baseline() for planter in planters]
        for kind in options.kind or KINDS:
            for planter in planters:
                trials += planter.trials(kind, options.each)
    for trial in trials if options.list else ():
        place = "/".join(map(str, trial.planted.place))
        print(f"{trial.scenario}: {trial.kind}, at {place}: {trial.planted.why}")
    print(table(trials))
    print(f"\n{times(trials, options.plays)}")
    check, plays, people, alarms = (sum(numbers) for numbers in zip(*before, strict=True))
    print(
        f"nothing planted, {len(before)} scenarios: `check` {check:.1f} s, plays {plays:.1f} s, the same plays through "
        f"the program's practice {people:.1f} s; false alarms: `check` 0, plays {alarms}"
    )
    for trial in trials:
        if not trial.by_check:
            codes = ", ".join(sorted({finding.code for finding in trial.findings}))
            print(
                f"NOT FOUND: {trial.kind} in {trial.scenario} at {trial.planted.place} ({trial.planted.why}): {codes}"
            )
    return 0 if all(trial.by_check for trial in trials) else 1


if __name__ == "__main__":
    sys.exit(main())
