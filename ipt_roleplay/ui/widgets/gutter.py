"""Rows with a label in the left gutter and words in one column: the play script, and the debrief after it.

row = GutterRow(themes, label=Label(...), below=Label(...))
row.add(widget)            # in the column
row.set_gap_after(28)      # the gap belongs to the row, so that a label in the gutter may overhang into it
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import ThemeManager

GUTTER, INDENT = 120, 48


class GutterRow(QWidget):
    """One row; what is in the gutter stands at its top."""

    def __init__(
        self,
        themes: ThemeManager,
        *gutter: QWidget,
        indent: int = 0,
        gap_after: int = 28,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._indent = indent
        self._gap = gap_after
        self._gutter = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._gutter.setSizePolicy(policy)
        stacked = QVBoxLayout(self._gutter)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(2)
        for widget in gutter:
            stacked.addWidget(widget)
        stacked.addStretch(1)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._gutter, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self.column, 1)
        # Takes the room that a column of limited width leaves, so that the row stays at the left.
        self._row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        own = self.sizePolicy()
        own.setHeightForWidth(True)
        self.setSizePolicy(own)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def add(self, widget: QWidget, *, alignment: Qt.AlignmentFlag | None = None) -> None:
        if alignment is None:
            self.column.addWidget(widget)
        else:
            self.column.addWidget(widget, 0, alignment)

    def set_gap_after(self, gap: int) -> None:
        self._gap = gap
        self._theme_changed()

    def _theme_changed(self) -> None:
        px = self._themes.px
        self._gutter.setFixedWidth(px(GUTTER))
        self._row.setContentsMargins(0, 0, 0, 0)
        self.column.setContentsMargins(px(self._indent), 0, 0, px(self._gap))
