"""What stands in a window, pages and the cards over them, as one part, which the curtain hides as a whole.

So nothing of it is painted, read out by assistive technology, or raised over the curtain while that is drawn.
"""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QWidget


def inside(window: QWidget) -> QWidget:
    """That part of `window`; itself where it is no main window."""
    central = window.centralWidget() if isinstance(window, QMainWindow) else None
    return window if central is None else central


def is_hidden_away(widget: QWidget) -> bool:
    """Whether its window hides all that stands in it."""
    window = widget.window()
    return inside(window) is not window and inside(window).isHidden()


def is_open(page: QWidget) -> bool:
    """Whether it is what the window shows, or would if nothing were hidden away."""
    window = page.window()
    return window.isVisible() and page.isVisibleTo(inside(window))
