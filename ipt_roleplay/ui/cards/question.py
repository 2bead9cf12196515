"""A question over the window: what would be lost, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label

_MEASURE = 544


def ask(themes: ThemeManager, window: QWidget, title: str, words: str, loses: QuietButton, *others: Button) -> None:
    """`loses` stands apart; the last of `others` loses nothing, and has the focus. Both close the card."""
    card = CardDialog(themes, window, title=title)
    card.body.addSpacing(themes.px(8))
    card.body.addWidget(Label(themes, words, measure=_MEASURE))
    card.body.addSpacing(themes.px(40))
    card.add_left(loses)
    for button in others:
        card.add_right(button)
    for button in (loses, others[-1]):
        button.clicked.connect(card.close_dialog)
    card.closed.connect(card.deleteLater)
    card.open_dialog()
    others[-1].setFocus(Qt.FocusReason.OtherFocusReason)
