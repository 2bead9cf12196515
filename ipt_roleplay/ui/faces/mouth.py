"""The mouth: two edges that part, lips as a band along them, and what shows between."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor

from ipt_roleplay.ui.faces.colours import WHITE, faded, mix
from ipt_roleplay.ui.faces.geometry import (
    Point,
    clamp,
    cubic,
    ease,
    ellipse,
    lerp,
    polygon,
    quadratic,
    ribbon,
    smooth_path,
    taper,
)
from ipt_roleplay.ui.faces.sketch import Sketch

_MOUTH_Y = 0.292
_HALF_WIDTH = 0.108
_STEPS = 16


@dataclass(frozen=True, slots=True)
class _Mouth:
    """The curves of the mouth before the head is turned."""

    half_width: float
    left_y: float
    right_y: float
    upper: list[Point]  # lower edge of the upper lip
    lower: list[Point]  # upper edge of the lower lip
    upper_lip: list[Point]
    lower_lip: list[Point]
    lip_height: float
    parted: float  # 0 closed, 1 clearly open


def draw_mouth(sketch: Sketch) -> None:
    mouth = _measure(sketch)
    if sketch.person.beard.style not in ("full", "short"):
        _draw_lower_shade(sketch, mouth)
        _draw_chin(sketch)
    _draw_lips(sketch, mouth)
    if mouth.parted > 0:
        _draw_inside(sketch, mouth)
    _draw_line(sketch, mouth)
    _draw_corners(sketch, mouth)


def _measure(sketch: Sketch) -> _Mouth:
    mood, small = sketch.mood, sketch.small
    bearded = sketch.person.beard.style in ("full", "short", "moustache")
    # A beard hides the cheeks, so its mouth has to say more.
    reach = (1 + 0.55 * small) * (1.25 if bearded else 1.0)
    curve, opened, rounded = mood.mouth_curve * reach, mood.mouth_open, mood.mouth_round
    half = _HALF_WIDTH * mood.mouth_width * sketch.person.mouth.width * (1 + 0.12 * small)
    skew = mood.mouth_skew * 0.020 * (1 + 0.35 * small)
    left_y = _MOUTH_Y - curve * 0.036 + skew
    right_y = _MOUTH_Y - curve * 0.036 - skew
    # A frown is a level line whose ends drop; an arch would be a drawn smiley upside down.
    frown = clamp(-curve, 0.0, 1.0)
    middle = _MOUTH_Y + curve * (0.016 - 0.010 * frown) - mood.chin_pucker * 0.010
    upper_y = middle - opened * 0.018 - rounded * opened * 0.034
    lower_y = middle + opened * (0.080 + 0.010 * small)
    bend = 0.5 + 0.36 * rounded + 0.30 * frown * (1 - rounded)

    def edge(centre_y: float, pull: float) -> list[Point]:
        """A curve from corner to corner that passes through `centre_y` in the middle."""
        control = (centre_y - 0.125 * (left_y + right_y)) / 0.75
        reach = half * pull
        return cubic((-half, left_y), (-reach, control), (reach, control), (half, right_y), _STEPS)

    upper, lower = edge(upper_y, bend), edge(lower_y, bend + 0.12 * (1 - rounded))
    fullness = sketch.person.mouth.fullness * (1 - (0.40 if bearded else 0.62) * mood.lips_pressed)
    fullness *= (1 - 0.35 * rounded) * (1 + (0.35 * small if bearded else 0.0))
    smile = clamp(curve, 0.0, 1.0)
    upper_height, lower_height = 0.024 * fullness * (1 - 0.28 * smile), 0.034 * fullness * (1 - 0.18 * smile)
    return _Mouth(
        half_width=half,
        left_y=left_y,
        right_y=right_y,
        upper=upper,
        lower=lower,
        upper_lip=[(x, y - upper_height * _bow(index)) for index, (x, y) in enumerate(upper)],
        lower_lip=[(x, y + lower_height * _swell(index)) for index, (x, y) in enumerate(lower)],
        lip_height=lower_height,
        parted=ease(opened, 0.0, 0.10),
    )


def _swell(index: int) -> float:
    """Height of the lower lip along its length."""
    across = 2 * index / _STEPS - 1
    return math.pow(max(0.0, 1 - across * across), 0.85)


def _bow(index: int) -> float:
    """The same for the upper lip, with the dip in its middle."""
    across = 2 * index / _STEPS - 1
    return math.pow(max(0.0, 1 - across * across), 0.9) * (1 - 0.25 * math.exp(-((across / 0.15) ** 2)))


def _draw_lower_shade(sketch: Sketch, mouth: _Mouth) -> None:
    y = mouth.lower_lip[_STEPS // 2][1]
    outline = [(-0.075, y + 0.016), (0.0, y + 0.020), (0.085, y + 0.014), (0.06, y + 0.028), (0.0, y + 0.034)]
    outline.append((-0.055, y + 0.028))
    sketch.fill(smooth_path(sketch.place_all(outline), tension=0.12), faded(sketch.palette.shade, 0.8))


def _draw_chin(sketch: Sketch) -> None:
    """A chin pushed up puckers: the sign that somebody holds back tears or words."""
    strength = ease(sketch.mood.chin_pucker, 0.05, 0.9)
    if strength <= 0:
        return
    fold = quadratic((-0.075, 0.432), (0.0, 0.392), (0.075, 0.432))
    width = 0.014 * (1 + 0.4 * sketch.small)
    sketch.fill(ribbon(sketch.place_all(fold), taper(width)), faded(sketch.palette.deep, 0.34 * strength))


def _draw_lips(sketch: Sketch, mouth: _Mouth) -> None:
    palette = sketch.palette
    upper = polygon(sketch.place_all(mouth.upper_lip) + sketch.place_all(mouth.upper)[::-1])
    lower = polygon(sketch.place_all(mouth.lower_lip) + sketch.place_all(mouth.lower)[::-1])
    sketch.fill(upper, mix(palette.lip, palette.deep, 0.18))
    sketch.fill(lower, palette.lip)
    if sketch.small < 0.6 and mouth.lip_height > 0.012:
        y = mouth.lower[_STEPS // 2][1] + mouth.lip_height * 0.45
        light = faded(WHITE, 0.16 * ease(mouth.lip_height, 0.012, 0.022))
        sketch.fill_inside(lower, ellipse(sketch.place(-0.025, y), 0.034, 0.008), light)


def _draw_inside(sketch: Sketch, mouth: _Mouth) -> None:
    mood = sketch.mood
    upper = sketch.place_all(mouth.upper)
    hole = polygon(upper + sketch.place_all(mouth.lower)[::-1])
    sketch.fill(hole, faded(mix(QColor("#3A1512"), sketch.palette.line, 0.3), mouth.parted))
    tongue = ease(mood.mouth_open, 0.18, 0.45)
    if tongue > 0:
        y = mouth.lower[_STEPS // 2][1] + 0.012
        width = mouth.half_width * (0.62 + 0.2 * mood.mouth_round)
        height = (0.040 * mood.mouth_open + 0.012) * (1 - 0.25 * mood.mouth_round)
        shape = ellipse(sketch.place(0.0, y), width, height)
        sketch.fill_inside(hole, shape, faded(QColor("#A8504A"), tongue))
    if mood.teeth > 0.01:
        height = mood.teeth * (0.016 + 0.036 * mood.mouth_open) * (1 + 0.35 * sketch.small)
        edge = [(x, y + height * (0.25 + 0.75 * _swell(index))) for index, (x, y) in enumerate(mouth.upper)]
        teeth = polygon(upper + sketch.place_all(edge)[::-1])
        sketch.fill_inside(hole, teeth, faded(QColor("#F7F1E6"), ease(mood.teeth, 0.0, 0.3)))


def _draw_line(sketch: Sketch, mouth: _Mouth) -> None:
    palette, mood = sketch.palette, sketch.mood
    weight = (0.0135 + 0.004 * mood.lips_pressed) * (1 + 0.55 * sketch.small) * lerp(1.0, 0.6, mouth.parted)
    open_tone = mix(palette.lip, palette.line, 0.6)
    tone = mix(palette.line, open_tone, ease(mood.mouth_open, 0.05, 0.35))
    sketch.fill(ribbon(sketch.place_all(mouth.upper), taper(weight, 0.45, 0.45)), tone)


def _draw_corners(sketch: Sketch, mouth: _Mouth) -> None:
    mood = sketch.mood
    # Which way the corner's little fold points; passes through nothing as the mouth goes from smile to frown.
    direction = clamp(mood.mouth_curve * 4, -1.0, 1.0)
    for side, y in ((-1, mouth.left_y), (1, mouth.right_y)):
        strength = abs(mood.mouth_curve) * 0.8 + mood.lips_pressed * 0.8
        strength = clamp(strength + 0.6 * ease(mood.mouth_skew * side, 0.1, 0.5), 0.0, 1.0)
        visible = ease(strength, 0.05, 0.5) * strength
        if visible <= 0.02:
            continue
        x = mouth.half_width
        fold = quadratic(
            (side * (x - 0.008), y + 0.004 * direction),
            (side * (x + 0.010), y),
            (side * (x + 0.014), y - 0.020 * direction),
            5,
        )
        stroke = ribbon(sketch.place_all(fold), taper(0.011 * (1 + 0.3 * sketch.small), 0.6, 0.1))
        sketch.fill(stroke, faded(sketch.palette.deep, 0.8 * visible))
