"""Edits of a file as text: odd tokens, and lines, words and numbers in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

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
    at = at % (len(text) + 1)
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
