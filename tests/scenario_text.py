"""Scenarios for tests: a small complete one to edit as text, and pieces to build others from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding, Place, ScenarioError
from ipt_roleplay.scenario.reader import Written, read
from ipt_roleplay.scenario.story import Story

TEA = """\
format: 1
id: tea
language: en
title: Tea
summary: A short talk in a kitchen.
focus: isolation
practice: reconnecting
level: 1
minutes: 3
content_notes: [loneliness]
you: {name: Sam, role: a friend}
partner:
  name: Dana
  relation: your sister
  face: dana
  wants: company
  fears: silence
setting: A kitchen in the morning.
aim: Ask for some tea.
gauges: {connection: 6, tension: 2}
flags: [asked, cross]
days:
  good: {effect: {tension: -2}}
  hard: {effect: {tension: +3}, set: [cross]}
start: hello
nodes:
  hello:
    scene: The kettle hums.
    partner:
      - when: cross
        say: What is it?
        mood: annoyed
      - say: Hello, you.
        mood: cheerful
    choices:
      - id: ask
        say: May I have some tea with you?
        stance: assertive
        skills: [clear_request]
        reply: Oh.
        mood: surprised
        heard: Tea with me.
        feedback: That was plain. It can be answered.
        effect: {clarity: +3, self_respect: +1}
        set: [asked]
        next: well
      - id: wait
        do: You look at the kettle.
        stance: passive
        faults: [indirect_message]
        heard: The kettle is loud today.
        feedback: Nobody can hear a look. It was there, and it passed.
        better: May I have some tea with you?
        effect: {self_respect: -1}
        next: well
  well:
    partner:
      - when: asked
        say: Of course.
        mood: warm
      - say: Well, I should go.
    choices:
      - id: thank
        say: Thank you.
        stance: assertive
        skills: [warm_opening]
        heard: Sam is glad.
        feedback: Thanks were given. That is heard.
        effect: {connection: +1}
        next:
          - when: asked
            to: tea-together
          - to: alone
      - id: sigh
        do: You sigh and look at the floor.
        stance: barbed
        faults: [barb]
        heard: Am I in the way?
        feedback: A sigh says something is wrong. It does not say what.
        better: I would like you to stay.
        effect: {connection: -1, tension: +2}
        next: alone
      - id: late
        when: not asked
        say: Could I have a cup too?
        stance: assertive
        skills: [name_need]
        heard: So that was it.
        feedback: It came late, and it came. Dana can answer it.
        effect: {clarity: +2}
        next: tea-together
endings:
  tea-together:
    title: Two cups
    said: plainly
    answer: agreed
    partner: Here is your cup.
    mood: warm
    text: The question was short, and so was the way to yes.
  alone:
    title: One cup
    said: unsaid
    answer: refused
    text: The wish stayed in the room.
"""
"""Complete, and in order for `check`, without even a warning. Its file is called `tea.yaml`."""

MARK = "▸"


def edited(*edits: tuple[str, str], text: str = TEA) -> str:
    """`text` with the first of each pair replaced by the second; the first must be there exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def marked(text: str) -> tuple[str, list[Place]]:
    """`text` without its marks (▸), and the places where they stood."""
    places, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        plain, *rest = line.split(MARK)
        for part in rest:
            places.append(Place(number, len(plain) + 1))
            plain += part
        lines.append(plain)
    return "\n".join(lines), places


def read_text(text: str, file: str = "tea.yaml") -> Written:
    return read(text.encode(), file)


def findings_in(text: str, file: str = "tea.yaml") -> tuple[Finding, ...]:
    """What reading and compiling `text` finds, in order; empty where it is accepted without a warning."""
    try:
        written = read_text(text, file)
        compile_story(written)
    except ScenarioError as error:
        return error.findings
    return written.warnings


@cache
def tea() -> Story:
    return compile_story(read_text(TEA))


# --- pieces -------------------------------------------------------------------------------------------------------

Form = dict[str, Any]


def choice(id_: str, to: Any, **more: Any) -> Form:
    """A choice with what every choice has; `more` adds to it and replaces."""
    base = {"id": id_, "say": f"I say {id_}.", "stance": "assertive"}
    return {**base, "heard": f"They heard {id_}.", "feedback": f"About {id_}.", "next": to, **more}


def node(*choices: Form, **more: Any) -> Form:
    return {"partner": "Well?", **more, "choices": list(choices)}


def ending(said: str = "plainly", answer: str = "agreed", **more: Any) -> Form:
    return {"title": "The end", "said": said, "answer": answer, "text": "It is over.", **more}


def scenario(nodes: Mapping[str, Form], **more: Any) -> Form:
    """A scenario that starts at the first of `nodes`; unless `more` says otherwise it has one ending, `done`."""
    base = {
        "format": 1,
        "id": "tea",
        "language": "en",
        "title": "Tea",
        "summary": "A talk.",
        "focus": "isolation",
        "practice": "reconnecting",
        "level": 1,
        "minutes": 3,
        "you": {"name": "Sam", "role": "a friend"},
        "partner": {"name": "Dana", "relation": "your sister", "face": "dana", "wants": "company", "fears": "silence"},
        "setting": "A kitchen.",
        "aim": "Ask.",
        "start": next(iter(nodes)),
        "nodes": dict(nodes),
        "endings": {"done": ending()},
    }
    return {**base, **more}


def as_text(form: Form) -> str:
    """JSON is YAML."""
    return json.dumps(form, ensure_ascii=False, indent=1)


def story_of(nodes: Mapping[str, Form], **more: Any) -> Story:
    return compile_story(read_text(as_text(scenario(nodes, **more))))
