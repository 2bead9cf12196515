"""From the bytes of a file to the source model, with every error's line and column, all errors at once."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ipt_roleplay.scenario import source, yaml_tree
from ipt_roleplay.scenario.findings import START, Finding, Place, ScenarioError, in_one_line
from ipt_roleplay.scenario.yaml_tree import Limits, Path, Tree

# Characters that turn or hide text (Unicode TR 36): shown escaped, so that the eye sees what the file says. The two
# joiners U+200C and U+200D stay: Persian, Hindi and many emoji are written with them.
_DECEPTIVE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A scenario as written: the source model, where each of its parts stands, and the warnings of reading it.

    `sha256` is that of the parsed scenario in canonical form, so comments, line ends and the order of keys do not
    change it.
    """

    file: str
    scenario: source.Scenario
    tree: Tree
    sha256: str
    warnings: tuple[Finding, ...] = ()

    def place(self, *path: str | int) -> Place:
        return self.tree.place(path)

    def value_place(self, *path: str | int) -> Place:
        return self.tree.value_place(path)


def read_bytes(file: FilePath, limits: Limits | None = None) -> bytes:
    """The bytes of a scenario file; of one over the limit only so many that the limit is seen to be passed.

    Raises:
        ScenarioError: E101, where the file cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read((limits or Limits()).bytes + 1)
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        message = f"This file cannot be opened ({why}). Check its name and whether you may read it."
        raise ScenarioError([Finding(str(file), START, "E101", message)]) from None


def read(data: bytes, file: str, limits: Limits | None = None) -> Written:
    """Parse and validate one scenario.

    Raises:
        ScenarioError: with every error of the file, each with line and column.
    """
    tree = yaml_tree.parse(data, file, limits)
    versions = _versions(tree, file)
    if any(finding.code == "E204" for finding in versions):
        raise ScenarioError([*tree.findings, *versions])
    scenario, warnings = fill(source.Scenario, tree, file, versions)
    return Written(file, scenario, tree, _canonical_hash(scenario), warnings)


F = TypeVar("F", bound=source.Form)


def fill(
    form: type[F],
    tree: Tree,
    file: str,
    findings: Sequence[Finding] = (),
    *,
    known: Callable[[Path], list[str]] | None = None,
    whole: str = "scenario",
) -> tuple[F, tuple[Finding, ...]]:
    """Validate a parsed file as `form`; also its warnings.

    Args:
        findings: what was found in the file already; with an error among them it is refused.
        known: the keys that may stand in the thing at a path, for hints; by default those of a scenario.
        whole: what such a file is called.

    Raises:
        ScenarioError: with every error of the file, each with line and column.
    """
    found = [*tree.findings, *findings]
    tree.root, odd = _visible(tree, file)
    found += odd
    try:
        filled = form.model_validate(tree.root)
    except ValidationError as error:
        details = error.errors(include_url=False)[:_MOST_EXPLAINED]  # whoever mends these sees the next ones
        explained = (_explain(each, tree, file, known or _known_keys, whole) for each in details)
        raise ScenarioError(_errors_first([*found, *explained])) from None
    if any(finding.severity == "error" for finding in found):
        raise ScenarioError(found)
    return filled, tuple(found)


def _errors_first(findings: list[Finding]) -> list[Finding]:
    unique = {(finding.place, finding.code, finding.message): finding for finding in findings}
    return list(unique.values())


def _versions(tree: Tree, file: str) -> list[Finding]:
    written = tree.root.get("format")
    digits = written.removeprefix("+") if isinstance(written, str) else ""
    if not digits.isdecimal() or int(digits[:4]) <= source.FORMAT:
        return []
    message = (
        f"This scenario has format {written[:8]}; this program reads up to format {source.FORMAT}. "
        "Install a newer version of the program to play it."
    )
    return [Finding(file, tree.place(("format",)), "E204", message)]


def _canonical_hash(scenario: source.Scenario) -> str:
    form = scenario.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


# --- characters that hide -----------------------------------------------------------------------------------------


def _visible(tree: Tree, file: str) -> tuple[Any, list[Finding]]:
    """The tree with deceptive characters written out, as in `\\u202e`; a finding for each text that has some."""
    findings: list[Finding] = []

    def walk(value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return {name(key, path): walk(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [walk(inner, (*path, index)) for index, inner in enumerate(value)]
        return value if is_plain(value) else text(value, tree.value_place(path))

    def name(key: str, path: Path) -> str:
        if is_plain(key):
            return key
        shown = text(key, place := tree.place((*path, key)))
        tree.keys[(*path, shown)] = place  # for what else is found there
        return shown

    def is_plain(value: str) -> bool:
        return value.isascii() and value.isprintable()

    def text(value: str, place: Place) -> str:
        if found := _CONTROL.search(value):
            message = f"The character {_code_point(found.group())} cannot be shown. Delete it from this text."
            findings.append(Finding(file, place, "E102", message))
            return value
        if found := _DECEPTIVE.search(value):
            message = f"The invisible character {_code_point(found.group())} stands in this text. Delete it if you can."
            findings.append(Finding(file, place, "W510", message))
            return _DECEPTIVE.sub(lambda m: f"\\u{ord(m.group()):04x}", value)
        return value

    return walk(tree.root, ()), findings


def _code_point(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


# --- pydantic's errors in plain sentences -------------------------------------------------------------------------

_MOST_EXPLAINED = 200
_CODES = {"too_long": "E107", "extra_forbidden": "E201", "missing": "E202", "string_pattern_mismatch": "E205"}
_UNION_TAGS = frozenset(("one", "many"))
_EXPECTED = {
    "string_type": "Text is expected at `{key}`, not {what}. Put one text there.",
    "list_type": "A list is expected at `{key}`: a line for each entry, beginning with `- `, or [a, b].",
    "dict_type": "Lines of `name: …` are expected under `{key}`, not {what}.",
    "model_type": "Lines of `name: …` are expected under `{key}`, not {what}.",
    "model_attributes_type": "Lines of `name: …` are expected under `{key}`, not {what}.",
    "too_short": "`{key}` needs at least one entry.",
    "too_long": "`{key}` has more entries than the limit, which is {max_length}. Leave some out.",
    "string_too_long": "`{key}` is too long; names have at most 80 characters.",
}


def _explain(details: ErrorDetails, tree: Tree, file: str, known: Callable[[Path], list[str]], whole: str) -> Finding:
    """One pydantic error as a finding; `loc` is walked down the tree as written, skipping names of union members."""
    path, value = _real_path(details["loc"], tree.root)
    kind, key = details["type"], _thing(path)
    context: Mapping[str, Any] = details.get("ctx", {})
    match kind:
        case "missing":
            message = f"`{key}` is missing {_of(path, whole)}. Add it."
        case "extra_forbidden":
            message = f"`{key}` is not known {_of(path, whole)}{_near(key, known(path[:-1]))}."
        case "string_pattern_mismatch":
            message = _bad_name(key, value, str(context.get("pattern", "")))
        case "literal_error":
            message = _not_one_of(key, value, str(context.get("expected", "")))
        case "greater_than_equal" | "less_than_equal":
            bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
            message = f"`{key}` must be {bound}, not {_shown(value)}."
        case "value_error":
            message = f"At `{key}`, {context['error']}, not {_shown(value)}."
        case _ if kind in _EXPECTED:
            message = _EXPECTED[kind].format(**{**context, "key": key, "what": _shown(value)})
        case _:
            message = f"`{key}` is not understood: {details['msg'].lower()}."
    return Finding(file, tree.place(path), _CODES.get(kind, "E203"), in_one_line(message))


def _not_one_of(key: str, value: Any, expected: str) -> str:
    allowed = expected.replace("'", "`")
    guess = difflib.get_close_matches(str(value), re.findall(r"`([^`]+)`", allowed), 1)
    hint = f" Did you mean `{guess[0]}`?" if guess else ""
    return f"`{key}` must be {allowed}, not {_shown(value)}.{hint}"


def _real_path(loc: tuple[int | str, ...], root: Any) -> tuple[Path, Any]:
    path: list[int | str] = []
    value = root
    for index, step in enumerate(loc):
        if (isinstance(value, dict) and step in value) or _is_index(value, step):
            value = value[step]
        elif step in _UNION_TAGS or step == "[key]":
            continue
        elif index == len(loc) - 1:
            value = None
        else:
            break
        path.append(step)
    return tuple(path), value


def _is_index(value: Any, step: int | str) -> bool:
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _thing(path: Path) -> str:
    """The name of what stands at `path`, as an author thinks of it: the last key, with its number in a list."""
    if not path:
        return "the scenario"
    last = path[-1]
    if isinstance(last, int):
        owner = next((step for step in reversed(path) if isinstance(step, str)), "list")
        return f"{owner} {last + 1}"
    return last[:60]


def _of(path: Path, whole: str) -> str:
    """Whose part it is: `of the choice`, `of the node on-her-way`."""
    owners = path[:-1]
    if not owners:
        return f"in this {whole}"
    words = []
    if len(owners) >= 2 and owners[0] in ("nodes", "endings"):
        words.append(f"{'node' if owners[0] == 'nodes' else 'ending'} `{owners[1]}`")
        if len(owners) >= 4 and owners[2] == "choices" and isinstance(owners[3], int):
            words.insert(0, f"choice {owners[3] + 1} of")
    else:
        words.append(f"`{_thing(owners)}`")
    return "in " + " ".join(words)


def _near(key: str, known: list[str]) -> str:
    guess = difflib.get_close_matches(key, known, 1, 0.6)
    if guess:
        return f"; `{guess[0]}` is. Rename it or delete it"
    return f"; known here are {', '.join(known)}. Delete it or rename it" if known else "; delete it"


def _known_keys(owner: Path) -> list[str]:
    """The keys that may stand in the thing at `owner`, found by its shape in the tree of models."""
    names: dict[str, type[source.Form]] = {
        "you": source.You,
        "partner": source.Partner,
        "gauges": source.Gauges,
        "days": source.Days,
        "good": source.Day,
        "hard": source.Day,
        "effect": source.Effect,
        "choices": source.Choice,
        "nodes": source.Node,
        "endings": source.Ending,
        "next": source.Route,
    }
    if not owner:
        return list(source.Scenario.model_fields)
    named = [step for step in owner if isinstance(step, str)]
    if len(owner) == 2 and owner[0] in ("nodes", "endings"):
        return list(names[str(owner[0])].model_fields)
    if isinstance(owner[-1], int) and named[-1] not in ("choices", "next"):
        mooded = named[-1] in ("partner", "reply")
        return list((source.MoodVariant if mooded else source.Variant).model_fields)
    model = names.get(named[-1])
    return list(model.model_fields) if model else []


def _bad_name(key: str, value: Any, pattern: str) -> str:
    if key == "language":
        return f"`language` is a code such as `en` or `pt-BR`, not {_shown(value)}."
    signs = "underscores" if "_" in pattern else "hyphens"
    shown = _shown(value) if isinstance(value, str) else f"`{key}`"
    return (
        f"{shown} cannot be a name: a name begins with a small letter a-z; then come small letters, digits and {signs}."
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of lines"
    if isinstance(value, list):
        return "a list"
    if value is None or value == "":
        return "nothing"
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
