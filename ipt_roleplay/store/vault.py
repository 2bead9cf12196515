"""The vault of one person: a folder with the encrypted file, its key files, its backups and a lock.

    lock  key-1  key-2  practice-1.db (-wal, -shm)  backups/  aside/

The vault is open from its making to `close`, in one process at a time. It may be used from any thread; reads and
writes wait for one another. What was written in a `write` block is on the disk when the block has ended.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ipt_roleplay.store import backup as backups
from ipt_roleplay.store import files, keys, log, migrations, sqlcipher
from ipt_roleplay.store.clock import Clock, Moment, system_clock
from ipt_roleplay.store.errors import Closed, Damaged, NotSaved, StoreError
from ipt_roleplay.store.keys import Keyring
from ipt_roleplay.store.lock import VaultLock
from ipt_roleplay.store.migrations import MIGRATIONS, Migration
from ipt_roleplay.store.sqlcipher import Connection

ASIDE = "aside"
DATA_FILE = re.compile(r"practice-(\d+)\.db(-wal|-shm|-journal)?")


def data_file(folder: Path, generation: int) -> Path:
    return folder / f"practice-{generation}.db"


def beside(file: Path) -> tuple[Path, ...]:
    """The data file and what SQLite may have put beside it."""
    return (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal")))


def is_vault(folder: Path) -> bool:
    """Whether somebody keeps something here, be it damaged."""
    return any((folder / name).exists() for name in keys.FILES) or any(
        DATA_FILE.fullmatch(name.name) for name in (folder.iterdir() if folder.is_dir() else ())
    )


class Vault:
    """Made by `create` and `open`."""

    def __init__(self, folder: Path, keyring: Keyring, connection: Connection, lock: VaultLock, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self.notice = ""
        """What the person should be told once, after opening; mostly nothing."""
        self._keyring: Keyring | None = keyring
        self._connection: Connection | None = connection
        self._is_checked = True
        self._file_lock = lock
        self._lock = threading.RLock()

    @classmethod
    def create(cls, folder: Path, passphrase: str | None = None, *, clock: Clock = system_clock) -> Vault:
        """A new, empty vault in `folder`, which must not hold one yet.

        Raises:
            FileExistsError: something is kept there. BadPassphrase. NotSaved: the place cannot be written to.
        """
        if is_vault(folder):
            raise FileExistsError(17, "something is kept there already", str(folder))
        keyring = keys.new_keyring(1, passphrase)
        with disk_trouble():
            lock = VaultLock(files.private_folder(folder))
            try:
                file = data_file(folder, 1)
                files.make_private(file)
                connection = sqlcipher.journalled(sqlcipher.connect(file, keyring.key, "rw"))
                migrations.migrate(connection)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                keys.write_pair(folder, keyring.file)
            except BaseException:
                lock.release()
                raise
        return cls(folder, keyring, connection, lock, clock)

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str | None = None,
        *,
        clock: Clock = system_clock,
        migrations_known: Sequence[Migration] = MIGRATIONS,
        check_later: bool = False,
    ) -> Vault:
        """Open what is kept in `folder`, after checking every page of it.

        `check_later`: it can be read at once; all is checked by `check`, or before the first write. Until then what is
        read is what was written, or raises Damaged: each page is checked as it is read.

        Raises:
            NeedsPassphrase, WrongPassphrase, NewerVersion, Busy: nothing was changed.
            Damaged: it stays as it is; see restore.py.
            NotSaved: the folder cannot be written to, or the disk is too full for a backup before a migration.
        """
        if not is_vault(folder):
            raise Damaged(folder, "there is nothing in it")
        with disk_trouble():
            lock = VaultLock(folder)
        try:
            with disk_trouble():
                key_file = keys.read_pair(folder)
                keyring = Keyring(key_file, key_file.unlock(passphrase))
                file = data_file(folder, key_file.generation)
                connection, notice = opened(file, keyring.key, migrations_known, check_later=check_later)
            try:
                with disk_trouble():
                    if check_later and migrations.version(connection) < len(migrations_known):
                        _refuse_damaged(connection, file)
                    _migrated(folder, connection, keyring, clock, migrations_known)
                    if not check_later:
                        tidied(folder, keyring)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lock.release()
            raise
        vault = cls(folder, keyring, connection, lock, clock)
        vault.notice = notice
        vault._is_checked = not check_later
        return vault

    # --- use ------------------------------------------------------------------------------------------------------

    @property
    def keyring(self) -> Keyring:
        """Raises Closed."""
        if self._keyring is None:
            raise Closed
        return self._keyring

    @property
    def file(self) -> Path:
        return data_file(self.folder, self.keyring.file.generation)

    @property
    def has_passphrase(self) -> bool:
        return self.keyring.file.is_sealed

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def check(self) -> None:
        """Check every page, unless that was done already. Some 200 MB a second.

        Raises:
            Damaged: the vault is closed, and the file stays as it is. Closed.
        """
        with self._lock:
            connection = self._open_connection()
            if self._is_checked:
                return
            try:
                _refuse_damaged(connection, self.file)
            except Damaged:
                self.close()
                raise
            self._is_checked = True
            with suppress(OSError):  # else at the next opening
                tidied(self.folder, self.keyring)

    @contextmanager
    def write(self, *, counts: bool = True) -> Iterator[Connection]:
        """One transaction: everything in the block is durable when it ends, or nothing of it happened.

        `counts`: it is a change that a backup should have.

        Raises:
            NotSaved: the disk did not take it. Closed: the vault is locked. Damaged: as in `check`.
        """
        with self._lock:
            self.check()
            connection = self._open_connection()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                if counts:
                    connection.execute("UPDATE fact SET value = value + 1 WHERE name = 'changes'")
                connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlcipher.Error):
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                if isinstance(error, sqlcipher.DatabaseError) and not sqlcipher.is_ours(error):
                    raise sqlcipher.why_not_saved(error) from error
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Raises Damaged where a page is not what was written, Closed where the vault is locked."""
        with self._lock:
            connection = self._open_connection()
            try:
                yield connection
            except sqlcipher.DatabaseError as error:
                if sqlcipher.is_ours(error):
                    raise
                if sqlcipher.is_disk_trouble(error):
                    raise sqlcipher.why_not_saved(error) from error
                raise Damaged(self.file, str(error)) from error

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise Closed
        return self._connection

    @contextmanager
    def second_connection(self) -> Iterator[Connection]:
        """For reading a snapshot at length while choices are recorded."""
        connection = sqlcipher.connect(self.file, self.keyring.key, "ro")
        try:
            yield connection
        finally:
            connection.close()

    def fact(self, name: str) -> int:
        with self.read() as connection:
            return int(connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()[0])

    def note_backup(self, changes: int, at: Moment) -> None:
        """Remember what the last backup holds."""
        with self.write(counts=False) as connection:
            for name, value in (("backed_up", changes), ("backed_up_at", at.utc)):
                connection.execute("UPDATE fact SET value = ? WHERE name = ?", (value, name))

    def fold(self) -> None:
        """Move the write-ahead log into the data file and empty it.

        What was deleted is then in neither, and what was written is sealed page by page: of a log that is damaged
        after a kill, SQLite drops the end without a word.
        """
        with self.read() as connection:
            if _has_content(beside(self.file)[1]):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def change_passphrase(self, current: str | None, new: str | None) -> None:
        """Set, change or (None) remove the passphrase; takes up to a second, off the window's thread.

        All data is encrypted anew under a fresh key, so a copy of the former key opens nothing that comes after. At
        every instant either the old passphrase holds or the new one. Backups that were made before keep opening
        with what held then; `backup.without_passphrase` lists those that need none.

        Raises:
            WrongPassphrase, NeedsPassphrase: `current` does not fit. BadPassphrase: `new` cannot be used.
            NotSaved: the disk did not take it; the old passphrase holds.
        """
        with self._lock:
            self.check()
            old, connection = self.keyring, self._open_connection()
            old.file.unlock(current)
            keyring = keys.new_keyring(old.file.generation + 1, new)
            target = data_file(self.folder, keyring.file.generation)
            with disk_trouble():
                sqlcipher.copy(connection, target, keyring.key)
                fresh = sqlcipher.journalled(sqlcipher.connect(target, keyring.key, "rw"))
                try:
                    keys.write_pair(self.folder, keyring.file)  # from here on the new passphrase holds
                except OSError:
                    fresh.close()
                    for file in beside(target):
                        file.unlink(missing_ok=True)
                    raise
            connection.close()
            self._connection, self._keyring = fresh, keyring
            with suppress(OSError):
                tidied(self.folder, keyring)

    def close(self) -> None:
        """Fold the log, forget the key, let others in. This is also how the vault is locked. Twice does no harm."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._keyring = None
            self._file_lock.release()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def disk_trouble() -> Iterator[None]:
    """What the disk says, as NotSaved."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise NotSaved.because(error) from error
    except sqlcipher.DatabaseError as error:
        raise sqlcipher.why_not_saved(error) from error


