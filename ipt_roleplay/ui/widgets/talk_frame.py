"""The frame that briefing, conversation and debrief share: header above, words at the left, panel at the right.

    frame = TalkFrame(themes)
    frame.set_title("The Sunday visits", "Turn 3, an ordinary day")
    frame.add_action(QuietButton(themes, self.tr("Pause"), icon="pause", height="header"))
    frame.set_body(transcript); frame.set_dock(dock); frame.set_panel(panel)

The gutter and the panel stand at the same place on all three, so nothing jumps from one to the next.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll

_HEADER, _LEFT, _RIGHT, _PANEL, _PANEL_PAD = 56, 40, 20, 320, 32
_NARROW = 1080  # px of window at text scale 1: below it the panel gives up some of its room
_NARROW_PANEL = 264


class TalkFrame(QWidget):
    """Places what it is given; knows nothing of conversations."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._header = Ground(themes, edge="bottom")
        self._title = Label(themes, size="body", weight=SEMIBOLD, wrap=False)
        self._subtitle = Label(themes, size="cap", role="soft", beside="body", wrap=False)
        self._actions: list[QWidget] = []
        self._header_row = QHBoxLayout(self._header)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._header_row.addWidget(self._title, 0, middle)
        self._header_row.addWidget(self._subtitle, 0, middle)
        self._header_row.addStretch(1)
        self._left = Ground(themes)
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._panel = Ground(themes, "card", edge="left")
        self._panel_scroll = Scroll(themes, ground="card")
        self._panel_row = QHBoxLayout(self._panel)
        self._panel_row.setContentsMargins(1, 0, 0, 0)
        self._panel_row.addWidget(self._panel_scroll)
        self._assemble()
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _assemble(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._left, 1)
        below.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(below, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def add_action(self, button: QWidget) -> None:
        self._actions.append(button)
        self._header_row.addWidget(button)

    def set_body(self, body: QWidget) -> None:
        self._left_column.insertWidget(0, body, 1)

    def set_dock(self, dock: QWidget) -> None:
        self._left_column.addWidget(dock)

    def set_panel(self, panel: QWidget) -> None:
        self._panel_scroll.set_content(panel)

    def room_under_header(self) -> int:
        """The height of the left area, dock included."""
        return self._left.height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._fit_panel()
        return super().event(event)

    def _fit_panel(self) -> None:
        narrow = self.width() < self._themes.gap(_NARROW)
        self._panel.setFixedWidth(self._themes.gap(_NARROW_PANEL if narrow else _PANEL))
        # In a narrow window the title matters more than the words beside it.
        needed = self._title.sizeHint().width() + self._subtitle.sizeHint().width()
        actions = sum(button.sizeHint().width() for button in self._actions)
        self._subtitle.setVisible(needed + actions + self._themes.gap(_LEFT + _RIGHT) + 48 < self.width())

    def _theme_changed(self) -> None:
        px = self._themes.px
        self._header.setFixedHeight(px(_HEADER))
        self._header_row.setContentsMargins(self._themes.gap(_LEFT), 0, px(_RIGHT), 0)
        self._header_row.setSpacing(px(16))
        self._fit_panel()


def panel_margins(themes: ThemeManager) -> tuple[int, int, int, int]:
    """The margins of what stands in the panel."""
    pad = themes.gap(_PANEL_PAD)
    return pad - 1, pad, pad, pad
