"""A page to read: a title, sections with a heading, and words in one measure."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll

_SIDE, _TOP, _MEASURE = 48, 40, 640


class Sheet(Scroll):
    """Subclasses add their parts in the order in which they are read."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent=parent)
        self.themes = themes
        self._content = QWidget()
        self.column = QVBoxLayout(self._content)
        self._title = Label(themes, size="title", weight=SEMIBOLD)
        self.column.addWidget(self._title)
        self.set_content(self._content)
        self._margins()
        themes.changed.connect(self._margins)

    def set_title(self, words: str) -> None:
        self._title.setText(words)

    def add_heading(self, words: str) -> None:
        self.column.addSpacing(self.themes.px(24))
        self.column.addWidget(Label(self.themes, words, "head", weight=SEMIBOLD))
        self.column.addSpacing(self.themes.px(4))

    def add_text(self, words: str, size: str = "body", role: str = "text") -> Label:
        label = Label(self.themes, words, size, role, measure=_MEASURE)
        self.column.addWidget(label)
        self.column.addSpacing(self.themes.px(8))
        return label

    def add_end(self) -> None:
        self.column.addStretch(1)

    def _margins(self) -> None:
        gap = self.themes.gap
        self.column.setContentsMargins(gap(_SIDE), gap(_TOP), gap(_SIDE), gap(_TOP))
        self.column.setSpacing(0)