def opened(file: Path, key: bytes, known: Sequence[Migration], *, check_later: bool = False) -> tuple[Connection, str]:
    """The data file, found whole and not too new, and what the person should know about it, or "".

    Of a newer one not a byte is changed, nor of a damaged one, unless a program was killed over it: then its log is
    taken in first, as that may be all that is wrong.
    """
    if not file.exists():
        raise Damaged(file, "it is missing")
    if file.stat().st_size == 0:
        raise Damaged(file, "it is empty")
    left_log, journal = (_has_content(beside(file)[index]) for index in (1, 3))
    if not journal:  # a journal has to be rolled back before anything can be read
        _probed(file, key, known, left_log, check_later)
    files.tighten(file.parent)
    files.tighten(file)
    connection, notice = sqlcipher.connect(file, key, "rw"), ""
    try:
        migrations.refuse_newer(connection, known)
        sqlcipher.journalled(connection)
        if left_log or journal:  # left by a kill: take it in, which also heals a page torn while it was being taken in
            notice = _taken_in(connection, file)
            _refuse_damaged(connection, file)
        return connection, notice
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlcipher.DatabaseError) and not sqlcipher.is_disk_trouble(error):
            raise Damaged(file, str(error)) from error
        raise


def _taken_in(connection: Connection, file: Path) -> str:
    """Fold in the log that a killed program left. What is noticed about it, or ""; then a copy of it is kept aside."""
    left, taken = beside(file)[1], connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
    notice = ""
    if left.exists() and log.lost_commits(left, taken):
        aside = files.private_folder(file.parent / ASIDE) / f"{left.name}-{left.stat().st_mtime_ns}"
        files.write_private(aside, left.read_bytes())
        notice = f"The end of the last log was damaged; what was said last may be missing. The log is kept as {aside}."
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return notice


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _refuse_damaged(connection: Connection, file: Path) -> None:
    """Raises Damaged."""
    wrong = sqlcipher.damage(connection)
    if wrong is not None:
        raise Damaged(file, wrong)


