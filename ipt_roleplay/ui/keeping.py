"""What is kept for the person who is here: who that is, their vault, and the one thread that works on it.

    records = self._keeping.records                     # on the GUI thread; None: locked, or nothing is kept
    if records is not None:
        self._keeping.run(lambda: records.history(), self._show, self._say_why_not)
    self._keeping.changed.connect(self._look_again)     # somebody came, somebody left, something new is kept

One thread, one thing after the other: what is asked for first is written first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ipt_roleplay.store.errors import Closed, StoreError
from ipt_roleplay.ui.tasks import Tasks, tell

if TYPE_CHECKING:
    from ipt_roleplay.store.keys import Keyring
    from ipt_roleplay.store.people import Person
    from ipt_roleplay.store.records import Records
    from ipt_roleplay.store.vault import Vault

FIRST_PERSON = "Me"
_PAINTED_MS = 100  # what was read at the start is seen by then

Result = TypeVar("Result")
Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Opened:
    person: Person
    vault: Vault
    records: Records
    is_first: bool = False


class Keeping(QObject):
    """Nobody's at first. `open` and `add` let somebody in, `keep_nothing` makes a practice that leaves no trace.

    Signals, all on the GUI thread:
        changed: somebody came or left, or something new is kept. Whoever shows what is kept looks again, and where
            `records` is None shows nothing of it any more.
        first_came: a place was made for the first person, without a passphrase; the folder.
        locking: it is about to be locked. What is being written and not kept yet can be given to `run` now.
    """

    changed = Signal()
    locking = Signal()
    first_came = Signal(str)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeps_nothing = False
        self._data = data
        self._opened: _Opened | None = None
        self._inside: _Opened | None = None  # the same as the thread of the vault knows it
        self._visit = object()
        self._waiting = 0
        self._writer = Tasks(self, threads=1)
        self._beside = Tasks(self, threads=1)
        self._quiet = threading.Lock()  # held while a backup is made: the vault is not closed under it
        self._backing_up: Vault | None = None

    @property
    def records(self) -> Records | None:
        """The practices of the person who is here; None where it is locked, or nothing is kept."""
        return self._opened.records if self._opened else None

    @property
    def vault(self) -> Vault | None:
        return self._opened.vault if self._opened else None

    @property
    def person(self) -> Person | None:
        return self._opened.person if self._opened else None

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be done or told."""
        return self._waiting == 0

    def everyone(self) -> tuple[Person, ...]:
        """Who keeps something on this computer, by name. Reads a few small files."""
        from ipt_roleplay.store.people import People

        return People(self._data).everyone()

    # --- coming and going -----------------------------------------------------------------------------------------

    def open(self, person: Person, passphrase: str | None, done: Callable[[None], None], failed: Failed) -> None:
        """Let `person` in, off the GUI thread. `failed` gets what `Vault.open` raises; then nobody is here."""
        self.keeps_nothing = False
        self.run(partial(self._open, person, passphrase), done, failed)

    def open_at_start(self, failed: Failed) -> None:
        """Let in the only one who keeps something here, without a passphrase.

        For the sake of the first picture every page is checked when that is there, and before anything is written.
        Where one is damaged nobody is here any more, and `failed` gets that.
        """

        def check() -> None:
            self.run(self._check, _nothing, failed)

        def opened(_: None) -> None:
            QTimer.singleShot(_PAINTED_MS, self, check)

        self.run(self._open_the_only_one, opened, failed)

    def add(self, name: str, passphrase: str | None, done: Callable[[None], None], failed: Failed) -> None:
        """Somebody new, who is let in at once. `failed` gets what `People.add` raises; then there is nobody new."""

        def work() -> None:
            from ipt_roleplay.store.people import People

            people = People(self._data)
            vault = people.add(name, passphrase)
            self._leave()
            self._enter(next(one for one in people.everyone() if one.folder == vault.folder), vault)

        self.keeps_nothing = False
        self.run(work, done, failed)

    def keep_nothing(self) -> None:
        """From here on nothing is written down; who was here is gone."""
        self._send_away()
        self.keeps_nothing = True
        self.changed.emit()

    def lock(self) -> None:
        """Nobody is here any more. What `run` was given before is still done, then the key is forgotten."""
        self._send_away()
        self.keeps_nothing = False
        self.changed.emit()

    def _send_away(self) -> None:
        if self._opened is not None:
            self.locking.emit()
        self._opened = None
        self._visit = object()
        self.run(self._leave, _nothing, _nothing)

    def change_passphrase(
        self, current: str | None, new: str | None, done: Callable[[None], None], failed: Failed
    ) -> None:
        """Set, change or (None) remove the passphrase. `failed` gets what `Vault.change_passphrase` raises."""

        def work() -> None:
            opened = self._here()
            with self._quiet:
                opened.vault.change_passphrase(current, new)
            self._inside = replace(opened, person=replace(opened.person, has_passphrase=new is not None))

        self.run(work, done, failed)

    def with_vault_closed(
        self, person: Person, work: Callable[[Keyring | None], Result], done: Callable[[Result], None], failed: Failed
    ) -> None:
        """For restoring and erasing: close the vault of `person`, do `work`, and open it again.

        `work` gets the keyring of the vault, if it was open. Where a passphrase is asked for, or the vault is gone,
        it stays closed, and `changed` says that nobody is here.
        """

        def between() -> Result:
            from ipt_roleplay.store.vault import Vault

            keyring = self._inside.vault.keyring if self._inside else None
            self._leave()
            try:
                return work(keyring)
            finally:
                still = next((one for one in self.everyone() if one.folder == person.folder), None)
                if still is not None and not still.has_passphrase:
                    with suppress(StoreError):  # then nobody is here, and who opens the door hears why
                        self._enter(still, Vault.open(still.folder))

        self.run(between, done, failed)

    # --- work -----------------------------------------------------------------------------------------------------

    def run(self, work: Callable[[], Result], done: Callable[[Result], None], failed: Failed) -> None:
        """Do `work` on the thread of the vault after all that was asked for before; then call one of the two.

        Both are called on the GUI thread. Where the person has left meanwhile `failed` gets Closed: what was read is
        nobody else's business.
        """
        visit = self._visit
        self._waiting += 1

        def answered(result: Result) -> None:
            if self._is_of(visit):
                tell(done, result)
            else:
                tell(failed, Closed())

        def went_wrong(error: Exception) -> None:
            self._is_of(visit)
            tell(failed, error)

        self._writer.run(work, answered, went_wrong)

    def back_up(self, failed: Failed) -> None:
        """A backup, where something has changed and half an hour has passed; beside the thread of the vault."""
        vault = self.vault
        if vault is None or vault is self._backing_up:
            return

        def work() -> None:
            from ipt_roleplay.store.backup import keep_backed_up

            with self._quiet:
                if vault.is_open:
                    keep_backed_up(vault)

        def answered(error: Exception | None = None) -> None:
            self._backing_up = None
            if error is not None and vault is self.vault:
                failed(error)

        self._backing_up = vault
        self._beside.run(work, lambda _: answered(), answered)

    def finish(self, done: Callable[[Exception | None], None]) -> None:
        """The program closes: what is being written is kept, a last backup is made, the vault closed, `done` called.

        `done` gets what went wrong with the backup, if anything did.
        """

        def work() -> None:
            from ipt_roleplay.store.backup import keep_backed_up

            if self._inside is None:
                return
            try:
                with self._quiet:
                    keep_backed_up(self._inside.vault, closing=True)
            finally:
                self._leave()

        if self._opened is not None:
            self.locking.emit()
        self.run(work, lambda _: done(None), done)

    def stop(self) -> None:
        """Wait until all is done that was asked for; nothing is told any more."""
        self._beside.stop()
        self._writer.finish()
        self._leave()

    def _is_of(self, visit: object) -> bool:
        """Take in an answer: who is here may have changed by it. Whether the person who asked is still here."""
        self._waiting -= 1
        if visit is not self._visit:
            return False
        if self._opened is not self._inside:
            self._opened = self._inside
            self.changed.emit()
            if self._opened is not None and self._opened.is_first:
                self.first_came.emit(str(self._opened.person.folder))
        return True

    # --- on the thread of the vault -------------------------------------------------------------------------------

    def _here(self) -> _Opened:
        if self._inside is None:
            raise Closed
        return self._inside

    def records_or_first(self) -> Records:
        """Those of who is here. Where nobody keeps anything on this computer yet, a place is made for a first person.

        Raises:
            Closed: it is locked. NotSaved: the disk refuses.
        """
        from ipt_roleplay.store.people import People

        people = People(self._data)
        if self._inside is None and not people.everyone():
            vault = people.add(FIRST_PERSON)
            self._enter(people.find(), vault, is_first=True)
        return self._here().records

    def _open(self, person: Person, passphrase: str | None, *, check_later: bool = False) -> None:
        from ipt_roleplay.store.vault import Vault

        self._leave()
        self._enter(person, Vault.open(person.folder, passphrase, check_later=check_later))

    def _open_the_only_one(self) -> None:
        everyone = self.everyone()
        if len(everyone) == 1:
            self._open(everyone[0], None, check_later=True)

    def _check(self) -> None:
        try:
            self._here().vault.check()
        except StoreError:
            self._leave()
            raise

    def _enter(self, person: Person, vault: Vault, *, is_first: bool = False) -> None:
        from ipt_roleplay.store.records import Records

        self._inside = _Opened(person, vault, Records(vault), is_first)

    def _leave(self) -> None:
        if self._inside is not None:
            with self._quiet:
                self._inside.vault.close()
        self._inside = None


def _nothing(_: object) -> None:
    pass
