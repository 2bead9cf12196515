"""A page that scrolls: a thin thumb over the content (nothing moves when it appears) and a fade at the top.

    area = Scroll(themes, fade=True)         # the fade goes from the ground (a role) to nothing
    area.set_content(widget)
    area.to_bottom()                         # glides; jumps where motion is not wanted

Where nothing inside can have the focus, the page calls `setFocusPolicy(StrongFocus)`, so that keys can scroll it.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget
from shiboken6 import isValid

from ipt_roleplay.ui.theme import ThemeManager

_FADE = 28
THUMB = 16
"""How wide the thumb is with the room around it, in px, whatever the text."""


class _Fade(QWidget):
    """Page to transparent: the words above go out of sight softly."""

    def __init__(self, themes: ThemeManager, ground: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        solid = self._themes.color(self._ground)
        clear = QColor(solid)
        clear.setAlpha(0)
        gradient = QLinearGradient(0, 0, 0, self.height())
        gradient.setColorAt(0, solid)
        gradient.setColorAt(1, clear)
        painter = QPainter(self)
        painter.fillRect(self.rect(), gradient)
        painter.end()


class Scroll(QScrollArea):
    """Scrolls down only; as wide as its content's room."""

    def __init__(
        self, themes: ThemeManager, *, fade: bool = False, ground: str = "page", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._ground = ground
        # Focus belongs to what is inside; keys that nothing inside takes (Page Up, Page Down) scroll all the same.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fade = _Fade(themes, ground, self) if fade else None
        self._inner = self._take_over_parts()
        self._thumb = QScrollBar(Qt.Orientation.Vertical, self)
        self._inner.rangeChanged.connect(self._range_changed)
        self._inner.valueChanged.connect(self._value_changed)
        self._thumb.valueChanged.connect(self._inner.setValue)
        self._glide = QPropertyAnimation(self._inner, b"value", self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._range_changed(0, 0)
        themes.changed.connect(self._theme_changed)

    def _take_over_parts(self) -> QScrollBar:
        """A bar and a viewport made here, in place of those that Qt made.

        What Qt makes and deletes by itself leaves its Python side behind, and whatever comes to lie at the same
        address is taken for it: a page built after a message was closed would find its own scroll bar “deleted”.
        """
        bar, viewport = QScrollBar(Qt.Orientation.Vertical), QWidget()
        bar.setSingleStep(20)
        viewport.setBackgroundRole(QPalette.ColorRole.NoRole)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below has to be painted first
        self.setVerticalScrollBar(bar)
        self.setViewport(viewport)
        return bar

    def keep_thumb_beside(self) -> None:
        """Beside the content, where it would cover something: the area is wider by `THUMB`."""
        self.setViewportMargins(0, 0, THUMB, 0)

    def set_content(self, content: QWidget) -> None:
        """The content is transparent: the ground is this area's own."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()  # by itself Qt would delete it at once, in the middle of its own button's click
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def shows_at_top(self, part: QWidget) -> bool:
        """Whether the whole of a part of the content is in sight where the content begins."""
        end = self._inner.value() + part.mapTo(self.viewport(), QPoint(0, part.height())).y()
        return end <= self.viewport().height()

    def is_at_bottom(self) -> bool:
        return self._inner.value() >= self._inner.maximum() - 2

    def to_bottom(self) -> None:
        self.glide_to(self._inner.maximum())

    def glide_to(self, value: int) -> None:
        self._glide.stop()
        duration = self._themes.duration(200)
        if not duration or not self.isVisible():
            self._inner.setValue(value)
            return
        self._glide.setDuration(duration)
        self._glide.setStartValue(self._inner.value())
        self._glide.setEndValue(value)
        self._glide.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._themes.color(self._ground))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._thumb.setGeometry(self.width() - THUMB, 0, THUMB, self.height())
        self._thumb.setPageStep(self.viewport().height())
        if self._fade is not None:
            # Stops before the thumb, which is not to fade.
            self._fade.setGeometry(0, 0, self.width() - THUMB, self._themes.px(_FADE))

    def _range_changed(self, low: int, high: int) -> None:
        if not (isValid(self._inner) and isValid(self._thumb)):
            return  # the window goes, and its bars went first
        self._thumb.setRange(low, high)
        self._thumb.setPageStep(self.viewport().height())  # the bar inside still has the one before
        self._thumb.setSingleStep(self._inner.singleStep())
        self._thumb.setVisible(high > low)
        self._thumb.raise_()
        self._value_changed(self._inner.value())

    def _value_changed(self, value: int) -> None:
        self._thumb.setValue(value)
        if self._fade is not None:
            self._fade.setVisible(value > 0)

    def _theme_changed(self) -> None:
        self.viewport().update()
        if self._fade is not None:
            self._fade.update()
