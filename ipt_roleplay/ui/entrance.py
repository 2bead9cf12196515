"""Who comes in, and when the door closes again: at start, by key, when nobody sits here, before the computer sleeps.

What is locked is gone from the window: the vault is closed, and the pages let go of what they showed. Who comes back
finds the practice where it stood, out of the vault, as after a kill.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ipt_roleplay.store import glance
from ipt_roleplay.store.errors import (
    BadPassphrase,
    Closed,
    Damaged,
    NeedsPassphrase,
    StoreError,
    WrongPassphrase,
)
from ipt_roleplay.ui.curtain import Curtain
from ipt_roleplay.ui.keeping import FIRST_PERSON, Keeping
from ipt_roleplay.ui.settle import settle
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.watch import Watch
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton

if TYPE_CHECKING:
    from ipt_roleplay.store.erase import Erased
    from ipt_roleplay.store.people import Person
    from ipt_roleplay.ui.pages.door import DoorPage
    from ipt_roleplay.ui.sleep import SleepNotice


class Entrance(QObject):
    """`closed`: the window shows `page` and nothing else, until `came_in`. `told(title, words)`: what became of it."""

    closed = Signal()
    came_in = Signal()
    told = Signal(str, str)

    def __init__(self, themes: ThemeManager, keeping: Keeping, data: Path, window: QWidget) -> None:
        super().__init__(window)
        self.is_closed = False
        self.has_words: Callable[[], bool] = lambda: False
        """Whether something is open in the window that was said."""
        self._themes = themes
        self._keeping = keeping
        self._data = data
        self._window = window
        self.watch = Watch(window)
        self.watch.idle.connect(self._nobody_here)
        self.watch.slept.connect(self._has_slept)
        self._sleep: SleepNotice | None = None
        self.curtain = Curtain(themes, window)
        keeping.changed.connect(self._who_is_here)

    @cached_property
    def page(self) -> DoorPage:
        from ipt_roleplay.ui.pages.door import DoorPage

        page = DoorPage(self._themes, self._data)
        page.opened.connect(self._open)
        page.added.connect(self._add)
        page.nothing_kept.connect(self.keep_nothing)
        page.restore_wanted.connect(self._restore)
        page.erase_wanted.connect(self._ask_to_erase)
        return page

    def listen_for_sleep(self) -> None:
        """Where the system can tell of it beforehand; elsewhere `watch` notices it afterwards."""
        if sys.platform == "linux":
            from ipt_roleplay.ui.sleep import SleepNotice

            self._sleep = SleepNotice(self)
            self._sleep.near.connect(self._before_sleep)
            self._sleep.over.connect(self.watch.look_anew)
            self._sleep.listen()

    def stop(self) -> None:
        """It closes by itself no more."""
        self.watch.stop()
        if self._sleep is not None:
            self._sleep.stop()

    # --- at start -------------------------------------------------------------------------------------------------

    def ask_if_needed(self) -> None:
        """Before the first picture: where somebody has to say who they are, the door is all that is there."""
        if glance.asks_who(self._data):
            self._close("")

    def open_if_plain(self) -> None:
        """After the first picture: where one person keeps something here without a passphrase, they are here."""
        if not self.is_closed and (self._data / glance.FOLDER).exists():
            self._keeping.open_at_start(self._refuse_the_only_one)

    def make_first_place(self, passphrase: str, made: Callable[[], None], refused: Callable[[str], None]) -> None:
        """At the first start: a place for whoever sits here, which asks for `passphrase` from then on."""

        def not_made(error: Exception) -> None:
            if not isinstance(error, StoreError):
                raise error
            refused(str(error))

        self._keeping.add(FIRST_PERSON, passphrase, lambda _: made(), not_made)

    # --- keeping nothing ------------------------------------------------------------------------------------------

    def keep_nothing(self) -> None:
        """From here on nothing is written down. What was under way is kept as it stands, and found again later."""
        was_closed = self.is_closed
        self._keeping.keep_nothing()
        if was_closed:
            self._let_in()
        else:
            self._renew()

    def keep_again(self) -> None:
        """What was said meanwhile goes: where there is something, that is asked about first."""
        if not self.has_words():
            self._keep_again()
            return
        from ipt_roleplay.ui.cards.question import ask

        loses = QuietButton(self._themes, self.tr("Keep again, and let it go"))
        loses.clicked.connect(self._keep_again)
        words = self.tr(
            "What you said meanwhile was not kept. It goes when you keep again, and cannot be brought back."
        )
        stay = PrimaryButton(self._themes, self.tr("Go on as it is"))
        ask(self._themes, self._window, self.tr("Keep again?"), words, loses, stay)

    def _keep_again(self) -> None:
        """Where somebody has to say who they are, the door asks."""
        everyone = self._keeping.everyone()
        if everyone and not glance.asks_who(self._data):
            person = everyone[0]
            self._keeping.open(person, None, lambda _: self._renew(), lambda error: self._refuse(person, error))
            return
        self._keeping.lock()  # this closes, where somebody has to be asked
        if not self.is_closed:
            self._renew()

    def _renew(self) -> None:
        """The pages let go of what they showed, as after a lock."""
        self.is_closed = True
        self.closed.emit()
        self._let_in()

    # --- closing --------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """By key. Who keeps nothing has nothing to lock: the curtain hides the window instead."""
        self._lock(self.tr("Locked."))

    def _nobody_here(self) -> None:
        minutes = self.watch.minutes
        self._lock(self.tr("Locked after {n} minutes without a key or a move.").format(n=minutes))

    def _before_sleep(self) -> None:
        """The computer may sleep when the screen shows nothing of what was said any more, and the vault is closed."""
        self._lock_for_sleep()
        settle()
        self._window.repaint()
        self._keeping.run(_nothing, self._let_sleep, self._let_sleep)

    def _let_sleep(self, _: object) -> None:
        """What was under way is done. Somebody may have come in by it."""
        if self._keeping.person is not None and self.watch.minutes:
            self._before_sleep()
        elif self._sleep is not None:
            self._sleep.let_sleep()

    def _has_slept(self) -> None:
        if not self.is_closed:
            self._lock_for_sleep()

    def _lock_for_sleep(self) -> None:
        if self.watch.minutes:
            self._lock(self.tr("Locked because the computer went to sleep."))

    def _lock(self, why: str) -> None:
        _close_what_lies_over()
        if self.is_closed:
            self.page.wipe()
            self.closed.emit()
            return
        person = self._keeping.person
        if person is None:
            self.curtain.draw()
            return
        if not person.has_passphrase:
            why = self.tr("{why} No passphrase is set, so whoever sits here can come in.").format(why=why)
        self._keeping.lock()
        self._close(why)

    def _close(self, why: str) -> None:
        self.is_closed = True
        self.page.ask(self._keeping.everyone(), note=why, lock_minutes=self.watch.minutes)
        self.closed.emit()

    def _who_is_here(self) -> None:
        """A vault that was restored or erased may have nobody in it any more."""
        nobody = self._keeping.records is None and not self._keeping.keeps_nothing
        if nobody and not self.is_closed and glance.asks_who(self._data):
            self._close("")
        elif not nobody:
            self._let_in()

    # --- coming in ------------------------------------------------------------------------------------------------

    def _open(self, person: Person, passphrase: str | None) -> None:
        self._keeping.open(person, passphrase, lambda _: self._let_in(), lambda error: self._refuse(person, error))

    def _add(self, name: str, passphrase: str | None) -> None:
        self._keeping.add(name, passphrase, lambda _: self._let_in(), self._not_added)

    def _let_in(self) -> None:
        was_closed, self.is_closed = self.is_closed, False
        if was_closed:
            self.page.forget()
            self.came_in.emit()

    def _refuse_the_only_one(self, error: Exception) -> None:
        if not isinstance(error, Closed):
            self._refuse(self._keeping.everyone()[0], error)

    def _refuse(self, person: Person, error: Exception) -> None:
        if isinstance(error, Closed):
            return  # locked while it was being opened
        if not isinstance(error, StoreError):
            raise error
        if not self.is_closed:
            self._close("")
        if isinstance(error, WrongPassphrase | NeedsPassphrase | BadPassphrase):
            self.page.refuse(str(error))
        else:
            self.page.say_trouble(person, str(error), can_restore=isinstance(error, Damaged))

    def _restore(self, person: Person) -> None:
        from ipt_roleplay.ui.cards.restore import RestoreCard

        card = RestoreCard(self._themes, self._window, self._keeping, person)
        card.restored.connect(self._restored)
        card.open_dialog()

    def _restored(self, words: str) -> None:
        """Without a passphrase they are here already; with one it is asked for."""
        if self.is_closed:
            self.page.ask(self._keeping.everyone(), note=words, lock_minutes=self.watch.minutes)
        else:
            self.told.emit(self.tr("A backup is in place"), words)

    def _not_added(self, error: Exception) -> None:
        if not isinstance(error, StoreError):
            raise error
        self.page.refuse(str(error))

    # --- erasing what is locked for ever --------------------------------------------------------------------------

    def _ask_to_erase(self, person: Person) -> None:
        from ipt_roleplay.ui.cards.erase import EraseCard

        def show(files: tuple[Path, ...]) -> None:
            title = self.tr("Erase what {name} keeps?").format(name=person.name)
            others = len(self._keeping.everyone()) > 1
            card = EraseCard(self._themes, self._window, title, files, others_stay=others, locked=person.name)
            card.confirmed.connect(partial(self._erase, person))
            card.open_dialog()

        self._keeping.run(partial(_files_of, person), show, self._not_erased)

    def _erase(self, person: Person) -> None:
        self._keeping.with_vault_closed(person, lambda _: _erased(person), self._is_erased, self._not_erased)

    def _is_erased(self, erased: Erased) -> None:
        words = self.tr("{n} files were removed.").format(n=len(erased.removed))
        if erased.failed:
            still = ", ".join(f"{file} ({why})" for file, why in erased.failed)
            words += " " + self.tr("Still there: {files}").format(files=still)
        everyone = self._keeping.everyone()
        if everyone:
            self.page.ask(everyone, note=words, lock_minutes=self.watch.minutes)
        else:
            self._let_in()
            self.told.emit(self.tr("It is erased"), words)

    def _not_erased(self, error: Exception) -> None:
        if not isinstance(error, StoreError | OSError):
            raise error
        self.told.emit(self.tr("It could not be erased"), str(error))


def _close_what_lies_over() -> None:
    """Dialogs to choose a file, their questions, and menus: windows of their own, which no page takes along."""
    for top in (QApplication.activePopupWidget, QApplication.activeModalWidget):
        while (over := top()) is not None and over.close():
            pass


# --- on the thread of the vault -----------------------------------------------------------------------------------


def _nothing() -> None:
    """Done when all that was asked for before is."""


def _files_of(person: Person) -> tuple[Path, ...]:
    return tuple(sorted(file for file in person.folder.rglob("*") if file.is_file()))


def _erased(person: Person) -> Erased:
    from ipt_roleplay.store.erase import erase_person

    return erase_person(person.folder)
