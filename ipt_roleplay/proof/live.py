"""What can still be told apart at each place of a story: the live variables.

Two states may be merged only where no later condition tells them apart. For a place v, L(v) is the least fixpoint of
the variables that v's conditions read, and those of its successors (backward liveness, as compilers do it: Aho, Lam,
Sethi & Ullman, Compilers, 9.2.5). Everything else is set to one value, and what remains is a state like any other,
from which the engine can step on.

Where a text is chosen decides where its reads are live. A node's `scene` and `partner` are chosen on arrival; `reply`,
`heard`, `feedback` and `better` of a choice in the state *after* it, so what they read must still be there at the
choice's own node; so must what `next` reads. Effects clamp, so a gauge is kept from the start of the road to the
condition that reads it, not just at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from ipt_roleplay.scenario.conditions import Condition, Reads
from ipt_roleplay.scenario.state import GAUGES, State
from ipt_roleplay.scenario.story import Line, Node, Route, Story

_WHOLE_GAUGE = 15  # covers 0-10
_NOTHING = Reads()

Mask = tuple[int, int, int, int, int, int, int, int]
"""What `project` keeps at a place: bits of the four gauges (all or none), the number at which `turn` stops counting,
bits of the flags, of `once`, of `visited`."""


@dataclass(frozen=True, slots=True)
class Live:
    """What later conditions can still tell apart at one place: what they read, and `once` bits still to come."""

    reads: Reads
    once: int

    def __or__(self, other: Live) -> Live:
        return Live(self.reads | other.reads, self.once | other.once)

    @property
    def mask(self) -> Mask:
        connection, clarity, self_respect, tension = (
            _WHOLE_GAUGE if gauge in self.reads.gauges else 0 for gauge in range(len(GAUGES))
        )
        # One above the greatest number compared with: from there on every comparison has the same answer for ever.
        latest = max(self.reads.turn + 1, 1)
        return (
            connection,
            clarity,
            self_respect,
            tension,
            latest,
            self.reads.flags,
            self.once,
            self.reads.visited,
        )


def live(story: Story) -> tuple[Live, ...]:
    """L(v) for every target of `story`: its nodes, then its endings."""
    found = own_reads(story)
    owners = _predecessors(story)
    pending = _owners_first(owners)  # and so the last of a road is taken first
    waiting = bytearray(b"\1") * len(found)
    while pending:
        target = pending.pop()
        waiting[target] = 0
        here = found[target]
        for owner in owners[target]:
            wider = found[owner] | here
            if wider != found[owner]:
                found[owner] = wider
                if not waiting[owner]:
                    waiting[owner] = 1
                    pending.append(owner)
    return tuple(found)


def _owners_first(owners: Sequence[set[int]]) -> list[int]:
    """Every target after those that lead to it, as far as circles allow: a chain is then done in one go."""
    order: list[int] = []
    seen = bytearray(len(owners))
    for root in range(len(owners)):
        road = [root]
        while road:
            target = road[-1]
            if not seen[target]:
                seen[target] = 1
                road += (owner for owner in owners[target] if not seen[owner])
                continue
            road.pop()
            if seen[target] == 1:
                seen[target] = 2
                order.append(target)
    return order


def own_reads(story: Story) -> list[Live]:
    """What the conditions at each target itself read, and the `once` bits of its choices."""
    places = [_own(node) for node in story.nodes]
    places += (Live(_reads((*ending.partner, *ending.text)), 0) for ending in story.endings)
    return places


def masks(story: Story) -> tuple[Mask, ...]:
    """What to keep at each target of `story`."""
    return tuple(place.mask for place in live(story))


def project(state: State, masks: Sequence[Mask]) -> State:
    """`state` with everything that no later condition reads set to 0, and `turn` to at most one above what matters."""
    node, connection, clarity, self_respect, tension, turn, flags, once, visited = state
    of_connection, of_clarity, of_self_respect, of_tension, latest, of_flags, of_once, of_visited = masks[node]
    return State(
        node,
        connection & of_connection,
        clarity & of_clarity,
        self_respect & of_self_respect,
        tension & of_tension,
        min(turn, latest),
        flags & of_flags,
        once & of_once,
        visited & of_visited,
    )


def _own(node: Node) -> Live:
    reads = _reads((*node.scene, *node.partner))
    once = 0
    for choice in node.choices:
        once |= choice.once
        reads |= _reads((*choice.reply, *choice.heard, *choice.feedback, *choice.better, *choice.routes))
        if choice.when is not None:
            reads |= choice.when.reads
    return Live(reads, once)


def _reads(conditional: Iterable[Line | Route]) -> Reads:
    conditions: list[Condition] = [part.when for part in conditional if part.when is not None]
    return reduce(or_, (condition.reads for condition in conditions), _NOTHING)


def _predecessors(story: Story) -> list[set[int]]:
    owners: list[set[int]] = [set() for _ in range(len(story.nodes) + len(story.endings))]
    for index, node in enumerate(story.nodes):
        for choice in node.choices:
            for route in choice.routes:
                owners[route.to].add(index)
    return owners
