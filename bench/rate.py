"""Choices per second: the same conversation of 30 places, the same tape, ours beside ink's runtime.

Every play of the tape goes from the first line to an ending, so what it costs to begin a play is in the figures.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import ink, story_maker
from bench.figures import Missing, Report, Series, alternate, rate, times
from ipt_roleplay import PracticeSession, Story, load
from ipt_roleplay.conversation import engine
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice

TITLE = "Choices per second on one conversation of 30 places"
_PLAYS, _ROUNDS, _SLICE = 100, 7, 0.4
_SEED = 1


@dataclass(frozen=True)
class _Tape:
    """Random plays. `places` are those of the choices among the ones on offer, in written order: what ink is told."""

    picks: list[list[Choice]]
    places: list[list[int]]
    last: list[State]

    @property
    def choices(self) -> int:
        return sum(map(len, self.picks))


def measure(quick: bool = False) -> Report:
    report = Report(TITLE)
    with tempfile.TemporaryDirectory() as folder:
        made = story_maker.make(30)
        file = Path(folder, "made.yaml")
        file.write_text(made.yaml, encoding="utf-8")
        story = load(file)
        tape = _record(story)
        runs = _ours(story, tape)
        try:
            ink.install()
        except Missing as missing:
            report.notes.append(str(missing))
            found = _rounds(runs, quick)
        else:
            Path(folder, "made.ink").write_text(made.ink, encoding="utf-8")
            Path(folder, "tape.json").write_text(json.dumps(tape.places), encoding="utf-8")
            with ink.Player(Path(folder, "made.ink"), Path(folder, "tape.json")) as player:
                _agree(tape, player.ask("check"))
                report.notes.append("ink's plays end with the same gauges and the same number of lines as ours.")
                found = _rounds({**runs, "inkjs": lambda: _ink_rate(player)}, quick)
    _fill(report, found)
    report.notes.append(
        f"{_PLAYS} random plays to an ending, {tape.choices / _PLAYS:.1f} choices each. Session: begin, then listen, "
        "choose, go on at every turn, with a recorder in memory. Engine with events: what was said, the explanation, "
        "the gauges, the next line and the answers on offer. Engine alone: `engine.step`."
    )
    return report


def _fill(report: Report, found: dict[str, Series]) -> None:
    goals = {"session": 1.5, "engine with events": 10, "engine alone": 40}
    for name, series in found.items():
        report.add(name, series.show(rate))
    if "inkjs" in found:
        for name, goal in goals.items():
            ratio = found[name].over(found["inkjs"])
            report.add(f"{name} / inkjs", ratio.show(times), f"at least {goal} x", ratio.median >= goal)


def _rounds(runs: dict[str, Callable[[], float]], quick: bool) -> dict[str, Series]:
    for run in runs.values():  # warm: node compiles what is called often
        run()
    return alternate(3 if quick else _ROUNDS, runs)


def _record(story: Story) -> _Tape:
    tape = _Tape([], [], [])
    chance = random.Random(_SEED)
    for _ in range(_PLAYS):
        state = engine.begin(story, "ordinary")
        picks: list[Choice] = []
        places: list[int] = []
        while story.ending_at(state) is None:
            offered = engine.on_offer(state, story.nodes[state.node].choices)
            places.append(chance.randrange(len(offered)))
            picks.append(offered[places[-1]])
            state = engine.step(state, picks[-1])
        tape.picks.append(picks)
        tape.places.append(places)
        tape.last.append(state)
    return tape


def _agree(tape: _Tape, answers: list[dict[str, Any]]) -> None:
    """ink must have gone the same way: else two different things would be compared."""
    for picks, last, answer in zip(tape.picks, tape.last, answers, strict=True):
        lines = 1 + 4 * len(picks)  # the first line; then reaction, heard, explanation and the next line
        if answer != {"lines": lines, "gauges": list(last.gauges), "open": 0}:
            raise RuntimeError(f"ink ended with {answer}, ours with {last.gauges} after {lines} lines")


def _ours(story: Story, tape: _Tape) -> dict[str, Callable[[], float]]:
    ids = [[choice.id for choice in picks] for picks in tape.picks]
    arranged = [engine.arranged(story, node, _SEED) for node in range(len(story.nodes))]

    def session() -> None:
        for play in ids:
            practice = PracticeSession(story, seed=_SEED)
            practice.begin()
            for choice in play:
                practice.listen()
                practice.choose(choice)
                practice.go_on()

    def with_events() -> None:
        for play in tape.picks:
            state = engine.begin(story, "ordinary")
            engine.opening(story, state, "ordinary")
            for choice in play:
                engine.offer(story, state, arranged[state.node])
                state, _ = engine.choose(story, state, choice)
                engine.arrival(story, state)

    def alone() -> None:
        step = engine.step
        for play in tape.picks:
            state = engine.begin(story, "ordinary")
            for choice in play:
                state = step(state, choice)

    parts = {"session": session, "engine with events": with_events, "engine alone": alone}
    return {name: _per_second(part, tape.choices) for name, part in parts.items()}


def _per_second(play_tape: Callable[[], None], choices: int) -> Callable[[], float]:
    def run() -> float:
        done, spent = 0, 0.0
        begin = time.perf_counter()
        while spent < _SLICE:
            play_tape()
            done += choices
            spent = time.perf_counter() - begin
        return done / spent

    return run


def _ink_rate(player: ink.Player) -> float:
    answer = player.ask(f"run {_SLICE}")
    return float(answer["choices"] / answer["seconds"])
