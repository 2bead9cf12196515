"""Draws a head of hair from its style: the part behind the head, the cast shadow, and the locks in front."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QPainterPath

from ipt_roleplay.ui.faces.colours import mix
from ipt_roleplay.ui.faces.geometry import (
    ellipse,
    fixed_path,
    polygon,
    quadratic,
    ribbon,
    smooth_path,
    taper,
    together,
)
from ipt_roleplay.ui.faces.hair_shapes import HairStyle, Lock, Strand
from ipt_roleplay.ui.faces.hair_styles import STYLES
from ipt_roleplay.ui.faces.sketch import Sketch

# Light comes from the upper left, so the right of any head of hair lies in shade.
_SHADE_SIDE = ((0.20, -0.75), (0.27, -0.45), (0.30, -0.1), (0.26, 0.3), (0.30, 1.2), (0.9, 1.2), (0.9, -0.75))
_ROUND_SHADE = ((0.22, -0.80), (0.36, -0.45), (0.38, 0.0), (0.3, 0.5), (0.9, 0.5), (0.9, -0.8))
_RIM_LIT = ((-0.9, -0.9), (0.16, -0.9), (0.10, -0.4), (-0.30, 0.06), (-0.9, 0.1))


def style_of(sketch: Sketch) -> HairStyle:
    return STYLES[sketch.person.hair.style]


def draw_hair_behind(sketch: Sketch) -> None:
    style, palette = style_of(sketch), sketch.palette
    if style.knot is not None:
        _draw_knot(sketch, style.knot)
    if not style.behind:
        return
    path = fixed_path(style.behind, style.behind_tension)
    sketch.fill(path, palette.hair_shade if style.behind_dark else palette.hair)
    if style.rim:
        sketch.fill_inside(path, fixed_path(_ROUND_SHADE), palette.hair_shade)
        # One soft rim of light says "round" without drawing curls.
        rim = path.translated(0.018, 0.022).subtracted(path.translated(0.075, 0.085))
        sketch.fill_inside(rim, polygon(_RIM_LIT), mix(palette.hair, palette.hair_light, 0.7))


def _draw_knot(sketch: Sketch, knot: tuple[float, float, float, float]) -> None:
    x, y, radius_x, radius_y = knot
    ball = ellipse((x, y), radius_x, radius_y)
    shaded = ellipse((x + 0.07, y + 0.03), radius_x * 0.78, radius_y * 0.9)
    sketch.fill(ball, sketch.palette.hair)
    sketch.fill_inside(ball, shaded, sketch.palette.hair_shade)
    shine = quadratic((x - 0.11, y - 0.02), (x - 0.06, y - 0.10), (x + 0.02, y - 0.09))
    sketch.fill(ribbon(shine, taper(0.018)), sketch.palette.hair_light)


def hair_front(sketch: Sketch) -> list[QPainterPath]:
    """The outlines of the locks in front, for their shadow and then for themselves."""
    return [_lock_path(sketch, lock) for lock in style_of(sketch).locks]


def draw_hair_shadow(sketch: Sketch, front: list[QPainterPath]) -> None:
    """The shadow that the hair throws on the forehead, which seats it on the head."""
    style = style_of(sketch)
    if style.shadow:
        shadow = fixed_path(style.shadow).translated(sketch.side_shift * 0.5, sketch.nod_angle * 0.25)
        sketch.fill_inside(sketch.head, shadow, sketch.palette.shade)
        return
    for path in front:
        sketch.fill_inside(sketch.head, path.translated(0.014, 0.032), sketch.palette.shade)


def draw_hair_front(sketch: Sketch, front: list[QPainterPath]) -> None:
    style = style_of(sketch)
    for lock, path in zip(style.locks, front, strict=True):
        seen = path.subtracted(_opening(sketch, style)) if style.opening else path
        _paint_lock(sketch, seen, lock)


def _lock_path(sketch: Sketch, lock: Lock) -> QPainterPath:
    points = [*lock.outer, *sketch.follow_hairline(lock.hairline), *lock.tail]
    return smooth_path(points, tension=lock.tension)


def _opening(sketch: Sketch, style: HairStyle) -> QPainterPath:
    """The face in a scarf: its edge goes with the face, above more than below."""
    side, lift = sketch.side_shift * 0.5, sketch.nod_angle * 0.25
    points = []
    for x, y in style.opening:
        if y > 0.47:  # under the chin: it goes with the jaw
            points.append((x, y + sketch.jaw_drop))
        else:
            points.append((x + side, y + (lift if y < 0 else 0.0)))
    return smooth_path(points)


def _paint_lock(sketch: Sketch, path: QPainterPath, lock: Lock) -> None:
    palette = sketch.palette
    sketch.fill(path, palette.hair)
    sketch.fill_inside(path, fixed_path(lock.shade or _SHADE_SIDE), palette.hair_shade)
    if lock.strands:
        sketch.fill_inside(path, _strokes(lock, dark=False), palette.hair_light)
        sketch.fill_inside(path, _strokes(lock, dark=True), palette.hair_shade)


@lru_cache(maxsize=64)
def _strokes(lock: Lock, dark: bool) -> QPainterPath:
    """The light or the dark strands of a lock; they do not move within it, so they are made once."""
    return together(_stroke(strand) for strand in lock.strands if strand.dark is dark)


def _stroke(strand: Strand) -> QPainterPath:
    return ribbon(quadratic(strand.start, strand.bend, strand.end), taper(strand.width, 0.05, 0.05))
