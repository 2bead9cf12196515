"""A scenario file to its source model: what a scalar means, and every error at once with its place and a way out."""

from __future__ import annotations

import codecs
import random
import re
from pathlib import Path

import pytest

from ipt_roleplay import resources
from ipt_roleplay.scenario.compiler import compile_story
from ipt_roleplay.scenario.findings import Finding, Place, ScenarioError
from ipt_roleplay.scenario.library import scenario_files
from ipt_roleplay.scenario.reader import read, read_bytes
from ipt_roleplay.scenario.yaml_tree import Limits
from tests.scenario_text import TEA, edited, marked, read_text

LONG_NUMBER = "7" * 5000


def refused(text: str) -> list[tuple[str, Place, str]]:
    with pytest.raises(ScenarioError) as caught:
        read_text(text)
    return [(finding.code, finding.place, finding.message) for finding in caught.value.findings]


def the_error(text: str) -> tuple[str, Place, str]:
    [error] = refused(text)
    return error


# --- what is read -------------------------------------------------------------------------------------------------


def test_a_scenario_is_read_as_it_is_written() -> None:
    written = read_text(TEA)
    scenario = written.scenario
    assert (scenario.format, scenario.id, scenario.level, scenario.minutes) == (1, "tea", 1, 3)
    assert scenario.you.role == "a friend"
    assert scenario.content_notes == ["loneliness"]
    assert list(scenario.nodes) == ["hello", "well"]
    assert list(scenario.endings) == ["tea-together", "alone"]
    assert [choice.id for choice in scenario.nodes["hello"].choices] == ["ask", "wait"]
    assert scenario.nodes["hello"].choices[0].effect.clarity == 3
    assert written.warnings == ()


def test_what_is_not_written_has_its_default() -> None:
    scenario = read_text(edited(("gauges: {connection: 6, tension: 2}\n", ""), ("flags: [asked, cross]", ""))).scenario
    gauges = scenario.gauges
    assert (gauges.connection, gauges.clarity, gauges.self_respect, gauges.tension) == (5, 0, 5, 2)
    assert scenario.flags == []
    assert scenario.nodes["hello"].keep_order is False
    assert scenario.nodes["hello"].choices[0].once is False
    assert (scenario.manners, scenario.power) == (None, None)


def test_a_part_has_the_place_of_its_first_key() -> None:
    text, [nodes, node, choice, effect] = marked(
        edited(
            ("nodes:\n", "▸nodes:\n"),
            ("  well:\n", "  ▸well:\n"),
            ("- id: sigh", "- ▸id: sigh"),
            ("effect: {connection: -1, tension: +2}", "▸effect: {connection: -1, tension: +2}"),
        )
    )
    written = read_text(text)
    assert written.place("nodes") == nodes
    assert written.place("nodes", "well") == node
    assert written.place("nodes", "well", "choices", 1) == choice
    assert written.place("nodes", "well", "choices", 1, "effect") == effect


# --- scalars: the schema decides ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "12:30",
        "010",
        "1.10",
        "2024-13-45",
        "~",
        "null",
        "true",
        "0x1F",
        ".nan",
        "-.inf",
        "1e3",
        "+3",
        LONG_NUMBER,
    ],
)
def test_where_text_is_expected_the_written_characters_are_kept(scalar: str) -> None:
    assert read_text(edited(("title: Tea", f"title: {scalar}"))).scenario.title == scalar


@pytest.mark.parametrize("text", ["<sigh>", "<b>bold</b>", "<img src=file:///etc/passwd>", "![](x.png)", "&amp; 50 %"])
def test_marks_of_other_languages_are_plain_text(text: str) -> None:
    assert read_text(edited(("title: Tea", f"title: '{text}'"))).scenario.title == text


def test_joiners_that_languages_need_are_text() -> None:
    written = read_text(edited(("title: Tea", "title: می\u200cخواهم 👩\u200d🚀")))
    assert written.scenario.title == "می\u200cخواهم 👩\u200d🚀"
    assert written.warnings == ()


