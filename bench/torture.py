"""Kill the program at random instants, flip bits in what it keeps, and count what is lost.

    python -m bench.torture                      # 1,000 kills and 10,000 flips; takes some minutes
    python -m bench.torture --kills 60 --flips 300 --seed 7 --json

Each kill: a child process plays, rewinds, writes settings, backs up, migrates, restores or changes the passphrase,
and says through a pipe what has been acknowledged to it. After a random time it is killed with SIGKILL. Then the
vault is opened as usual: everything acknowledged must be there, and at most the one entry that was under way.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ipt_roleplay import settings
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.resources import scenarios
from ipt_roleplay.scenario import catalogue
from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store import backup, keys, restore
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Damaged, StoreError, WrongPassphrase
from ipt_roleplay.store.export import as_json
from ipt_roleplay.store.migrations import MIGRATIONS
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

PHRASES = ("four words are good", "five words are even better")
_NEXT = (
    *MIGRATIONS,
    (
        "CREATE TABLE torture (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
        """INSERT INTO torture WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000)
           SELECT n, hex(randomblob(40)) FROM c""",
        "ALTER TABLE practice ADD COLUMN torture INTEGER NOT NULL DEFAULT 0",
    ),
)
Say = Callable[[object], None]
Work = Callable[[Path, Story, int, Say], None]
_KILLS_A_VAULT = 50
"""Then a new one, so that looking it through stays quick."""
_SLOWER, _SOONER = 1.1, 0.95
"""A kill that came before anything was acknowledged lets the next one of its kind come later, and the other way: on a
busy machine too, about a third are early and two thirds late."""


class Lost(Exception):
    """Something acknowledged is not there, or a file cannot be read."""


# --- what the children do -----------------------------------------------------------------------------------------


def choosing(folder: Path, story: Story, seed: int, say: Say) -> None:
    rng = random.Random(seed)
    with Vault.open(folder) as vault:
        while True:
            session = PracticeSession(story, seed=seed, recorder=Records(vault).recorder(story))
            session.begin()
            say("start")
            while session.state != "debrief":
                session.listen()
                if session.can("rewind") and rng.random() < 0.2:
                    turn = rng.randrange(1, session.turn)
                    session.rewind(turn)
                    say(["rewind", turn])
                    session.listen()
                choice = rng.choice(session.options().options).id
                session.choose(choice)
                say(["pick", session.transcript.picks[-1].turn, choice])
                session.go_on()


def backing_up(folder: Path, _: Story, __: int, say: Say) -> None:
    with Vault.open(folder) as vault:
        while True:
            Records(vault).keep_draft("torture", str(time.monotonic_ns()))
            made = backup.back_up(vault, "regular")
            say(made.number)


def migrating(folder: Path, _: Story, __: int, say: Say) -> None:
    with Vault.open(folder, migrations_known=_NEXT):
        say("migrated")
        signal.pause()


def restoring(folder: Path, _: Story, __: int, say: Say) -> None:
    while True:
        restore.restore(folder, backup.listed(folder)[-1])
        say("restored")


def changing_passphrase(folder: Path, _: Story, seed: int, say: Say) -> None:
    now = phrase_of(folder)
    with Vault.open(folder, now) as vault:
        while True:
            new = random.Random(seed).choice([phrase for phrase in (None, *PHRASES) if phrase != now])
            vault.change_passphrase(now, new)
            now = new
            say(new)


def setting(folder: Path, _: Story, seed: int, say: Say) -> None:
    for new in settings_to_write(seed):
        settings.write(folder / "settings.toml", new)
        say(new.text_percent)


def settings_to_write(seed: int) -> Iterator[settings.Settings]:
    """One after another, the same for each `seed`, so that it is known what must stand there after a kill."""
    rng = random.Random(seed)
    while True:
        yield settings.Settings(text_percent=rng.randrange(100, 201), reduced_motion=rng.random() < 0.5)


_KINDS: dict[Work, int] = {choosing: 8, backing_up: 2, migrating: 2, restoring: 2, changing_passphrase: 1, setting: 1}
"""What is killed, and how often beside the others; rewinding is a part of choosing."""


def phrase_of(folder: Path) -> str | None:
    key_file = keys.read_pair(folder)
    for phrase in (None, *PHRASES) if not key_file.is_sealed else PHRASES:
        try:
            key_file.unlock(phrase)
        except WrongPassphrase:
            continue
        return phrase
    raise Lost("no passphrase that was ever set fits")


# --- killing ------------------------------------------------------------------------------------------------------


def killed(work: Work, folder: Path, story: Story, seed: int, after: float) -> list[Any]:
    """Run `work` in a child, kill it `after` seconds from its start, return what was acknowledged to it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(folder, story, seed, lambda what: _say(writing, what))
        except BaseException as error:
            os.write(writing, json.dumps({"error": repr(error)}).encode() + b"\n")
        os._exit(1)
    os.close(writing)
    heard, until = b"", time.monotonic() + after
    while select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(reading, 65536)
        if not piece:
            break
        heard += piece
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reading, 65536):
        heard += piece
    os.close(reading)
    said = [json.loads(line) for line in heard.splitlines()]
    if said and isinstance(said[-1], dict):
        raise Lost(f"{work.__name__} failed by itself: {said[-1]['error']}")
    return said


