"""Looks at an X display from outside: tells when the picture changes, and takes it. X11 core protocol and DAMAGE.

So the programs that are measured run as they are, without a line of code for the measuring in them.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from dataclasses import dataclass

_QUERY_EXTENSION, _GET_IMAGE = 98, 73
_DAMAGE_VERSION, _DAMAGE_CREATE, _DAMAGE_SUBTRACT = 0, 1, 3
_NON_EMPTY = 3  # one event when something changes, then none until it was acknowledged
_REPLY, _ERROR = 1, 0


@dataclass(frozen=True, slots=True)
class Changes:
    """When the picture changed for the first and for the last time (`time.perf_counter`), and how often."""

    first: float
    last: float
    count: int


class Display:
    """One connection to display `:number`, watching the whole screen."""

    def __init__(self, number: int) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{number}")
        self._events: list[bytes] = []
        self._set_up()
        self._watch()

    def changes(self, quiet: float, limit: float) -> Changes | None:
        """Wait until nothing has changed for `quiet` seconds after a first change; None where none came in `limit`."""
        give_up = time.perf_counter() + limit
        first = last = 0.0
        count = 0
        while True:
            now = time.perf_counter()
            until = last + quiet if count else give_up
            if now >= min(until, give_up):
                return Changes(first, last, count) if count else None
            if not self._events and not select.select([self._socket], [], [], until - now)[0]:
                continue
            if self._next_event()[0] & 127 == self._damage_event:
                last = time.perf_counter()
                first = first or last
                count += 1
                self._send(self._damage, _DAMAGE_SUBTRACT, struct.pack("<III", self._id, 0, 0))

    def picture(self) -> bytes:
        """The screen: four bytes a pixel (blue, green, red, nothing), row by row."""
        area = struct.pack("<IhhHHI", self._root, 0, 0, self.width, self.height, 0xFFFFFFFF)
        self._send(_GET_IMAGE, 2, area)
        return self._reply()[32:]

    def close(self) -> None:
        self._socket.close()

    # --- the protocol ---------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, length = struct.unpack("<BxxxxxH", self._read(8))
        told = self._read(4 * length)
        if accepted != 1:
            raise ConnectionError("the X server does not let us look")
        base, vendor, formats = struct.unpack_from("<4xI8xHxxxB", told)
        self._id = base + 1
        at = 32 + (vendor + 3) // 4 * 4 + 8 * formats
        self._root, self.width, self.height = struct.unpack_from("<I16xHH", told, at)

    def _watch(self) -> None:
        name = b"DAMAGE"
        self._send(_QUERY_EXTENSION, 0, struct.pack("<Hxx", len(name)) + name + b"\0\0")
        present, self._damage, self._damage_event = struct.unpack_from("<8xBBB", self._reply())
        if not present:
            raise ConnectionError("the X server does not tell about changes")
        self._send(self._damage, _DAMAGE_VERSION, struct.pack("<II", 1, 1))
        self._reply()
        self._send(self._damage, _DAMAGE_CREATE, struct.pack("<IIBxxx", self._id, self._root, _NON_EMPTY))

    def _send(self, major: int, minor: int, body: bytes) -> None:
        self._socket.sendall(struct.pack("<BBH", major, minor, 1 + len(body) // 4) + body)

    def _read(self, size: int) -> bytes:
        got = bytearray()
        while len(got) < size:
            part = self._socket.recv(min(size - len(got), 1 << 20))
            if not part:
                raise ConnectionError("the X server is gone")
            got += part
        return bytes(got)

    def _message(self) -> bytes:
        message = self._read(32)
        if message[0] == _ERROR:
            raise ConnectionError(f"the X server answered with error {message[1]}")
        if message[0] == _REPLY:
            message += self._read(4 * int.from_bytes(message[4:8], "little"))
        return message

    def _reply(self) -> bytes:
        while (message := self._message())[0] != _REPLY:
            self._events.append(message)
        return message

    def _next_event(self) -> bytes:
        return self._events.pop(0) if self._events else self._message()
