"""A plain page called “Notes” over everything, for when somebody comes in. The same key or a click takes it away.

It changes what is on the screen, what is read out, and the window's title; it promises no invisibility.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ipt_roleplay.ui.inside import inside
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.ground import Ground

KEYS = ("F9", "Ctrl+H")


class Curtain(Ground):
    """Stands in `window` in place of what is inside; no key reaches that."""

    def __init__(self, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(themes, parent=window)
        self._window = window
        self._before: QWidget | None = None
        self._title = self._program = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Notes"))
        self.hide()
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def is_drawn(self) -> bool:
        return not self.isHidden()

    def draw(self) -> None:
        """Hide what is in the window."""
        if self.is_drawn:
            return
        self._before = self._window.focusWidget()
        self._title, self._program = self._window.windowTitle(), QGuiApplication.applicationDisplayName()
        # The system adds the program's name to titles.
        QGuiApplication.setApplicationDisplayName(self.tr("Notes"))
        self._window.setWindowTitle(self.tr("Notes"))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        inside(self._window).hide()

    def take_away(self) -> None:
        if not self.is_drawn:
            return
        inside(self._window).show()
        self.hide()
        QGuiApplication.setApplicationDisplayName(self._program)
        self._window.setWindowTitle(self._title)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut works from behind it: the key comes here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        if any(pressed == QKeySequence(keys) for keys in KEYS):
            self.take_away()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_away()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.is_drawn:
            self.setGeometry(self._window.rect())
        return False

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What asks for it meanwhile gets it afterwards."""
        if self.is_drawn and new is not None and new is not self and self._window.isAncestorOf(new):
            self._before = new
            self.setFocus(Qt.FocusReason.OtherFocusReason)