def _say(writing: int, what: object) -> None:
    os.write(writing, json.dumps(what).encode() + b"\n")


class Torture:
    """A vault that lives through everything. `counts` tells how often each kind of kill came while something had
    already been acknowledged (`…: late`) or before."""

    def __init__(self, folder: Path, story: Story, seed: int, counts: Counter[str], longest: dict[Work, float]) -> None:
        self.folder, self.story, self.rng, self.counts = folder, story, random.Random(seed), counts
        self.longest = longest
        Vault.create(folder).close()
        settings.write(folder / "settings.toml", settings.Settings())

    def kill(self, seed: int) -> None:
        kind = self.rng.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        if kind is changing_passphrase:
            self._kill_passphrase(seed)
            return
        before = self._picture()
        if kind in (migrating, restoring):
            self._kill_on_a_copy(kind, seed, before)
            return
        were = settings.read(self.folder / "settings.toml")
        said = self.kill_while(kind, self.folder, seed)
        if kind is choosing:
            self._check_choices(before, said)
        elif self._picture() != before:
            raise Lost(f"{kind.__name__} changed what is kept")
        if kind is backing_up:
            self._check_backups(said)
        if kind is setting:
            self._check_settings(were, seed, len(said))

    def kill_while(self, kind: Work, folder: Path, seed: int) -> list[Any]:
        said = killed(kind, folder, self.story, seed, self.rng.uniform(0, self.longest[kind]))
        self.longest[kind] *= _SOONER if said else _SLOWER
        self.counts[f"{kind.__name__}: {'late' if said else 'early'}"] += 1
        return said

    def _check_settings(self, were: settings.Settings, seed: int, acknowledged: int) -> None:
        """The last that were acknowledged, or the next, which were being written."""
        written = [were, *islice(settings_to_write(seed), acknowledged + 1)]
        if settings.read(self.folder / "settings.toml") not in written[acknowledged:]:
            raise Lost("the settings are not those that were written last")

    def _picture(self, phrase: str | None = None) -> list[Any]:
        with Vault.open(self.folder, phrase) as vault, vault.read() as connection:
            practices: list[Any] = as_json(connection, Moment(0, 0))["practices"]
            return practices

    def _check_choices(self, before: list[Any], said: list[Any]) -> None:
        after = self._picture()
        if after[: len(before)] != before:
            raise Lost("an older practice has changed")
        logs: list[list[Any]] = []
        for what in said:
            if what == "start":
                logs.append([])
            else:
                logs[-1].append(what)
        found = [
            [[e["kind"], e["turn"], *([e["choice"]] if e["choice"] else [])] for e in practice["entries"][1:]]
            for practice in after[len(before) :]
        ]
        more = sum(map(len, found)) + len(found) - sum(map(len, logs)) - len(logs)
        ahead = [log[: len(acknowledged)] == acknowledged for log, acknowledged in zip(found, logs, strict=False)]
        if not all(ahead) or len(found) < len(logs) or more not in (0, 1):
            raise Lost(f"acknowledged {logs}, found {found}")
        self.counts["entries acknowledged"] += len(said)
        self.counts["of them rewinds"] += sum(what[0] == "rewind" for what in said)

    def _check_backups(self, said: list[Any]) -> None:
        there = backup.listed(self.folder)
        if said and there[0].number < said[-1]:
            raise Lost("an acknowledged backup is not there")
        for one in there[:2]:
            backup.preview(one)

    def _kill_on_a_copy(self, kind: Work, seed: int, before: list[Any]) -> None:
        """Migrations and restores change the vault for good: done to a copy of it."""
        copy = self.folder.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        if not backup.listed(self.folder):
            with Vault.open(self.folder) as vault:
                backup.back_up(vault, "asked")
        shutil.copytree(self.folder, copy)
        self.kill_while(kind, copy, seed)
        with Vault.open(copy, migrations_known=_NEXT) as vault, vault.read() as connection:
            torn = connection.execute("SELECT count(*) FROM torture").fetchone()[0] != 20000
            uids = [row[0] for row in connection.execute("SELECT uid FROM practice ORDER BY id")]
        if (
            torn
            or uids != [practice["uid"] for practice in before][: len(uids)]
            or (kind is migrating and len(uids) < len(before))
        ):
            raise Lost(f"{kind.__name__} left something between old and new")
        if kind is migrating and not any(one.reason == "migration" for one in backup.listed(copy)):
            raise Lost("no backup from before the migration")

    def _kill_passphrase(self, seed: int) -> None:
        before = self._picture(phrase_of(self.folder))
        self.kill_while(changing_passphrase, self.folder, seed)
        phrase = phrase_of(self.folder)
        if self._picture(phrase) != before:
            raise Lost("a change of passphrase lost something")
        if phrase is not None:
            with Vault.open(self.folder, phrase) as vault:
                vault.change_passphrase(phrase, None)


