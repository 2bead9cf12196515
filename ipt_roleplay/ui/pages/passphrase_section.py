"""The passphrase of the person who is here, in the settings: whether there is one, and the ways to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.cards.passphrase import Change, PassphraseCard
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.preferences import Preferences
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.label import Label


class PassphraseSection(QWidget):
    """Follows `keeping`; the card for a change lies over `window`."""

    def __init__(self, themes: ThemeManager, keeping: Keeping, preferences: Preferences, window: QWidget) -> None:
        super().__init__()
        self._themes = themes
        self._keeping = keeping
        self._window = window
        self._preferences = preferences
        self._state = Label(themes, measure=640)
        self._set = self._button(self.tr("Set a passphrase…"), "set")
        self._change = self._button(self.tr("Change it…"), "change")
        self._remove = self._button(self.tr("Remove it…"), "remove")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.px(12))
        column.addWidget(self._state)
        row = QWidget()
        flow = FlowLayout(row, gap=themes.px(12))
        for button in (self._set, self._change, self._remove):
            flow.addWidget(button)
        column.addWidget(row)
        keeping.changed.connect(self._show_state)
        self._show_state()

    def _button(self, words: str, change: Change) -> SecondaryButton:
        button = SecondaryButton(self._themes, words)
        button.clicked.connect(lambda: self._open(change))
        return button

    def _open(self, change: Change) -> None:
        minutes = self._preferences.now.lock_minutes
        PassphraseCard(self._themes, self._keeping, self._window, change, minutes).open_dialog()

    def _show_state(self) -> None:
        person = self._keeping.person
        is_set, is_open = person is not None and person.has_passphrase, person is not None
        self._set.setVisible(not is_set and not self._keeping.keeps_nothing)
        self._change.setVisible(is_set)
        self._remove.setVisible(is_set)
        if self._keeping.keeps_nothing:
            words = self.tr("You keep nothing just now, so there is nothing to lock.")
        elif not is_open:
            words = self.tr("Nothing is kept yet. With a passphrase set now, all that comes is locked with it.")
        elif is_set:
            words = self.tr("What you keep is locked with your passphrase.")
        else:
            words = self.tr(
                "There is no passphrase: whoever can use this computer under your name can read what you keep."
            )
        self._state.setText(words)
