"""What goes wrong around the window, made for real: a full disk, a read-only folder, a newer file, a clock set back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from ipt_roleplay.program import Program
from ipt_roleplay.store import backup, sqlcipher
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from tests.scenario_text import TEA
from tests.store.test_disk import full_disk
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario
from tests.ui.kept import keep, own_story, played, wait_for_kept
from tests.ui.test_no_network import SECRET
from tests.ui.test_survives import Child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of size and rights are set the POSIX way")

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PHRASE = "four words in a row"
ASKED = "May I have some tea with you?"
GOES_ON = "You can go on all the same."


def not_saved(driver: Driver) -> list[str]:
    return [words for words in driver.texts() if words.startswith("Not saved: ") and words.endswith(GOES_ON)]


def kept_picks(program: Program, passphrase: str | None = None) -> list[str]:
    """What stands in the file, once the window has closed."""
    with Vault.open(People(program.data).find().folder, passphrase) as vault:
        (practice,) = Records(vault).history()
        return [pick.choice for pick in Records(vault).transcript(practice.id).picks]


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- a full disk ----------------------------------------------------------------------------------------------------


def test_a_disk_that_fills_up_in_mid_talk(tea: Driver, program: Program) -> None:
    tea.begin("Tea")
    with full_disk():
        tea.pick("ask")
        assert len(not_saved(tea)) == 1, "why, once"
        assert ASKED in tea.texts(), "what was said stands there all the same"
        tea.press(Key.Key_Return)
        tea.play(["thank"])
        assert tea.window.debrief.isVisible(), "practising goes on"
        tea.click("Try again")
        assert len(not_saved(tea)) == 1
    tea.click("Try again")
    assert not_saved(tea) == []
    tea.close()
    assert kept_picks(program) == ["ask", "thank"]


def test_the_next_answer_takes_along_what_waited(tea: Driver, program: Program) -> None:
    tea.begin("Tea")
    with full_disk():
        tea.play(["ask"])
    tea.play(["thank"])
    assert not_saved(tea) == []
    tea.close()
    assert kept_picks(program) == ["ask", "thank"]


def save_as(driver: Driver, words: str, file: Path) -> None:
    """Press the button with these words, and name `file` in the dialog that it opens."""
    look = QTimer(driver.window, interval=10)

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            look.stop()
            dialog.setDirectory(str(file.parent))
            dialog.selectFile(file.name)
            dialog.accept()

    look.timeout.connect(name)
    look.start()
    driver.click(words)
    driver.wait_for_tasks()


def test_meanwhile_a_copy_can_be_saved_elsewhere(tea: Driver, tmp_path: Path) -> None:
    tea.begin("Tea")
    with full_disk():
        tea.pick("ask")
        save_as(tea, "Save a copy elsewhere…", tmp_path / "there too.md")
        assert "The copy could not be written" in tea.texts()
        tea.click("All right")
        assert not (tmp_path / "there too.md").exists()
    save_as(tea, "Save a copy elsewhere…", tmp_path / "copy.md")
    assert "The copy is there" in tea.texts()
    assert any("is not encrypted" in words for words in tea.texts())
    copy = (tmp_path / "copy.md").read_text(encoding="utf-8")
    assert ASKED in copy
    assert "Hello, you." in copy
    assert (tmp_path / "copy.md").stat().st_mode & 0o077 == 0
    tea.click("All right")
    assert len(not_saved(tea)) == 1, "a copy is a copy: it is still not where it belongs"
    tea.click("Try again")
    assert not_saved(tea) == []


def test_closing_asks_first_where_something_is_not_saved(tea: Driver, program: Program) -> None:
    tea.begin("Tea")
    with full_disk():
        tea.pick("ask")
        tea.window.close()
        assert tea.window.isVisible()
        assert "Something is not saved yet" in tea.texts()
    tea.click(next(b for b in tea.buttons("Try again") if not tea.window.alerts.isAncestorOf(b)))
    assert not_saved(tea) == []
    tea.close()
    assert kept_picks(program) == ["ask"]


def test_locked_while_something_is_not_saved_one_comes_back_to_it(program: Program, open_window: OpenWindow) -> None:
    add_scenario(program, TEA)
    People(program.data).add("Sam", PHRASE).close()
    driver = open_window(wait=False)
    driver.type(PHRASE)
    driver.press(Key.Key_Return)
    driver.wait_for_library()
    driver.begin("Tea")
    with full_disk():
        driver.pick("ask")
        assert len(not_saved(driver)) == 1
        driver.press(Key.Key_L, modifier=CTRL)
        assert driver.window.place() == "door"
        assert not_saved(driver) == []
        assert ASKED not in driver.texts()
    driver.type(PHRASE)
    driver.press(Key.Key_Return)
    assert driver.window.conversation.isVisible()
    assert ASKED in driver.texts()
    assert not_saved(driver) == []
    driver.play(["thank"])
    driver.close()
    assert kept_picks(program, PHRASE) == ["ask", "thank"]


def test_what_is_not_saved_waits_for_its_person_alone(program: Program, open_window: OpenWindow) -> None:
    add_scenario(program, TEA)
    for name in ("Alex", "Sam"):
        People(program.data).add(name).close()
    driver = open_window(wait=False)
    driver.click("Sam")
    driver.wait_for_library()
    driver.begin("Tea")
    with full_disk():
        driver.pick("ask")
        driver.press(Key.Key_L, modifier=CTRL)
    driver.window.close()
    assert driver.window.isVisible()
    assert "Something is not saved yet" in driver.texts()
    assert ASKED not in driver.texts()
    driver.click("Leave it open")
    driver.click("Alex")
    assert driver.window.place() == "today"
    assert ASKED not in driver.texts()
    driver.press(Key.Key_L, modifier=CTRL)
    driver.click("Sam")
    assert ASKED in driver.texts()
    driver.close()
    with Vault.open(People(program.data).find("Sam").folder) as vault:
        assert [pick.choice for pick in Records(vault).transcript(1).picks] == ["ask"]


def test_nothing_is_kept_from_here_on_and_what_was_not_saved_still_waits(tea: Driver, program: Program) -> None:
    tea.begin("Tea")
    with full_disk():
        tea.pick("ask")
        tea.window.entrance.keep_nothing()
        tea.settle()
        assert tea.window.place() == "today"
        assert not_saved(tea) == []
        tea.window.close()
    assert tea.window.isVisible()
    assert "Something is not saved yet" in tea.texts()
    assert ASKED not in tea.texts()
    tea.click("Leave it open")
    tea.click("Keep again")
    assert tea.window.conversation.isVisible()
    assert ASKED in tea.texts()
    assert not_saved(tea) == []
    tea.close()
    assert kept_picks(program) == ["ask"]


def test_coming_back_while_the_disk_still_refuses(program: Program, open_window: OpenWindow) -> None:
    """First the vault cannot even be opened; then it can, and what waited does not fit in."""
    add_scenario(program, TEA)
    People(program.data).add("Sam").close()
    driver = open_window()
    driver.begin("Tea")
    vault = driver.window.keeping.vault
    assert vault is not None
    vault.fold()  # as every minute
    with full_disk():
        driver.pick("ask")
        driver.press(Key.Key_L, modifier=CTRL)
        driver.click("Come in")
        assert driver.window.place() == "door"
        assert any(words.startswith("Not saved: ") for words in driver.texts())
    with full_disk(room=32768):  # SQLite's shared memory takes all of it
        driver.click("Try again")
        assert driver.window.conversation.isVisible()
        assert ASKED in driver.texts()
        assert len(not_saved(driver)) == 1, "and it is said again"
        driver.play(["thank"])
        assert driver.window.debrief.isVisible(), "practising goes on"
    driver.click("Try again")
    assert not_saved(driver) == []
    driver.close()
    assert kept_picks(program) == ["ask", "thank"]


def test_nothing_is_shown_before_it_is_on_the_disk(tea: Driver) -> None:
    """Another program is writing to the file: the answer has to wait, and so has what follows from it."""
    tea.begin("Tea")
    vault = tea.window.keeping.vault
    assert vault is not None
    other = sqlcipher.connect(vault.file, vault.keyring.key, "rw")
    other.execute("BEGIN IMMEDIATE")
    tea.qtbot.keyClick(tea.focus, Key(Key.Key_0 + tea.number_of("ask")))
    for _ in range(20):
        QApplication.processEvents()
    assert not tea.window.keeping.is_idle
    assert ASKED not in tea.texts(tea.window.conversation.transcript)
    assert tea.window.conversation.transcript.last_card() is None
    other.execute("ROLLBACK")
    other.close()
    tea.settle()
    assert ASKED in tea.texts(tea.window.conversation.transcript)
    assert tea.window.conversation.transcript.last_card() is not None


# --- a folder that cannot be written to -----------------------------------------------------------------------------


def without_rights(program: Program, script: str) -> Child:
    """A window on a data folder that may be read and not written; root gives up the right to write everywhere."""
    before: tuple[str, ...] = ()
    if os.getuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root can write everywhere, and there is no setpriv here")
        before = (setpriv, "--bounding-set", "-dac_override,-dac_read_search")
        if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
            pytest.skip("no rights can be given up here")
    for path in (program.data, *program.data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return Child(program, script, *before)


def give_back(program: Program) -> None:
    for path in (program.data, *program.data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


PRACTISES = """
def act(driver, told):
    {first}
    driver.begin("Tea")
    driver.play(["ask", "thank"])
    driver.qtbot.waitUntil(driver.window.debrief.isVisible)
    for words in driver.texts():
        if words.startswith("Not saved: ") or "cannot be opened" in words:
            print(words, flush=True)
    print("practised", flush=True)
    driver.window.closing.close_unsaved()

