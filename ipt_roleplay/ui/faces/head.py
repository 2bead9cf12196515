"""The head itself: ears, skin, the plane of shade, cheeks, freckles and the lines that years leave."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QRadialGradient

from ipt_roleplay.ui.faces.colours import WHITE, faded, mix
from ipt_roleplay.ui.faces.geometry import (
    clamp,
    cubic,
    ease,
    ellipse,
    fixed_path,
    polygon,
    quadratic,
    ribbon,
    shifted,
    smooth_path,
    taper,
    together,
)
from ipt_roleplay.ui.faces.sketch import Sketch

SIDES = (-1, 1)

# The edge between light and shade down the right of the face: temple in, cheekbone out, hollow in, jaw.
# One broken line, and the reason why the heads look drawn and not assembled.
_SHADE_PLANE = (
    (0.02, -0.62),
    (0.13, -0.475),
    (0.225, -0.37),
    (0.268, -0.25),
    (0.282, -0.14),
    (0.262, -0.02),
    (0.288, 0.07),
    (0.252, 0.19),
    (0.205, 0.32),
    (0.135, 0.42),
    (0.06, 0.60),
    (0.6, 0.6),
    (0.6, -0.6),
)
_BALD_SHINE = ((-0.20, -0.43), (-0.09, -0.475), (-0.06, -0.44), (-0.17, -0.385))
_FRECKLES = (
    (0.13, 0.12, 1.0),
    (0.165, 0.145, 0.8),
    (0.195, 0.115, 1.1),
    (0.235, 0.14, 0.8),
    (0.215, 0.17, 0.9),
    (0.10, 0.15, 0.8),
)


def draw_ears(sketch: Sketch) -> None:
    palette, head = sketch.palette, sketch.person.head
    size = head.ears
    for side in SIDES:
        # Ears sit on the skull behind the middle: they move a little against the turn.
        x = side * head.cheek - sketch.side_shift * 0.22
        y = 0.045 - sketch.nod_angle * 0.25
        shell = [(-0.03, -0.10), (0.035, -0.105), (0.052, -0.04), (0.034, 0.05), (0.012, 0.10), (-0.03, 0.09)]
        inside = [(0.004, -0.06), (0.03, -0.065), (0.03, -0.01), (0.008, 0.03)]
        outline = [(x + side * dx * size, y + dy * size) for dx, dy in shell]
        hollow = [(x + side * dx * size, y + dy * size) for dx, dy in inside]
        lit = side < 0
        sketch.fill(smooth_path(outline), palette.base if lit else palette.shade)
        sketch.fill(smooth_path(hollow), palette.shade if lit else mix(palette.shade, palette.deep, 0.35))


def draw_earrings(sketch: Sketch) -> None:
    if not sketch.person.earring:
        return
    for side in SIDES:
        x = side * (sketch.person.head.cheek + 0.010) - sketch.side_shift * 0.22
        centre = (x, 0.148 - sketch.nod_angle * 0.25)
        sketch.fill(ellipse(centre, 0.017, 0.017), QColor(sketch.person.earring))


def draw_skin(sketch: Sketch) -> None:
    palette, person = sketch.palette, sketch.person
    sketch.fill(sketch.head, palette.base)
    if palette.dark_skin > 0:
        _draw_skin_light(sketch)
    width = person.head.cheek / 0.342
    offset = sketch.side_shift * 0.55
    plane = [(x * width + offset, y) for x, y in _SHADE_PLANE]
    sketch.fill_inside(sketch.head, smooth_path(plane, tension=0.15), palette.shade)
    if person.hair.style == "bald":
        sketch.fill_inside(sketch.head, fixed_path(_BALD_SHINE), mix(palette.base, WHITE, 0.22))


def _draw_skin_light(sketch: Sketch) -> None:
    """Deep skin shows form by its lights, not by its shadows: forehead and cheekbone on the lit side."""
    strength = 0.75 * sketch.palette.dark_skin
    for x, y, radius in ((-0.10, -0.24, 0.20), (-0.19, 0.10, 0.13)):
        centre = QPointF(*sketch.place(x, y))
        glow = QRadialGradient(centre, radius)
        glow.setColorAt(0.0, faded(sketch.palette.light, strength))
        glow.setColorAt(0.3, faded(sketch.palette.light, strength * 0.8))
        glow.setColorAt(1.0, faded(sketch.palette.light, 0.0))
        patch = ellipse((centre.x(), centre.y()), radius, radius)
        sketch.fill_inside(sketch.head, patch, QBrush(glow))


def draw_cheeks(sketch: Sketch) -> None:
    mood, palette = sketch.mood, sketch.palette
    strength = (0.34 + 0.14 * sketch.small) * mood.blush
    for side in SIDES if strength > 0.01 else ():
        x, y = sketch.place(side * 0.205, 0.145 - mood.cheek_raise * 0.018)
        glow = QRadialGradient(QPointF(x, y), 0.10)
        glow.setColorAt(0.0, faded(palette.blush, strength))
        glow.setColorAt(0.45, faded(palette.blush, strength * 0.8))
        glow.setColorAt(1.0, faded(palette.blush, 0.0))
        sketch.fill_inside(sketch.head, ellipse((x, y), 0.10, 0.085), QBrush(glow))
    _draw_cheek_lines(sketch)
    if sketch.person.freckles > 0:
        _draw_freckles(sketch)


def _draw_cheek_lines(sketch: Sketch) -> None:
    """A smile that reaches the eyes lifts the cheek into a soft fold."""
    lift = ease(sketch.mood.cheek_raise, 0.1, 0.9)
    if lift <= 0:
        return
    colour = faded(sketch.palette.deep, 0.26 * lift)
    width = 0.013 * (1 + 0.5 * sketch.small)
    folds = []
    for side in SIDES:
        fold = quadratic((side * 0.10, 0.080), (side * 0.17, 0.116), (side * 0.255, 0.056))
        folds.append(ribbon(sketch.place_all(fold), taper(width, 0.05, 0.05)))
    sketch.fill(together(folds), colour)


def _draw_freckles(sketch: Sketch) -> None:
    colour = faded(sketch.palette.deep, 0.4 * sketch.person.freckles)
    spots = []
    for side in SIDES:
        for x, y, size in _FRECKLES:
            spots.append(ellipse(sketch.place(side * x, y), 0.007 * size, 0.007 * size))
    sketch.fill(together(spots), colour)


def draw_lines(sketch: Sketch) -> None:
    """Folds by opacity only: age deepens them, and so do a smile and a frown."""
    _draw_mouth_folds(sketch)
    _draw_age_lines(sketch)
    _draw_bags(sketch)
    if sketch.small < 0.9:
        _draw_forehead_lines(sketch)


def _draw_mouth_folds(sketch: Sketch) -> None:
    mood = sketch.mood
    smile = clamp(mood.mouth_curve, 0.0, 1.0)
    frown = ease(-mood.mouth_curve, 0.1, 0.5)
    strength = clamp(0.05 + 0.60 * sketch.person.age + 0.30 * smile + 0.22 * frown, 0.0, 0.8)
    out, end_y = 0.115 + 0.035 * smile, 0.250 - 0.022 * smile
    width = taper(0.013 * (1 + 0.7 * sketch.small), 0.1, 0.1)
    folds = []
    for side in SIDES:
        fold = quadratic((side * 0.078, 0.168), (side * (out + 0.008), 0.188), (side * (out + 0.022), end_y))
        folds.append(ribbon(sketch.place_all(fold), width))
    sketch.fill(together(folds), faded(sketch.palette.deep, 0.42 * strength))


def _draw_age_lines(sketch: Sketch) -> None:
    """Crow's feet, and later the lines from the mouth to the chin."""
    age = sketch.person.age
    if age <= 0.15:
        return
    feet, chin = [], []
    for side in SIDES:
        for row in range(3 if age > 0.7 else 2):
            line = quadratic(
                (side * 0.268, -0.01 + 0.02 * row),
                (side * 0.288, -0.015 + 0.026 * row),
                (side * 0.312, -0.03 + 0.036 * row),
                steps=4,
            )
            feet.append(ribbon(sketch.place_all(line), taper(0.008)))
        if age > 0.55:
            line = quadratic((side * 0.128, 0.325), (side * 0.148, 0.36), (side * 0.14, 0.40), steps=6)
            chin.append(ribbon(sketch.place_all(line), taper(0.010)))
    shown = faded(sketch.palette.deep, 0.40 * age + 0.1 * sketch.mood.cheek_raise)
    sketch.fill_inside(sketch.head, together(feet), shown)
    if chin:
        sketch.fill(together(chin), faded(sketch.palette.deep, 0.30 * age))


