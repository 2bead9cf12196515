"""F1: the keys of the page that is shown, and those that hold everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ipt_roleplay.ui.commands import Key
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label


class KeysCard(CardDialog):
    """Made for one use, and goes when it is closed."""

    def __init__(self, themes: ThemeManager, host: QWidget, here: Sequence[Key], everywhere: Sequence[Key]) -> None:
        super().__init__(themes, host, title=self.tr("Keys of this page"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(themes.px(24))
        self._grid.setVerticalSpacing(themes.px(4))
        self._add(here)
        self._add_heading(self.tr("On every page"))
        self._add(everywhere)
        self.body.addLayout(self._grid)
        close = PrimaryButton(themes, self.tr("All right"))
        self.add_right(close)
        close.clicked.connect(self.close_dialog)
        self.closed.connect(self.deleteLater)

    def _add(self, keys: Sequence[Key]) -> None:
        for key in keys:
            row = self._grid.rowCount()
            self._grid.addWidget(Label(self._themes, key.keys, "cap", weight=SEMIBOLD, beside="body"), row, 0)
            self._grid.addWidget(Label(self._themes, key.words), row, 1)

    def _add_heading(self, words: str) -> None:
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, self._themes.px(16))
        self._grid.addWidget(Label(self._themes, words, "say", weight=SEMIBOLD), row + 1, 0, 1, 2)
