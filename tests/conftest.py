"""What holds for all tests: no display or message bus is used by accident, and each run tries the same examples."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ipt_roleplay import resources
from ipt_roleplay.store import keys
from tests.scenario_text import TEA

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere"

# However slow the machine is, the same tests pass.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """What was made until here, the tests above all, stays to the end: Python's collector need not look at it again."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto`. A test waits for disks, for timers and for programs that it starts: another one has the core."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def usual_cost() -> Iterator[keys.Cost]:
    """What a seal costs where the program runs. Here, where a hundred are made and opened, it costs next to nothing."""
    usual, keys.COST = keys.COST, keys.Cost(memory=8, passes=1, lanes=1)
    yield usual
    keys.COST = usual


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program installed elsewhere, keeping its things in `data`; the folder of its shipped scenarios.

    Its only one is `tea`: to prove those that are really shipped takes seconds.
    """
    home = tmp_path / "installed"
    shelf = home / "scenarios" / "en"
    shelf.mkdir(parents=True)
    (shelf / "tea.yaml").write_text(TEA, encoding="utf-8")
    (home / "assets").symlink_to(resources.assets(), target_is_directory=True)
    monkeypatch.setattr(resources, "_PACKAGE", home)
    monkeypatch.setenv("IPT_ROLEPLAY_DATA", str(tmp_path / "data"))
    return shelf
