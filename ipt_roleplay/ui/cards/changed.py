"""The short report before a practice goes on whose scenario has been edited: what moved, what is gone, where one is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ipt_roleplay.conversation.events import YouSpoke
from ipt_roleplay.conversation.migration import Report
from ipt_roleplay.store.reading import Reading
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.label import Label

_MEASURE, _SHOWN = 544, 4


class ChangedCard(CardDialog):
    """`go_on_wanted`: from where one stands now. Closing it changes nothing."""

    go_on_wanted = Signal()

    def __init__(self, themes: ThemeManager, host: QWidget, reading: Reading, report: Report) -> None:
        super().__init__(themes, host, title=self.tr("“{title}” was edited since").format(title=reading.practice.title))
        self._said = {
            (event.turn, event.choice): event.say or event.do or ""
            for told in reading.attempts[-1]
            for event in told.events
            if isinstance(event, YouSpoke)
        }
        for heading, lines in (
            (self.tr("Now at another place"), list(self._moved(report))),
            (self.tr("Not there any more"), list(self._gone(report))),
        ):
            if lines:
                self.body.addWidget(Label(themes, heading, weight=SEMIBOLD))
            for line in lines:
                self.body.addWidget(Label(themes, line, measure=_MEASURE))
        self.body.addWidget(Label(themes, self._stands(report), measure=_MEASURE))
        kept = self.tr("What was said then stays in your history as it was.")
        self.body.addWidget(Label(themes, kept, role="soft", measure=_MEASURE))
        not_now = QuietButton(themes, self.tr("Not now"))
        self.go_on = PrimaryButton(themes, self.tr("Go on from there"))
        self.add_left(not_now)
        self.add_right(self.go_on)
        not_now.clicked.connect(self.close_dialog)
        self.go_on.clicked.connect(self._go_on)
        self.closed.connect(self.deleteLater)

    def open_dialog(self) -> None:
        super().open_dialog()
        self.body.setSpacing(self._themes.px(12))
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, report: Report) -> Iterator[str]:
        for moved in report.moved[:_SHOWN]:
            yield self.tr("Turn {turn}, {said}").format(turn=moved.turn, said=self._quoted(moved.turn, moved.choice))
        yield from self._more(len(report.moved))

    def _gone(self, report: Report) -> Iterator[str]:
        for gone in report.gone[:_SHOWN]:
            said = self._quoted(gone.turn, gone.choice)
            yield self.tr("Turn {turn}, {said}: {why}").format(turn=gone.turn, said=said, why=f"{gone.why}.")
        yield from self._more(len(report.gone))

    def _more(self, count: int) -> Iterator[str]:
        if count > _SHOWN:
            yield self.tr("and {n} more").format(n=count - _SHOWN)

    def _quoted(self, turn: int, choice: str) -> str:
        return f"“{self._said.get((turn, choice), choice)}”"

    def _stands(self, report: Report) -> str:
        if report.has_ended:
            return self.tr("As it is written now, the talk has come to its end there.")
        if report.turn == 1:
            return self.tr("You are now at the beginning.")
        return self.tr("You are now at turn {turn}; what you said before it still holds.").format(turn=report.turn)

    def _go_on(self) -> None:
        self.close_dialog()
        self.go_on_wanted.emit()
