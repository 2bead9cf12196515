"""Bytes to a tree: scalars stay as written, everything has a place, and what YAML has too much of is refused."""

from __future__ import annotations

import codecs
import time

import pytest

from ipt_roleplay.scenario.findings import Finding, Place, ScenarioError
from ipt_roleplay.scenario.yaml_tree import Limits, Tree, parse
from tests.scenario_text import marked


def read(data: str | bytes, limits: Limits | None = None) -> Tree:
    return parse(data.encode() if isinstance(data, str) else data, "f.yaml", limits)


def refusal(data: str | bytes, limits: Limits | None = None) -> Finding:
    """The one finding for which `data` is refused as a whole."""
    with pytest.raises(ScenarioError) as caught:
        read(data, limits)
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


def told(data: str | bytes) -> list[tuple[str, Place]]:
    """Code and place of each finding, whether the rest could be read or not."""
    try:
        findings = tuple(read(data).findings)
    except ScenarioError as error:
        findings = error.findings
    return [(finding.code, finding.place) for finding in findings]


# --- what is there ------------------------------------------------------------------------------------------------


def test_scalars_stay_the_characters_that_were_written() -> None:
    tree = read("a: no\nb: 12:30\nc: 010\nd: 1.10\ne: ~\nf: 2024-13-45\ng: 0x1F\nh: .nan\ni: 'quoted'\nj:\n")
    assert tree.root == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "1.10",
        "e": "~",
        "f": "2024-13-45",
        "g": "0x1F",
        "h": ".nan",
        "i": "quoted",
        "j": "",
    }
    assert tree.findings == []


def test_a_number_of_5000_digits_is_a_text() -> None:
    assert read("a: " + "7" * 5000).root == {"a": "7" * 5000}


def test_folded_literal_and_flow_forms_are_read() -> None:
    tree = read("a: >-\n  one\n  two\nb: |\n  one\n  two\nc: {d: [1, 2]}\n")
    assert tree.root == {"a": "one two", "b": "one\ntwo\n", "c": {"d": ["1", "2"]}}


def test_everything_has_the_place_of_its_first_key() -> None:
    text, [key, nested, entry, inside] = marked("▸a: 1\nb:\n  ▸c:\n    - ▸d: 2\n      ▸e: 3\n")
    tree = read(text)
    assert tree.place(("a",)) == key
    assert tree.place(("b", "c")) == nested
    assert tree.place(("b", "c", 0)) == entry
    assert tree.place(("b", "c", 0, "e")) == inside


def test_a_value_has_a_place_of_its_own() -> None:
    text, [value, block] = marked("a: ▸one\nb: ▸>-\n  folded\n")
    tree = read(text)
    assert tree.value_place(("a",)) == value
    assert tree.value_place(("b",)) == block


def test_what_is_missing_stands_where_its_owner_does() -> None:
    tree = read("a:\n  b:\n    c: 1\n")
    assert tree.place(("a", "b", "missing", "deeper")) == Place(2, 3)
    assert tree.place(("missing",)) == Place(1, 1)


def test_columns_count_characters_and_not_bytes() -> None:
    text, [flower] = marked("{é: 🌼, ▸b: 1}\n")
    assert read(text).place(("b",)) == flower == Place(1, 8)


# --- encodings ----------------------------------------------------------------------------------------------------

PLAIN = "a: é\nb: 🌼\n"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + PLAIN.encode(),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
    ],
    ids=["UTF-8 BOM", "UTF-16 LE", "UTF-16 BE", "CRLF", "CR"],
)
def test_other_encodings_and_line_ends_are_read(data: bytes) -> None:
    tree = read(data)
    assert tree.root == {"a": "é", "b": "🌼"}
    assert tree.place(("a",)) == Place(1, 1)
    assert tree.place(("b",)) == Place(2, 1)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: 1\nb: caf" + "é".encode("latin-1") + b"\n", Place(2, 7)),
        ("a: é\r\nb: ".encode() + b"\xff", Place(2, 4)),
        (b"a: 1\nb: x\x00y\n", Place(2, 5)),
        (b"a: \x1b[31m\n", Place(1, 4)),
        (b"a: \xed\xa0\x80\n", Place(1, 4)),
        (PLAIN.encode("utf-16-le"), Place(1, 7)),
        (codecs.BOM_UTF32_LE + PLAIN.encode("utf-32-le"), Place(1, 1)),
        (codecs.BOM_UTF16_LE + "a: 1\nb: ".encode("utf-16-le") + b"\x00\xd8", Place(2, 4)),
    ],
    ids=[
        "Latin-1",
        "Latin-1 after CRLF",
        "NUL",
        "escape",
        "surrogate in UTF-8",
        "UTF-16 without a mark",
        "UTF-32",
        "surrogate in UTF-16",
    ],
)
def test_what_is_no_text_is_refused_at_its_place(data: bytes, place: Place) -> None:
    finding = refusal(data)
    assert (finding.code, finding.place) == ("E102", place)


