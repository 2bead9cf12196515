"""The form of a scenario file, as pydantic models; the JSON Schema for editors is generated from them.

The reader hands over every scalar as the characters that were written. So the schema decides, not YAML 1.1: where a
text stands, `no`, `12:30` and `010` are texts; where an integer is expected, only a sign and 1-4 digits pass.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

FORMAT = 1
"""The newest format that this program reads. Every older one opens for ever."""

# Far above what a conversation needs. What a scenario costs to read, to compile and to prove grows faster than these.
MOST_NODES = 1000
MOST_ENDINGS = 1000
MOST_CHOICES = 100
MOST_FLAGS = 200
MOST_LISTED = 100

_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]{0,3})")


def _integer(value: Any) -> Any:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise ValueError("a whole number is expected (a sign if you like, then 1 to 4 digits, no zero in front)")


def _truth(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("`true` or `false` is expected")


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("some text is expected")
    return value


Text = Annotated[str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Int = Annotated[int, BeforeValidator(_integer)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Names = Annotated[list[Name], Field(max_length=MOST_LISTED)]
Level = Annotated[Int, Field(ge=1, le=3)]
Minutes = Annotated[Int, Field(ge=1, le=60)]
Gauge = Annotated[Int, Field(ge=0, le=10)]
FormatNumber = Annotated[Int, Field(ge=1), WithJsonSchema({"const": FORMAT})]


_Listed = Field(min_length=1, max_length=MOST_LISTED)


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


def _one_or_many(value: Any) -> str:
    return "many" if isinstance(value, (list, tuple)) else "one"


class Variant(Form):
    """One of several ways to say it; the first whose `when` holds is taken."""

    when: Text | None = None
    say: Text


class MoodVariant(Variant):
    mood: Name | None = None


class Route(Form):
    when: Text | None = None
    to: Id


Variants = Annotated[
    Annotated[Text, Tag("one")] | Annotated[list[Variant], _Listed, Tag("many")],
    Discriminator(_one_or_many),
]
MoodVariants = Annotated[
    Annotated[Text, Tag("one")] | Annotated[list[MoodVariant], _Listed, Tag("many")],
    Discriminator(_one_or_many),
]
Routes = Annotated[
    Annotated[Id, Tag("one")] | Annotated[list[Route], _Listed, Tag("many")],
    Discriminator(_one_or_many),
]


class Effect(Form):
    """What a choice or a day adds to the gauges; the sums are clamped to 0-10."""

    connection: Int = 0
    clarity: Int = 0
    self_respect: Int = 0
    tension: Int = 0


class Gauges(Form):
    """Where the gauges start, 0-10."""

    connection: Gauge = 5
    clarity: Gauge = 0
    self_respect: Gauge = 5
    tension: Gauge = 2


class You(Form):
    name: Text
    role: Text


class Partner(Form):
    name: Text
    relation: Text
    face: Name
    wants: Text
    fears: Text


class Day(Form):
    """How the partner woke up, on top of the starting gauges."""

    effect: Effect = Effect()
    set: Names = []


class Days(Form):
    """Each of the two is the ordinary day where it is not described."""

    good: Day = Day()
    hard: Day = Day()


Stance = Literal["passive", "assertive", "aggressive", "barbed", "listening"]


class Choice(Form):
    """One possible answer: what is said or done, what it does, and where it leads."""

    id: Id
    when: Text | None = None
    once: Truth = False
    say: Text | None = None
    do: Text | None = None
    stance: Stance
    skills: Names = []
    faults: Names = []
    reply: MoodVariants | None = None
    mood: Name | None = None
    heard: Variants
    feedback: Variants
    better: Variants | None = None
    effect: Effect = Effect()
    set: Names = []
    clear: Names = []
    next: Routes


class Node(Form):
    """A moment of the conversation: what is seen and heard, and what one may answer."""

    scene: Variants | None = None
    partner: MoodVariants | None = None
    mood: Name | None = None
    keep_order: Truth = False
    choices: Annotated[list[Choice], Field(min_length=1, max_length=MOST_CHOICES)]


class Ending(Form):
    """How it ends: what was said, and apart from it what the partner made of it."""

    title: Text
    said: Literal["plainly", "partly", "unsaid"]
    answer: Literal["agreed", "partly", "later", "refused"]
    partner: MoodVariants | None = None
    mood: Name | None = None
    text: Variants


class Scenario(Form):
    """A role-play conversation, format 1."""

    format: FormatNumber
    id: Id
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    title: Text
    summary: Text
    focus: Literal["grief", "role_dispute", "role_transition", "isolation"]
    practice: Literal["boundary_setting", "expressing_needs", "reconnecting"]
    level: Level
    minutes: Minutes
    content_notes: list[Text] = []
    you: You
    partner: Partner
    manners: Text | None = None
    power: Text | None = None
    setting: Text
    aim: Text
    gauges: Gauges = Gauges()
    flags: Annotated[list[Name], Field(max_length=MOST_FLAGS)] = []
    days: Days = Days()
    start: Id
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=MOST_NODES)]
    endings: Annotated[dict[Id, Ending], Field(min_length=1, max_length=MOST_ENDINGS)]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the format, for editors that complete and check YAML."""
    schema = _mended(Scenario.model_json_schema(by_alias=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ipt-roleplay scenario, format 1",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _mended(schema: Any) -> Any:
    """pydantic's schema with what it leaves out: bounds of integers, no other names, and that nothing is no value."""
    if isinstance(schema, list):
        return [_mended(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    mended = {{"ge": "minimum", "le": "maximum"}.get(key, key): _mended(inner) for key, inner in schema.items()}
    match mended.get("anyOf"):
        case [written, {"type": "null"}]:
            del mended["anyOf"], mended["default"]
            mended |= written
    if mended.get("type") == "integer":
        mended = {"minimum": -9999, "maximum": 9999, **mended}
    if "patternProperties" in mended:
        mended["additionalProperties"] = False
    return mended
