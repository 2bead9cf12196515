"""From the source model to the story graph. Names are resolved in a second pass, all wrong ones reported at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from ipt_roleplay.scenario import conditions, source
from ipt_roleplay.scenario.catalogue import Catalogue, shipped
from ipt_roleplay.scenario.conditions import Condition, ConditionError
from ipt_roleplay.scenario.findings import Finding, ScenarioError
from ipt_roleplay.scenario.reader import Written, read, read_bytes
from ipt_roleplay.scenario.state import GAUGES, GREATEST, LEAST, State
from ipt_roleplay.scenario.story import DAYS, Choice, DayName, Ending, Line, Lines, Node, Partner, Route, Story, You

_MOST_GUESSES = 20
_CORRECT = " Correct the name, or add it."
_RESERVED_FLAGS = frozenset((*GAUGES, "turn", "visited", "and", "or", "not"))


def load(path: str | Path, catalogue: Catalogue | None = None) -> Story:
    """Read and compile one scenario file.

    Raises:
        ScenarioError: with every finding, each with line and column, where the file cannot be played as written.
            Whether every ending can be reached is for `ipt_roleplay.proof` to say.
    """
    file = Path(path)
    return compile_story(read(read_bytes(file), str(file)), catalogue)


def compile_story(written: Written, catalogue: Catalogue | None = None) -> Story:
    """Compile a scenario.

    Raises:
        ScenarioError: with every name that leads nowhere and every `when` that does not parse.
    """
    compiler = _Compiler(written, catalogue or shipped())
    story = compiler.story()
    if compiler.findings:
        raise ScenarioError(compiler.findings)
    return story


_TABLES = {
    change: tuple(min(GREATEST, max(LEAST, value + change)) for value in range(LEAST, GREATEST + 1))
    for change in range(-GREATEST, GREATEST + 1)
}


def _table(change: int) -> tuple[int, ...]:
    return _TABLES[min(GREATEST, max(-GREATEST, change))]


class _Compiler:
    def __init__(self, written: Written, catalogue: Catalogue) -> None:
        self._written = written
        self._scenario = written.scenario
        self._catalogue = catalogue
        self.findings: list[Finding] = []
        self._targets = {name: index for index, name in enumerate((*self._scenario.nodes, *self._scenario.endings))}
        self._flags = {flag: 1 << bit for bit, flag in enumerate(dict.fromkeys(self._scenario.flags))}
        self._names = conditions.Names(self._flags, {name: 1 << i for i, name in enumerate(self._scenario.nodes)})
        self._conditions: dict[str, Condition] = {}  # by their words: most are written more than once
        self._once = 0

    # --- the whole ------------------------------------------------------------------------------------------------

    def story(self) -> Story:
        scenario = self._scenario
        self._check_names()
        return Story(
            id=scenario.id,
            sha256=self._written.sha256,
            file=self._written.file,
            language=scenario.language,
            title=scenario.title,
            summary=scenario.summary,
            focus=scenario.focus,
            practice=scenario.practice,
            level=scenario.level,
            minutes=scenario.minutes,
            content_notes=tuple(scenario.content_notes),
            you=You(scenario.you.name, scenario.you.role),
            partner=Partner(
                scenario.partner.name,
                scenario.partner.relation,
                scenario.partner.face,
                scenario.partner.wants,
                scenario.partner.fears,
            ),
            manners=scenario.manners,
            power=None if scenario.power == "none" else scenario.power,
            setting=scenario.setting,
            aim=scenario.aim,
            flags=tuple(self._flags),
            nodes=tuple(self._node(index, name, node) for index, (name, node) in enumerate(scenario.nodes.items())),
            endings=tuple(self._ending(name, ending) for name, ending in scenario.endings.items()),
            begins={day: self._begin(day) for day in DAYS},
            days_place={day: self._written.place("days", day) for day in DAYS},
        )

    def _begin(self, day: DayName) -> State:
        scenario = self._scenario
        written = {"good": scenario.days.good, "hard": scenario.days.hard}.get(day, source.Day())
        where = ("days", day, "set")
        self._known(written.set, self._flags, "E306", "flag", *where)
        start = {g: _table(getattr(written.effect, g))[getattr(scenario.gauges, g)] for g in GAUGES}
        flags = sum({self._flags.get(flag, 0) for flag in written.set})
        return State(node=self._targets.get(scenario.start, 0), flags=flags, **start)

    # --- names ----------------------------------------------------------------------------------------------------

    def _report(self, code: str, message: str, *path: str | int) -> None:
        self.findings.append(Finding(self._written.file, self._written.place(*path), code, message))

    def _check_names(self) -> None:
        scenario = self._scenario
        stem = Path(self._written.file).stem
        if self._written.file not in ("-", "<text>") and scenario.id != stem:
            self._report("E206", f"`id` is `{scenario.id}` but the file is `{stem}`: make the two the same.", "id")
        if scenario.start not in scenario.nodes:
            guess = self._guess(scenario.start, scenario.nodes)
            self._report("E301", f"`start` names no node: `{scenario.start}`.{guess}", "start")
        for name in scenario.endings:
            if name in scenario.nodes:
                self._report("E307", f"`{name}` is both a node and an ending: rename one.", "endings", name)
        for index, flag in enumerate(scenario.flags):
            if flag in _RESERVED_FLAGS:
                self._report(
                    "E307", f"`{flag}` has a meaning of its own and cannot be a flag: rename it.", "flags", index
                )
            if flag in scenario.flags[:index]:
                self._report("E307", f"The flag `{flag}` is listed twice: delete one.", "flags", index)
        self._known((scenario.partner.face,), self._catalogue.faces, "E305", "face", "partner", "face")

    def _known(self, used: Iterable[str], known: Iterable[str], code: str, what: str, *path: str | int) -> None:
        known = known if isinstance(known, Mapping | frozenset | dict) else tuple(known)
        way_out = _CORRECT if what == "flag" else f" There are: {', '.join(sorted(known))}."
        listed = isinstance(used, list | tuple) and path[-1] not in ("face", "mood")
        for index, name in enumerate(used):
            if name not in known:
                place = (*path, index) if listed else path
                self._report(code, f"There is no {what} `{name}`.{self._guess(name, known, way_out)}", *place)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _node(self, index: int, name: str, node: source.Node) -> Node:
        path = ("nodes", name)
        seen: dict[str, int] = {}
        for position, choice in enumerate(node.choices):
            if choice.id in seen:
                message = f"Choice {seen[choice.id]} of this node is called `{choice.id}` too: rename one."
                self._report("E307", message, *path, "choices", position, "id")
            seen.setdefault(choice.id, position + 1)
        return Node(
            id=name,
            scene=self._lines(node.scene, None, *path, "scene"),
            partner=self._lines(node.partner, node.mood, *path, "partner"),
            keep_order=node.keep_order,
            choices=tuple(self._choice(index, c, *path, "choices", i) for i, c in enumerate(node.choices)),
            place=self._written.place(*path),
        )

    def _choice(self, node: int, choice: source.Choice, *path: str | int) -> Choice:
        self._check_choice(choice, *path)
        set_bits = sum({self._flags.get(flag, 0) for flag in choice.set})
        clear_bits = sum({self._flags.get(flag, 0) for flag in choice.clear})
        once = 0
        if choice.once:
            once, self._once = 1 << self._once, self._once + 1
        effect = tuple(getattr(choice.effect, gauge) for gauge in GAUGES)
        connection, clarity, self_respect, tension = effect
        routes = self._routes(choice.next, *path, "next")
        return Choice(
            id=choice.id,
            node=node,
            say=choice.say,
            do=choice.do,
            stance=choice.stance,
            skills=tuple(choice.skills),
            faults=tuple(choice.faults),
            reply=self._lines(choice.reply, choice.mood, *path, "reply"),
            heard=self._lines(choice.heard, None, *path, "heard"),
            feedback=self._lines(choice.feedback, None, *path, "feedback"),
            better=self._lines(choice.better, None, *path, "better"),
            effect=(connection, clarity, self_respect, tension),
            clamped=(_table(connection), _table(clarity), _table(self_respect), _table(tension)),
            keep=~clear_bits,
            set=set_bits,
            once=once,
            leaves=1 << node,
            when=self._when(choice.when, *path, "when"),
            routes=routes,
            route=conditions.first_that_holds([route.when for route in routes]) if len(routes) > 1 else None,
            place=self._written.place(*path),
        )

    def _check_choice(self, choice: source.Choice, *path: str | int) -> None:
        if choice.say is None and choice.do is None:
            self._report("E312", f"The choice `{choice.id}` has neither `say` nor `do`: add one.", *path)
        if choice.faults and choice.better is None:
            self._report(
                "E312", f"The choice `{choice.id}` names what got in the way: add `better`, another way.", *path
            )
        self._known(choice.skills, self._catalogue.skills, "E302", "skill", *path, "skills")
        self._known(choice.faults, self._catalogue.faults, "E303", "fault", *path, "faults")
        self._known(choice.set, self._flags, "E306", "flag", *path, "set")
        self._known(choice.clear, self._flags, "E306", "flag", *path, "clear")
        for index, flag in enumerate(choice.set):
            if flag in choice.clear:
                self._report("E310", f"`{flag}` is both set and cleared here: keep one.", *path, "set", index)

    def _ending(self, name: str, ending: source.Ending) -> Ending:
        path = ("endings", name)
        return Ending(
            id=name,
            title=ending.title,
            said=ending.said,
            answer=ending.answer,
            partner=self._lines(ending.partner, ending.mood, *path, "partner"),
            text=self._lines(ending.text, None, *path, "text"),
            place=self._written.place(*path),
        )

    def _lines(self, written: str | list[source.Variant] | object | None, mood: str | None, *path: str | int) -> Lines:
        if mood is not None:
            self._known((mood,), self._catalogue.moods, "E304", "mood", *path[:-1], "mood")
            if written is None:
                message = f"`mood` shows while the partner speaks: add a `{path[-1]}`, or delete the mood."
                self._report("E312", message, *path[:-1], "mood")
        if written is None:
            return ()
        if isinstance(written, str):
            return (Line(written, mood, None, self._written.place(*path)),)
        assert isinstance(written, list)
        self._check_default([variant.when for variant in written], "variant", *path)
        return tuple(self._variant(variant, mood, *path, index) for index, variant in enumerate(written))

    def _variant(self, variant: source.Variant, mood: str | None, *path: str | int) -> Line:
        own = getattr(variant, "mood", None)
        if own is not None:
            self._known((own,), self._catalogue.moods, "E304", "mood", *path, "mood")
        return Line(variant.say, own or mood, self._when(variant.when, *path, "when"), self._written.place(*path))

    def _routes(self, written: str | list[source.Route], *path: str | int) -> tuple[Route, ...]:
        if isinstance(written, str):
            return (Route(self._target(written, *path), None, self._written.place(*path)),)
        self._check_default([route.when for route in written], "`next`", *path)
        return tuple(
            Route(
                self._target(route.to, *path, index, "to"),
                self._when(route.when, *path, index, "when"),
                self._written.place(*path, index),
            )
            for index, route in enumerate(written)
        )

    def _target(self, name: str, *path: str | int) -> int:
        if name not in self._targets:
            self._report("E301", f"There is no node or ending `{name}`.{self._guess(name, self._targets)}", *path)
        return self._targets.get(name, 0)

    def _check_default(self, whens: list[str | None], what: str, *path: str | int) -> None:
        for index, when in enumerate(whens):
            last = index == len(whens) - 1
            if last and when is not None:
                self._report(
                    "E309",
                    f"The last {what} counts where no other does: delete its `when`, or add one below.",
                    *path,
                    index,
                )
            if not last and when is None:
                message = f"A {what} without `when` hides those below it: move it to the end or give it a `when`."
                self._report("E309", message, *path, index)

    def _when(self, text: str | None, *path: str | int) -> Condition | None:
        if text is None:
            return None
        if text not in self._conditions:
            try:
                self._conditions[text] = conditions.parse(text, self._names)
            except ConditionError as error:
                place = self._written.value_place(*path)
                self.findings.append(Finding(self._written.file, place, "E308", str(error)))
                return None
        return self._conditions[text]

    def _guess(self, name: str, known: Iterable[str], way_out: str = _CORRECT) -> str:
        """For the first few; where most names are wrong, guessing takes longer than all the rest."""
        few = len(self.findings) < _MOST_GUESSES
        close = difflib.get_close_matches(name, list(known), 1, 0.6) if few else []
        return f" Did you mean `{close[0]}`?" if close else way_out