told = run(act)
print(told.get("broken", ""), flush=True)
print("code", told["code"], flush=True)
"""


def test_in_a_read_only_folder_one_can_practise_and_is_told(program: Program) -> None:
    add_scenario(program, TEA)
    child = without_rights(program, PRACTISES.format(first=""))
    try:
        said = child.all_until("code 0")
        assert child.end() == 0
    finally:
        give_back(program)
    assert "practised" in said, said
    (words,) = [line for line in said if line.startswith("Not saved: ")]
    assert "permission denied" in words.lower()
    assert words.endswith(GOES_ON)
    assert People(program.data).everyone() == ()


def test_a_vault_in_a_read_only_folder_says_so_at_the_door(program: Program) -> None:
    add_scenario(program, TEA)
    People(program.data).add("Sam").close()
    before = files(program.data)
    first = """
    print(next(words for words in driver.texts() if words.startswith("Not saved: ")), flush=True)
    driver.click("Keep nothing this time")
    driver.wait_for_library()
"""
    child = without_rights(program, PRACTISES.format(first=first.strip()))
    try:
        said = child.all_until("code 0")
        assert child.end() == 0
    finally:
        give_back(program)
    assert "permission denied" in said[0].lower()
    assert "practised" in said
    assert files(program.data) == before


# --- a scenario that is another one meanwhile ------------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", [TEA.replace("Of course.", "No way."), "nodes: ["])
def test_a_scenario_replaced_in_mid_talk_goes_on_as_it_began(tea: Driver, program: Program, meanwhile: str) -> None:
    tea.begin("Tea")
    add_scenario(program, meanwhile)
    tea.play(["ask"])
    assert "Of course." in tea.texts(tea.window.conversation)
    tea.play(["thank"])
    assert tea.window.debrief.isVisible()
    tea.close()
    with Vault.open(People(program.data).find().folder) as vault:
        told = Records(vault).read(1)
    assert [one.choice for one in told.told] == [None, "ask", "thank"]
    assert any("Of course." in str(event) for one in told.told for event in one.events)


def test_two_conversations_of_one_id_are_told_apart_in_what_is_kept(program: Program, open_window: OpenWindow) -> None:
    """The person's own one takes the place of a shipped one, and with somebody else. Both practices were left open."""
    shipped = own_story(program)
    keep(program, shipped, ("ask", "thank"), ("ask",))
    own = own_story(program, TEA.replace("name: Dana", "name: Ravi").replace("title: Tea", "title: Coffee"))
    other = add_scenario(program, TEA, "the-other-one")
    driver = open_window()
    assert not driver.window.kept.today.has_strip(), "it cannot go on as another one"
    driver.window.open_page("practise")
    wait_for_kept(driver)
    card = driver.card("Coffee")
    assert card.text_shown.found == "", "no ending of this one was found"
    assert card.text_shown.meta.endswith("in the place of another")
    for words in (card.toolTip(), card.accessibleDescription()):
        assert "tea.yaml is in the place of" in words
        assert str(other) in words
    driver.close()
    keep(program, own, ("wait",))
    driver = open_window()
    offered = driver.window.kept.resuming.offered
    assert offered is not None
    assert offered.partner == "Ravi"
    driver.window.open_page("history")
    wait_for_kept(driver)
    page = driver.window.kept.history
    rows = page.list_page.list.rows()
    assert [(row.title, row.meta.split(" · ")[0]) for row in rows] == [
        ("Coffee", "With Ravi"),
        ("Tea", "With Dana"),
        ("Tea", "With Dana"),
    ]
    page.open_practice(2)
    wait_for_kept(driver)
    assert not page.reading.resume.isVisible()
    assert not page.reading.again.isEnabled()
    assert [other.practice for other in page.reading.others()] == [1]


