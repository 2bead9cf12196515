"""The rules that make a scenario better to play: W501 to W509 and W511. (W510, invisible text, is the reader's.)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from ipt_roleplay.proof.case import Case, Rule, conditions, on, quoted, texts_of_choice, texts_of_node
from ipt_roleplay.proof.chance import PRECISION, Chances
from ipt_roleplay.proof.coverage import numbered
from ipt_roleplay.proof.explore import plainly
from ipt_roleplay.proof.readability import grade
from ipt_roleplay.scenario.findings import Finding, Place
from ipt_roleplay.scenario.story import Choice, DayName, Node, Route

MOST_CHARACTERS = 240
HIGHEST_GRADE = 8.0


def w501_trap(case: Case) -> Iterator[Finding]:
    """A first choice after which no ending with `said: plainly` can be reached, though before it one could."""
    days: dict[Choice, list[DayName]] = {}
    for name, day in case.proof.days.items():
        start = case.story.nodes[case.story.begins[name].node]
        for choice in start.choices:
            if choice.id in day.traps:
                days.setdefault(choice, []).append(name)
    for choice, trapped in days.items():
        message = (
            f"`{choice.id}` as the first answer is a trap {on(trapped)}: after it no ending with `said: plainly` can "
            "be reached. Open a way back behind it."
        )
        yield case.finding(choice.place, "W501", message)


def w502_longest_is_best(case: Case) -> Iterator[Finding]:
    """In over half of the nodes the longest choice is the best one, so one can pick by length.

    The best has the highest chance of an ending with `said: plainly` for someone who goes on at random, taken over the
    states of the node as often as random plays on a random day come by them. Nodes with one choice do not count; where
    two choices share the greatest length or the highest chance, the node has none such.
    """
    if not case.proof.complete or any(day.without_way_out for day in case.proof.days.values()):
        return
    chance = _mean_chances(case)
    nodes = [node for node in case.story.nodes if sum(choice in chance for choice in node.choices) > 1]
    told = sum(_longest_wins(node, chance) for node in nodes)
    if told * 2 > len(nodes):
        message = (
            f"In {told} of {len(nodes)} nodes the longest choice is the best one, so length gives it away. "
            "Shorten some of the good answers, or give others more words."
        )
        yield case.finding(case.written.place("nodes"), "W502", message)


def _mean_chances(case: Case) -> dict[Choice, float]:
    """For each choice that a random play may pick, the chance of plain words after it. Empty: it takes too long."""
    sums: dict[Choice, tuple[float, float]] = {}
    graphs = list(case.exploration.graphs.values())
    for graph in dict.fromkeys(graphs):
        days = graphs.count(graph)
        chances = Chances(graph, plainly(graph), case.tick)
        if not chances.settled:
            return {}
        for number, (picked, chance) in chances.by_choice().items():
            before = sums.get(graph.choices[number], (0.0, 0.0))
            sums[graph.choices[number]] = before[0] + days * picked, before[1] + days * chance
    return {choice: chance / picked for choice, (picked, chance) in sums.items() if picked}


def _longest_wins(node: Node, chance: dict[Choice, float]) -> bool:
    choices = [choice for choice in node.choices if choice in chance]
    longest, next_longest = sorted(choices, key=_length, reverse=True)[:2]
    best, next_best = sorted(choices, key=chance.__getitem__, reverse=True)[:2]
    clearly = chance[best] - chance[next_best] > 1000 * PRECISION and _length(longest) > _length(next_longest)
    return longest is best and clearly


def _length(choice: Choice) -> int:
    return len(choice.say or "") + len(choice.do or "")


def w503_one_stance(case: Case) -> Iterator[Finding]:
    """A node whose choices all have the same stance."""
    for node in case.story.nodes:
        stances = {choice.stance for choice in node.choices}
        if len(stances) == 1:
            message = f"Every choice of `{node.id}` is {stances.pop()}. Add one with another stance, or merge the node."
            yield case.finding(node.place, "W503", message)


def w504_equal_feedback(case: Case) -> Iterator[Finding]:
    """A feedback text that stands in the file before, word for word."""
    first: dict[str, int] = {}
    for node in case.story.nodes:
        for choice in node.choices:
            for line in choice.feedback:
                words = " ".join(line.say.split()).casefold()
                if words in first:
                    message = f"This feedback stands in line {first[words]} too. Say what this very answer did."
                    yield case.finding(line.place, "W504", message)
                else:
                    first[words] = line.place.line


def w505_default_never_taken(case: Case) -> Iterator[Finding]:
    """The last `next` of a list, which counts where no other does, is never taken."""
    message = "No play takes this last `next`: one above it always holds. Delete it and leave out the `when` above it."
    for route in _idle_routes(case):
        if route.when is None:
            yield case.finding(route.place, "W505", message)


def w511_route_never_taken(case: Case) -> Iterator[Finding]:
    """A `next` with a `when` that no play takes, though its choice is picked."""
    for route in _idle_routes(case):
        if route.when is not None:
            message = (
                f"No play takes this `next`: its `when` ({quoted(route.when)}) is never true here, or one above it "
                "always holds. Change the `when`, or delete it."
            )
            yield case.finding(route.place, "W511", message)


def _idle_routes(case: Case) -> Iterator[Route]:
    if case.proof.complete:
        for choice in case.choices_met():
            yield from (route for route in choice.routes if route not in case.exploration.coverage.routes)


def w506_hard_to_read(case: Case) -> Iterator[Finding]:
    """The texts of the file together need more than eight years of school. Only English can be judged so."""
    if case.story.language.partition("-")[0] != "en":
        return
    reached = grade(_texts(case))
    if reached > HIGHEST_GRADE:
        first = next(iter(case.written.tree.root))
        message = (
            f"The texts ask for grade {reached:.1f} of school; at most {HIGHEST_GRADE:.0f} is wanted. "
            "Use shorter sentences and shorter words."
        )
        yield case.finding(case.written.place(first), "W506", message)


def _texts(case: Case) -> Iterator[str]:
    """Everything that is read around a play: the briefing and every line."""
    story = case.story
    yield from (text for text in (story.summary, story.setting, story.aim, story.manners, story.power) if text)
    yield from (text for _, text in _placed_texts(case))


def w507_long_line(case: Case) -> Iterator[Finding]:
    """A line of more than 240 characters: more than one takes in at once."""
    for place, text in _placed_texts(case):
        if len(text) > MOST_CHARACTERS:
            message = (
                f"This line has {len(text)} characters; over {MOST_CHARACTERS} is more than one takes in at once. "
                "Shorten it, or move a part of it to another moment."
            )
            yield case.finding(place, "W507", message)


def _placed_texts(case: Case) -> Iterator[tuple[Place, str]]:
    for node in case.story.nodes:
        yield from ((line.place, line.say) for line in texts_of_node(node))
        for index, choice in enumerate(node.choices):
            for key, text in (("say", choice.say), ("do", choice.do)):
                if text:
                    yield case.written.place("nodes", node.id, "choices", index, key), text
            yield from ((line.place, line.say) for line in texts_of_choice(choice))
    for ending in case.story.endings:
        yield from ((line.place, line.say) for line in (*ending.partner, *ending.text))


def w508_unused_flag(case: Case) -> Iterator[Finding]:
    """A flag that no `when` reads, whether it is ever set or not."""
    read = 0
    for condition in conditions(case.story):
        read |= condition.reads.flags
    for bit, flag in enumerate(case.story.flags):
        if not read >> bit & 1:
            message = f"No `when` reads the flag `{flag}`. Use it in one, or delete it here and where it is set."
            yield case.finding(case.written.place("flags", bit), "W508", message)


def w509_twins(case: Case) -> Iterator[Finding]:
    """Two choices that can be on offer together, change the same and lead to the same place."""
    together = _Together(case)
    for node in case.story.nodes:
        reported: set[Choice] = set()
        does = {choice: _does(choice) for choice in node.choices}
        for choice, twin in combinations(node.choices, 2):
            if twin not in reported and does[choice] == does[twin] and together.meet(choice, twin):
                reported.add(twin)
                message = (
                    f"`{twin.id}` changes the same as `{choice.id}` and leads to the same place. "
                    "Let one of them do something of its own, or delete it."
                )
                yield case.finding(twin.place, "W509", message)


def _does(choice: Choice) -> tuple[object, ...]:
    routes = tuple((route.to, route.when and route.when.text) for route in choice.routes)
    return choice.effect, choice.keep, choice.set, routes


class _Together:
    """Which choices some state offers together. Two wordings of one answer for two situations are no twins."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def meet(self, choice: Choice, twin: Choice) -> bool:
        if choice.when is None and twin.when is None:
            return True
        one, other = self._numbers[choice], self._numbers[twin]
        return any(one in offer and other in offer for offer in self._offers)

    @cached_property
    def _numbers(self) -> dict[Choice, int]:
        return {choice: number for number, choice in enumerate(numbered(self._case.story))}

    @cached_property
    def _offers(self) -> set[tuple[int, ...]]:
        """What is on offer in the states of all days: a handful of combinations, gathered in one look at the graphs."""
        graphs = dict.fromkeys(self._case.exploration.graphs.values())
        return {picks for graph in graphs for picks in graph.picks}


RULES: tuple[Rule, ...] = (
    w501_trap,
    w502_longest_is_best,
    w503_one_stance,
    w504_equal_feedback,
    w505_default_never_taken,
    w506_hard_to_read,
    w507_long_line,
    w508_unused_flag,
    w509_twins,
    w511_route_never_taken,
)
