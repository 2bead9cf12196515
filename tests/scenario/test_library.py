"""The library: every scenario of some folders, known by its header, whatever state its file or the index is in."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from ipt_roleplay.scenario.compiler import load
from ipt_roleplay.scenario.findings import Finding, ScenarioError
from ipt_roleplay.scenario.library import Header, Library, is_scenario_file, scenario_files
from tests.scenario_text import TEA, edited


class Shelf:
    """A shipped folder and one of the user's own, and a library over them that counts the files it judges."""

    def __init__(self, folder: Path) -> None:
        self.shipped, self.own, self.index = folder / "shipped", folder / "own", folder / "cache" / "library.json"
        self.judged: list[str] = []
        for place in (self.shipped, self.own):
            place.mkdir()

    def library(self, edition: str = "1") -> Library:
        return Library(self.shipped, [self.own], self.index, edition, self._judge)

    def headers(self, edition: str = "1") -> tuple[Header, ...]:
        self.judged.clear()
        return self.library(edition).headers()

    def _judge(self, file: Path) -> Sequence[Finding]:
        self.judged.append(file.name)
        try:
            load(file)
        except ScenarioError as error:
            return error.findings
        return ()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def put(folder: Path, id_: str, *edits: tuple[str, str], name: str | None = None) -> Path:
    """A scenario called `id_`, TEA otherwise."""
    file = folder / (name or f"{id_}.yaml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(edited(("id: tea\n", f"id: {id_}\n"), *edits), encoding="utf-8")
    return file


def ids(headers: Sequence[Header]) -> list[str]:
    return [header.id for header in headers]


# --- what is a scenario -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tea.yaml", "tea.yml", "a.b.yaml", "test.yaml"])
def test_these_are_scenarios(name: str) -> None:
    assert is_scenario_file(Path("en") / name)


@pytest.mark.parametrize("name", ["tea.test.yaml", "tea.test.yml", ".tea.yaml", "tea.yaml~", "tea.txt", "yaml"])
def test_these_are_not(name: str) -> None:
    assert not is_scenario_file(Path("en") / name)


def test_folders_are_searched_to_the_bottom(tmp_path: Path) -> None:
    files = [put(tmp_path / "b", "two"), put(tmp_path / "a" / "deep", "one"), put(tmp_path, "zero")]
    (tmp_path / "a" / "one.test.yaml").write_text("plays: []\n")
    assert scenario_files(tmp_path) == sorted(files)
    assert scenario_files(tmp_path / "absent") == []


# --- headers ------------------------------------------------------------------------------------------------------


def test_a_header_holds_what_the_library_shows(shelf: Shelf) -> None:
    file = put(shelf.shipped / "en", "tea")
    assert shelf.headers() == (
        Header(
            id="tea",
            title="Tea",
            file=str(file),
            playable=True,
            summary="A short talk in a kitchen.",
            focus="isolation",
            practice="reconnecting",
            level=1,
            minutes=3,
            content_notes=("loneliness",),
            endings=2,
            partner="Dana",
            relation="your sister",
            face="dana",
        ),
    )


def test_the_json_of_a_header_has_exactly_the_pinned_keys(shelf: Shelf) -> None:
    file = put(shelf.shipped, "tea")
    [header] = shelf.headers()
    assert list(header.as_json().items()) == [
        ("id", "tea"),
        ("title", "Tea"),
        ("focus", "isolation"),
        ("practice", "reconnecting"),
        ("level", 1),
        ("minutes", 3),
        ("playable", True),
        ("file", str(file)),
    ]


def test_they_are_arranged_by_level_and_title_and_what_needs_repair_comes_last(shelf: Shelf) -> None:
    put(shelf.shipped, "a", ("level: 1", "level: 2"), ("title: Tea", "title: Alpha"))
    put(shelf.shipped, "b", ("title: Tea", "title: Zulu"))
    put(shelf.shipped, "c", ("title: Tea", "title: Mike"))
    put(shelf.shipped, "d", ("start: hello", "start: nowhere"), ("title: Tea", "title: Able"))
    assert ids(shelf.headers()) == ["c", "b", "a", "d"]


def test_an_empty_or_missing_folder_is_an_empty_library(shelf: Shelf) -> None:
    assert shelf.headers() == ()
    shelf.own.rmdir()
    shelf.shipped.rmdir()
    assert shelf.headers() == ()


# --- broken scenarios ---------------------------------------------------------------------------------------------


def test_a_broken_scenario_does_not_hide_the_others(shelf: Shelf) -> None:
    put(shelf.shipped, "good")
    put(shelf.shipped, "bad", ("faults: [barb]", "faults: [barbs]"), ("  face: dana", "  face: nobody"))
    (shelf.shipped / "worse.yaml").write_bytes(b"[" * 100_000)
    (shelf.shipped / "worst.yaml").write_bytes(b"\xff\x00\xfe")
    headers = {header.id: header for header in shelf.headers()}
    assert {id_: header.playable for id_, header in headers.items()} == {
        "good": True,
        "bad": False,
        "worse": False,
        "worst": False,
    }


def test_what_needs_repair_is_listed_with_its_findings_and_whatever_could_be_read(shelf: Shelf) -> None:
    file = put(shelf.shipped, "bad", ("faults: [barb]", "faults: [barbs]"), ("level: 1", "level: four"))
    [header] = shelf.headers()
    assert (header.id, header.title, header.minutes, header.partner) == ("bad", "Tea", 3, "Dana")
    assert (header.playable, header.level) == (False, 0)
    [repair] = header.repairs
    assert repair.startswith(f"{file}:8:1: error[E203]: ")


def test_of_a_file_that_cannot_be_read_at_all_the_name_is_shown(shelf: Shelf) -> None:
    (shelf.shipped / "noise.yaml").write_bytes(b"\xff\xfe\x00")
    [header] = shelf.headers()
    assert (header.id, header.title, header.playable) == ("noise", "noise", False)
    assert "E102" in header.repairs[0]


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\nid: [a, b]\ntitle: {a: b}\npartner: Dana\ncontent_notes: none\nlevel: 99999\nminutes: -1\n",
        "partner: [name]\ncontent_notes: [[a], b]\nid: ''\n",
        "a: 1\na: 2\n",
        "",
    ],
)
def test_a_header_of_the_wrong_shape_is_no_obstacle(shelf: Shelf, text: str) -> None:
    (shelf.shipped / "odd.yaml").write_text(text)
    put(shelf.shipped, "tea")
    assert {header.id: header.playable for header in shelf.headers()} == {"tea": True, "odd": False}


