"""A small scenario of which `check` has nothing to say, to be edited as text."""

from __future__ import annotations

from ipt_roleplay.proof.checks import check_story
from ipt_roleplay.proof.explore import LIMIT
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding
from tests.scenario_text import read_text

QUIET = """\
format: 1
id: tea
language: en
title: Tea
summary: A short talk in a kitchen.
focus: isolation
practice: reconnecting
level: 1
minutes: 3
you: {name: Sam, role: a friend}
partner: {name: Dana, relation: your sister, face: dana, wants: company, fears: silence}
setting: A kitchen in the morning.
aim: Ask for some tea.
flags: [asked, cross]
days:
  good: {effect: {tension: -2}}
  hard: {effect: {tension: +3}, set: [cross]}
start: hello
nodes:
  hello:
    partner: Hello, you.
    choices:
      - id: ask
        say: May I have tea with you?
        stance: assertive
        reply: Oh.
        heard: Tea with me.
        feedback: That was plain. It can be answered.
        effect: {clarity: +3}
        set: [asked]
        next: well
      - id: wait
        do: You look at the kettle for a while, and you wait for her to ask.
        stance: passive
        heard: The kettle is loud today.
        feedback: Nobody can hear a look. It was there, and it passed.
        effect: {clarity: -1}
        next: well
  well:
    partner:
      - when: asked
        say: Of course.
      - say: Well, I should go.
    choices:
      - id: thank
        say: Thank you.
        stance: assertive
        heard: Sam is glad.
        feedback: Thanks were given. They were heard.
        effect: {connection: +1}
        next:
          - when: asked
            to: together
          - to: alone
      - id: now
        when: not asked
        say: So, may I have tea?
        stance: assertive
        heard: Sam wants to stay.
        feedback: It came late, and it came.
        effect: {clarity: +2}
        next: together
      - id: sigh
        do: You sigh.
        stance: barbed
        heard: Am I in the way?
        feedback: A sigh says something is wrong. It does not say what.
        effect: {tension: +2}
        next:
          - when: cross
            to: alone
          - to: alone
endings:
  together:
    title: Two cups
    said: plainly
    answer: agreed
    text: The question was short, and so was the way to yes.
  alone:
    title: One cup
    said: unsaid
    answer: refused
    text: The wish stayed in the room.
"""


def check_text(text: str, limit: int = LIMIT) -> list[Finding]:
    """What the rules find in a scenario that compiles."""
    written = read_text(text)
    return check_story(written, compile_story(written), limit)