def _draw_bags(sketch: Sketch) -> None:
    tired = sketch.mood.bags
    strength = clamp(sketch.person.age * 0.5 + tired, 0.0, 1.0)
    if strength <= 0.02:
        return
    bags, edges = [], []
    width = taper(0.009 * (1 + 0.5 * sketch.small))
    for side in SIDES:
        upper = quadratic((side * 0.088, 0.036), (side * 0.15, 0.050), (side * 0.225, 0.040))
        lower = quadratic((side * 0.088, 0.052), (side * 0.15, 0.104), (side * 0.225, 0.058))
        bags.append(polygon(sketch.place_all(lower) + sketch.place_all(upper)[::-1]))
        edges.append(ribbon(sketch.place_all(shifted(lower, 0.0, 0.002)), width))
    violet = mix(sketch.palette.shade, QColor("#5F4157"), 0.42 * tired)
    sketch.fill(together(bags), faded(violet, 0.62 * strength))
    if tired > 0.02:
        # The lower edge catches the eye at small sizes, where the patch alone is two pixels high.
        sketch.fill(together(edges), faded(sketch.palette.deep, 0.42 * tired))


def _draw_forehead_lines(sketch: Sketch) -> None:
    mood = sketch.mood
    raised = max(0.0, mood.brow_inner + mood.brow_outer) * 8
    strength = clamp(sketch.person.age * 0.8 + raised - 0.15, 0.0, 1.0)
    if strength <= 0.02:
        return
    colour = faded(sketch.palette.deep, 0.26 * strength * (1 - sketch.small))
    bend = (0.02 - mood.brow_inner * 0.5) * 0.6
    lines = []
    for row, y in enumerate((-0.235, -0.285)):
        reach = 0.15 - 0.02 * row
        line = cubic((-reach, y + 0.01), (-0.06, y - bend), (0.06, y - bend), (reach, y + 0.01), 10)
        lines.append(ribbon(sketch.place_all(line), taper(0.010)))
    sketch.fill(together(lines), colour)
