"""What everything that can be pressed has in common: states, Enter and Space, and a focus that shows for the keyboard.

Built on QPushButton, so that assistive technology finds a button with its words and can press it. The words are
plain: an ampersand is an ampersand, never a shortcut.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QPushButton, QWidget

from ipt_roleplay.ui.theme import ThemeManager


def paint_box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, stroke: QColor | None, width: float = 1.0
) -> None:
    """A rounded box whose border lies wholly inside the rectangle.

    The border is filled, not stroked: along the edge of a card, stroking costs six times as much as all the rest.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is not None:
        inset = width / 2 if stroke is not None else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    if stroke is not None:
        ring = QPainterPath()
        ring.addRoundedRect(rect, radius, radius)
        ring.addRoundedRect(rect.adjusted(width, width, -width, -width), radius - width, radius - width)
        painter.fillPath(ring, stroke)


class Pressable(QPushButton):
    """A button that paints itself from its state; subclasses paint, measure and name."""

    # The corner of the shape that an outside focus ring follows; None where the ring is painted inside.
    ring_radius: int | None = None

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._by_keyboard = True
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        themes.changed.connect(self.theme_changed)

    def words(self) -> str:
        """The words to the letter (`text()` has its ampersands doubled, as Qt wants it)."""
        return self._words

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """rest, hover, focus, pressed or disabled: the strongest one holds."""
        if not self.isEnabled():
            return "disabled"
        if self.isDown():
            return "pressed"
        if self.shows_focus():
            return "focus"
        return "hover" if self.underMouse() else "rest"

    def shows_focus(self) -> bool:
        """Focus is shown when it came by keyboard or program; a mouse needs no ring to know what it clicked."""
        return self.hasFocus() and self._by_keyboard

    def theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A window or a menu that comes back brings the focus as it was.
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            event.accept()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # QPushButton would walk through the neighbours; the row or list around it knows better
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
