"""The collector waits while a file is checked, and comes again afterwards, whatever else waits meanwhile."""

import gc
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from ipt_roleplay.proof.checks import check_file
from ipt_roleplay.proof.explore import Cancelled
from ipt_roleplay.uncollected import uncollected
from tests.scenario_text import TEA


@pytest.fixture(autouse=True)
def _collector_on() -> Iterator[None]:
    """As in the program, whatever other tests have set; afterwards as it was."""
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


@pytest.mark.parametrize("text", [TEA, "format: [", ""])
def test_the_collector_is_as_it_was(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(text, encoding="utf-8")
    check_file(file)
    assert gc.isenabled()


def test_also_where_somebody_has_switched_it_off(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    gc.disable()
    check_file(file)
    assert not gc.isenabled()


def test_it_waits_meanwhile_and_comes_when_the_check_is_cancelled(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    seen: list[bool] = []

    def cancelled() -> bool:
        seen.append(gc.isenabled())
        return True

    with pytest.raises(Cancelled):
        check_file(file, cancelled=cancelled)
    assert seen == [False]
    assert gc.isenabled()


def test_who_ends_first_does_not_bring_it_back_to_the_other(tmp_path: Path) -> None:
    """As when a window changes its colours while a file is checked on another thread."""
    file = tmp_path / "tea.yaml"
    file.write_text(TEA, encoding="utf-8")
    with uncollected:
        checking = Thread(target=check_file, args=(file,))
        checking.start()
        checking.join()
        assert not gc.isenabled()
    assert gc.isenabled()
    with uncollected:
        pass
    uncollected.__enter__()
    other = Thread(target=uncollected.__enter__)
    other.start()
    other.join()
    uncollected.__exit__()  # the first one in is the first one out
    assert not gc.isenabled()
    uncollected.__exit__()
    assert gc.isenabled()
