"""Bytes to a tree of plain dicts, lists and strings, with the place of everything, and nothing else.

YAML can do far more than a scenario needs, and some of it is dangerous: aliases that expand without end, tags that
name types, nesting that overruns a C stack. So the parser's events are looked at one by one *before* anything is
built from them, and what a scenario has no use for is answered by a finding. Scalars stay the characters that were
written; what they mean is for the schema to say.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ipt_roleplay.scenario.findings import START, Finding, Place, ScenarioError, shortened

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
_MOST_REPORTED = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a scenario may be. Past a limit the file is refused, with the limit named.

    Bytes of the file, lists and mappings inside one another, characters of one text, entries of all lists and mappings.
    """

    bytes: int = 1_000_000
    depth: int = 32
    scalar: int = 10_000
    items: int = 100_000


@dataclass(slots=True)
class Tree:
    """A YAML document as written. `keys` holds where each entry begins, `values` where its value does."""

    root: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Where the thing at `path` begins; for one that is missing, where its nearest owner begins."""
        for end in range(len(path), 0, -1):
            if (place := self.keys.get(path[:end])) is not None:
                return place
        return START

    def value_place(self, path: Path) -> Place:
        return self.values.get(path) or self.place(path)


def parse(data: bytes, file: str, limits: Limits | None = None) -> Tree:
    """Parse one YAML document.

    Findings that leave the rest readable (an anchor, a tag, a duplicate key) are collected in `Tree.findings`.

    Raises:
        ScenarioError: where nothing after the place can be trusted: wrong encoding, broken YAML, a limit passed.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        _refuse(
            file,
            START,
            "E107",
            f"The file has more than {limits.bytes:,} bytes, which is the limit. Split it into several scenarios.",
        )
    return _Builder(file, limits).build(_decode(data, file))


def _refuse(file: str, place: Place, code: str, message: str) -> None:
    raise ScenarioError([Finding(file, place, code, message)])


