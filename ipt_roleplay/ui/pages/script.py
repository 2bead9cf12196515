"""Where each line of the transcript stands: names in the gutter, words in one column, from the top.

The rows are placed here and not by layouts: a talk grows by three rows at every turn, and what stood before them
has not moved.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.own_line import OwnLine

GAP = 28
_TOP, _BELOW, _LEFT, _RIGHT, _HEADS_GAP = 32, 12, 40, 24, 2
_CARD = 680


@dataclass(eq=False, slots=True)
class Row:
    """Words, or a card; what stands beside them in the gutter; and the gap under them (px at text scale 1)."""

    words: QWidget
    heads: tuple[QWidget, ...] = ()
    indent: int = 0
    gap: int = GAP
    top: int = 0
    height: int = 0

    def measure(self, themes: ThemeManager, width: int) -> None:
        """How high the row is in `width`; names in the gutter may overhang into the gap."""
        heads = sum(head.heightForWidth(themes.px(GUTTER)) for head in self.heads)
        heads += _HEADS_GAP * max(0, len(self.heads) - 1)
        words = self.words.heightForWidth(self._width(themes, width)) + themes.px(self.gap)
        self.height = max(heads, words)

    def place(self, themes: ThemeManager, top: int, width: int) -> None:
        self.top = top
        left, gutter, room = themes.gap(_LEFT), themes.px(GUTTER), self._width(themes, width)
        x = left + gutter + themes.px(self.indent)
        _put(self.words, QRect(x, top, room, self.words.heightForWidth(room)))
        for head in self.heads:
            high = head.heightForWidth(gutter)
            _put(head, QRect(left, top, gutter, high))
            top += high + _HEADS_GAP

    def below_heads(self, themes: ThemeManager) -> int:
        """Where there is room in the gutter, under what stands there."""
        gutter = themes.px(GUTTER)
        return self.top + sum(head.heightForWidth(gutter) + _HEADS_GAP for head in self.heads)

    def _width(self, themes: ThemeManager, width: int) -> int:
        room = width - themes.gap(_LEFT) - themes.px(_RIGHT) - themes.px(GUTTER) - themes.px(self.indent)
        if isinstance(self.words, OwnLine):  # as wide as its words, so that the ground behind them fits
            return max(1, min(room, self.words.sizeHint().width()))
        return max(1, min(room, self.words.maximumWidth()))


def _put(widget: QWidget, place: QRect) -> None:
    if widget.geometry() != place:
        widget.setGeometry(place)
    if widget.isHidden():
        widget.show()


class Script(QWidget):
    """The rows, one under the other. `arrange` places what is new or has changed, and what stands below that."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._width = 0
        self.rows: list[Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def add(self, row: Row, after: Row | None = None) -> Row:
        """A new row, at the end or right after another one; it is seen once `arrange` has placed it.

        Assistive technology reads children in their order, and parts that were made ahead may be older than others.
        """
        place = len(self.rows) if after is None else self.rows.index(after) + 1
        below = self.rows[place] if place < len(self.rows) else None
        for part in (*row.heads, row.words):
            if below is None:
                part.raise_()
            else:
                part.stackUnder((*below.heads, below.words)[0])
        self.rows.insert(place, row)
        return row

    def measure(self, row: Row) -> None:
        """Have the words of a row that may come laid out for the width in force."""
        row.measure(self._themes, self._width)

    def row_of(self, words: QWidget) -> Row:
        return next(row for row in reversed(self.rows) if row.words is words)

    def forget(self) -> None:
        """Text or theme have changed: everything is measured anew."""
        for row in self.rows:
            row.height = 0

    def arrange(self, width: int, least: int) -> None:
        """Be `width` wide, and as high as the rows are, but at least `least` high."""
        if width != self._width:
            self._width = width
            self.forget()
        top = self._themes.px(_TOP)
        for row in self.rows:
            if not row.height:
                row.measure(self._themes, width)
                row.place(self._themes, top, width)
            elif row.top != top:
                row.place(self._themes, top, width)
            top += row.height
        self.resize(width, max(least, top + self._themes.px(_BELOW)))


def fit_card(themes: ThemeManager, card: QWidget) -> None:
    """As wide as the design has it, where there is room."""
    card.setMaximumWidth(themes.px(_CARD))
