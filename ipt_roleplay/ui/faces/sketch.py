"""What every part of the drawing is given: the painter, the person, the mood, and how the head is turned."""

from __future__ import annotations

import math

from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QTransform

from ipt_roleplay.ui.faces.colours import Palette, palette_for
from ipt_roleplay.ui.faces.geometry import Point, Points, clamp, smooth_path
from ipt_roleplay.ui.faces.mood import Mood
from ipt_roleplay.ui.faces.person import Person

# The features sit on an ellipsoid of these half axes; turning it moves the features, not the skull.
_SPHERE_X, _SPHERE_Y = 0.40, 0.62


class Sketch:
    """One portrait being drawn."""

    def __init__(self, painter: QPainter, person: Person, mood: Mood, small: float) -> None:
        self.painter = painter
        self.person = person
        self.mood = mood
        self.small = small
        self.palette: Palette = palette_for(person, small)
        turn, nod = math.radians(mood.turn), math.radians(mood.nod)
        self._cos_turn, self._sin_turn = math.cos(turn), math.sin(turn)
        self._cos_nod, self._sin_nod = math.cos(nod), math.sin(nod)
        self._faces_front = turn == 0.0 and nod == 0.0
        self.nod_angle = nod
        # How far the middle of the face has moved aside; skull, ears and hairline follow a part of it.
        self.side_shift = _SPHERE_X * self._sin_turn
        # Opening the mouth lowers the chin, a round opening more than a wide one.
        self.jaw_drop = mood.mouth_open * (0.35 + 0.65 * mood.mouth_round) * 0.055
        self.head = self._head_outline()
        self.head_transform = self._head_transform()

    # ---- placing points on the turned head

    def place(self, x: float, y: float, depth: float = 0.0) -> Point:
        """Where a point of the face lies after turning; `depth` lifts it off the surface, like a nose."""
        return self.place_all([(x, y)], depth)[0]

    def place_all(self, points: Points, depth: float = 0.0) -> list[Point]:
        """`place` for many points; written out, because a face has a thousand of them."""
        if self._faces_front:
            return list(points)
        square_x, square_y = (_SPHERE_X + depth) ** 2, (_SPHERE_Y + depth) ** 2
        cos_turn, sin_turn, cos_nod, sin_nod = self._cos_turn, self._sin_turn, self._cos_nod, self._sin_nod
        return [
            (
                x * cos_turn + math.sqrt(max(square_x - x * x, 0.0)) * sin_turn,
                y * cos_nod + math.sqrt(max(square_y - y * y, 0.0)) * sin_nod,
            )
            for x, y in points
        ]

    def follow_hairline(self, points: Points) -> list[Point]:
        """The hairline goes half the way with the face, and not at all at the temples."""
        half, lift = self.side_shift * 0.5, self.nod_angle * 0.25
        placed = []
        for x, y in points:
            outward = abs(x)
            across = clamp(1.0 - (outward / 0.345) ** 5, 0.0, 1.0)
            placed.append((x + half * across, y + lift * clamp((0.36 - outward) / 0.1, 0.0, 1.0)))
        return placed

    # ---- the skull

    def _head_outline(self) -> QPainterPath:
        head, drop = self.person.head, self.jaw_drop
        half = [
            (0.19, -0.452),
            (head.temple, -0.27),
            (head.cheek, -0.02),
            (head.cheek * 0.965, 0.13),
            (head.jaw, 0.30 + drop * 0.4),
            (head.chin, head.length - 0.047 + drop),
        ]
        points = [(0.0, -0.5), *half, (0.0, head.length + drop)]
        points += [(-x, y) for x, y in reversed(half)]
        return smooth_path([self._skull_point(x, y) for x, y in points])

    def _skull_point(self, x: float, y: float) -> Point:
        """The skull stays where it is; only the chin swings with the turn."""
        swing = clamp((y + 0.1) / 0.5, -0.3, 1.0)
        lower = self.nod_angle * 0.12 if y > 0.2 else 0.0
        return (x + self.side_shift * 0.42 * swing, y + lower)

    def _head_transform(self) -> QTransform:
        mood = self.mood
        transform = QTransform()
        transform.translate(self.side_shift * 0.25, mood.nod * 0.0042 - mood.shoulders * 0.15)
        transform.translate(0.0, 0.45)
        transform.rotate(mood.tilt)
        transform.translate(0.0, -0.45)
        return transform

    # ---- painting

    def fill(self, path: QPainterPath, colour: QColor | QBrush) -> None:
        self.painter.fillPath(path, colour)

    def fill_inside(self, clip: QPainterPath, path: QPainterPath, colour: QColor | QBrush) -> None:
        """Paints only what lies inside `clip`. Cutting the shape is many times cheaper than a clip in Qt."""
        self.painter.fillPath(path.intersected(clip), colour)
