"""The small `when` language: flags, gauges and `turn` against integers, `visited('node')`, and / or / not.

A condition is parsed once into a test over a `State`, together with what it reads: the proof merges two
states only where no later condition can tell them apart, so it needs to know exactly what each one looks at.

    condition  = term ('or' term)*
    term       = factor ('and' factor)*
    factor     = 'not' factor | '(' condition ')' | visited('node') | flag | comparison
    comparison = side (op side)+          one side a gauge or `turn`, the next an integer, in turns
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from ipt_roleplay.scenario.findings import in_one_line, shortened
from ipt_roleplay.scenario.state import GAUGES, GREATEST, LEAST

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_]\w*)|(?P<int>[0-9]+)|(?P<text>'[^']*'|\"[^\"]*\")|(?P<op><=|>=|==|!=|<|>|\(|\)))"
)
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_WORDS = frozenset(("and", "or", "not", "visited", "turn"))
_MAX_DEPTH = 50
_MAX_DIGITS = 4


class ConditionError(ValueError):
    """A `when` that does not parse; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a condition looks at.

    Of a gauge it is not the number that matters but the side of a boundary: bit `i` of one of the four `gauges` says
    that `i` and `i + 1` are told apart. Flags and visited nodes are bits; `turn` is looked at up to a number.
    """

    gauges: tuple[int, int, int, int] = (0, 0, 0, 0)
    flags: int = 0
    visited: int = 0
    turn: int = -1  # the greatest number that `turn` is compared with; -1: `turn` is not read

    def __or__(self, other: Reads) -> Reads:
        one, two, three, four = self.gauges
        more, of, these, too = other.gauges
        return Reads(
            (one | more, two | of, three | these, four | too),
            self.flags | other.flags,
            self.visited | other.visited,
            max(self.turn, other.turn),
        )


Numbers = tuple[int, ...]
"""A `State`, or a plain tuple of the same numbers."""


@dataclass(frozen=True, eq=False)
class Condition:
    """A parsed `when`: its words, the same as a Python expression over the state `s`, and what it reads."""

    text: str
    source: str
    reads: Reads

    @cached_property
    def test(self) -> Callable[[Numbers], bool]:
        """Whether it holds in a state. Compiled when it is first asked for: most are not asked in a play."""
        # Only names and numbers that the parser itself chose are in `source`; nothing of the file's text is evaluated.
        test: Callable[[Numbers], bool] = eval(f"lambda s: {self.source}", {"__builtins__": {}})
        return test


@dataclass(frozen=True, slots=True)
class Names:
    """The names that conditions of one scenario may use, each with its bit."""

    flags: Mapping[str, int]
    nodes: Mapping[str, int]


def parse(text: str, names: Names) -> Condition:
    """Parse one `when`.

    Raises:
        ConditionError: with one sentence that says what is not understood, and where.
    """
    parser = _Parser(text, names)
    source = parser.condition(0)
    parser.end()
    return Condition(text, source, parser.reads)


def first_that_holds(conditions: Sequence[Condition | None]) -> Callable[[Numbers], int]:
    """For a state the index of the first of `conditions` that holds in it. The last one is None, which always holds.

    One function for all of them, since every step of every proof asks for it.
    """
    cases = (f" if {when.source}: return {index}\n" for index, when in enumerate(conditions) if when is not None)
    names: dict[str, Callable[[Numbers], int]] = {}
    exec(f"def first(s):\n{''.join(cases)} return {len(conditions) - 1}", {"__builtins__": {}}, names)
    return names["first"]


class _Parser:
    """Recursive descent; each method returns a piece of a Python expression over the state `s`."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._tokens = list(self._split())
        self._at = 0
        self.reads = Reads()

    def _split(self) -> Any:
        at = 0
        text = self._text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                rest = text[at:].lstrip()
                if rest.startswith("="):
                    self._fail("write `==` to compare, not `=`")
                self._fail(f"`{rest[:20]}` cannot stand here; use flags, gauges, whole numbers, and, or, not")
            at = found.end()
            yield found.lastgroup, found[found.lastgroup or 0]

    def _fail(self, why: str) -> NoReturn:
        raise ConditionError(in_one_line(f"The condition `{shortened(self._text)}` is not understood: {why}."))

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "its end")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def end(self) -> None:
        if self._peek()[0] != "end":
            self._fail(f"`{shortened(self._peek()[1])}` comes unexpectedly")

    def condition(self, depth: int) -> str:
        return self._joined("or", self._term, depth)

    def _term(self, depth: int) -> str:
        return self._joined("and", self._factor, depth)

    def _joined(self, word: str, part: Callable[[int], str], depth: int) -> str:
        parts = [part(depth)]
        while self._peek() == ("name", word):
            self._next()
            parts.append(part(depth))
        return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"

    def _factor(self, depth: int) -> str:
        if depth > _MAX_DEPTH:
            self._fail(f"it is nested more than {_MAX_DEPTH} levels deep")
        kind, token = self._peek()
        if (kind, token) == ("name", "not"):
            self._next()
            return f"(not {self._factor(depth + 1)})"
        if token == "(":
            self._next()
            inner = self.condition(depth + 1)
            if self._next()[1] != ")":
                self._fail("a `)` is missing")
            return inner
        if (kind, token) == ("name", "visited"):
            return self._visited()
        if kind == "name" and token in self._names.flags:
            return self._flag()
        return self._comparison()

    def _flag(self) -> str:
        name = self._next()[1]
        if self._peek()[1] in _COMPARE:
            self._fail(f"the flag `{name}` is set or not; it cannot be compared")
        bit = self._names.flags[name]
        self.reads |= Reads(flags=bit)
        return f"s[6] & {bit} != 0"

    def _visited(self) -> str:
        self._next()
        opening, (kind, quoted), closing = self._next()[1], self._next(), self._next()[1]
        if opening != "(" or kind != "text" or closing != ")":
            self._fail("write visited('name-of-a-node')")
        node = quoted[1:-1]
        if node not in self._names.nodes:
            self._fail(f"there is no node `{shortened(node)}`")
        bit = self._names.nodes[node]
        self.reads |= Reads(visited=bit)
        return f"s[8] & {bit} != 0"

    def _comparison(self) -> str:
        left, source = self._side(), ""
        while self._peek()[1] in _COMPARE and self._peek()[0] == "op":
            sign = self._next()[1]
            right = self._side()
            if left[0] == right[0]:
                what = "two numbers" if left[0] == "int" else "two gauges"
                self._fail(f"{what} are compared; compare a gauge with a whole number")
            self.reads |= _read(left[1], sign, right[1])
            source += f"{self._code(left) if not source else ''} {sign} {self._code(right)}"
            left = right
        if not source:
            if left[0] == "int":
                self._fail(f"`{left[1]}` stands alone; compare it with a gauge")
            self._fail(f"`{left[1]}` is a number; compare it, as in `{left[1]} >= 5`")
        return f"({source.strip()})"

    def _side(self) -> tuple[str, str]:
        kind, token = self._next()
        if kind == "int":
            if len(token) > _MAX_DIGITS or (len(token) > 1 and token[0] == "0"):
                self._fail(f"`{token[:20]}` is not a whole number of 1 to {_MAX_DIGITS} digits")
            return kind, token
        if kind == "name" and (token in GAUGES or token == "turn"):
            return kind, token
        if kind == "name" and token not in _WORDS:
            self._fail(f"`{shortened(token)}` is neither a gauge nor one of this scenario's flags")
        self._fail(f"a flag, a gauge or a whole number is expected where {_quoted(kind, token)} stands")

    def _code(self, side: tuple[str, str]) -> str:
        kind, token = side
        if kind == "int":
            return token
        return "s[5]" if token == "turn" else f"s[{GAUGES.index(token) + 1}]"


def _read(left: str, sign: str, right: str) -> Reads:
    """What one comparison looks at: a gauge or `turn` on one side, an integer on the other."""
    name, number = (right, int(left)) if left.isdigit() else (left, int(right))
    if name == "turn":
        return Reads(turn=number)

    def holds(value: int) -> bool:
        return _COMPARE[sign](number, value) if name is right else _COMPARE[sign](value, number)

    boundaries = sum(1 << value for value in range(LEAST, GREATEST) if holds(value) != holds(value + 1))
    connection, clarity, self_respect, tension = (boundaries if name == gauge else 0 for gauge in GAUGES)
    return Reads((connection, clarity, self_respect, tension))


def _quoted(kind: str, token: str) -> str:
    return token if kind == "end" else f"`{shortened(token)}`"
