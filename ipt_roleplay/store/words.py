"""The words of a practice as they were, apart from where and when they were said.

After each entry the events that followed are kept as JSON, so that an old practice stays readable when its scenario
has changed or is gone. Turns and gauges stand in the entry itself; without them the same line in the same place gives
the same text, which is then kept once for all practices: ten years of use stay a small file.

    {"said": [event, …], "met": [event, …]}

`said` are the events of the entry's own turn, `met` those at the place where one arrives. The events are those of
`play --json`, without `turn` and gauges.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from ipt_roleplay.conversation.events import (
    Began,
    Ended,
    Event,
    Explained,
    Gauges,
    Moved,
    PartnerSpoke,
    Rewound,
    SceneShown,
    YouSpoke,
    as_json,
)

_KINDS: dict[str, type[Event]] = {
    kind.type: kind for kind in (Began, SceneShown, PartnerSpoke, YouSpoke, Explained, Moved, Ended, Rewound)
}
_ELSEWHERE = ("turn", "gauges", "before", "after")


def to_json(said: Iterable[Event], met: Iterable[Event]) -> str:
    """The text to keep; equal words give equal text."""
    told = {"said": [_bare(event) for event in said], "met": [_bare(event) for event in met]}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _bare(event: Event) -> dict[str, Any]:
    return {name: value for name, value in as_json(event).items() if name not in _ELSEWHERE}


def digest(text: str) -> bytes:
    """What equal words are found by."""
    return hashlib.sha256(text.encode()).digest()


def from_json(text: str, turn: int, arrived: int, before: Gauges, after: Gauges) -> tuple[Event, ...]:
    """The events again; `turn` is that of the entry, `arrived` the turn that begins where one has got to.

    Events of a kind that is not known here (of a newer program) are left out.
    """
    told = json.loads(text)
    events = [_event(kept, turn, before, after) for kept in told["said"]]
    events += [_event(kept, arrived, before, after) for kept in told["met"]]
    return tuple(event for event in events if event is not None)


def _event(kept: dict[str, Any], turn: int, before: Gauges, after: Gauges) -> Event | None:
    kind = _KINDS.get(kept["type"])
    if kind is None:
        return None
    values: dict[str, Any] = {"turn": turn, "gauges": after, "before": before, "after": after}
    values |= {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return kind(**{field.name: values[field.name] for field in fields(kind)})


def searchable(title: str, events: Sequence[Event]) -> str:
    """What a search looks through: the title and everything that was said, done and told; not the explanations."""
    found = [title] if title else []
    for event in events:
        match event:
            case SceneShown(text=text) | PartnerSpoke(text=text):
                found.append(text)
            case YouSpoke(say=say, do=do):
                found += [part for part in (do, say) if part]
            case Ended(title=ending, text=text):
                found += [ending, text]
    return "\n".join(found)
