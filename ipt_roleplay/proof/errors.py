"""The rules that a scenario must keep so that every play of it can be finished: E401 to E409."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ipt_roleplay.proof.case import Case, Rule, after, on, quoted, texts_of_choice, texts_of_node
from ipt_roleplay.proof.explore import DayProof, Spot
from ipt_roleplay.scenario.findings import Finding
from ipt_roleplay.scenario.story import DayName, Line, Node


def e401_node_never_reached(case: Case) -> Iterator[Finding]:
    """A node that no play on any day comes to."""
    if not case.proof.complete:
        return
    named = {r.to for node in case.story.nodes for choice in node.choices for r in choice.routes}
    for target, node in enumerate(case.story.nodes):
        if target not in case.exploration.coverage.targets:
            why = "nothing that leads to it is ever taken" if target in named else "no `next` leads to it"
            message = f"No play on any day reaches the node `{node.id}`: {why}. Open a way to it, or delete it."
            yield case.finding(node.place, "E401", message)


def e402_choice_never_on_offer(case: Case) -> Iterator[Finding]:
    """A choice that is not on offer in any state of a node that is reached."""
    if not case.proof.complete:
        return
    for node in case.nodes_met():
        for choice in node.choices:
            if choice not in case.exploration.coverage.choices:
                when = f" ({quoted(choice.when)})" if choice.when else ""
                message = f"`{choice.id}` is never on offer: its `when`{when} is never true here. Loosen or delete it."
                yield case.finding(choice.place, "E402", message)


def e403_line_never_shown(case: Case) -> Iterator[Finding]:
    """A variant of a text that no play shows, though its owner is met."""
    if not case.proof.complete:
        return
    seen = case.exploration.coverage
    texts: list[Line] = [line for node in case.nodes_met() for line in texts_of_node(node)]
    texts += (line for choice in case.choices_met() for line in texts_of_choice(choice))
    for target, ending in enumerate(case.story.endings, len(case.story.nodes)):
        if target in seen.targets:
            texts += (*ending.partner, *ending.text)
    for line in texts:
        if line not in seen.lines:
            yield case.finding(line.place, "E403", _unshown(line))


def _unshown(line: Line) -> str:
    if line.when is None:
        return "No play shows this line: those above it are always taken first. Delete it, or narrow their `when`."
    return (
        f"No play shows this line: its `when` ({quoted(line.when)}) is never true here, or a line above it is always "
        "taken first. Change the `when`, or move the line up."
    )


def e404_ending_never_reached(case: Case) -> Iterator[Finding]:
    """An ending that no play on any day comes to."""
    if not case.proof.complete:
        return
    for target, ending in enumerate(case.story.endings, len(case.story.nodes)):
        if target not in case.exploration.coverage.targets:
            message = f"No play on any day reaches the ending `{ending.id}`. Open a way to it, or delete it."
            yield case.finding(ending.place, "E404", message)


def e405_nothing_on_offer(case: Case) -> Iterator[Finding]:
    """A state, reached by some play, in which no choice is on offer."""
    for spot, days in _spots(case, lambda day: day.stuck):
        message = (
            f"No answer is on offer at `{spot.node}` {after(spot.play, days)}. "
            "Let one of its choices be there always: without `when` and without `once`."
        )
        yield _at_node(case, spot, "E405", message)


def e406_no_way_to_an_ending(case: Case) -> Iterator[Finding]:
    """A state from which one can only go round for ever; where it leads to a state of E405, that is the finding."""
    for spot, days in _spots(case, lambda day: day.circling):
        message = (
            f"No ending can be reached any more from `{spot.node}` {after(spot.play, days)}. "
            "Let a `next` lead out of this circle."
        )
        yield _at_node(case, spot, "E406", message)


def e407_entered_in_silence(case: Case) -> Iterator[Finding]:
    """A node where neither the reply to the choice before, nor a scene, nor a line of the partner meets one."""
    reported: set[str] = set()
    for silence in case.proof.silent:
        if silence.node in reported:
            continue
        reported.add(silence.node)
        how = "The conversation begins" if silence.by is None else f"`{silence.by}` has no `reply` and leads"
        message = f"{how} in silence at `{silence.node}`. Give this node a `partner` line or a `scene`."
        yield case.finding(_node(case, silence.node).place, "E407", message)


def e408_plain_words_out_of_reach(case: Case) -> Iterator[Finding]:
    """A day on which no ending with `said: plainly` can be reached."""
    graphs = case.exploration.graphs
    for day, proof in case.proof.days.items():
        # A day like the ordinary one is not described in the file: nothing there to mend.
        if proof.unplain and (day == "ordinary" or graphs[day] is not graphs["ordinary"]):
            days = [name for name in graphs if graphs[name] is graphs[day]]
            message = (
                f"No play {on(days)} reaches an ending with `said: plainly`. "
                "Open a way to one, so that the aim can be put into words however the day begins."
            )
            yield case.finding(case.story.days_place[day], "E408", message)


def e409_not_proven(case: Case) -> Iterator[Finding]:
    """More states than the limit: what was not seen may still be there, so nothing is proven."""
    if not case.proof.complete:
        message = (
            f"This scenario is too large to be proven: {case.proof.states:,} states were seen, and there are more. "
            "Use fewer flags, `visited`, `once` and loops, or compare gauges at fewer nodes."
        )
        yield case.finding(case.written.place("nodes"), "E409", message)


def _spots(case: Case, of: Callable[[DayProof], tuple[Spot, ...]]) -> Iterator[tuple[Spot, list[DayName]]]:
    """For each node that has such states: the spot with the shortest play, and the days on which it leads there."""
    by_node: dict[str, list[tuple[Spot, DayName]]] = {}
    for name, day in case.proof.days.items():
        for spot in of(day):
            by_node.setdefault(spot.node, []).append((spot, name))
    for spots in by_node.values():
        nearest = min((spot for spot, _ in spots), key=lambda spot: len(spot.play))
        yield nearest, [name for spot, name in spots if spot.play == nearest.play]


def _at_node(case: Case, spot: Spot, code: str, message: str) -> Finding:
    return case.finding(_node(case, spot.node).place, code, message)


def _node(case: Case, name: str) -> Node:
    return next(node for node in case.story.nodes if node.id == name)


RULES: tuple[Rule, ...] = (
    e401_node_never_reached,
    e402_choice_never_on_offer,
    e403_line_never_shown,
    e404_ending_never_reached,
    e405_nothing_on_offer,
    e406_no_way_to_an_ending,
    e407_entered_in_silence,
    e408_plain_words_out_of_reach,
    e409_not_proven,
)
