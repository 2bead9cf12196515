"""Putting a backup in place: the list, what is in the chosen one, and one button. Also where the vault is damaged.

    card = RestoreCard(themes, window, keeping, person)
    card.restored.connect(...)            # restored(str): what became of it, in a sentence or two
    card.open_dialog()                    # three clicks: this, a backup, “Put it in place”

Nobody need be here: of a vault that does not open, the backups can be looked into all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.dates import date_words, day_words, time_words
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.reading_order import tab_to_the_chosen
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.field import LabelledField, LineEdit
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import RadioOption
from ipt_roleplay.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from ipt_roleplay.store.backup import Backup, Preview
    from ipt_roleplay.store.keys import Keyring
    from ipt_roleplay.store.people import Person
    from ipt_roleplay.store.restore import Restored

_MEASURE, _LIST, _TITLES = 544, 216, 3


class RestoreCard(CardDialog):
    """`restored(str)`: a backup is in place. Closing the card changes nothing."""

    restored = Signal(str)

    def __init__(self, themes: ThemeManager, host: QWidget, keeping: Keeping, person: Person) -> None:
        super().__init__(themes, host, title=self.tr("Go back to a backup"))
        self._keeping, self._person = keeping, person
        self._asked = 0
        self._chosen: Backup | None = None
        self._passphrase: str | None = None
        self._group = QButtonGroup(self)
        self.about = Label(themes, self.tr("Looking for backups…"), measure=_MEASURE)
        self._list = Scroll(themes, ground="card")
        self.inside = Label(themes, measure=_MEASURE)
        self.phrase = LineEdit(themes, secret=True)
        self._phrase_field = LabelledField(themes, self.tr("The passphrase that held when it was made"), self.phrase)
        not_now = QuietButton(themes, self.tr("Not now"))
        self.put = PrimaryButton(themes, self.tr("Put it in place"))
        for widget in (self.about, self._list, self.inside, self._phrase_field):
            self.body.addWidget(widget)
        for hidden in (self._list, self.inside, self._phrase_field):
            hidden.hide()
        self.put.setEnabled(False)
        self.add_left(not_now)
        self.add_right(self.put)
        not_now.clicked.connect(self.close_dialog)
        self.put.clicked.connect(self._put)
        self.phrase.returnPressed.connect(self._look_inside)
        self.phrase.editingFinished.connect(self._phrase_given)
        self._group.buttonClicked.connect(self._choose)
        self.closed.connect(self.deleteLater)
        keeping.run(partial(_listed, person), self._show_list, self._show_trouble)

    # --- the list -------------------------------------------------------------------------------------------------

    def options(self) -> list[RadioOption]:
        return [button for button in self._group.buttons() if isinstance(button, RadioOption)]

    def _show_list(self, backups: tuple[Backup, ...]) -> None:
        if not backups:
            self.about.setText(self.tr("There is no backup yet. One is made every half hour, and at close."))
            return
        self.about.setText(self.tr("Choose one to see what is in it. What is there now is kept first, as a backup."))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, self._themes.px(4), self._themes.px(20), self._themes.px(4))
        column.setSpacing(self._themes.px(8))
        today = datetime.now().date()
        for backup in backups:
            made = backup.at.astimezone()
            words = f"{day_words(made.date(), today)}, {time_words(made)}"
            option = RadioOption(self._themes, words, self._reason(backup))
            option.setProperty("backup", backup)
            self._group.addButton(option)
            column.addWidget(option)
        column.addStretch(1)
        tab_to_the_chosen(self._group)
        first = self._group.buttons()[0]
        first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # none is chosen yet: Tab comes to the newest
        self._list.set_content(content)
        self._list.setFixedHeight(min(self._themes.px(_LIST), content.sizeHint().height()))
        self._list.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reason(self, backup: Backup) -> str:
        return {
            "regular": self.tr("Made by itself, as it is every half hour."),
            "close": self.tr("Made when the program was closed."),
            "asked": self.tr("Made when you asked for it."),
            "restore": self.tr("What was there before another backup was put in place."),
            "migration": self.tr("What was there before a newer version of the program took over."),
            "import": self.tr("What was there before something was taken in."),
        }[backup.reason]

    # --- what is in one -------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            self._chosen = button.property("backup")
            self._phrase_field.hide()
            self.phrase.clear()
            self._passphrase = None
            self._look_inside()

    def _phrase_given(self) -> None:
        if self.phrase.text() and self.phrase.text() != self._passphrase:
            self._look_inside()

    def _look_inside(self) -> None:
        backup = self._chosen
        if backup is None:
            return
        self._asked += 1
        self._passphrase = self.phrase.text() or None
        self.put.setEnabled(False)
        self.inside.setText(self.tr("Looking inside…"))
        self.inside.show()
        vault = self._keeping.vault
        known = vault.keyring if vault is not None and vault.is_open else None
        self._keeping.run(
            partial(_previewed, backup, self._passphrase, known),
            partial(self._show_inside, self._asked),
            partial(self._not_looked_into, self._asked),
        )

    def _show_inside(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return
        words = " ".join(self._inside_words(preview, datetime.now().date()))
        self.inside.setText(words)
        self.put.setEnabled(True)
        announce(self, words)

    def _inside_words(self, preview: Preview, today: date) -> Iterator[str]:
        if not preview.practices or preview.first is None or preview.last is None:
            yield self.tr("It is empty.")
            return
        first, last = preview.first.local().date(), preview.last.local().date()
        answers = self.tr("one answer") if preview.turns == 1 else self.tr("{n} answers").format(n=f"{preview.turns:,}")
        if preview.practices == 1:
            yield self.tr("In it: one practice with {answers}, of {day}.").format(
                answers=answers, day=date_words(last, today)
            )
        else:
            yield self.tr("In it: {n} practices with {answers}, from {first} to {last}.").format(
                n=f"{preview.practices:,}",
                answers=answers,
                first=date_words(first, today),
                last=date_words(last, today),
            )
        titles = ", ".join(f"“{title}”" for title in dict.fromkeys(preview.titles[:_TITLES]))
        yield self.tr("The newest: {titles}.").format(titles=titles)

    def _not_looked_into(self, asked: int, error: Exception) -> None:
        from ipt_roleplay.store.errors import NeedsPassphrase, WrongPassphrase

        if asked != self._asked:
            return
        if not isinstance(error, NeedsPassphrase | WrongPassphrase):
            self.inside.setText(str(error))
            return
        if isinstance(error, NeedsPassphrase) or self._passphrase is None:
            self.inside.setText(self.tr("It is locked with the passphrase that held when it was made."))
        else:
            self.inside.setText(self.tr("That passphrase does not fit this backup. Nothing was changed; try again."))
        self._phrase_field.show()
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.phrase.selectAll()

    # --- putting it in place --------------------------------------------------------------------------------------

    def _put(self) -> None:
        backup = self._chosen
        if backup is None:
            return
        self.put.setEnabled(False)
        self.inside.setText(self.tr("Putting it in place…"))
        work = partial(_restored, self._person, backup, self._passphrase)
        self._keeping.with_vault_closed(self._person, work, partial(self._is_in_place, backup), self._show_trouble)

    def _is_in_place(self, backup: Backup, restored: Restored) -> None:
        made = backup.at.astimezone()
        today = datetime.now().date()
        words = [
            self.tr("The backup of {day}, {time} is in place.").format(
                day=date_words(made.date(), today), time=time_words(made)
            )
        ]
        if restored.before is not None:
            words.append(self.tr("What was there before is the newest of your backups."))
        elif restored.aside is not None:
            words.append(self.tr("What was there before is kept in {folder}.").format(folder=restored.aside))
        if restored.by_backup and restored.sealed:
            words.append(self.tr("It opens with the passphrase that held when the backup was made."))
        self.close_dialog()
        self.restored.emit(" ".join(words))

    def _show_trouble(self, error: Exception) -> None:
        self.inside.setText(str(error))
        self.inside.show()
        self.put.setEnabled(self._chosen is not None)


# --- on the thread of the vault -----------------------------------------------------------------------------------


def _listed(person: Person) -> tuple[Backup, ...]:
    from ipt_roleplay.store.backup import listed

    return listed(person.folder)


def _previewed(backup: Backup, passphrase: str | None, known: Keyring | None) -> Preview:
    from ipt_roleplay.store.backup import preview

    return preview(backup, passphrase, known)


def _restored(person: Person, backup: Backup, passphrase: str | None, known: Keyring | None) -> Restored:
    """Where today's passphrase is another one, and nobody is here, that of the backup holds from now on."""
    from ipt_roleplay.store.errors import NeedsPassphrase, WrongPassphrase
    from ipt_roleplay.store.restore import restore

    try:
        return restore(person.folder, backup, passphrase, known=known)
    except (NeedsPassphrase, WrongPassphrase):
        if known is not None:
            raise
        return restore(person.folder, backup, passphrase, forgotten=True)
