"""Makes broken scenarios from good ones: as bytes, as text, as structure. The same seed makes the same mutant.

An edit is a function of what is edited, a number that says where, a source of chance, and the same part of another
scenario to take pieces from. So `bench.fuzz` draws all of it from a seed, and hypothesis can draw each by itself.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import yaml
from yaml.cyaml import CEmitter  # type: ignore[attr-defined]

from bench import bulk
from ipt_roleplay import resources
from ipt_roleplay.scenario.library import TEST_SUFFIXES, scenario_files
from ipt_roleplay.scenario.state import GAUGES

Form = dict[str, Any]
Spot = tuple[Any, Any]
"""A list or mapping, and the index or key of one of its entries."""

KINDS: Mapping[str, int] = {"bytes": 30, "text": 30, "structure": 34, "plays": 5, "bulk": 1}
"""What is mutated how, with the share of each in a hundred. `plays` is the play test beside a scenario, by any of the
first three; `bulk` is a file with one thing far too often in it."""


@dataclass(frozen=True)
class Source:
    """A file to start from. `whole` tells a shipped one from a piece that was cut out of one."""

    name: str
    data: bytes
    whole: bool = True

    @cached_property
    def text(self) -> str:
        return self.data.decode()

    @property
    def form(self) -> Form:
        """The tree as written, every scalar a string; a new one each time, to be edited."""
        return copy.deepcopy(self._form)

    @cached_property
    def _form(self) -> Form:
        form: Form = yaml.load(self.data, yaml.CBaseLoader)
        return form

    @property
    def is_test(self) -> bool:
        return self.name.endswith(TEST_SUFFIXES)


@dataclass(frozen=True)
class Mutant:
    """A file to check: under which name, and how it was made."""

    name: str
    data: bytes
    kind: str
    edits: tuple[str, ...]
    whole: bool


def shipped() -> list[Source]:
    """The shipped scenarios and their play tests."""
    files = scenario_files(resources.scenarios())
    files += [test for file in files if (test := file.with_name(file.stem + TEST_SUFFIXES[0])).exists()]
    return [Source(file.name, file.read_bytes()) for file in files]


class Mutator:
    """Mutants of `sources`, each made from a seed and a number alone."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._scenarios = [source for source in sources if not source.is_test]
        self._tests = [source for source in sources if source.is_test]

    def mutant(self, seed: int, number: int) -> Mutant:
        chance = Random(f"{seed}/{number}")
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        source = self._draw(chance, self._tests if kind == "plays" else self._scenarios)
        other = self._draw(chance, self._scenarios)
        if kind == "bulk":
            name, text = bulk.swollen(source.text, chance)
            return Mutant(source.name, text.encode(), kind, (name,), source.whole)
        how = chance.choice(tuple(EDITS)) if kind == "plays" else kind
        names = chance.choices(tuple(EDITS[how]), k=chance.choice((1, 1, 1, 2, 2, 3, 5)))
        edits = [(name, chance.getrandbits(32)) for name in names]
        return Mutant(source.name, apply(source, other, how, edits, chance), kind, tuple(names), source.whole)

    def _draw(self, chance: Random, sources: Sequence[Source]) -> Source:
        """Pieces three times out of four where there are some: they are quick to prove, so more can be tried."""
        pieces = [source for source in sources if not source.whole]
        wholes = [source for source in sources if source.whole]
        return chance.choice(pieces if pieces and chance.random() < 0.75 else wholes)


def apply(source: Source, other: Source, how: str, edits: Sequence[tuple[str, int]], chance: Random) -> bytes:
    """`source` after `edits` (each a name of `EDITS[how]` and where), as the bytes of a file."""
    if how == "bytes":
        data = source.data
        for name, at in edits:
            data = BYTES[name](data, at, chance, other.data)
        return data
    if how == "text":
        text = source.text
        for name, at in edits:
            text = TEXT[name](text, at, chance, other.text)
        return text.encode("utf-8", "surrogatepass")
    form, piece = source.form, other.form
    for name, at in edits:
        STRUCTURE[name](form, at, chance, piece)
    return dump(form, chance).encode()


# --- bytes --------------------------------------------------------------------------------------------------------

