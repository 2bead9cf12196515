"""The program without a face: where things are kept, and which story a name stands for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import NeedsRepair, Program, UnknownScenario
from tests.scenario_text import TEA, edited

# A node that no play reaches: it compiles, and only the proof finds it.
UNREACHABLE = edited(
    (
        "endings:\n",
        "  lost:\n    partner: Hello?\n    choices:\n"
        "      - {id: x, say: Yes., stance: assertive, heard: Y., feedback: F., next: alone}\nendings:\n",
    )
)


def put(folder: Path, text: str = TEA, name: str = "tea") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    file.write_text(text.replace("id: tea\n", f"id: {name}\n"), encoding="utf-8")
    return file


# --- where things are kept ----------------------------------------------------------------------------------------


def test_the_data_folder_is_the_argument_else_the_environment_else_the_platforms(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IPT_ROLEPLAY_DATA", str(tmp_path / "environment"))
    assert Program.build(str(tmp_path / "argument")).data == tmp_path / "argument"
    assert Program.build().data == tmp_path / "environment"
    assert Program.build().cache == tmp_path / "environment" / "cache"
    monkeypatch.delenv("IPT_ROLEPLAY_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert "ipt-roleplay" in Program.build().data.parts
    assert Program.build().data != Program.build().cache


def test_home_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    program = Program.build("~/talks", ["~/mine"])
    assert program.data == tmp_path / "talks"
    assert program.scenario_folders == (tmp_path / "mine",)


def test_the_home_of_nobody_is_a_name_like_any_other() -> None:
    program = Program.build("~nobody-of-that-name/talks", ["~nobody-of-that-name"])
    assert program.data == Path("~nobody-of-that-name/talks")
    with pytest.raises(UnknownScenario, match="There is no file"):
        program.story("~nobody-of-that-name/tea.yaml")


def test_building_the_program_writes_nothing_but_what_can_be_computed_again(installed: Path, tmp_path: Path) -> None:
    program = Program.build()
    assert [entry.name for entry in tmp_path.iterdir()] == ["installed"]
    _ = program.catalogue
    written = [file for file in tmp_path.rglob("*") if file.is_file() and installed not in file.parents]
    assert all(program.cache in file.parents for file in written)


# --- which story a name stands for --------------------------------------------------------------------------------


def test_an_id_is_a_shipped_scenario(installed: Path) -> None:
    story = Program.build().story("tea")
    assert (story.id, story.file) == ("tea", str(installed / "tea.yaml"))


def test_a_file_is_itself(installed: Path, tmp_path: Path) -> None:
    file = put(tmp_path / "elsewhere", name="coffee")
    assert Program.build().story(str(file)).id == "coffee"


def test_a_file_in_the_working_folder_needs_no_path(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "here", name="coffee")
    monkeypatch.chdir(tmp_path / "here")
    assert Program.build().story("coffee.yaml").id == "coffee"


@pytest.mark.parametrize("place", ["data", "extra"])
def test_the_users_own_scenario_is_played_in_place_of_the_shipped_one(
    installed: Path, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / "data" / "scenarios" if place == "data" else tmp_path / "extra"
    mine = put(folder, edited(("title: Tea", "title: My tea")))
    program = Program.build(None, [str(tmp_path / "extra")])
    assert program.story("tea").title == "My tea"
    [header] = program.library.headers()
    assert (header.file, header.own, header.hides) == (str(mine), True, str(installed / "tea.yaml"))


def test_an_unknown_id_is_refused_with_what_was_meant(installed: Path) -> None:
    put(installed, name="sunday-visits")
    with pytest.raises(UnknownScenario, match=r"no scenario `sunday-visit`\. Did you mean `sunday-visits`\?"):
        Program.build().story("sunday-visit")
    with pytest.raises(UnknownScenario, match=r"`ipt-roleplay list` shows"):
        Program.build().story("zzzzzz")


@pytest.mark.parametrize("name", ["absent.yaml", "absent.yml", "folder/absent"])
def test_an_absent_file_is_told_as_one(installed: Path, name: str) -> None:
    with pytest.raises(UnknownScenario, match="There is no file"):
        Program.build().story(name)


def test_a_story_from_the_program_can_be_played(installed: Path) -> None:
    session = PracticeSession(Program.build().story("tea"))
    assert session.begin()


# --- what needs repair --------------------------------------------------------------------------------------------


def test_a_broken_scenario_is_not_played_and_says_why(installed: Path) -> None:
    file = put(installed, edited(("faults: [barb]", "faults: [barbs]"), ("  face: dana", "  face: nobody")), "bad")
    with pytest.raises(NeedsRepair) as caught:
        Program.build().story("bad")
    assert len(caught.value.findings) == 2
    assert str(caught.value).startswith(f"{file} needs repair before it can be played: {file}:15:3: error[E305]")
    assert str(caught.value).endswith("and 1 more")


def test_what_the_proof_finds_is_a_reason_too(installed: Path) -> None:
    put(installed, UNREACHABLE, "lost-node")
    program = Program.build()
    header = program.library.find("lost-node")
    assert header is not None
    assert not header.playable
    assert "`lost`" in header.repairs[0]
    with pytest.raises(NeedsRepair, match="`lost`"):
        program.story("lost-node")


NOT_PLAYABLE = {
    "a target that is not there": ("E301", edited(("start: hello", "start: helo"))),
    "a node that no play reaches": ("E401", UNREACHABLE),
    "a circle": ("E406", re.sub(r"(to|next): (tea-together|alone)", r"\1: well", TEA)),
    "silence": (
        "E407",
        edited(
            ("      - say: Well, I should go.\n", ""),
            ("    partner:\n      - when: asked\n        say: Of course.\n        mood: warm\n", ""),
        ),
    ),
    "no ending": ("E203", TEA[: TEA.index("endings:\n")] + "endings: {}\n"),
}


@pytest.mark.parametrize("name", NOT_PLAYABLE)
def test_what_could_not_be_finished_is_listed_with_its_place_and_not_played(installed: Path, name: str) -> None:
    code, text = NOT_PLAYABLE[name]
    file = put(installed, text, "bad")
    program = Program.build()
    header = program.library.find("bad")
    assert header is not None
    assert not header.playable
    assert [
        repair for repair in header.repairs if re.match(rf"{re.escape(str(file))}:\d+:\d+: error\[{code}\]: ", repair)
    ]
    with pytest.raises(NeedsRepair):
        program.story("bad")


def test_warnings_do_not_keep_a_scenario_from_being_played(installed: Path) -> None:
    put(installed, edited(("flags: [asked, cross]", "flags: [asked, cross, never_used]")), "warned")
    assert Program.build().story("warned").id == "warned"


def test_a_scenario_with_dead_ends_can_be_looked_into(installed: Path) -> None:
    file = put(installed, UNREACHABLE, "lost-node")
    assert Program.build().story_unproven(str(file)).id == "lost-node"
    put(installed, "format: 1\n", "bad")
    with pytest.raises(NeedsRepair):
        Program.build().story_unproven("bad")


# --- chance -------------------------------------------------------------------------------------------------------


def test_every_practice_gets_a_seed_of_its_own() -> None:
    seeds = {Program.build().new_seed() for _ in range(20)}
    assert len(seeds) > 15
    assert all(0 <= seed < 2**31 for seed in seeds)
