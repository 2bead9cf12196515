"""Eyes. Every shape shrinks to nothing as the lid comes down, so that closing an eye never makes a jump."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPainterPath

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
    shifted,
    taper,
    varying,
)
from ipt_roleplay.ui.faces.sketch import Sketch

_HALF_WIDTH = 0.078
_LID_HEIGHT = 0.047
_LOWER_DEPTH = 0.027
_CREASE_HEIGHT = 0.074
_IRIS_RADIUS = 0.0375
_STEPS = 10


@dataclass(frozen=True, slots=True)
class _Eye:
    """The measures and curves of one eye; `side` is -1 on the viewer's left."""

    side: int
    scale: float
    opening: float
    seen: float  # 0 closed, 1 as soon as the ball is properly visible
    centre: Point
    half_width: float
    outer: Point
    # These three as they lie on the turned head:
    upper: list[Point]
    lower: list[Point]
    crease: list[Point]


def draw_eye(sketch: Sketch, side: int) -> None:
    eye = _measure(sketch, side)
    _draw_lid(sketch, eye)
    if eye.opening > 0.01:
        _draw_ball(sketch, eye)
    _draw_lashes(sketch, eye)
    _draw_lower_lid(sketch, eye)
    if sketch.mood.tear > 0.01:
        _draw_tear(sketch, eye)


def _measure(sketch: Sketch, side: int) -> _Eye:
    traits, mood = sketch.person.eyes, sketch.mood
    scale = (1.03 + 0.27 * sketch.small) * traits.width
    x, half = side * traits.spacing, _HALF_WIDTH * scale
    inner = (x - side * half, 0.007 * scale)
    outer = (x + side * half, -0.004 * scale - traits.tilt)
    opening = clamp(mood.eye_open - (mood.eye_uneven if side > 0 else 0.0), 0.0, 1.6)

    depth = max(_LOWER_DEPTH * (1 - 1.05 * mood.lower_lid), 0.004) * scale * 1.33
    lower = cubic(inner, (x - side * half * 0.5, depth), (x + side * half * 0.55, depth), outer, _STEPS)
    # A closed lid rests a little lower than a lower lid that is pushed up.
    rest = max(depth, 0.020 * scale)
    closed = cubic(inner, (x - side * half * 0.5, rest), (x + side * half * 0.55, rest), outer, _STEPS)
    seen = ease(opening, 0.0, 0.35)

    height = _LID_HEIGHT * scale * traits.height * 1.33
    inner_rise, outer_rise = 1 + 0.38 * mood.lid_slant, 1 - 0.38 * mood.lid_slant
    if traits.lid == "hooded":
        outer_rise -= 0.16
    open_lid = cubic(
        inner,
        (x - side * half * 0.60, -height * inner_rise),
        (x + side * half * 0.50, -height * outer_rise),
        outer,
        _STEPS,
    )
    floor = [(low[0], lerp(down[1], low[1], seen)) for low, down in zip(lower, closed, strict=True)]
    upper = [(top[0], lerp(low[1], top[1], opening)) for top, low in zip(open_lid, floor, strict=True)]

    fold = _CREASE_HEIGHT * scale * 1.22 * (0.5 + 0.5 * traits.height) + max(0.0, opening - 1) * 0.036
    crease = cubic(
        (inner[0] + side * 0.006, inner[1] - 0.012),
        (x - side * half * 0.55, -fold * (1 + 0.2 * mood.lid_slant)),
        (x + side * half * 0.55, -fold * (1 - 0.28 * mood.lid_slant)),
        (outer[0] + side * 0.016, outer[1] - 0.010),
        _STEPS,
    )
    return _Eye(
        side=side,
        scale=scale,
        opening=opening,
        seen=seen,
        centre=(x, 0.0),
        half_width=half,
        outer=outer,
        upper=sketch.place_all(upper),
        lower=sketch.place_all(floor),
        crease=sketch.place_all(crease),
    )


