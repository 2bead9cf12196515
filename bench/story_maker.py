"""Makes one and the same conversation twice: in our YAML and in ink. Same texts, conditions, effects and targets.

In both a gauge stays between 0 and 10, a choice shows the partner's reaction, what was heard and an explanation, and
the partner's line at the next place depends on a gauge. In ink the clamping is done by its native MIN and MAX, the
fastest way it has.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cached_property

from ipt_roleplay.scenario.state import GAUGES

START = {"connection": 5, "clarity": 0, "self_respect": 5, "tension": 2}
_SPOKEN = """
I you she we the a this that Sunday table phone letter kitchen evening word door again never always today because and
but so when if not only still ask say hear want need come stay go call wait tell know think feel
"""
_WORDS = _SPOKEN.split()


@dataclass(frozen=True)
class Answer:
    id: str
    say: str
    reply: str
    heard: str
    feedback: str
    effect: dict[str, int]
    when: str
    to: str


@dataclass(frozen=True)
class Moment:
    id: str
    tense: str
    calm: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Written:
    """A conversation of `moments`, one after the other, with some ways back; the last leads to one of two endings."""

    name: str
    moments: tuple[Moment, ...]

    @cached_property
    def yaml(self) -> str:
        lines = [_YAML_HEAD.replace("NAME", self.name)]
        for moment in self.moments:
            lines.append(f"  {moment.id}:\n    partner:")
            lines.append(f"      - when: tension >= 5\n        say: {json.dumps(moment.tense)}")
            lines.append(f"      - say: {json.dumps(moment.calm)}\n    choices:")
            for answer in moment.answers:
                effect = ", ".join(f"{gauge}: {change}" for gauge, change in answer.effect.items())
                lines.append(f"      - id: {answer.id}")
                lines += [f"        when: {answer.when}"] if answer.when else []
                for key in ("say", "reply", "heard", "feedback"):
                    lines.append(f"        {key}: {json.dumps(getattr(answer, key))}")
                lines.append(f"        stance: assertive\n        effect: {{{effect}}}")
                lines.append("        next:" + (_YAML_LAST if answer.to == "last" else f" {answer.to}"))
        return "\n".join([*lines, _YAML_ENDINGS])

    @cached_property
    def ink(self) -> str:
        lines = [f"VAR {gauge} = {value}" for gauge, value in START.items()]
        lines += ["-> n0", ""]
        for moment in self.moments:
            lines.append(f"=== {moment.id} ===")
            lines.append(f"{{ tension >= 5: {moment.tense} | {moment.calm} }}")
            for answer in moment.answers:
                when = f"{{ {answer.when} }} " if answer.when else ""
                lines.append(f"+ {when}[{answer.say}]")
                for gauge, change in answer.effect.items():
                    lines.append(f"  ~ {gauge} = MIN(10, MAX(0, {gauge} + {change}))".replace("+ -", "- "))
                lines += [f"  {text}" for text in (answer.reply, answer.heard, answer.feedback)]
                lines.append(_INK_LAST if answer.to == "last" else f"  -> {answer.to}")
        return "\n".join([*lines, _INK_ENDINGS])


def make(moments: int, *, name: str = "made", seed: int = 1, feedback_words: int = 40) -> Written:
    """A conversation with three answers at each of `moments` places; every fourth place has a way back of two."""
    chance = random.Random(seed)

    def text(words: int) -> str:
        return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."

    def answer(index: int, which: int) -> Answer:
        ahead = index + (1, 2, 1)[which]
        if which == 2 and index % 4 == 3:
            ahead = index - 2
        changes = {gauge: chance.choice((-2, -1, 1, 2)) for gauge in chance.sample(GAUGES, 3)}
        return Answer(
            id=f"c{which}",
            say=text(9),
            reply=text(4),
            heard=text(8),
            feedback=text(feedback_words),
            effect=changes,
            when="tension <= 7" if which == 1 else "",
            to="last" if ahead >= moments else f"n{ahead}",
        )

    return Written(
        name,
        tuple(
            Moment(f"n{index}", text(12), text(12), tuple(answer(index, which) for which in range(3)))
            for index in range(moments)
        ),
    )


_YAML_HEAD = """format: 1
id: NAME
language: en
title: Made for measuring
summary: It says nothing.
focus: isolation
practice: reconnecting
level: 1
minutes: 5
you: {name: Sam, role: one}
partner: {name: Dana, relation: the other, face: dana, wants: Nothing., fears: Nothing.}
setting: Nowhere.
aim: None.
gauges: {connection: 5, clarity: 0, self_respect: 5, tension: 2}
start: n0
nodes:"""
_YAML_LAST = "\n          - when: clarity >= 5\n            to: said\n          - to: unsaid"
_YAML_ENDINGS = """endings:
  said: {title: Said, said: plainly, answer: agreed, text: It was said.}
  unsaid: {title: Unsaid, said: unsaid, answer: later, text: It was not said.}
"""
_INK_LAST = "  { clarity >= 5: -> said }\n  -> unsaid"
_INK_ENDINGS = "=== said ===\nIt was said.\n-> END\n=== unsaid ===\nIt was not said.\n-> END\n"
