"""What a way of wearing hair is made of. Nothing here is drawn; `hair.py` does that."""

from __future__ import annotations

from dataclasses import dataclass

from ipt_roleplay.ui.faces.geometry import Point

Outline = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """One stroke in the hair, lighter or darker than it."""

    start: Point
    bend: Point
    end: Point
    width: float
    dark: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """A closed shape in front of the head; the points of its hairline go along when the face turns."""

    outer: Outline
    hairline: Outline = ()
    tail: Outline = ()
    strands: tuple[Strand, ...] = ()
    tension: float = 0.14
    shade: Outline = ()  # where its shaded side begins; empty: as for every head


@dataclass(frozen=True, slots=True)
class HairStyle:
    name: str
    locks: tuple[Lock, ...] = ()
    behind: Outline = ()
    behind_dark: bool = False
    behind_tension: float = 1 / 6
    rim: bool = False  # round enough for a rim of light along its edge
    covers_ears: bool = False
    top: float = 0.57  # how far it reaches above the eyes; the frame leaves room for it
    knot: tuple[float, float, float, float] | None = None  # a bun: centre and radii
    opening: Outline = ()  # a scarf: the hole for the face
    shadow: Outline = ()  # a cast shadow of its own shape


def light(start: Point, bend: Point, end: Point, width: float) -> Strand:
    return Strand(start, bend, end, width, dark=False)


def shadow(start: Point, bend: Point, end: Point, width: float) -> Strand:
    return Strand(start, bend, end, width, dark=True)


def mirror(points: Outline) -> Outline:
    return tuple((-x, y) for x, y in points)
