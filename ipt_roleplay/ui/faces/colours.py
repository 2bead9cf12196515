"""Mixing colours, and the few tones that a whole person is painted with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from ipt_roleplay.ui.faces.geometry import clamp, ease
from ipt_roleplay.ui.faces.person import Person

WHITE = QColor("#FFFFFF")
INK = QColor("#1B1512")
_DARK_ROOM = QColor("#231F1C")


def mix(first: QColor, second: QColor, amount: float) -> QColor:
    """`amount` 0 is the first colour, 1 the second."""
    keep = 1.0 - amount
    return QColor(
        round(first.red() * keep + second.red() * amount),
        round(first.green() * keep + second.green() * amount),
        round(first.blue() * keep + second.blue() * amount),
    )


def faded(colour: QColor, opacity: float) -> QColor:
    result = QColor(colour)
    result.setAlphaF(clamp(opacity, 0.0, 1.0))
    return result


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG counts it."""
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def darkened_until(colour: QColor, ground: QColor, ratio: float) -> QColor:
    """The colour, mixed with ink as far as it needs to stand out from the ground."""
    result = colour
    for step in range(1, 13):
        if contrast(result, ground) >= ratio:
            break
        result = mix(colour, INK, step / 12)
    return result


@dataclass(frozen=True, slots=True)
class Palette:
    """The tones of one person at one size."""

    base: QColor
    shade: QColor
    light: QColor
    deep: QColor
    line: QColor
    lip: QColor
    blush: QColor
    hair: QColor
    hair_shade: QColor
    hair_light: QColor
    beard: QColor
    beard_shade: QColor
    brow: QColor
    iris: QColor
    cloth: QColor
    cloth_shade: QColor
    cloth_light: QColor
    second: QColor
    dark_skin: float


@lru_cache(maxsize=64)
def palette_for(person: Person, small: float) -> Palette:
    """`small` is 1 at 48 px and 0 from 104 px: small faces get stronger contrasts, or they turn to mush."""
    skin = person.skin
    base, shade = QColor(skin.base), QColor(skin.shade)
    dark_skin = clamp((0.34 - luminance(base)) / 0.20, 0.0, 1.0)
    # Deep skin at 48 px swallows brows and mouth; a little more light on it gives them back.
    lift = 0.26 * small * dark_skin
    base, shade = mix(base, QColor("#DD9C68"), lift), mix(shade, QColor("#A8663F"), lift * 0.8)

    deep = mix(shade, QColor("#2A120A"), 0.42)
    line = mix(shade, QColor("#1C0E09"), 0.78 + 0.10 * dark_skin)
    lip = QColor(skin.lip) if skin.lip else mix(shade, QColor("#A8453D"), 0.42)
    lip = mix(lip, QColor("#DC7A6A"), 0.34 * small * dark_skin)
    if person.beard.style in ("full", "short"):
        lip = mix(lip, mix(base, QColor("#E0937F"), 0.55), 0.30 + 0.35 * small)

    hair = QColor(person.hair.colour)
    hair_shade = QColor(person.hair.shade) if person.hair.shade else mix(hair, QColor("#120C0A"), 0.38)
    beard = QColor(person.beard.colour) if person.beard.colour else hair
    beard_shade = mix(beard, QColor("#120C0A"), 0.28)
    # A dark beard a little lighter at 48 px: the line of the mouth has to show in it.
    beard_lift = 0.22 * small * clamp((0.10 - luminance(beard)) / 0.08, 0.0, 1.0)
    beard, beard_shade = mix(beard, base, beard_lift), mix(beard_shade, base, beard_lift * 0.6)

    brow = QColor(person.brows.colour) if person.brows.colour else mix(hair, line, 0.35)
    brow = mix(brow, line, 0.45 * small)
    cloth = QColor(person.clothes.colour)
    return Palette(
        base=base,
        shade=shade,
        light=mix(base, QColor("#FFE2BD"), 0.16 + 0.05 * dark_skin),
        deep=deep,
        line=line,
        lip=lip,
        blush=QColor(skin.blush),
        hair=hair,
        hair_shade=hair_shade,
        hair_light=mix(hair, QColor("#FFE9CC"), 0.16),
        beard=beard,
        beard_shade=beard_shade,
        brow=darkened_until(brow, base, 2.6 + 0.9 * small),
        iris=QColor(person.eyes.iris),
        cloth=cloth,
        cloth_shade=mix(cloth, INK, 0.24),
        cloth_light=mix(cloth, WHITE, 0.10),
        second=QColor(person.clothes.second),
        dark_skin=dark_skin,
    )


def _backdrop_tones(person: Person, dark: bool) -> tuple[QColor, QColor]:
    """The person's quiet ground: the tone behind the head, and the one at the edge of the picture."""
    ground = QColor(person.backdrop)
    if not dark:
        return mix(ground, WHITE, 0.16), ground
    # In the dark theme the tint keeps its hue and gains colour where a grey mix would go glum; behind the
    # head it stays a mid tone, so that black hair does not sink into the room.
    hue, saturation = ground.hslHueF() % 1.0, ground.hslSaturationF()
    rich = QColor.fromHslF(hue, clamp(saturation * 0.42 + 0.05, 0.08, 0.23), 0.47)
    edge = QColor.fromHslF(hue, clamp(saturation * 0.42 + 0.04, 0.08, 0.21), 0.33)
    return rich, mix(edge, _DARK_ROOM, 0.10)


@lru_cache(maxsize=64)
def backdrop_stops(person: Person, dark: bool) -> tuple[tuple[float, QColor], ...]:
    """The ground as a gradient from behind the head outwards.

    The stops are eased: a plain run from near to far would end in an edge that one sees.
    """
    near, far = _backdrop_tones(person, dark)
    return tuple((stop / 5, mix(near, far, ease(stop / 5, 0.1, 1.0))) for stop in range(6))