# --- characters ---------------------------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK = "\ufeff"  # a second one, as some editors leave it, is not a character of the first line either
# What YAML itself does not allow in a stream (YAML 1.1, section 5.1), found here so that the answer names the place;
# and three characters that begin a new line for YAML and for no editor, so that every line below would be off by one.
_NOT_PRINTABLE = re.compile(
    "[^\\x09\\x0a\\x0d\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)


_INVISIBLE = "Delete it; it may be invisible in the editor."


def _decode(data: bytes, file: str) -> str:
    encoding = "utf-8"
    for bom, name in _BOMS:
        if data.startswith(bom):
            data, encoding = data[len(bom) :], name
            break
    try:
        text = data.decode(encoding).lstrip(_MARK)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        _refuse(
            file,
            _end_of(before),
            "E102",
            "A character here is not valid UTF-8. Save the file with the encoding UTF-8 and try again.",
        )
    if found := _NOT_PRINTABLE.search(text):
        code_point = f"U+{ord(found.group()):04X}"
        way_out = "Save the file with the encoding UTF-8 and try again." if found.group() == "\0" else _INVISIBLE
        _refuse(
            file,
            _end_of(text[: found.start()]),
            "E102",
            f"The character {code_point} cannot stand in a scenario. {way_out}",
        )
    return text


def _end_of(text: str) -> Place:
    lines = re.split("\r\n|\r|\n", text)
    return Place(len(lines), len(lines[-1]) + 1)


# --- events to a tree ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None  # in a mapping: the key that waits for its value
    skip: bool = False  # the value that comes next belongs to a refused key


class _Builder:
    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._tree = Tree()
        self._open: list[_Open] = []
        self._items = 0
        self._documents = 0

    def build(self, text: str) -> Tree:
        loader = _Parser(text)
        try:
            while (event := loader.get_event()) is not None:
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else START
            # Where the last line has no end, the parser means the line after it.
            _refuse(self._file, min(place, _end_of(text)), "E103", _plain_yaml_error(error))
        except yaml.YAMLError:
            _refuse(self._file, START, "E103", "This is not YAML. Compare it with a scenario that works.")
        finally:
            loader.dispose()
        if self._documents == 0 or self._tree.root == "":
            _refuse(self._file, START, "E109", "The file is empty. Start from a copy of a scenario that works.")
        if not isinstance(self._tree.root, dict):
            _refuse(
                self._file,
                self._tree.values.get((), START),
                "E109",
                "A scenario begins with lines such as `format: 1`, not with a list or a single text.",
            )
        return self._tree

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._guard(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._guard(event)
            self._begin(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            self._count(event)
            alias = shortened(event.anchor)
            self._report(event, "E104", f"The alias `*{alias}` is not read. Write the text out where it is needed.")
            self._place_value("", self._where(event), self._where(event))
        elif kind is yaml.DocumentStartEvent:
            self._begin_document(event)

    def _begin_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            _refuse(
                self._file,
                self._where(event),
                "E109",
                "A second document begins here. Keep one conversation in a file and delete the `---`.",
            )
        if event.tags:
            self._report(event, "E105", "A `%TAG` line is not read. Delete it.")

    def _guard(self, event: Any) -> None:
        """Refuse what a scenario has no use for, before anything is built from it."""
        self._count(event)
        if event.anchor is not None:
            anchor = shortened(event.anchor)
            self._report(event, "E104", f"The anchor `&{anchor}` is not read. Delete it and write the text out.")
        if event.tag is not None and event.tag != "!":
            tag = shortened(event.tag)
            self._report(event, "E105", f"The tag `{tag}` is not read. Delete it; the text alone is enough.")

    def _count(self, event: Any) -> None:
        self._items += 1
        if self._items > self._limits.items:
            self._stop(event, f"More than {self._limits.items:,} entries: split this into several scenarios.")

    def _begin(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        where = self._where(event)
        if len(self._open) >= self._limits.depth:
            self._stop(event, f"Nested more than {self._limits.depth} levels deep; a scenario needs about eight.")
        owner = self._open[-1] if self._open else None
        if owner is not None and isinstance(owner.value, dict) and owner.key is None and not owner.skip:
            self._report(event, "E109", "A name is expected here, not a list or a mapping. Put plain text there.")
            owner.key, owner.skip = "", True
            self._open.append(_Open(value, (*owner.path, "")))
            return
        path = self._place_value(value, where, where)
        self._open.append(_Open(value, path))

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        where = self._where(event)
        if len(text) > self._limits.scalar:
            self._stop(event, f"A text of {len(text):,} characters; the limit is {self._limits.scalar:,}. Shorten it.")
        owner = self._open[-1] if self._open else None
        if owner is not None and isinstance(owner.value, dict) and owner.key is None:
            self._key(owner, text, event, where)
        else:
            self._place_value(text, where, where)

    def _key(self, owner: _Open, text: str, event: Any, where: Place) -> None:
        owner.key = text
        owner.skip = False
        if text == "<<" and not event.style:
            self._report(event, "E106", "The merge key `<<` is not read. Write the entries out.")
            owner.skip = True
        elif text in owner.value:
            first = self._tree.keys[(*owner.path, text)]
            twice = f"in line {first.line} and in line {where.line}"
            self._report(event, "E108", f"`{shortened(text)}` is written twice, {twice}. Keep one of them.")
            owner.skip = True
        else:
            self._tree.keys[(*owner.path, text)] = where

    def _place_value(self, value: Any, key_place: Place, value_place: Place) -> Path:
        """Put `value` where it belongs; return its path."""
        if not self._open:
            self._tree.root = value
            self._tree.values[()] = value_place
            return ()
        owner = self._open[-1]
        if isinstance(owner.value, list):
            path: Path = (*owner.path, len(owner.value))
            owner.value.append(value)
            self._tree.keys[path] = key_place
        elif owner.key is None:  # an alias where a key should be: reported already
            owner.key, owner.skip = "", True
            return (*owner.path, "")
        else:
            path = (*owner.path, owner.key)
            skip, owner.key, owner.skip = owner.skip, None, False
            if skip:
                return (*path, -1)  # beside the path: the places of its parts are not those of the entry that counts
            assert isinstance(owner.value, dict)
            owner.value[str(path[-1])] = value
        self._tree.values[path] = value_place
        return path

    @staticmethod
    def _where(event: Any) -> Place:
        return Place(event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(self, event: Any, code: str, message: str) -> None:
        if len(self._tree.findings) < _MOST_REPORTED:  # whoever mends these sees the next ones
            self._tree.findings.append(Finding(self._file, self._where(event), code, message))

    def _stop(self, event: Any, message: str) -> None:
        raise ScenarioError([*self._tree.findings, Finding(self._file, self._where(event), "E107", message)])


_HINTS = (
    ("tab character", "A tab stands here where spaces must. Indent with spaces."),
    ("mapping values are not allowed", "There is a `: ` inside a text. Put the whole text in double quotes."),
    ("could not find expected ':'", "A line here has no `:` after its name, or its text goes on without indentation."),
    (
        "cannot start any token",
        "A special character or a tab begins a text here. Use double quotes, and spaces to indent.",
    ),
    ("did not find expected <document start>", "This line does not fit what stands above it. Check its indentation."),
    ("expected <block end>", "The indentation changes here. Give entries of one list or block the same indentation."),
    ("did not find expected key", "The indentation or a quotation mark is off here. Align the line with its siblings."),
    ("did not find expected '-' indicator", "A list ends here too early. Align the `-` signs of one list."),
    ("unexpected end of stream", "A quotation mark is opened here and not closed. Add the closing one."),
    ("unknown escape character", "A backslash in double quotes needs a second one: write `\\\\`."),
    ("invalid Unicode character escape", "This escape does not name a character. Type the character itself."),
    ("invalid leading UTF-8", "Save the file with the encoding UTF-8 and try again."),
    ("flow", "A `[` or `{` is not closed. Add the closing bracket, or put the text in double quotes."),
    ("undefined alias", "Aliases (`*name`) are not read. Write the text out where it is needed."),
    ("anchor", "A text here begins with `&` or `*`. Put it in double quotes."),
    ("tag", "A text here begins with `!`. Put it in double quotes."),
)


def _plain_yaml_error(error: yaml.MarkedYAMLError) -> str:
    problem = " ".join(str(part) for part in (error.problem, error.context) if part)
    for sign, hint in _HINTS:
        if sign in problem:
            return hint
    return f"This is not YAML ({problem}). Compare the line with one that works."
