"""Words on a fixed line grid: the one way in which the program's own widgets lay out and paint text.

QLabel cannot keep a fixed line height, and the design stands on one (names in the gutter meet the words beside
them), so lines are placed here: line n starts at n times the line height, the baseline at the same place in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from ipt_roleplay.ui.theme import REGULAR, ThemeManager

_ENDLESS = 1_000_000.0
_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one weight and slant; `role` None takes the colour given when painting."""

    text: str
    weight: int = REGULAR
    italic: bool = False
    role: str | None = None


class TextBlock:
    """Plain text in one size, wrapped to a width.

    Layouts ask again and again for heights at a few widths: those are remembered, so that a long conversation is
    not wrapped anew at every turn.
    """

    def __init__(self, themes: ThemeManager, size: str = "body", runs: Sequence[Run] = ()) -> None:
        self._themes = themes
        self._size = size
        self._runs: tuple[Run, ...] = tuple(run for run in runs if run.text)
        self._is_coloured = any(run.role is not None for run in self._runs)
        self._layout: QTextLayout | None = None
        self._width = -1
        self._is_whole = False  # laid out without a break where none is written: so it is in any greater width too
        self._natural = -1
        self._widest = 0
        self._heights: dict[int, int] = {}

    @property
    def text(self) -> str:
        return "".join(run.text for run in self._runs)

    def shows(self, runs: Sequence[Run]) -> bool:
        return self._runs == tuple(run for run in runs if run.text)

    def set_runs(self, runs: Sequence[Run]) -> bool:
        """Other words; False where they are the same."""
        new = tuple(run for run in runs if run.text)
        if new != self._runs:
            self._runs = new
            self._is_coloured = any(run.role is not None for run in new)
            self.refresh()
            return True
        return False

    def refresh(self) -> None:
        """Forgets what was laid out: the theme, or the text, has changed."""
        self._layout = None
        self._natural = -1
        self._heights.clear()

    def natural_width(self) -> int:
        """How wide the text would be without wrapping."""
        if self._natural < 0:
            self._wrap(_ENDLESS)
            layout = self._layout
            assert layout is not None
            lines = [layout.lineAt(n).naturalTextRect() for n in range(layout.lineCount())]
            self._natural = self._width = ceil(max((line.width() for line in lines), default=0.0))
            self._widest = ceil(layout.minimumWidth())
            # Writing from right to left begins at the right edge, and that is another one in each width.
            self._is_whole = all(line.x() < 1 for line in lines)
            if not self._is_whole:
                self._width = -1
        return self._natural

    def widest_word(self) -> int:
        """The width under which a word would be broken."""
        self.natural_width()
        return self._widest

    def height(self, width: int) -> int:
        """How high the text is when wrapped to a width; one line at least, so that rows keep their place."""
        found = self._heights.get(width)
        if found is None:
            self._fit(width)
            assert self._layout is not None
            lines = max(1, self._layout.lineCount())
            found = self._heights[width] = lines * self._themes.line_height(self._size)
        return found

    def paint(self, painter: QPainter, x: float, y: float, width: int, role: str = "text") -> None:
        self._fit(width)
        layout = self._layout
        assert layout is not None
        painter.setPen(self._themes.color(role))
        if self._is_coloured:
            layout.draw(painter, QPointF(x, y), self._ranges(colours=True), QRectF())
        else:
            layout.draw(painter, QPointF(x, y))

    def _fit(self, width: int) -> None:
        if self._layout is None or not (width == self._width or (self._is_whole and width > self._width)):
            self._wrap(max(1, width))
            self._width = width
            self._is_whole = False

    def _wrap(self, width: float) -> None:
        layout = self._layout or self._new_layout()
        line_height = self._themes.line_height(self._size)
        baseline = self._themes.baseline(self._size)
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # A line with letters of another font is taller; its baseline stays on the grid all the same.
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += line_height
        layout.endLayout()
        self._layout = layout

    def _new_layout(self) -> QTextLayout:
        text = self.text.replace("\r\n", "\n").replace("\n", _LINE_SEPARATOR)
        layout = QTextLayout(text, self._themes.font(self._size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if any(run.weight != REGULAR or run.italic for run in self._runs):
            layout.setFormats(self._ranges(colours=False))
        return layout

    def _ranges(self, *, colours: bool) -> list[QTextLayout.FormatRange]:
        """One range a run: its font, for laying out, or its colour, for painting."""
        ranges = []
        start = 0
        for run in self._runs:
            # Qt counts in UTF-16: a smiley is two.
            length = len(run.text.replace("\r\n", "\n").encode("utf-16-le")) // 2
            form = QTextCharFormat()
            if not colours:
                form.setFont(self._themes.font(self._size, run.weight, run.italic))
            elif run.role is not None:
                form.setForeground(self._themes.color(run.role))
            span = QTextLayout.FormatRange()
            # PySide6's stubs describe these three as plain attributes.
            span.start, span.length, span.format = start, length, form
            ranges.append(span)
            start += length
        return ranges
