"""The strip that offers to go on where one stopped.

strip = ResumeStrip(themes)
strip.show_talk("dana", "Dana", self.tr("Left open last night, at turn 3"), "The Sunday visits",
                "Dana: “It's only…”")
strip.resumed, strip.restarted, strip.set_aside
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.pressable import paint_box

_RADIUS, _SIDE, _TOP, _GAP, _PORTRAIT = 12, 24, 20, 20, 72
_ONE_ROW = 720  # narrower, the buttons stand under the words


class ResumeStrip(QWidget):
    """Portrait, words, three buttons."""

    resumed = Signal()
    restarted = Signal()
    set_aside = Signal()

    def __init__(self, themes: ThemeManager, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._portrait = Portrait(themes, "", "", "round", side=_PORTRAIT)
        self._when = Label(themes, size="cap", role="soft")
        self._title = Label(themes, size="say", weight=SEMIBOLD)
        self._last = Label(themes, role="soft")
        self._aside = QuietButton(themes, self.tr("Set aside"))
        self._restart = QuietButton(themes, self.tr("Start over"))
        self._resume = PrimaryButton(themes, self.tr("Resume"))
        self._resume.clicked.connect(self.resumed)
        self._restart.clicked.connect(self.restarted)
        self._aside.clicked.connect(self.set_aside)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out()
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def show_talk(self, face_id: str, name: str, when: str, title: str, last: str) -> None:
        """The face is at rest: nobody is met by an angry one, and it need not be drawn for the first picture."""
        self._portrait.show_person(face_id, name)
        self._when.setText(when)
        self._title.setText(title)
        self._last.setText(last)

    def portrait(self) -> Portrait:
        return self._portrait

    def resume_button(self) -> PrimaryButton:
        return self._resume

    def buttons(self) -> list[QWidget]:
        """As they are read."""
        return [self._aside, self._restart, self._resume]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self._themes.color("line") if self._themes.theme.card == self._themes.theme.page else None
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        for label in (self._when, self._title, self._last):
            words.addWidget(label)
        words.addStretch()
        buttons = QWidget()
        self._buttons = FlowLayout(buttons, gap=4)
        for button in (self._aside, self._restart, self._resume):
            self._buttons.addWidget(button)
        self._talk = QHBoxLayout()
        self._talk.addWidget(self._portrait)
        self._talk.addLayout(words, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._talk, 1)
        self._row.addWidget(buttons, 0, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        # What the strip needs with its buttons under the words; otherwise it could never get narrow enough to turn.
        margins = self._row.contentsMargins()
        width = max(self._talk.minimumSize().width(), self._buttons.minimumSize().width())
        return QSize(width + margins.left() + margins.right(), self._portrait.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._themes.px(_ONE_ROW)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            # Where the words take many lines, the face stays beside the first ones.
            middle, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
            self._talk.setAlignment(self._portrait, middle if wide else top)

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._row.setContentsMargins(gap(_SIDE), px(_TOP), gap(_SIDE), px(_TOP))
        self._row.setSpacing(px(12))
        self._talk.setSpacing(px(_GAP))
        self._buttons.set_gaps(px(4), px(4))
        self.update()
