"""Who is here, and when the door closes: nothing of anybody is seen from outside; who comes back finds their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.store import backup
from ipt_roleplay.store.people import People
from ipt_roleplay.store.records import Records
from ipt_roleplay.store.vault import Vault
from tests.scenario_text import TEA
from tests.ui.conftest import OpenWindow
from tests.ui.driver import Driver, add_scenario

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PHRASE = "four words in a row"
PRIVATE = ("Tea", "Dana", "Today", "Practise", "History")
"""What is never seen at the door: titles, people, pages."""


@pytest.fixture
def people(program: Program) -> People:
    add_scenario(program, TEA)
    return People(program.data)


@pytest.fixture
def at_door(people: People, open_at_door: Callable[[], Driver]) -> Driver:
    """Sam keeps something here, with a passphrase."""
    people.add("Sam", PHRASE).close()
    return open_at_door()


@pytest.fixture
def open_at_door(program: Program, open_window: OpenWindow) -> Callable[[], Driver]:
    """Opens a window in which somebody has to say first who they are."""

    def open_() -> Driver:
        driver = open_window(wait=False)
        assert driver.window.place() == "door"
        return driver

    return open_


def unlock(driver: Driver, phrase: str = PHRASE) -> None:
    driver.type(phrase)
    driver.press(Key.Key_Return)
    assert driver.window.place() != "door"


def come_in(driver: Driver, phrase: str = PHRASE) -> None:
    unlock(driver, phrase)
    assert driver.window.place() == "today"
    driver.wait_for_library()


def field(driver: Driver) -> QLineEdit:
    assert isinstance(driver.focus, QLineEdit)
    return driver.focus


# --- at start -------------------------------------------------------------------------------------------------------


def test_with_a_passphrase_nothing_but_the_name_is_seen(at_door: Driver) -> None:
    texts = at_door.texts()
    assert "Sam" in texts
    assert not [words for words in texts if words in PRIVATE]
    assert field(at_door).echoMode() == QLineEdit.EchoMode.Password
    at_door.press(Key.Key_K, modifier=CTRL)
    at_door.press(Key.Key_Comma, modifier=CTRL)
    assert at_door.texts() == texts, "no shortcut leads past it"


def test_the_right_passphrase_opens(at_door: Driver) -> None:
    come_in(at_door)
    assert at_door.window.keeping.records is not None


def test_a_wrong_one_gets_one_message_and_changes_nothing(at_door: Driver, program: Program) -> None:
    before = {file: file.read_bytes() for file in (program.data / "people").rglob("*") if file.is_file()}
    at_door.type("something else")
    at_door.press(Key.Key_Return)
    assert [words for words in at_door.texts() if "does not fit" in words] == [
        "That passphrase does not fit. Nothing was changed; try again."
    ]
    assert at_door.window.place() == "door"
    assert field(at_door).text() == "something else", "it can be mended"
    after = {file: file.read_bytes() for file in (program.data / "people").rglob("*") if file.is_file()}
    assert {file: content for file, content in after.items() if file.name != "lock"} == {
        file: content for file, content in before.items() if file.name != "lock"
    }
    field(at_door).clear()
    come_in(at_door)


def test_what_is_typed_can_be_looked_at(at_door: Driver) -> None:
    edit = field(at_door)
    at_door.click("Show the passphrase")
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    at_door.click("Hide the passphrase")
    assert edit.echoMode() == QLineEdit.EchoMode.Password


def test_of_several_people_each_sees_their_own(people: People, open_at_door: Callable[[], Driver]) -> None:
    people.add("Alex").close()
    people.add("Sam", PHRASE).close()
    driver = open_at_door()
    assert {"Who is here?", "Alex", "Sam"} <= {*driver.texts()}
    driver.click("Alex")
    driver.wait_for_library()
    driver.begin("Tea")
    driver.play(["wait"])
    driver.press(Key.Key_L, modifier=CTRL)
    assert driver.window.place() == "door"
    driver.click("Sam")
    come_in(driver)
    records = driver.window.keeping.records
    assert records is not None
    assert records.count() == 0
    assert "Resume" not in driver.texts()


def test_somebody_new_comes_in(people: People, open_at_door: Callable[[], Driver]) -> None:
    people.add("Sam", PHRASE).close()
    driver = open_at_door()
    driver.click("Somebody else")
    driver.click("Add a person")
    assert any("Nobody can recover it" in words for words in driver.texts()), "said before it is set"
    assert any("After 15 minutes" in words for words in driver.texts())
    driver.type("Sam")
    driver.press(Key.Key_Return)
    assert any("has that name already" in words for words in driver.texts())
    field(driver).setText("Kim")
    _, phrase, again = (edit for edit in driver.seen(QLineEdit) if isinstance(edit, QLineEdit))
    phrase.setText("a passphrase of theirs")
    again.setText("another one")
    driver.press(Key.Key_Return)
    assert any("differ" in words for words in driver.texts())
    again.setText("a passphrase of theirs")
    driver.press(Key.Key_Return)
    assert driver.window.place() == "today"
    assert [(person.name, person.has_passphrase) for person in people.everyone()] == [("Kim", True), ("Sam", True)]


def test_who_keeps_nothing_leaves_no_trace(at_door: Driver, program: Program) -> None:
    at_door.click("Keep nothing this time")
    at_door.wait_for_library()
    assert any(words == "Nothing you say is kept this time." for words in at_door.texts())
    before = {file: file.read_bytes() for file in program.data.rglob("*") if file.is_file()}
    at_door.begin("Tea")
    at_door.play(["ask", "thank"])
    at_door.press(Key.Key_Escape)
    at_door.wait_for_tasks()
    at_door.close()
    assert {file: file.read_bytes() for file in program.data.rglob("*") if file.is_file()} == before


def test_help_is_there_without_coming_in(at_door: Driver) -> None:
    at_door.press(Key.Key_F2)
    assert "You are in danger" in at_door.texts()
    assert not [words for words in at_door.texts() if words in PRIVATE]
    at_door.press(Key.Key_Escape)
    come_in(at_door)


def test_damage_is_said_and_a_backup_leads_back(
    people: People, program: Program, open_at_door: Callable[[], Driver], open_window: OpenWindow
) -> None:
    with people.add("Sam") as vault:
        Records(vault).keep_draft("somewhere", "what I wrote")
        backup.back_up(vault, "asked")
        file = vault.file
    content = bytearray(file.read_bytes())
    content[-2000] ^= 1
    file.write_bytes(content)
    with Vault.open(file.parent, check_later=True) as vault:
        assert Records(vault).history() == (), "the first picture meets nothing of it"
    driver = open_window(wait=False)
    driver.qtbot.waitUntil(lambda: driver.window.place() == "door")
    assert any("is damaged" in words for words in driver.texts())
    assert file.read_bytes() == bytes(content), "it stays as it is"
    driver.click("Restore from a backup…")
    driver.qtbot.waitUntil(lambda: any(True for _ in driver.seen(QRadioButton)))
    (option,) = driver.seen(QRadioButton)
    driver.click(option)
    driver.click("Put it in place")
    driver.qtbot.waitUntil(lambda: driver.window.place() != "door")
    records = driver.window.keeping.records
    assert records is not None
    assert records.draft("somewhere") == "what I wrote"
    assert [*file.parent.glob("aside/**/practice-1.db")], "what was damaged is kept aside"


def test_a_vault_in_use_elsewhere_can_be_tried_again(people: People, open_window: OpenWindow, program: Program) -> None:
    vault = people.add("Sam")
    driver = open_window(wait=False)
    driver.qtbot.waitUntil(lambda: driver.window.place() == "door")
    assert any("in use by another window or command" in words for words in driver.texts())
    vault.close()
    driver.click("Try again")
    driver.qtbot.waitUntil(lambda: driver.window.place() != "door")
    assert driver.window.keeping.records is not None


# --- a forgotten passphrase -----------------------------------------------------------------------------------------


def forget(driver: Driver) -> None:
    driver.type("it was something with horses")
    driver.press(Key.Key_Return)
    driver.click("I have forgotten it")
    assert any(words.startswith("Nobody can recover it") for words in driver.texts())


@pytest.mark.parametrize("earlier", [None, "an earlier passphrase"])
def test_a_forgotten_passphrase_leaves_the_backups_from_before_it(
    people: People, open_at_door: Callable[[], Driver], earlier: str | None
) -> None:
    with people.add("Sam", earlier) as vault:
        Records(vault).keep_draft("somewhere", "what I wrote")
        backup.back_up(vault, "asked")
        vault.change_passphrase(earlier, PHRASE)
        folder = vault.folder
    driver = open_at_door()
    forget(driver)
    driver.click("Restore from a backup…")
    driver.qtbot.waitUntil(lambda: any(True for _ in driver.seen(QRadioButton)))
    (option,) = driver.seen(QRadioButton)
    driver.click(option)
    if earlier is not None:
        assert any("locked with the passphrase that held when it was made" in words for words in driver.texts())
        field(driver).setText(earlier)
        driver.press(Key.Key_Return)
    driver.click("Put it in place")
    if earlier is not None:
        assert driver.window.place() == "door"
        assert any("opens with the passphrase that held when the backup was made" in w for w in driver.texts())
        unlock(driver, earlier)
    driver.qtbot.waitUntil(lambda: driver.window.place() != "door")
    records = driver.window.keeping.records
    assert records is not None
    assert records.draft("somewhere") == "what I wrote"
    assert [*folder.glob("aside/**/practice-*.db")], (
        "what is locked is kept aside: the passphrase may come back to mind"
    )


def type_name(driver: Driver, name: str) -> None:
    (edit,) = driver.seen(QLineEdit)
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.clear()
    driver.type(name)


def test_what_is_locked_for_ever_can_be_erased_to_begin_anew(at_door: Driver, people: People) -> None:
    folder = people.find().folder
    forget(at_door)
    at_door.click("Erase it…")
    assert not at_door.button("Erase").isEnabled()
    at_door.click("Keep it")
    assert people.everyone() != ()
    at_door.click("Erase it…")
    assert "Erase what Sam keeps?" in at_door.texts()
    at_door.click("Erase")
    assert folder.exists(), "three clicks are not enough"
    type_name(at_door, "Alex")
    assert not at_door.button("Erase").isEnabled()
    type_name(at_door, " sam")
    at_door.click("Erase")
    assert not folder.exists()
    assert any("files were removed" in words for words in at_door.texts())
    at_door.click("All right")
    at_door.wait_for_library()
    at_door.begin("Tea")
    at_door.play(["ask"])
    assert not people.find().has_passphrase


def test_erasing_for_one_leaves_the_others_alone(people: People, open_at_door: Callable[[], Driver]) -> None:
    people.add("Alex", PHRASE).close()
    people.add("Sam", PHRASE).close()
    driver = open_at_door()
    driver.click("Sam")
    forget(driver)
    driver.click("Erase it…")
    assert any("So does what others keep here." in words for words in driver.texts())
    type_name(driver, "Sam")
    driver.click("Erase")
    assert [person.name for person in people.everyone()] == ["Alex"]
    assert driver.window.place() == "door"
    come_in(driver)


# --- locking --------------------------------------------------------------------------------------------------------


def test_locked_in_mid_talk_one_comes_back_to_the_same_place(at_door: Driver) -> None:
    come_in(at_door)
    at_door.begin("Tea")
    at_door.play(["ask"])
    vault = at_door.window.keeping.vault
    at_door.press(Key.Key_L, modifier=CTRL)
    assert vault is not None
    assert not vault.is_open
    assert not [words for words in at_door.texts() if words in PRIVATE or "kettle" in words]
    unlock(at_door)
    assert at_door.window.conversation.isVisible()
    assert [step.choice.id for step in at_door.session.steps] == ["ask"]
    at_door.play(["thank"])
    assert at_door.window.debrief.isVisible()


def test_idle_locks_under_an_open_card_and_keeps_what_was_being_written(at_door: Driver) -> None:
    come_in(at_door)
    at_door.begin("Tea")
    at_door.play(["ask", "thank"])
    line = next(edit for edit in at_door.seen(QLineEdit) if isinstance(edit, QLineEdit))
    line.setText("breathe first, then ask")
    at_door.window.open_keys()
    watch = at_door.window.entrance.watch
    begun = watch.clock()
    for second in range(0, 15 * 60, 20):
        watch.clock = lambda second=second: begun + second
        watch.look()
    assert at_door.window.place() != "door"
    watch.clock = lambda: begun + 15 * 60 + 1
    watch.look()
    at_door.settle()
    assert at_door.window.place() == "door"
    assert "Locked after 15 minutes without a key or a move." in at_door.texts()
    assert "Keys of this page" not in at_door.texts()
    unlock(at_door)
    assert at_door.window.debrief.isVisible()
    assert [edit.text() for edit in at_door.seen(QLineEdit) if isinstance(edit, QLineEdit)] == [
        "breathe first, then ask"
    ]


def test_a_sign_of_life_puts_the_lock_off(at_door: Driver) -> None:
    come_in(at_door)
    watch, handle = at_door.window.entrance.watch, at_door.window.windowHandle()
    assert isinstance(handle, QObject)
    begun = watch.clock()
    watch.look()
    for minute in range(30):
        watch.clock = lambda minute=minute: begun + 60 * minute
        press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(handle, press)
        for late in (0, 20, 40):
            watch.clock = lambda minute=minute, late=late: begun + 60 * minute + late
            watch.look()
    assert at_door.window.place() != "door"


@pytest.mark.parametrize(("minutes", "locks"), [(15, True), (0, False)])
def test_after_sleep_it_is_locked_unless_it_never_locks(
    people: People, open_window: OpenWindow, minutes: int, locks: bool
) -> None:
    people.add("Sam", PHRASE).close()
    driver = open_window(wait=False, lock_minutes=minutes)
    come_in(driver)
    watch = driver.window.entrance.watch
    watch.look()
    begun = watch.clock()
    watch.clock = lambda: begun + 120
    watch.look()
    driver.settle()
    assert (driver.window.place() == "door") == locks


def test_without_a_passphrase_the_lock_says_so(people: People, open_window: OpenWindow) -> None:
    people.add("Sam").close()
    driver = open_window()
    driver.press(Key.Key_L, modifier=CTRL)
    assert driver.window.place() == "door"
    assert any("whoever sits here can come in" in words for words in driver.texts())
    driver.press(Key.Key_Return)
    assert driver.window.place() == "today"


def test_after_a_lock_no_word_is_in_any_file(
    people: People, program: Program, open_at_door: Callable[[], Driver]
) -> None:
    # Words that stand in nothing that comes with the program, whose own words are kept openly for a quick start.
    said, scene, heard, typed = "quorvelline", "brasmutter", "zindlethorpe", "canaryxyzzy"
    text = TEA.replace("some tea with", f"some {said} with").replace("The kettle hums", f"The {scene} hums")
    add_scenario(program, text.replace("heard: Tea with me", f"heard: {heard} with me"))
    people.add("Sam", PHRASE).close()
    driver = open_at_door()
    come_in(driver)
    driver.begin("Tea")
    assert any(scene in words for words in driver.texts())
    driver.play(["ask", "thank"])
    assert any(said in words for words in driver.texts())
    line = next(edit for edit in driver.seen(QLineEdit) if isinstance(edit, QLineEdit))
    line.setText(typed)
    driver.press(Key.Key_L, modifier=CTRL)
    assert driver.window.place() == "door"
    looked_at = 0
    for file in [*program.data.rglob("*"), *program.cache.rglob("*")]:
        if file.is_file() and file.suffix != ".yaml":
            looked_at += 1
            content = file.read_bytes()
            assert not [word for word in (said, scene, heard, typed) if word.encode() in content], file
    assert looked_at > 2


# --- the curtain ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["F9", "Ctrl+H", "click"])
def test_a_key_hides_everything_and_brings_it_back(tea: Driver, by: str) -> None:
    tea.begin("Tea")
    tea.press(Key.Key_Escape)  # a card lies over it
    focus, title = tea.focus, tea.window.windowTitle()
    tea.press(Key.Key_F9)
    curtain = tea.window.entrance.curtain
    assert tea.window.windowTitle() == "Notes"
    assert QApplication.applicationDisplayName() == "Notes"
    assert curtain.geometry() == tea.window.rect()
    picture = tea.window.grab().toImage()
    assert one_colour(picture)
    before = tea.session.state
    tea.press(Key.Key_1, Key.Key_Return, Key.Key_F2, Key.Key_Tab)
    tea.press(Key.Key_K, modifier=CTRL)
    assert tea.focus is curtain, "no key reaches what is under it"
    assert tea.session.state == before
    assert {*read_out(tea.window)} == {"Notes"}
    if by == "click":
        tea.click(curtain)
    else:
        tea.press(Key.Key_F9) if by == "F9" else tea.press(Key.Key_H, modifier=CTRL)
    assert tea.window.windowTitle() == title
    assert tea.focus is focus


def test_what_comes_meanwhile_waits_behind_it(tea: Driver) -> None:
    window, curtain = tea.window, tea.window.entrance.curtain
    tea.begin("Tea")
    tea.qtbot.keyClick(tea.focus, Key(Key.Key_0 + tea.number_of("ask")))
    tea.qtbot.keyClick(tea.focus, Key.Key_F9)  # before the answer is kept
    tea.settle()
    elsewhere = QWidget()
    elsewhere.show()
    elsewhere.activateWindow()
    tea.qtbot.waitUntil(elsewhere.isActiveWindow)
    window.tell_of_error("a report")
    tea.settle()
    assert one_colour(window.grab().toImage())
    assert {*read_out(window)} == {"Notes"}
    elsewhere.close()
    window.activateWindow()
    tea.qtbot.waitUntil(window.isActiveWindow)
    assert tea.focus is curtain
    tea.press(Key.Key_F9)
    assert "Something in the program went wrong" in tea.texts()
    tea.press(Key.Key_Escape)
    assert any("Tea with me." in words for words in tea.texts()), "what was heard"
    tea.press(Key.Key_Return)
    assert tea.session.state == "choosing", "where the focus would have been"


def read_out(window: QWidget) -> list[str]:
    """The names that assistive technology finds in it."""

    def names(part: QAccessibleInterface | None) -> Iterator[str]:
        if part is not None and not part.state().invisible:
            yield part.text(QAccessible.Text.Name)
            for n in range(part.childCount()):
                yield from names(part.child(n))

    return [name for name in names(QAccessible.queryAccessibleInterface(window)) if name]


def one_colour(picture: QImage) -> bool:
    return len({picture.pixel(x, y) for x in range(0, 1280, 40) for y in range(0, 800, 40)}) == 1


# --- settings -------------------------------------------------------------------------------------------------------


def test_a_passphrase_is_set_changed_and_removed(people: People, open_window: OpenWindow) -> None:
    with people.add("Sam") as vault:
        folder = vault.folder
        Records(vault).keep_draft("a", "b")
        backup.back_up(vault, "asked")
    driver = open_window()
    driver.click("Settings")
    driver.click("Set a passphrase…")
    new, again = (edit for edit in driver.seen(QLineEdit) if isinstance(edit, QLineEdit))
    new.setText("short")
    again.setText("short")
    driver.click("Set it")
    assert any("at least 8 characters" in words for words in driver.texts())
    new.setText(PHRASE)
    again.setText(PHRASE)
    driver.click("Set it")
    assert any("One backup from before opens without any." in words for words in driver.texts())
    driver.click("Lock them too")
    assert backup.without_passphrase(folder) == ()
    driver.click("All right")
    assert people.find().has_passphrase
    driver.click("Remove it…")
    (now,) = (edit for edit in driver.seen(QLineEdit) if isinstance(edit, QLineEdit))
    now.setText("not this one")
    driver.click("Remove it")
    assert any("does not fit" in words for words in driver.texts())
    now.setText(PHRASE)
    driver.click("Remove it")
    driver.click("All right")
    assert not people.find().has_passphrase
    driver.close()
    Vault.open(folder).close()


def test_a_passphrase_can_be_set_before_anything_is_kept(people: People, open_window: OpenWindow) -> None:
    driver = open_window()
    driver.window.open_page("settings")
    driver.click("Set a passphrase…")
    driver.type(PHRASE)
    driver.press(Key.Key_Tab, Key.Key_Tab)
    driver.type(PHRASE)
    driver.press(Key.Key_Return)
    driver.qtbot.waitUntil(lambda: any("is set" in words for words in driver.texts()), timeout=20_000)
    (person,) = people.everyone()
    assert person.has_passphrase
    driver.press(Key.Key_Return)
    assert driver.button("Change it…").isVisible()


def test_numbers_and_the_usual_explanations(tea: Driver) -> None:
    tea.click("Settings")
    tea.click("Numbers beside the words")
    tea.click("At the end")
    tea.window.open_page("practise")
    tea.begin("Tea")
    assert tea.session.feedback == "end"
    readings = [words for words in tea.texts(tea.window.conversation.panel) if words.split(", ")[-1].isdecimal()]
    assert len(readings) == 4
    for words in readings:
        assert 0 <= int(words.split(", ")[-1]) <= 10
