"""A better ending nearby: how far it is, and a button that goes back to where the ways part."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.coaching.nearby import Nearby, Way
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.gutter import GutterRow
from ipt_roleplay.ui.widgets.label import Label

_GAP, _MEASURE, _CARD = 40, 536, 728
_BESIDE = 560  # narrower, the button stands under the words


class NearbyRow(GutterRow):
    """Hidden until there is something to say. `play_from(turn)`: go back there and try another answer."""

    play_from = Signal(int)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        self._head = Label(themes, "", "cap", "soft", weight=SEMIBOLD, beside="body")
        super().__init__(themes, self._head, gap_after=_GAP, parent=parent)
        self._head.setText(self.tr("A better\nending nearby"))
        self._turn = 0
        self._title = Label(themes, weight=SEMIBOLD, measure=_MEASURE)
        self._distance = Label(themes, measure=_MEASURE)
        self._answer = Label(themes, role="soft", measure=_MEASURE)
        self._again = SecondaryButton(themes, "", icon="play", height="small")
        self._again.clicked.connect(self._clicked)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._title, self._distance, self._answer):
            words.addWidget(label)
        line = QWidget()
        line.setMaximumWidth(themes.px(_CARD))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, line)
        self._line.setContentsMargins(0, 0, 8, 0)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._again, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(line)
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._themes.px(_BESIDE)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        upright = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
        self._line.setAlignment(self._again, upright)

    def show_nearby(self, found: Nearby, partner: str) -> None:
        way = found.way
        self._title.setVisible(way is not None)
        self._distance.setVisible(way is not None)
        self._again.setVisible(way is not None)
        if way is not None:
            self._turn = way.turn
            self._title.setText(way.title)
            self._distance.setText(self._how_far(way))
            self._again.set_words(self.tr("Play turn {turn} again").format(turn=way.turn))
        else:
            self._head.setText(self.tr("Other\nendings"))
        self._answer.setText(self._about_the_answer(found, partner))
        self._answer.setVisible(bool(self._answer.text()))
        self.setVisible(way is not None or bool(self._answer.text()))

    def _how_far(self, way: Way) -> str:
        if way.changes == 1:
            return self.tr("One line away: at turn {turn}, another answer leads there.").format(turn=way.turn)
        numbers = self.tr("Two|Three|Four|Five|Six").split("|")
        number = numbers[way.changes - 2] if way.changes - 2 < len(numbers) else str(way.changes)
        away = self.tr("{number} lines away: it begins with another answer at turn {turn}.")
        return away.format(number=number, turn=way.turn)

    def _about_the_answer(self, found: Nearby, partner: str) -> str:
        """The right words don't always win, and where they cannot the person should know."""
        if not found.answer_is_final:
            return ""
        if found.way is None:
            return self.tr("This is as far as words go with {name} on such a day.").format(name=partner)
        return self.tr("No other words get a better answer from {name} on this day.").format(name=partner)

    def _clicked(self) -> None:
        self.play_from.emit(self._turn)
