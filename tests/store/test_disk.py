"""A disk that is full, or read-only: nothing is half written, one sentence says so, and practising goes on."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Pick
from ipt_roleplay.data_commands import GoesOn
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.store import backup
from ipt_roleplay.store.errors import NotSaved
from ipt_roleplay.store.export import export
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of size are set the POSIX way")


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """No file can grow beyond `room` bytes: writes fail as the system makes them fail, with an error."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def session(vault: Vault, story: Story) -> PracticeSession:
    session = PracticeSession(story, recorder=Records(vault).recorder(story))
    session.begin()
    session.listen()
    return session


def test_a_choice_that_cannot_be_saved_has_not_happened(vault: Vault, session: PracticeSession) -> None:
    with full_disk(), pytest.raises(NotSaved, match="Not saved") as error:
        session.choose("hello")
    assert isinstance(error.value, OSError)
    assert (session.state, session.turn, session.transcript.picks) == ("choosing", 1, ())
    session.choose("hello")  # there is room again
    assert Records(vault).history()[0].turns == 1


def test_practising_goes_on_and_is_saved_when_there_is_room(vault: Vault, session: PracticeSession) -> None:
    recorder = session.recorder
    recorder.go_on_unsaved()  # type: ignore[attr-defined]
    with full_disk():
        session.choose("hello")
        session.go_on()
        session.listen()
        session.choose("agree")
        assert recorder.unsaved == (Pick(1, "bench", "hello"), Pick(2, "walk", "agree"))  # type: ignore[attr-defined]
        with pytest.raises(NotSaved):
            recorder.retry()  # type: ignore[attr-defined]
        assert Records(vault).history()[0].turns == 0
    session.go_on()
    session.listen()
    session.choose("invite")
    assert recorder.unsaved == ()  # type: ignore[attr-defined]
    kept = Records(vault).history()[0]
    assert Records(vault).transcript(kept.id) == session.transcript
    assert kept.ending == "end-warm"


def test_in_the_terminal_practising_goes_on_too(vault: Vault, story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Records(vault).recorder(story)
    session = PracticeSession(story, recorder=GoesOn(recorder))
    session.begin()
    session.listen()
    with full_disk():
        session.choose("hello")
    assert "Not saved: " in capsys.readouterr().err
    session.go_on()
    session.listen()
    session.choose("agree")
    assert recorder.unsaved == ()
    assert Records(vault).history()[0].turns == 2


def test_a_practice_begun_on_a_full_disk_is_saved_later(vault: Vault, story: Story) -> None:
    recorder = Records(vault).recorder(story)
    recorder.go_on_unsaved()
    session = PracticeSession(story, recorder=recorder)
    with full_disk():
        session.begin()
        session.listen()
        session.choose("nod")
    recorder.retry()
    assert recorder.practice is not None
    assert Records(vault).transcript(recorder.practice) == session.transcript


def test_a_backup_that_cannot_be_made_leaves_nothing(vault: Vault) -> None:
    made = backup.back_up(vault, "asked")
    with full_disk(8192), pytest.raises(NotSaved):
        backup.back_up(vault, "asked")
    assert backup.listed(vault.folder) == (made,)
    assert len(list((vault.folder / "backups").iterdir())) == 2


def test_an_export_that_cannot_be_made_leaves_the_old_one(
    vault: Vault, tmp_path: Path, play: Callable[..., object]
) -> None:
    play(vault, "hello")
    exported = export(vault, tmp_path / "out")
    before = exported.json.read_bytes()
    play(vault, "nod")
    with full_disk(100), pytest.raises(NotSaved):
        export(vault, tmp_path / "out")
    assert exported.json.read_bytes() == before
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [exported.json.name, exported.markdown.name]
    export(vault, tmp_path / "out")
    assert exported.json.read_bytes() != before


def _fill(records: Records, kept: list[str]) -> None:
    while True:
        text = f"{len(kept):06d} " + "words " * 1000
        records.keep_draft(f"page {len(kept)}", text)
        kept.append(text)


def test_a_vault_on_a_small_disk_that_fills_up(tmp_path: Path, story: Story) -> None:
    """A real file system of one megabyte, where this machine lets one be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)]
    try:
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("nothing may be mounted here")
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    try:
        with Vault.create(disk / "vault") as vault:
            records = Records(vault)
            (disk / "ballast").write_bytes(b"x" * 100_000)
            kept: list[str] = []
            with pytest.raises(NotSaved, match="Free some space"):
                _fill(records, kept)
            assert [records.draft(f"page {number}") for number in range(len(kept))] == kept
            (disk / "ballast").unlink()
            records.keep_draft("page", "there is room again")
            assert records.draft("page") == "there is room again"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


_AS_NOBODY = """
import os, sys, pathlib
from ipt_roleplay.store.vault import Vault
from ipt_roleplay.store.errors import NotSaved
from ipt_roleplay.store.export import export
folder = pathlib.Path(sys.argv[1])
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
mine = pathlib.Path(sys.argv[2])
vault = Vault.create(mine / "vault")
for attempt in (lambda: Vault.open(folder), lambda: Vault.create(folder / "new"), lambda: export(vault, folder)):
    try:
        attempt()
    except NotSaved as error:
        print(error)
"""


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody can look into; those above `tmp_path` are closed again whenever some pytest starts."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_read_only_folder(open_to_all: Path, python: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """By rights, not by a flag; root gives its own up for it."""
    folder = open_to_all / "vault"
    mine = open_to_all / "mine"
    mine.mkdir()
    mine.chmod(0o777)
    with Vault.create(folder) as vault:
        old = export(vault, folder).json.read_bytes()
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    ran = python(_AS_NOBODY, folder, mine)
    assert ran.stdout.count("Not saved: ") == 3, ran
    assert (folder / "ipt-roleplay-export.json").read_bytes() == old
    assert "permission denied. Give your account the right to write there" in ran.stdout
    folder.chmod(0o755)


def test_a_disk_that_gives_no_more(vault: Vault) -> None:
    """/dev/full says what a full disk says."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    out = vault.folder.parent / "out"
    out.mkdir()
    for name in ("ipt-roleplay-export.json", "ipt-roleplay-export.md"):
        (out / name).symlink_to("/dev/full")
    exported = export(vault, out)  # the rename puts a file in the place of the link: nothing is written through it
    assert exported.json.is_file()
    assert not exported.json.is_symlink()


def test_the_way_out_fits_the_trouble(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(NotSaved, match="Bring it back"):
        export(vault, tmp_path / "a file" / "in it")
    with full_disk(100), pytest.raises(NotSaved, match="Free some space"):
        export(vault, tmp_path / "out")
    vault.close()
    with pytest.raises(NotSaved, match="Open it again"):
        Records(vault).keep_draft("here", "text")
