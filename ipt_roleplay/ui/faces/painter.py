"""Paints a whole portrait: ground, frame, and the parts of the face in their order."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QRadialGradient

from ipt_roleplay.ui.faces.beard import draw_beard, draw_stubble
from ipt_roleplay.ui.faces.brows import draw_brows, draw_furrows
from ipt_roleplay.ui.faces.catalogue import Shape
from ipt_roleplay.ui.faces.clothes import draw_bust
from ipt_roleplay.ui.faces.colours import backdrop_stops
from ipt_roleplay.ui.faces.eyes import draw_eye
from ipt_roleplay.ui.faces.geometry import clamp, lerp
from ipt_roleplay.ui.faces.glasses import draw_glasses
from ipt_roleplay.ui.faces.hair import (
    draw_hair_behind,
    draw_hair_front,
    draw_hair_shadow,
    hair_front,
    style_of,
)
from ipt_roleplay.ui.faces.head import SIDES, draw_cheeks, draw_earrings, draw_ears, draw_lines, draw_skin
from ipt_roleplay.ui.faces.mood import Mood
from ipt_roleplay.ui.faces.mouth import draw_mouth
from ipt_roleplay.ui.faces.nose import draw_nose
from ipt_roleplay.ui.faces.person import Person
from ipt_roleplay.ui.faces.sketch import Sketch

PHOTO_RADIUS = 12.0
_LARGE, _SMALL = 104.0, 48.0  # px between which the drawing changes from full to simplified


def paint_face(
    painter: QPainter, rect: QRectF, person: Person, mood: Mood, *, dark: bool, shape: Shape = "photo"
) -> None:
    """The whole portrait inside `rect`. A round one fills the largest circle in the middle of it."""
    side = min(rect.width(), rect.height())
    if side <= 0:
        return
    if shape == "round":
        centre = rect.center()
        rect = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    small = clamp((_LARGE - side) / (_LARGE - _SMALL), 0.0, 1.0)
    sketch = Sketch(painter, person, mood, small)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    frame = _frame(rect, shape)
    head_height, eye_y = _placement(sketch, side)
    eyes = QPointF(rect.center().x(), rect.y() + eye_y)
    painter.fillPath(frame, _backdrop(person, dark, eyes, side))
    painter.setClipPath(frame, Qt.ClipOperation.IntersectClip)
    painter.translate(eyes)
    painter.scale(head_height, head_height)
    _draw_person(sketch)
    painter.restore()


def _frame(rect: QRectF, shape: Shape) -> QPainterPath:
    path = QPainterPath()
    if shape == "round":
        path.addEllipse(rect)
    else:
        radius = min(PHOTO_RADIUS, min(rect.width(), rect.height()) * 0.14)
        path.addRoundedRect(rect, radius, radius)
    return path


def _placement(sketch: Sketch, side: float) -> tuple[float, float]:
    """Height of the head and of the eye line in px: bigger when small, lower under a tall head of hair."""
    small = sketch.small
    top = style_of(sketch).top
    share = lerp(0.615, 0.79, small) - max(0.0, top - 0.60) * lerp(0.12, 0.22, small)
    room = lerp(0.035, 0.0, small)
    eye_share = max(0.478, room + top * share)
    return side * share, side * eye_share


def _backdrop(person: Person, dark: bool, eyes: QPointF, side: float) -> QBrush:
    glow = QRadialGradient(QPointF(eyes.x() - side * 0.10, eyes.y() - side * 0.08), side * 0.95)
    for stop, tone in backdrop_stops(person, dark):
        glow.setColorAt(stop, tone)
    return QBrush(glow)


def _draw_person(sketch: Sketch) -> None:
    painter = sketch.painter
    painter.save()
    painter.setTransform(sketch.head_transform, True)
    draw_hair_behind(sketch)
    painter.restore()

    draw_bust(sketch)

    painter.save()
    painter.setTransform(sketch.head_transform, True)
    _draw_head(sketch)
    painter.restore()


def _draw_head(sketch: Sketch) -> None:
    covered = style_of(sketch).covers_ears
    if not covered:
        draw_ears(sketch)
    draw_skin(sketch)
    draw_cheeks(sketch)
    draw_lines(sketch)
    draw_stubble(sketch)
    draw_beard(sketch)
    draw_nose(sketch)
    draw_mouth(sketch)
    for side in SIDES:
        draw_eye(sketch, side)
    draw_furrows(sketch)
    front = hair_front(sketch)
    draw_hair_shadow(sketch, front)
    draw_brows(sketch)
    if covered:
        # Long hair and scarves hide the arms of the spectacles.
        draw_glasses(sketch)
        draw_hair_front(sketch, front)
    else:
        draw_hair_front(sketch, front)
        draw_glasses(sketch)
        draw_earrings(sketch)