# --- flipping -----------------------------------------------------------------------------------------------------


def flipped(folder: Path, flips: int, rng: random.Random) -> Counter[str]:
    """Flip single bits of the closed data file and both key files; count what is noticed, harmless, missed.

    Half of the time all is checked at opening, half of the time it is read first, as when the window starts.
    """
    counts: Counter[str] = Counter()
    with Vault.open(folder) as vault:
        names = (vault.file.name, *keys.FILES)
        with vault.read() as connection:
            before = as_json(connection, Moment(0, 0))
    whole = {name: (folder / name).read_bytes() for name in names}
    for number in range(flips):
        name = names[0] if number % 10 else names[1 + number // 10 % 2]
        bit = rng.randrange(8 * len(whole[name]))
        bad = bytearray(whole[name])
        bad[bit // 8] ^= 1 << bit % 8
        (folder / name).write_bytes(bad)
        kind = "data" if name == names[0] else "key"
        same = True
        try:
            with Vault.open(folder, check_later=rng.random() < 0.5) as vault:
                with vault.read() as connection:
                    same = as_json(connection, Moment(0, 0)) == before
                vault.check()
            counts[f"{kind}: {'without effect' if same else 'MISSED'}"] += 1
        except Damaged:
            untouched = (folder / name).read_bytes() == bytes(bad)
            counts[f"{kind}: {('found' if untouched else 'FOUND BUT CHANGED') if same else 'READ WRONGLY'}"] += 1
        (folder / name).write_bytes(whole[name])
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    story = load(scenarios() / "en" / "sunday-visits.yaml", catalogue.shipped())
    told: dict[str, object] = {"seed": options.seed, "kills": options.kills, "flips": options.flips, "lost": []}
    counts: Counter[str] = Counter()
    longest = dict.fromkeys(_KINDS, 0.12) | {setting: 0.03, changing_passphrase: 0.8}
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        for number in range(options.kills):
            if number % _KILLS_A_VAULT == 0:
                torture = Torture(Path(place) / f"vault-{number}", story, options.seed + number, counts, longest)
            try:
                torture.kill(options.seed + number)
            except (Lost, StoreError) as lost:
                told["lost"] = [f"kill {number}: {type(lost).__name__}: {lost}"]
                break
        told["seconds"] = round(time.monotonic() - began, 1)
        told["counts"] = dict(sorted(counts.items()))
        killed(choosing, Torture(Path(place) / "flipped", story, 0, counts, longest).folder, story, 0, 1.0)
        found = flipped(Path(place) / "flipped", options.flips, random.Random(options.seed))
        told["flipped"] = dict(sorted(found.items()))
    print(json.dumps(told, indent=2) if options.json else "\n".join(f"{name}: {told[name]}" for name in told))
    return 1 if told["lost"] or any(verdict.split(": ")[1].isupper() for verdict in found) else 0


if __name__ == "__main__":
    sys.exit(main())
