"""Your data: where it is, its backups, a copy to take along, and the way to be rid of it; all off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ipt_roleplay.program import Program
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.cards.restore import RestoreCard
from ipt_roleplay.ui.dates import ago_words, time_words
from ipt_roleplay.ui.inside import is_open
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, SecondaryButton
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.label import Label

if TYPE_CHECKING:
    from ipt_roleplay.store.backup import Backup
    from ipt_roleplay.store.erase import Erased
    from ipt_roleplay.store.export import Exported
    from ipt_roleplay.store.importing import Imported
    from ipt_roleplay.store.people import Person
    from ipt_roleplay.store.vault import Vault


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is there: bytes and files of this person, how many backups, when the newest was made, how many people."""

    size: int
    files: int
    practices: int
    backups: int
    newest: datetime | None
    people: int


class YourDataPage(Sheet):
    """`back_wanted`: to the settings."""

    back_wanted = Signal()

    def __init__(
        self, themes: ThemeManager, program: Program, keeping: Keeping, host: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, parent)
        self._program, self._keeping, self._host = program, keeping, host
        self.set_title(self.tr("Your data"))
        self.copy = SecondaryButton(themes, self.tr("Copy the folder’s name"), icon="copy", height="small")
        self.back_up = SecondaryButton(themes, self.tr("Back up now"))
        self.restore = SecondaryButton(themes, self.tr("Go back to a backup…"))
        self.export = SecondaryButton(themes, self.tr("Export…"))
        self.import_ = SecondaryButton(themes, self.tr("Take in an export…"))
        self.erase = SecondaryButton(themes, self.tr("Erase…"))
        self._results: list[Label] = []
        self._others = False
        self.back = self.add_way_back(self.tr("Settings"))
        self.add_gap(8)
        self.state = self.add_text("", role="soft")
        self._add_parts()
        self.add_end()
        self._connect()
        self.look_again()

    def _add_parts(self) -> None:
        self.add_heading(self.tr("Where it is"))
        self.where = self.add_text("")
        self._add_buttons(self.copy)
        self.add_heading(self.tr("Backups"))
        self.backups = self.add_text("")
        self.backed_up = self._add_buttons(self.back_up, self.restore)
        self.add_heading(self.tr("Take it along"))
        self.add_text(
            self.tr(
                "An export is two files, for people (Markdown) and for programs (JSON). They are not locked: whoever "
                "has them can read them. Taking in an export adds what is not here yet, and loses nothing."
            )
        )
        self.exported = self._add_buttons(self.export, self.import_)
        self.add_heading(self.tr("Erase it"))
        self.add_text(self.tr("Everything that is kept goes, backups too. You see the list first."))
        self.was_erased = self._add_buttons(self.erase)
        in_reading_order(self.back, self.copy, self.back_up, self.restore, self.export, self.import_, self.erase)

    def _add_buttons(self, *buttons: Button) -> Label:
        """A row of buttons, and under it what became of pressing one."""
        row = QWidget()
        flow = FlowLayout(row, gap=self.themes.px(8))
        for button in buttons:
            flow.addWidget(button)
        self.column.addWidget(row)
        result = Label(self.themes, role="soft", measure=640)
        result.hide()
        self.column.addWidget(result)
        self._results.append(result)
        return result

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.copy.clicked.connect(self._copy)
        self.back_up.clicked.connect(self._back_up)
        self.restore.clicked.connect(self.open_restore)
        self.export.clicked.connect(self._choose_folder)
        self.import_.clicked.connect(self._choose_file)
        self.erase.clicked.connect(self.open_erase)
        self._keeping.changed.connect(self._kept_changed)

    # --- looking --------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        self.verticalScrollBar().setValue(0)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_opened(self) -> None:
        """Results of before are old news."""
        for result in self._results:
            result.hide()
        self.look_again()

    def look_again(self) -> None:
        vault, person = self._keeping.vault, self._keeping.person
        here = vault is not None and person is not None
        for button in (self.back_up, self.restore, self.export, self.import_, self.erase):
            button.setEnabled(here)
        self.where.setText(str(person.folder) if person is not None else str(self._program.data))
        self.state.setText("" if here else self._why_nobody())
        self.state.setVisible(not here)
        self.backups.setText(self.tr("One is made every half hour when something has changed, and at close."))
        if vault is not None and person is not None:
            self._keeping.run(partial(_standing, self._program, vault, person), self._show_standing, self._not_known)

    def _kept_changed(self) -> None:
        if is_open(self) or self._keeping.vault is None:
            self.look_again()

    def _show_standing(self, standing: _Standing) -> None:
        person, vault = self._keeping.person, self._keeping.vault
        if person is None or vault is None:
            return
        lock = self.tr("locked with your passphrase") if person.has_passphrase else self.tr("without a passphrase")
        practices = self.tr("One practice") if standing.practices == 1 else self.tr("{n} practices")
        self.where.setText(
            self.tr("{practices}, encrypted, {lock}: {size} in {files} files, backups included.\n{folder}").format(
                practices=practices.format(n=f"{standing.practices:,}"),
                lock=lock,
                size=_size(standing.size),
                files=standing.files,
                folder=person.folder,
            )
        )
        self.backups.setText(self._backup_words(standing))
        self.restore.setEnabled(standing.backups > 0)
        self._others = standing.people > 1

    def _backup_words(self, standing: _Standing) -> str:
        every = self.tr("One is made every half hour when something has changed, and at close.")
        if standing.newest is None:
            return f"{every} {self.tr('There is none yet.')}"
        there = self.tr("There is one") if standing.backups == 1 else self.tr("There are {n}")
        newest = self.tr("{there}, the newest from {when}, {time}.").format(
            there=there.format(n=standing.backups),
            when=ago_words(standing.newest, datetime.now().astimezone()),
            time=time_words(standing.newest),
        )
        opens = self.tr("Each opens with the passphrase that held when it was made.")
        return f"{every} {newest} {opens}"

    def _why_nobody(self) -> str:
        if self._keeping.keeps_nothing:
            return self.tr("You chose to keep nothing: nothing of what you practise is written down.")
        return self.tr("Nobody’s data is open just now.")

    def _not_known(self, error: Exception) -> None:
        if not _is_closed(error):
            self.state.setText(str(error))
            self.state.show()

    # --- backups --------------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        person = self._keeping.person
        QGuiApplication.clipboard().setText(str(person.folder if person is not None else self._program.data))
        announce(self, self.tr("Copied"))
        self.copy.set_words(self.tr("Copied"))

    def _back_up(self) -> None:
        vault = self._keeping.vault
        if vault is not None:
            self._do(self.back_up, self.backed_up, partial(_backed_up, vault), self._was_backed_up)

    def _was_backed_up(self, made: Backup) -> str:
        return self.tr("A backup was made at {time}.").format(time=time_words(made.at.astimezone()))

    def open_restore(self) -> None:
        person = self._keeping.person
        if person is not None:
            card = RestoreCard(self.themes, self._host, self._keeping, person)
            card.restored.connect(partial(self._tell, self.backed_up))
            card.open_dialog()

    # --- out and in -----------------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        chooser = QFileDialog(self._host, self.tr("Export to this folder"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_chooser(chooser, self.export_to)

    def _choose_file(self) -> None:
        chooser = QFileDialog(self._host, self.tr("Take in an export"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter(self.tr("Exports (*.json)"))
        self._open_chooser(chooser, self.take_in)

    def _open_chooser(self, chooser: QFileDialog, chosen: Callable[[str], None]) -> None:
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
        )
        chooser.fileSelected.connect(chosen)
        chooser.open()

    def export_to(self, folder: str) -> None:
        """Write the two files of an export into `folder`."""
        vault = self._keeping.vault
        if vault is not None:
            self._do(self.export, self.exported, partial(_exported, vault, Path(folder)), self._was_exported)

    def _was_exported(self, exported: Exported) -> str:
        practices = self.tr("One practice") if exported.practices == 1 else self.tr("{n} practices")
        return self.tr("{practices} written to {json} and {markdown}. These two files are not encrypted.").format(
            practices=practices.format(n=exported.practices), json=exported.json, markdown=exported.markdown
        )

    def take_in(self, file: str) -> None:
        """Add what is in an export and not here yet."""
        vault = self._keeping.vault
        if vault is not None:
            self._do(self.import_, self.exported, partial(_taken_in, vault, Path(file)), self._was_taken_in)

    def _was_taken_in(self, imported: Imported) -> str:
        self._keeping.changed.emit()
        return self.tr(
            "{added} practices added, {longer} carried on, {known} were here already. "
            "What was here before is the newest of your backups."
        ).format(added=imported.added, longer=imported.longer, known=imported.known)

    # --- erasing --------------------------------------------------------------------------------------------------

    def open_erase(self) -> None:
        """The list of what goes, and the question."""
        person = self._keeping.person
        if person is not None:
            only = self._others
            work = partial(_to_be_erased, self._program, person, only)
            self._keeping.run(work, partial(self._ask_to_erase, person, only), self._not_known)

    def _ask_to_erase(self, person: Person, only: bool, files: tuple[Path, ...]) -> None:
        from ipt_roleplay.ui.cards.erase import EraseCard

        title = self.tr("Erase what you keep?") if only else self.tr("Erase everything?")
        card = EraseCard(self.themes, self._host, title, files, others_stay=only)
        card.confirmed.connect(partial(self._erase, person, only))
        card.open_dialog()

    def _erase(self, person: Person, only: bool) -> None:
        work = partial(_erased, self._program, person, only)
        self._keeping.with_vault_closed(person, lambda _: work(), self._is_erased, self._not_erased)

    def _is_erased(self, erased: Erased) -> None:
        words = self.tr("{n} files were removed.").format(n=len(erased.removed))
        if erased.failed:
            still = ", ".join(f"{file} ({why})" for file, why in erased.failed)
            words += " " + self.tr("Still there: {files}").format(files=still)
        self._tell(self.was_erased, words)

    def _not_erased(self, error: Exception) -> None:
        self._tell(self.was_erased, str(error))

    # --- doing ----------------------------------------------------------------------------------------------------

    def _do(
        self,
        button: Button,
        result: Label,
        work: Callable[[], object],
        words: Callable[..., str],
    ) -> None:
        """`work` off the GUI thread; meanwhile its button rests, then `result` says what became of it."""
        had_focus = button.hasFocus()
        button.setEnabled(False)

        def wake(possible: bool) -> None:
            button.setEnabled(possible)
            if had_focus and possible and self.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt has moved it on: a second Enter is for this one

        def done(answer: object) -> None:
            wake(True)
            self._tell(result, words(answer))

        def failed(error: Exception) -> None:
            wake(self._keeping.vault is not None)
            if not _is_closed(error):
                self._tell(result, str(error))

        self._keeping.run(work, done, failed)

    def _tell(self, result: Label, words: str) -> None:
        result.setText(words)
        result.show()
        announce(self, words)
        self.look_again()


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _is_closed(error: Exception) -> bool:
    from ipt_roleplay.store.errors import Closed

    return isinstance(error, Closed)


# --- on the thread of the vault -----------------------------------------------------------------------------------


def _standing(program: Program, vault: Vault, person: Person) -> _Standing:
    from ipt_roleplay.store import backup
    from ipt_roleplay.store.people import People
    from ipt_roleplay.store.records import Records

    files = [file for file in person.folder.rglob("*") if file.is_file()]
    backups = backup.listed(person.folder)
    newest = backups[0].at.astimezone() if backups else None
    size = sum(file.stat().st_size for file in files)
    people = len(People(program.data).everyone())
    return _Standing(size, len(files), Records(vault).count(), len(backups), newest, people)


def _backed_up(vault: Vault) -> Backup:
    from ipt_roleplay.store.backup import back_up

    return back_up(vault, "asked")


def _exported(vault: Vault, folder: Path) -> Exported:
    from ipt_roleplay.store.export import export

    return export(vault, folder)


def _taken_in(vault: Vault, file: Path) -> Imported:
    from ipt_roleplay.store.importing import import_export

    return import_export(vault, file)


def _to_be_erased(program: Program, person: Person, only: bool) -> tuple[Path, ...]:
    from ipt_roleplay.store.erase import everything

    files = everything(program.data, program.cache)
    return tuple(file for file in files if person.folder in file.parents) if only else files


def _erased(program: Program, person: Person, only: bool) -> Erased:
    from ipt_roleplay.store.erase import erase, erase_person

    return erase_person(person.folder) if only else erase(program.data, program.cache)
