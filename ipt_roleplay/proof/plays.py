"""`NAME.test.yaml` beside a scenario: plays that must go as written, so that an edit cannot spoil them unnoticed.

    plays:
      - name: best way
        day: hard                         # good, ordinary or hard; ordinary where it is left out
        seed: 7                           # optional; arranges the choices on the screen and changes nothing else
        choices: [plain-limit, stay-with-it]
        expect:                           # each is optional
          ending: sunday-kept
          gauges: {clarity: [8, 10], tension: 2}      # where they stand at the end: between, or exactly
          line: Saturday, then.           # spoken by the partner somewhere on the way; or a list of lines
          offered: [wait]                 # choices that are on offer where the play stops
          not_offered: [plain-limit]

Each play runs through the engine. E410 says what came out otherwise.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import PartnerSpoke
from ipt_roleplay.scenario import source, yaml_tree
from ipt_roleplay.scenario.findings import START, Finding, ScenarioError, in_one_line
from ipt_roleplay.scenario.library import SUFFIXES, TEST_SUFFIXES
from ipt_roleplay.scenario.reader import fill, read_bytes
from ipt_roleplay.scenario.state import GAUGES, GREATEST, LEAST, State
from ipt_roleplay.scenario.story import DayName, Story
from ipt_roleplay.scenario.yaml_tree import Limits, Tree

_NAME = 60
_MEND = " Correct this play, or the conversation."
_SHOWN = 240
"""So many characters of a line are compared to guess which one was meant."""
_GUESSES = 20
"""Guessed is for the first few; where most lines are wrong, it takes longer than all the rest."""


class GaugesExpected(source.Form):
    """For each gauge [least, greatest] or one integer."""

    connection: Any = None
    clarity: Any = None
    self_respect: Any = None
    tension: Any = None


class Expected(source.Form):
    """What must hold when the choices were picked."""

    ending: source.Id | None = None
    gauges: GaugesExpected = GaugesExpected()
    line: Any = None
    offered: list[source.Id] | None = None
    not_offered: list[source.Id] | None = None


class Play(source.Form):
    """One named play."""

    name: source.Text
    day: DayName = "ordinary"
    seed: source.Int = 0
    choices: list[source.Id]
    expect: Expected = Expected()


class Plays(source.Form):
    """A file of plays."""

    plays: list[Play]


def is_play_test(path: Path) -> bool:
    return path.name.endswith(TEST_SUFFIXES)


def play_tests_of(scenario: Path) -> list[Path]:
    """The play tests of `scenario`: at most one of each suffix."""
    return [test for suffix in TEST_SUFFIXES if (test := scenario.with_name(scenario.stem + suffix)).exists()]


def scenario_beside(test: Path) -> Path | None:
    """The scenario that the play test `test` belongs to; None where it is not there."""
    stem = next(test.name.removesuffix(suffix) for suffix in TEST_SUFFIXES if test.name.endswith(suffix))
    return next((file for suffix in SUFFIXES if (file := test.with_name(stem + suffix)).exists()), None)


def without_scenario(test: Path) -> Finding:
    """E411, for a play test that is alone."""
    name = next(test.name.removesuffix(suffix) for suffix in TEST_SUFFIXES if test.name.endswith(suffix))
    message = f"No scenario `{name}.yaml` stands beside these plays. Give both files one name, or delete this one."
    return Finding(str(test), START, "E411", message)


def check_plays(test: Path, story: Story, limits: Limits | None = None) -> list[Finding]:
    """Run the plays of one test file: a finding for each thing that did not come out as written.

    Never raises for what the file holds; where it cannot be read, its findings are those of the reader.
    """
    file = str(test)
    try:
        tree = yaml_tree.parse(read_bytes(test, limits), file, limits)
        filled, warnings = fill(Plays, tree, file, known=_known_keys, whole="file of plays")
    except ScenarioError as error:
        return list(error.findings)
    findings = list(warnings)
    if not filled.plays:
        findings.append(Finding(file, tree.place(("plays",)), "E203", "`plays` needs at least one play."))
    for index, play in enumerate(filled.plays):
        findings += _Run(story, play, tree, file, index, len(findings) < _GUESSES).findings()
    return findings


def _known_keys(owner: yaml_tree.Path) -> list[str]:
    forms: dict[tuple[object, ...], type[source.Form]] = {
        (): Plays,
        ("plays", int): Play,
        ("plays", int, "expect"): Expected,
        ("plays", int, "expect", "gauges"): GaugesExpected,
    }
    form = forms.get(tuple(int if isinstance(step, int) else step for step in owner))
    return list(form.model_fields) if form else []


@dataclass(frozen=True, slots=True)
class _Run:
    """One play, run."""

    story: Story
    play: Play
    tree: Tree
    file: str
    index: int
    guesses: bool

    def findings(self) -> Iterator[Finding]:
        lines: list[str] = []
        state = engine.begin(self.story, self.play.day)
        events = engine.arrival(self.story, state)
        for position, name in enumerate(self.play.choices):
            lines += (event.text for event in events if isinstance(event, PartnerSpoke))
            offered = self._offered(state)
            if name not in offered:
                yield self._wrong(self._not_on_offer(state, name, list(offered)), "choices", position)
                return
            state, happened = engine.choose(self.story, state, offered[name])
            events = (*happened, *engine.arrival(self.story, state))
        lines += (event.text for event in events if isinstance(event, PartnerSpoke))
        yield from self._ending(state)
        yield from self._gauges(state)
        yield from self._lines(lines)
        yield from self._offers(list(self._offered(state)))

    def _offered(self, state: State) -> dict[str, Any]:
        if self.story.ending_at(state) is not None:
            return {}
        choices = self.story.nodes[state.node].choices
        return {choice.id: choice for choice in engine.on_offer(state, choices)}

    def _not_on_offer(self, state: State, name: str, offered: list[str]) -> str:
        place = self.story.node_id(state.node)
        if self.story.ending_at(state) is not None:
            return f"The conversation has ended in `{place}` before `{name}`. Delete the choices from here on."
        there = ", ".join(offered) or "none"
        return f"`{name}` is not on offer at `{place}`, turn {state.turn}. On offer are: {there}."

    def _ending(self, state: State) -> Iterator[Finding]:
        expected = self.play.expect.ending
        here = self.story.node_id(state.node)
        if expected is None or expected == here:
            return
        known = [ending.id for ending in self.story.endings]
        if expected not in known:
            close = difflib.get_close_matches(expected, known, 1)
            guess = f" Did you mean `{close[0]}`?" if close else f" The endings are: {', '.join(known)}."
            message = f"There is no ending `{expected}`.{guess}"
        elif here in known:
            message = f"This play ends in `{here}`, not in `{expected}`.{_MEND}"
        else:
            message = f"This play stops at `{here}`, in mid-conversation, and not in `{expected}`.{_MEND}"
        yield self._wrong(message, "expect", "ending")

    def _gauges(self, state: State) -> Iterator[Finding]:
        for gauge, value in zip(GAUGES, state.gauges, strict=True):
            written = getattr(self.play.expect.gauges, gauge)
            if written is None:
                continue
            bounds = _bounds(written)
            if bounds is None:
                message = f"At `{gauge}`, two whole numbers from {LEAST} to {GREATEST} are expected: [least, greatest]."
                yield self._wrong(message, "expect", "gauges", gauge, code="E203")
            elif not bounds[0] <= value <= bounds[1]:
                wanted = f"{bounds[0]}" if bounds[0] == bounds[1] else f"{bounds[0]} to {bounds[1]}"
                message = f"`{gauge}` stands at {value} when this play stops, not at {wanted}.{_MEND}"
                yield self._wrong(message, "expect", "gauges", gauge)

    def _lines(self, spoken: list[str]) -> Iterator[Finding]:
        written = self.play.expect.line
        lines = written if isinstance(written, list) else [] if written is None else [written]
        for position, line in enumerate(lines):
            place = ("expect", "line", position) if isinstance(written, list) else ("expect", "line")
            if not isinstance(line, str):
                yield self._wrong("Text is expected at `line`, or a list of texts.", *place, code="E203")
            elif line not in spoken:
                said = [text[:_SHOWN] for text in spoken] if self.guesses and position < _GUESSES else []
                close = difflib.get_close_matches(line[:_SHOWN], said, 1)
                guess = f" The closest to it is “{in_one_line(close[0])}”." if close else _MEND
                yield self._wrong(f"The partner does not say this line in this play.{guess}", *place)

    def _offers(self, offered: list[str]) -> Iterator[Finding]:
        there = ", ".join(offered) or "none"
        for position, name in enumerate(self.play.expect.offered or ()):
            if name not in offered:
                message = f"`{name}` is not on offer where this play stops. On offer are: {there}."
                yield self._wrong(message, "expect", "offered", position)
        for position, name in enumerate(self.play.expect.not_offered or ()):
            if name in offered:
                message = f"`{name}` is on offer where this play stops, and should not be.{_MEND}"
                yield self._wrong(message, "expect", "not_offered", position)

    def _wrong(self, message: str, *path: str | int, code: str = "E410") -> Finding:
        place = self.tree.place(("plays", self.index, *path))
        return Finding(self.file, place, code, f"{in_one_line(self.play.name[:_NAME])}: {message}")


def _bounds(written: Any) -> tuple[int, int] | None:
    """Least and greatest as written; None where it is something else."""
    parts = written if isinstance(written, list) else [written, written]
    if len(parts) != 2 or not all(isinstance(part, str) and part.isdecimal() and len(part) <= 2 for part in parts):
        return None
    least, greatest = (int(part) for part in parts)
    return (least, greatest) if LEAST <= least <= greatest <= GREATEST else None