def _probed(file: Path, key: bytes, known: Sequence[Migration], left_log: bool, check_later: bool) -> None:
    """Look before touching: the version, and every page where no log has to be taken in first."""
    connection = sqlcipher.connect(file, key, "ro" if left_log else "immutable")
    try:
        migrations.refuse_newer(connection, known)
        wrong = None if left_log or check_later else sqlcipher.damage(connection)
    except sqlcipher.DatabaseError as error:
        if sqlcipher.is_disk_trouble(error):
            raise
        wrong = str(error)
    finally:
        connection.close()
    if wrong is not None:
        raise Damaged(file, wrong)


def _migrated(folder: Path, connection: Connection, keyring: Keyring, clock: Clock, known: Sequence[Migration]) -> None:
    if migrations.version(connection) < len(known):
        backups.take(folder, connection, keyring, "migration", clock())
        migrations.migrate(connection, known)


def tidied(folder: Path, keyring: Keyring) -> None:
    """Remove what a kill left half done: data files of other generations, and files that were being written.

    Called when the file that the key names has been found whole; the others are an unfinished copy of it, or what it
    replaced (and of a damaged one a copy lies aside).
    """
    with suppress(OSError):
        keys.mend_pair(folder, keyring.file)
    for file in folder.iterdir():
        found = DATA_FILE.fullmatch(file.name)
        stray = found is not None and int(found[1]) != keyring.file.generation
        if stray or file.name.startswith(files.PARTIAL):
            file.unlink(missing_ok=True)