def test_a_link_that_leads_nowhere_needs_repair(shelf: Shelf) -> None:
    (shelf.shipped / "gone.yaml").symlink_to(shelf.shipped / "absent")
    put(shelf.shipped, "tea")
    for _ in range(2):
        assert {header.id: header.playable for header in shelf.headers()} == {"tea": True, "gone": False}


def test_a_repaired_scenario_is_playable_at_once(shelf: Shelf) -> None:
    file = put(shelf.shipped, "tea", ("start: hello", "start: nowhere"))
    assert not shelf.headers()[0].playable
    put(shelf.shipped, "tea")
    [header] = shelf.headers()
    assert (header.playable, header.repairs, header.file) == (True, (), str(file))


# --- two with one id ----------------------------------------------------------------------------------------------


def test_the_users_own_wins_and_names_the_other(shelf: Shelf) -> None:
    theirs = put(shelf.shipped, "tea", ("title: Tea", "title: Shipped tea"))
    mine = put(shelf.own, "tea", ("title: Tea", "title: My tea"))
    for _ in range(2):  # freshly read, and from the index
        [header] = shelf.headers()
        assert (header.title, header.file, header.own, header.hides) == ("My tea", str(mine), True, str(theirs))


def test_when_the_users_own_goes_the_shipped_one_is_back(shelf: Shelf) -> None:
    put(shelf.shipped, "tea", ("title: Tea", "title: Shipped tea"))
    mine = put(shelf.own, "tea")
    shelf.headers()
    mine.unlink()
    [header] = shelf.headers()
    assert (header.title, header.own, header.hides) == ("Shipped tea", False, "")


