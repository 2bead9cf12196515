"""Spectacles: two lenses, a bridge, and the arms."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtGui import QColor, QPainterPath

from ipt_roleplay.ui.faces.geometry import Point, even, quadratic, ribbon, smooth_path, together
from ipt_roleplay.ui.faces.person import Glasses
from ipt_roleplay.ui.faces.sketch import Sketch

_DEPTH = 0.05
_TEMPLE = 0.345
_CORNERS = 18


def draw_glasses(sketch: Sketch) -> None:
    glasses = sketch.person.glasses
    if glasses is None:
        return
    weight = 0.0155 * (1 + 0.10 * sketch.small)
    spacing = sketch.person.eyes.spacing + 0.004
    # Filled rings: a path filled by the odd-even rule, outline and inner edge together. Qt's pens cost
    # several times as much.
    rims, arms = QPainterPath(), []
    for side in (-1, 1):
        for grown in (weight / 2, -weight / 2):
            rims.addPath(smooth_path(sketch.place_all(_lens(glasses, side * spacing, grown), _DEPTH)))
        hinge = sketch.place(side * (spacing + glasses.width), -0.01, _DEPTH)
        arms.append(ribbon([hinge, (side * _TEMPLE - sketch.side_shift * 0.2, -0.03)], even(weight)))
    left = sketch.place(glasses.width - spacing, -0.008, _DEPTH)
    right = sketch.place(spacing - glasses.width, -0.008, _DEPTH)
    arms.append(ribbon(quadratic(left, sketch.place(0.0, -0.03, 0.06), right, 6), even(weight)))
    colour = QColor(glasses.colour)
    sketch.fill(rims, colour)
    sketch.fill(together(arms), colour)


@lru_cache(maxsize=64)
def _lens(glasses: Glasses, centre_x: float, grown: float) -> tuple[Point, ...]:
    """A superellipse: round at squareness 0, a rounded box at 1."""
    power = 2 / (2 + 2.2 * glasses.squareness)
    width, height = glasses.width + grown, glasses.height + grown
    points = []
    for index in range(_CORNERS):
        angle = 2 * math.pi * index / _CORNERS
        cosine, sine = math.cos(angle), math.sin(angle)
        x = centre_x + width * math.copysign(math.pow(abs(cosine), power), cosine)
        y = 0.012 + height * math.copysign(math.pow(abs(sine), power), sine)
        points.append((x, y))
    return tuple(points)
