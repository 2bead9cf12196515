"""A small part of `make fuzz` on every run of the tests: the same mutants each time, and what must hold for each.

`python -m bench.fuzz` tries a hundred thousand, in processes of their own with limits on time and memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import bulk, campaign, playable
from bench.fuzz import examiner as examining
from bench.fuzz.examiner import Examiner, Outcome
from bench.fuzz.mutator import EDITS, Mutant, Mutator, apply
from bench.fuzz.sources import Source, shipped
from ipt_roleplay.proof.chance import Chances
from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.proof.explore import idle, walk_days
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding, Place, ScenarioError
from ipt_roleplay.scenario.reader import read
from tests.scenario_text import (
    TEA,
    as_text,
    choice,
    edited,
    findings_in,
    node,
    read_text,
    scenario,
    story_of,
    tea,
)

SMALL = Source("tea.yaml", TEA.encode(), whole=False)
SHIPPED = shipped()

THE_SAME_EACH_TIME = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)

edits = st.sampled_from(sorted(EDITS)).flatmap(
    lambda how: st.tuples(
        st.just(how),
        st.lists(st.tuples(st.sampled_from(sorted(EDITS[how])), st.integers(0, 2**20)), min_size=1, max_size=3),
    )
)


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    return Examiner(tmp_path_factory.mktemp("fuzz") / "files", SHIPPED)


def examined(
    examiner: Examiner, source: Source, how: str, made: Sequence[tuple[str, int]], seed: int, kind: str = ""
) -> Outcome:
    other = next(each for each in SHIPPED if not each.is_test)
    data = apply(source, other, how, made, Random(seed))
    number = 1 + 2 * (seed % 1000)  # odd: without the high limit on states
    return examiner.examine(Mutant(source.name, data, kind or how, (), source.whole), number)


@settings(THE_SAME_EACH_TIME, max_examples=150)
@given(how=edits, seed=st.integers(0, 2**32))
def test_whatever_is_done_to_a_small_scenario_it_is_refused_plainly_or_can_be_finished(
    examiner: Examiner, how: tuple[str, list[tuple[str, int]]], seed: int
) -> None:
    assert examined(examiner, SMALL, *how, seed).complaint == ""


@settings(THE_SAME_EACH_TIME, max_examples=25)
@given(file=st.sampled_from(SHIPPED), how=edits, seed=st.integers(0, 2**32))
def test_whatever_is_done_to_a_shipped_file_it_is_refused_plainly_or_can_be_finished(
    examiner: Examiner, file: Source, how: tuple[str, list[tuple[str, int]]], seed: int
) -> None:
    outcome = examined(examiner, file, *how, seed, "plays" if file.is_test else "")
    assert outcome.complaint == ""


@pytest.mark.parametrize("count", [30, 1200])
@pytest.mark.parametrize("name", sorted(bulk.MAKERS))
def test_one_thing_far_too_often_is_answered_too(examiner: Examiner, name: str, count: int) -> None:
    data = bulk.MAKERS[name](TEA, count).encode()
    assert examiner.examine(Mutant("tea.yaml", data, "bulk", (name,), whole=True), 1).complaint == ""


# --- what this found ----------------------------------------------------------------------------------------------


def test_so_many_flags_that_python_cannot_write_their_bits_down(examiner: Examiner) -> None:
    data = bulk.MAKERS["flags"](TEA, 20_000).encode()
    outcome = examiner.examine(Mutant("tea.yaml", data, "bulk", (), whole=True), 1)
    assert (outcome.result, outcome.codes, outcome.complaint) == ("refused", ("E107",), "")


def test_two_byte_order_marks_do_not_move_the_first_line() -> None:
    data = b"\xef\xbb\xbf" * 2 + TEA.replace("format: 1", "rrmat: 1", 1).encode()
    with pytest.raises(ScenarioError) as refused:
        read(data, "tea.yaml")
    assert ("E201", Place(1, 1)) in [(finding.code, finding.place) for finding in refused.value.findings]
    assert read(b"\xef\xbb\xbf" * 2 + TEA.encode(), "tea.yaml").scenario.title == "Tea"


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029"])
def test_a_line_that_only_yaml_sees_does_not_move_the_places_below(odd: str) -> None:
    text = edited(("title: Tea", f"title: 'Tea{odd}'"), ("level: 1", "level: 9"))
    place = Place(4, len("title: 'Tea") + 1)
    [finding] = findings_in(text)
    assert (finding.code, finding.place) == ("E102", place)


@pytest.mark.parametrize(
    "edit",
    [
        ("when: cross", f"when: {'a' * 9000}"),
        ("when: cross", f"when: {'(' * 9000}"),
        ("title: Tea", f"title: &{'a' * 9000} Tea"),
        ("title: Tea", f"title: !{'a' * 9000} Tea"),
        ("title: Tea", f"title: *{'a' * 9000}"),
        ("title: Tea", f"title: Tea\n{'a' * 900}: 1\n{'a' * 900}: 2"),
    ],
)
def test_a_message_does_not_repeat_what_is_endless(edit: tuple[str, str]) -> None:
    assert all(len(finding.message) < 400 for finding in findings_in(edited(edit)))


def test_a_circle_that_hardly_any_play_leaves_is_given_up_in_time(tmp_path: Path) -> None:
    """The hint about long answers is the only rule that has to solve it, and it keeps silent where it cannot."""
    effects = [("tension", 1), ("tension", -1), ("tension", -1), ("connection", 1), ("connection", -1)]
    effects += [("clarity", 1), ("clarity", -1)]
    round_and_round = [choice(f"go-{i}", "here", effect={gauge: by}) for i, (gauge, by) in enumerate(effects)]
    out = choice("out", "done", when="tension >= 10 and connection >= 10 and clarity >= 10")
    story = story_of({"here": node(*round_and_round, out)})
    graph = walk_days(story).graphs["ordinary"]
    chances = Chances(graph, graph.endings, idle)
    assert len(graph) > 1300
    assert not chances.settled
    file = tmp_path / "tea.yaml"
    file.write_text(as_text(scenario({"here": node(*round_and_round, out)})))
    assert {finding.code for finding in check_file(file)} == {"W503", "W509"}


def test_where_thousands_of_lines_are_almost_said_only_the_first_are_guessed(tmp_path: Path) -> None:
    """Each guess compares with all that is said; thousands of them took twenty seconds."""
    (tmp_path / "tea.yaml").write_text(TEA.replace("Of course.", "Of course, and gladly. " * 9))
    wrong = "\n".join(f"        - {'Of course, and gladly. ' * 5}{number}" for number in range(2000))
    test = tmp_path / "tea.test.yaml"
    test.write_text(f"plays:\n  - name: one\n    choices: [ask, thank]\n    expect:\n      line:\n{wrong}\n")
    messages = [finding.message for finding in check_file(test)]
    assert len(messages) == 2000
    assert sum("The closest to it is" in message for message in messages) == 20


# --- the fuzzer itself --------------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_mutants() -> None:
    one, again = Mutator([SMALL, *SHIPPED]), Mutator([SMALL, *shipped()])
    assert [one.mutant(7, number) for number in range(30)] == [again.mutant(7, number) for number in range(30)]
    assert one.mutant(7, 1) != one.mutant(8, 1)


@pytest.mark.parametrize(
    ("place", "message", "complaint"),
    [
        (Place(1, 1), "All is well.", ""),
        (Place(0, 1), "All is well.", "place: line 0"),
        (Place(10_000, 1), "All is well.", "place: line 10000"),
        (Place(1, 0), "All is well.", "place: column 0"),
        (Place(1, 11), "All is well.", "place: column 11"),
        (Place(1, 1), "Two\nlines.", "message: not one printable line"),
        (Place(1, 1), "No stop", "message: no full stop"),
        (Place(1, 1), "KeyError: it is.", "message: not a plain sentence"),
        (Place(1, 1), "So " * 500 + "long.", "message: 1505 characters"),
        (Place(1, 1), "`title` is not known.", "place: the key does not stand there"),
        (Place(4, 1), "`title` is not known.", ""),
    ],
)
def test_a_finding_that_does_not_help_is_complained_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place, message: str, complaint: str
) -> None:
    monkeypatch.setattr(examining, "check_file", lambda file, limit: [Finding(str(file), place, "E201", message)])
    said = Examiner(tmp_path / "files", []).examine(Mutant("tea.yaml", TEA.encode(), "text", (), whole=False), 1)
    assert said.complaint.startswith(complaint)
    assert bool(said.complaint) == bool(complaint)


def test_a_crash_is_complained_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(examining, "check_file", crash)
    said = Examiner(tmp_path / "files", []).examine(Mutant("tea.yaml", TEA.encode(), "text", (), whole=False), 1)
    assert said == Outcome(1, "text", "failed", complaint="crash: RecursionError: too deep")


def test_the_bot_notices_where_there_is_no_way_to_an_ending() -> None:
    assert playable.cannot_be_finished(tea(), 1000, Random(1))[0] == ""
    routes = "        next:\n          - when: asked\n            to: tea-together\n          - to: alone"
    round_and_round = edited(
        (routes, "        next: well"), ("tension: +2}\n        next: alone", "tension: +2}\n        next: hello")
    )
    story = compile_story(read_text(round_and_round))
    assert "no way to an ending" in playable.cannot_be_finished(story, 1000, Random(1))[0]


def test_a_reproducer_is_made_smaller() -> None:
    lines = [b"line %d" % number for number in range(64)]
    assert campaign.smaller(b"\n".join(lines), lambda data: b"line 7\n" in data + b"\n") == b"line 7"
