"""Brows, and the folds between them."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from ipt_roleplay.ui.faces.colours import faded
from ipt_roleplay.ui.faces.geometry import (
    cubic,
    ease,
    lerp,
    quadratic,
    ribbon,
    shifted,
    taper,
    together,
    varying,
)
from ipt_roleplay.ui.faces.sketch import Sketch

_BROW_Y = -0.112


def draw_furrows(sketch: Sketch) -> None:
    mood = sketch.mood
    strength = ease(mood.furrow, 0.0, 0.6) * mood.furrow
    if strength <= 0:
        return
    lift = -mood.brow_inner * 0.75
    colour = faded(sketch.palette.deep, 0.75 * strength)
    folds = []
    for side, weight in ((-1, 0.8), (1, 1.0)):
        top, middle, end = (side * 0.024, -0.138), (side * 0.015, -0.108), (side * 0.025, -0.072)
        fold = shifted(quadratic(top, middle, end, steps=6), 0.0, lift)
        width = 0.013 * weight * (1 + 0.5 * sketch.small)
        folds.append(ribbon(sketch.place_all(fold), taper(width)))
    sketch.fill(together(folds), colour)


def draw_brows(sketch: Sketch) -> None:
    sketch.fill(together([_brow(sketch, -1), _brow(sketch, 1)]), sketch.palette.brow)


def _brow(sketch: Sketch, side: int) -> QPainterPath:
    person, mood, small = sketch.person, sketch.mood, sketch.small
    reach = 1 + 0.50 * small
    inner_lift, outer_lift = mood.brow_inner * reach, mood.brow_outer * reach
    if side > 0:
        inner_lift += mood.brow_uneven * 0.4 * reach
        outer_lift += mood.brow_uneven * reach

    centre_y = _BROW_Y - 0.010 * small - person.brows.lift
    inner_x = person.eyes.spacing - 0.086 - mood.brow_knit * reach
    outer_x = person.eyes.spacing + 0.116 * person.brows.length
    peak = centre_y - 0.036 - (inner_lift * 0.35 + outer_lift * 0.65) - person.brows.arch
    curve = cubic(
        (side * inner_x, centre_y + 0.012 - inner_lift),
        (side * (inner_x + 0.06), centre_y - 0.012 - inner_lift * 0.75 - outer_lift * 0.25),
        (side * (outer_x - 0.063), peak),
        (side * outer_x, centre_y + 0.020 - outer_lift),
    )
    thickness = person.brows.thickness * (1 + 0.28 * small)

    def width(t: float) -> float:
        """Strong at the inner end, fullest before the peak, thin outside."""
        if t < 0.45:
            return thickness * (0.72 + 0.5 * t)
        return thickness * lerp(0.945, 0.16 + 0.2 * small, ((t - 0.45) / 0.55) ** 1.3)

    return ribbon(sketch.place_all(curve), varying(width))
