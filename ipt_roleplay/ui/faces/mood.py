"""A mood: how far each part of a face is moved. Every value is a number, so a change is a plain blend."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from ipt_roleplay.ui.faces.catalogue import FaceDataError
from ipt_roleplay.ui.faces.reading import Section, read_mapping

MOOD_IDS = (
    "neutral",
    "cheerful",
    "warm",
    "moved",
    "surprised",
    "disappointed",
    "hurt",
    "annoyed",
    "angry",
    "anxious",
    "sad",
    "tired",
    "relieved",
    "guarded",
)


@dataclass(frozen=True, slots=True)
class Mood:
    """Lengths are in head heights, angles in degrees; the rest runs from 0 to 1 or from -1 to 1."""

    brow_inner: float = 0.0  # + up
    brow_outer: float = 0.0  # + up
    brow_knit: float = 0.0  # drawn together
    brow_uneven: float = 0.0  # + lifts the brow on the viewer's right
    eye_open: float = 1.0  # 0 closed, 1 at rest, 1.4 wide
    eye_uneven: float = 0.0  # + lowers the lid on the viewer's right
    lower_lid: float = 0.0  # 1 = raised all the way
    lid_slant: float = 0.0  # + inner corner of the upper lid high (sorrow), - low (anger)
    gaze_x: float = 0.0
    gaze_y: float = 0.0  # + down
    mouth_curve: float = 0.0  # + corners up
    mouth_width: float = 1.0
    mouth_open: float = 0.0
    mouth_round: float = 0.0
    mouth_skew: float = 0.0  # + corner on the viewer's right up
    lips_pressed: float = 0.0
    teeth: float = 0.0
    chin_pucker: float = 0.0
    blush: float = 0.25
    cheek_raise: float = 0.0
    wet: float = 0.0  # shine in the eyes
    tear: float = 0.0  # a track down the cheek
    eye_red: float = 0.0
    bags: float = 0.0
    furrow: float = 0.0  # folds between the brows
    nostrils: float = 0.0
    tilt: float = 0.0  # degrees, + clockwise
    turn: float = 0.0  # degrees, + to the viewer's right
    nod: float = 0.0  # degrees, + down
    shoulders: float = 0.0  # + up


MOOD_FIELDS = tuple(field.name for field in fields(Mood))


def blend(start: Mood, end: Mood, amount: float) -> Mood:
    """The face on its way from one mood to another; exactly the end at 1."""
    if amount >= 1.0:
        return end
    if amount <= 0.0:
        return start
    values = []
    for name in MOOD_FIELDS:
        value: float = getattr(start, name)
        values.append(value + (getattr(end, name) - value) * amount)
    return Mood(*values)


@dataclass(frozen=True, slots=True)
class NamedMood:
    """A mood as the catalogue knows it; `looks` completes the sentence "Dana looks …"."""

    id: str
    looks: str
    mood: Mood


def read_moods(path: Path) -> dict[str, NamedMood]:
    """All fourteen moods of `moods.yaml`, in the order of MOOD_IDS."""
    data = read_mapping(path)
    unknown = sorted(set(data) - set(MOOD_IDS))
    if unknown:
        raise FaceDataError(f"{path.name}: '{unknown[0]}' is not one of the fourteen moods.")
    moods = {}
    for mood_id in MOOD_IDS:
        if mood_id not in data:
            raise FaceDataError(f"{path.name}: the mood '{mood_id}' is missing.")
        section = Section(f"{path.name}, {mood_id}", data[mood_id])
        moods[mood_id] = _read_mood(mood_id, section)
    return moods


def _read_mood(mood_id: str, section: Section) -> NamedMood:
    looks = section.text("looks")
    rest = Mood()
    values = {name: section.number(name, -15.0, 15.0, getattr(rest, name)) for name in MOOD_FIELDS}
    section.done()
    return NamedMood(mood_id, looks, Mood(**values))
