"""The one place that imports SQLCipher: how an encrypted file is opened, checked and copied.

SQLCipher 4 encrypts each page of 4,096 bytes with AES-256-CBC under an IV of its own and seals it with HMAC-SHA512
over ciphertext, IV and page number (https://www.zetetic.net/sqlcipher/design/). So a flipped bit is found when its
page is read, and `damage` reads them all. The key is given raw (32 random bytes), so no key derivation takes time
here; passphrases are the business of keys.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from ipt_roleplay.store import files
from ipt_roleplay.store.errors import FAULTY, FULL, READ_ONLY, NotSaved

if TYPE_CHECKING:
    from sqlite3 import Connection  # sqlcipher3 has the same form, without types
else:
    Connection = object

KEY_BYTES = 32

__all__ = ["Connection", "DatabaseError", "Error", "connect", "copy", "damage", "journalled"]

Error: type[Exception] = dbapi2.Error
DatabaseError: type[Exception] = dbapi2.DatabaseError
_OUR_FAULT: tuple[type[Exception], ...] = (
    dbapi2.IntegrityError,
    dbapi2.ProgrammingError,
    dbapi2.InterfaceError,
)

Mode = Literal["rw", "ro", "immutable"]
"""`immutable` promises that nobody writes meanwhile: no lock, no file beside, nothing touched."""

_DISK_SAYS_NO = {
    13: FULL,
    10: FAULTY,
    8: READ_ONLY,
    14: ("the file cannot be opened", "See that its folder is there and may be written to, then try again."),
    **dict.fromkeys((5, 6), ("another program holds the file", "Close that one, then try again.")),
}
"""By the result codes of SQLite (https://sqlite.org/rescode.html): why, and the way out."""


def connect(file: Path, key: bytes, mode: Mode) -> Connection:
    """Open an existing encrypted file; a wrong key shows at the first statement, as `DatabaseError`.

    Transactions are begun by hand. The connection may go from thread to thread; its owner sees to one at a time.

    Raises:
        Error: there is no such file, or it may not be read.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"A data key has {KEY_BYTES} bytes, not {len(key)}.")
    how = "immutable=1" if mode == "immutable" else f"mode={mode}"
    address = f"{file.absolute().as_uri()}?{how}"
    connection = dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    # Said before the key: SQLCipher would print what it thinks of a page to standard error.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    connection.execute("PRAGMA cipher_compatibility = 4").fetchall()
    for setting in ("temp_store = MEMORY", "secure_delete = ON", "foreign_keys = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return cast("Connection", connection)


def journalled(connection: Connection) -> Connection:
    """Write ahead, and sync at every commit: what was committed survives a kill and a loss of power."""
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL").fetchall()
    return connection


def damage(connection: Connection, *, thorough: bool = False) -> str | None:
    """What is wrong with the file, or None: every page against its HMAC, and its length. Some 200 MB a second.

    `thorough` also walks all trees, which finds pages that are whole but of another day (a lost write).
    """
    try:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if broken:
            return f"{len(broken)} part{'s' if len(broken) > 1 else ''} changed, first: {broken[0][0]}"
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
            return "there is nothing in it"
        if thorough:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return None if verdict == "ok" else str(verdict).splitlines()[0]
    except Error as error:
        return str(error)
    return None


def is_ours(error: BaseException) -> bool:
    """Whether the program asked for something that makes no sense: a defect, no matter of disks."""
    return isinstance(error, _OUR_FAULT)


def why_not_saved(error: Exception) -> NotSaved:
    """The same in words for a person."""
    return NotSaved(*_DISK_SAYS_NO.get(_code(error), (str(error),)))


def is_disk_trouble(error: Exception) -> bool:
    """Whether the disk refused, rather than handing out something that is not what was written."""
    return _code(error) in _DISK_SAYS_NO


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def copy(source: Connection, target: Path, key: bytes) -> None:
    """Copy all of `source` as it stands into a new file under `key`; on return it is whole, checked and on the disk.

    Page by page through SQLite's backup interface, so that rows, numbers and indices are the very same.

    Raises:
        NotSaved: the disk did not take it, or the copy is not good; then there is no copy.
    """
    files.make_private(target)
    copied: Connection | None = None
    try:
        copied = connect(target, key, "rw")
        copied.execute("PRAGMA synchronous = OFF").fetchall()  # synced once, below
        source.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, nothing beside it
        wrong = damage(copied, thorough=True)
        copied.close()
        if wrong is not None:
            raise NotSaved(f"the copy is not good ({wrong})")
        files.sync(target)
        files.sync_folder(target.parent)
    except BaseException as error:
        if copied is not None:
            copied.close()
        for left in (target, target.with_name(target.name + "-journal")):
            left.unlink(missing_ok=True)
        if isinstance(error, Error):
            raise why_not_saved(error) from error
        raise
