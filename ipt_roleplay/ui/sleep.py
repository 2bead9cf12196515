"""Told by the system that it is about to sleep, and heard out before it does. On Linux, where logind runs.

logind tells it on the system's message bus. Its socket is a file on this computer (AF_UNIX), as the display's is:
nothing here can leave the machine. Where nobody answers, nothing is told, and the clock of `watch.py` notices
afterwards.
"""

from __future__ import annotations

import os

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_Place = tuple[str, str, str]
_BUS: _Place = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
_LOGIND: _Place = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_TOLD = "PrepareForSleep"
_BUS_IS_GONE = ("", "/org/freedesktop/DBus/Local", "org.freedesktop.DBus.Local", "Disconnected")


class SleepNotice(QObject):
    """`near`: the computer sleeps as soon as `let_sleep` is called, or after the seconds that logind waits at most
    (5, unless set otherwise). `over`: it has woken.
    """

    near = Signal()
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._name = f"sleep-{id(self):x}"
        self._bus: QDBusConnection | None = None
        self._hold: int | None = None  # a file: as long as it is open the system waits

    def listen(self) -> None:
        """Ask to be told. Returns at once, whether or not there is a bus, and whether or not it answers."""
        # As to a peer, not as to a bus: QtDBus greets a bus and waits for its answer, with Python's lock in hand. So
        # the greeting, and the wish to hear of sleep, are sent from here, and nobody waits.
        self._bus = QDBusConnection.connectToPeer(_local_address(), self._name)
        if not self._bus.isConnected():
            return
        service, path, interface = _LOGIND
        self._bus.connect("", path, interface, _TOLD, self, SLOT("_told(bool)"))  # type: ignore[call-overload]
        self._bus.connect(*_BUS_IS_GONE, self, SLOT("let_sleep()"))  # type: ignore[call-overload]
        self._call(_BUS, "Hello")
        self._call(_BUS, "AddMatch", f"type='signal',sender='{service}',interface='{interface}',member='{_TOLD}'")
        self._hold_off()

    @Slot()
    def let_sleep(self) -> None:
        """What had to be done before is done."""
        if self._hold is not None:
            os.close(self._hold)
        self._hold = None

    def stop(self) -> None:
        """Nothing is told any more."""
        self.let_sleep()
        self._bus = None
        QDBusConnection.disconnectFromPeer(self._name)

    def _hold_off(self) -> None:
        """From now on the system waits for `let_sleep`. Where it does not allow that, sleep is told all the same."""
        why = self.tr("To lock before the computer sleeps")
        asked = self._call(_LOGIND, "Inhibit", "sleep", "ipt-roleplay", why, "delay")
        if asked is not None:
            QDBusPendingCallWatcher(asked, self).finished.connect(self._held)

    def _held(self, asked: QDBusPendingCallWatcher) -> None:
        for answer in asked.reply().arguments():
            if isinstance(answer, QDBusUnixFileDescriptor):
                self.let_sleep()
                self._hold = answer.takeFileDescriptor()
        asked.deleteLater()

    @Slot(bool)
    def _told(self, sleeps: bool) -> None:
        if sleeps:
            self.near.emit()
        else:
            self._hold_off()
            self.over.emit()

    def _call(self, place: _Place, method: str, *words: str) -> QDBusPendingCall | None:
        if self._bus is None:
            return None
        message = QDBusMessage.createMethodCall(*place, method)
        message.setArguments(list(words))
        message.setAutoStartService(False)
        return self._bus.asyncCall(message)


def _local_address() -> str:
    """Of the system's bus. The variable may name several addresses, and other machines too: those are left out."""
    named = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS
    return ";".join(address for address in named.split(";") if address.startswith("unix:"))
