"""Edits of a file as bytes. Each takes the bytes, where, a source of chance, and another file to take pieces from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

_ODD_BYTES = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\r", b"\x1b[31m", b"\x1a", b"\x7f", b"\xe4", b"\xc3", b"\x0c", b"\x0b"),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "latin-1", "cp1252", "cp037")


def _at(subject: Sequence[Any], at: int) -> int:
    return at % (len(subject) + 1)


def _length(chance: Random) -> int:
    """Mostly short, at times very long."""
    return int(chance.choice((1, 2, 4, 16, 100, 2000)) * (1 + chance.random()))


def _flip(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = at % max(1, len(data))
    return data[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def _cut(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + data[at + _length(chance) :]


def _end(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return data[: _at(data, at)]


def _noise(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + chance.randbytes(_length(chance)) + data[at:]


def _odd(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + chance.choice(_ODD_BYTES) * chance.choice((1, 1, 1, 3, 500)) + data[at:]


def _again(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + data[max(0, at - _length(chance)) :]


def _splice(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return data[: _at(data, at)] + other[chance.randrange(len(other)) :]


def _graft(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at, there = _at(data, at), chance.randrange(len(other))
    return data[:at] + other[there : there + _length(chance)] + data[at:]


def _encoded(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    """The whole file, or all from a place on, in another encoding; with or without the mark that says so."""
    text = data.decode("utf-8", "replace")
    at = chance.choice((0, 0, 0, _at(text, at)))
    coded = text[at:].encode(_ENCODINGS[chance.randrange(len(_ENCODINGS))], "replace")
    return text[:at].encode() + coded[chance.choice((0, 0, 0, 1, 2)) :]


def _marked(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf" * 2)) + data


def _ends(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    """Other line ends, in all of the file or from a place on."""
    at = chance.choice((0, _at(data, at)))
    return data[:at] + data[at:].replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\r\r\n", b"\x0b", b"")))


BytesEdit = Callable[[bytes, int, Random, bytes], bytes]
BYTES: Mapping[str, BytesEdit] = {
    "flip": _flip,
    "cut": _cut,
    "end": _end,
    "noise": _noise,
    "odd": _odd,
    "again": _again,
    "splice": _splice,
    "graft": _graft,
    "encoded": _encoded,
    "marked": _marked,
    "line ends": _ends,
}
