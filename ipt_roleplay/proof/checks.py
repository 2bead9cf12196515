"""`check`: everything that is wrong with a scenario file, from its bytes to its proof and its plays.

Each rule is one function and has one code; docs/findings.md says for each what it means and how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ipt_roleplay.proof import errors, hints
from ipt_roleplay.proof.case import Case
from ipt_roleplay.proof.explore import LIMIT, idle, prove, ticker, walk_days
from ipt_roleplay.proof.plays import check_plays, is_play_test, play_tests_of, scenario_beside, without_scenario
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding, ScenarioError
from ipt_roleplay.scenario.library import SUFFIXES
from ipt_roleplay.scenario.reader import Written, read, read_bytes
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.scenario.yaml_tree import Limits
from ipt_roleplay.uncollected import uncollected

RULES = (*errors.RULES, *hints.RULES)


# What a check makes has no cycles, and there is much of it: the collector takes a fifth of the time and finds nothing.
@uncollected
def check_file(
    path: str | Path,
    *,
    catalogue: Catalogue | None = None,
    limit: int = LIMIT,
    limits: Limits | None = None,
    plays: bool = True,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Finding]:
    """Every finding of one file, sorted by place. Never raises for what the file holds.

    Args:
        path: a scenario; its play tests are run with it. Or a play test: then only that is run.
        catalogue: the ids that scenarios may use; by default those that come with the program.
        limit: at most so many states a day are explored.
        limits: how large a file may be.
        plays: whether to run the play tests beside the scenario.
        progress, cancelled: as for `explore`.

    Raises:
        Cancelled: `cancelled` said so.
    """
    file = Path(path)
    if is_play_test(file):
        return _sorted(_check_test(file, catalogue, limits))
    try:
        written, story = _compile(file, catalogue, limits)
    except ScenarioError as error:
        return _sorted(error.findings)
    findings = [*written.warnings, *check_story(written, story, limit, ticker(progress, cancelled))]
    for test in play_tests_of(file) if plays else ():
        findings += check_plays(test, story, limits)
    return _sorted(findings)


def check_story(
    written: Written, story: Story, limit: int = LIMIT, tick: Callable[[int], None] = idle
) -> list[Finding]:
    """The findings of all rules about one compiled scenario."""
    exploration = walk_days(story, limit, tick)
    case = Case(written, story, exploration, prove(exploration, tick=tick), tick)
    return [finding for rule in RULES for finding in rule(case)]


def check_paths(
    paths: Iterable[str | Path],
    *,
    catalogue: Catalogue | None = None,
    limit: int = LIMIT,
    limits: Limits | None = None,
) -> list[Finding]:
    """The findings of all files in `paths`, by file and place; folders are searched for *.yaml and *.yml.

    A play test is run with its scenario, and by itself only where it was named or its scenario was not; one without
    a scenario is a finding.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(Path(path))))
    run_already = {test for file in files if not is_play_test(file) for test in play_tests_of(file)}
    findings: list[Finding] = []
    for file in files:
        if file not in run_already:
            findings += check_file(file, catalogue=catalogue, limit=limit, limits=limits)
    return _sorted(findings)


def is_playable(findings: Iterable[Finding]) -> bool:
    """Whether a scenario with these findings may be played: it has no error.

    Those of its play tests do not count: a play that goes otherwise than its author wrote is still a play that can be
    finished.
    """
    return not any(finding.severity == "error" and not is_play_test(Path(finding.file)) for finding in findings)


def _compile(file: Path, catalogue: Catalogue | None, limits: Limits | None) -> tuple[Written, Story]:
    written = read(read_bytes(file, limits), str(file), limits)
    try:
        return written, compile_story(written, catalogue)
    except ScenarioError as error:
        raise ScenarioError([*written.warnings, *error.findings]) from None


def _check_test(test: Path, catalogue: Catalogue | None, limits: Limits | None) -> Sequence[Finding]:
    scenario = scenario_beside(test)
    if scenario is None:
        return [without_scenario(test)]
    try:
        _, story = _compile(scenario, catalogue, limits)
    except ScenarioError as error:
        return error.findings
    return check_plays(test, story, limits)


def _files(path: Path) -> list[Path]:
    """`path` itself, or all scenarios and play tests below it where it is a folder; what is hidden is left out."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.name.endswith(SUFFIXES) and not file.name.startswith("."))
    return sorted(found)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.file, finding.place, finding.code, finding.message))
