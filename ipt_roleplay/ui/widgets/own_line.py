"""One's own line in the transcript: words that can be clicked to go back to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_MEASURE, _RADIUS, _OUTDENT = 640, 6, 12


class OwnLine(Pressable):
    """What one said or did at a turn. `chosen(turn)`: one wants to go back to before it.

    The words stand `outdent()` to the right of the widget's edge, so that the ground behind them can show.
    """

    chosen = Signal(int)
    pointed_at = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._turn = 0
        self._past = False
        self._block = TextBlock(themes, "say")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._clicked)

    def show_line(self, turn: int, say: str, do: str) -> None:
        self._turn = turn
        between = " " if do and say else ""
        self._block.set_runs((Run(do + between, italic=True, role="soft"), Run(say)))
        self.set_words(do + between + say)
        self.setAccessibleDescription(
            self.tr("What you said at turn {turn}. Press to go back to here.").format(turn=turn)
        )

    def outdent(self) -> int:
        return self.themes.px(_OUTDENT)

    def set_past(self, past: bool) -> None:
        self._past = past
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(self._room(width))

    def sizeHint(self) -> QSize:
        width = min(self._block.natural_width(), self.themes.px(_MEASURE))
        return QSize(width + 2 * self.outdent(), self._block.height(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._block.widest_word() + 2 * self.outdent(), self.themes.line_height("say"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self.state()
        if state in ("hover", "pressed", "focus"):
            fill = self.themes.color("press" if state == "pressed" else "hover")
            ring = self.themes.color("focus") if state == "focus" else None
            paint_box(painter, QRectF(self.rect()), self.themes.px(_RADIUS), fill, ring, 2)
        role = "soft" if self._past else "text"
        self._block.paint(painter, self.outdent(), 0, self._room(self.width()), role)
        painter.end()

    def theme_changed(self) -> None:
        self._block.refresh()
        super().theme_changed()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed_at.emit(self.isEnabled())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed_at.emit(False)

    def _room(self, width: int) -> int:
        return max(1, min(width - 2 * self.outdent(), self.themes.px(_MEASURE)))

    def _clicked(self) -> None:
        self.chosen.emit(self._turn)
