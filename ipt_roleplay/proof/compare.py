"""Two versions of a story: what was added, went and changed, and what that does to those who play.

Parts are the same where their ids are. Whether an ending became easier or harder to reach is told by its shortest
play on each day; what a practice saved on the old version meets is told by playing those shortest plays on the new
one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipt_roleplay.conversation import engine
from ipt_roleplay.proof.coverage import named, named_lines, numbered
from ipt_roleplay.proof.explore import LIMIT, Play, Proof, explore
from ipt_roleplay.scenario.conditions import Condition
from ipt_roleplay.scenario.story import DAYS, Choice, DayName, Ending, Node, Story


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of one kind of part, in the order of the story that has them."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How one ending is reached on one day: picks of the shortest play, None where no play reaches it."""

    ending: str
    day: DayName
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Met:
    """What a practice saved on the old version meets in the new one.

    It ended with `ending`. In the new version the same choices lead to `leads_to`, an ending or a node; or they stop
    before the pick of `stops_at` (a turn, from 1) at `leads_to`, where the next choice is gone or not on offer.
    """

    ending: str
    day: DayName
    play: Play
    leads_to: str
    stops_at: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`header` names what changed above the nodes: texts of the briefing, or how a day begins.

    `complete` is false where one of the two proofs is; then `reach` and `met` tell only of what was seen.
    """

    header: tuple[str, ...]
    nodes: Parts
    choices: Parts
    lines: Parts
    endings: Parts
    reach: tuple[Reach, ...]
    met: tuple[Met, ...]
    complete: bool

    @property
    def easier(self) -> tuple[Reach, ...]:
        return tuple(reach for reach in self.reach if _length(reach.after) < _length(reach.before))

    @property
    def harder(self) -> tuple[Reach, ...]:
        return tuple(reach for reach in self.reach if _length(reach.after) > _length(reach.before))


def compare(old: Story, new: Story, *, limit: int = LIMIT) -> Comparison:
    """Compare two versions; each is proven for that, with at most `limit` states a day."""
    before, after = explore(old, limit=limit), explore(new, limit=limit)
    return Comparison(
        header=tuple(_header_changes(old, new)),
        nodes=_parts({n.id: _node_form(old, n) for n in old.nodes}, {n.id: _node_form(new, n) for n in new.nodes}),
        choices=_parts(_choice_forms(old), _choice_forms(new)),
        lines=_parts(_line_forms(old), _line_forms(new)),
        endings=_parts({e.id: _ending_form(e) for e in old.endings}, {e.id: _ending_form(e) for e in new.endings}),
        reach=tuple(_reach(before, after)),
        met=tuple(_met(before, new)),
        complete=before.complete and after.complete,
    )


def _length(picks: int | None) -> float:
    return float("inf") if picks is None else picks


def _parts(old: Mapping[str, object], new: Mapping[str, object]) -> Parts:
    return Parts(
        added=tuple(name for name in new if name not in old),
        gone=tuple(name for name in old if name not in new),
        changed=tuple(name for name in new if name in old and old[name] != new[name]),
    )


# What makes two parts alike: everything but their words, which are compared as lines of their own.


_HEADER = ("title", "summary", "focus", "practice", "level", "minutes", "content_notes")
_BRIEFING = ("manners", "power", "setting", "aim")


def _header_changes(old: Story, new: Story) -> Iterator[str]:
    yield from (name for name in (*_HEADER, *_BRIEFING) if getattr(old, name) != getattr(new, name))
    for role in ("you", "partner"):
        before, after = getattr(old, role), getattr(new, role)
        yield from (f"{role}.{part}" for part in before.__slots__ if getattr(before, part) != getattr(after, part))
    for day in DAYS:
        began, begins = old.begins[day], new.begins[day]
        if began.gauges != begins.gauges or old.flags_set(began) != new.flags_set(begins):
            yield f"days.{day}"


def _node_form(story: Story, node: Node) -> object:
    start = story.begins["ordinary"].node == story.nodes.index(node)
    return start, node.keep_order, tuple(choice.id for choice in node.choices)


def _choice_forms(story: Story) -> dict[str, object]:
    return {named(story, choice): _choice_form(story, choice) for choice in numbered(story)}


def _choice_form(story: Story, choice: Choice) -> object:
    routes = tuple((story.node_id(route.to), _words(route.when)) for route in choice.routes)
    flags = _flags(story, choice.set), _flags(story, ~choice.keep)
    kind = choice.stance, choice.skills, choice.faults
    return choice.say, choice.do, kind, choice.effect, flags, bool(choice.once), _words(choice.when), routes


def _ending_form(ending: Ending) -> object:
    return ending.title, ending.said, ending.answer


def _line_forms(story: Story) -> dict[str, object]:
    return {name: (line.say, line.mood, _words(line.when)) for name, line in named_lines(story)}


def _flags(story: Story, bits: int) -> tuple[str, ...]:
    return tuple(flag for index, flag in enumerate(story.flags) if bits >> index & 1)


def _words(when: Condition | None) -> str | None:
    return when.text if when else None


def _reach(before: Proof, after: Proof) -> Iterator[Reach]:
    for day in DAYS:
        old, new = before.days[day].endings, after.days[day].endings
        for ending in dict.fromkeys((*old, *new)):
            yield Reach(ending, day, _picks(old, ending), _picks(new, ending))


def _picks(endings: Mapping[str, Any], ending: str) -> int | None:
    shortest = endings[ending].shortest if ending in endings else None
    return None if shortest is None else len(shortest)


def _met(before: Proof, new: Story) -> Iterator[Met]:
    for day in DAYS:
        for ending, reached in before.days[day].endings.items():
            if reached.shortest is not None:
                leads_to, stops_at = _replayed(new, day, reached.shortest)
                yield Met(ending, day, reached.shortest, leads_to, stops_at)


def _replayed(story: Story, day: DayName, play: Sequence[str]) -> tuple[str, int | None]:
    """Where `play` leads in `story`, and the turn before whose pick it stops, if it does."""
    state = engine.begin(story, day)
    for turn, choice_id in enumerate(play, 1):
        choices = () if story.ending_at(state) else engine.on_offer(state, story.nodes[state.node].choices)
        choice = next((choice for choice in choices if choice.id == choice_id), None)
        if choice is None:
            return story.node_id(state.node), turn
        state = engine.step(state, choice)
    return story.node_id(state.node), None


_KINDS = ("nodes", "choices", "lines", "endings")


# --- as it is printed ---------------------------------------------------------------------------------------------


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The object that `diff --json` prints."""
    return {
        "complete": comparison.complete,
        "header": list(comparison.header),
        **{kind: _parts_json(getattr(comparison, kind)) for kind in _KINDS},
        "easier": [_reach_json(reach) for reach in comparison.easier],
        "harder": [_reach_json(reach) for reach in comparison.harder],
        "saved": [
            {"ending": m.ending, "day": m.day, "play": list(m.play), "leads_to": m.leads_to, "stops_at": m.stops_at}
            for m in comparison.met
        ],
    }