# --- a file of a newer program --------------------------------------------------------------------------------------


def test_a_newer_file_is_named_at_the_door_and_not_touched(program: Program, open_window: OpenWindow) -> None:
    with People(program.data).add("Sam") as vault:
        folder, file, key = vault.folder, vault.file, vault.keyring.key
        backup.back_up(vault, "asked")
    connection = sqlcipher.connect(file, key, "rw")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = files(folder)
    driver = open_window(wait=False)
    driver.qtbot.waitUntil(lambda: driver.window.place() == "door")
    (words,) = [words for words in driver.texts() if "newer version" in words]
    assert "version 99, known here is 2" in words
    assert "Install the newer version" in words
    assert not driver.buttons("Restore from a backup…"), "it is whole"
    driver.click("Try again")
    driver.qtbot.waitUntil(lambda: any("newer version" in words for words in driver.texts()))
    driver.close()
    assert files(folder) == before


# --- an error in the program ----------------------------------------------------------------------------------------


def test_the_report_holds_nothing_private_and_closing_from_it_keeps_everything(program: Program) -> None:
    add_scenario(program, TEA)
    child = Child(
        program,
        f"""
SECRET = {SECRET!r}

def breaks(line=SECRET):
    raise LookupError(SECRET) from ValueError(SECRET)

def act(driver, told):
    driver.begin("Tea")
    driver.play(["ask"])
    timer = QTimer(driver.window, singleShot=True)
    timer.timeout.connect(breaks)
    timer.start()
    driver.qtbot.waitUntil(lambda: "Something in the program went wrong" in driver.texts())
    driver.click("The report")
    from ipt_roleplay.ui.widgets.field import TextArea
    from PySide6.QtWidgets import QTextEdit, QPlainTextEdit
    (area,) = [area for area in driver.window.findChildren(TextArea) if area.isVisible()]
    inner = area if hasattr(area, "toPlainText") else next(iter(area.findChildren((QTextEdit, QPlainTextEdit))))
    told["shown"] = inner.toPlainText()
    driver.click("Copy the report")
    told["copied"] = QApplication.clipboard().text()
    told["texts"] = driver.texts()
    driver.click("Close the program")

print(json.dumps(run(act)))
""",
    )
    assert child.process.stdout is not None
    told = json.loads(child.process.stdout.read())
    assert child.end() == 0
    assert "broken" not in told, told["broken"]
    assert told["shown"] == told["copied"]
    assert "Copied" in told["texts"]
    assert "LookupError" in told["copied"]
    assert "ValueError" in told["copied"]
    assert " breaks" in told["copied"]
    for private in (SECRET, "Dana", "sister", "kettle", "tea", str(program.data), str(Path.home())):
        assert private not in told["copied"], private
    assert told["code"] == 0
    assert kept_picks(program) == ["ask"]