def test_a_character_that_cannot_stand_is_named() -> None:
    assert "U+0000" in refusal(b"a: \x00").message


def test_an_escaped_lone_surrogate_is_refused() -> None:
    finding = refusal('a: 1\nb: "x\\ud800"\n')
    assert finding.code == "E103"
    assert finding.place.line == 2
    assert "escape" in finding.message


def test_a_tab_inside_a_text_is_kept() -> None:
    assert read("a: one\ttwo\n").root == {"a": "one\ttwo"}


# --- broken YAML --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a:\n▸\tb: 1\n", "tab"),
        ("a:\n  b: 1\n▸\tc: 2\n", "Indent with spaces"),
        ("a: it▸: is so\n", "double quotes"),
        ("a: 'x\nb: 1\n▸", "quotation mark"),
        ("a: 'x▸", "quotation mark"),
        ("a: 1\nb▸", "`:`"),
        ("a: ▸@home\n", "special character"),
        ("a: ▸%x\n", "special character"),
        ('a: "▸\\q"\n', "backslash"),
        ("a: [1, 2\nb▸: 3\n", "closing bracket"),
        ("- a\n▸b: 1\n", "list"),
        ("a: 1\n...\n▸b: 2\n", "indentation"),
        ("a: &▸\n", "`&`"),
        ("▸%YAML 2.0\n---\na: 1\n", "not YAML"),
    ],
)
def test_broken_yaml_is_one_sentence_at_its_place(text: str, word: str) -> None:
    text, [place] = marked(text)
    finding = refusal(text)
    assert (finding.code, finding.place) == ("E103", place)
    assert word in finding.message
    assert "\n" not in finding.message


# --- what YAML has too much of ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: ▸&x 1\nb: 2\n", "E104"),
        ("▸&x a: 1\nb: 2\n", "E104"),
        ("a: ▸&x {b: 1}\n", "E104"),
        ("a: ▸*x\nb: 2\n", "E104"),
        ("a: [1, ▸*x]\n", "E104"),
        ("? ▸*x\n: 1\nb: 2\n", "E104"),
        ("a: ▸!!str 1\n", "E105"),
        ("a: ▸!!python/object/apply:os.system [x]\n", "E105"),
        ("a: ▸!own {b: 1}\n", "E105"),
        ("▸!own a: 1\n", "E105"),
        ("▸%TAG !e! tag:example.com,2000:\n---\na: 1\n", "E105"),
        ("▸<<: {a: 1}\nb: 2\n", "E106"),
        ("a:\n  b: 1\n  ▸<<: [x, y]\n", "E106"),
        ("a: 1\nb: 2\n▸a: 3\n", "E108"),
        ("a: {b: 1, ▸b: 2}\n", "E108"),
        ("? ▸[a, b]\n: 1\nc: 2\n", "E109"),
        ("? ▸{a: b}\n: {c: d}\ne: 1\n", "E109"),
    ],
)
def test_each_is_an_error_with_line_and_column(text: str, code: str) -> None:
    text, [place] = marked(text)
    assert told(text) == [(code, place)]


def test_aliases_are_never_expanded() -> None:
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    tree = read(laughs)
    assert tree.root == {"a": ["x", "x"], "b": ["", ""], "c": ["", ""]}
    assert [finding.code for finding in tree.findings] == ["E104"] * 6


def test_a_quoted_merge_sign_is_a_name_like_any_other() -> None:
    tree = read("'<<': 1\n")
    assert tree.root == {"<<": "1"}
    assert tree.findings == []


def test_the_entries_of_a_merge_key_are_not_merged() -> None:
    assert read("<<: {a: 1}\nb: 2\n").root == {"b": "2"}


def test_a_duplicate_key_names_both_lines_and_the_first_counts() -> None:
    tree = read("a: 1\nb: 2\n\na: 3\n")
    assert tree.root == {"a": "1", "b": "2"}
    [finding] = tree.findings
    assert "line 1" in finding.message
    assert "line 4" in finding.message


