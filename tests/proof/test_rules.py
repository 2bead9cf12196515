"""Each rule: a file that breaks it, with the place where it says so (▸), and one that just does not."""

from __future__ import annotations

import pytest

from tests.proof.quiet import QUIET, check_text
from tests.scenario_text import MARK, as_text, choice, edited, ending, marked, node, scenario

Edits = tuple[tuple[str, str], ...]


def corner(name: str, first: str, second: str, when: str = "") -> str:
    """A node with two choices that lead to `first` and `second`; the second one under a condition if `when`."""
    bare = name.lstrip(MARK)
    guard = f"when: {when}, " if when else ""
    return (
        f"  {name}:\n    partner: Dust.\n    choices:\n"
        f"      - {{id: go, say: I go., stance: assertive, heard: Going., feedback: Gone {bare}., next: {first}}}\n"
        f"      - {{id: stay, {guard}say: I stay., stance: passive, heard: Staying., feedback: Stayed {bare}., "
        f"effect: {{tension: 1}}, next: {second}}}\n"
    )


WELL = "  well:\n"
WAIT_TO_WELL = ("effect: {clarity: -1}\n        next: well", "effect: {clarity: -1}\n        next: ")
TWO_LINES = "partner:\n      - when: asked\n        say: Of course.\n      - say: Well, I should go."
SIGH_ROUTES = "next:\n          - when: cross\n            to: alone\n          - to: alone"
TITLE = "text: The wish stayed in the room.\n"
LONG = "a" * 117 + " " + "b" * 118  # with full stop and the rest of the line: see W507


def wait_to(target: str) -> tuple[str, str]:
    return WAIT_TO_WELL[0], WAIT_TO_WELL[1] + target


def line(*variants: tuple[str, str]) -> str:
    """Variants of the partner's line at `well`; of each its `when` (may begin with a mark) and its words."""
    listed = (f"      - {when}\n        say: {say}\n" if when else f"      - say: {say}\n" for when, say in variants)
    return "partner:\n" + "".join(listed).rstrip("\n")


