"""Read what ipt-roleplay keeps, without ipt-roleplay: the vault of a person, or one of its backups, as plain text.

    pip install sqlcipher3 argon2-cffi
    python decrypt.py ~/.local/share/ipt-roleplay/people/7f3a…          the folder of a person
    python decrypt.py …/backups/00042-20261123T053100Z-regular.db       a backup, with its .key beside it
    python decrypt.py --json FILE                                       everything, as JSON

Asks for the passphrase where there is one, and prints to standard output. Opens everything read-only and changes
nothing; of a vault that is open just now, what was written last may be missing. What the files hold is described in
docs/data.md, and this file is all that it takes: copy it beside your backups.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import hmac
import json
import sys
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any


class Unreadable(Exception):
    """One plain sentence."""


def key_file(path: Path) -> dict[str, Any]:
    """The newest whole one of the key files that belong to `path`."""
    candidates = [path / "key-1", path / "key-2"] if path.is_dir() else [path.with_suffix(".key")]
    if not path.is_dir():
        candidates += [path.parent / "key-1", path.parent / "key-2"]
    whole = []
    for candidate in candidates:
        try:
            told = json.loads(candidate.read_bytes())
            checksum = told.pop("sha256")
        except (OSError, ValueError, KeyError, AttributeError):
            continue
        if checksum == hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest():
            whole.append(told)
    if not whole:
        raise Unreadable(f"There is no whole key file for {path}.")
    return max(whole, key=lambda told: int(told["generation"]))


def data_key(told: dict[str, Any]) -> bytes:
    """The key of the data: as it lies there, or unlocked with a passphrase."""
    if "key" in told:
        return bytes.fromhex(told["key"])
    from argon2.low_level import Type, hash_secret_raw

    phrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    asked = told["argon2id"]
    salt, wrapped, tag = (bytes.fromhex(told[name]) for name in ("salt", "wrapped", "tag"))
    secret = unicodedata.normalize("NFC", phrase).encode()
    made = hash_secret_raw(secret, salt, asked["passes"], asked["memory_kib"], asked["lanes"], 64, Type.ID)
    head = f"ipt-roleplay seal 1 {asked['memory_kib']} {asked['passes']} {asked['lanes']} ".encode()
    if not hmac.compare_digest(hmac.digest(made[32:], head + salt + wrapped, "sha256"), tag):
        raise Unreadable("That passphrase does not fit.")
    return bytes(a ^ b for a, b in zip(made[:32], wrapped, strict=True))


def opened(file: Path, key: bytes) -> Any:
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    log = file.with_name(file.name + "-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    connection = dbapi2.connect(f"{file.absolute().as_uri()}?{how}", uri=True)
    for setting in ("cipher_log_level = NONE", f"key = \"x'{key.hex()}'\"", "cipher_compatibility = 4"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.row_factory = dbapi2.Row
    try:
        connection.execute("SELECT count(*) FROM practice").fetchone()
    except dbapi2.DatabaseError as error:
        raise Unreadable(f"{file} cannot be read: {error}.") from None
    return connection


def everything(connection: Any) -> dict[str, Any]:
    """All rows; tables that this file does not know of are there too."""
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        if not row[0].startswith(("sqlite_", "said"))
    ]
    return {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}


def as_text(rows: dict[str, Any]) -> list[str]:
    said = {row["id"]: json.loads(row["json"]) for row in rows["words"]}
    lines: list[str] = []
    for practice in sorted(rows["practice"], key=lambda row: int(row["id"])):
        zone = timezone(timedelta(minutes=practice["began_offset"]))
        began = datetime.fromtimestamp(practice["began_at"] / 1000, zone)
        lines += ["", f"{practice['title']}, {began:%Y-%m-%d %H:%M}, with {practice['partner']}", "=" * 70]
        entries = [row for row in rows["entry"] if row["practice"] == practice["id"]]
        for entry in sorted(entries, key=lambda row: int(row["number"])):
            if entry["kind"] == "rewind":
                lines.append(f"--- back to turn {entry['turn']} ---")
            words = said[entry["words"]]
            lines += [line for event in words["said"] + words["met"] if (line := in_words(event, practice["partner"]))]
    for draft in rows.get("draft", []):
        lines += ["", f"Draft ({draft['place']}):", draft["text"]]
    return lines


def in_words(event: dict[str, Any], partner: str) -> str:
    match event:
        case {"type": "scene", "text": text}:
            return f"[{text}]"
        case {"type": "partner", "text": text}:
            return f"{partner}: {text}"
        case {"type": "you", "say": say, "do": do}:
            return "You: " + " ".join(part for part in (do and f"[{do}]", say) if part)
        case {"type": "feedback", "heard": heard, "feedback": feedback, "better": better}:
            return f"    (heard: “{heard}” {feedback}{f' Another way: “{better}”' if better else ''})"
        case {"type": "ending", "title": title, "text": text}:
            return f"{title.upper()}: {text}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Read what ipt-roleplay keeps, without ipt-roleplay.")
    parser.add_argument("path", type=Path, help="the folder of a person, or a backup (.db)")
    parser.add_argument("--json", action="store_true", help="all rows, as JSON")
    options = parser.parse_args()
    path: Path = options.path
    try:
        told = key_file(path)
        file = path / f"practice-{told['generation']}.db" if path.is_dir() else path
        if not file.is_file():
            raise Unreadable(f"There is no file {file}.")
        rows = everything(opened(file, data_key(told)))
    except (Unreadable, OSError) as error:
        print(f"decrypt: {error}", file=sys.stderr)
        return 1
    except ImportError as error:
        print(f"decrypt: {error}. `pip install sqlcipher3 argon2-cffi` brings what is needed.", file=sys.stderr)
        return 1
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(json.dumps(rows, ensure_ascii=False, indent=1) if options.json else "\n".join(as_text(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
