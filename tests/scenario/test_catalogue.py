"""The ids that scenarios may use, each with words for the screen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ipt_roleplay import resources
from ipt_roleplay.scenario import catalogue
from ipt_roleplay.scenario.state import GAUGES
from ipt_roleplay.scenario.story import DAYS

SHIPPED = catalogue.shipped()


@pytest.mark.parametrize("kind", ["skills", "faults", "stances", "focuses", "practices", "levels", "days"])
def test_every_term_has_a_name_of_its_own_and_knows_its_id(kind: str) -> None:
    terms = getattr(SHIPPED, kind)
    assert terms
    for key, term in terms.items():
        assert term.id == str(key)
        assert term.name.strip()
    assert len({term.name for term in terms.values()}) == len(terms)


def test_every_skill_and_fault_is_explained_with_an_example() -> None:
    for term in (*SHIPPED.skills.values(), *SHIPPED.faults.values()):
        assert term.explains.endswith(".")
        assert term.example


def test_no_skill_is_a_fault() -> None:
    assert not set(SHIPPED.skills) & set(SHIPPED.faults)


def test_whatever_the_format_allows_has_words() -> None:
    assert set(SHIPPED.stances) == {"passive", "assertive", "aggressive", "barbed", "listening"}
    assert set(SHIPPED.focuses) == {"grief", "role_dispute", "role_transition", "isolation"}
    assert set(SHIPPED.practices) == {"boundary_setting", "expressing_needs", "reconnecting"}
    assert set(SHIPPED.levels) == {1, 2, 3}
    assert set(SHIPPED.days) == set(DAYS)


def test_every_gauge_has_five_words_from_least_to_most() -> None:
    assert set(SHIPPED.gauges) == set(GAUGES)
    for gauge in SHIPPED.gauges.values():
        assert len(set(gauge.words)) == 5


def test_every_mood_says_how_the_partner_looks() -> None:
    assert {"neutral", "warm", "hurt"} <= set(SHIPPED.moods)
    assert all(SHIPPED.moods.values())


def test_every_face_has_its_file_and_the_moods_are_none() -> None:
    files = {file.stem for file in (resources.assets() / "faces").glob("*.yaml")}
    assert set(SHIPPED.faces) == files - {"moods"}
    assert "dana" in SHIPPED.faces


def test_it_is_read_once() -> None:
    assert catalogue.shipped() is SHIPPED


def test_a_face_put_into_the_folder_is_known(tmp_path: Path) -> None:
    shutil.copytree(resources.assets(), tmp_path / "assets")
    shutil.copy(tmp_path / "assets" / "faces" / "dana.yaml", tmp_path / "assets" / "faces" / "lena.yaml")
    assert catalogue.load(tmp_path / "assets").faces == SHIPPED.faces | {"lena"}


def test_a_folder_without_the_catalogue_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="skills"):
        catalogue.load(tmp_path)


def same(one: catalogue.Catalogue, other: catalogue.Catalogue) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in catalogue.Catalogue.__slots__)


def test_what_was_read_is_kept_until_a_file_changes(tmp_path: Path) -> None:
    assets, cache = tmp_path / "assets", tmp_path / "cache" / "catalogue.json"
    shutil.copytree(resources.assets(), assets)
    for _ in range(2):  # freshly read, and from what is kept
        assert same(catalogue.load_kept(assets, cache), SHIPPED)
    assert cache.is_file()
    words = assets / "skills.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("good day", "fine day"), encoding="utf-8")
    assert catalogue.load_kept(assets, cache).days["good"].name == "a fine day"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1}', b"[1]"])
def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "catalogue.json"
    cache.write_bytes(damage)
    assert same(catalogue.load_kept(resources.assets(), cache), SHIPPED)
    assert same(catalogue.load_kept(resources.assets(), cache), SHIPPED)