def test_a_key_written_three_times_is_found_twice() -> None:
    assert told("a: 1\na: 2\na: 3\n") == [("E108", Place(2, 1)), ("E108", Place(3, 1))]


def test_the_parts_of_a_second_entry_do_not_hide_the_places_of_the_first() -> None:
    text, [first, inside] = marked("▸a:\n  ▸b: 1\na:\n  b: 2\n  c: 3\n")
    tree = read(text)
    assert tree.root == {"a": {"b": "1"}}
    assert tree.place(("a",)) == first
    assert tree.place(("a", "b")) == inside
    assert tree.place(("a", "c")) == first


def test_a_duplicate_key_with_a_line_break_is_told_in_one_line() -> None:
    [finding] = read('"a\\nb": 1\n"a\\nb": 2\n').findings
    assert "\n" not in str(finding)


def test_several_faults_are_told_together() -> None:
    text, places = marked("a: ▸&x 1\nb: ▸!t 2\n▸<<: 3\n▸a: 4\n")
    assert told(text) == list(zip(["E104", "E105", "E106", "E108"], places, strict=True))


# --- nothing, too little, too many --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n...\n", "''\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    finding = refusal(text)
    assert finding.code == "E109"
    assert "empty" in finding.message


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "[a, b]\n", "null\n"])
def test_a_list_or_a_single_text_at_the_top_is_refused(text: str) -> None:
    finding = refusal(text)
    assert (finding.code, finding.place) == ("E109", Place(1, 1))
    assert "format: 1" in finding.message


def test_a_second_document_is_refused_where_it_begins() -> None:
    finding = refusal("a: 1\n---\nb: 2\n")
    assert (finding.code, finding.place) == ("E109", Place(2, 1))
    assert "second document" in finding.message


def test_document_marks_around_one_document_are_fine() -> None:
    assert read("%YAML 1.1\n---\na: 1\n...\n").root == {"a": "1"}


# --- limits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"a: " + b"#" * 1_000_000, "1,000,000"),
        ("a: " + "x" * 10_001, "10,000"),
        ("x" * 10_001 + ": a", "10,000"),
        ("a: " + "[" * 33 + "]" * 33, "32"),
        ("a: [" + "x," * 100_000 + "]", "100,000"),
    ],
    ids=["file", "text", "name", "depth", "entries"],
)
def test_a_limit_passed_is_named(data: str | bytes, limit: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(data)
    assert caught.value.findings[-1].code == "E107"
    assert limit in caught.value.findings[-1].message


def test_a_text_that_is_too_long_is_found_where_it_begins() -> None:
    finding = refusal("a: 1\nb:\n  - " + "x" * 10_001)
    assert (finding.code, finding.place) == ("E107", Place(3, 5))
    assert "10,001" in finding.message


def test_what_just_fits_is_read() -> None:
    assert read("a: " + "x" * 10_000).root == {"a": "x" * 10_000}
    assert read("a: " + "[" * 31 + "]" * 31).findings == []
    padding = b"a: 1\n#"
    assert read(padding + b" " * (1_000_000 - len(padding))).root == {"a": "1"}


def test_limits_can_be_set() -> None:
    assert refusal("a: xxxx", Limits(scalar=3)).code == "E107"
    assert refusal("a: xxxx", Limits(bytes=6)).code == "E107"
    assert refusal("a: [[1]]", Limits(depth=2)).code == "E107"
    assert refusal("a: [1, 2]", Limits(items=4)).code == "E107"
    assert read("a: [1, 2]", Limits(bytes=9, depth=2, scalar=1, items=5)).root == {"a": ["1", "2"]}


def test_aliases_count_as_entries() -> None:
    with pytest.raises(ScenarioError) as caught:
        read("a: [" + "*x, " * 50 + "]", Limits(items=50))
    assert caught.value.findings[-1].code == "E107"


def test_what_nests_too_deep_is_refused_where_it_passes_the_limit() -> None:
    finding = refusal("[" * 40)
    assert finding.place == Place(1, 33)


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "a: " * 100_000])
def test_100000_brackets_are_answered_within_10_milliseconds(bomb: str) -> None:
    data, quickest = bomb.encode(), 60.0
    for _ in range(10):
        begin = time.process_time()
        with pytest.raises(ScenarioError):
            parse(data, "f.yaml")
        quickest = min(quickest, time.process_time() - begin)
    assert quickest < 0.010
