"""One thing that the person should know, on a card with one way on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label


def say(themes: ThemeManager, host: QWidget, title: str, words: str) -> None:
    card = CardDialog(themes, host, title=title)
    card.body.addWidget(Label(themes, words, measure=544))
    close = PrimaryButton(themes, QCoreApplication.translate("Message", "All right"))
    card.add_right(close)
    close.clicked.connect(card.close_dialog)
    card.closed.connect(card.deleteLater)
    card.open_dialog()
