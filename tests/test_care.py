"""Where to turn: the list by country, one that takes its place, and what a person notes down for themselves."""

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from ipt_roleplay import care, resources
from ipt_roleplay.care import NEEDS, Care, ListError, OwnNumber

SHIPPED = resources.assets() / "help" / care.LIST


def own_list(folder: Path, old: str, new: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (folder / care.LIST).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_shipped_number_names_its_source_and_can_be_dialled(tmp_path: Path) -> None:
    listed = care.countries(tmp_path)
    assert listed.trouble == ""
    assert listed.looked_up <= date.today()
    codes = [code for country in listed.all for code in country.codes]
    assert len(codes) == len({*codes}), "no country has two lists"
    for country in listed.all:
        assert country.for_need("danger"), f"{country.name} has no number for danger"
        for line in country.numbers:
            assert line.source
            assert set(line.number) <= set("0123456789 -"), line
            assert line.need in NEEDS


def test_a_country_is_found_by_name_and_code(tmp_path: Path) -> None:
    listed = care.countries(tmp_path)
    assert listed.named("Ireland") == listed.with_code("IE")
    assert listed.with_code("AT") == listed.all[-1]
    assert listed.with_code("ZZ") is None
    assert listed.named("Nowhere") is None


def test_a_newer_list_in_ones_own_folder_takes_its_place(tmp_path: Path) -> None:
    own_list(tmp_path, "date = 2026-11-26", "date = 2031-01-02")
    own_list(tmp_path, '"116 123"', '"1 2 3"')
    own_list(tmp_path, "date = 2026-11-26", "date = 2031-01-02")
    assert care.countries(tmp_path).looked_up == date(2031, 1, 2)


def test_an_older_one_does_not_and_that_is_said(tmp_path: Path) -> None:
    own_list(tmp_path, "date = 2026-11-26", "date = 2020-01-02")
    listed = care.countries(tmp_path)
    assert listed.looked_up > date(2020, 1, 2)
    assert "older" in listed.trouble


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("version = 1", "version = 2", "version"),
        ("date = 2026-11-26", 'date = "soon"', "date"),
        ("date = 2026-11-26", "", "date"),
        ('need = "danger"', 'need = "boredom"', "Australia"),
        ('number = "000"', "number = 0", "number"),
        ('source = "1800respect.org.au"', 'source = ""', "source"),
        ('name = "Australia"', 'name = "Aus\\ntralia"', "name"),
        ('codes = ["AU"]', "codes = [1]", "codes"),
        ("[[country]]", "[[country", care.LIST),
        ("[[country]]", "country = 3\n[[place]]", care.LIST),
    ],
)
def test_a_damaged_list_is_left_aside_with_one_sentence(tmp_path: Path, old: str, new: str, named: str) -> None:
    own_list(tmp_path, old, new)
    with pytest.raises(ListError, match=named):
        care.load_list(tmp_path / care.LIST)
    listed = care.countries(tmp_path)
    assert listed.all == care.load_list(SHIPPED).all
    assert listed.trouble.startswith(care.LIST)
    assert listed.trouble.endswith(".")
    assert "\n" not in listed.trouble


def test_what_is_noted_down_comes_back_to_the_letter(tmp_path: Path) -> None:
    kept = Care("Ireland", (OwnNumber('Mum "the \\ rock" 😀', "+44 1"), OwnNumber("", "#31#")), frozenset({"tea"}))
    care.write(tmp_path / "new", kept)
    assert care.read(tmp_path / "new") == kept


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_nobody_else_on_this_computer_reads_it(tmp_path: Path) -> None:
    care.write(tmp_path / "new", Care())
    assert stat.S_IMODE((tmp_path / "new" / care.OWN).stat().st_mode) == 0o600


def test_that_one_was_asked_is_noted_and_nothing_else_changes(tmp_path: Path) -> None:
    kept = Care("Ireland", (OwnNumber("Mum", "1"),))
    care.write(tmp_path, kept)
    care.note_asked(tmp_path, "tea")
    care.note_asked(tmp_path, "tea")
    care.note_asked(tmp_path, "lunch")
    known = care.read(tmp_path)
    assert known.asked == {"tea", "lunch"}
    assert (known.country, known.numbers) == (kept.country, kept.numbers)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[",
        "\x00",
        "version = 9",
        "version = 1\nnumbers = 3\nasked = 4\ncountry = 5",
        "version = 1\nnumbers = [1, {}]",
    ],
)
def test_a_damaged_file_means_nothing_is_noted_down(tmp_path: Path, stored: str) -> None:
    (tmp_path / care.OWN).write_text(stored)
    assert care.read(tmp_path) == Care()


def test_whole_entries_of_a_damaged_file_are_kept(tmp_path: Path) -> None:
    numbers = '[{ name = "Mum", number = "1" }, { name = "Who" }, { name = 1, number = "2" }]'
    (tmp_path / care.OWN).write_text(f"version = 1\nnumbers = {numbers}")
    assert care.read(tmp_path).numbers == (OwnNumber("Mum", "1"),)


def test_what_is_typed_is_brought_into_one_line() -> None:
    assert care.tidy("  Mum\n\tat\x00home ", 60) == "Mum at home"
    assert care.tidy("x" * 99, 60) == "x" * 60
