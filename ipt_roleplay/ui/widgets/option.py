"""An option in a dialog or in Settings: a radio button or a check box, its words, and what they mean.

RadioOption(themes, self.tr("Open without a passphrase"), self.tr("Anyone who can log in … too."))
CheckOption(themes, self.tr("Show numbers"))          # toggled(bool), isChecked() as Qt has them
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_MARK, _TEXT_X, _BORDER, _DISC, _LEAST = 20, 32, 1.5, 6, 28
_AROUND = 6  # px between the words and the outer edge of their focus ring


class _Painted:
    """Measures and paints for both kinds; holds no state of the button."""

    def __init__(self, themes: ThemeManager, words: str, hint: str) -> None:
        self.themes = themes
        self.words = TextBlock(themes, "body", (Run(words, SEMIBOLD if hint else REGULAR),))
        self.hint = TextBlock(themes, "body", (Run(hint),))
        self.focus_shown = False

    def height(self, width: int) -> int:
        room = self.room(width)
        high = self.words.height(room)
        return high + self.hint.height(room) if self.hint.text else high

    def room(self, width: int) -> int:
        return max(1, width - self.themes.px(_TEXT_X) - _AROUND)

    def size_hint(self) -> QSize:
        px = self.themes.px
        widest = max(self.words.natural_width(), self.hint.natural_width())
        width = px(_TEXT_X) + _AROUND + min(widest, px(576))
        return QSize(width, max(px(_LEAST), self.height(width)))

    def minimum(self) -> QSize:
        widest = max(self.words.widest_word(), self.hint.widest_word())
        return QSize(self.themes.px(_TEXT_X) + _AROUND + widest, self.themes.px(_LEAST))

    def refresh(self) -> None:
        self.words.refresh()
        self.hint.refresh()

    def paint(self, button: QAbstractButton, *, square: bool) -> None:
        px, color = self.themes.px, self.themes.color
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_MARK)
        box = QRectF(0, (self.themes.line_height("body") - side) / 2, side, side)
        if square:
            self._paint_square(painter, button, box)
        else:
            self._paint_disc(painter, button, box)
        room = self.room(button.width())
        role = "text" if button.isEnabled() else "soft"
        self.words.paint(painter, px(_TEXT_X), 0, room, role)
        if self.hint.text:
            self.hint.paint(painter, px(_TEXT_X), self.words.height(room), room, "soft")
        if self.focus_shown and button.hasFocus():
            ring = QRectF(px(_TEXT_X) - _AROUND, 0, button.width() - px(_TEXT_X) + _AROUND, button.height())
            paint_box(painter, ring, px(6), None, color("focus"), 2)
        painter.end()

    def _paint_disc(self, painter: QPainter, button: QAbstractButton, box: QRectF) -> None:
        color = self.themes.color
        thick = (_DISC if button.isChecked() else _BORDER) * self.themes.text_scale
        role = self._mark_role(button)
        painter.setPen(QPen(color(role), thick))
        painter.setBrush(color("press" if button.isDown() else "raised"))
        painter.drawEllipse(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))

    def _paint_square(self, painter: QPainter, button: QAbstractButton, box: QRectF) -> None:
        color, scale = self.themes.color, self.themes.text_scale
        role = self._mark_role(button)
        fill = role if button.isChecked() else "press" if button.isDown() else "raised"
        paint_box(painter, box, 5 * scale, color(fill), color(role), _BORDER * scale)
        if button.isChecked():
            pen = QPen(color("on_accent" if button.isEnabled() else "page"), 2 * scale)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corner = box.topLeft()
            points = [corner + QPointF(x, y) * scale for x, y in ((5.2, 10.3), (8.6, 13.6), (14.8, 6.6))]
            painter.drawPolyline(points)

    def _mark_role(self, button: QAbstractButton) -> str:
        if not button.isEnabled():
            return "soft"
        if button.isChecked():
            return "accent"
        return "text" if button.underMouse() or button.isDown() else "border"


def _prepare(button: QAbstractButton, words: str, hint: str) -> None:
    button.setText(words.replace("&", "&&"))
    button.setAccessibleDescription(hint)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


class RadioOption(QRadioButton):
    """One of several."""

    def __init__(self, themes: ThemeManager, words: str, hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = _Painted(themes, words, hint)
        _prepare(self, words, hint)
        themes.changed.connect(self._theme_changed)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._painted.themes.px(_LEAST), self._painted.height(width))

    def sizeHint(self) -> QSize:
        return self._painted.size_hint()

    def minimumSizeHint(self) -> QSize:
        return self._painted.minimum()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painted.focus_shown = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painted.paint(self, square=False)

    def _theme_changed(self) -> None:
        self._painted.refresh()
        self.updateGeometry()
        self.update()


class CheckOption(QCheckBox):
    """On or off; Enter switches it as Space does."""

    def __init__(self, themes: ThemeManager, words: str, hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = _Painted(themes, words, hint)
        _prepare(self, words, hint)
        themes.changed.connect(self._theme_changed)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._painted.themes.px(_LEAST), self._painted.height(width))

    def sizeHint(self) -> QSize:
        return self._painted.size_hint()

    def minimumSizeHint(self) -> QSize:
        return self._painted.minimum()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painted.focus_shown = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painted.paint(self, square=True)

    def _theme_changed(self) -> None:
        self._painted.refresh()
        self.updateGeometry()
        self.update()
