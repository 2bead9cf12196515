"""The focus ring outside of buttons and library cards: 2 px, with a gap of 2 px.

Painted above the window, not by the button: so a button is exactly as large as it looks, and layouts need no room
for rings. One ring a window is enough, made by who makes the window: `FocusRing(themes, window)`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box

_REACH = 4  # 2 px of ring, 2 px of gap
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)


class FocusRing(QWidget):
    """Follows the focused button of one window."""

    def __init__(self, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._themes = themes
        self._window = window
        self._target: Pressable | None = None
        self._chain: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        themes.changed.connect(self.update)

    def follow(self, target: Pressable | None) -> None:
        """Puts the ring around a button, or nowhere."""
        for widget in self._chain:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._target = target
        self._chain = self._up_to_window(target) if target is not None else []
        # Whatever can move the button: a page that scrolls, a panel that opens.
        for widget in self._chain:
            widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        target = self._target
        if target is None or target.ring_radius is None:
            return
        painter = QPainter(self)
        painter.setClipRect(self._seen())
        radius = self._themes.px(target.ring_radius) + _REACH
        paint_box(painter, QRectF(self.rect()), radius, None, self._themes.color("focus"), 2)
        painter.end()

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if (
            isinstance(new, Pressable)
            and new.ring_radius is not None
            and new.shows_focus()
            and self._window.isAncestorOf(new)
        ):
            self.follow(new)
        elif self._target is not None:
            self.follow(None)

    def _up_to_window(self, target: QWidget) -> list[QWidget]:
        chain: list[QWidget] = []
        widget: QWidget | None = target
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _seen(self) -> QRect:
        """The part of the ring that is not scrolled out of sight."""
        seen = self.rect()
        for widget in self._chain:
            parent = widget.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
                seen &= QRect(self.mapFrom(self._window, widget.mapTo(self._window, QPoint(0, 0))), widget.size())
        return seen

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        spot = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self.setGeometry(spot.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.raise_()
        self.show()
        self.update()