@pytest.mark.parametrize(
    ("scalar", "number"),
    [
        ("3", 3),
        ("+3", 3),
        ("-3", -3),
        ("'+3'", 3),
        ('"-3"', -3),
        ("0", 0),
        ("-0", 0),
        ("+0", 0),
        ("10", 10),
        ("9999", 9999),
        ("-9999", -9999),
    ],
)
def test_an_integer_is_an_optional_sign_and_up_to_four_digits(scalar: str, number: int) -> None:
    text = edited(("effect: {connection: +1}", f"effect: {{connection: {scalar}}}"))
    assert read_text(text).scenario.nodes["well"].choices[0].effect.connection == number


@pytest.mark.parametrize(
    "scalar",
    [
        "010",
        "00",
        "+03",
        "12345",
        "-12345",
        LONG_NUMBER,
        "1.0",
        "1e1",
        "0x1F",
        "0o7",
        "0b1",
        "1_0",
        "1:30",
        ".nan",
        ".NaN",
        ".inf",
        "-.inf",
        "nan",
        "infinity",
        "no",
        "~",
        "--3",
        "+ 3",
        "three",
        "٣",
        "''",
        "' 3'",
        "[3]",
        "{a: 3}",
    ],
)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    effect: {connection: +1}", "    effect: {▸connection: @}"),
        ("gauges: {connection: 6, tension: 2}", "gauges: {▸connection: @, tension: 2}"),
        ("minutes: 3", "▸minutes: @"),
    ],
    ids=["effect", "gauge", "minutes"],
)
def test_where_an_integer_is_expected_anything_else_is_an_error(scalar: str, old: str, new: str) -> None:
    text, [place] = marked(edited((old, new.replace("@", scalar))))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert "a whole number is expected" in message
    assert len(message) < 250


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("level: 1", "▸level: 0"),
        ("level: 1", "▸level: 4"),
        ("minutes: 3", "▸minutes: 0"),
        ("minutes: 3", "▸minutes: 61"),
        ("gauges: {connection: 6,", "gauges: {▸connection: 11,"),
        ("gauges: {connection: 6,", "gauges: {▸connection: -1,"),
    ],
)
def test_a_number_out_of_range_is_an_error_that_names_the_bound(old: str, new: str) -> None:
    text, [place] = marked(edited((old, new)))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert "at least" in message or "at most" in message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("level: 1", "level: 3"),
        ("minutes: 3", "minutes: 60"),
        ("minutes: 3", "minutes: 1"),
        ("connection: 6", "connection: 0"),
        ("connection: 6", "connection: 10"),
        ("language: en", "language: pt-BR"),
    ],
)
def test_values_at_the_edge_are_read(old: str, new: str) -> None:
    assert read_text(edited((old, new))).warnings == ()


@pytest.mark.parametrize("scalar", ["yes", "no", "True", "on", "1", "''"])
def test_true_and_false_are_the_only_truths(scalar: str) -> None:
    text, [place] = marked(edited(("      - id: ask", f"      - id: ask\n        ▸once: {scalar}")))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert "`true` or `false`" in message


@pytest.mark.parametrize("blank", ["", "''", "'  '", '"\\t"', "|\n"])
def test_a_blank_text_is_an_error(blank: str) -> None:
    text, [place] = marked(edited(("setting: A kitchen in the morning.", f"▸setting: {blank}")))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert "some text is expected" in message


# --- the format ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["2", "+2", "10", "9999", "12345", LONG_NUMBER])
def test_a_newer_format_is_an_error_that_names_both_versions(number: str) -> None:
    code, place, message = the_error(edited(("format: 1", f"format: {number}"), ("level: 1", "unheard-of: 1")))
    assert (code, place) == ("E204", Place(1, 1))
    assert number[:8] in message
    assert "format 1" in message


@pytest.mark.parametrize("number", ["0", "-1", "1.0", "01", "one", "", "[1]"])
def test_a_format_that_is_none_is_one_error(number: str) -> None:
    code, place, _ = the_error(edited(("format: 1", f"format: {number}")))
    assert (code, place) == ("E203", Place(1, 1))


