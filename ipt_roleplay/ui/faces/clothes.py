"""Neck, shoulders and what is worn on them. The bust moves up and down; it does not turn with the head."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath

from ipt_roleplay.ui.faces.colours import INK, WHITE, mix
from ipt_roleplay.ui.faces.geometry import (
    Points,
    cubic,
    even,
    fixed_path,
    mirrored,
    polygon,
    ribbon,
    smooth_path,
)
from ipt_roleplay.ui.faces.sketch import Sketch

# Clothes are drawn this much higher than their numbers say: the neck is short at rest.
_REST = 0.025
_RIGHT_SIDE = ((0.30, 0.5), (0.46, 0.80), (0.40, 1.0), (0.52, 1.3), (1.3, 1.4), (1.3, 0.5))

# What is worn underneath only shows here; without the limit it would peep out at the shoulders.
_UNDER = polygon([(-0.3, 0.0), (0.3, 0.0), (0.3, 2.0), (-0.3, 2.0)])


def draw_bust(sketch: Sketch) -> None:
    """Neck and clothes, with the shadow that the head throws on them."""
    up = sketch.mood.shoulders + _REST
    lean = sketch.person.body.lean
    painter = sketch.painter
    cast = sketch.head_transform.map(sketch.head).translated(-lean, up)
    painter.save()
    painter.translate(lean, -up)
    _draw_neck(sketch, up, cast)
    _WEAR[sketch.person.clothes.style](sketch, cast)
    painter.restore()


def _draw_neck(sketch: Sketch, up: float, cast: QPainterPath) -> None:
    palette, width = sketch.palette, sketch.person.body.neck
    side = [(width, 0.15), (width, 0.48 + up), (width + 0.03, 0.63), (width + 0.16, 0.76)]
    neck = smooth_path([*side, (0.0, 1.1), *mirrored(side)], tension=0.14)
    if sketch.person.clothes.style in ("vneck", "shirt") and sketch.person.clothes.bare:
        chest = [(width + 0.06, 0.60), (0.10, 0.83), (0.0, 0.99)]
        neck = neck.united(smooth_path([*chest, *mirrored(chest[:-1])], tension=0.06))
    sketch.fill(neck, palette.base)
    plane = [(0.07, 0.3), (0.5, 0.3), (0.5, 1.1), (0.03, 1.1), (0.105, 0.82), (0.10, 0.62)]
    shade = smooth_path(plane, tension=0.12).united(cast.translated(0.035, 0.085))
    sketch.fill_inside(neck, shade, palette.shade)


def _torso(sketch: Sketch, half: float, height: float, dip: float) -> QPainterPath:
    """The bust below a neckline of this half width and height; `dip` is the depth of its opening."""
    body = sketch.person.body
    tip = 0.685 + 0.075 * body.slope
    reach = body.shoulders
    path = QPainterPath(QPointF(-half, height))
    path.cubicTo(-half - 0.10, height + 0.055, -reach * 0.55, tip - 0.045, -reach * 0.74, tip)
    path.cubicTo(-reach * 0.91, tip + 0.041, -reach * 0.985, tip + 0.10, -reach - 0.015, tip + 0.26)
    path.lineTo(-reach - 0.06, 1.6)
    path.lineTo(reach + 0.06, 1.6)
    path.lineTo(reach + 0.015, tip + 0.26)
    path.cubicTo(reach * 0.985, tip + 0.10, reach * 0.91, tip + 0.041, reach * 0.74, tip)
    path.cubicTo(reach * 0.55, tip - 0.045, half + 0.10, height + 0.055, half, height)
    path.cubicTo(half * 0.8, height + dip, -half * 0.8, height + dip, -half, height)
    path.closeSubpath()
    return path


def _paint_torso(sketch: Sketch, torso: QPainterPath) -> None:
    sketch.fill(torso, sketch.palette.cloth)
    sketch.fill_inside(torso, fixed_path(_RIGHT_SIDE), sketch.palette.cloth_shade)


def _both_sides(points: Points) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    return [(-x, y) for x, y in points], list(points)


def _crew(sketch: Sketch, _cast: QPainterPath) -> None:
    _round_neck(sketch, sketch.palette.cloth_shade)


def _tunic(sketch: Sketch, _cast: QPainterPath) -> None:
    _round_neck(sketch, sketch.palette.second)


def _round_neck(sketch: Sketch, border: QColor) -> None:
    width = sketch.person.body.neck
    _paint_torso(sketch, _torso(sketch, width + 0.07, 0.63, 0.14))
    edge = cubic((-width - 0.075, 0.625), (-width * 0.9, 0.79), (width * 0.9, 0.79), (width + 0.075, 0.625))
    sketch.fill(ribbon(edge, even(0.036)), border)


def _vneck(sketch: Sketch, _cast: QPainterPath) -> None:
    width, palette = sketch.person.body.neck, sketch.palette
    if not sketch.person.clothes.bare:
        sketch.fill_inside(_torso(sketch, width + 0.07, 0.63, 0.10), _UNDER, palette.second)
    opening = polygon(
        [
            (-width - 0.075, 0.60),
            (width + 0.075, 0.60),
            (width + 0.02, 0.70),
            (0.0, 0.97),
            (-width - 0.02, 0.70),
        ]
    )
    _paint_torso(sketch, _torso(sketch, width + 0.075, 0.62, 0.10).subtracted(opening))
    for edge in _both_sides([(width + 0.085, 0.60), (width + 0.035, 0.71), (0.0, 0.985)]):
        sketch.fill(ribbon(edge, even(0.04)), palette.cloth_shade)


def _shirt(sketch: Sketch, _cast: QPainterPath) -> None:
    width, palette = sketch.person.body.neck, sketch.palette
    opening = polygon([(-width - 0.07, 0.55), (width + 0.07, 0.55), (0.0, 0.815)])
    _paint_torso(sketch, _torso(sketch, width + 0.06, 0.62, 0.12).subtracted(opening))
    collar = [
        (width - 0.005, 0.545),
        (width + 0.075, 0.60),
        (width + 0.12, 0.71),
        (0.135, 0.83),
        (0.0, 0.80),
        (0.05, 0.74),
    ]
    left, right = _both_sides(collar)
    sketch.fill(polygon(left), mix(palette.cloth, WHITE, 0.22))
    sketch.fill(polygon(right), mix(palette.cloth, WHITE, 0.05))
    placket = polygon([(-0.012, 0.80), (0.012, 0.80), (0.014, 1.5), (-0.014, 1.5)])
    sketch.fill(placket, palette.cloth_shade)


def _blazer(sketch: Sketch, _cast: QPainterPath) -> None:
    width, palette = sketch.person.body.neck, sketch.palette
    top = _torso(sketch, width + 0.05, 0.63, 0.18)
    sketch.fill_inside(top, _UNDER, palette.second)
    right_half = polygon([(0.05, 0.0), (0.3, 0.0), (0.3, 2.0), (0.05, 2.0)])
    sketch.fill_inside(top, right_half, mix(palette.second, INK, 0.12))
    opening = polygon([(-width - 0.06, 0.56), (width + 0.06, 0.56), (0.05, 1.12), (-0.05, 1.12)])
    _paint_torso(sketch, _torso(sketch, width + 0.06, 0.60, 0.10).subtracted(opening))
    lapel = [
        (width + 0.045, 0.575),
        (width + 0.11, 0.62),
        (width + 0.21, 0.80),
        (width + 0.12, 0.825),
        (width + 0.15, 0.87),
        (0.03, 1.2),
        (0.09, 0.85),
    ]
    left, right = _both_sides(lapel)
    sketch.fill(polygon(left), palette.cloth_light)
    sketch.fill(polygon(right), mix(palette.cloth, INK, 0.10))


def _turtleneck(sketch: Sketch, cast: QPainterPath) -> None:
    width, palette = sketch.person.body.neck, sketch.palette
    _paint_torso(sketch, _torso(sketch, width + 0.045, 0.58, 0.08))
    right = [(width + 0.03, 0.44), (width + 0.055, 0.60), (width + 0.03, 0.67)]
    collar = smooth_path([(0.0, 0.50), *right, (0.0, 0.70), *mirrored(right)], tension=0.15)
    sketch.fill(collar, mix(palette.cloth, WHITE, 0.07))
    sketch.fill_inside(collar, cast.translated(0.035, 0.07), palette.cloth_shade)
    right_side = polygon([(0.08, 0.0), (0.6, 0.0), (0.6, 1.0), (0.11, 1.0)])
    sketch.fill_inside(collar, right_side, palette.cloth_shade)


def _hoodie(sketch: Sketch, _cast: QPainterPath) -> None:
    width, palette = sketch.person.body.neck, sketch.palette
    _paint_torso(sketch, _torso(sketch, width + 0.08, 0.62, 0.16))
    inner = [(0.10, 0.70), (0.27, 0.56)]
    outer = [(0.40, 0.66), (0.30, 0.80)]
    edge = [*mirrored(inner), (0.0, 0.84), *inner, *outer, (0.0, 0.93), *mirrored(outer)]
    hood = smooth_path(edge)
    hole_side = [(width + 0.03, 0.48), (width + 0.01, 0.68), (0.0, 0.83)]
    hole = smooth_path([*hole_side, *mirrored(hole_side[:-1])])
    hood = hood.subtracted(hole)
    sketch.fill(hood, palette.cloth_light)
    shaded = polygon([(0.06, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 2.0), (0.0, 0.86)])
    sketch.fill_inside(hood, shaded, mix(palette.cloth, INK, 0.10))
    for cord in _both_sides([(0.085, 0.87), (0.10, 1.1)]):
        sketch.fill(ribbon(cord, even(0.018)), palette.second)


_WEAR = {
    "crew": _crew,
    "vneck": _vneck,
    "shirt": _shirt,
    "blazer": _blazer,
    "turtleneck": _turtleneck,
    "hoodie": _hoodie,
    "tunic": _tunic,
}
