"""Each rule of form: a file that breaks it, with the place where `check` says so (▸), and the nearest that keeps it.

The rules about what plays can do have theirs in test_rules.py; test_findings_doc.py sees that no code is without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.proof.explore import LIMIT
from ipt_roleplay.scenario import source
from ipt_roleplay.scenario.findings import Finding
from ipt_roleplay.scenario.yaml_tree import Limits
from tests.proof.quiet import QUIET
from tests.scenario_text import edited, marked


@dataclass(frozen=True)
class Written:
    """The file that is checked, and one beside it; a text of None is no file."""

    text: str | None
    name: str = "tea.yaml"
    beside: str | None = None
    encoding: str = "utf-8"
    limit: int = LIMIT


@dataclass(frozen=True)
class Pair:
    code: str
    broken: Written
    kept: Written


def pair(code: str, old: str, broken: str, kept: str | None = None) -> Pair:
    """`old` of the quiet scenario put in two ways; without `kept` it is as it was that keeps the rule."""
    whole = QUIET if kept is None else edited((old, kept), text=QUIET)
    return Pair(code, Written(edited((old, broken), text=QUIET)), Written(whole))


def encoded(broken: str, kept: str) -> Pair:
    """A title with letters beyond ASCII, saved with these two encodings."""
    text = edited(("title: Tea", "title: Caf▸é"), text=QUIET)
    return Pair("E102", Written(text, encoding=broken), Written(text.replace("▸", ""), encoding=kept))


def condition(broken: str, kept: str) -> Pair:
    """What may stand in a `when`."""
    line = "      - when: asked\n        say: Of course."
    return pair("E308", line, line.replace("asked", f"▸asked and {broken}"), line.replace("asked", f"asked and {kept}"))


def listed(count: int) -> str:
    return ", ".join(["warm_opening"] * count)


BYTES, TEXT, LISTED = Limits().bytes, Limits().scalar, source.MOST_LISTED
SHORT = "Tea. " * (TEXT // 5)
PLAYS = "plays:\n  - name: asked\n    choices: [ask, thank]\n    expect: {ending: together}\n"
GLAD = "heard: Sam is glad."
THANK = "      - id: thank\n        say: Thank you.\n        stance: assertive\n"
SIGH = "      - id: sigh\n        do: You sigh.\n"
MORE = "effect: {connection: +1}"
ALONE = "  alone:\n    title: One cup\n    said: unsaid\n    answer: refused\n"
LINES = "      - when: asked\n        say: Of course.\n      - say: Well, I should go.\n"
WAYS = "          - when: asked\n            to: together\n          - to: alone\n"

FILE = {
    "no such file": Pair("E101", Written(None, beside=QUIET), Written(QUIET)),
    "saved as Latin-1": encoded("latin-1", "utf-8"),
    "saved as UTF-16 without its mark": Pair(
        "E102",
        Written(edited(("format: 1", "f▸ormat: 1"), text=QUIET), encoding="utf-16-le"),
        Written(QUIET, encoding="utf-16"),
    ),
    "a control character": pair("E102", "title: Tea", "title: T▸\x07ea", "title: T\tea"),
    "a control character, escaped": pair("E102", "title: Tea", 'title: ▸"T\\x07ea"', 'title: "T\\tea"'),
    "a line end that no editor shows": pair("E102", "title: Tea", "title: T▸\u2028ea", "title: T\u2027ea"),
    "a colon in a text": pair("E103", "say: Thank you.", "say: Thanks▸: you.", "say: Thanks:you."),
    "a tab before a name": pair("E103", "    partner: Hello", "▸\t    partner: Hello", "    partner:\t    Hello"),
    "a bracket that stays open": pair("E103", "flags: [asked, cross]\ndays:", "flags: [asked, cross\ndays▸:"),
    "a lone surrogate": pair("E103", "title: Tea", 'title: "T\\u▸d800ea"', 'title: "T\\ud7ffea"'),
    "an anchor": pair("E104", GLAD, "heard: ▸&glad Sam is glad.", "heard: Sam &glad is glad."),
    "an alias": pair("E104", GLAD, "heard: ▸*glad", "heard: '*glad'"),
    "a tag": pair("E105", "do: You sigh.", "do: ▸!You sigh.", 'do: "!You sigh."'),
    "a merge key": pair("E106", MORE, "effect: {▸<<: {connection: +1}}"),
    "too many bytes": Pair("E107", Written("▸" + QUIET.ljust(BYTES + 1, "#")), Written(QUIET.ljust(BYTES, "#"))),
    "a text too long": pair("E107", "setting: A", f'setting: ▸"{SHORT}."\n# A', f'setting: "{SHORT}"\n# A'),
    "a list too long": pair(
        "E107", GLAD, f"▸skills: [{listed(LISTED + 1)}]\n        {GLAD}", f"skills: [{listed(LISTED)}]\n        {GLAD}"
    ),
    "one name twice": pair("E108", GLAD, f"{GLAD}\n        ▸heard: Again.", f"{GLAD}\n        reply: Again."),
    "an empty file": Pair("E109", Written("▸# Only a remark.\n"), Written("# Not only a remark.\n" + QUIET)),
    "a list": Pair("E109", Written("▸- format: 1\n"), Written(QUIET)),
    "a second document": Pair("E109", Written(QUIET + "▸---\nformat: 1\n"), Written("---\n" + QUIET + "...\n")),
    "a list for a name": pair("E109", MORE, "effect: {? ▸[connection] : +1}", "effect: {? connection : +1}"),
    "an invisible character": pair("W510", "title: Tea", "title: ▸T\u200bea", "title: T\u200cea"),
}

FORM = {
    "a name that is not known": pair("E201", GLAD, f"{GLAD}\n        ▸mod: warm"),
    "a mood where nobody speaks": pair(
        "E201",
        GLAD,
        "heard: [{say: Sam is glad., ▸mood: warm}]",
        f"reply: [{{say: Good., mood: warm}}]\n        {GLAD}",
    ),
    "a day that clears": pair("E201", "  good: {", "  good: {▸clear: [cross], ", "  good: {set: [], "),
    "a choice without what was heard": pair("E202", f"{THANK}        {GLAD}\n", THANK.replace("id", "▸id")),
    "an ending without its text": pair(
        "E202", f"{ALONE}    text: The wish stayed in the room.\n", ALONE.replace("alone", "▸alone")
    ),
    "a scenario without its language": pair("E202", "format: 1\nid: tea\nlanguage: en\n", "▸format: 1\nid: tea\n"),
    "a level too low": pair("E203", "level: 1", "▸level: 0"),
    "a level too high": pair("E203", "level: 1", "▸level: 4", "level: 3"),
    "too few minutes": pair("E203", "minutes: 3", "▸minutes: 0", "minutes: 1"),
    "too many minutes": pair("E203", "minutes: 3", "▸minutes: 61", "minutes: 60"),
    "a gauge too low": pair("E203", "flags", "gauges: {▸connection: -1}\nflags", "gauges: {connection: 0}\nflags"),
    "a gauge too high": pair("E203", "flags", "gauges: {▸connection: 11}\nflags", "gauges: {connection: 10}\nflags"),
    "a number too long": pair("E203", MORE, "effect: {▸connection: +10000}", "effect: {connection: +9999}"),
    "a leading zero": pair("E203", MORE, "effect: {▸connection: 01}", "effect: {connection: 10}"),
    "a fraction": pair("E203", MORE, "effect: {▸connection: 1.0}", "effect: {connection: 1}"),
    "not a number": pair("E203", MORE, "effect: {▸connection: .nan}", "effect: {connection: -0}"),
    "neither true nor false": pair("E203", SIGH, f"{SIGH}        ▸once: yes\n", f"{SIGH}        once: true\n"),
    "a text of blanks": pair("E203", "say: Thank you.", "▸say: '  '", "say: ' .'"),
    "not one of a few words": pair("E203", "answer: agreed", "▸answer: maybe", "answer: later"),
    "an empty list": pair("E203", f"next: together\n{SIGH}", f"▸next: []\n{SIGH}", f"next: [{{to: together}}]\n{SIGH}"),
    "a text for a list": pair("E203", "set: [asked]", "▸set: asked"),
    "a name too long": pair("E203", "- id: sigh", f"- ▸id: {'s' * 81}", f"- id: {'s' * 80}"),
    "a newer format": pair("E204", "format: 1", "▸format: 2"),
    "a capital letter": pair("E205", "- id: sigh", "- ▸id: sigH", "- id: s"),
    "a digit first": pair("E205", "- id: sigh", "- ▸id: 1sigh", "- id: s1"),
    "an underscore in an id": pair("E205", "- id: sigh", "- ▸id: big_sigh", "- id: big-sigh"),
    "a hyphen in a flag": pair("E205", "set: [cross]", "set: [cross, ▸as-ked]", "set: [cross, asked]"),
    "a language that is no code": pair("E205", "language: en", "▸language: English", "language: en-GB"),
    "two names for one file": Pair(
        "E206", Written(edited(("id: tea\n", "▸id: tea\n"), text=QUIET), name="coffee.yaml"), Written(QUIET)
    ),
}

NAMES = {
    "no such target": pair("E301", f"next: together\n{SIGH}", f"▸next: togehter\n{SIGH}"),
    "no such target on one way": pair("E301", WAYS, WAYS.replace("to: together", "▸to: togehter")),
    "a beginning at the end": pair("E301", "start: hello", "▸start: alone"),
    "no such skill": pair("E302", GLAD, f"skills: [▸thank]\n        {GLAD}", f"skills: [validate]\n        {GLAD}"),
    "no such fault": pair(
        "E303",
        SIGH,
        f"{SIGH}        better: A.\n        faults: [▸barbs]\n",
        f"{SIGH}        better: A.\n        faults: [barb]\n",
    ),
    "no such mood": pair("E304", "reply: Oh.", "reply: Oh.\n        ▸mood: wram", "reply: Oh.\n        mood: warm"),
    "no such mood of a line": pair("E304", LINES, f"{LINES}        ▸mood: wram\n", f"{LINES}        mood: warm\n"),
    "no such face": pair("E305", "face: dana", "▸face: diana", "face: zuri"),
    "no such flag to set": pair("E306", "set: [asked]", "set: [asked, ▸aksed]", "set: [asked, asked]"),
    "no such flag to clear": pair(
        "E306", "set: [asked]", "set: [asked]\n        clear: [▸corss]", "set: [asked]\n        clear: [cross]"
    ),
    "no such flag on a day": pair("E306", "set: [cross]", "set: [▸corss]"),
    "two choices of one name": pair("E307", "- id: sigh", "- ▸id: thank", "- id: ask"),
    "a node and an ending of one name": pair("E307", "  alone:\n", "  ▸well:\n"),
    "a flag twice": pair("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸asked]"),
    "a flag called like a gauge": pair("E307", "flags: [asked, cross]", "flags: [asked, cross, ▸tension]"),
    "a gauge as a truth": condition("tension", "tension >= 0"),
    "a gauge beside a gauge": condition("tension < clarity", "tension < 11 > clarity"),
    "one sign of equality": condition("turn = 2", "turn == 2"),
    "arithmetic": condition("turn + 1 == 3", "turn == 2"),
    "a number of five digits": condition("turn < 10000", "turn < 9999"),
    "another call": condition("left('hello')", "visited('hello')"),
    "a visit of an ending": condition("not visited('alone')", "not visited('well')"),
    "a bracket without its other": condition("(cross or turn == 2", "(cross or turn == 2)"),
    "a last line with a condition": pair("E309", LINES, LINES.replace("- say", "- ▸when: cross\n        say")),
    "a line that hides those below": pair("E309", LINES, LINES.replace("- when: asked\n        say", "- ▸say")),
    "a last way with a condition": pair("E309", WAYS, WAYS.replace("- to", "- ▸when: cross\n            to")),
    "a way that hides those below": pair("E309", WAYS, WAYS.replace("- when: asked\n            to", "- ▸to")),
    "set and cleared at once": pair(
        "E310", "set: [asked]", "set: [▸asked]\n        clear: [asked]", "set: [asked]\n        clear: [cross]"
    ),
    "nothing said and nothing done": pair("E312", SIGH, "      - ▸id: sigh\n"),
    "a fault and no better way": pair(
        "E312",
        SIGH,
        f"{SIGH}        faults: [barb]\n".replace("id", "▸id"),
        f"{SIGH}        faults: [barb]\n        better: I feel left out.\n",
    ),
    "a mood and no line": pair(
        "E312", ALONE, f"{ALONE}    ▸mood: sad\n", f"{ALONE}    mood: sad\n    partner: Goodbye.\n"
    ),
    "a mood and no reply": pair(
        "E312", SIGH, f"{SIGH}        ▸mood: sad\n", f"{SIGH}        mood: sad\n        reply: Hm.\n"
    ),
}

PROOF = {
    "more states than the limit": Pair(
        "E409", Written(edited(("nodes:\n", "▸nodes:\n"), text=QUIET), limit=4), Written(QUIET, limit=5)
    ),
    "a play that ends elsewhere": Pair(
        "E410",
        Written(PLAYS.replace("ending: together", "▸ending: alone"), name="tea.test.yaml", beside=QUIET),
        Written(PLAYS, name="tea.test.yaml", beside=QUIET),
    ),
    "plays alone": Pair(
        "E411", Written("▸" + PLAYS, name="tea.test.yaml"), Written(PLAYS, name="tea.test.yaml", beside=QUIET)
    ),
}

PAIRS = {**FILE, **FORM, **NAMES, **PROOF}


def check(written: Written, folder: Path) -> list[Finding]:
    """All that `check` finds in the file."""
    file = folder / written.name
    if written.beside is not None:
        (folder / ("other.yaml" if written.name == "tea.yaml" else "tea.yaml")).write_text(written.beside, "utf-8")
    if written.text is not None:
        file.write_bytes(written.text.encode(written.encoding))
    return check_file(file, limit=written.limit)


@pytest.mark.parametrize("name", PAIRS)
def test_rule_is_broken(name: str, tmp_path: Path) -> None:
    pair = PAIRS[name]
    text, places = marked(pair.broken.text or "▸")
    written = replace(pair.broken, text=text if pair.broken.text else None)
    found = [finding for finding in check(written, tmp_path) if finding.code == pair.code]
    assert [finding.place for finding in found] == places
    assert all(finding.message.endswith((".", "?")) for finding in found)


@pytest.mark.parametrize("name", PAIRS)
def test_rule_is_just_kept(name: str, tmp_path: Path) -> None:
    assert check(PAIRS[name].kept, tmp_path) == []
