"""Something in the program went wrong. What was said is kept; one can go on, or close, and pass on a report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.field import TextArea
from ipt_roleplay.ui.widgets.label import Label


class ErrorCard(CardDialog):
    """`close_wanted`: the person would rather close the program."""

    close_wanted = Signal()

    def __init__(self, themes: ThemeManager, host: QWidget, report: str) -> None:
        super().__init__(
            themes, host, title=QGuiApplication.translate("ErrorCard", "Something in the program went wrong")
        )
        self._report = report
        self.body.addSpacing(themes.px(8))
        words = self.tr("It was not you. What you have said is still there: you can go on, or close the program.")
        self.body.addWidget(Label(themes, words, measure=544))
        self.body.addSpacing(themes.px(8))
        self._more = SecondaryButton(themes, self.tr("The report"), trailing="chevron-down", height="small")
        self._text = TextArea(themes)
        self._text.setReadOnly(True)
        self._text.set_text(report)
        self._text.setAccessibleName(self.tr("The report"))
        self._text.hide()
        told = self.tr("It holds versions, and places in the program. Nothing that you or anybody wrote is in it.")
        self._told = Label(themes, told, "cap", "soft", measure=544)
        self._told.hide()
        self._text.setFixedHeight(themes.px(200))
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._told)
        self.body.addWidget(self._text)
        self.body.addSpacing(themes.px(24))
        self._copy = QuietButton(themes, self.tr("Copy the report"), icon="copy")
        close = QuietButton(themes, self.tr("Close the program"))
        go_on = PrimaryButton(themes, self.tr("Go on"))
        self.add_left(close)
        self.add_right(self._copy)
        self.add_right(go_on)
        self._more.clicked.connect(self._show_report)
        self._copy.clicked.connect(self._copy_report)
        close.clicked.connect(self._close_program)
        go_on.clicked.connect(self.close_dialog)
        self.closed.connect(self.deleteLater)
        self._go_on = go_on

    def open_dialog(self) -> None:
        super().open_dialog()
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_report(self) -> None:
        shown = self._text.isHidden()
        self._text.setVisible(shown)
        self._told.setVisible(shown)
        self._more.set_trailing("chevron-up" if shown else "chevron-down")
        self._place()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.set_words(self.tr("Copied"))
        self._copy.set_icon("check")
        announce(self, self.tr("Copied"))

    def _close_program(self) -> None:
        self.close_dialog()
        self.close_wanted.emit()
