"""Your data: where it is, back to a backup in three clicks, out and in again, and gone. With real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ipt_roleplay.program import Program
from ipt_roleplay.store import backup
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from ipt_roleplay.ui.cards.erase import EraseCard
from ipt_roleplay.ui.cards.restore import RestoreCard
from ipt_roleplay.ui.pages.your_data import YourDataPage
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver
from tests.ui.kept import keep, own_story, played, wait_for_kept

PHRASE = "four words in a row"


def your_data(driver: Driver) -> YourDataPage:
    """By the way that a person takes: Settings, then the button there."""
    driver.click("Settings")
    driver.click(driver.button("Your data", driver.window.settings_page))
    wait_for_kept(driver)
    return driver.window.kept.your_data


def restore_card(driver: Driver) -> RestoreCard:
    driver.qtbot.waitUntil(lambda: any(driver.seen(RestoreCard)), timeout=20_000)
    wait_for_kept(driver)
    card = next(driver.seen(RestoreCard))
    assert isinstance(card, RestoreCard)
    return card


@pytest.fixture
def folder(program: Program) -> Path:
    """One practice in a backup, and another since."""
    story = own_story(program)
    keep(program, story, ("ask", "thank"), then=lambda vault: backup.back_up(vault, "asked"))
    return keep(program, story, ("wait", "sigh"))


@pytest.fixture
def page(folder: Path, open_window: OpenWindow) -> tuple[Driver, YourDataPage]:
    driver = open_window()
    return driver, your_data(driver)


def test_it_says_where_and_how_much(page: tuple[Driver, YourDataPage], folder: Path) -> None:
    _, shown = page
    assert str(folder) in shown.where.text()
    assert "2 practices, encrypted, without a passphrase" in shown.where.text()
    assert "There is one, the newest from" in shown.backups.text()


def test_a_backup_is_made_when_it_is_asked_for(page: tuple[Driver, YourDataPage], folder: Path) -> None:
    driver, shown = page
    driver.click("Back up now")
    wait_for_kept(driver)
    assert "A backup was made at" in shown.backed_up.text()
    assert [one.reason for one in backup.listed(folder)] == ["asked", "asked"]
    assert "There are 2" in shown.backups.text()


def test_the_focus_stays_on_the_button_that_was_pressed(page: tuple[Driver, YourDataPage]) -> None:
    driver, shown = page
    driver.tab_to(shown.back_up)
    driver.press(Qt.Key.Key_Return)
    wait_for_kept(driver)
    assert driver.focus is shown.back_up


def test_back_to_a_backup_in_three_clicks(page: tuple[Driver, YourDataPage], folder: Path) -> None:
    driver, shown = page
    driver.click(shown.restore)
    card = restore_card(driver)
    assert not card.put.isEnabled()
    driver.click(card.options()[0])
    wait_for_kept(driver)
    assert "In it: one practice with 2 answers" in card.inside.text()
    assert "“Tea”" in card.inside.text()
    driver.click(card.put)
    wait_for_kept(driver)
    assert "is in place" in shown.backed_up.text()
    assert [one.reason for one in backup.listed(folder)] == ["restore", "asked"]
    assert "One practice" in shown.where.text()
    records = driver.window.keeping.records
    assert records is not None
    assert records.count() == 1
    newest = backup.listed(folder)[0]
    assert backup.preview(newest).practices == 2  # what was there before is not lost


def test_a_look_into_a_backup_changes_nothing(page: tuple[Driver, YourDataPage], folder: Path) -> None:
    driver, shown = page
    driver.click(shown.restore)
    card = restore_card(driver)
    driver.click(card.options()[0])
    wait_for_kept(driver)
    driver.press(Qt.Key.Key_Escape)
    wait_for_kept(driver)
    assert len(backup.listed(folder)) == 1
    assert "2 practices" in shown.where.text()


def test_a_backup_under_an_older_passphrase_asks_for_it(program: Program, open_window: OpenWindow) -> None:
    def backed_up_and_opened(vault: Vault) -> None:
        backup.back_up(vault, "asked")
        vault.change_passphrase(PHRASE, None)

    folder = keep(program, own_story(program), ("ask",), passphrase=PHRASE, then=backed_up_and_opened)
    driver = open_window()
    shown = your_data(driver)
    driver.click(shown.restore)
    card = restore_card(driver)
    driver.click(card.options()[0])
    wait_for_kept(driver)
    assert "locked with the passphrase that held" in card.inside.text()
    assert driver.focus is card.phrase
    driver.type("some other words")
    driver.press(Qt.Key.Key_Return)
    wait_for_kept(driver)
    assert "does not fit" in card.inside.text()
    assert not card.put.isEnabled()
    driver.type(PHRASE)
    driver.press(Qt.Key.Key_Return)
    wait_for_kept(driver)
    driver.click(card.put)
    wait_for_kept(driver)
    driver.close()
    with Vault.open(folder) as vault:  # today there is no passphrase, and so it stays
        assert Records(vault).count() == 1


def test_a_damaged_vault_can_go_back_to_a_backup(program: Program, folder: Path, open_window: OpenWindow) -> None:
    with Vault.open(folder) as vault:
        file = vault.file
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    driver = open_window()
    driver.qtbot.waitUntil(lambda: driver.window.keeping.vault is None)
    wait_for_kept(driver)
    driver.click("Restore from a backup…")
    card = restore_card(driver)
    driver.click(card.options()[0])
    wait_for_kept(driver)
    driver.click(card.put)
    wait_for_kept(driver)
    assert any(str(folder / "aside") in text for text in driver.texts())
    driver.click("All right")
    assert driver.window.kept.today.isVisible()
    records = driver.window.keeping.records
    assert records is not None
    assert records.count() == 1


def test_out_to_a_folder_and_in_again(page: tuple[Driver, YourDataPage], program: Program, tmp_path: Path) -> None:
    driver, shown = page
    out = tmp_path / "out"
    out.mkdir()
    driver.click(shown.export)
    chooser = next(iter(driver.window.findChildren(QFileDialog)))
    assert chooser.isVisible()
    chooser.setDirectory(str(out))
    chooser.accept()
    wait_for_kept(driver)
    assert "2 practices written to" in shown.exported.text()
    assert "not encrypted" in shown.exported.text()
    told = json.loads((out / "ipt-roleplay-export.json").read_text())
    assert len(told["practices"]) == 2
    assert "May I have some tea with you?" in (out / "ipt-roleplay-export.md").read_text()

    driver.window.open_page("history")
    wait_for_kept(driver)
    driver.window.kept.history.open_practice(1)
    wait_for_kept(driver)
    driver.click("Remove")
    wait_for_kept(driver)
    driver.window.open_page("data")
    wait_for_kept(driver)
    shown.take_in(str(out / "ipt-roleplay-export.json"))
    wait_for_kept(driver)
    assert "1 practices added, 0 carried on, 1 were here already." in shown.exported.text()
    assert "2 practices" in shown.where.text()


def test_what_is_no_export_is_said_to_be_none(page: tuple[Driver, YourDataPage], tmp_path: Path) -> None:
    driver, shown = page
    file = tmp_path / "shopping.json"
    file.write_text('{"milk": 2}', encoding="utf-8")
    shown.take_in(str(file))
    wait_for_kept(driver)
    assert "is not an export of this program" in shown.exported.text()
    assert shown.import_.isEnabled()


def test_a_folder_that_cannot_be_written_to_is_told(page: tuple[Driver, YourDataPage], tmp_path: Path) -> None:
    driver, shown = page
    (tmp_path / "file").write_text("", encoding="utf-8")
    shown.export_to(str(tmp_path / "file"))
    wait_for_kept(driver)
    assert shown.exported.text().startswith("Not saved:")


def test_erasing_shows_the_list_and_asks(page: tuple[Driver, YourDataPage], program: Program, folder: Path) -> None:
    driver, shown = page
    before = {file for file in folder.rglob("*") if file.is_file()}
    driver.click(shown.erase)
    wait_for_kept(driver)
    card = next(driver.seen(EraseCard))
    assert isinstance(card, EraseCard)
    texts = driver.texts(card)
    assert "Erase everything?" in texts
    assert {str(file) for file in before if "-wal" not in file.name and "-shm" not in file.name} <= set(texts)
    assert any("flash disks" in text for text in texts)
    assert not card.erase.isEnabled()
    driver.press(Qt.Key.Key_Return)  # “Keep it” has the focus
    wait_for_kept(driver)
    assert {file for file in folder.rglob("*") if file.is_file()} == before
    driver.click(shown.erase)
    wait_for_kept(driver)
    card = next(driver.seen(EraseCard))
    assert isinstance(card, EraseCard)
    driver.click("I know that this cannot be undone")
    driver.click(card.erase)
    wait_for_kept(driver)
    assert not folder.exists()
    assert driver.window.keeping.records is None
    assert "files were removed" in shown.was_erased.text()
    assert (program.data / "scenarios" / "tea.yaml").exists()


def test_what_others_keep_is_not_touched(program: Program, folder: Path, open_window: OpenWindow) -> None:
    driver = open_window()
    people = People(program.data)
    people.add("Bob").close()
    shown = your_data(driver)
    driver.click(shown.erase)
    wait_for_kept(driver)
    card = next(driver.seen(EraseCard))
    assert isinstance(card, EraseCard)
    assert "Erase what you keep?" in driver.texts(card)
    assert any("what others keep here" in text for text in driver.texts(card))
    driver.click("I know that this cannot be undone")
    driver.click(card.erase)
    wait_for_kept(driver)
    assert [person.name for person in people.everyone()] == ["Bob"]


def test_with_nobody_here_there_is_nothing_to_press(page: tuple[Driver, YourDataPage]) -> None:
    driver, shown = page
    driver.window.keeping.lock()
    wait_for_kept(driver)
    assert "Nobody’s data is open" in shown.state.text()
    assert not any(b.isEnabled() for b in (shown.back_up, shown.restore, shown.export, shown.import_, shown.erase))


def test_a_practice_played_meanwhile_is_backed_up_too(page: tuple[Driver, YourDataPage], program: Program) -> None:
    driver, shown = page
    vault = driver.window.keeping.vault
    assert vault is not None
    played(vault, own_story(program), ("ask", "thank"))
    driver.click("Back up now")
    wait_for_kept(driver)
    assert "3 practices" in shown.where.text()
