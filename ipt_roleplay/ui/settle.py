"""What has just been added or shown gets its place now, so that it is painted once.

Left to itself, Qt paints what it has, then lays out what is new, then paints once more what was just shown.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent

_NESTED = 4  # words in a panel in its scroll area in the page: each layout asks the next one out


def settle() -> None:
    """Do the layouts and the repaints that are waiting; what they ask for is left to the next frame."""
    for _ in range(_NESTED):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)