_ODD_BYTES = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\r", b"\x1b[31m", b"\x1a", b"\x7f", b"\xe4", b"\xc3", b"\x0c", b"\x0b"),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "latin-1", "cp1252", "cp037")


def _at(subject: Sequence[Any], at: int) -> int:
    return at % (len(subject) + 1)


def _length(chance: Random) -> int:
    """Mostly short, at times very long."""
    return int(chance.choice((1, 2, 4, 16, 100, 2000)) * (1 + chance.random()))


def _flip(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = at % max(1, len(data))
    return data[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def _cut(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + data[at + _length(chance) :]


def _end(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return data[: _at(data, at)]


def _noise(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + chance.randbytes(_length(chance)) + data[at:]


def _odd(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + chance.choice(_ODD_BYTES) * chance.choice((1, 1, 1, 3, 500)) + data[at:]


def _again(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at = _at(data, at)
    return data[:at] + data[max(0, at - _length(chance)) :]


def _splice(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return data[: _at(data, at)] + other[chance.randrange(len(other)) :]


def _graft(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    at, there = _at(data, at), chance.randrange(len(other))
    return data[:at] + other[there : there + _length(chance)] + data[at:]


def _encoded(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    """The whole file, or all from a place on, in another encoding; with or without the mark that says so."""
    text = data.decode("utf-8", "replace")
    at = chance.choice((0, 0, 0, _at(text, at)))
    coded = text[at:].encode(_ENCODINGS[chance.randrange(len(_ENCODINGS))], "replace")
    return text[:at].encode() + coded[chance.choice((0, 0, 0, 1, 2)) :]


def _marked(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    return chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf" * 2)) + data


def _ends(data: bytes, at: int, chance: Random, other: bytes) -> bytes:
    """Other line ends, in all of the file or from a place on."""
    at = chance.choice((0, _at(data, at)))
    return data[:at] + data[at:].replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\r\r\n", b"\x0b", b"")))


BytesEdit = Callable[[bytes, int, Random, bytes], bytes]
BYTES: Mapping[str, BytesEdit] = {
    "flip": _flip,
    "cut": _cut,
    "end": _end,
    "noise": _noise,
    "odd": _odd,
    "again": _again,
    "splice": _splice,
    "graft": _graft,
    "encoded": _encoded,
    "marked": _marked,
    "line ends": _ends,
}

# --- text ---------------------------------------------------------------------------------------------------------

_TOKENS = (
    *("&a ", "*a", "&a *a", "!!python/object/apply:os.system ", "!!binary ", "!!str ", "!x ", "! ", "!!null ", "<<: "),
    *("<<: *a", "<<: {a: b}", "\t", "\t\t", " \t", "'", '"', "''", '"""', "[", "]", "{", "}", "[]", "{}", "[[", "{{"),
    *(
        "- ",
        "- - ",
        "? ",
        ": ",
        ":",
        ", ",
        "| ",
        "> ",
        "|\n",
        ">-\n",
        "|9\n",
        ">+2\n",
        "%YAML 1.2\n---\n",
        "%TAG ! x:\n",
    ),
    *("\n---\n", "\n...\n", " #", "#", "@", "`", "%", "\\", "\\x", '"\\ud800"', '"\\U00110000"', '"\\0"', "~", "null"),
    *("no", "yes", "True", "12:30", "010", "0x1F", "0o17", "1_000", "1.10", "1e999", ".inf", "-.inf", ".nan", "+3"),
    *(
        "-0",
        "2024-13-45",
        "9" * 5000,
        "-" * 200,
        "[" * 300,
        "{a: " * 300,
        "(" * 300,
        "not " * 300,
        "a" * 10_001,
        "=",
        "",
    ),
    *("and", "or", "(", ")", "==", ">= 5", "visited('x')", "tension > 3", "\n", "\n\n", "\n  ", "\r", "\r\n", "\x00"),
    *("\x07", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e"),
    *("\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0001f600", "\U000e0041", "\U0010ffff"),
    *("e\u0301", "\u0660", "\uff11", "İ", "ß", "<b>", "&lt;", "{0}", "%s", "${HOME}", "../..", "__class__"),
)


def _token(text: str, at: int, chance: Random, other: str) -> str:
    at = _at(text, at)
    return text[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 1, 1, 2, 5)) + text[at:]


def _token_at_value(text: str, at: int, chance: Random, other: str) -> str:
    """A token where a value begins, before it or in its stead."""
    spots = [found.end() for found in re.finditer(r": |- |\[|, ", text)] or [0]
    here = spots[at % len(spots)]
    rest = text[here:]
    if chance.random() < 0.5:
        rest = rest[re.match(r"[^\n,\]}]*", rest).end() :]  # type: ignore[union-attr]
    return text[:here] + chance.choice(_TOKENS) + rest


def _token_at_line(text: str, at: int, chance: Random, other: str) -> str:
    lines = text.split("\n")
    here = at % len(lines)
    bare = lines[here].lstrip()
    lines[here] = lines[here][: len(lines[here]) - len(bare)] + chance.choice(_TOKENS) + bare
    return "\n".join(lines)


Lines = list[str]


def _on_lines(change: Callable[[Lines, int, Random, Lines], None]) -> Callable[[str, int, Random, str], str]:
    def edit(text: str, at: int, chance: Random, other: str) -> str:
        lines = text.split("\n")
        change(lines, at % len(lines), chance, other.split("\n"))
        return "\n".join(lines)

    return edit


def _line_twice(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    lines[at:at] = lines[at : at + chance.choice((1, 1, 2, 8, 40))] * chance.choice((1, 1, 1, 3))


def _line_gone(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    del lines[at : at + chance.choice((1, 1, 1, 2, 5, 30))]


def _lines_swapped(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    there = chance.choice((min(at + 1, len(lines) - 1), chance.randrange(len(lines))))
    lines[at], lines[there] = lines[there], lines[at]


def _line_moved(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    line = lines.pop(at)
    lines.insert(chance.randrange(len(lines) + 1), line)


def _indented(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    by = chance.choice((1, 2, 4, -1, -2, -4))
    for here in range(at, min(len(lines), at + chance.choice((1, 1, 1, 3, 20)))):
        lines[here] = " " * by + lines[here] if by > 0 else lines[here].removeprefix(" " * -by)


def _tabbed(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    lines[at] = lines[at].replace("  ", "\t", chance.choice((1, -1)))


def _joined(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    lines[at : at + 2] = [chance.choice(("", " ")).join(lines[at : at + 2])]


def _line_grafted(lines: Lines, at: int, chance: Random, other: Lines) -> None:
    there = chance.randrange(len(other))
    lines[at:at] = other[there : there + chance.choice((1, 1, 3, 15, 60))]


def _word_swapped(text: str, at: int, chance: Random, other: str) -> str:
    """A word that means something, in the stead of another."""
    words = list(re.finditer(r"[A-Za-z_-]+", text))
    if not words:
        return text
    here, there = words[at % len(words)], chance.choice(words)
    return text[: here.start()] + there.group() + text[here.end() :]


def _number_swapped(text: str, at: int, chance: Random, other: str) -> str:
    numbers = list(re.finditer(r"[+-]?\d+", text))
    if not numbers:
        return text
    here = numbers[at % len(numbers)]
    new = chance.choice(
        ("0", "10", "11", "-1", "+9999", "10000", "05", "1.5", "9" * 400, "-", "٣", "1e3", str(at % 20))
    )
    return text[: here.start()] + new + text[here.end() :]


TextEdit = Callable[[str, int, Random, str], str]
TEXT: Mapping[str, TextEdit] = {
    "token": _token,
    "token at a value": _token_at_value,
    "token at a line": _token_at_line,
    "line twice": _on_lines(_line_twice),
    "line gone": _on_lines(_line_gone),
    "lines swapped": _on_lines(_lines_swapped),
    "line moved": _on_lines(_line_moved),
    "indented": _on_lines(_indented),
    "tabbed": _on_lines(_tabbed),
    "joined": _on_lines(_joined),
    "lines grafted": _on_lines(_line_grafted),
    "word swapped": _word_swapped,
    "number swapped": _number_swapped,
}

# --- structure ----------------------------------------------------------------------------------------------------

_VALUES: tuple[Any, ...] = (
    *(
        "",
        " ",
        "no",
        "12:30",
        "1",
        "-3",
        "11",
        "null",
        "true",
        "x" * 300,
        "a-name",
        "A Name",
        "tension >= 5",
        "\u202ex",
    ),
    *([], ["a"], [[]], [{}], [{"say": "a"}], [{"when": "turn > 1", "say": "a"}, {"say": "b"}], {}, {"a": "b"}),
    *({"tension": "+2"}, [{"to": "a"}], ["clear_limit"], {"say": "x"}),
)
_KEYS = (
    *(
        "when",
        "say",
        "to",
        "next",
        "choices",
        "partner",
        "reply",
        "mood",
        "set",
        "clear",
        "once",
        "effect",
        "id",
        "text",
    ),
    *("nodes", "endings", "", "<<", "0", "a b", "null", "\u202e", "_", "format", "heard", "better", "faults", "x" * 90),
)


def dump(form: Any, chance: Random) -> str:
    """A tree as YAML in one of the styles that authors and their editors use."""
    if chance.random() < 0.2:
        return json.dumps(form, ensure_ascii=False, indent=chance.choice((None, 1)))
    return as_yaml(form, flow=chance.choice((False, False, None)), width=chance.choice((20, 110, 100_000)))


class _Dumper(CEmitter, yaml.representer.SafeRepresenter, yaml.resolver.BaseResolver):
    """Writes every scalar plainly where it can: the program's reader takes all of them for the characters they are."""

    def __init__(self, stream: Any, *, default_flow_style: bool | None, width: int, **_: Any) -> None:
        CEmitter.__init__(self, stream, width=width, allow_unicode=True)
        yaml.representer.SafeRepresenter.__init__(self, default_flow_style=default_flow_style, sort_keys=False)  # type: ignore[arg-type]
        yaml.resolver.BaseResolver.__init__(self)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(form: Any, *, flow: bool | None = False, width: int = 110) -> str:
    text: str = yaml.dump(form, Dumper=_Dumper, default_flow_style=flow, width=width)
    return text


def spots(tree: Any) -> Iterator[Spot]:
    """Every entry of `tree`, outside in."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(entries):
        yield tree, key
        yield from spots(value)


def _pick(tree: Any, at: int) -> Spot | None:
    found = list(spots(tree))
    return found[at % len(found)] if found else None


def _on_spot(change: Callable[[Any, Any, Random, Form], None]) -> Callable[[Form, int, Random, Form], None]:
    def edit(form: Form, at: int, chance: Random, other: Form) -> None:
        spot = _pick(form, at)
        if spot is not None:
            change(*spot, chance, other)

    return edit


def _dropped(owner: Any, key: Any, chance: Random, other: Form) -> None:
    del owner[key]


def _doubled(owner: Any, key: Any, chance: Random, other: Form) -> None:
    if isinstance(owner, list):
        owner.insert(key, copy.deepcopy(owner[key]))
    else:
        owner[f"{key}{chance.choice(('2', '-again', '_'))}"] = copy.deepcopy(owner[key])


def _renamed(owner: Any, key: Any, chance: Random, other: Form) -> None:
    """In its place, so that the order of the others stays."""
    if isinstance(owner, dict):
        new = chance.choice((chance.choice(_KEYS), key[::-1], key[:-1], f"{key}s", key.upper()))
        entries = [(new if name == key else name, value) for name, value in owner.items()]
        owner.clear()
        owner.update(entries)


def _retyped(owner: Any, key: Any, chance: Random, other: Form) -> None:
    owner[key] = copy.deepcopy(
        chance.choice((chance.choice(_VALUES), [owner[key]], {"say": owner[key]}, str(owner[key])))
    )


def _replaced(owner: Any, key: Any, chance: Random, other: Form) -> None:
    """By any part of another scenario, preferably one of the same name."""
    alike = [spot for spot in spots(other) if spot[1] == key] or list(spots(other))
    there, name = chance.choice(alike)
    owner[key] = copy.deepcopy(there[name])


def _shuffled(owner: Any, key: Any, chance: Random, other: Form) -> None:
    value = owner[key]
    if isinstance(value, list):
        chance.shuffle(value)
    elif isinstance(value, dict):
        entries = list(value.items())
        chance.shuffle(entries)
        value.clear()
        value.update(entries)


def _moved(form: Form, at: int, chance: Random, other: Form) -> None:
    spot = _pick(form, at)
    homes = [value for value in (owner[key] for owner, key in spots(form)) if isinstance(value, (dict, list))]
    if spot is None or not homes:
        return
    owner, key = spot
    value = owner[key]
    del owner[key]
    home = chance.choice(homes)
    if home is value or any(owner[key] is home for owner, key in spots(value)):
        return  # out of the tree together with what was moved
    if isinstance(home, list):
        home.insert(chance.randrange(len(home) + 1), value)
    else:
        home[str(key)] = value


def _swapped(form: Form, at: int, chance: Random, other: Form) -> None:
    one, two = _pick(form, at), _pick(form, chance.getrandbits(32))
    if one is not None and two is not None:
        (here, a), (there, b) = one, two
        here[a], there[b] = copy.deepcopy(there[b]), copy.deepcopy(here[a])


# Edits that know the form, so that most of what they make is still read and has to be proven.


def _dicts(value: Any) -> list[Form]:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [entry for entry in values if isinstance(entry, dict)]


def _choices(form: Form) -> list[Form]:
    return [choice for node in _dicts(form.get("nodes")) for choice in _dicts(node.get("choices"))]


def _names(form: Form, *keys: str) -> list[str]:
    return [str(name) for key in keys for name in (form.get(key) or ()) if isinstance(form.get(key), (dict, list))]


def _routes(choice: Form) -> list[Spot]:
    to = choice.get("next")
    return [(route, "to") for route in _dicts(to)] if isinstance(to, list) else [(choice, "next")]


def _retargeted(form: Form, at: int, chance: Random, other: Form) -> None:
    routes = [route for choice in _choices(form) for route in _routes(choice)]
    if routes:
        owner, key = routes[at % len(routes)]
        owner[key] = chance.choice([*_names(form, "nodes", "endings"), "nowhere"])


def _restarted(form: Form, at: int, chance: Random, other: Form) -> None:
    form["start"] = chance.choice([*_names(form, "nodes"), *_names(form, "endings")[:1], "nowhere"])


def _reworded_when(form: Form, at: int, chance: Random, other: Form) -> None:
    """A condition given, taken away, turned round or spoiled: at a choice, a route or a line."""
    owners = [owner for owner, key in spots(form) if key in ("say", "to", "stance")]
    if not owners:
        return
    owner = owners[at % len(owners)]
    old = owner.get("when")
    if not isinstance(owner, dict) or (isinstance(old, str) and chance.random() < 0.2):
        owner.pop("when", None)
        return
    new = condition(form, chance)
    if isinstance(old, str):
        new = chance.choice((new, f"not ({old})", f"({old}) and {new}", f"({old}) or {new}", old[1:], f"{old} {new}"))
    owner["when"] = new


def condition(form: Form, chance: Random, depth: int = 2) -> str:
    """A random condition over what `form` names."""
    kind = chance.choice(("flag", "gauge", "turn", "visited", "not", "and", "or")[: 7 if depth else 4])
    if kind == "flag":
        return chance.choice(_names(form, "flags") or ["no_flag"])
    if kind in ("gauge", "turn"):
        name = "turn" if kind == "turn" else chance.choice(GAUGES)
        return f"{name} {chance.choice(('<', '<=', '>', '>=', '==', '!='))} {chance.randrange(12)}"
    if kind == "visited":
        return f"visited('{chance.choice(_names(form, 'nodes') or ['x'])}')"
    if kind == "not":
        return f"not ({condition(form, chance, depth - 1)})"
    return f"({condition(form, chance, depth - 1)} {kind} {condition(form, chance, depth - 1)})"


def _reweighed(form: Form, at: int, chance: Random, other: Form) -> None:
    """Other effects, of a choice or a day; or another start of a gauge."""
    owners = [*_choices(form), *_dicts(form.get("days")), form]
    owner = owners[at % len(owners)]
    key = "gauges" if owner is form else "effect"
    before = owner.get(key)
    changes = before if isinstance(before, dict) else {}
    number = chance.choice((chance.randrange(-10, 11), chance.randrange(-3, 4), chance.choice((99, -9999, 10_000))))
    owner[key] = {**changes, chance.choice(GAUGES): str(number)}


def _reflagged(form: Form, at: int, chance: Random, other: Form) -> None:
    owners = [*_choices(form), *_dicts(form.get("days"))]
    if owners:
        flags = _names(form, "flags") or ["no_flag"]
        owners[at % len(owners)][chance.choice(("set", "clear"))] = chance.choices(flags, k=chance.choice((0, 1, 1, 2)))


def _toggled(form: Form, at: int, chance: Random, other: Form) -> None:
    choices = _choices(form)
    if choices:
        choice = choices[at % len(choices)]
        choice["once"] = "false" if choice.get("once") == "true" else "true"


def _answer_added(form: Form, at: int, chance: Random, other: Form) -> None:
    nodes = [node for node in _dicts(form.get("nodes")) if isinstance(node.get("choices"), list)]
    choices = _choices(chance.choice((form, other)))
    if nodes and choices:
        new = {**copy.deepcopy(chance.choice(choices)), "id": f"added-{at % 100}"}
        nodes[at % len(nodes)]["choices"].append(new)
        if chance.random() < 0.8:
            new["next"] = chance.choice(_names(form, "nodes", "endings") or ["nowhere"])


def _answer_gone(form: Form, at: int, chance: Random, other: Form) -> None:
    nodes = [node for node in _dicts(form.get("nodes")) if node.get("choices")]
    if nodes and isinstance(nodes[at % len(nodes)]["choices"], list):
        choices = nodes[at % len(nodes)]["choices"]
        del choices[chance.randrange(len(choices))]


def _place_renamed(form: Form, at: int, chance: Random, other: Form) -> None:
    """A node or ending under another name, mostly with all that leads there."""
    places = [(form[part], name) for part in ("nodes", "endings") for name in _names(form, part)]
    places = [(part, name) for part, name in places if isinstance(part, dict)]
    if not places:
        return
    part, old = places[at % len(places)]
    new = chance.choice(("renamed", "Renamed", "", chance.choice(places)[1]))
    entries = [(new if name == old else name, value) for name, value in part.items()]
    part.clear()
    part.update(entries)
    if chance.random() < 0.8:
        for owner, key in spots(form):
            if key in ("next", "to", "start") and owner[key] == old:
                owner[key] = new
            elif key == "when" and isinstance(owner[key], str):
                owner[key] = owner[key].replace(f"'{old}'", f"'{new}'")


def _varied(form: Form, at: int, chance: Random, other: Form) -> None:
    """A text made into several, or one of several."""
    texts = [
        spot for spot in spots(form) if spot[1] in ("partner", "reply", "scene", "heard", "feedback", "better", "text")
    ]
    if not texts:
        return
    owner, key = texts[at % len(texts)]
    if isinstance(owner[key], str):
        owner[key] = [{"when": condition(form, chance), "say": "One way."}, {"say": owner[key]}]
    elif isinstance(owner[key], list) and owner[key]:
        owner[key].insert(0, {"when": condition(form, chance), "say": "Another way."})


FormEdit = Callable[[Form, int, Random, Form], None]
STRUCTURE: Mapping[str, FormEdit] = {
    "dropped": _on_spot(_dropped),
    "doubled": _on_spot(_doubled),
    "renamed": _on_spot(_renamed),
    "retyped": _on_spot(_retyped),
    "replaced": _on_spot(_replaced),
    "shuffled": _on_spot(_shuffled),
    "moved": _moved,
    "swapped": _swapped,
    "retargeted": _retargeted,
    "restarted": _restarted,
    "condition": _reworded_when,
    "effect": _reweighed,
    "flags": _reflagged,
    "once": _toggled,
    "answer added": _answer_added,
    "answer gone": _answer_gone,
    "place renamed": _place_renamed,
    "varied": _varied,
}

EDITS: Mapping[str, Mapping[str, Any]] = {"bytes": BYTES, "text": TEXT, "structure": STRUCTURE}


# --- pieces -------------------------------------------------------------------------------------------------------


def piece(source: Source, nodes: int, chance: Random) -> Source:
    """A part of a scenario with so many nodes; what led out of it leads to an ending. It may have errors."""
    form = source.form
    kept = chance.sample(list(form["nodes"]), nodes)
    endings = chance.sample(list(form["endings"]), 2)
    form["nodes"] = {name: form["nodes"][name] for name in kept}
    form["endings"] = {name: form["endings"][name] for name in endings}
    form["start"] = kept[0]
    for choice in _choices(form):
        for owner, key in _routes(choice):
            if owner[key] not in kept and owner[key] not in endings:
                owner[key] = chance.choice((*kept[1:], *endings))
    for owner, key in list(spots(form)):
        if key == "when" and any(name not in kept for name in re.findall(r"visited\('([^']*)'\)", owner[key])):
            owner[key] = chance.choice(("tension >= 3", "connection >= 5", *form["flags"]))
    return Source(source.name, as_yaml(form).encode(), whole=False)


def save(sources: Sequence[Source], folder: Path) -> None:
    """So that each of several processes starts from the same."""
    for number, source in enumerate(sources):
        place = folder / ("whole" if source.whole else "piece") / str(number)
        place.mkdir(parents=True)
        (place / source.name).write_bytes(source.data)


def saved(folder: Path) -> list[Source]:
    files = [file for file in folder.rglob("*.yaml") if file.is_file()]
    files.sort(key=lambda file: int(file.parent.name))
    return [Source(file.name, file.read_bytes(), file.parent.parent.name == "whole") for file in files]
