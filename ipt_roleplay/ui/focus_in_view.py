"""What the keyboard has come to can be seen, also where arrows or a page moved the focus."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable


class FocusInView(QObject):
    """For everything in `window`."""

    def __init__(self, themes: ThemeManager, window: QWidget) -> None:
        super().__init__(window)
        self._themes = themes
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        by_keys = isinstance(new, QRadioButton) or (isinstance(new, Pressable) and new.shows_focus())
        if new is None or not by_keys or not self._window.isAncestorOf(new):
            return
        outer = new.parentWidget()
        while outer is not None:
            content = outer.widget() if isinstance(outer, QScrollArea) else None
            if isinstance(outer, QScrollArea) and content is not None:
                top = new.mapTo(content, QPoint(0, 0)).y()
                _bring_into_view(outer, top, new.height(), self._themes.px(8))
            outer = outer.parentWidget()


def _bring_into_view(area: QScrollArea, top: int, height: int, margin: int) -> None:
    """No further than needed; of what is higher than the area its beginning is seen."""
    bar, room = area.verticalScrollBar(), area.viewport().height()
    if top - margin < bar.value():
        bar.setValue(top - margin)
    elif top + height + margin > bar.value() + room:
        bar.setValue(min(top - margin, top + height + margin - room))
