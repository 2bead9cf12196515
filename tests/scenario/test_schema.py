"""The JSON Schema for editors: it accepts and rejects what the reader does, wherever form alone can tell."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from ipt_roleplay import resources
from ipt_roleplay.scenario.findings import ScenarioError
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.reader import read
from ipt_roleplay.scenario.source import json_schema
from tests.scenario_text import Form, as_text, choice, ending, node, scenario

SCHEMA = json_schema()

# --- as much of JSON Schema (draft 2020-12) as ours uses ------------------------------------------------------------

TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
RULES: dict[str, Callable[[Any, Any], bool]] = {
    "$ref": lambda rule, value: fits(value, SCHEMA["$defs"][rule.removeprefix("#/$defs/")]),
    "type": lambda rule, value: TYPES[rule](value),
    "const": lambda rule, value: value == rule and type(value) is type(rule),
    "enum": lambda rule, value: value in rule,
    "anyOf": lambda rule, value: any(fits(value, one) for one in rule),
    "oneOf": lambda rule, value: sum(fits(value, one) for one in rule) == 1,
    "pattern": lambda rule, value: not isinstance(value, str) or bool(re.search(rule, value)),
    "maxLength": lambda rule, value: not isinstance(value, str) or len(value) <= rule,
    "minimum": lambda rule, value: not TYPES["integer"](value) or value >= rule,
    "maximum": lambda rule, value: not TYPES["integer"](value) or value <= rule,
    "items": lambda rule, value: not isinstance(value, list) or all(fits(one, rule) for one in value),
    "minItems": lambda rule, value: not isinstance(value, list) or len(value) >= rule,
    "maxItems": lambda rule, value: not isinstance(value, list) or len(value) <= rule,
    "required": lambda rule, value: not isinstance(value, dict) or set(rule) <= set(value),
    "minProperties": lambda rule, value: not isinstance(value, dict) or len(value) >= rule,
    "maxProperties": lambda rule, value: not isinstance(value, dict) or len(value) <= rule,
    "propertyNames": lambda rule, value: not isinstance(value, dict) or all(fits(key, rule) for key in value),
}
TOGETHER = {"properties", "patternProperties", "additionalProperties"}
WORDS = {"title", "description", "default", "$schema", "$defs"}


def fits(value: Any, schema: Any) -> bool:
    if isinstance(schema, bool):
        return schema
    return entries_fit(value, schema) and all(RULES[name](schema[name], value) for name in schema.keys() & RULES.keys())


def entries_fit(value: Any, schema: Form) -> bool:
    if not isinstance(value, dict):
        return True
    for key, inner in value.items():
        rules = [rule for name, rule in schema.get("properties", {}).items() if name == key]
        rules += [rule for pattern, rule in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        if not all(fits(inner, rule) for rule in rules or [schema.get("additionalProperties", True)]):
            return False
    return True


def schemas(schema: Any) -> Iterator[Form]:
    """`schema` and every schema inside it."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner: list[Any] = [schema.get("items"), schema.get("additionalProperties"), schema.get("propertyNames")]
    inner += [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    for named in ("properties", "patternProperties", "$defs"):
        inner += schema.get(named, {}).values()
    for one in inner:
        yield from schemas(one)


# --- the schema itself --------------------------------------------------------------------------------------------


def test_it_is_json_and_uses_only_words_of_json_schema() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    used = {word for schema in schemas(SCHEMA) for word in schema}
    assert used <= RULES.keys() | TOGETHER | WORDS


def test_every_reference_leads_somewhere_and_every_pattern_is_one() -> None:
    for schema in schemas(SCHEMA):
        if "$ref" in schema:
            assert schema["$ref"].removeprefix("#/$defs/") in SCHEMA["$defs"]
        for pattern in (schema.get("pattern"), *schema.get("patternProperties", {})):
            assert pattern is None or re.compile(pattern)


def test_it_is_made_anew_each_time() -> None:
    json_schema()["properties"].clear()
    assert json_schema() == SCHEMA


# --- it agrees with the reader ------------------------------------------------------------------------------------

FULL = scenario(
    {
        "hello": node(
            choice("ask", [{"when": "asked", "to": "well"}, {"to": "done"}], set=["asked"], reply="Oh.", mood="sad"),
            choice(
                "wait", "well", once=True, do="You wait.", when="not asked", clear=["cross"], effect={"tension": -3}
            ),
            scene=[{"when": "asked", "say": "Rain."}, {"say": "Sun."}],
            partner=[{"when": "asked", "say": "Oh.", "mood": "warm"}, {"say": "Hello."}],
            keep_order=True,
            mood="sad",
        ),
        "well": node(choice("go", "done", skills=["clear_limit"], faults=["barb"], better="Say it.")),
    },
    endings={"done": ending(partner="Bye.", mood="warm")},
    flags=["asked", "cross"],
    gauges={"connection": 10, "tension": 0},
    days={"good": {"effect": {"tension": -2}}, "hard": {"set": ["cross"]}},
    content_notes=["loneliness"],
    manners="Plain.",
    power="none",
)


def reader_accepts(form: Any) -> bool:
    try:
        read(as_text(form).encode(), "tea.yaml")
    except ScenarioError:
        return False
    return True


def places(form: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = form.items() if isinstance(form, dict) else enumerate(form) if isinstance(form, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from places(inner, (*path, key))


def changed(path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Form:
    """FULL with `change` done to the owner of `path` and the key there."""
    form = copy.deepcopy(FULL)
    owner: Any = form
    for step in path[:-1]:
        owner = owner[step]
    change(owner, path[-1])
    return form


def test_a_full_scenario_is_accepted_by_both() -> None:
    assert fits(FULL, SCHEMA)
    assert reader_accepts(FULL)


@pytest.mark.parametrize("file", scenario_files(resources.scenarios()), ids=lambda file: file.stem)
def test_the_shipped_scenarios_fit(file: Any) -> None:
    assert fits(yaml.safe_load(file.read_text(encoding="utf-8")), SCHEMA)


def at(path: tuple[Any, ...]) -> Any:
    value: Any = FULL
    for step in path:
        value = value[step]
    return value


def is_kinder(old: Any, new: Any) -> bool:
    """Where the reader takes a scalar that the schema cannot: `title: no` is a text, and `'3'` an integer."""
    return new is None or isinstance(new, bool | int) or (isinstance(new, str) and isinstance(old, bool | int))


def differences(value: Any, paths: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Where schema and reader differ about FULL with `value` in place of one of its parts."""
    differ = []
    for path in paths:
        form = changed(path, lambda owner, key: owner.__setitem__(key, value))
        schema, reader = fits(form, SCHEMA), reader_accepts(form)
        if schema is not reader and not (reader and is_kinder(at(path), value)):
            differ.append((path, "only the reader" if reader else "only the schema"))
    return differ


@pytest.mark.parametrize("value", ["", " ", "a word", "name", None, [], {}, [{"say": "x"}], {"say": "x"}], ids=repr)
def test_with_any_part_replaced_they_agree(value: Any) -> None:
    assert differences(value, list(places(FULL))) == []


@pytest.mark.parametrize("value", [0, 1, 3, 4, -1, 10, 11, 60, 61, 9999, -9999, 12345, True, 1.5, "three"], ids=repr)
def test_with_any_integer_replaced_they_agree(value: Any) -> None:
    integers = [path for path in places(FULL) if type(at(path)) is int]
    assert len(integers) > 5
    assert differences(value, integers) == []


@pytest.mark.parametrize("what", ["left out", "renamed", "doubled"])
def test_with_any_part_left_out_or_renamed_they_agree(what: str) -> None:
    differ = []
    for path in places(FULL):

        def change(owner: Any, key: Any) -> None:
            if what == "left out" or isinstance(key, int):
                del owner[key]
            elif what == "renamed":
                owner["Unheard_of"] = owner.pop(key)
            else:
                owner["also-there"] = owner[key]

        form = changed(path, change)
        if fits(form, SCHEMA) is not reader_accepts(form):
            differ.append(path)
    assert differ == []
