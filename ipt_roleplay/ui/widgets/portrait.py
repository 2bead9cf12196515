"""A person's portrait. For now a quiet bust with the initial; the painter of faces replaces `paint_face`.

Portrait(themes, "dana", "Dana", "round", side=56)     # a circle
Portrait(themes, "dana", "Dana", "photo")              # 256 x 192 at most, 4:3, rounded corners; height gives way
portrait.set_mood("disappointed")
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager

_PHOTO = (256, 192)
_SMALLEST_PHOTO = 96
_RADIUS = 12


def paint_face(painter: QPainter, box: QRectF, themes: ThemeManager, face_id: str, name: str, mood: str) -> None:
    """Head and shoulders without features, in a box already clipped to its shape; the initial on the chest.

    The painter of faces takes this place: it is given the person and the mood, which a bust cannot show.
    """
    theme = themes.theme
    side = min(box.width(), box.height())
    middle, floor = box.center().x(), box.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.figure))
    shoulders = QRectF(middle - 0.40 * side, floor - 0.30 * side, 0.80 * side, 0.70 * side)
    painter.drawEllipse(shoulders)
    painter.setBrush(QColor(theme.figure_light))
    painter.drawEllipse(QPointF(middle, floor - 0.53 * side), 0.185 * side, 0.215 * side)
    if name:
        font = QFont(themes.font("cap", SEMIBOLD))
        font.setPixelSize(max(8, round(side * 0.17)))
        painter.setFont(font)
        painter.setPen(QColor(themes.theme.card))
        chest = QRectF(middle - 0.2 * side, floor - 0.26 * side, 0.4 * side, 0.22 * side)
        painter.drawText(chest, Qt.AlignmentFlag.AlignCenter, name[:1].upper())


class Portrait(QWidget):
    """One person, in one mood. Its accessible name is the person's; the mood stands in words beside it."""

    def __init__(
        self,
        themes: ThemeManager,
        face_id: str,
        name: str,
        shape: str = "round",
        *,
        side: int = 56,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._shape = shape
        self._side = side
        self._mood = "neutral"
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        vertical = QSizePolicy.Policy.Fixed if shape == "round" else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Fixed, vertical)
        self.set_person(face_id, name)
        themes.changed.connect(self._theme_changed)

    def set_person(self, face_id: str, name: str) -> None:
        self._face_id = face_id
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def mood(self) -> str:
        return self._mood

    def set_mood(self, mood: str) -> None:
        self._mood = mood
        self.update()

    def sizeHint(self) -> QSize:
        px = self._themes.px
        if self._shape == "round":
            return QSize(px(self._side), px(self._side))
        # A picture doesn't grow with the text: at 200 % the words need the room.
        return QSize(self._themes.gap(_PHOTO[0]), self._themes.gap(_PHOTO[1]))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return hint if self._shape == "round" else QSize(hint.width(), _SMALLEST_PHOTO)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A pixel's distance to the edge: a line around the shape must not be cut off.
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1) if self._edged() else QRectF(self.rect())
        outline = QPainterPath()
        if self._shape == "round":
            outline.addEllipse(box)
        else:
            outline.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.fillPath(outline, QColor(self._themes.theme.portrait_ground(self._face_id)))
        painter.setClipPath(outline)
        paint_face(painter, box, self._themes, self._face_id, self._name, self._mood)
        painter.setClipping(False)
        if self._edged():
            painter.strokePath(outline, QPen(self._themes.color("border"), 2))
        painter.end()

    def _edged(self) -> bool:
        """In high contrast shapes are told apart by lines."""
        return self._themes.theme.shadow_opacity == 0

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
