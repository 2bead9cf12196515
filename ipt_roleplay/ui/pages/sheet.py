"""A page to read: a title, sections with a heading, and words in one measure; in two columns where both fit."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import Look, QuietButton
from ipt_roleplay.ui.widgets.columns import Columns
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll

_TOP, _MEASURE, _APART, _OUT = 40, 640, 32, 12
_LEAST, _BETWEEN = 560, 72  # px, grown with the text: the least width of each of two columns, and what is between them


class Sheet(Scroll):
    """Subclasses add their parts to `column` in the order in which they are read; a heading begins a new section."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent=parent)
        self.themes = themes
        self._gaps: list[tuple[QSpacerItem, int, QVBoxLayout]] = []
        self._count_at_gap = -1
        self._over_title: QWidget | None = None
        content = QWidget()
        self._whole = QVBoxLayout(content)
        self.column = QVBoxLayout()
        self._sections = Columns(themes, least=_LEAST, gap=_BETWEEN)
        self._inside = (self.column, QVBoxLayout())
        self._inside[1].addWidget(self._sections)
        for box in self._inside:
            box.setSpacing(0)
            self._whole.addLayout(box)
        self._whole.setSpacing(0)
        self._title = Label(themes, size="title", weight=SEMIBOLD)
        self.column.addWidget(self._title)
        self.set_content(content)
        self._fit()

    def set_title(self, words: str) -> None:
        self._title.setText(words)

    def add_heading(self, words: str) -> None:
        self._end_section()
        section = QWidget()
        self.column = QVBoxLayout(section)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._sections.add(section)
        self.add_gap(_APART)
        self.column.addWidget(Label(self.themes, words, "head", weight=SEMIBOLD))
        self.add_gap(4)

    def _end_section(self) -> None:
        """What was to keep the next part away is not needed at the end: sections are all as far apart."""
        if self._gaps and self._gaps[-1][2] is self.column and self.column.count() == self._count_at_gap:
            gap, _, column = self._gaps.pop()
            column.removeItem(gap)

    def add_text(self, words: str, size: str = "body", role: str = "text") -> Label:
        label = Label(self.themes, words, size, role, measure=_MEASURE)
        self.column.addWidget(label)
        self.add_gap(8)
        return label

    def add_link(self, words: str) -> QuietButton:
        """Words that lead elsewhere, in line with the column's edge."""
        link = _Link(self.themes, words, trailing="chevron-right")
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def add_way_back(self, words: str) -> QuietButton:
        """Over the title, where this page belongs to another; its arrow stands over the title's first letter."""
        back = QuietButton(self.themes, words, icon="chevron-left", height="header")
        self._over_title = QWidget()
        box = QVBoxLayout(self._over_title)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(back)
        self._whole.insertWidget(0, self._over_title, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit()
        return back

    def offer_way_back(self, offered: bool) -> None:
        """Where it is only there at times."""
        if self._over_title is not None:
            self._over_title.setVisible(offered)

    def add_gap(self, high: int, at: int = -1) -> None:
        """Room between two parts, grown with the text; `at`: before the part with that number, instead of the end."""
        gap = QSpacerItem(0, self.themes.px(high), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._gaps.append((gap, high, self.column))
        self.column.insertItem(at, gap)
        self._count_at_gap = self.column.count() if at < 0 else -1

    def add_end(self) -> None:
        self._whole.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _theme_changed(self) -> None:
        super()._theme_changed()
        for spacer, high, column in self._gaps:
            spacer.changeSize(0, self.themes.px(high), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            column.invalidate()
        self._fit()

    def _fit(self) -> None:
        side, top, out = page_side(self.themes, self.width()), self.themes.gap(_TOP), self.themes.px(_OUT)
        self._whole.setContentsMargins(side - out, top, side, top)
        for box in self._inside:
            box.setContentsMargins(out, 0, 0, 0)
        if self._over_title is not None:
            self._over_title.setContentsMargins(0, 0, 0, self.themes.px(8))


class _Link(QuietButton):
    """Begins where the words above it begin, so it has no ground of its own: under the pointer it takes the accent."""

    looks: ClassVar[dict[str, Look]] = {
        "rest": Look(None, None, "text"),
        "hover": Look(None, None, "accent"),
        "pressed": Look(None, None, "accent"),
        "disabled": Look(None, None, "soft"),
    }

    def padding(self) -> int:
        return 0