# --- time -----------------------------------------------------------------------------------------------------------


def test_every_half_hour_what_has_changed_is_backed_up(tea: Driver, program: Program) -> None:
    tea.begin("Tea")
    tea.pick("ask")
    vault = tea.window.keeping.vault
    assert vault is not None
    (minute,) = [timer for timer in tea.window.findChildren(QTimer) if timer.interval() == 60_000]
    assert minute.isActive()

    def made() -> int:
        minute.timeout.emit()
        return len(backup.listed(vault.folder))

    tea.qtbot.waitUntil(lambda: made() == 1)
    begun = vault.clock()
    tea.press(Key.Key_Return)
    tea.pick("thank")
    for late in (5, 29):
        vault.clock = lambda late=late: begun + timedelta(minutes=late)
        made()
    vault.clock = lambda: begun + timedelta(minutes=31)
    tea.qtbot.waitUntil(lambda: made() == 2)
    for _ in range(3):
        made()
    tea.press(Key.Key_Return)
    assert tea.window.debrief.isVisible(), "nobody has to wait for it"
    tea.close()
    reasons = [one.reason for one in backup.listed(vault.folder)]
    assert reasons.count("regular") == 2, "nothing had changed since, or half an hour had not passed"


def test_a_clock_that_was_set_back_shows_no_negative_span(program: Program, open_window: OpenWindow) -> None:
    """What was practised stands in the future, and ended before it began."""
    story = own_story(program)
    then = datetime.now().astimezone() + timedelta(days=3)
    with People(program.data).add("Ann", clock=lambda: then) as vault:
        played(vault, story, ("wait", "thank"))
        session = played(vault, story, ())
        session.listen()
        vault.clock = lambda: then - timedelta(days=1, hours=5)
        session.choose("ask")
    driver = open_window()
    driver.window.open_page("today")
    wait_for_kept(driver)
    seen = driver.texts()
    assert any(words.startswith("Left open on ") for words in seen)
    driver.click("Resume")
    driver.qtbot.waitUntil(driver.window.conversation.isVisible)
    driver.play(["thank"])
    seen += driver.texts()
    driver.window.open_page("history")
    wait_for_kept(driver)
    seen += driver.texts()
    driver.window.kept.history.open_practice(1)
    wait_for_kept(driver)
    seen += driver.texts()
    assert not [words for words in seen if re.search(r"(^|\s)[-−]\d", words) or re.search(r"\bin \d+ days\b", words)]
    driver.close()
    with Vault.open(People(program.data).find().folder) as vault:
        assert [kept.ending is not None for kept in Records(vault).history()] == [True, True], "order rests on no clock"
