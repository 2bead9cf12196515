"""The rail at the left and the page beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.banner import Banner
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.rail import Rail, RailEntry
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.talk_frame import SCROLL_KEYS

_COLLAPSE = 900


class Shell(QWidget):
    """Pages by id, and `notices` above them; the rail collapses to icons where there is little room."""

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
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._under: dict[str, str] = {}
        self.notices = Banner(themes, page_side)
        self.notices.read_after = self.rail.items()[-1]
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.notices)
        inner.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._ground, 1)
        self.rail.chosen.connect(self.open)
        themes.changed.connect(self._fit)

    def add_page(self, page_id: str, make: Callable[[], QWidget], *, under: str = "") -> None:
        """A page that is made when it is opened first; `under` is the entry of the rail to which it belongs."""
        self._makers[page_id] = make
        self._under[page_id] = under or page_id

    def page_ids(self) -> list[str]:
        """All that can be opened, in the order in which they were added."""
        return list(self._makers)

    def open(self, page_id: str) -> None:
        if page_id not in self._pages:
            self._pages[page_id] = self._makers[page_id]()
            self._stack.addWidget(self._pages[page_id])
        self.rail.set_current(self._under[page_id])
        self._stack.setCurrentWidget(self._pages[page_id])
        self.opened.emit(page_id)

    def current(self) -> str:
        """The id of the page that is shown; empty before the first."""
        shown = self._stack.currentWidget()
        return next((page_id for page_id, page in self._pages.items() if page is shown), "")

    def take_focus(self) -> None:
        """To where the page begins for the keyboard. Else to where one is, on the rail, and Tab leads into the page."""
        page = self._stack.currentWidget()
        take = getattr(page, "take_focus", None)
        if take is not None and take() is not False:
            return
        if isinstance(page, Scroll):
            page.verticalScrollBar().setValue(0)
        for item in self.rail.items():
            if item.isChecked():
                item.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A page to read has nothing that could have the focus: keys scroll it all the same."""
        page = self._stack.currentWidget()
        step = SCROLL_KEYS.get(Qt.Key(event.key()))
        if step is not None and isinstance(page, Scroll):
            page.verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_collapsed(self.width() < self._themes.px(_COLLAPSE))
