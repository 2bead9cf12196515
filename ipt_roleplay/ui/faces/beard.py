"""Stubble, beards and moustaches."""

from __future__ import annotations

from PySide6.QtGui import QTransform

from ipt_roleplay.ui.faces.colours import faded, mix
from ipt_roleplay.ui.faces.geometry import Point, clamp, mirrored, polygon, smooth_path
from ipt_roleplay.ui.faces.sketch import Sketch

_STUBBLE = ((-0.40, 0.08), (-0.30, 0.12), (-0.24, 0.21), (-0.12, 0.215), (0.0, 0.22))
# Where the beard begins on the cheek, from the ear to the middle of the upper lip.
_CHEEK_EDGE = ((0.342, -0.02), (0.322, 0.10), (0.292, 0.205), (0.222, 0.250), (0.142, 0.228), (0.06, 0.206))


def draw_stubble(sketch: Sketch) -> None:
    strength = sketch.person.beard.stubble
    if strength <= 0:
        return
    outline = [*_STUBBLE, *mirrored(_STUBBLE[:-1]), (0.45, 0.6), (-0.45, 0.6)]
    area = smooth_path(sketch.place_all(outline[:-2]) + outline[-2:])
    sketch.fill_inside(sketch.head, area, faded(sketch.palette.beard, 0.17 * strength))


def draw_beard(sketch: Sketch) -> None:
    style = sketch.person.beard.style
    if style in ("full", "short"):
        _draw_cover(sketch, full=style == "full")
    if style in ("full", "moustache"):
        _draw_moustache(sketch)


def _draw_cover(sketch: Sketch, full: bool) -> None:
    palette, drop = sketch.palette, sketch.jaw_drop
    grown = 0.05 if full else 0.012
    jaw = sketch.person.head.jaw / 0.272
    outer: list[Point] = [
        (-0.362, -0.03),
        (-0.36 * jaw, 0.10),
        (-0.325 * jaw, 0.24),
        (-0.25 * jaw, 0.40),
        (-0.13, 0.50 + grown + drop),
    ]
    outline = [*outer, (0.0, 0.52 + grown * 1.5 + drop), *mirrored(outer)]
    swung = [(x + sketch.side_shift * 0.42 * clamp((y + 0.1) / 0.5, -0.3, 1.0), y) for x, y in outline]
    edge = sketch.place_all([*_CHEEK_EDGE, (0.0, 0.220), *mirrored(_CHEEK_EDGE)])
    cover = smooth_path(swung + edge, tension=0.15)
    limit = sketch.head
    if full:
        # A full beard stands a little beyond the chin.
        limit = limit.united(QTransform(1.035, 0, 0, 1.05, 0, 0.02).map(limit))
    cover = cover.intersected(limit)
    opacity = 1.0 if full else 0.80
    sketch.fill(cover, faded(palette.beard, opacity))
    offset = sketch.side_shift
    plane = [(0.20 + offset, -0.1), (0.24 + offset, 0.25), (0.10 + offset, 0.42), (0.04 + offset, 0.7)]
    plane += [(0.6, 0.7), (0.6, -0.1)]
    sketch.fill_inside(cover, smooth_path(plane), faded(palette.beard_shade, opacity))


def _draw_moustache(sketch: Sketch) -> None:
    palette = sketch.palette
    # It rides on the upper lip: up with a smile, down with a frown, and higher when the mouth opens.
    lift = sketch.mood.mouth_curve * 0.026
    rise = sketch.mood.mouth_open * 0.010
    half = [
        (0.06, 0.205),
        (0.125, 0.240 - lift),
        (0.158, 0.296 - lift * 1.3),
        (0.10, 0.280 - lift * 0.5 - rise),
        (0.04, 0.267 - rise),
    ]
    outline = [(0.0, 0.212), *half, (0.0, 0.264 - rise), *mirrored(half)]
    shape = smooth_path(sketch.place_all(outline))
    sketch.fill(shape, palette.beard)
    offset = sketch.side_shift
    shade = polygon([(0.07 + offset, 0.0), (1.0, 0.0), (1.0, 1.0), (0.105 + offset, 1.0)])
    sketch.fill_inside(shape, shade, mix(palette.beard, palette.beard_shade, 0.6))
