"""Says to assistive technology what has just appeared, as one would hear it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.inside import is_hidden_away


def announce(source: QWidget, words: str) -> None:
    """Announce `words`; nothing happens where no assistive technology listens, or the window is hidden."""
    if words and QAccessible.isActive() and not is_hidden_away(source):
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))
