"""Whether the conversations can be read off instead of listened to, and what their feedback looks like: `make judge`.

    python -m bench.judge [FILE …] [--quick]

Over all shipped scenarios, or those named. The value of an answer is the chance of an ending with `said: plainly` for
someone who goes on at random, over all states and days, computed from the proof's graphs and not played out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from bench import bots
from bench.cues import CUES, shown, tau
from bench.figures import Report, Row
from bench.judge_words import judge_words
from ipt_roleplay import load, resources
from ipt_roleplay.proof.chance import Chances
from ipt_roleplay.proof.explore import idle, plainly, walk_days
from ipt_roleplay.scenario.story import Choice, Story

TITLE = "Whether the answers can be read off"
PLAYS, QUICK_PLAYS = 1000, 100
MOST_TAU, MOST_AHEAD = 0.10, 0.10
LEAST_RANDOM, MOST_RANDOM, MOST_ASSERTIVE = 0.05, 0.30, 0.85
AS_GOOD = 0.8
"""An answer is defensible beside the best one where its value is at least this part of the best one's."""


@dataclass(frozen=True)
class Judged:
    """One scenario: `values` of its answers (0-1), and how often each player comes to plain words (0-1)."""

    story: Story
    values: dict[Choice, float]
    players: dict[str, float]

    def taus(self, cue: str) -> list[float]:
        """One number for each node whose answers differ in the cue and in value."""
        found = []
        for node in self.story.nodes:
            met = [choice for choice in node.choices if choice in self.values]
            counted = [CUES[cue](shown(choice), self.story.aim) for choice in met]
            told = tau(counted, [round(self.values[choice], 6) for choice in met])
            if told is not None:
                found.append(told)
        return found

    def defensible(self) -> tuple[int, int]:
        """The nodes with two defensible answers, and all nodes with at least two answers."""
        nodes = two = 0
        for node in self.story.nodes:
            values = sorted((self.values[choice] for choice in node.choices if choice in self.values), reverse=True)
            if len(values) > 1:
                nodes += 1
                two += values[0] > 0 and values[1] >= AS_GOOD * values[0]
        return two, nodes


def values_of(story: Story) -> dict[Choice, float]:
    """The value of each answer that a random play may pick, 0-1."""
    picked: dict[Choice, float] = {}
    won: dict[Choice, float] = {}
    for graph in walk_days(story).graphs.values():
        chances = Chances(graph, plainly(graph), idle)
        for number, (often, sum_of_chances) in chances.by_choice().items():
            choice = graph.choices[number]
            picked[choice] = picked.get(choice, 0.0) + often
            won[choice] = won.get(choice, 0.0) + sum_of_chances
    return {choice: won[choice] / often for choice, often in picked.items()}


def judge(story: Story, plays: int) -> Judged:
    players: dict[str, bots.Bot] = {"random": bots.at_random}
    for cue in CUES:
        players[f"most {cue}"] = bots.going_by(cue, story, most=True)
        players[f"least {cue}"] = bots.going_by(cue, story, most=False)
    players["always assertive"] = bots.always_assertive
    players["never assertive"] = bots.never_assertive
    return Judged(
        story, values_of(story), {name: bots.said_plainly(story, bot, plays) for name, bot in players.items()}
    )