@pytest.mark.parametrize("number", ["1", "'1'", "+1"])
def test_format_1_is_read(number: str) -> None:
    assert read_text(edited(("format: 1", f"format: {number}"))).scenario.format == 1


# --- errors of form -----------------------------------------------------------------------------------------------

UNKNOWN_KEYS = [
    ("summary: A", "▸sumary: A", "summary"),
    ("you: {name: Sam, role:", "you: {name: Sam, ▸roll:", "role"),
    ("  relation: your", "  ▸relatoin: your", "relation"),
    ("gauges: {connection: 6, tension:", "gauges: {connection: 6, ▸tention:", "tension"),
    ("  hard: {effect", "  ▸harsh: {effect", "hard"),
    ("  good: {effect:", "  good: {▸efect:", "effect"),
    ("    scene: The", "    ▸sceen: The", "scene"),
    ("        reply: Oh.", "        ▸replay: Oh.", "reply"),
    ("effect: {clarity: +3, self", "effect: {▸clarty: +3, self", "clarity"),
    ("        mood: annoyed", "        ▸moood: annoyed", "mood"),
    ("          - when: asked\n            to: tea", "          - ▸whem: asked\n            to: tea", "when"),
    ("    title: Two cups", "    title: Two cups\n    ▸moods: warm", "mood"),
]


@pytest.mark.parametrize(("old", "new", "meant"), UNKNOWN_KEYS)
def test_an_unknown_key_stands_with_what_was_meant(old: str, new: str, meant: str) -> None:
    text, [place] = marked(edited((old, new)))
    [message] = [message for code, at, message in refused(text) if (code, at) == ("E201", place)]
    assert f"`{meant}` is" in message


def test_an_unknown_key_like_no_other_stands_with_all_that_are_known() -> None:
    text, [place] = marked(edited(("    scene: The kettle hums.", "    ▸zzz: 1")))
    code, at, message = the_error(text)
    assert (code, at) == ("E201", place)
    for known in ("scene", "partner", "mood", "keep_order", "choices"):
        assert known in message


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("▸format", "▸format", "summary"),
        ("aim: Ask for some tea.\n", "", "aim"),
        ("partner:\n  name: Dana", "▸partner:", "name"),
        ("you: {name: Sam, role: a friend}", "▸you: {name: Sam}", "role"),
        ("      - id: ask\n", "      - ▸once: true\n", "id"),
        ("- id: ask\n", "- ▸id: ask\n", "stance"),
        ("  well:\n", "  ▸well:\n", "choices"),
        ("  alone:\n", "  ▸alone:\n", "said"),
        ("          - when: asked\n            to: tea-together", "          - ▸when: asked", "to"),
        ("      - when: cross\n        say: What is it?\n", "      - ▸when: cross\n", "say"),
    ],
)
def test_a_missing_key_points_to_its_owner(old: str, new: str, key: str) -> None:
    gone = {
        "summary": ("summary: A short talk in a kitchen.\n", ""),
        "stance": ("        say: May I have some tea with you?\n        stance: assertive\n", ""),
        "choices": ("    choices:\n      - id: thank\n", "    choice:\n      - id: thank\n"),
        "said": ("    said: unsaid\n", ""),
    }
    edits = [(old, new)] if old != "▸format" else []
    text, places = marked(edited(*([gone[key]] if key in gone else []), *edits))
    messages = [message for code, at, message in refused(text) if (code, at) == ("E202", (*places, Place(1, 1))[0])]
    assert [message for message in messages if message.startswith(f"`{key}` is missing")]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("title: Tea", "▸title: [Tea]", "a list"),
        ("title: Tea", "▸title: {a: b}", "a group of lines"),
        ("you: {name: Sam, role: a friend}", "▸you: Sam", "“Sam”"),
        ("content_notes: [loneliness]", "▸content_notes: loneliness", "A list is expected"),
        ("flags: [asked, cross]", "flags: [asked, cross, ▸[a]]", "Text is expected"),
        ("        set: [asked]", "        ▸set: asked", "A list is expected"),
        ("        heard: Sam is glad.", "        ▸heard: []", "at least one"),
        ("        heard: Sam is glad.", "        ▸heard: {say: x}", "Text is expected"),
        ("        heard: Sam is glad.", "        heard: [▸glad]", "Lines of `name: …`"),
        ("effect: {connection: +1}", "▸effect: 1", "Lines of `name: …`"),
        ("  good: {effect: {tension: -2}}", "  ▸good: 2", "Lines of `name: …`"),
    ],
)
def test_the_wrong_type_is_told_in_plain_words(old: str, new: str, word: str) -> None:
    text, [place] = marked(edited((old, new)))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert word in message


