"""The nose: one shape for its shaded side and underside, nostrils, and a touch of light."""

from __future__ import annotations

from dataclasses import dataclass

from ipt_roleplay.ui.faces.colours import WHITE, faded, mix
from ipt_roleplay.ui.faces.geometry import ease, ellipse, quadratic, ribbon, smooth_path, taper
from ipt_roleplay.ui.faces.sketch import Sketch

_DEPTH = 0.06


@dataclass(frozen=True, slots=True)
class _Shape:
    base: float  # how far down the nose ends
    wing: float  # half width over the nostrils
    tip: float  # half width of the tip
    bridge: float  # half width at the eyes


_SHAPES = {
    "straight": _Shape(0.178, 0.062, 0.034, 0.024),
    "long": _Shape(0.194, 0.060, 0.034, 0.024),
    "button": _Shape(0.163, 0.056, 0.037, 0.020),
    "broad": _Shape(0.176, 0.078, 0.046, 0.026),
    "aquiline": _Shape(0.190, 0.062, 0.034, 0.037),
}


def draw_nose(sketch: Sketch) -> None:
    mood, palette = sketch.mood, sketch.palette
    shape = _SHAPES[sketch.person.nose.shape]
    width = sketch.person.nose.width * (1 + 0.10 * mood.nostrils)
    base, wing, tip, bridge = shape.base, shape.wing * width, shape.tip * width, shape.bridge
    side = [
        (0.030, -0.075),
        (bridge, 0.0),
        (bridge + 0.004, 0.06),
        (tip, base - 0.055),
        (wing, base - 0.03),
        (wing + 0.002, base - 0.004),
        (wing * 0.62, base + 0.004),
        (0.0, base + 0.020),
        (-tip * 0.9, base + 0.004),
        (-wing * 0.86, base + 0.002),
        (-wing * 0.75, base - 0.012),
        (-tip * 0.6, base - 0.014),
        (0.0, base - 0.004),
        (tip * 0.62, base - 0.018),
        (tip * 0.42, base - 0.06),
        (0.010, 0.03),
        (0.012, -0.04),
    ]
    nose = smooth_path(sketch.place_all(side, _DEPTH * 0.6), tension=0.15)
    sketch.fill(nose, mix(palette.shade, palette.deep, 0.10 + 0.12 * sketch.small))
    if sketch.small < 0.8:
        _draw_details(sketch, shape, width)
    flare = ease(mood.nostrils, 0.1, 0.9)
    if flare > 0:
        for direction in (-1, 1):
            fold = quadratic(
                (direction * (wing + 0.004), base - 0.035),
                (direction * (wing + 0.022), base - 0.015),
                (direction * (wing + 0.008), base + 0.006),
                steps=6,
            )
            line = ribbon(sketch.place_all(fold, _DEPTH * 0.5), taper(0.009))
            sketch.fill(line, faded(palette.deep, 0.5 * flare))


def _draw_details(sketch: Sketch, shape: _Shape, width: float) -> None:
    nostril = faded(sketch.palette.deep, 0.75)
    height = 0.0075 * (1 + 0.5 * sketch.mood.nostrils)
    for direction in (-1, 1):
        centre = sketch.place(direction * shape.wing * width * 0.45, shape.base + 0.003, _DEPTH * 0.6)
        sketch.fill(ellipse(centre, 0.015 * width, height), nostril)
    tip = sketch.place(-0.008, shape.base - 0.045, _DEPTH)
    sketch.fill(ellipse(tip, 0.014 * width, 0.012), faded(WHITE, 0.16))
