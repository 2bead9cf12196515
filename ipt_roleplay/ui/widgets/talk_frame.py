"""The frame that briefing, conversation and debrief share: header above, words at the left, panel at the right.

    frame = TalkFrame(themes)
    frame.set_title("The Sunday visits", "Turn 3, an ordinary day")
    frame.add_action(QuietButton(themes, self.tr("Pause"), icon="pause", height="header"))
    frame.set_body(transcript); frame.set_dock(dock); frame.set_panel(panel, portrait)
    frame.name_panel("About Dana")

The gutter and the panel stand at the same place on all three, so nothing jumps from one to the next. Where large text
or a small window leaves no room for both, the panel waits behind a button of that name.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, QuietButton
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.tooltip import plain_tip

_HEADER, _LEFT, _RIGHT, _SPACING, _PANEL, _PANEL_PAD = 56, 40, 20, 16, 320, 32
_NARROW = 1080  # px of window at text scale 1: below it the panel gives up some of its room
_NARROW_PANEL = 264
_PHOTO = 256
_WORDS = 920  # px, grown with the text: what the words take in, the room at their right with them
_LEAST_WORDS = 440  # px, grown with the text: with less room for the words the panel gives way to them
_LEAST_PANEL = 190  # px inside of its margins, likewise
_ENDLESS = (1 << 24) - 1
SCROLL_KEYS = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class _Words(Ground):
    """Where the words stand; the line over the dock goes on to the left of it."""

    dock: QWidget | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.dock is not None and self.dock.x():
            painter = QPainter(self)
            painter.fillRect(0, self.dock.y(), self.dock.x(), 1, self._themes.color("line"))
            painter.end()


class TalkFrame(QWidget):
    """Places what it is given; knows nothing of conversations. `narrowed(bool)`: the panel gives way, or is back."""

    narrowed = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._header = Ground(themes, edge="bottom")
        self._title = Label(themes, size="body", weight=SEMIBOLD)
        self._subtitle = Label(themes, size="cap", role="soft", beside="body", wrap=False)
        self._title_words, self._subtitles = "", ("", "")
        self._actions: dict[Button, str] = {}
        self._is_narrow = False
        self._named, self._named_width = True, 0
        self._panel_name = ""
        self._photo: QWidget | None = None
        self._aside = QuietButton(themes, "", icon="eye", height="header")
        self._aside.setCheckable(True)
        self._aside.setVisible(False)
        self._aside.toggled.connect(self._fit)
        self._header_row = QHBoxLayout(self._header)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._header_row.addWidget(self._title, 0, middle)
        self._header_row.addWidget(self._subtitle, 0, middle)
        self._header_row.addStretch(1)
        self.add_action(self._aside)
        self._left = _Words(themes)
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

    def set_title(self, title: str, subtitle: str = "", short: str = "") -> None:
        """`short` stands in the place of `subtitle` where there is no room for that, or else under the title."""
        if (title, subtitle, short) != (self._title_words, *self._subtitles):
            self._title_words, self._subtitles = title, (subtitle, short)
            self._fit_header()

    def add_action(self, button: Button) -> None:
        self._actions[button] = button.words()
        self._header_row.addWidget(button)

    def buttons(self) -> list[Button]:
        """The buttons of the header, as they are read."""
        return list(self._actions)

    def set_body(self, body: Scroll | QStackedWidget) -> None:
        self._body = body
        self._left_column.insertWidget(0, body, 1)

    def set_dock(self, dock: QWidget) -> None:
        self._left_column.addWidget(dock)
        self._left.dock = dock

    def set_panel(self, panel: QWidget, photo: QWidget) -> None:
        """`photo`, a picture in the panel, is never wider than the words under it."""
        self._photo = photo
        self._panel_scroll.set_content(panel)

    def name_panel(self, words: str) -> None:
        """What the button says that leads to the panel where there is no room for it."""
        self._panel_name = words
        self._fit()

    def show_words(self) -> None:
        """Back from the panel, where it stood in place of the words."""
        self._aside.setChecked(False)

    def words(self) -> QWidget:
        """The left area, under the header: what `set_body` and `set_dock` were given."""
        return self._left

    def is_narrow(self) -> bool:
        """Whether the panel has given way."""
        return self._is_narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever has the focus, the words can be scrolled by keys."""
        body = self._body.currentWidget() if isinstance(self._body, QStackedWidget) else self._body
        step = SCROLL_KEYS.get(Qt.Key(event.key()))
        if step is not None and isinstance(body, Scroll):
            body.verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Beside the words, too, the wheel scrolls them."""
        body = self._body.currentWidget() if isinstance(self._body, QStackedWidget) else self._body
        if isinstance(body, Scroll) and self._left.geometry().contains(event.position().toPoint()):
            QCoreApplication.sendEvent(body.verticalScrollBar(), event)

    def _fit(self) -> None:
        gap = self._themes.gap
        beside = self._room_for_panel()
        narrow = not beside
        aside = narrow and self._aside.isChecked()
        self._panel.setMinimumWidth(0 if narrow else beside)
        self._panel.setMaximumWidth(_ENDLESS if narrow else beside)
        if self._photo is not None:
            wide = min(gap(_PHOTO), (self.width() if narrow else beside) - 2 * gap(_PANEL_PAD))
            if wide != self._photo.maximumWidth():
                self._photo.setMaximumSize(max(1, wide), max(1, wide * 3 // 4))
        # In a wide window the words, and the title over them, come to the middle of their room, nearer to the face.
        inset = max(0, self.width() - beside - self._themes.px(_WORDS) - gap(_LEFT)) // 2
        self._left_column.setContentsMargins(inset, 0, 0, 0)
        self._header_row.setContentsMargins(gap(_LEFT) + inset, 0, self._themes.px(_RIGHT), 0)
        self._panel.setVisible(aside or not narrow)
        self._left.setVisible(not aside)
        words = self.tr("Back to the words") if aside else self._panel_name
        if narrow == self._aside.isHidden() or words != self._actions[self._aside]:
            self._actions[self._aside] = words
            self._aside.setVisible(narrow)
            self._show_names(True)
        self._fit_header()
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._aside.setChecked(False)
            self.narrowed.emit(narrow)

    def _room_for_panel(self) -> int:
        """How wide the panel may be beside the words; 0 where one of the two would have too little."""
        gap, px = self._themes.gap, self._themes.px
        widths = [gap(_PANEL)] if self.width() >= gap(_NARROW) else [gap(_NARROW_PANEL), gap(_PANEL)]
        for width in widths:
            inner = width - 2 * gap(_PANEL_PAD)
            if inner >= px(_LEAST_PANEL) and self.width() - width >= px(_LEAST_WORDS):
                return width
        return 0

    def _fit_header(self) -> None:
        """In a narrow window the title matters more than the words beside it, and then more than those on buttons."""
        px, spacing = self._themes.px, self._themes.px(_SPACING)
        room = self.width() - self._themes.gap(_LEFT) - px(_RIGHT)
        self._title.setText(self._title_words)
        title = self._title.sizeHint().width()
        if self._named:
            self._named_width = self._actions_width()
        named = title + self._named_width <= room
        if named != self._named:
            self._show_names(named)
        left = room - self._actions_width()
        self._show_subtitle(left - title - spacing)
        high = self._title.heightForWidth(max(1, min(title, left)))
        self._header.setFixedHeight(max(px(_HEADER), high + px(8)))

    def _show_subtitle(self, room: int) -> None:
        """The first one that fits."""
        for words in filter(None, self._subtitles):
            self._subtitle.setText(words)
            if self._subtitle.sizeHint().width() <= room:
                self._subtitle.setVisible(True)
                return
        self._subtitle.setText("")
        self._subtitle.setVisible(False)
        if self._subtitles[1]:
            self._title.set_parts(self._title_words, f" · {self._subtitles[1]}")

    def _actions_width(self) -> int:
        shown = [button for button in self._actions if not button.isHidden()]
        return sum(button.sizeHint().width() + self._themes.px(_SPACING) for button in shown)

    def _show_names(self, shown: bool) -> None:
        self._named = shown
        for button, words in self._actions.items():
            button.set_words(words if shown else "")
            button.setAccessibleName(words)
            button.setToolTip(plain_tip("" if shown else words))

    def _theme_changed(self) -> None:
        self._header_row.setSpacing(self._themes.px(_SPACING))
        self._show_names(True)
        self._fit()


def panel_margins(themes: ThemeManager) -> tuple[int, int, int, int]:
    """The margins of what stands in the panel."""
    pad = themes.gap(_PANEL_PAD)
    return pad - 1, pad, pad, pad
