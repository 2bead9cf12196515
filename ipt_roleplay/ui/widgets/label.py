"""The only label: plain text, a size name and a role, on a fixed line height.

    Label(themes, "Between you", size="cap", role="soft", weight=SEMIBOLD)
    label.set_parts("Dana", " looks sad")        # the first part in semibold
    Label(themes, words, size="say", measure=640)  # wraps at 640 px (scaled) even where there is more room
    Label(themes, "Dana", size="cap", beside="say")  # its baseline meets that of say text in the same row

Words stand at the top of the label; `label.setAlignment(Qt.AlignmentFlag.AlignVCenter)` centres them in a row.
A screen reader finds it as static text whose name is the text itself: never set an accessible name on it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.text import Run, TextBlock

# Made once: each of these costs as much as a short word's layout.
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPS, _STAYS = (QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred) for _ in range(2))
_WRAPS.setHeightForWidth(True)


class Label(QLabel):
    """Plain text to the letter, whatever it contains."""

    def __init__(
        self,
        themes: ThemeManager,
        text: str = "",
        size: str = "body",
        role: str = "text",
        *,
        weight: int = REGULAR,
        italic: bool = False,
        measure: int | None = None,
        beside: str | None = None,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._size = size
        self._role = role
        self._weight = weight
        self._italic = italic
        self._measure = measure
        self._beside = beside
        self._block = TextBlock(themes, size)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(_TOP_LEFT)
        self.setSizePolicy(_WRAPS if wrap else _STAYS)
        self._wrap = wrap
        if text:
            self.set_parts("", text)
        themes.changed.connect(self._theme_changed)

    def setText(self, text: str) -> None:
        self.set_parts("", text)

    def set_parts(self, lead: str, rest: str) -> None:
        """A lead in semibold, then the rest; put the space between them into one of the two."""
        runs = (Run(lead, SEMIBOLD, self._italic), Run(rest, self._weight, self._italic))
        if self._block.set_runs(runs):
            super().setText(lead + rest)
            self.updateGeometry()
            self.update()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._is_centred = bool(alignment & Qt.AlignmentFlag.AlignVCenter)
        super().setAlignment(alignment)

    def role(self) -> str:
        return self._role

    def set_role(self, role: str) -> None:
        """Another colour for the same words."""
        if role != self._role:
            self._role = role
            self.update()

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        return self._drop() + self._block.height(self._text_width(width))

    def sizeHint(self) -> QSize:
        natural = self._block.natural_width()
        width = natural if self._measure is None else min(natural, self._themes.px(self._measure))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self._wrap:
            return self.sizeHint()
        return QSize(self._block.widest_word(), self._drop() + self._themes.line_height(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self._text_width(self.width())
        top = self._drop()
        if self._is_centred:
            top += max(0, (self.height() - top - self._block.height(width)) // 2)
        self._block.paint(painter, 0, top, width, self._role)
        painter.end()

    def _text_width(self, width: int) -> int:
        if not self._wrap:
            return self._block.natural_width()
        return width if self._measure is None else min(width, self._themes.px(self._measure))

    def _drop(self) -> int:
        """How much lower small words stand, so that they share the baseline of the larger ones beside them."""
        if self._beside is None:
            return 0
        return max(0, self._themes.baseline(self._beside) - self._themes.baseline(self._size))

    def _theme_changed(self) -> None:
        self._block.refresh()
        self.updateGeometry()
        self.update()
