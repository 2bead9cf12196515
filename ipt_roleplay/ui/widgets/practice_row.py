"""One kept practice as a row: the day in the gutter, title and meta in one column, as in a play script.

    row = PracticeRow(themes, RowText(7, "Yesterday", "The Sunday visits", "With Dana, 18:04, left at turn 3"))
    row.opened.connect(...)                  # opened(int): the id of the practice

`paint_row` and `row_height` serve the long list of the history as well, which has no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

OUTDENT = 12
"""How far a row's ground reaches beyond its words, at both sides."""
_PAD, _RADIUS, _CHEVRON, _GAP = 10, 6, 14, 12
_ONE_LINE = 640  # narrower, what was found takes two lines
_TWO_COLUMNS = 440  # narrower, the day stands above the title


@dataclass(frozen=True, slots=True)
class RowText:
    """The words of a row. `day` is empty where the row above has the same; `when` is the day and the time in full.

    `snippet`: the words around what was looked for, as (text, whether it was looked for).
    """

    practice: int
    day: str
    title: str
    meta: str
    when: str = ""
    snippet: tuple[tuple[str, bool], ...] = ()

    def spoken(self) -> str:
        """All of it in one sentence, for who listens."""
        found = "".join(text for text, _ in self.snippet)
        return ". ".join(part for part in (self.title, self.when, self.meta, found) if part)


def is_narrow(themes: ThemeManager, width: int) -> bool:
    """Whether there is no room for a gutter."""
    return width - 2 * themes.px(OUTDENT) < themes.px(_TWO_COLUMNS)


def row_height(themes: ThemeManager, width: int, *, found: bool = False) -> int:
    """The height of every row of a list of that width; `found`: with the words that were found."""
    lines = themes.line_height("body") + themes.line_height("cap")
    if is_narrow(themes, width):
        lines += themes.line_height("cap")
    if found:
        lines += _snippet_lines(themes, width) * themes.line_height("body")
    return lines + 2 * themes.px(_PAD)


def _snippet_lines(themes: ThemeManager, width: int) -> int:
    return 1 if width >= themes.px(_ONE_LINE + GUTTER) else 2


def paint_row(painter: QPainter, rect: QRect, text: RowText, themes: ThemeManager, state: str) -> None:
    """`state`: rest, hover, pressed or focus, as `Pressable` has them."""
    px = themes.px
    fill = {"pressed": "press", "hover": "hover", "focus": "wash"}.get(state)
    if fill is not None:
        ring = themes.color("focus") if state == "focus" else None
        paint_box(painter, QRectF(rect), px(_RADIUS), themes.color(fill), ring, 2)
    x, y = rect.x() + px(OUTDENT), rect.y() + px(_PAD)
    right = rect.right() - px(OUTDENT)
    chevron = px(_CHEVRON)
    middle = rect.y() + (rect.height() - chevron) // 2
    themes.icons.paint(painter, "chevron-right", themes.color("soft"), right - chevron, middle, chevron)
    right -= chevron + px(_GAP)
    if is_narrow(themes, rect.width()):
        _line(painter, themes, text.when, "cap", "soft", REGULAR, x, y, right - x)
        y += themes.line_height("cap")
    else:
        drop = max(0, themes.baseline("body") - themes.baseline("cap"))
        _line(painter, themes, text.day, "cap", "soft", SEMIBOLD, x, y + drop, px(GUTTER) - px(8))
        x += px(GUTTER)
    _line(painter, themes, text.title, "body", "text", SEMIBOLD, x, y, right - x)
    y += themes.line_height("body")
    _line(painter, themes, text.meta, "cap", "soft", REGULAR, x, y, right - x)
    if text.snippet:
        y += themes.line_height("cap")
        lines = _snippet_lines(themes, rect.width())
        _snippet(painter, themes, text, QRect(x, y, right - x, lines * themes.line_height("body")))


def _line(
    painter: QPainter, themes: ThemeManager, words: str, size: str, role: str, weight: int, x: int, y: int, width: int
) -> None:
    """One line; what has no room ends with an ellipsis after a whole word."""
    font = themes.font(size, weight)
    painter.setFont(font)
    painter.setPen(themes.color(role))
    painter.drawText(QPointF(x, y + themes.baseline(size)), _fitting(words, QFontMetricsF(font), width))


def _fitting(words: str, metrics: QFontMetricsF, width: int) -> str:
    words = words.replace("\n", " ")
    if metrics.horizontalAdvance(words) <= width:
        return words
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
    kept, space, _ = cut.rpartition(" ")
    return f"{kept}…" if space and len(kept) > len(cut) // 2 else cut


def _snippet(painter: QPainter, themes: ThemeManager, text: RowText, room: QRect) -> None:
    runs = [Run(part, SEMIBOLD if found else REGULAR, role="text" if found else "soft") for part, found in text.snippet]
    painter.save()
    painter.setClipRect(room)
    TextBlock(themes, "body", runs).paint(painter, room.x(), room.y(), room.width(), "soft")
    painter.restore()


class PracticeRow(Pressable):
    """A row among a few, as a button."""

    opened = Signal(int)

    def __init__(self, themes: ThemeManager, text: RowText, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.text_shown = text
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(text.title)
        self.setAccessibleDescription(". ".join(part for part in (text.when, text.meta) if part))
        self.clicked.connect(self._clicked)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return row_height(self.themes, width)

    def sizeHint(self) -> QSize:
        width = self.themes.px(608)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.themes.px(200), row_height(self.themes, self.themes.px(608)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_row(painter, self.rect(), self.text_shown, self.themes, self.state())
        painter.end()

    def _clicked(self) -> None:
        self.opened.emit(self.text_shown.practice)