def report(judged: Sequence[Judged], plays: int) -> Report:
    rows: list[Row] = []
    for cue in CUES:
        taus = [number for one in judged for number in one.taus(cue)]
        mean = fmean(taus) if taus else 0.0
        rows.append(
            Row(
                f"{cue}: mean tau with the value of the answer, {len(taus)} places",
                f"{mean:+.3f}",
                f"at most {MOST_TAU:.2f} in size",
                abs(mean) <= MOST_TAU,
            )
        )
    random = _mean(judged, "random")
    rows.append(
        Row("a random player says it plainly", _percent(random), "5-30 %", LEAST_RANDOM <= random <= MOST_RANDOM)
    )
    for cue in CUES:
        for name in (f"most {cue}", f"least {cue}"):
            ahead = _mean(judged, name) - random
            rows.append(
                Row(
                    f"player by {name}, ahead of random",
                    f"{ahead * 100:+.1f} points",
                    "at most 10",
                    ahead <= MOST_AHEAD,
                )
            )
    always, never = _mean(judged, "always assertive"), _mean(judged, "never assertive")
    rows.append(
        Row("a player who always takes assertive answers", _percent(always), "at most 85 %", always <= MOST_ASSERTIVE)
    )
    rows.append(Row("a player who never takes one", _percent(never), "more than 0 %", never > 0))
    two, nodes = (sum(counts) for counts in zip(*(one.defensible() for one in judged), strict=True))
    rows.append(Row("places with two defensible answers", f"{two} of {nodes}", "a third", two * 3 >= nodes))
    return Report(
        TITLE,
        rows,
        [
            f"{len(judged)} scenarios; each player {plays:,} seeds on each of the three days; players by a cue pick at "
            f"random in {bots.AT_RANDOM:.0%} of the turns. Means over the scenarios.",
            "Value: the chance of plain words for someone who goes on at random. Places where all answers have as much "
            f"of a cue are left out of its mean. Defensible: a value of at least {AS_GOOD:.0%} of the best one's.",
        ],
    )


def each(judged: Sequence[Judged]) -> str:
    """A line for each scenario, for whoever has to mend one."""
    lines = [
        "| scenario | random | always / never assertive | farthest ahead of random | largest tau | two defensible |"
    ]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for one in judged:
        random = one.players["random"]
        best = max((name for name in one.players if "most " in name or "least " in name), key=one.players.__getitem__)
        means = {cue: fmean(taus) for cue in CUES if (taus := one.taus(cue))}
        widest = max(means, key=lambda cue: abs(means[cue]))
        two, nodes = one.defensible()
        lines.append(
            f"| {one.story.id} | {_percent(random)} | {_percent(one.players['always assertive'])} / "
            f"{_percent(one.players['never assertive'])} | {best}: {(one.players[best] - random) * 100:+.1f} | "
            f"{widest}: {means[widest]:+.2f} | {two} of {nodes} |"
        )
    return "\n".join(lines)


def answers(one: Judged) -> str:
    """Every answer of one scenario with its value, the best of each node first."""
    lines = []
    for node in one.story.nodes:
        lines.append(f"\n{node.id}")
        for choice in sorted(node.choices, key=lambda choice: -one.values.get(choice, 0.0)):
            value = _percent(one.values[choice]) if choice in one.values else "never"
            lines.append(f"  {value:>6}  {choice.stance:<10}  {choice.id}: {shown(choice)}")
    return "\n".join(lines)


def taus_in_detail(one: Judged) -> str:
    parts = (f"{cue} {fmean(taus):+.2f} ({len(taus)})" for cue in CUES if (taus := one.taus(cue)))
    return f"{one.story.id}: {', '.join(parts)}"


def players_in_detail(one: Judged) -> str:
    return f"{one.story.id}: {', '.join(f'{name} {_percent(share)}' for name, share in one.players.items())}"


def _mean(judged: Iterable[Judged], player: str) -> float:
    return fmean(one.players[player] for one in judged)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = print) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.judge", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="scenarios; all that are shipped where none is named")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PLAYS} seeds instead of {PLAYS:,}")
    parser.add_argument("--answers", action="store_true", help="show the value of every answer too")
    options = parser.parse_args(arguments)
    files = [Path(name) for name in options.files] or [
        file for file in sorted(resources.scenarios().rglob("*.yaml")) if not file.name.endswith(".test.yaml")
    ]
    plays = QUICK_PLAYS if options.quick else PLAYS
    judged = [judge(load(file), plays) for file in files]
    write(f"{report(judged, plays).text()}\n\n{each(judged)}\n")
    write("\n".join([*map(taus_in_detail, judged), "", *map(players_in_detail, judged)]))
    if options.answers:
        write("\n".join(answers(one) for one in judged))
    write(f"\n{judge_words([one.story for one in judged]).text()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
