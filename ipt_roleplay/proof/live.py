"""What can still be told apart at each place of a story: the live variables.

Two states may be merged only where no later condition tells them apart. For a place v, L(v) is the least fixpoint of
what v's conditions read, and of what its successors' do as seen from v (backward liveness, as compilers do it: Aho,
Lam, Sethi & Ullman, Compilers, 9.2.5). Everything else is set to one value, and what remains is a state like any other,
from which the engine can step on.

Seen from v, through a choice:

- A gauge is read as the boundaries between its values that some comparison draws: with `tension >= 5` alone, 0 to 4 are
  one and 5 to 10 another. An effect of +2 shifts the boundaries down by two. It clamps, so one that is shifted out of
  0-10 is one that nothing at v can be told apart by.
- A flag that the choice sets or clears, and the visit of v itself, are the same behind it whatever they were before.
- `turn` goes up by one, so it stops counting one earlier.
- `once` bits are live wherever one can still come to their choice.

Where a text is chosen decides where its reads are live. A node's `scene` and `partner` are chosen on arrival; `reply`,
`heard`, `feedback` and `better` of a choice in the state *after* it, so what they read is seen through the choice; and
so is what `next` reads, but that is asked before the turn goes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ipt_roleplay.scenario.conditions import Reads
from ipt_roleplay.scenario.state import GAUGES, GREATEST, LEAST, State
from ipt_roleplay.scenario.story import Choice, Lines, Route, Story

_BOUNDARIES = (1 << (GREATEST - LEAST)) - 1

Table = tuple[int, ...]
"""For each value of a gauge, 0-10, the least that is not told apart from it."""
Mask = tuple[Table, Table, Table, Table, int, int, int, int]
"""What `project` keeps at a place: tables of the four gauges, the number at which `turn` stops counting, bits of the
flags, of `once`, of `visited`."""


class Live(NamedTuple):
    """What later conditions can still tell apart at one place.

    Of each gauge the boundaries, bit `i` between `i` and `i + 1`; the number from which on all turns are alike; bits of
    the flags, of the `once` choices still to come, and of the visits.
    """

    connection: int = 0
    clarity: int = 0
    self_respect: int = 0
    tension: int = 0
    turn: int = 1
    flags: int = 0
    once: int = 0
    visited: int = 0

    def joined(self, other: Live) -> Live:
        connection, clarity, self_respect, tension, turn, flags, once, visited = self
        return Live(
            connection | other[0],
            clarity | other[1],
            self_respect | other[2],
            tension | other[3],
            max(turn, other[4]),
            flags | other[5],
            once | other[6],
            visited | other[7],
        )

    def before(self, through: _Through) -> Live:
        """The same, as seen from before a choice. The turn goes up with it."""
        connection, clarity, self_respect, tension, turn, flags, once, visited = self
        by, keep, leaves = through
        return Live(
            _shifted(connection, by[0]),
            _shifted(clarity, by[1]),
            _shifted(self_respect, by[2]),
            _shifted(tension, by[3]),
            turn - 1 if turn > 1 else 1,
            flags & keep,
            once,
            visited & ~leaves,
        )

    @property
    def mask(self) -> Mask:
        connection, clarity, self_respect, tension = map(_table, self[: len(GAUGES)])
        return connection, clarity, self_respect, tension, self.turn, self.flags, self.once, self.visited


_NOTHING = Live()
_Through = tuple[tuple[int, int, int, int], int, int]
"""What a choice does to what is live behind it: its effect, the flags that it leaves alone, the bit of its node."""


def live(story: Story) -> tuple[Live, ...]:
    """L(v) for every target of `story`: its nodes, then its endings."""
    found = on_arrival(story)
    for index, node in enumerate(story.nodes):
        for choice in node.choices:
            found[index] = found[index].joined(of_choice(choice))
    owners = _owners(story)
    pending = _owners_first(owners)  # and so the last of a road is taken first
    waiting = bytearray(b"\1") * len(found)
    while pending:
        target = pending.pop()
        waiting[target] = 0
        here = found[target]
        for owner, through in owners[target]:
            wider = found[owner].joined(here.before(through))
            if wider != found[owner]:
                found[owner] = wider
                if not waiting[owner]:
                    waiting[owner] = 1
                    pending.append(owner)
    return tuple(found)


def on_arrival(story: Story) -> list[Live]:
    """What is told apart at each target by the texts that meet one there."""
    found = [_read(node.scene, node.partner) for node in story.nodes]
    return found + [_read(ending.partner, ending.text) for ending in story.endings]


def masks(story: Story) -> tuple[Mask, ...]:
    """What to keep at each target of `story`."""
    return tuple(place.mask for place in live(story))


def project(state: State, masks: Sequence[Mask]) -> State:
    """`state` with each gauge at the least value that is not told apart from its own, `turn` at most at the number from
    which on all are alike, and every bit that no later condition reads at 0."""
    node, connection, clarity, self_respect, tension, turn, flags, once, visited = state
    of_connection, of_clarity, of_self_respect, of_tension, latest, of_flags, of_once, of_visited = masks[node]
    return State(
        node,
        of_connection[connection],
        of_clarity[clarity],
        of_self_respect[self_respect],
        of_tension[tension],
        min(turn, latest),
        flags & of_flags,
        once & of_once,
        visited & of_visited,
    )


def _shifted(boundaries: int, effect: int) -> int:
    """The boundaries as they stand before `effect` is added."""
    if not boundaries or not effect:
        return boundaries
    return boundaries >> effect if effect > 0 else (boundaries << min(-effect, GREATEST)) & _BOUNDARIES


@cache
def _table(boundaries: int) -> Table:
    table = [LEAST]
    for value in range(LEAST, GREATEST):
        table.append(value + 1 if boundaries >> value & 1 else table[-1])
    return tuple(table)


# --- what conditions read -----------------------------------------------------------------------------------------


def of_choice(choice: Choice) -> Live:
    """What is told apart before `choice` by its own conditions, and by its being there only once."""
    behind = _read(choice.reply, choice.heard, choice.feedback, choice.better).before(_through(choice))
    route = _read(choice.routes)
    found = behind.joined(route.before(_through(choice))._replace(turn=route.turn, once=choice.once))
    return found if choice.when is None else found.joined(_as_live(choice.when.reads))


def _read(*texts: Lines | tuple[Route, ...]) -> Live:
    found = _NOTHING
    for text in texts:
        for part in text:
            if part.when is not None:
                found = found.joined(_as_live(part.when.reads))
    return found


def _as_live(reads: Reads) -> Live:
    # One above the greatest number compared with: from there on every comparison has the same answer for ever.
    return Live(*reads.gauges, max(reads.turn + 1, 1), reads.flags, 0, reads.visited)


def _through(choice: Choice) -> _Through:
    return choice.effect, choice.keep & ~choice.set, choice.leaves


# --- who leads where ----------------------------------------------------------------------------------------------


def _owners(story: Story) -> list[list[tuple[int, _Through]]]:
    """For each target the nodes that lead to it, each with what is done on the way."""
    owners: list[dict[tuple[int, _Through], None]] = [{} for _ in range(len(story.nodes) + len(story.endings))]
    for index, node in enumerate(story.nodes):
        for choice in node.choices:
            for route in choice.routes:
                owners[route.to][index, _through(choice)] = None
    return [list(ways) for ways in owners]


def _owners_first(owners: Sequence[Sequence[tuple[int, _Through]]]) -> list[int]:
    """Every target after those that lead to it, as far as circles allow: a chain is then done in one go."""
    order: list[int] = []
    seen = bytearray(len(owners))
    for root in range(len(owners)):
        road = [root]
        while road:
            target = road[-1]
            if not seen[target]:
                seen[target] = 1
                road += (owner for owner, _ in owners[target] if not seen[owner])
                continue
            road.pop()
            if seen[target] == 1:
                seen[target] = 2
                order.append(target)
    return order
