"""In the settings: whether what one says is kept, and the way to keep nothing for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.entrance import Entrance
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.label import Label


class KeepingSection(QWidget):
    """Follows `keeping`."""

    def __init__(self, themes: ThemeManager, keeping: Keeping, entrance: Entrance) -> None:
        super().__init__()
        self._keeping = keeping
        self._entrance = entrance
        self._state = Label(themes, measure=640)
        self._button = SecondaryButton(themes, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.px(12))
        column.addWidget(self._state)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._button.clicked.connect(self._turn)
        keeping.changed.connect(self._show_state)
        self._show_state()

    def _turn(self) -> None:
        if self._keeping.keeps_nothing:
            self._entrance.keep_again()
        else:
            self._entrance.keep_nothing()

    def _show_state(self) -> None:
        if self._keeping.keeps_nothing:
            words = self.tr(
                "Nothing is kept just now: what you say is gone when you keep again, or close the window. What is kept "
                "from before stays."
            )
            self._button.set_words(self.tr("Keep again"))
        else:
            words = self.tr(
                "What you practise is kept as you go. You can practise without a trace: until you keep again, or close "
                "the window, nothing is written down."
            )
            self._button.set_words(self.tr("Keep nothing from here on"))
        self._state.setText(words)
