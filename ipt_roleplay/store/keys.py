"""The key of a vault, and the two small files that hold it.

The data is encrypted under a random data key of 32 bytes, never under a passphrase. A key file holds it in one of
two forms:

- `plain`: as it is. The two copies and their checksums guard against damage, not against readers: whoever can read
  the key file can read the data.
- `sealed`: locked with a passphrase. Argon2id (RFC 9106; 64 MiB, 3 passes, 4 lanes, the second recommended option,
  0.1 s here) makes 64 bytes of it. The first 32 are XORed onto the data key, the last 32 are the key of an
  HMAC-SHA256 over everything in the seal. As the salt is random for each seal, the 32 bytes are used once, so XOR is
  a one-time pad; the tag is over the ciphertext (encrypt-then-MAC), under a key of its own. No more is needed for 32
  bytes, and the standard library has it.

A key file also names the generation of the vault: generation 7 is `practice-7.db`. A change of the data file as a
whole (another passphrase, a backup restored) first writes `practice-8.db` in full; renaming the new key file into
place then changes key and data in one instant, so a kill leaves the old or the new, never between. The two copies
are written one after the other; where they differ the higher generation counts.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from ipt_roleplay.store import files
from ipt_roleplay.store.errors import BadPassphrase, Damaged, NeedsPassphrase, NewerVersion, WrongPassphrase
from ipt_roleplay.store.sqlcipher import KEY_BYTES

FORMAT = 1
FILES = ("key-1", "key-2")
SHORTEST_PASSPHRASE = 8
_SALT_BYTES = 16


class Cost(NamedTuple):
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int


COST = Cost(65536, 3, 4)
"""Of a new seal, which tells it in its file; so one that was made at another cost opens at that."""

_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 4 * 1024 * 1024, 64, 64
"""Limits for what a key file may ask of this machine."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A data key locked with a passphrase. `memory` in KiB."""

    memory: int
    passes: int
    lanes: int
    salt: bytes
    wrapped: bytes
    tag: bytes

    def open(self, passphrase: str) -> bytes:
        """Raises WrongPassphrase."""
        pad, tag_key = _derived(passphrase, self)
        if not hmac.compare_digest(_tag(tag_key, self), self.tag):
            raise WrongPassphrase
        return _xor(pad, self.wrapped)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says. `key_id` names the data key without giving it away; either `plain` or `seal` is there."""

    generation: int
    key_id: str
    plain: bytes | None
    seal: Seal | None

    @property
    def is_sealed(self) -> bool:
        return self.seal is not None

    def unlock(self, passphrase: str | None) -> bytes:
        """The data key; takes 0.1 s and 64 MiB where it is sealed. A passphrase for a plain key is ignored.

        Raises:
            NeedsPassphrase, WrongPassphrase.
        """
        if self.seal is None:
            assert self.plain is not None
            return self.plain
        if passphrase is None:
            raise NeedsPassphrase
        return self.seal.open(passphrase)


@dataclass(frozen=True, slots=True)
class Keyring:
    """An open key file: the data key is known."""

    file: KeyFile
    key: bytes

    def __repr__(self) -> str:  # a data key must not get into a log by accident
        return f"Keyring(key_id={self.file.key_id!r})"


def new_keyring(generation: int, passphrase: str | None) -> Keyring:
    """A fresh data key, sealed where there is a passphrase.

    Raises:
        BadPassphrase: it is too short, or not text.
    """
    key = secrets.token_bytes(KEY_BYTES)
    return Keyring(locked(key, secrets.token_hex(8), generation, passphrase), key)


def locked(key: bytes, key_id: str, generation: int, passphrase: str | None) -> KeyFile:
    """The key file for a known data key.

    Raises:
        BadPassphrase: as above.
    """
    if passphrase is None:
        return KeyFile(generation, key_id, key, None)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadPassphrase(f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters. Four words are a good one.")
    empty = Seal(*COST, secrets.token_bytes(_SALT_BYTES), b"", b"")
    pad, tag_key = _derived(passphrase, empty)
    untagged = replace(empty, wrapped=_xor(pad, key))
    return KeyFile(generation, key_id, None, replace(untagged, tag=_tag(tag_key, untagged)))


def _derived(passphrase: str, seal: Seal) -> tuple[bytes, bytes]:
    from argon2.low_level import Type, hash_secret_raw  # only who has a passphrase pays for it

    try:  # as RFC 8265 prepares passwords: é is é, however the keyboard composed it
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise BadPassphrase("This passphrase has characters that cannot be read. Type it again.") from None
    derived = hash_secret_raw(secret, seal.salt, seal.passes, seal.memory, seal.lanes, 2 * KEY_BYTES, Type.ID)
    return derived[:KEY_BYTES], derived[KEY_BYTES:]


def _tag(tag_key: bytes, seal: Seal) -> bytes:
    told = f"ipt-roleplay seal {FORMAT} {seal.memory} {seal.passes} {seal.lanes} ".encode()
    return hmac.digest(tag_key, told + seal.salt + seal.wrapped, "sha256")


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


# --- files --------------------------------------------------------------------------------------------------------


def to_bytes(key_file: KeyFile) -> bytes:
    """A small JSON object with a checksum of itself."""
    told: dict[str, Any] = {"format": FORMAT, "generation": key_file.generation, "key_id": key_file.key_id}
    if key_file.seal is None:
        assert key_file.plain is not None
        told["key"] = key_file.plain.hex()
    else:
        seal = key_file.seal
        told["argon2id"] = {"memory_kib": seal.memory, "passes": seal.passes, "lanes": seal.lanes}
        told |= {"salt": seal.salt.hex(), "wrapped": seal.wrapped.hex(), "tag": seal.tag.hex()}
    return json.dumps({**told, "sha256": _checksum(told)}, indent=1).encode() + b"\n"


def from_bytes(content: bytes, file: Path) -> KeyFile:
    """Read what `to_bytes` wrote.

    Raises:
        Damaged: it is not that, to the letter. NewerVersion: of a newer program.
    """
    try:
        told = json.loads(content)
        checksum = told.pop("sha256")
        if checksum != _checksum(told):
            raise ValueError("its checksum is wrong")
        if told["format"] > FORMAT:
            raise NewerVersion(told["format"], FORMAT)
        plain = bytes.fromhex(told["key"]) if "key" in told else None
        seal = None if plain is not None else _seal(told)
        if plain is not None and len(plain) != KEY_BYTES:
            raise ValueError("its key has the wrong length")
        return KeyFile(int(told["generation"]), str(told["key_id"]), plain, seal)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged(file, f"it is no key file: {error}") from None


def _seal(told: dict[str, Any]) -> Seal:
    asked = told["argon2id"]
    seal = Seal(
        int(asked["memory_kib"]),
        int(asked["passes"]),
        int(asked["lanes"]),
        *(bytes.fromhex(told[name]) for name in ("salt", "wrapped", "tag")),
    )
    limits = ((seal.memory, _MOST_MEMORY_KIB), (seal.passes, _MOST_PASSES), (seal.lanes, _MOST_LANES))
    if any(not 0 < asked <= most for asked, most in limits) or len(seal.wrapped) != KEY_BYTES:
        raise ValueError("its seal is out of bounds")
    return seal


def _checksum(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def read_pair(folder: Path) -> KeyFile:
    """The key file of a vault: of the two copies the one that is whole, and of two whole ones the newer.

    Raises:
        Damaged: neither is whole. NewerVersion. OSError: they may not be read.
    """
    whole: list[KeyFile] = []
    damaged = Damaged(folder / FILES[0], "the key files are missing")
    for name in FILES:
        try:
            whole.append(from_bytes((folder / name).read_bytes(), folder / name))
        except FileNotFoundError:
            continue
        except Damaged as error:
            damaged = error
    if not whole:
        raise damaged
    return max(whole, key=lambda key_file: key_file.generation)


def write_pair(folder: Path, key_file: KeyFile) -> None:
    """Put both copies in place. From the rename of the first on, the new one counts.

    Raises:
        OSError: the first could not be written, and the old ones count; or the second could not, and it is gone.
    """
    content = to_bytes(key_file)
    try:
        files.write_private(folder / FILES[0], content)
    except OSError:
        if not _holds(folder / FILES[0], content):  # else it was renamed, and only the folder could not be synced
            raise
    try:
        files.write_private(folder / FILES[1], content)
    except OSError:
        (folder / FILES[1]).unlink(missing_ok=True)  # it holds the former key


def mend_pair(folder: Path, key_file: KeyFile) -> None:
    """Write the pair anew where one copy is missing, damaged or behind."""
    content = to_bytes(key_file)
    for name in FILES:
        if not _holds(folder / name, content):
            files.write_private(folder / name, content)


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