def _parts_json(parts: Parts) -> dict[str, Any]:
    return {"added": list(parts.added), "gone": list(parts.gone), "changed": list(parts.changed)}


def _reach_json(reach: Reach) -> dict[str, Any]:
    return {"ending": reach.ending, "day": reach.day, "before": reach.before, "after": reach.after}


def as_text(comparison: Comparison) -> str:
    """The same for people."""
    seen_only = "One of the two is too large to be proven; this tells only of what was seen."
    lines = [] if comparison.complete else [seen_only]
    lines += [f"header changed: {name}" for name in comparison.header]
    for kind in _KINDS:
        parts: Parts = getattr(comparison, kind)
        for what in ("added", "gone", "changed"):
            lines += [f"{kind} {what}: {name}" for name in getattr(parts, what)]
    for word, reaches in (("easier", comparison.easier), ("harder", comparison.harder)):
        lines += [f"{word} to reach on {_day(r.day)}: {r.ending} ({_picked(r)})" for r in reaches]
    lines += [_met_words(met) for met in comparison.met if met.leads_to != met.ending]
    return "\n".join(lines) or "The two play alike."


def _day(day: DayName) -> str:
    return f"{'an' if day == 'ordinary' else 'a'} {day} day"


def _picked(reach: Reach) -> str:
    before, after = ("no way" if n is None else f"{n} answers" for n in (reach.before, reach.after))
    return f"{before} before, {after} now"


def _met_words(met: Met) -> str:
    saved = f"a practice that came to {met.ending} on {_day(met.day)}"
    if met.stops_at is None:
        return f"{saved} now comes to {met.leads_to}"
    return f"{saved} now goes on at turn {met.stops_at}, at {met.leads_to}: its next answer is not on offer there"
