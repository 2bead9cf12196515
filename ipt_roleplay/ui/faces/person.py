"""A person's looks: what stays the same whatever the mood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ipt_roleplay.ui.faces.catalogue import FaceDataError
from ipt_roleplay.ui.faces.reading import Section, read_mapping

HAIR_STYLES = frozenset(
    ("short", "fade", "bob", "fringe", "afro", "bun", "hijab", "waves", "curls", "pixie", "receding", "bald")
)
BEARD_STYLES = frozenset(("none", "full", "short", "moustache"))
NOSE_SHAPES = frozenset(("straight", "long", "button", "broad", "aquiline"))
LID_SHAPES = frozenset(("crease", "mono", "hooded", "deep"))
CLOTHES_STYLES = frozenset(("crew", "vneck", "shirt", "blazer", "turtleneck", "hoodie", "tunic"))


@dataclass(frozen=True, slots=True)
class Skin:
    base: str
    shade: str
    blush: str
    lip: str  # empty: made from the shade


@dataclass(frozen=True, slots=True)
class Head:
    """Half widths of the outline, and where the chin ends."""

    temple: float
    cheek: float
    jaw: float
    chin: float
    length: float
    ears: float


@dataclass(frozen=True, slots=True)
class Eyes:
    iris: str
    width: float
    height: float
    spacing: float
    tilt: float
    lid: str
    lash: float
    iris_size: float


@dataclass(frozen=True, slots=True)
class Brows:
    colour: str  # empty: made from the hair
    thickness: float
    arch: float
    lift: float
    length: float


@dataclass(frozen=True, slots=True)
class Nose:
    shape: str
    width: float


@dataclass(frozen=True, slots=True)
class Mouth:
    width: float
    fullness: float


@dataclass(frozen=True, slots=True)
class Hair:
    style: str
    colour: str
    shade: str  # empty: made from the colour


@dataclass(frozen=True, slots=True)
class Beard:
    style: str
    colour: str  # empty: as the hair
    stubble: float


@dataclass(frozen=True, slots=True)
class Glasses:
    colour: str
    width: float
    height: float
    squareness: float


@dataclass(frozen=True, slots=True)
class Body:
    neck: float
    shoulders: float  # half width
    slope: float  # how far the shoulders fall
    lean: float  # the whole bust aside


@dataclass(frozen=True, slots=True)
class Clothes:
    style: str
    colour: str
    second: str
    bare: bool  # skin under the collar


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    look: str
    skin: Skin
    head: Head
    eyes: Eyes
    brows: Brows
    nose: Nose
    mouth: Mouth
    hair: Hair
    beard: Beard
    glasses: Glasses | None
    body: Body
    clothes: Clothes
    age: float
    freckles: float
    earring: str  # empty: none
    backdrop: str


def read_person(path: Path) -> Person:
    """One person of `assets/faces`; the file is named after its id."""
    top = Section(path.name, read_mapping(path))
    person_id = top.text("id")
    if person_id != path.stem:
        raise FaceDataError(f"{path.name}: 'id' should be '{path.stem}' like the file, but is '{person_id}'.")
    person = Person(
        id=person_id,
        look=top.text("look"),
        skin=_read_skin(top.part("skin")),
        head=_read_head(top.part("head")),
        eyes=_read_eyes(top.part("eyes")),
        brows=_read_brows(top.part("brows")),
        nose=_read_nose(top.part("nose")),
        mouth=_read_mouth(top.part("mouth")),
        hair=_read_hair(top.part("hair")),
        beard=_read_beard(top.part("beard")),
        glasses=_read_glasses(top.part("glasses")) if top.has("glasses") else None,
        body=_read_body(top.part("body")),
        clothes=_read_clothes(top.part("clothes")),
        age=top.number("age", 0.0, 1.0, 0.0),
        freckles=top.number("freckles", 0.0, 1.0, 0.0),
        earring=top.colour("earring", ""),
        backdrop=top.colour("backdrop"),
    )
    top.done()
    return person


def _read_skin(part: Section) -> Skin:
    skin = Skin(
        base=part.colour("base"),
        shade=part.colour("shade"),
        blush=part.colour("blush", "#D9694F"),
        lip=part.colour("lip", ""),
    )
    part.done()
    return skin


def _read_head(part: Section) -> Head:
    head = Head(
        temple=part.number("temple", 0.29, 0.35, 0.325),
        cheek=part.number("cheek", 0.31, 0.37, 0.342),
        jaw=part.number("jaw", 0.22, 0.32, 0.272),
        chin=part.number("chin", 0.09, 0.18, 0.125),
        length=part.number("length", 0.47, 0.53, 0.5),
        ears=part.number("ears", 0.7, 1.4, 1.0),
    )
    part.done()
    return head


def _read_eyes(part: Section) -> Eyes:
    eyes = Eyes(
        iris=part.colour("iris"),
        width=part.number("width", 0.8, 1.2, 1.0),
        height=part.number("height", 0.7, 1.3, 1.0),
        spacing=part.number("spacing", 0.13, 0.175, 0.152),
        tilt=part.number("tilt", -0.03, 0.03, 0.0),
        lid=part.word("lid", LID_SHAPES, "crease"),
        lash=part.number("lash", 0.0, 1.0, 0.5),
        iris_size=part.number("iris_size", 0.8, 1.2, 1.0),
    )
    part.done()
    return eyes


def _read_brows(part: Section) -> Brows:
    brows = Brows(
        colour=part.colour("colour", ""),
        thickness=part.number("thickness", 0.012, 0.05, 0.027),
        arch=part.number("arch", -0.03, 0.03, 0.0),
        lift=part.number("lift", -0.03, 0.03, 0.0),
        length=part.number("length", 0.8, 1.2, 1.0),
    )
    part.done()
    return brows


def _read_nose(part: Section) -> Nose:
    nose = Nose(part.word("shape", NOSE_SHAPES, "straight"), part.number("width", 0.7, 1.3, 1.0))
    part.done()
    return nose


def _read_mouth(part: Section) -> Mouth:
    mouth = Mouth(part.number("width", 0.8, 1.2, 1.0), part.number("fullness", 0.5, 1.5, 1.0))
    part.done()
    return mouth


def _read_hair(part: Section) -> Hair:
    hair = Hair(part.word("style", HAIR_STYLES), part.colour("colour"), part.colour("shade", ""))
    part.done()
    return hair


def _read_beard(part: Section) -> Beard:
    beard = Beard(
        style=part.word("style", BEARD_STYLES, "none"),
        colour=part.colour("colour", ""),
        stubble=part.number("stubble", 0.0, 1.0, 0.0),
    )
    part.done()
    return beard


def _read_glasses(part: Section) -> Glasses:
    glasses = Glasses(
        colour=part.colour("colour", "#3A2E28"),
        width=part.number("width", 0.08, 0.14, 0.115),
        height=part.number("height", 0.05, 0.13, 0.098),
        squareness=part.number("squareness", 0.0, 1.0, 0.0),
    )
    part.done()
    return glasses


def _read_body(part: Section) -> Body:
    body = Body(
        neck=part.number("neck", 0.13, 0.24, 0.17),
        shoulders=part.number("shoulders", 0.5, 1.0, 0.70),
        slope=part.number("slope", 0.0, 1.0, 0.5),
        lean=part.number("lean", -0.1, 0.1, 0.0),
    )
    part.done()
    return body


def _read_clothes(part: Section) -> Clothes:
    clothes = Clothes(
        style=part.word("style", CLOTHES_STYLES),
        colour=part.colour("colour"),
        second=part.colour("second", "#F2ECE0"),
        bare=part.yes("bare", True),
    )
    part.done()
    return clothes