def _draw_lid(sketch: Sketch, eye: _Eye) -> None:
    palette, shape = sketch.palette, sketch.person.eyes.lid
    lit = eye.side < 0
    # A closed lid catches the light; only the hollow over an open eye lies in shade.
    hollow = lerp(0.5, 1.0, eye.seen)
    tone = mix(palette.base, palette.shade, (0.40 if lit else 0.68) * hollow)
    lower = eye.lower[::-1]
    if shape == "mono":
        # No crease: the lid only shows as far as it has come down.
        lid = [(x, y - 0.012) for x, y in eye.upper]
        sketch.fill(polygon(lid + lower), mix(palette.base, palette.shade, 0.35))
        return
    if shape == "deep":
        tone = mix(palette.base, palette.shade, (0.70 if lit else 0.92) * hollow)
    sketch.fill(polygon(eye.crease + lower), tone)
    if shape == "hooded":
        # The skin of the brow hangs over the crease on the outer side.
        x, half, side = eye.centre[0], eye.half_width, eye.side
        top = -_CREASE_HEIGHT * eye.scale
        inside, corner = x - side * half * 0.2, eye.outer
        hood = quadratic((inside, top * 1.04), (x + side * half * 0.8, top * 1.1), corner, 8)
        below = (corner[0] + side * 0.02, corner[1] + 0.004)
        hood += quadratic(below, (x + side * half * 0.75, top * 0.62), (inside, top * 0.98), 8)
        sketch.fill(polygon(sketch.place_all(hood)), mix(palette.base, palette.shade, 0.12 if lit else 0.45))


def _draw_ball(sketch: Sketch, eye: _Eye) -> None:
    palette, mood, small = sketch.palette, sketch.mood, sketch.small
    ball = polygon(eye.upper + eye.lower[::-1])
    grey = 0.05 + 0.03 * palette.dark_skin * (1 - small) + 0.30 * clamp(0.9 - eye.opening, 0.0, 0.6)
    white = mix(QColor("#F8F3EA"), palette.shade, grey)
    sketch.fill(ball, mix(white, QColor("#D98C7E"), 0.34 * mood.eye_red))

    radius = _iris_radius(sketch, eye)
    aside = mood.gaze_x * 0.034 * (1 + 0.40 * small)
    x, y = sketch.place(eye.centre[0] + aside, -0.008 + mood.gaze_y * 0.032)
    iris = mix(palette.iris, QColor("#120A06"), 0.35 * small)
    sketch.fill_inside(ball, ellipse((x, y), radius, radius * 1.02), iris)
    if small < 0.9:
        glow = faded(mix(palette.iris, WHITE, 0.45), 0.35 * (1 - small))
        low_light = ellipse((x + radius * 0.1, y + radius * 0.42), radius * 0.5, radius * 0.32)
        sketch.fill_inside(ball, low_light, glow)
    sketch.fill_inside(ball, ellipse((x, y), radius * 0.55, radius * 0.55), QColor("#17100D"))
    shadow = ribbon(shifted(eye.upper, 0.0, 0.008), taper(0.022, 0.3, 0.3))
    sketch.fill_inside(ball, shadow, faded(QColor("#3A2218"), 0.22 * eye.seen))
    _draw_glint(sketch, eye, ball, (x, y))
    if mood.wet > 0.02:
        _draw_wet(sketch, eye, ball, (x, y))


def _iris_radius(sketch: Sketch, eye: _Eye) -> float:
    return _IRIS_RADIUS * eye.scale * sketch.person.eyes.iris_size


def _draw_glint(sketch: Sketch, eye: _Eye, ball: QPainterPath, iris: Point) -> None:
    mood, small = sketch.mood, sketch.small
    x, y = iris
    radius = _iris_radius(sketch, eye)
    # A glint on an eye that looks down would make it look at you.
    size = radius * (0.27 + 0.08 * mood.wet) * (1 + 0.25 * small)
    size *= clamp(0.35 + 0.65 * eye.opening, 0.5, 1.0) * (1 - 0.55 * clamp(mood.gaze_y - 0.3, 0.0, 0.7))
    height = radius * (0.36 - 0.5 * clamp(0.9 - eye.opening, 0.0, 0.6))
    sketch.fill_inside(ball, ellipse((x - radius * 0.36, y - height), size, size), WHITE)