@pytest.mark.parametrize(("key", "value"), [("nodes", "x"), ("nodes", "{}"), ("endings", "[]"), ("endings", "{}")])
def test_there_must_be_nodes_and_endings(key: str, value: str) -> None:
    text, [place] = marked(edited((f"\n{key}:\n", f"\n▸{key}: {value}\nrest:\n")))
    assert ("E203", place) in [(code, at) for code, at, _ in refused(text)]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("focus: isolation", "▸focus: isolatoin", "isolation"),
        ("practice: reconnecting", "▸practice: reconecting", "reconnecting"),
        ("stance: passive", "▸stance: pasive", "passive"),
        ("said: unsaid", "▸said: unsay", "unsaid"),
        ("answer: agreed", "▸answer: agree", "agreed"),
    ],
)
def test_one_of_a_few_words_is_expected_and_the_nearest_is_named(old: str, new: str, meant: str) -> None:
    text, [place] = marked(edited((old, new)))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert message.endswith(f"Did you mean `{meant}`?")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: tea\n", "▸id: Tea\n"),
        ("id: tea\n", "▸id: my_tea\n"),
        ("id: tea\n", "▸id: 1tea\n"),
        ("id: tea\n", "▸id: '../tea'\n"),
        ("id: tea\n", '▸id: "tea\\n"\n'),
        ("- id: ask\n", "- ▸id: ask me\n"),
        ("  hello:\n", "  ▸Hello:\n"),
        ("  alone:\n", "  ▸al_one:\n"),
        ("  alone:\n", '  ▸"alone\\n":\n'),
        ("flags: [asked, cross]", "flags: [asked, ▸as-ked, cross]"),
        ("flags: [asked, cross]", "flags: [asked, ▸Cross, cross]"),
        ("        set: [asked]", "        set: [▸as ked]"),
        ("language: en", "▸language: English"),
        ("start: hello", "▸start: ''"),
    ],
)
def test_a_name_that_is_none_is_an_error(old: str, new: str) -> None:
    text, [place] = marked(edited((old, new)))
    code, at, _ = the_error(text)
    assert (code, at) == ("E205", place)


def test_a_name_has_80_characters_at_most() -> None:
    text, [place] = marked(edited(("start: hello", f"▸start: {'a' * 81}")))
    code, at, message = the_error(text)
    assert (code, at) == ("E203", place)
    assert "80" in message


def test_all_errors_are_told_at_once_in_the_order_of_the_file() -> None:
    text, places = marked(
        edited(
            ("summary: A", "▸sumary: A"),
            ("focus: isolation", "▸focus: isolatoin"),
            ("level: 1", "▸level: four"),
            ("setting: A kitchen in the morning.", "setting: ▸&place A kitchen."),
            ("start: hello", "start: hello\n▸start: well"),
            ("        heard: Tea with me.\n", ""),
            ("- id: ask", "- ▸id: ask"),
            ("stance: passive", "▸stance: pasive"),
            ("    said: unsaid", "    ▸said: nothing"),
        )
    )
    errors = refused(text)
    assert [code for code, _, _ in errors] == [
        "E202",
        "E201",
        "E203",
        "E203",
        "E104",
        "E108",
        "E202",
        "E203",
        "E203",
    ]
    assert [place for _, place, _ in errors] == [Place(1, 1), *places]


