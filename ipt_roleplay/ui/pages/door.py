"""Who is here? Names, and a passphrase where there is one; nothing else of anybody can be seen from here.

The page only asks. `opened(person, passphrase or None)`, `added(name, passphrase or None)`, `nothing_kept`,
`restore_wanted(person)`, `erase_wanted(person)` say what the person wants; `refuse(words)` says why it did not go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.pages.help import HelpPage
from ipt_roleplay.ui.pages.safety import SafetyPage
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.field import LabelledField, LineEdit
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.name_button import NameButton
from ipt_roleplay.ui.widgets.passphrase import PassphraseField
from ipt_roleplay.ui.widgets.pressable import Pressable
from ipt_roleplay.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from ipt_roleplay.store.people import Person

_WIDTH, _MARGIN, _TOP = 464, 32, 0.16
_LOW, _TIGHT = 400, 0.5  # px, grown with the text: lower, this share of the room between the parts is left


class DoorPage(Ground):
    """One question at a time, in the middle of the window; help stays in the corner."""

    opened = Signal(object, object)
    added = Signal(str, object)
    nothing_kept = Signal()
    restore_wanted = Signal(object)
    erase_wanted = Signal(object)

    def __init__(self, themes: ThemeManager, data: Path, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent=parent)
        self._data = data
        self._people: Sequence[Person] = ()
        self._note = ""
        self._lock_minutes = 0
        self._back: Callable[[], None] | None = None
        self._enter: Callable[[], None] | None = None
        self._message: Label | None = None
        self._busy: list[Button] = []
        self._help: HelpPage | None = None
        self._scroll = Scroll(themes)
        self._corner = QuietButton(themes, self.tr("Need help now?"), icon="help")
        self._corner.clicked.connect(self._corner_clicked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._corner, 0, Qt.AlignmentFlag.AlignLeft)
        themes.changed.connect(self._fit)
        self._fit()

    # --- what is asked --------------------------------------------------------------------------------------------

    def ask(self, people: Sequence[Person], *, note: str = "", lock_minutes: int = 0) -> None:
        """Begin anew: who is here? `note` says why it is asked, where that is not plain."""
        self._people, self._note, self._lock_minutes = tuple(people), note, lock_minutes
        if len(self._people) == 1:
            self._ask_person(self._people[0])
        else:
            self._ask_who()

    def _ask_who(self) -> None:
        card = self._card(self.tr("Who is here?"), self._note)
        for person in self._people:
            button = NameButton(self._themes, person)
            button.clicked.connect(lambda _=False, person=person: self._ask_person(person, chosen=True))
            card.add(button, 8)
        card.add_ways(self._way(self.tr("Add a person"), "plus", self._ask_new), self._way_to_nothing())
        self._show(card, None, None)

    def _ask_person(self, person: Person, *, chosen: bool = False) -> None:
        if chosen and not person.has_passphrase:
            self._open(person, None)
            return
        card = self._card(person.name, self._note)
        others = self._way(self.tr("Somebody else"), None, self._ask_who)
        back = self._ask_who if len(self._people) > 1 else None
        if not person.has_passphrase:
            enter = PrimaryButton(self._themes, self.tr("Come in"))
            enter.clicked.connect(lambda: self._open(person, None))
            card.add(enter, 8)
            card.add_ways(others, self._way_to_nothing())
            self._show(card, back, lambda: self._open(person, None))
            self._busy = [enter]
            return
        field = PassphraseField(self._themes, self.tr("Passphrase"))
        card.add(field, 8)
        self._message = card.add_message()
        enter = PrimaryButton(self._themes, self.tr("Open"))

        def submit() -> None:
            if enter.isEnabled():
                self._open(person, field.text())

        enter.clicked.connect(submit)
        card.add(enter, 16)
        forgotten = self._way(self.tr("I have forgotten it"), None, lambda: self._ask_forgotten(person))
        card.add_ways(forgotten, others, self._way_to_nothing())
        self._show(card, back, submit)
        self._busy = [enter]

    def _ask_forgotten(self, person: Person) -> None:
        card = self._card(self.tr("A forgotten passphrase"), "")
        card.add_text(
            self.tr("Nobody can recover it: without it, what it locks stays locked. Two ways lead on."), "body"
        )
        card.add_text(
            self.tr(
                "A backup from before any was set opens without one; a backup made under an earlier passphrase opens "
                "with that."
            ),
            "body",
            "soft",
        )
        card.add(self._to_backups(person), 16)
        card.add_text(self.tr("Or erase what is locked, and begin anew."), "body", "soft")
        erase = SecondaryButton(self._themes, self.tr("Erase it…"))
        erase.clicked.connect(lambda: self.erase_wanted.emit(person))
        card.add(erase, 16)

        def back() -> None:
            self._ask_person(person, chosen=True)

        card.add_ways(self._way(self.tr("Back"), "arrow-left", back))
        self._show(card, back, None)

    def _to_backups(self, person: Person) -> Button:
        restore = SecondaryButton(self._themes, self.tr("Restore from a backup…"))
        restore.clicked.connect(lambda: self.restore_wanted.emit(person))
        return restore

    def _ask_new(self) -> None:
        card = self._card(self.tr("Somebody new"), "")
        name = LineEdit(self._themes)
        card.add(LabelledField(self._themes, self.tr("A name of your own; it need not be your real one"), name), 16)
        field = PassphraseField(self._themes, self.tr("A passphrase, if you want one"))
        again = PassphraseField(self._themes, self.tr("The passphrase once more"))
        card.add(field, 16)
        card.add(again, 16)
        card.add_text(passphrase_words(self._lock_minutes), "cap", "soft")
        self._message = card.add_message()
        add = PrimaryButton(self._themes, self.tr("Add"))

        def submit() -> None:
            if not add.isEnabled():
                return
            if field.text() != again.text():
                self.refuse(self.tr("The two passphrases differ. Type them once more."))
                return
            self._set_busy(True)
            self.added.emit(name.text(), field.text() or None)

        add.clicked.connect(submit)
        card.add(add, 16)
        card.add_ways(self._way(self.tr("Back"), "arrow-left", self._ask_who))
        self._show(card, self._ask_who, submit)
        self._busy = [add]

    def say_trouble(self, person: Person, words: str, *, can_restore: bool) -> None:
        """What `person` keeps cannot be opened; the ways out."""
        card = self._card(self.tr("This cannot be opened now"), "")
        card.add_message().setText(words)
        again = PrimaryButton(self._themes, self.tr("Try again"))
        again.clicked.connect(lambda: self._ask_person(person, chosen=True))
        card.add(again, 16)
        if can_restore:
            card.add(self._to_backups(person), 8)
        card.add_ways(self._way(self.tr("Somebody else"), None, self._ask_who), self._way_to_nothing())
        self._show(card, self._ask_who, None)
        announce(self, words)

    # --- help -----------------------------------------------------------------------------------------------------

    def show_help(self) -> None:
        """What is there for moments of need is there for everybody."""
        if self._help is None:
            self._help = HelpPage(self._themes, self._data, at_door=True)
            self._help.safety_wanted.connect(self._show_safety)
            self._stack.addWidget(self._help)
        self._stack.setCurrentWidget(self._help)
        self._corner.set_words(self.tr("Back"))
        self._corner.set_icon("arrow-left")
        self._corner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_safety(self) -> None:
        page = SafetyPage(self._themes)
        page.help_wanted.connect(self.show_help)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _corner_clicked(self) -> None:
        """Back to where one came from, or to help."""
        shown = self._stack.currentWidget()
        if shown is self._help:
            self._leave_help()
            self.take_focus()
        else:
            self.show_help()
        if isinstance(shown, SafetyPage):
            shown.deleteLater()

    def _leave_help(self) -> None:
        self._stack.setCurrentWidget(self._scroll)
        self._corner.set_words(self.tr("Need help now?"))
        self._corner.set_icon("help")

    # --- answers --------------------------------------------------------------------------------------------------

    def _open(self, person: Person, passphrase: str | None) -> None:
        self._set_busy(True)
        self.opened.emit(person, passphrase)

    def refuse(self, words: str) -> None:
        """It did not go; what was typed stays, and can be mended."""
        self._set_busy(False)
        if self._message is not None:
            self._message.setText(words)
        announce(self, words)
        self.take_focus()

    def wipe(self) -> None:
        """A passphrase that was typed, shown or not, stands there no more."""
        for field in self._scroll.findChildren(PassphraseField):
            field.clear()

    def forget(self) -> None:
        """Nothing that was typed stays behind."""
        self._message, self._enter, self._back, self._busy = None, None, None, []
        self._scroll.set_content(QWidget())

    def _set_busy(self, busy: bool) -> None:
        for button in self._busy:
            button.setEnabled(not busy)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _card(self, title: str, note: str) -> _Card:
        self._message, self._busy = None, []
        return _Card(self._themes, title, note)

    def _way(self, words: str, icon: str | None, slot: Callable[[], None]) -> QuietButton:
        button = QuietButton(self._themes, words, icon=icon, height="header")
        button.clicked.connect(lambda _=False: slot())
        return button

    def _way_to_nothing(self) -> QuietButton:
        return self._way(self.tr("Keep nothing this time"), "eye-off", self.nothing_kept.emit)

    def _show(self, card: _Card, back: Callable[[], None] | None, enter: Callable[[], None] | None) -> None:
        self._back, self._enter = back, enter
        self._scroll.set_content(card)
        self._leave_help()
        self._fit()
        self.take_focus()

    def take_focus(self) -> None:
        """To the first thing that can be typed into or pressed."""
        card = self._scroll.widget()
        stops = [*card.findChildren(LineEdit), *card.findChildren(Pressable)] if card is not None else []
        if stops and self.isVisible():
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._enter is not None:
            self._enter()
        elif key == Qt.Key.Key_Escape and self._stack.currentWidget() is not self._scroll:
            self._corner_clicked()
        elif key == Qt.Key.Key_Escape and self._back is not None:
            self._back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._column.setContentsMargins(gap(_MARGIN) - px(12), 0, 0, px(20 if self.height() >= px(_LOW) else 8))
        card = self._scroll.widget()
        if isinstance(card, _Card):
            # Where the window is low for its text, the room above gives way to what is to be pressed.
            low = self.height() < px(_LOW)
            top, bottom = (px(4), 0) if low else (max(px(24), int(self.height() * _TOP)), px(24))
            card.fit(top, gap(_MARGIN), bottom, _TIGHT if low else 1.0)


class _Card(QWidget):
    """A title and what is under it, in a column of one width in the middle."""

    def __init__(self, themes: ThemeManager, title: str, note: str) -> None:
        super().__init__()
        self._themes = themes
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._gaps: list[tuple[QWidget, int]] = []
        self.add(Label(themes, title, "title", weight=SEMIBOLD), 8)
        if note:
            self.add_text(note, "body", "soft")
        self._add_gap(16)
        self._row = QHBoxLayout(self)
        self._outer = QWidget()
        outer = QVBoxLayout(self._outer)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._inner)
        outer.addStretch(1)
        self._row.addStretch(1)
        self._row.addWidget(self._outer, 1000)
        self._row.addStretch(1)

    def add(self, widget: QWidget, gap: int) -> None:
        self.column.addWidget(widget)
        self._add_gap(gap)

    def _add_gap(self, high: int) -> None:
        gap = QWidget()
        gap.setFixedHeight(self._themes.px(high))
        self._gaps.append((gap, high))
        self.column.addWidget(gap)

    def add_text(self, words: str, size: str, role: str = "text") -> Label:
        label = Label(self._themes, words, size, role, measure=_WIDTH)
        self.add(label, 8)
        return label

    def add_message(self) -> Label:
        """Takes no room while it is empty."""
        label = _Message(self._themes, measure=_WIDTH)
        label.hide()
        self.add(label, 8)
        return label

    def add_ways(self, *buttons: QuietButton) -> None:
        """Further ways, in a row that wraps; their words stand in line with the column."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=self._themes.px(8), row_gap=self._themes.px(4))
        for button in buttons:
            flow.addWidget(button)
        outer = self._outer.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, holder)

    def fit(self, top: int, right: int, bottom: int, share: float) -> None:
        """Margins in px; `share` of the room between the parts is left."""
        px = self._themes.px
        for gap, high in self._gaps:
            gap.setFixedHeight(px(high * share))
        self.column.setContentsMargins(px(12), 0, 0, 0)
        self._outer.setMaximumWidth(px(_WIDTH + 12))
        self._row.setContentsMargins(0, top, right, bottom)


class _Message(Label):
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))


def passphrase_words(lock_minutes: int) -> str:
    """What somebody should know before they set one; `lock_minutes` 0: it does not lock by itself."""
    tr = QCoreApplication.translate
    words = tr(
        "Passphrase",
        "Whoever does not know it cannot read what you keep. Nobody can recover it either: forgotten, what you kept is "
        "lost. Four random words are a good one.",
    )
    if lock_minutes:
        asks = tr("Passphrase", "After {n} minutes without a key or a move of the mouse the program asks for it again.")
        return f"{words} {asks.format(n=lock_minutes)}"
    return words