CASES: dict[str, tuple[str, Edits, Edits]] = {
    "node that nothing leads to": (
        "E401",
        ((WELL, corner("▸attic", "alone", "together") + WELL),),
        ((WELL, corner("attic", "alone", "together") + WELL), wait_to("attic")),
    ),
    "node behind a condition that never holds": (
        "E401",
        (
            (WELL, corner("▸attic", "alone", "together") + WELL),
            (SIGH_ROUTES, "next:\n          - {when: tension >= 8, to: attic}\n          - to: alone"),
        ),
        (
            (WELL, corner("attic", "alone", "together") + WELL),
            (SIGH_ROUTES, "next:\n          - {when: tension >= 7, to: attic}\n          - to: alone"),
        ),
    ),
    "choice never on offer": (
        "E402",
        (("- id: now\n        when: not asked", "- ▸id: now\n        when: not asked and clarity >= 1"),),
        (("- id: now\n        when: not asked", "- id: now\n        when: not asked and clarity >= 0"),),
    ),
    "line whose condition never holds": (
        "E403",
        ((TWO_LINES, line(("▸when: tension >= 6", "Ow."), ("when: asked", "Yes."), ("", "No."))),),
        ((TWO_LINES, line(("when: tension >= 5", "Ow."), ("when: asked", "Yes."), ("", "No."))),),
    ),
    "line shadowed by the one above": (
        "E403",
        ((TWO_LINES, line(("when: asked", "Yes."), ("▸when: asked and cross", "Ow."), ("", "No."))),),
        ((TWO_LINES, line(("when: asked and cross", "Ow."), ("when: asked", "Yes."), ("", "No."))),),
    ),
    "last line never shown": (
        "E403",
        ((TWO_LINES, line(("when: asked", "Yes."), ("when: not asked", "No.")) + "\n      - ▸say: Eh."),),
        ((TWO_LINES, line(("when: asked", "Yes."), ("when: cross", "No.")) + "\n      - say: Eh."),),
    ),
    "reply never given, chosen after the effect": (
        "E403",
        (
            (
                "reply: Oh.",
                "reply:\n          - {when: clarity >= 3, say: Oh.}\n          - ▸{when: not asked, say: Ah.}\n"
                "          - ▸say: Eh.",
            ),
        ),
        (("reply: Oh.", "reply:\n          - {when: tension >= 3, say: Oh.}\n          - say: Eh."),),
    ),
    "text of an ending never shown": (
        "E403",
        ((TITLE, "text:\n      - ▸when: clarity >= 4\n        say: Loud.\n      - say: Still.\n"),),
        ((TITLE, "text:\n      - when: clarity >= 3\n        say: Loud.\n      - say: Still.\n"),),
    ),
    "ending never reached": (
        "E404",
        ((TITLE, TITLE + "  ▸gone:\n    {title: Gone, said: partly, answer: later, text: Gone.}\n"),),
        (
            (TITLE, TITLE + "  gone:\n    {title: Gone, said: partly, answer: later, text: Gone.}\n"),
            (SIGH_ROUTES, "next:\n          - {when: cross, to: gone}\n          - to: alone"),
        ),
    ),
    "nothing on offer": (
        "E405",
        (
            (WELL, "  ▸well:\n"),
            ("- id: thank\n", "- id: thank\n        when: asked\n"),
            ("- id: sigh\n", "- id: sigh\n        when: asked\n"),
            ("when: not asked\n", "when: not asked and tension <= 4\n"),
        ),
        (
            ("- id: thank\n", "- id: thank\n        when: asked\n"),
            ("- id: sigh\n", "- id: sigh\n        when: asked\n"),
            ("when: not asked\n", "when: not asked and tension <= 5\n"),
        ),
    ),
    "each answer only once": (
        "E405",
        (
            (WELL, corner("▸attic", "attic", "attic").replace("{id", "{once: true, id") + WELL),
            wait_to("attic"),
        ),
        ((WELL, corner("attic", "attic", "well").replace("{id", "{once: true, id") + WELL), wait_to("attic")),
    ),
    "a circle without a way out": (
        "E406",
        (
            (WELL, corner("▸attic", "cellar", "cellar") + corner("▸cellar", "attic", "attic") + WELL),
            wait_to("attic"),
        ),
        (
            (WELL, corner("attic", "cellar", "cellar") + corner("cellar", "attic", "alone", "turn >= 9") + WELL),
            wait_to("attic"),
        ),
    ),
    "entered in silence": (
        "E407",
        ((WELL, "  ▸well:\n"), ("    " + TWO_LINES + "\n", "")),
        (
            ("    " + TWO_LINES + "\n", ""),
            ("heard: The kettle is loud", "reply: Hm.\n        heard: The kettle is loud"),
        ),
    ),
    "begun in silence": (
        "E407",
        (("  hello:\n    partner: Hello, you.\n", "  ▸hello:\n"),),
        (("  hello:\n    partner: Hello, you.\n", "  hello:\n    scene: The kettle hums.\n"),),
    ),
    "a hard day on which it cannot be said": (
        "E408",
        (
            ("  hard: {", "  ▸hard: {"),
            ("- id: ask\n", "- id: ask\n        when: not cross\n"),
            ("when: not asked\n", "when: not asked and not cross\n"),
        ),
        (
            ("- id: ask\n", "- id: ask\n        when: not cross\n"),
            ("when: not asked\n", "when: not asked and turn >= 2\n"),
        ),
    ),
    "first answer is a trap": (
        "W501",
        (("- id: wait\n", "- ▸id: wait\n"), wait_to("alone")),
        (wait_to("well"),),
    ),
    "the longest choice is the best": (
        "W502",
        (
            ("nodes:\n", "▸nodes:\n"),
            ("do: You look at the kettle for a while, and you wait for her to ask.", "do: You look at it."),
            ("say: So, may I have tea?", "say: So, may I please have tea with you?"),
        ),
        (("say: So, may I have tea?", "say: So, may I please have tea with you?"),),
    ),
    "of two longest choices none is the longest": (
        "W502",
        (
            ("nodes:\n", "▸nodes:\n"),
            ("do: You look at the kettle for a while, and you wait for her to ask.", "do: You look at her and wai"),
            ("say: So, may I have tea?", "say: So, may I please have tea with you?"),
        ),
        (
            ("do: You look at the kettle for a while, and you wait for her to ask.", "do: You look at her and wait."),
            ("say: May I have tea with you?", "say: May I have tea with you??"),
            ("say: So, may I have tea?", "say: So, may I please have tea with you?"),
        ),
    ),
    "one stance only": (
        "W503",
        (("  hello:\n", "  ▸hello:\n"), ("stance: passive", "stance: assertive")),
        (("stance: passive", "stance: listening"),),
    ),
    "feedback said twice": (
        "W504",
        (("feedback: It came late, and it came.", "▸feedback: That was plain.\n          It can be answered."),),
        (("feedback: It came late, and it came.", "feedback: That was plain. It was answered."),),
    ),
    "last route never taken": (
        "W505",
        ((SIGH_ROUTES, "next:\n          - when: turn >= 2\n            to: alone\n          - ▸to: alone"),),
        ((SIGH_ROUTES, "next:\n          - when: tension >= 7\n            to: alone\n          - to: alone"),),
    ),
    "route with a condition never taken": (
        "W511",
        ((SIGH_ROUTES, "next:\n          - ▸when: turn >= 3\n            to: alone\n          - to: alone"),),
        ((SIGH_ROUTES, "next:\n          - when: tension >= 7\n            to: alone\n          - to: alone"),),
    ),
    "hard to read": (
        "W506",
        (
            ("format: 1", "▸format: 1"),
            (
                "summary: A short talk in a kitchen.",
                "summary: >-\n  " + "Interpersonal communication necessitates considerable deliberation " * 9,
            ),
        ),
        (("summary: A short talk in a kitchen.", "summary: >-\n  " + "We talk about it in a kitchen. " * 9),),
    ),
    "a line too long": (
        "W507",
        (("say: Thank you.", f"▸say: {LONG} you."),),
        (("say: Thank you.", f"say: {LONG} yo."),),
    ),
    "a feedback too long": (
        "W507",
        (("feedback: It came late, and it came.", f"▸feedback: {LONG} you."),),
        (("feedback: It came late, and it came.", f"feedback: {LONG} yo."),),
    ),
    "a flag that nothing reads": (
        "W508",
        (("flags: [asked, cross]", "flags: [asked, cross, ▸seen]"), ("set: [asked]", "set: [asked, seen]")),
        (("flags: [asked, cross]", "flags: [asked, cross, seen]"), ("- when: cross\n", "- when: cross or seen\n")),
    ),
    "two choices that do the same": (
        "W509",
        (
            ("- id: sigh\n", "- ▸id: sigh\n"),
            ("tension: +2}\n        " + SIGH_ROUTES, "clarity: +2}\n        next: together"),
        ),
        (("tension: +2}\n        " + SIGH_ROUTES, "clarity: +1}\n        next: together"),),
    ),
    "two choices that set different flags": (
        "W509",
        (
            ("- id: sigh\n", "- ▸id: sigh\n"),
            ("tension: +2}\n        " + SIGH_ROUTES, "clarity: +2}\n        set: []\n        next: together"),
        ),
        (("tension: +2}\n        " + SIGH_ROUTES, "clarity: +2}\n        set: [cross]\n        next: together"),),
    ),
    "the same in other words, never side by side": (
        "W509",
        (
            ("- id: sigh\n", "- ▸id: sigh\n        when: cross\n"),
            ("tension: +2}\n        " + SIGH_ROUTES, "clarity: +2}\n        next: together"),
        ),
        (
            ("- id: sigh\n", "- id: sigh\n        when: asked\n"),
            ("tension: +2}\n        " + SIGH_ROUTES, "clarity: +2}\n        next: together"),
        ),
    ),
}


