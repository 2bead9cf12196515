"""Small scenarios by the thousand: a few nodes with loops, conditions everywhere or almost nowhere.

Hypothesis draws the size and a seed; the rest is made from the seed, which is many times faster than drawing each part
and finds as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.scenario_text import Form, choice, ending, node, scenario

NODES = ("ay", "bee", "cee", "dee")
ENDINGS = ("kept", "given", "left")
FLAGS = ("red", "blue")
MOVING = ("connection", "tension", "clarity")  # with a fourth, a search that merges nothing takes too long


def scenarios() -> st.SearchStrategy[Form]:
    return st.builds(
        lambda nodes, endings, conditions, seed: _Maker(Random(seed), conditions / 6).scenario(nodes, endings),
        nodes=st.integers(1, len(NODES)),
        endings=st.integers(1, len(ENDINGS)),
        conditions=st.integers(1, 6),
        seed=st.integers(0, 2**32),
    )


@dataclass(frozen=True)
class _Maker:
    random: Random
    conditional: float
    """How likely it is that something which may have a condition has one, 0-1."""

    def scenario(self, nodes: int, endings: int) -> Form:
        names, ends = NODES[:nodes], ENDINGS[:endings]
        return scenario(
            {name: self._node(names, ends) for name in names},
            endings={name: self._ending() for name in ends},
            days={day: {"effect": self._effect(), "set": self._flags()} for day in ("good", "hard")},
            flags=list(FLAGS),
        )

    def _node(self, names: tuple[str, ...], ends: tuple[str, ...]) -> Form:
        ids = ("one", "two", "three")[: self.random.randint(1, 3)]
        made = node(*(self._choice(id_, names, ends) for id_ in ids), partner=self._text())
        if self.random.random() < 0.15:
            del made["partner"]
        return made

    def _ending(self) -> Form:
        said, answer = self.random.choice(("plainly", "unsaid")), self.random.choice(("agreed", "later", "refused"))
        return ending(said, answer, text=self._text())

    def _choice(self, name: str, names: tuple[str, ...], ends: tuple[str, ...]) -> Form:
        more: Form = {"effect": self._effect(), "set": self._flags()}
        more["clear"] = [flag for flag in self._flags() if flag not in more["set"]]
        for part in ("heard", "feedback", "reply"):
            if part != "reply" or self.random.random() < 0.5:
                more[part] = self._text()
        if self._maybe():
            more["when"] = self.condition()
        if self.random.random() < 0.3:
            more["once"] = "true"
        targets = (*names, *names, *ends)  # more often on than out
        routes = self._variants("to", lambda: self.random.choice(targets))
        return choice(name, routes, **more)

    def _text(self) -> Any:
        return self._variants("say", lambda: "Well.")

    def _variants(self, key: str, value: Any) -> Any:
        """One value, or two or three of which all but the last have a `when`."""
        if not self._maybe():
            return value()
        listed = [{"when": self.condition(), key: value()} for _ in range(self.random.randint(1, 2))]
        return [*listed, {key: value()}]

    def _maybe(self) -> bool:
        return self.random.random() < self.conditional / 2

    def _effect(self) -> dict[str, int]:
        return {gauge: self.random.randint(-4, 4) for gauge in self.random.sample(MOVING, self.random.randint(0, 2))}

    def _flags(self) -> list[str]:
        return self.random.sample(FLAGS, self.random.choice((0, 0, 1)))

    def condition(self, depth: int = 1) -> str:
        kind = self.random.choice(("flag", "number", "number", "visited", "not", "two")[: 6 if depth else 4])
        if kind == "flag":
            return self.random.choice(FLAGS)
        if kind == "number":
            return self._comparison()
        if kind == "visited":
            return f"visited('{NODES[0]}')"
        inner = self.condition(depth - 1)
        if kind == "not":
            return f"not ({inner})"
        return f"({inner}) {self.random.choice(('and', 'or'))} ({self.condition(depth - 1)})"

    def _comparison(self) -> str:
        name = self.random.choice((*MOVING, "turn"))
        greatest = 4 if name == "turn" else 8  # full_search stops counting turns at 6
        least, most = self.random.randint(0, greatest), self.random.randint(0, greatest)
        operator = self.random.choice(("<", "<=", ">", ">=", "==", "!="))
        return self.random.choice((f"{name} {operator} {least}", f"{least} <= {name} < {most}"))
