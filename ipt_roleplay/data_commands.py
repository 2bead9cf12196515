"""The `data` commands, and terminal plays that are kept. Imported by cli.py when one of them is called."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from ipt_roleplay.conversation.events import Event
from ipt_roleplay.conversation.migration import Report
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Entry
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store import backup, erase, restore
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Closed, Damaged, NeedsPassphrase, NoSuchPerson, NotSaved, StoreError
from ipt_roleplay.store.people import People, Person
from ipt_roleplay.store.reading import Kept
from ipt_roleplay.store.recorder import PracticeRecorder
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

_FIRST_PERSON = "Me"
_LISTED = 12

Found = TypeVar("Found")


def run(program: Program, options: argparse.Namespace) -> int:
    """One `data` command.

    Raises:
        StoreError: in one plain sentence.
    """
    commands: dict[str, Callable[[Program, argparse.Namespace], int]] = {
        "where": _where,
        "export": _export,
        "import": _import,
        "backup": _backup,
        "restore": _restore,
        "erase": _erase,
    }
    return commands[options.action](program, options)


def _person(program: Program, options: argparse.Namespace) -> Person:
    everyone = People(program.data)
    try:
        return everyone.find(options.person)
    except NoSuchPerson as error:
        names = ", ".join(person.name for person in everyone.everyone())
        raise NoSuchPerson(f"{error} --person NAME takes one of: {names}." if names else str(error)) from None


def _open(person: Person) -> Vault:
    vault = Vault.open(person.folder, _passphrase(person) if person.has_passphrase else None)
    if vault.notice:
        print(vault.notice, file=sys.stderr)
    return vault


def _passphrase(person: Person) -> str:
    question = f"Passphrase of {person.name}: "
    if sys.stdin.isatty():
        return getpass.getpass(question)
    line = sys.stdin.readline()
    if not line:
        raise NeedsPassphrase
    return line.rstrip("\r\n")


def _where(program: Program, _: argparse.Namespace) -> int:
    files = erase.everything(program.data, program.cache)
    print(f"Data: {program.data}\nWhat can be computed again: {program.cache}")
    for person in People(program.data).everyone():
        mine = [file for file in files if person.folder in file.parents]
        size = sum(file.stat().st_size for file in mine) // 1024
        lock = "locked with a passphrase" if person.has_passphrase else "without a passphrase"
        print(f"{person.name}: {person.folder}")
        print(f"    {size} KiB in {len(mine)} files, {len(backup.listed(person.folder))} backups, {lock}")
    return 0


def _export(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.store.export import export

    with closing(_open(_person(program, options))) as vault:
        exported = export(vault, Path(options.path or ".").expanduser())
    print(f"{exported.practices} practices: {exported.json}, {exported.markdown}\nThese two files are not encrypted.")
    return 0


def _import(program: Program, options: argparse.Namespace) -> int:
    from ipt_roleplay.store.importing import import_export

    if options.path is None:
        raise StoreError("Which file? `ipt-roleplay data import FILE` takes the JSON of an export.")
    with closing(_open(_person(program, options))) as vault:
        imported = import_export(vault, Path(options.path).expanduser())
    print(f"{imported.added} practices added, {imported.longer} carried on, {imported.known} were there already.")
    return 0


def _backup(program: Program, options: argparse.Namespace) -> int:
    with closing(_open(_person(program, options))) as vault:
        made = backup.back_up(vault, "asked")
    print(f"{made.file}\nIt opens with the passphrase that holds now; its key is in {made.key_file.name}.")
    return 0


def _restore(program: Program, options: argparse.Namespace) -> int:
    person = _person(program, options)
    there = backup.listed(person.folder)
    phrase = _passphrase(person) if person.has_passphrase else None
    if options.path is None:
        for one in there:
            print(_described(one, phrase))
        print(f"`data restore N` puts number N in place; what is there now is kept. {len(there)} backups in all.")
        return 0
    chosen = next((one for one in there if str(one.number) == options.path), None)
    if chosen is None:
        raise StoreError(f"There is no backup {options.path}. `data restore` lists those that are there.")
    restored = restore.restore(person.folder, chosen, phrase)
    with closing(Vault.open(person.folder, phrase)) as vault:
        print(f"Restored: {Records(vault).count()} practices.")
    kept = restored.before.file if restored.before else restored.aside
    if kept is not None:
        print(f"What was there before is in {kept}.")
    return 0


def _described(one: backup.Backup, phrase: str | None) -> str:
    when = f"{one.number:>4}  {one.at.astimezone():%Y-%m-%d %H:%M}  {one.reason:<9}"
    try:
        inside = backup.preview(one, phrase)
    except (StoreError, OSError) as error:
        return f"{when} {error}"
    return f"{when} {inside.practices} practices, {inside.ended} ended, {inside.turns} answers"


def _erase(program: Program, options: argparse.Namespace) -> int:
    person = None if options.person is None else _person(program, options)
    found = erase.everything(program.data, program.cache)
    if person is not None:
        found = tuple(file for file in found if person.folder in file.parents)
    if not found:
        print("There is nothing to erase.")
        return 0
    if not options.yes:
        print(*found, sep="\n")
        print("This cannot be undone; backups go too. Type `erase` to remove these files: ", end="", flush=True)
        if sys.stdin.readline().strip() != "erase":
            print("Nothing was removed.")
            return 1
    erased = erase.erase(program.data, program.cache) if person is None else erase.erase_person(person.folder)
    for file in erased.removed:
        print(f"removed {file}")
    for file, why in erased.failed:
        print(f"still there: {file} ({why})", file=sys.stderr)
    print(erase.LIMITS)
    return 1 if erased.failed else 0


# --- what was practised -------------------------------------------------------------------------------------------


def history(program: Program, options: argparse.Namespace, show: Callable[[str, Iterable[Event]], None]) -> int:
    """The last conversations, those in which something was said, or one of them in full.

    `show` gets the partner's name and what happened.

    Raises:
        StoreError: in one plain sentence.
    """
    with closing(_open(_person(program, options))) as vault:
        records = Records(vault)
        if options.number is not None:
            _read(records, options.number, show)
        elif options.search is not None:
            _found(records, options.search)
        else:
            _last(records)
    return 0


def _last(records: Records) -> None:
    last = records.history(_LISTED)
    for kept in last:
        print(_practice_in_words(kept))
    if not last:
        print("Nothing was practised yet. `ipt-roleplay list` shows the conversations that are there.")
        return
    print(f"{records.count()} in all. `history N` shows one of them, `history --search WORDS` looks through all.")
    if records.left(1):
        print(f"`resume` goes on with number {records.left(1)[0].id}.")


def _found(records: Records, words: str) -> None:
    hits = records.search(words)
    for hit in hits:
        print(_practice_in_words(hit.practice))
        print(f"        {' '.join(''.join(text for text, _ in hit.snippet).split())}")
    if not hits:
        print("These words were not found in what was said.")


def _practice_in_words(kept: Kept) -> str:
    end = f"“{kept.ending_title}”" if kept.ending_title else f"left at turn {kept.turns + 1}"
    return f"{kept.id:>5}  {kept.began.local():%Y-%m-%d %H:%M}  {kept.title}, with {kept.partner}: {end}"


def _read(records: Records, number: int, show: Callable[[str, Iterable[Event]], None]) -> None:
    """Every attempt, with the words as they were then; the scenario file is not needed."""
    reading = _existing(records.read, number)
    print(_practice_in_words(reading.practice))
    for count, attempt in enumerate(reading.attempts, 1):
        if len(reading.attempts) > 1:
            print(f"\nAttempt {count}")
        for told in attempt:
            show(reading.practice.partner, told.events)


def _existing(find: Callable[[int], Found], number: int) -> Found:
    try:
        return find(number)
    except LookupError as error:
        raise StoreError(f"{error} `ipt-roleplay history` lists those that are there.") from None


def resume(program: Program, options: argparse.Namespace, play: Callable[[PracticeSession], None]) -> int:
    """Go on with a practice that was left: the last one, or the one with that number. `play` plays it.

    Raises:
        StoreError, UnknownScenario, NeedsRepair: in one plain sentence.
    """
    with closing(_open(_person(program, options))) as vault:
        records = Records(vault)
        left = (
            _existing(records.kept, options.number) if options.number is not None else next(iter(records.left()), None)
        )
        if left is None:
            raise StoreError("Nothing was left open. `ipt-roleplay list` shows the conversations that are there.")
        if left.ending is not None:
            raise StoreError(f"Number {left.id} has come to its end. `ipt-roleplay history {left.id}` shows it.")
        session = _going_on(records, left, program.story(left.scenario))
        play(session)
        _back_up_at_close(vault)
    return 0


# --- plays that are kept ------------------------------------------------------------------------------------------


class GoesOn:
    """Says once that nothing is saved, and lets the practice go on; the recorder tries again at each entry."""

    def __init__(self, recorder: PracticeRecorder) -> None:
        self._recorder = recorder

    def record(self, entry: Entry) -> None:
        try:
            self._recorder.record(entry)
        except Closed:
            raise
        except NotSaved as error:
            print(f"{error} You can go on all the same.", file=sys.stderr)
            self._recorder.go_on_unsaved()
            self._recorder.record(entry)


@contextmanager
def kept_session(
    program: Program, options: argparse.Namespace, story: Story, begin: Callable[..., PracticeSession]
) -> Iterator[PracticeSession]:
    """The session for a play in the terminal, kept as it happens; a practice that was left can be taken up again.

    `begin` makes a new session with the recorder given. Plays that nobody sits at (no terminal) are not kept, unless
    somebody is named.

    Raises:
        StoreError: what is kept cannot be opened. `--keep-nothing` plays without.
    """
    if options.keep_nothing or not (sys.stdin.isatty() or options.person):
        yield begin(recorder=None)
        return
    with closing(_vault(program, options)) as vault:
        records = Records(vault)
        print(f"What happens is kept, encrypted, in {vault.folder}. `--keep-nothing` leaves no trace.")
        session = _taken_up(records, story)
        yield session or begin(recorder=GoesOn(records.recorder(story)))
        _back_up_at_close(vault)


def _back_up_at_close(vault: Vault) -> None:
    try:
        backup.keep_backed_up(vault, closing=True)
    except (NotSaved, Damaged) as error:
        print(f"No backup could be made. {error}", file=sys.stderr)


def _vault(program: Program, options: argparse.Namespace) -> Vault:
    people = People(program.data)
    if not people.everyone():
        return people.add(options.person or _FIRST_PERSON)
    return _open(_person(program, options))


def _taken_up(records: Records, story: Story) -> PracticeSession | None:
    """The practice of this scenario that was left last, if the person wants it."""
    left = next((practice for practice in records.left() if practice.is_of(story.id, story.partner.name)), None)
    if left is None:
        return None
    when = Moment(*left.last).local()
    print(
        f"You left this conversation after turn {left.turns}, on {when:%Y-%m-%d at %H:%M}. Go on there? [Y/n] ", end=""
    )
    if input().strip().lower() not in ("", "y", "yes"):
        return None
    return _going_on(records, left, story)


def _going_on(records: Records, left: Kept, story: Story) -> PracticeSession:
    """From where one stands now; where the scenario has changed, that is said first."""
    for line in _report_in_words(records.resumption(left.id, story)):
        print(line)
    transcript, recorder = records.take_up(left.id, story)
    return PracticeSession.restore(story, transcript, GoesOn(recorder))


def _report_in_words(report: Report) -> Iterator[str]:
    if report.unchanged:
        return
    yield "The scenario has changed since."
    for moved in report.moved:
        yield f"    Turn {moved.turn} has moved: {moved.was} is now {moved.now}."
    for gone in report.gone:
        yield f"    Turn {gone.turn} ({gone.choice}) is not in this version there: {gone.why}."
    yield f"You are now at turn {report.turn}. What you said then is kept as it was."