@pytest.mark.parametrize(
    "edit",
    [
        ("level: 1", "level: |\n  two\n  lines"),
        ("level: 1", '"le\\nvel": 1'),
        ("level: 1", '"le\\x1bvel": 1'),
        ("stance: passive", '"stance\\nstance": passive'),
        ("start: hello", 'start: "a\\nb"'),
    ],
)
def test_every_error_is_one_line_whatever_it_quotes(edit: tuple[str, str]) -> None:
    for _, _, message in refused(edited(edit)):
        assert message.isprintable()


# --- characters that hide -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200e", "\u2060", "\u00ad"])
def test_a_character_that_turns_or_hides_text_is_shown_escaped_with_a_warning(sign: str) -> None:
    text, [place] = marked(edited(("title: Tea", f"title: ▸Te{sign}a")))
    written = read_text(text)
    assert written.scenario.title == f"Te\\u{ord(sign):04x}a"
    [warning] = written.warnings
    assert (warning.code, warning.severity, warning.place) == ("W510", "warning", place)
    assert f"U+{ord(sign):04X}" in warning.message


def test_an_escaped_bidi_override_is_no_way_around() -> None:
    written = read_text(edited(("title: Tea", 'title: "Te\\u202ea"')))
    assert written.scenario.title == "Te\\u202ea"
    assert [warning.code for warning in written.warnings] == ["W510"]


@pytest.mark.parametrize(("old", "new"), [("title: Tea", "▸ti\u200btle: Tea"), ("  hello:\n", "  ▸hel\u202elo:\n")])
def test_in_a_name_it_is_found_where_the_name_stands(old: str, new: str) -> None:
    text, [place] = marked(edited((old, new)))
    errors = [(code, at) for code, at, _ in refused(text)]
    assert ("W510", place) in errors
    assert {code for code, at in errors if at == place} - {"W510"} <= {"E201", "E205"}
    assert len([code for code, at in errors if at == place]) == 2


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\e", "\\x7f", "\\x9b"])
def test_a_control_character_is_an_error(escape: str) -> None:
    text, [place] = marked(edited(("title: Tea", f'title: ▸"Te{escape}a"')))
    code, at, _ = the_error(text)
    assert (code, at) == ("E102", place)


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\ud83d\\ude00"])
def test_a_lone_surrogate_is_an_error(escape: str) -> None:
    code, at, _ = the_error(edited(("title: Tea", f'title: "Te{escape}a"')))
    assert code == "E103"
    assert at.line == 4


# --- the hash -----------------------------------------------------------------------------------------------------


def test_comments_line_ends_order_of_keys_and_quotes_do_not_change_the_hash() -> None:
    plain = read_text(TEA).sha256
    same = [
        "# a comment\n" + TEA + "\n# another\n",
        edited(("title: Tea\n", "title:    'Tea'   # quoted\n")),
        edited(("format: 1\nid: tea\n", "id: tea\nformat: 1\n")),
        edited(
            ("        heard: Sam is glad.\n", ""),
            ("      - id: thank\n", "      - heard: Sam is glad.\n        id: thank\n"),
        ),
        edited(("gauges: {connection: 6, tension: 2}", "gauges:\n  tension: +2\n  connection: 6")),
        edited(("      - id: ask\n", "      - id: ask\n        once: false\n")),
        edited(("setting: A kitchen in the morning.", "setting: >-\n  A kitchen\n  in the morning.")),
    ]
    assert {read_text(text).sha256 for text in same} == {plain}
    files = [
        TEA.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + TEA.encode(),
        codecs.BOM_UTF16_LE + TEA.encode("utf-16-le"),
    ]
    assert {read(data, "tea.yaml").sha256 for data in files} == {plain}
    assert read(TEA.encode(), "elsewhere/tea.yaml").sha256 == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("heard: Sam is glad.", "heard: Sam is glad!"),
        ("connection: 6", "connection: 7"),
        ("flags: [asked, cross]", "flags: [cross, asked]"),
        ("title: Tea", "title: tea"),
        ("      - id: thank\n", "      - id: thank\n        once: true\n"),
    ],
)
def test_what_counts_changes_the_hash(old: str, new: str) -> None:
    assert read_text(edited((old, new))).sha256 != read_text(TEA).sha256


