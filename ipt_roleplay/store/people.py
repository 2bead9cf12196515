"""Who keeps something here. Each person has a folder with a vault of its own, chosen by a name of one's own.

    people/7f3a…/person.json, and what vault.py puts there

Of a person the list knows the name and whether a passphrase is asked for: nothing else can be seen without opening
the vault, no titles, no counts. The folder's name is random. Who keeps nothing uses no vault at all:
`conversation.transcript.MemoryRecorder`.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ipt_roleplay.store import files, keys
from ipt_roleplay.store.clock import Clock, system_clock
from ipt_roleplay.store.errors import Damaged, NoSuchPerson, NotSaved, StoreError
from ipt_roleplay.store.vault import Vault, disk_trouble, is_vault

FOLDER = "people"
LONGEST_NAME = 60
_FILE = "person.json"
_NEW = ".new-"


class BadName(StoreError):
    """A name that cannot be used, or that somebody has already."""


@dataclass(frozen=True, slots=True)
class Person:
    """`has_passphrase`: one is asked for; also where the key files are damaged, as then nobody can tell."""

    id: str
    name: str
    folder: Path
    has_passphrase: bool


class People:
    """The people below the data folder."""

    def __init__(self, data: Path) -> None:
        self._home = data / FOLDER

    def everyone(self) -> tuple[Person, ...]:
        """By name. A person whose name file is damaged is there under a made-up one: nobody disappears."""
        found = []
        with suppress(FileNotFoundError, NotADirectoryError):
            for folder in self._home.iterdir():
                if not folder.name.startswith(_NEW) and folder.is_dir() and is_vault(folder):
                    found.append(Person(folder.name, _name(folder), folder, _is_sealed(folder)))
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def find(self, name: str | None = None) -> Person:
        """The person with that name; without one, the only one there is.

        Raises:
            NoSuchPerson: nobody goes by that name, or there is more than one to choose from, or nobody.
        """
        everyone = self.everyone()
        if name is None:
            if len(everyone) == 1:
                return everyone[0]
            several = "Several people keep something here; say which one."
            raise NoSuchPerson(several if everyone else "Nothing is kept here yet. What you practise will be.")
        for person in everyone:
            if same_name(person.name, name):
                return person
        raise NoSuchPerson(f"Nobody here goes by the name {name}.")

    def add(self, name: str, passphrase: str | None = None, *, clock: Clock = system_clock) -> Vault:
        """A new person; returns the open vault. Killed on the way, there is nobody new.

        Raises:
            BadName, BadPassphrase: nothing was made. NotSaved: the disk refuses.
        """
        name = self._usable(name)
        with disk_trouble():
            files.private_folder(self._home)
            identity = secrets.token_hex(8)
            made = self._home / f"{_NEW}{identity}"
            Vault.create(made, passphrase, clock=clock).close()
            _write_name(made, name)
            folder = self._home / identity
            made.rename(folder)
            files.sync_folder(self._home)
        return Vault.open(folder, passphrase, clock=clock)

    def rename(self, person: Person, name: str) -> None:
        """Raises BadName; NotSaved: the disk refuses, and the old name stays."""
        with disk_trouble():
            _write_name(person.folder, self._usable(name, but=person))

    def _usable(self, name: str, but: Person | None = None) -> str:
        plain = _plain(name)
        if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable():
            raise BadName(f"A name has 1 to {LONGEST_NAME} letters. Any name will do; it need not be yours.")
        taken = {person.name.casefold() for person in self.everyone() if but is None or person.id != but.id}
        if plain.casefold() in taken:
            raise BadName("Somebody here has that name already. Choose another one.")
        return plain


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same for a person: capitals and spaces do not matter."""
    return _plain(one).casefold() == _plain(other).casefold()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _write_name(folder: Path, name: str) -> None:
    files.write_private(folder / _FILE, json.dumps({"format": 1, "name": name}, ensure_ascii=False).encode())


def _name(folder: Path) -> str:
    try:
        name = json.loads((folder / _FILE).read_bytes())["name"]
        if isinstance(name, str) and name.strip():
            return name
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return f"Unnamed {folder.name[:4]}"


def _is_sealed(folder: Path) -> bool:
    try:
        return keys.read_pair(folder).is_sealed
    except (Damaged, NotSaved, OSError, StoreError):
        return True
