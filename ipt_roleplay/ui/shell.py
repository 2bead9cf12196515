"""The rail at the left and the page beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.rail import Rail, RailEntry

_COLLAPSE = 900


class Shell(QWidget):
    """Pages by id; the rail collapses to icons where there is little room."""

    opened = Signal(str)

    def __init__(
        self,
        themes: ThemeManager,
        top: Sequence[RailEntry],
        bottom: Sequence[RailEntry],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self.rail = Rail(themes, top, bottom)
        self._ground = Ground(themes)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        inner = QHBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._ground, 1)
        self.rail.chosen.connect(self.open)
        themes.changed.connect(self._fit)

    def add_page(self, page_id: str, page: QWidget) -> None:
        self._pages[page_id] = page
        self._stack.addWidget(page)

    def open(self, page_id: str) -> None:
        self.rail.set_current(page_id)
        self._stack.setCurrentWidget(self._pages[page_id])
        self.opened.emit(page_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_collapsed(self.width() < self._themes.px(_COLLAPSE))
