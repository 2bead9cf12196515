"""Curves and shapes that every part of a face is made of.

The unit is one head height; the origin is the middle of the eye line, x to the right, y down.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

Point = tuple[float, float]
Points = Sequence[Point]
# For a number of points along a stroke, half its width at each of them.
Width = Callable[[int], Sequence[float]]


def lerp(start: float, end: float, amount: float) -> float:
    return start + (end - start) * amount


def clamp(value: float, low: float, high: float) -> float:
    return low if value < low else high if value > high else value


def ease(value: float, start: float, end: float) -> float:
    """0 up to `start`, 1 from `end`, a soft step between: thresholds that nobody sees a face cross."""
    amount = clamp((value - start) / (end - start), 0.0, 1.0)
    return amount * amount * (3.0 - 2.0 * amount)


def mirrored(points: Points) -> list[Point]:
    """The same points on the other side of the face, in the opposite order."""
    return [(-x, y) for x, y in reversed(points)]


def shifted(points: Points, dx: float, dy: float) -> list[Point]:
    return [(x + dx, y + dy) for x, y in points]


def smooth_path(points: Points, tension: float = 1 / 6) -> QPainterPath:
    """A soft closed line through the points (Catmull-Rom)."""
    count = len(points)
    path = QPainterPath(QPointF(*points[0]))
    for index in range(count):
        before, here = points[index - 1], points[index]
        after, beyond = points[(index + 1) % count], points[(index + 2) % count]
        path.cubicTo(
            here[0] + (after[0] - before[0]) * tension,
            here[1] + (after[1] - before[1]) * tension,
            after[0] - (beyond[0] - here[0]) * tension,
            after[1] - (beyond[1] - here[1]) * tension,
            after[0],
            after[1],
        )
    path.closeSubpath()
    return path


@lru_cache(maxsize=128)
def fixed_path(points: tuple[Point, ...], tension: float = 1 / 6) -> QPainterPath:
    """`smooth_path` for an outline that no mood changes: made once, and never altered afterwards."""
    return smooth_path(points, tension)


def polygon(points: Points) -> QPainterPath:
    # Line by line: a QPolygonF made from a Python list takes more than twice as long.
    path = QPainterPath(QPointF(*points[0]))
    line_to = path.lineTo
    for x, y in points:
        line_to(x, y)
    path.closeSubpath()
    return path


def ellipse(centre: Point, radius_x: float, radius_y: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(*centre), radius_x, radius_y)
    return path


def together(paths: Iterable[QPainterPath]) -> QPainterPath:
    """Several shapes of one colour as one path: filling once is much cheaper than filling each."""
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)
    for path in paths:
        whole.addPath(path)
    return whole


@lru_cache(maxsize=32)
def _cubic_weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """The Bernstein weights are the same for every curve with as many steps, so they are worked out once."""
    weights = []
    for index in range(steps + 1):
        t = index / steps
        s = 1.0 - t
        weights.append((s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t))
    return tuple(weights)


@lru_cache(maxsize=32)
def _quadratic_weights(steps: int) -> tuple[tuple[float, float, float], ...]:
    ts = [index / steps for index in range(steps + 1)]
    return tuple(((1 - t) * (1 - t), 2 * (1 - t) * t, t * t) for t in ts)


def cubic(start: Point, first: Point, second: Point, end: Point, steps: int = 12) -> list[Point]:
    """Points along a Bezier curve with two control points."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, first, second, end
    weights = _cubic_weights(steps)
    return [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in weights]


def quadratic(start: Point, middle: Point, end: Point, steps: int = 8) -> list[Point]:
    """Points along a Bezier curve with one control point."""
    (x0, y0), (x1, y1), (x2, y2) = start, middle, end
    weights = _quadratic_weights(steps)
    return [(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2) for a, b, c in weights]


def ribbon(points: Points, width: Width) -> QPainterPath:
    """A stroke whose width changes along it: brows, lashes, folds and strands, without a pen."""
    count = len(points)
    left: list[Point] = []
    right: list[Point] = []
    x0, y0 = points[0]
    for index, half in enumerate(width(count)):
        x, y = points[index]
        x1, y1 = points[index + 1] if index + 1 < count else (x, y)
        dx, dy = x1 - x0, y1 - y0
        scale = half / (math.hypot(dx, dy) or 1.0)
        left.append((x - dy * scale, y + dx * scale))
        right.append((x + dy * scale, y - dx * scale))
        x0, y0 = x, y
    right.reverse()
    return polygon(left + right)


def taper(width: float, start: float = 0.15, end: float = 0.15) -> Width:
    """Full width in the middle, `start` and `end` of it at the ends."""
    half = width / 2
    return lambda count: [half * share for share in _taper_shares(count, start, end)]


@lru_cache(maxsize=64)
def _taper_shares(count: int, start: float, end: float) -> tuple[float, ...]:
    shares = []
    for index in range(count):
        t = index / (count - 1)
        thin = start if t < 0.5 else end
        shares.append(thin + (1.0 - thin) * math.sin(math.pi * t))
    return tuple(shares)


def even(width: float) -> Width:
    return lambda count: [width / 2] * count


def varying(width: Callable[[float], float]) -> Width:
    """A width given as a function of 0..1 along the stroke."""
    return lambda count: [width(index / (count - 1)) / 2 for index in range(count)]