def test_a_quiet_scenario_has_no_findings() -> None:
    assert check_text(QUIET) == []


@pytest.mark.parametrize("name", CASES)
def test_rule_is_broken(name: str) -> None:
    code, breaking, _ = CASES[name]
    text, places = marked(edited(*breaking, text=QUIET))
    assert [finding.place for finding in check_text(text) if finding.code == code] == places


@pytest.mark.parametrize("name", CASES)
def test_rule_is_just_kept(name: str) -> None:
    code, _, keeping = CASES[name]
    assert [finding for finding in check_text(edited(*keeping, text=QUIET)) if finding.code == code] == []


def test_the_best_choice_is_the_best_over_all_three_days() -> None:
    """The long one is best on two days of three: on the good day, which is like the ordinary one, too."""
    long = choice("long", [{"when": "cross", "to": "lost"}, {"to": "done"}], say="I say it in more words.")
    short = choice("short", [{"when": "cross", "to": "done"}, {"to": "lost"}], say="I say it.", stance="barbed")
    form = scenario(
        {"one": node(long, short)},
        flags=["cross"],
        days={"hard": {"set": ["cross"]}},
        endings={"done": ending(), "lost": ending("unsaid", "refused")},
    )
    assert "W502" in [finding.code for finding in check_text(as_text(form))]


def test_a_silent_node_is_told_once() -> None:
    silent = {"choices": [choice("out", "done"), choice("sigh", "done", stance="barbed")]}
    form = scenario({"one": node(choice("a", "two"), choice("b", "two", stance="barbed")), "two": silent})
    assert [finding.code for finding in check_text(as_text(form))].count("E407") == 1


def test_days_that_are_not_described_are_told_with_the_ordinary_one() -> None:
    form = scenario({"one": node(choice("a", "done"))}, endings={"done": ending("unsaid")})
    messages = [finding.message for finding in check_text(as_text(form)) if finding.code == "E408"]
    assert len(messages) == 1
    assert messages[0].startswith("No play on any day reaches")


def test_the_shortest_play_on_any_day_is_shown() -> None:
    """On the hard day one is stuck at once, on the others only after a round."""
    form = scenario(
        {
            "one": node(
                choice("on", "two"),
                choice("round", "one", effect={"tension": 1}, stance="barbed"),
            ),
            "two": node(choice("out", "done", when="tension < 4"), choice("off", "done", when="tension < 4")),
        },
        days={"hard": {"effect": {"tension": 2}}},
    )
    messages = [finding.message for finding in check_text(as_text(form)) if finding.code == "E405"]
    assert len(messages) == 1
    assert "at `two` after on on a hard day" in messages[0]
