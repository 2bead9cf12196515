"""What scripts may rely on: a few names, imported when they are asked for and not before."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

import ipt_roleplay
from ipt_roleplay import PracticeSession, ScenarioError, load
from tests.scenario_text import TEA

HEAVY = ("PySide6", "shiboken6", "pydantic", "pydantic_core", "yaml", "transitions")


def imported_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has imported after running `code`."""
    script = (
        f"import sys\n{code}\nimport json\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stderr == ""
    return set(json.loads(ran.stdout.splitlines()[-1]))


def test_a_scenario_is_loaded_and_played_with_two_names(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    session = PracticeSession(load(file), seed=1)
    events = session.begin() + session.listen()
    assert [event.type for event in events] == ["began", "scene", "partner", "choices"]


def test_a_scenario_that_cannot_be_played_says_why(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert all(finding.severity == "error" for finding in caught.value.findings)


def test_every_name_that_is_promised_is_there() -> None:
    for name in ipt_roleplay.__all__:
        assert getattr(ipt_roleplay, name) is not None
    assert {"load", "PracticeSession", "Story", "ScenarioError", "__version__"} == set(ipt_roleplay.__all__)


def test_a_name_that_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'ipt_roleplay' has no attribute 'Engine'"):
        _ = ipt_roleplay.Engine


def test_the_version_is_that_of_the_installed_package() -> None:
    try:
        installed = importlib.metadata.version("ipt-roleplay")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed here")
    assert ipt_roleplay.__version__ == installed


def test_importing_the_package_costs_nothing() -> None:
    assert not imported_by("import ipt_roleplay") & set(HEAVY)


def test_loading_a_scenario_and_playing_it_needs_no_window() -> None:
    imported = imported_by("from ipt_roleplay import load, PracticeSession, Story, ScenarioError")
    assert not imported & {"PySide6", "shiboken6"}
    assert {"pydantic", "yaml", "transitions"} <= imported


def test_a_session_alone_needs_neither_pydantic_nor_a_window() -> None:
    assert not imported_by("from ipt_roleplay import PracticeSession, Story") & {"PySide6", "pydantic", "pydantic_core"}


def test_the_commands_are_there_before_anything_heavy() -> None:
    assert not imported_by("import ipt_roleplay.cli") & {"PySide6", "pydantic", "pydantic_core", "transitions"}


def test_a_library_that_is_known_is_listed_without_pydantic(installed: Path, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from ipt_roleplay import resources
resources._PACKAGE = Path({str(tmp_path / "installed")!r})
from ipt_roleplay.cli import main
main(["list", "--json"])
"""
    assert "pydantic" in imported_by(code)
    assert not imported_by(code) & {"PySide6", "pydantic", "pydantic_core"}
