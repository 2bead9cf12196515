"""One turn of one attempt, to stand beside the same turn of another: who said what, on a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box

_RADIUS, PAD, _GAP = 12, 16, 12


class TurnCell(QWidget):
    """Cues one under the other; without any it keeps its place and shows nothing. `flat`: words without a ground."""

    def __init__(self, themes: ThemeManager, *, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._flat = flat
        self._cues = 0
        self._whose = Label(themes, size="cap", role="soft")
        self._below_whose = QWidget()
        self._whose.hide()
        self._below_whose.hide()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._whose)
        self._column.addWidget(self._below_whose)
        self._column.addStretch(1)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def add_cue(self, name: str, words: str, *, own: bool = False, quiet: bool = False) -> None:
        """`own`: one's own line. `quiet`: what was done or told rather than said."""
        themes = self._themes
        if self._cues:
            self._add_gap()
        self._cues += 1
        if name:
            self._add(Label(themes, name, "cap", "accent" if own else "soft", weight=SEMIBOLD))
        self._add(Label(themes, words, role="soft" if quiet else "text", italic=quiet))

    def add_words(self, words: str, *, strong: bool = False) -> None:
        """A line without a name, under the cue before it."""
        self._cues += 1
        self._add(Label(self._themes, words, weight=SEMIBOLD) if strong else Label(self._themes, words, role="soft"))

    def show_whose(self, words: str) -> None:
        """Where it does not stand beside the other one: which of the two it is. Empty: it does."""
        self._whose.setText(words)
        shown = bool(words) and not self.is_empty()
        self._whose.setVisible(shown)
        self._below_whose.setVisible(shown)

    def is_empty(self) -> bool:
        return self._cues == 0

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._flat or self.is_empty():
            return
        painter = QPainter(self)
        edge = self._themes.color("line") if self._themes.theme.card == self._themes.theme.page else None
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _add_gap(self) -> None:
        self._column.insertSpacing(self._column.count() - 1, self._themes.px(_GAP))

    def _theme_changed(self) -> None:
        pad = self._themes.px(PAD)
        self._below_whose.setFixedHeight(self._themes.px(8))
        self._column.setContentsMargins(pad, 0 if self._flat else pad, pad, 0 if self._flat else pad)
        self.update()
