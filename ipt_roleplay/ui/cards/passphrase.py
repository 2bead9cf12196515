"""A passphrase is set, changed or removed; afterwards the card says where the backups stand."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.store.errors import Closed, StoreError
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.keeping import FIRST_PERSON, Keeping
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.columns import Columns
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.passphrase import PassphraseField

Change = Literal["set", "change", "remove"]
_MEASURE, _FIELD = 544, 200


class PassphraseCard(CardDialog):
    """Closes itself when nothing more is to be said. `lock_minutes`: after how long it will be asked for; 0: never."""

    def __init__(
        self, themes: ThemeManager, keeping: Keeping, window: QWidget, change: Change, lock_minutes: int
    ) -> None:
        titles = {
            "set": QCoreApplication.translate("PassphraseCard", "Set a passphrase"),
            "change": QCoreApplication.translate("PassphraseCard", "Change the passphrase"),
            "remove": QCoreApplication.translate("PassphraseCard", "Remove the passphrase"),
        }
        super().__init__(themes, window, title=titles[change])
        self._keeping = keeping
        self._change: Change = change
        self._about = Label(themes, self._explained(lock_minutes), role="soft", measure=_MEASURE)
        self.body.addWidget(self._about)
        self._now = PassphraseField(themes, self.tr("Your present passphrase"))
        self._new = PassphraseField(themes, self.tr("The new passphrase"))
        self._again = PassphraseField(themes, self.tr("The new passphrase once more"))
        self._pair = Columns(themes, least=_FIELD, gap=16, row_gap=12)
        self._pair.add(self._new)
        self._pair.add(self._again)
        for part in (self._now, self._pair):
            self.body.addWidget(part)
        self._now.setVisible(change != "set")
        self._pair.setVisible(change != "remove")
        self._message = Label(themes, measure=_MEASURE)
        self._message.hide()
        self.body.addWidget(self._message)
        self._cancel = QuietButton(themes, self.tr("Cancel"))
        doing = {"set": self.tr("Set it"), "change": self.tr("Change it"), "remove": self.tr("Remove it")}
        self._do = PrimaryButton(themes, doing[change])
        self._seal = SecondaryButton(themes, self.tr("Lock them too"))
        self._seal.hide()
        self.add_left(self._cancel)
        self.add_right(self._seal)
        self.add_right(self._do)
        self._cancel.clicked.connect(self.close_dialog)
        self._do.clicked.connect(self._submit)
        self.closed.connect(self.deleteLater)

    def open_dialog(self) -> None:
        super().open_dialog()
        first = self._new if self._change == "set" else self._now
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explained(self, lock_minutes: int) -> str:
        if self._change == "remove":
            return self.tr("Without one, whoever can use this computer under your name can read what you keep.")
        from ipt_roleplay.ui.pages.door import passphrase_words

        return passphrase_words(lock_minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._do.isEnabled():
            self._do.click()
        else:
            super().keyPressEvent(event)

    # --- doing it -------------------------------------------------------------------------------------------------

    def _submit(self) -> None:
        if self._new.text() != self._again.text():
            self._say(self.tr("The two passphrases differ. Type them once more."))
            return
        if self._change != "remove" and not self._new.text():
            self._say(self.tr("Type a passphrase first."))
            return
        self._do.setEnabled(False)
        self._say(self.tr("Everything is encrypted anew; this takes a moment."))
        current = self._now.text() if self._change != "set" else None
        new = self._new.text() if self._change != "remove" else None
        if self._keeping.person is None and new is not None:  # nothing is kept yet: it will be, locked
            self._keeping.add(FIRST_PERSON, new, lambda _: self._changed(), self._refused)
        else:
            self._keeping.change_passphrase(current, new, lambda _: self._changed(), self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Closed):
            return  # locked meanwhile: the card has gone
        if not isinstance(error, StoreError):
            raise error
        self._do.setEnabled(True)
        self._say(str(error))

    def _changed(self) -> None:
        person = self._keeping.person
        assert person is not None
        folder = person.folder
        self._keeping.run(lambda: _open_backups(folder), self._tell_of_backups, self._refused)

    # --- and the backups ------------------------------------------------------------------------------------------

    def _tell_of_backups(self, still_open: int) -> None:
        for part in (self._now, self._pair):
            part.hide()
        self._about.hide()
        told = {
            "set": self.tr("The passphrase is set."),
            "change": self.tr("The passphrase is changed. Backups from before open with the former one."),
            "remove": self.tr("The passphrase is removed. Backups from before still open with it."),
        }[self._change]
        if still_open and self._change != "remove":
            told += " " + self._count(still_open)
            self._seal.show()
            self._seal.clicked.connect(self._lock_backups)
        self._finish(told)

    def _count(self, still_open: int) -> str:
        if still_open == 1:
            return self.tr("One backup from before opens without any.")
        return self.tr("{n} backups from before open without any.").format(n=still_open)

    def _lock_backups(self) -> None:
        person = self._keeping.person
        if person is None:
            return
        folder, phrase = person.folder, self._new.text()
        self._seal.setEnabled(False)
        self._keeping.run(lambda: _lock_backups(folder, phrase), self._backups_locked, self._not_locked)

    def _backups_locked(self, _: int) -> None:
        self._seal.hide()
        self._finish(self.tr("The backups open with the new passphrase as well now."))

    def _not_locked(self, error: Exception) -> None:
        if not isinstance(error, StoreError | OSError):
            raise error
        if not isinstance(error, Closed):
            self._say(str(error))

    def _finish(self, words: str) -> None:
        self._say(words)
        self._cancel.hide()
        self._do.set_words(self.tr("All right"))
        self._do.setEnabled(True)
        self._do.clicked.disconnect()
        self._do.clicked.connect(self.close_dialog)
        self._do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.show()
        self._place()
        announce(self, words)


def _open_backups(folder: Path) -> int:
    from ipt_roleplay.store import backup

    return len(backup.without_passphrase(folder))


def _lock_backups(folder: Path, passphrase: str) -> int:
    from ipt_roleplay.store import backup

    return backup.seal(folder, passphrase)
