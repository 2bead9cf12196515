"""What the tests of the store share: a small story that can be edited, a clock that is set by hand, a vault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.scenario import catalogue
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

ROOT = Path(__file__).parents[2]

_STORY = """
format: 1
id: small-talk
language: en
title: Small talk
summary: Short.
focus: isolation
practice: reconnecting
level: 1
minutes: 1
you: {name: Sam, role: a neighbour}
partner: {name: Dana, relation: a friend, face: dana, wants: company, fears: silence}
setting: A bench.
aim: Say hello.
gauges: {connection: 5}
flags: [shy]
days:
  hard: {set: [shy]}
start: bench
nodes:
  bench:
    partner: Oh, hello.
    choices:
      - {id: hello, say: Hello Dana., stance: assertive, heard: A greeting., feedback: Plain and warm.,
         effect: {connection: +1}, next: walk}
      - {id: nod, do: You nod., stance: passive, heard: Nothing., feedback: Easy to miss., next: walk}
  walk:
    partner:
      - {when: shy, say: I’m tired.}
      - {say: Nice weather.}
    choices:
      - {id: agree, say: Lovely., stance: listening, heard: Agreement., feedback: It keeps going.,
         effect: {connection: +1}, next: gate}
      - {id: grumble, say: Too hot., stance: barbed, heard: A grumble., feedback: It ends here., next: end-cool}
  gate:
    partner: Here I turn off.
    choices:
      - {id: invite, say: Come for tea., when: connection >= 6, stance: assertive, heard: An invitation.,
         feedback: Clear., next: end-warm}
      - {id: bye, say: Bye., stance: passive, heard: Goodbye., feedback: Short., next: end-cool}
endings:
  end-warm: {title: Tea, said: plainly, answer: agreed, text: The kettle is on.}
  end-cool: {title: Home, said: unsaid, answer: later, text: The gate closes.}
"""


class HandClock:
    """Stands still until it is moved; at UTC+1 to begin with."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 18, 0, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def make_story(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Story]:
    """The small story after some replacements of text in its file."""

    def make(*replacements: tuple[str, str]) -> Story:
        text = _STORY
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        file = tmp_path_factory.mktemp("story") / "small-talk.yaml"
        file.write_text(text, encoding="utf-8")
        return load(file, catalogue.shipped())

    return make


@pytest.fixture(scope="session")
def story(make_story: Callable[..., Story]) -> Story:
    return make_story()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a vault may be made."""
    return tmp_path / "vault"


@pytest.fixture
def vault(folder: Path, clock: HandClock) -> Iterator[Vault]:
    with Vault.create(folder, clock=clock) as made:
        yield made


Play = Callable[..., PracticeSession]


@pytest.fixture(scope="session")
def play(story: Story) -> Play:
    """Plays choices into a vault; a number stands for a rewind to that turn."""

    def played(vault: Vault, *choices: str | int, of: Story = story, **how: object) -> PracticeSession:
        session = PracticeSession(of, recorder=Records(vault).recorder(of), **how)  # type: ignore[arg-type]
        session.begin()
        for choice in choices:
            if isinstance(choice, int):
                session.rewind(choice)
                continue
            session.listen()
            session.choose(choice)
            if session.state == "feedback":
                session.go_on()
        return session

    return played


@pytest.fixture(scope="session")
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a piece of Python in a process of its own, with some arguments."""

    def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )

    return run
