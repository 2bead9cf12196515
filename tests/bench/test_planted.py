"""What is planted is found; `python -m bench.planted` does the same to the shipped scenarios, at length."""

from __future__ import annotations

import pytest

from bench.fuzz.sources import Source
from bench.planted.__main__ import Planter
from bench.planted.kinds import KINDS
from tests.scenario_text import TEA


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Planter:
    return Planter(Source("tea.yaml", TEA.encode()), tmp_path_factory.mktemp("planted"), plays=60)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_defect_is_found_at_its_very_place(planter: Planter, kind: str) -> None:
    trials = list(planter.trials(kind, most=1))
    assert trials
    assert [trial.planted.place for trial in trials if not trial.by_check] == []
