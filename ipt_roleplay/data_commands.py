"""The `data` commands, and terminal plays that are kept. Imported by cli.py when one of them is called."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ipt_roleplay.conversation.migration import Report
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Entry
from ipt_roleplay.program import Program
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store import backup, erase, restore
from ipt_roleplay.store.clock import Moment
from ipt_roleplay.store.errors import Closed, Damaged, NoSuchPerson, NotSaved, StoreError
from ipt_roleplay.store.people import People, Person
from ipt_roleplay.store.recorder import PracticeRecorder
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

_FIRST_PERSON = "Me"


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
    return sys.stdin.readline().rstrip("\r\n")


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
    left = next((practice for practice in records.left() if practice.scenario == story.id), None)
    if left is None:
        return None
    when = Moment(*left.last).local()
    print(
        f"You left this conversation after turn {left.turns}, on {when:%Y-%m-%d at %H:%M}. Go on there? [Y/n] ", end=""
    )
    if input().strip().lower() not in ("", "y", "yes"):
        return None
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
