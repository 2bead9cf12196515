"""What the window says about what is kept: where, that something is not, that no backup could be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ipt_roleplay.store.errors import StoreError
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.banner import Action, Banner
from ipt_roleplay.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton

if TYPE_CHECKING:
    from ipt_roleplay.ui.practice import Practice

_MINUTE_MS = 60_000


class KeptWords(QObject):
    """`alerts` stand above everything, `notices` above the pages beside the rail. `told(title, words)`: a message.
    `keep_again_wanted`: the person keeps nothing, and would rather keep again. `data_wanted`: to see where it is kept.

    Args:
        practice: gives the one under way, if there is any.
    """

    told = Signal(str, str)
    keep_again_wanted = Signal()
    data_wanted = Signal()

    def __init__(
        self,
        themes: ThemeManager,
        keeping: Keeping,
        banners: tuple[Banner, Banner],
        practice: Callable[[], Practice | None],
        tasks: Tasks,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._themes = themes
        self._keeping = keeping
        self._alerts, self._notices = banners
        self._practice = practice
        self._tasks = tasks
        self._window = window
        keeping.first_came.connect(self._tell_where)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.back_up)
        self._minute.start()

    def stop(self) -> None:
        self._minute.stop()

    def back_up(self) -> None:
        """What the timer does each minute."""
        self._keeping.back_up(self._not_backed_up)

    def came_in(self) -> None:
        """Somebody has come in: what they should know."""
        vault = self._keeping.vault
        if self._keeping.keeps_nothing:
            words = self.tr("Nothing you say is kept this time.")
            self._notices.say("nothing", "", words, [(self.tr("Keep again"), self.keep_again_wanted.emit)])
        if vault is not None and vault.notice:
            self._note("notice", vault.notice)

    def clear(self) -> None:
        """Whoever it was said to has gone."""
        for key in ("unsaved", "backup"):
            self._alerts.take_back(key)
        for key in ("first", "nothing", "notice"):
            self._notices.take_back(key)

    def tell_not_saved(self, why: str) -> None:
        """Stays until all is kept; empty: it is."""
        practice = self._practice()
        if not why or practice is None:
            self._alerts.take_back("unsaved")
            return
        words = self.tr("{why} You can go on all the same.").format(why=why)
        again = (self.tr("Try again"), practice.save_again)
        self._alerts.say("unsaved", "", words, [again, (self.tr("Save a copy elsewhere…"), self._save_copy)])

    def ask_before_closing(self, waits_locked: bool, close: Callable[[], None]) -> bool:
        """Where something is only in memory, say so and return True; `close` is what closes all the same.

        `waits_locked`: something said before a lock is, and is saved when that person comes in again.
        """
        practice = self._practice()
        recording = practice.recording if practice is not None else None
        if practice is not None and recording is not None and recording.unsaved:
            words = self.tr("{why} Closed now, what you said last is lost.").format(why=recording.trouble)
            copy = SecondaryButton(self._themes, self.tr("Save a copy…"))
            again = PrimaryButton(self._themes, self.tr("Try again"))
            copy.clicked.connect(self._save_copy)
            again.clicked.connect(practice.save_again)
            self._ask(words, close, copy, again)
            return True
        if waits_locked:
            words = self.tr(
                "Something that was said before could not be saved yet. It is when its person comes in, or keeps "
                "again; closed now, it is lost."
            )
            self._ask(words, close, PrimaryButton(self._themes, self.tr("Leave it open")))
            return True
        return False

    def _ask(self, words: str, close: Callable[[], None], *others: Button) -> None:
        """The last of `others` is the way that loses nothing."""
        from ipt_roleplay.ui.cards.question import ask

        loses = QuietButton(self._themes, self.tr("Close all the same"))
        loses.clicked.connect(close)
        ask(self._themes, self._window, self.tr("Something is not saved yet"), words, loses, *others)

    def _save_copy(self) -> None:
        """Ask where, and write the talk under way there."""
        from ipt_roleplay.ui.copy_elsewhere import save_copy

        practice = self._practice()
        if practice is not None and practice.session is not None:
            save_copy(self._window, practice.session, self._tasks, self.told.emit)

    def _tell_where(self, _folder: str) -> None:
        words = self.tr("What you say is kept here, encrypted.")
        self._note("first", words, (self.tr("Show me where"), self._show_where))

    def _show_where(self) -> None:
        self._notices.take_back("first")
        self.data_wanted.emit()

    def _not_backed_up(self, error: Exception) -> None:
        if not isinstance(error, StoreError):
            raise error
        read = (self.tr("All right"), lambda: self._alerts.take_back("backup"))
        self._alerts.say("backup", self.tr("No backup could be made."), str(error), [read])

    def _note(self, key: str, words: str, *ways: Action) -> None:
        """Something to know, and where it leads, until it has been read."""
        self._notices.say(key, "", words, [*ways, (self.tr("All right"), lambda: self._notices.take_back(key))])
