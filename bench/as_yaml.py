"""Writes a tree whose scalars are all strings as YAML, as authors and their editors do."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import yaml
from yaml.cyaml import CEmitter  # type: ignore[attr-defined]


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
