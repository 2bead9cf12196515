"""What was just done, and a way back. It stays until the person goes on: nothing here runs against a clock.

bar = UndoBar(themes)
bar.offer(self.tr("“The Sunday visits” is set aside."), self._take_it_back)
bar.settle()               # the person went on
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box

_RADIUS, _SIDE, _TOP = 12, 24, 12


class UndoBar(QWidget):
    """Hidden until something can be undone. `toggled`: it was shown or hidden."""

    toggled = Signal()

    def __init__(self, themes: ThemeManager, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._undo: Callable[[], None] | None = None
        self.label = Label(themes, measure=640)
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.button = SecondaryButton(themes, self.tr("Undo"), height="small")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.label, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._clicked)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)
        self.hide()

    def offer(self, words: str, undo: Callable[[], None]) -> None:
        """Say what was done, and give the focus to its undoing."""
        self._undo = undo
        self.label.setText(words)
        self.show()
        self.toggled.emit()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def settle(self) -> None:
        """What was done stands; what its undoing would need is let go."""
        self._undo = None
        if not self.isHidden():
            self.hide()
            self.toggled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self._themes.color("line") if self._themes.theme.card == self._themes.theme.page else None
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()

    def _clicked(self) -> None:
        undo = self._undo
        self.settle()
        if undo is not None:
            undo()

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._row.setContentsMargins(gap(_SIDE), px(_TOP), gap(_SIDE), px(_TOP))
        self._row.setSpacing(px(16))
        self.update()