def test_a_scenario_is_found_by_its_id(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    mine = put(shelf.own, "tea")
    put(shelf.shipped, "coffee")
    library = shelf.library()
    found = library.find("tea")
    assert found is not None
    assert found.file == str(mine)
    assert library.find("cocoa") is None


# --- the index ----------------------------------------------------------------------------------------------------


def test_a_file_is_judged_once_while_it_does_not_change(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    put(shelf.own, "coffee", ("start: hello", "start: nowhere"))
    first = shelf.headers()
    assert sorted(shelf.judged) == ["coffee.yaml", "tea.yaml"]
    assert shelf.headers() == first
    assert shelf.judged == []


def test_a_changed_file_is_read_again_and_no_other(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    put(shelf.shipped, "coffee")
    shelf.headers()
    put(shelf.shipped, "tea", ("title: Tea", "title: More tea"))
    assert {header.title for header in shelf.headers()} == {"More tea", "Tea"}
    assert shelf.judged == ["tea.yaml"]


def test_a_change_that_keeps_the_size_is_seen_by_its_time(shelf: Shelf) -> None:
    file = put(shelf.shipped, "tea")
    shelf.headers()
    before = file.stat()
    put(shelf.shipped, "tea", ("title: Tea", "title: Pea"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000_000))
    assert [header.title for header in shelf.headers()] == ["Pea"]


def test_another_edition_of_the_program_judges_afresh(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    shelf.headers()
    shelf.headers(edition="2")
    assert shelf.judged == ["tea.yaml"]


def test_what_is_known_is_told_without_opening_a_scenario(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    shelf.headers()
    new = put(shelf.shipped, "coffee")
    shelf.judged.clear()
    headers, unknown = shelf.library().known()
    assert (ids(headers), unknown, shelf.judged) == (["tea"], (new,), [])


def test_before_the_first_time_nothing_is_known(shelf: Shelf) -> None:
    file = put(shelf.shipped, "tea")
    assert shelf.library().known() == ((), (file,))


def test_a_file_that_went_leaves_library_and_index(shelf: Shelf) -> None:
    file = put(shelf.shipped, "tea")
    put(shelf.shipped, "coffee")
    shelf.headers()
    file.unlink()
    assert ids(shelf.headers()) == ["coffee"]
    assert "tea" not in shelf.index.read_text()


def stored(shelf: Shelf) -> dict[str, object]:
    """What the index holds, to be damaged."""
    index: dict[str, object] = json.loads(shelf.index.read_text())
    return index


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b'"files"',
        b"\xff\xfe\x00",
        b'{"version": 1}',
        b"[" * 100_000,
        b'{"version": 99}',
    ],
)
def test_a_damaged_index_costs_time_and_nothing_else(shelf: Shelf, damage: bytes) -> None:
    put(shelf.shipped, "tea")
    before = shelf.headers()
    shelf.index.write_bytes(damage)
    assert shelf.headers() == before
    assert shelf.judged == ["tea.yaml"]
    assert shelf.headers() == before
    assert shelf.judged == []


@pytest.mark.parametrize("cut", range(0, 600, 45))
def test_an_index_cut_short_costs_time_and_nothing_else(shelf: Shelf, cut: int) -> None:
    put(shelf.shipped, "tea")
    before = shelf.headers()
    shelf.index.write_bytes(shelf.index.read_bytes()[:cut])
    assert shelf.headers() == before


@pytest.mark.parametrize(
    "entry",
    [
        {"title": 5},
        {"title": None},
        {"level": "1"},
        {"level": None},
        {"playable": "yes"},
        {"id": ["tea"]},
        {"content_notes": "loneliness"},
        {"content_notes": [1]},
        {"repairs": 3},
        {"unheard_of": 1},
        {"hides": "something"},
        {"stamp": None},
    ],
)
def test_an_entry_of_the_wrong_shape_costs_time_and_nothing_else(shelf: Shelf, entry: dict[str, object]) -> None:
    file = put(shelf.shipped, "tea")
    put(shelf.shipped, "coffee")
    before = shelf.headers()
    index = stored(shelf)
    files = index["files"]
    assert isinstance(files, dict)
    files[str(file)] |= entry
    shelf.index.write_text(json.dumps(index))
    assert shelf.headers() == before
    assert "tea.yaml" in shelf.judged


def test_a_flipped_bit_in_the_index_costs_time_and_nothing_else(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    before = shelf.headers()
    whole = shelf.index.read_bytes()
    for at in range(0, len(whole), 31):
        shelf.index.write_bytes(whole[:at] + bytes([whole[at] ^ 2]) + whole[at + 1 :])
        assert shelf.headers() == before


@pytest.mark.parametrize("files", [None, [], "files", {"a": None}, {"a": 1}, [[1, 2]]])
def test_an_index_with_other_things_in_it_costs_time_and_nothing_else(shelf: Shelf, files: object) -> None:
    put(shelf.shipped, "tea")
    before = shelf.headers()
    shelf.index.write_text(json.dumps({**stored(shelf), "files": files}))
    assert shelf.headers() == before


def test_an_index_that_cannot_be_written_costs_time_and_nothing_else(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    shelf.index.parent.write_text("a file where the folder should be")
    for _ in range(2):
        assert ids(shelf.headers()) == ["tea"]
        assert shelf.judged == ["tea.yaml"]


def test_a_folder_in_place_of_the_index_is_left_alone_and_nothing_is_left_beside_it(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    shelf.index.mkdir(parents=True)
    (shelf.index / "something").touch()
    for _ in range(2):
        assert ids(shelf.headers()) == ["tea"]
    assert list(shelf.index.parent.iterdir()) == [shelf.index]


def test_without_an_index_every_file_is_read_each_time(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    library = Library(shelf.shipped, [shelf.own], None, "1", lambda _: ())
    assert ids(library.headers()) == ids(library.headers()) == ["tea"]
    assert library.known()[0] == ()
    assert not shelf.index.exists()


def test_the_index_holds_no_more_than_headers(shelf: Shelf) -> None:
    put(shelf.shipped, "tea")
    shelf.headers()
    assert "May I have some tea" not in shelf.index.read_text()
    assert TEA
