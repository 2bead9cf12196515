"""Who is here, and work on their vault: in order, off the GUI thread, and never for somebody else's eyes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from ipt_roleplay.store.errors import Closed, WrongPassphrase
from ipt_roleplay.store.people import People
from ipt_roleplay.ui.keeping import Keeping

PHRASE = "four words in a row"


class Heard:
    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []

    def done(self, result: object) -> None:
        self.results.append(result)

    def failed(self, error: Exception) -> None:
        self.errors.append(error)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Keeping]]:
    """A start of the program; the one before has ended."""
    started: list[Keeping] = []

    def start_() -> Keeping:
        for before in started:
            before.stop()
        started.append(Keeping(tmp_path))
        return started[-1]

    yield start_
    for keeping in started:
        keeping.stop()
        keeping.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def keeping(start: Callable[[], Keeping]) -> Keeping:
    return start()


def wait(qtbot: QtBot, keeping: Keeping) -> None:
    qtbot.waitUntil(lambda: keeping.is_idle, timeout=20_000)


def test_somebody_new_is_here_at_once_and_again_at_the_next_start(
    qtbot: QtBot, keeping: Keeping, heard: Heard, start: Callable[[], Keeping]
) -> None:
    assert keeping.records is None
    with qtbot.waitSignal(keeping.changed):
        keeping.add("Sam", None, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert heard.errors == []
    assert keeping.records is not None
    assert keeping.person is not None
    assert keeping.person.name == "Sam"

    later = start()
    (person,) = later.everyone()
    with qtbot.waitSignal(later.changed):
        later.open(person, None, heard.done, heard.failed)
    assert later.records is not None
    assert later.records.count() == 0


def test_work_is_done_in_order_on_one_other_thread(qtbot: QtBot, keeping: Keeping, heard: Heard) -> None:
    order: list[int] = []
    threads = set()

    def work(number: int) -> int:
        threads.add(threading.get_ident())
        order.append(number)
        return number

    for number in range(50):
        keeping.run(lambda number=number: work(number), heard.done, heard.failed)
    wait(qtbot, keeping)
    assert order == heard.results == list(range(50))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_a_wrong_passphrase_lets_nobody_in(qtbot: QtBot, keeping: Keeping, heard: Heard, tmp_path: Path) -> None:
    People(tmp_path).add("Sam", PHRASE).close()
    (person,) = keeping.everyone()
    keeping.open(person, "something else", heard.done, heard.failed)
    wait(qtbot, keeping)
    assert isinstance(heard.errors[0], WrongPassphrase)
    assert keeping.records is None
    keeping.open(person, PHRASE, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert keeping.records is not None


def test_what_was_asked_before_a_lock_is_done_and_shown_to_nobody(
    qtbot: QtBot, keeping: Keeping, heard: Heard, tmp_path: Path
) -> None:
    keeping.add("Sam", None, heard.done, heard.failed)
    wait(qtbot, keeping)
    heard.results.clear()
    records, vault = keeping.records, keeping.vault
    assert records is not None
    assert vault is not None
    keeping.locking.connect(lambda: keeping.run(lambda: records.keep_draft("b", "two"), heard.done, heard.failed))
    keeping.run(lambda: records.keep_draft("a", "one"), heard.done, heard.failed)
    keeping.run(lambda: records.draft("a"), heard.done, heard.failed)
    keeping.lock()
    assert keeping.records is None, "at once"
    wait(qtbot, keeping)
    assert not vault.is_open
    assert heard.results == []
    assert [type(error) for error in heard.errors] == [Closed] * 3
    (person,) = keeping.everyone()
    keeping.open(person, None, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert keeping.records is not None
    assert [keeping.records.draft(place) for place in "ab"] == ["one", "two"], "both were written all the same"


def test_a_lock_while_somebody_is_being_let_in_keeps_them_out(
    qtbot: QtBot, keeping: Keeping, heard: Heard, tmp_path: Path
) -> None:
    People(tmp_path).add("Sam").close()
    (person,) = keeping.everyone()
    keeping.open(person, None, heard.done, heard.failed)
    keeping.lock()
    wait(qtbot, keeping)
    assert keeping.records is None
    keeping.open(person, None, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert keeping.records is not None, "the lock on the folder was given back"


def test_a_changed_passphrase_holds_and_is_known(qtbot: QtBot, keeping: Keeping, heard: Heard) -> None:
    keeping.add("Sam", None, heard.done, heard.failed)
    keeping.change_passphrase(None, PHRASE, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert heard.errors == []
    assert keeping.person is not None
    assert keeping.person.has_passphrase
    keeping.lock()
    (person,) = keeping.everyone()
    keeping.open(person, PHRASE, heard.done, heard.failed)
    wait(qtbot, keeping)
    assert keeping.records is not None


def test_between_closing_and_opening_again_a_backup_can_be_put_in_place(
    qtbot: QtBot, keeping: Keeping, heard: Heard
) -> None:
    from ipt_roleplay.store import backup, restore

    keeping.add("Sam", None, heard.done, heard.failed)
    wait(qtbot, keeping)
    records, vault, person = keeping.records, keeping.vault, keeping.person
    assert records is not None
    assert vault is not None
    assert person is not None
    keeping.run(lambda: records.keep_draft("a", "before"), heard.done, heard.failed)
    keeping.run(lambda: backup.back_up(vault, "asked"), heard.done, heard.failed)
    keeping.run(lambda: records.keep_draft("a", "after"), heard.done, heard.failed)
    wait(qtbot, keeping)
    (made,) = backup.listed(person.folder)
    with qtbot.waitSignal(keeping.changed):
        keeping.with_vault_closed(
            person, lambda known: restore.restore(person.folder, made, known=known), heard.done, heard.failed
        )
    wait(qtbot, keeping)
    assert heard.errors == []
    assert keeping.records is not None
    assert keeping.records.draft("a") == "before"


def test_who_keeps_nothing_has_no_records(qtbot: QtBot, keeping: Keeping, heard: Heard) -> None:
    keeping.add("Sam", None, heard.done, heard.failed)
    wait(qtbot, keeping)
    keeping.keep_nothing()
    assert keeping.keeps_nothing
    assert keeping.records is None
    wait(qtbot, keeping)
