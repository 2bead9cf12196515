"""Backups: when they are made, which of them stay, what is in them, and how one is put back."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.store import backup, restore
from ipt_roleplay.store.backup import keep_backed_up
from ipt_roleplay.store.errors import Busy, NeedsPassphrase, WrongPassphrase
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.retention import DAYS, MONTHS, NEWEST, SPECIAL, WEEKS, Stamp, outdated
from ipt_roleplay.store.vault import Vault

PASSPHRASE, OTHER = "four words are good", "five words are even better"
Play = Callable[..., object]


def test_every_half_hour_when_something_changed_and_at_close(vault: Vault, play: Play, clock: Callable) -> None:  # type: ignore[type-arg]
    assert keep_backed_up(vault) is None, "nothing has changed"
    play(vault, "hello")
    assert keep_backed_up(vault) is not None, "there was none yet"
    play(vault, "nod")
    assert keep_backed_up(vault) is None, "half an hour has not passed"
    clock.move(minutes=30)  # type: ignore[attr-defined]
    made = keep_backed_up(vault)
    assert made is not None
    assert made.reason == "regular"
    clock.move(minutes=60)  # type: ignore[attr-defined]
    assert keep_backed_up(vault, closing=True) is None, "nothing has changed since"
    play(vault, "hello")
    closing = keep_backed_up(vault, closing=True)
    assert closing is not None
    assert closing.reason == "close"
    assert [one.number for one in backup.listed(vault.folder)] == [3, 2, 1]


def test_a_clock_set_back_does_not_stop_backups(vault: Vault, play: Play, clock: Callable) -> None:  # type: ignore[type-arg]
    play(vault)
    first = keep_backed_up(vault)
    clock.move(days=-400)  # type: ignore[attr-defined]
    play(vault)
    second = keep_backed_up(vault)
    assert first is not None
    assert second is not None
    assert backup.listed(vault.folder)[0] == second, "the newer one is newer, whatever the clock said"


def test_a_preview_tells_what_is_in_it(vault: Vault, play: Play) -> None:
    play(vault, "hello", "grumble")
    play(vault, "nod")
    preview = backup.preview(backup.back_up(vault, "asked"))
    assert (preview.practices, preview.ended, preview.turns, preview.titles) == (2, 1, 3, ("Small talk",) * 2)
    assert preview.last is not None
    assert preview.last.local().isoformat() == "2026-03-01T18:00:00+01:00"


def test_looking_changes_nothing(vault: Vault) -> None:
    made = backup.back_up(vault, "asked")
    before = {file.name: file.read_bytes() for file in made.file.parent.iterdir()}
    backup.preview(made)
    assert {file.name: file.read_bytes() for file in made.file.parent.iterdir()} == before


def test_what_a_kill_left_half_written_is_swept_away(vault: Vault) -> None:
    made = backup.back_up(vault, "asked")
    (made.file.parent / ".partial-00002-20260301T170000Z-regular.db").write_bytes(b"half")
    (made.file.parent / "00003-20260301T170000Z-regular.key").write_bytes(b"alone")
    (made.file.parent / "holiday.jpg").write_bytes(b"not ours")
    assert backup.listed(vault.folder) == (made,)
    backup.thin(vault.folder)
    assert {file.name for file in made.file.parent.iterdir()} == {made.file.name, made.key_file.name, "holiday.jpg"}


# --- which of them stay -------------------------------------------------------------------------------------------

stamps = st.lists(
    st.tuples(
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
        st.sampled_from(["regular", "close", "asked", "restore", "migration", "import"]),
    ),
    max_size=60,
).map(lambda made: [Stamp(number, at, reason) for number, (at, reason) in enumerate(made)])  # type: ignore[arg-type]


@given(stamps)
def test_the_newest_always_stay_and_there_are_never_many(made: list[Stamp]) -> None:
    gone = outdated(made)
    stay = [stamp for stamp in made if stamp not in gone]
    assert stay[-NEWEST:] == made[-NEWEST:]
    assert len(stay) <= NEWEST + SPECIAL + DAYS + WEEKS + MONTHS
    assert outdated(stay) == []
    for reasons in ({"asked", "restore", "migration", "import"},):
        special = [stamp for stamp in made if stamp.reason in reasons]
        assert special[-SPECIAL:] == [stamp for stamp in stay if stamp.reason in reasons][-SPECIAL:]


def test_two_years_of_daily_use_leave_days_weeks_and_months() -> None:
    """Thinned as it goes along, as the program does it."""
    stay: list[Stamp] = []
    now, rng = datetime(2024, 1, 1, 9, tzinfo=UTC), random.Random(1)
    for number in range(2 * 365 * 3):
        now += timedelta(hours=8)
        stay.append(Stamp(number, now, rng.choice(("regular", "close"))))
        gone = outdated(stay)
        stay = [stamp for stamp in stay if stamp not in gone]
    ages = [(now - stamp.at).days for stamp in stay]
    assert len([age for age in ages if age <= 7]) >= 7
    assert {age // 7 for age in ages if age <= 28} >= {0, 1, 2, 3}
    months = {(stamp.at.year, stamp.at.month) for stamp in stay}
    assert len(months) == MONTHS


# --- restoring ----------------------------------------------------------------------------------------------------


def test_back_to_a_backup_and_forth_again(vault: Vault, play: Play) -> None:
    play(vault, "hello")
    first = backup.back_up(vault, "asked")
    play(vault, "nod")
    folder, known = vault.folder, vault.keyring
    with pytest.raises(Busy):
        restore.restore(folder, first)
    vault.close()
    restored = restore.restore(folder, first, known=known)
    with Vault.open(folder) as again:
        assert Records(again).count() == 1
        assert restored.before is not None
        assert backup.preview(restored.before).practices == 2
    restore.restore(folder, restored.before)
    with Vault.open(folder) as again:
        assert Records(again).count() == 2
    assert sorted(file.name for file in folder.glob("practice-*")) == ["practice-3.db"]


def test_todays_passphrase_goes_on_to_hold(vault: Vault, play: Play) -> None:
    play(vault, "hello")
    plain = backup.back_up(vault, "asked")
    vault.change_passphrase(None, PASSPHRASE)
    folder = vault.folder
    vault.close()
    with pytest.raises(NeedsPassphrase):
        restore.restore(folder, plain)
    with pytest.raises(WrongPassphrase):
        restore.restore(folder, plain, OTHER)
    restored = restore.restore(folder, plain, PASSPHRASE)
    assert (restored.sealed, restored.by_backup) == (True, False)
    with pytest.raises(NeedsPassphrase):
        Vault.open(folder)
    with Vault.open(folder, PASSPHRASE) as again:
        assert Records(again).count() == 1


def test_a_forgotten_passphrase_and_an_older_backup(vault: Vault, play: Play) -> None:
    """What is locked is kept aside; the backup brings the key that held then."""
    play(vault, "hello")
    plain = backup.back_up(vault, "asked")
    vault.change_passphrase(None, PASSPHRASE)
    folder = vault.folder
    vault.close()
    assert restore.fitting(folder, None) == (plain,)
    restored = restore.restore(folder, plain, forgotten=True)
    assert restored.by_backup
    assert restored.aside is not None
    with Vault.open(folder) as again:
        assert Records(again).count() == 1
    with Vault.open(_copied(restored.aside, folder.parent / "remembered"), PASSPHRASE) as remembered:
        assert Records(remembered).count() == 1


def _copied(source: Path, target: Path) -> Path:
    import shutil

    return Path(shutil.copytree(source, target))


def test_a_backup_under_another_passphrase_needs_that_one(vault: Vault, play: Play) -> None:
    play(vault, "hello")
    vault.change_passphrase(None, OTHER)
    older = backup.back_up(vault, "asked")
    vault.change_passphrase(OTHER, PASSPHRASE)
    folder = vault.folder
    vault.close()
    with pytest.raises(WrongPassphrase):
        restore.restore(folder, older, PASSPHRASE)
    restore.restore(folder, older, PASSPHRASE, backup_passphrase=OTHER)
    Vault.open(folder, PASSPHRASE).close()


def test_into_an_empty_folder(vault: Vault, play: Play, tmp_path: Path) -> None:
    """A backup and its key file, carried to another machine."""
    play(vault, "hello")
    made = backup.back_up(vault, "asked")
    restored = restore.restore(tmp_path / "elsewhere", made)
    assert (restored.before, restored.aside) == (None, None)
    with Vault.open(tmp_path / "elsewhere") as again:
        assert Records(again).count() == 1
