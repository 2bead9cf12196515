"""“Are you afraid of what they may do?”, asked once before each conversation, gently. No answer is needed to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, SecondaryButton
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.label import Label

_MEASURE, _GAP = 640, 8


class SafetyQuestion(QWidget):
    """`answered(bool)`: afraid or not. On yes it stays and says where to turn.

    `safety_wanted`, `help_wanted`, `others_wanted` are the ways from there (the last one where `others`
    are offered). What was answered is told to nobody else and kept nowhere.
    """

    answered = Signal(bool)
    safety_wanted = Signal()
    help_wanted = Signal()
    others_wanted = Signal()

    def __init__(self, themes: ThemeManager, asked: str, *, others: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(themes, asked, measure=_MEASURE)
        self._no, self._yes = self._button(themes, self.tr("No")), self._button(themes, self.tr("Yes"))
        ways = (
            (self.tr("When plain speaking is not safe"), self.safety_wanted),
            (self.tr("Need help now?"), self.help_wanted),
            (self.tr("Other conversations"), self.others_wanted),
        )
        shown = ways if others else ways[:2]
        self._ways = [self._button(themes, words) for words, _ in shown]
        for way, (_, signal) in zip(self._ways, shown, strict=True):
            way.setVisible(False)
            way.clicked.connect(signal)
        self._no.clicked.connect(lambda: self.answered.emit(False))
        self._yes.clicked.connect(self._afraid)
        row = QWidget()
        flow = FlowLayout(row, gap=themes.px(_GAP))
        for button in self.buttons():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.px(12))
        column.addWidget(self._words)
        column.addWidget(row)

    @staticmethod
    def _button(themes: ThemeManager, words: str) -> SecondaryButton:
        return SecondaryButton(themes, words, height="small")

    def buttons(self) -> list[Button]:
        """All of them, as they are read; some are hidden."""
        return [self._no, self._yes, *self._ways]

    def _afraid(self) -> None:
        self._words.setText(
            self.tr(
                "No wording makes another person safe, and keeping quiet can be wise. A local service for people who "
                "are hurt at home can help you think it through. Nothing here is locked: you can begin, or practise "
                "with someone else."
            )
        )
        for button in (self._no, self._yes):
            button.setVisible(False)
        for way in self._ways:
            way.setVisible(True)
        self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._words.text())
        self.answered.emit(True)
