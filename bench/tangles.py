"""Makes conversations that are hard to prove: ways back, flags that are read late, choices that come and go."""

from __future__ import annotations

import random

from ipt_roleplay.scenario.state import GAUGES

_HEAD = """format: 1
id: tangle
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
days: {good: {effect: {tension: -2}}, hard: {effect: {tension: +3, connection: -1}}}
"""
_ENDINGS = """endings:
  said: {title: Said, said: plainly, answer: agreed, text: It was said.}
  unsaid: {title: Unsaid, said: unsaid, answer: later, text: It was not said.}
"""


def tangle(nodes: int, *, backs: int, flags: int, gauges: tuple[str, ...], seed: int = 1) -> str:
    """A scenario of `nodes` places with three or four answers each, `backs` of which lead back, as YAML.

    Flags are set early and late and read anywhere; `gauges` are what conditions look at, and the last place asks for
    all of them.
    """
    chance = random.Random(seed)
    names = [f"f{number}" for number in range(flags)]
    backward = chance.sample(range(nodes // 3, nodes), backs)

    def when() -> str:
        if chance.random() < 0.5:
            return f"{chance.choice(('', 'not '))}{chance.choice(names)}"
        return f"{chance.choice(gauges)} {chance.choice(('<=', '>='))} {chance.randint(3, 7)}"

    def answer(index: int, which: int) -> list[str]:
        ahead = index + 1 + (which == 1)
        lines = [f"      - id: c{which}", f"        say: Answer {index} {which}."]
        lines += [f"        when: {when()}"] if which == 2 else []
        lines += ["        stance: assertive", "        heard: Something.", "        feedback: Something else."]
        shifts = ", ".join(f"{g}: {chance.choice((-2, -1, 1, 2))}" for g in chance.sample(GAUGES, 2))
        lines.append(f"        effect: {{{shifts}}}")
        lines += [f"        set: [{chance.choice(names)}]"] if chance.random() < 0.4 else []
        if which == 3:
            return [*lines, f"        next: n{max(0, index - chance.randint(1, 4))}"]
        if ahead < nodes:
            return [*lines, f"        next: n{ahead}"]
        asked = " and ".join([f"{gauge} >= 5" for gauge in gauges] + names[:2])
        return [*lines, "        next:", f"          - {{when: {asked}, to: said}}", "          - to: unsaid"]

    lines = [_HEAD + f"flags: [{', '.join(names)}]\nstart: n0\nnodes:"]
    for index in range(nodes):
        lines.append(f"  n{index}:\n    partner:\n      - when: {when()}\n        say: One way.\n      - say: Another.")
        lines.append("    choices:")
        for which in range(4 if index in backward else 3):
            lines += answer(index, which)
    return "\n".join([*lines, _ENDINGS])
