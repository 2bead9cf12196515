"""Where assets and scenarios are found: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

import pytest

from ipt_roleplay import resources

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resources.assets() == ROOT / "assets"
    assert resources.scenarios() == ROOT / "scenarios"


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("assets", "scenarios"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.assets() == tmp_path / "assets"
    assert resources.scenarios() == tmp_path / "scenarios"
