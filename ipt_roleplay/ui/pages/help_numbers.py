"""Numbers on the help page: one that can be called, and those that are the person's own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.care import LONGEST_NAME, LONGEST_NUMBER, MOST_OWN, Helpline, OwnNumber, tidy
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.field import LabelledField, LineEdit
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box

_MEASURE, _RADIUS, _SIDE, _TOP, _GAP = 640, 12, 20, 12, 8
_BESIDE = 440  # px, grown with the text: narrower, the buttons stand under the words


class NumberCard(QWidget):
    """A number, large; whose it is; and in small words, if there is something to say, where it is from."""

    def __init__(self, themes: ThemeManager, number: str, name: str, source: str = "") -> None:
        super().__init__()
        self._themes = themes
        self.setMaximumWidth(themes.px(_MEASURE))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._buttons = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(themes, number, "say", weight=SEMIBOLD))
        if name:
            words.addWidget(Label(themes, name))
        if source:
            words.addWidget(Label(themes, source, "cap", "soft"))
        self._row.addLayout(words, 1)
        self._row.addLayout(self._buttons)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._themes.px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self._themes.color("line") if self._themes.theme.card == self._themes.theme.page else None
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()

    def _theme_changed(self) -> None:
        px = self._themes.px
        self.setMaximumWidth(px(_MEASURE))
        self._row.setContentsMargins(px(_SIDE), px(_TOP), px(_SIDE - 8), px(_TOP))
        self._row.setSpacing(px(_GAP))
        self._buttons.setSpacing(px(4))
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignLeft)


class NumberList(QWidget):
    """Cards one under the other; nothing at all where there is no number."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__()
        self._themes = themes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_lines(self, lines: tuple[Helpline, ...]) -> None:
        cards = [
            NumberCard(self._themes, line.number, line.name, self.tr("Source: {source}").format(source=line.source))
            for line in lines
        ]
        self._show(cards)
        self.setVisible(bool(cards))

    def _show(self, cards: list[NumberCard]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._column.setSpacing(self._themes.px(_GAP))
        for card in cards:
            self._column.addWidget(card)


class OwnNumbers(NumberList):
    """The person's own. `changed(tuple of OwnNumber)` when they added, changed or removed one, or took that back."""

    changed = Signal(object)

    def __init__(self, themes: ThemeManager, numbers: tuple[OwnNumber, ...], file: str) -> None:
        super().__init__(themes)
        self._numbers = numbers
        self._file = file
        self._before: tuple[OwnNumber, ...] | None = None
        self._empty = Label(
            themes,
            self.tr("Somebody you trust, your doctor, a crisis line: what you note down stands here, one key away."),
            role="soft",
            measure=_MEASURE,
        )
        self._undo_row = QWidget()
        self._done = Label(themes, role="soft")
        self._undo = QuietButton(themes, self.tr("Undo"), icon="undo", height="small")
        self._undo.clicked.connect(self.undo)
        row = QHBoxLayout(self._undo_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._done, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._undo)
        row.addStretch(1)
        self._add = SecondaryButton(themes, self.tr("Add a number"), icon="plus")
        self._add.clicked.connect(self._ask_for_new)
        self.fill()

    def can_undo(self) -> bool:
        return self._before is not None

    def undo(self) -> None:
        """Take back the last change; once taken back there is nothing more to take back."""
        if self._before is not None:
            numbers, self._before = self._before, None
            self._take(numbers)
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        """Show what there is."""
        for kept in (self._empty, self._undo_row, self._add):
            self._column.removeWidget(kept)
            kept.setParent(self)
        cards = [self._card(number) for number in self._numbers]
        self._show(cards)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._undo_row)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._empty.setVisible(not cards)
        self._undo_row.setVisible(self.can_undo())
        self._add.setVisible(len(self._numbers) < MOST_OWN)
        buttons = [button for card in cards for button in card.findChildren(QuietButton)]
        in_reading_order(*buttons, self._undo, self._add)

    def _card(self, own: OwnNumber) -> NumberCard:
        card = NumberCard(self._themes, own.number, own.name)
        for words, slot in ((self.tr("Change"), self._ask_to_change), (self.tr("Remove"), self._remove)):
            button = QuietButton(self._themes, words, height="small")
            button.setAccessibleName(f"{words}: {own.name or own.number}")
            button.clicked.connect(lambda _=False, slot=slot: slot(own))
            card.add_button(button)
        return card

    def _ask_for_new(self) -> None:
        self._open_card(self.tr("A number of your own"), OwnNumber("", ""), lambda new: (*self._numbers, new))

    def _ask_to_change(self, old: OwnNumber) -> None:
        def changed(new: OwnNumber) -> tuple[OwnNumber, ...]:
            return tuple(new if own is old else own for own in self._numbers)

        self._open_card(self.tr("Change this number"), old, changed)

    def _remove(self, old: OwnNumber) -> None:
        self._before = self._numbers
        self._done.setText(self.tr("{name} is removed.").format(name=old.name or old.number))
        self._take(tuple(own for own in self._numbers if own is not old))
        announce(self, self._done.text())
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, numbers: tuple[OwnNumber, ...]) -> None:
        self._numbers = numbers
        self.fill()
        self.changed.emit(numbers)

    def _open_card(self, title: str, shown: OwnNumber, changed: object) -> None:
        card = _NumberDialog(self._themes, self.window(), title, shown, self._file)

        def keep(new: OwnNumber) -> None:
            self._before = self._numbers
            self._done.setText(self.tr("{name} is noted down.").format(name=new.name or new.number))
            self._take(changed(new))  # type: ignore[operator]
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

        card.kept.connect(keep)
        card.open_dialog()


class _NumberDialog(CardDialog):
    """Asks for a name and a number. `kept(OwnNumber)`."""

    kept = Signal(object)

    def __init__(self, themes: ThemeManager, host: QWidget, title: str, shown: OwnNumber, file: str) -> None:
        super().__init__(themes, host, title=title)
        self._name, self._number = LineEdit(themes), LineEdit(themes)
        for edit, words, longest in (
            (self._name, shown.name, LONGEST_NAME),
            (self._number, shown.number, LONGEST_NUMBER),
        ):
            edit.setText(words)
            edit.setMaxLength(longest)
            edit.returnPressed.connect(self._save)
        self.body.addWidget(LabelledField(themes, self.tr("Whose it is"), self._name))
        self.body.addWidget(LabelledField(themes, self.tr("Number"), self._number))
        self._wanted = Label(themes, self.tr("There is no number yet."), role="accent")
        self._wanted.setVisible(False)
        self.body.addWidget(self._wanted)
        note = self.tr(
            "It is kept in {file}, not encrypted, so that you reach it without a passphrase. Whoever can open your "
            "files can read it."
        )
        self.body.addWidget(Label(themes, note.format(file=file), "cap", "soft", measure=544))
        cancel, save = QuietButton(themes, self.tr("Not now")), PrimaryButton(themes, self.tr("Note it down"))
        self.add_left(cancel)
        self.add_right(save)
        cancel.clicked.connect(self.close_dialog)
        save.clicked.connect(self._save)
        self.closed.connect(self.deleteLater)

    def _save(self) -> None:
        new = OwnNumber(tidy(self._name.text(), LONGEST_NAME), tidy(self._number.text(), LONGEST_NUMBER))
        if new.number:
            self.close_dialog()
            self.kept.emit(new)
        else:
            self._wanted.setVisible(True)
            announce(self, self._wanted.text())
            self._number.setFocus(Qt.FocusReason.OtherFocusReason)