def test_the_hash_is_sha256_in_hexadecimal() -> None:
    assert len(read_text(TEA).sha256) == 64
    assert int(read_text(TEA).sha256, 16) > 0


# --- files --------------------------------------------------------------------------------------------------------


def test_the_bytes_of_a_file_are_read(tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_bytes(TEA.encode())
    assert read_bytes(file) == TEA.encode()


def test_a_file_that_is_not_there_or_no_file_is_an_error(tmp_path: Path) -> None:
    for file in (tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(ScenarioError) as caught:
            read_bytes(file)
        [finding] = caught.value.findings
        assert (finding.code, finding.place, finding.file) == ("E101", Place(1, 1), str(file))


def test_of_a_huge_file_no_more_is_read_than_the_limit_needs(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    file.write_bytes(b"#" * 5000)
    assert len(read_bytes(file, Limits(bytes=100))) == 101


def test_the_finding_of_a_huge_file_names_the_limit_and_not_a_wrong_size(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    file.write_bytes(b"#" * 1_500_000)
    with pytest.raises(ScenarioError) as caught:
        read(read_bytes(file), str(file))
    [finding] = caught.value.findings
    assert finding.code == "E107"
    assert "1,000,000" in finding.message
    assert "1,000,001" not in finding.message


# --- anything at all ----------------------------------------------------------------------------------------------


def assert_answered(data: bytes) -> None:
    """Accepted, or refused with findings whose places are inside the file and whose sentences are one line each."""
    lines = re.split("\r\n|\r|\n", data.decode("utf-8", "replace"))
    for finding in answer(data):
        assert finding.message.isprintable()
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


def answer(data: bytes) -> tuple[Finding, ...]:
    try:
        written = read(data, "tea.yaml")
        compile_story(written)
    except ScenarioError as error:
        return error.findings
    return written.warnings


BITES = [
    b"",
    b" ",
    b"\n",
    b"\t",
    b"&a ",
    b"*a",
    b"!!x ",
    b"<<: ",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"'",
    b"- ",
    b": ",
    b"#",
]
BITES += [
    b"?",
    b"|",
    b">",
    b"%",
    b"@",
    b"---\n",
    b"...\n",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"\\",
    b"9" * 5000,
]


@pytest.mark.parametrize("seed", range(8))
def test_random_edits_of_a_valid_scenario_are_accepted_or_answered_by_line_and_column(seed: int) -> None:
    random_edits = random.Random(seed)
    for _ in range(60):
        data = TEA.encode()
        for _ in range(random_edits.randint(1, 4)):
            at = random_edits.randrange(len(data))
            until = at + random_edits.choice((0, 0, 1, 3, 30))
            data = data[:at] + random_edits.choice(BITES) + data[until:]
        assert_answered(data)


@pytest.mark.parametrize("seed", range(4))
def test_lines_left_out_doubled_or_moved_are_accepted_or_answered(seed: int) -> None:
    random_edits = random.Random(1000 + seed)
    for _ in range(60):
        lines = TEA.splitlines(keepends=True)
        for _ in range(random_edits.randint(1, 3)):
            at, to = random_edits.randrange(len(lines)), random_edits.randrange(len(lines))
            line = lines[at] if random_edits.random() < 0.3 else lines.pop(at)
            lines[to:to] = random_edits.choice(([line], [" " + line], []))
        assert_answered("".join(lines).encode())


def test_every_shipped_scenario_is_read_without_a_word() -> None:
    files = scenario_files(resources.scenarios())
    assert files
    for file in files:
        assert read(read_bytes(file), str(file)).warnings == ()