def _draw_wet(sketch: Sketch, eye: _Eye, ball: QPainterPath, iris: Point) -> None:
    """A line of light along the lower lid and a second glint: eyes that swim."""
    wet = sketch.mood.wet
    radius = _iris_radius(sketch, eye)
    brim = shifted(eye.lower, 0.0, -0.008 * eye.scale)[2:-2]
    width = taper(0.0095 * wet * (1 + 0.4 * sketch.small), 0.2)
    sketch.fill_inside(ball, ribbon(brim, width), faded(WHITE, 0.9))
    second = ellipse((iris[0] + radius * 0.42, iris[1] + radius * 0.38), radius * 0.22, radius * 0.22)
    sketch.fill_inside(ball, second, faded(WHITE, 0.85 * wet))


def _draw_lashes(sketch: Sketch, eye: _Eye) -> None:
    lash = sketch.person.eyes.lash
    weight = (0.0155 + 0.005 * lash) * (1 + 0.45 * sketch.small) * (1 + 0.15 * (1 - eye.seen))
    line = list(eye.upper)
    if lash > 0.6:
        # The flick at the outer corner draws in as the eye closes.
        flick = lash * eye.seen
        x, y = line[-1]
        line.append((x + eye.side * 0.012 * flick, y - 0.006 * flick))

    def width(t: float) -> float:
        return weight * (0.35 + 0.65 * math.sin(math.pi * min(1.0, 0.12 + t * 0.62)))

    sketch.fill(ribbon(line, varying(width)), sketch.palette.line)


def _draw_lower_lid(sketch: Sketch, eye: _Eye) -> None:
    palette, mood, small = sketch.palette, sketch.mood, sketch.small
    line = ribbon(eye.lower[2:], taper(0.007 * (1 + 0.3 * small), 0.1, 0.5))
    tone = mix(palette.deep, QColor("#B0483C"), 0.55 * mood.eye_red)
    sketch.fill(line, faded(tone, (0.55 + 0.25 * mood.eye_red) * eye.seen))
    squeeze = ease(mood.lower_lid, 0.2, 0.7) * eye.seen
    if squeeze > 0:
        fold = shifted(eye.lower, 0.0, 0.017)[2:-2]
        sketch.fill(ribbon(fold, taper(0.008)), faded(palette.deep, 0.36 * squeeze))


def _draw_tear(sketch: Sketch, eye: _Eye) -> None:
    """A thin wet track with a small bead, on one cheek; it runs down as it comes. No cartoon drop."""
    if eye.side > 0:
        return
    amount, small = sketch.mood.tear, sketch.small
    x, y = eye.lower[_STEPS // 2]
    x, top = x - 0.012, y + 0.004
    end = top + 0.125 * lerp(amount, max(amount, 0.8), small)
    track = quadratic((x, top), (x - 0.012, (top + end) / 2), (x - 0.006, end))
    wet = mix(sketch.palette.base, QColor("#F4F8FA"), 0.80)
    width = taper(0.011 * (1 + 1.6 * small), 0.3, 1.0)
    opacity = 0.75 * min(1.0, amount * 2)
    sketch.fill(ribbon(track, width), faded(wet, opacity))
    bead = (x - 0.006, end)
    size = 0.0125 * (1 + 1.5 * small) * lerp(amount, max(amount, 0.75), small)
    sketch.fill(ellipse(bead, size * 0.9, size * 1.25), faded(wet, 0.95))
    sketch.fill(ellipse((bead[0] - size * 0.25, bead[1] - size * 0.2), size * 0.35, size * 0.4), WHITE)
