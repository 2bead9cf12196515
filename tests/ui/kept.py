"""What somebody kept before the window is opened: real practices in a real vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from tests.scenario_text import TEA
from tests.ui.driver import Driver, add_scenario

Play = tuple[str | int, ...]
"""Choices; a number goes back to before that turn."""


def own_story(program: Program, text: str = TEA, name: str = "tea") -> Story:
    """A conversation of the person's own, in their library."""
    return load(add_scenario(program, text, name), program.catalogue)


def keep(
    program: Program,
    story: Story,
    *plays: Play,
    passphrase: str | None = None,
    then: Callable[[Vault], object] = lambda _: None,
) -> Path:
    """Practices of the only person here, a day apart, the last one yesterday; returns the person's folder."""
    now = datetime.now(UTC) - timedelta(days=len(plays))
    people = People(program.data)
    everyone = people.everyone()
    vault = (
        Vault.open(everyone[0].folder, passphrase, clock=lambda: now)
        if everyone
        else people.add("Ann", passphrase, clock=lambda: now)
    )
    with vault:
        for play in plays:
            played(vault, story, play)
            now += timedelta(days=1)
        then(vault)
        return vault.folder


def played(vault: Vault, story: Story, play: Play) -> PracticeSession:
    session = PracticeSession(story, recorder=Records(vault).recorder(story))
    session.begin()
    for choice in play:
        if isinstance(choice, int):
            session.rewind(choice)
            continue
        session.listen()
        session.choose(choice)
        session.go_on()
    return session


def wait_for_kept(driver: Driver) -> None:
    """Until what is kept has been read and shown."""
    driver.qtbot.waitUntil(lambda: driver.window.keeping.is_idle, timeout=20_000)
    driver.settle()


def reopened(driver: Driver) -> Path:
    """The only person's folder, free for others: the window is closed."""
    driver.close()
    return People(driver.program.data).find().folder
