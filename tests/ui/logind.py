"""A message bus of one's own, and logind on it: what tells on Linux that the computer goes to sleep."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSocketNotifier, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject

_CONFIG = """<busconfig>
  <listen>unix:abstract=ipt-roleplay-{name}</listen>
  <policy context="default"><allow own="*"/> <allow send_destination="*"/> <allow receive_sender="*"/></policy>
</busconfig>"""
_PATH, _INTERFACE = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"


@dataclass(frozen=True)
class Bus:
    process: subprocess.Popen[str]
    address: str


@contextmanager
def message_bus(folder: Path) -> Iterator[Bus]:
    """For as long as it is wanted."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed (package dbus)")
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(name=os.getpid()), encoding="utf-8")
    command = [daemon, f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout is not None
        try:
            yield Bus(bus, bus.stdout.readline().strip())
        finally:
            bus.terminate()


class Logind(QDBusVirtualObject):
    """Gives out a file to who asks, and would not put the computer to sleep while one is open.

    `let_go`: the last one has been closed.
    """

    let_go = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        self.asked: list[list[object]] = []
        self._files: dict[int, QSocketNotifier] = {}
        self._bus = QDBusConnection.connectToBus(address, "logind")
        self._bus.registerVirtualObject(_PATH, self)
        self._bus.registerService("org.freedesktop.login1")

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        assert (message.interface(), message.member()) == (_INTERFACE, "Inhibit")
        ours, theirs = os.pipe2(os.O_CLOEXEC)
        reply = message.createReply()
        reply.setArguments([QDBusUnixFileDescriptor(theirs)])
        connection.send(reply)
        os.close(theirs)
        self._files[ours] = QSocketNotifier(ours, QSocketNotifier.Type.Read, self)
        self._files[ours].activated.connect(lambda: self._closed(ours))
        self.asked.append(message.arguments())
        return True

    def is_held_off(self) -> bool:
        return bool(self._files)

    def say(self, sleeps: bool) -> None:
        signal = QDBusMessage.createSignal(_PATH, _INTERFACE, "PrepareForSleep")
        signal.setArguments([sleeps])
        self._bus.send(signal)

    def stop(self) -> None:
        for ours in [*self._files]:
            self._closed(ours)
        QDBusConnection.disconnectFromBus("logind")

    def _closed(self, ours: int) -> None:
        self._files.pop(ours).setEnabled(False)
        os.close(ours)
        if not self._files:
            self.let_go.emit()
