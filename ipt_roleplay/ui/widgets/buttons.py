"""Buttons: primary (one a view), secondary, quiet; normal 40 high, header 36, small 32.

    PrimaryButton(themes, self.tr("Resume"))
    SecondaryButton(themes, self.tr("Play from here"), icon="play", height="small")
    QuietButton(themes, self.tr("More"), height="small", trailing="chevron-down", soft=True)

Words of quiet buttons align with the edge of a column when the button is pulled out by `button.padding()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_RADIUS = 6
_GAP = 8


@dataclass(frozen=True, slots=True)
class _Height:
    px: int
    size: str
    padding: int
    icon: int


_HEIGHTS = {
    "normal": _Height(40, "body", 20, 20),
    "header": _Height(36, "cap", 12, 16),
    "small": _Height(32, "cap", 12, 16),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Roles of one state: fill, border, words; None where there is none."""

    fill: str | None
    border: str | None
    text: str


class Button(Pressable):
    """What the three kinds share; use one of them."""

    ring_radius = _RADIUS
    looks: ClassVar[dict[str, Look]]
    weight = SEMIBOLD

    def __init__(
        self,
        themes: ThemeManager,
        text: str,
        *,
        icon: str | None = None,
        trailing: str | None = None,
        height: str = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, parent)
        self._icon_name = icon
        self._trailing = trailing
        self._height = _HEIGHTS[height]
        self._block = TextBlock(themes, self._height.size)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    def set_words(self, words: str) -> None:
        self._block.set_runs((Run(words, self.weight),))
        super().set_words(words)

    def set_icon(self, name: str | None) -> None:
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_trailing(self, name: str | None) -> None:
        self._trailing = name
        self.updateGeometry()
        self.update()

    def padding(self) -> int:
        """The room between the button's edge and its words."""
        return self.themes.px(self._height.padding)

    def sizeHint(self) -> QSize:
        px = self.themes.px
        return QSize(self._content_width() + 2 * self.padding(), px(self._height.px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def theme_changed(self) -> None:
        self._block.refresh()
        super().theme_changed()

    def look(self) -> Look:
        return self.looks.get(self.state(), self.looks["rest"])

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look()
        painter = QPainter(self)
        color = self.themes.color
        if look.fill is not None or look.border is not None:
            fill: QColor | None = color(look.fill) if look.fill else None
            edge: QColor | None = color(look.border) if look.border else None
            paint_box(painter, QRectF(self.rect()), self.themes.px(_RADIUS), fill, edge)
        self._paint_content(painter, look.text)
        painter.end()

    def _paint_content(self, painter: QPainter, role: str) -> None:
        px, color = self.themes.px, self.themes.color
        side = px(self._height.icon)
        x = (self.width() - self._content_width()) // 2
        middle = self.height() // 2
        if self._icon_name:
            self.themes.icons.paint(painter, self._icon_name, color(role), x, middle - side // 2, side)
            x += side + px(_GAP)
        width = self._block.natural_width()
        high = self._block.height(width)
        self._block.paint(painter, x, (self.height() - high) // 2, width, role)
        if self._trailing:
            x += width + px(_GAP)
            self.themes.icons.paint(painter, self._trailing, color(role), x, middle - px(14) // 2, px(14))

    def _content_width(self) -> int:
        px = self.themes.px
        width = self._block.natural_width()
        if self._icon_name:
            width += px(self._height.icon) + (px(_GAP) if width else 0)
        return width + (px(14) + px(_GAP) if self._trailing else 0)


class PrimaryButton(Button):
    """The one main button of a view."""

    looks: ClassVar[dict[str, Look]] = {
        "rest": Look("accent", None, "on_accent"),
        "hover": Look("accent_hover", None, "on_accent"),
        "pressed": Look("accent_press", None, "on_accent"),
        "disabled": Look("unavailable", None, "soft"),
    }


class SecondaryButton(Button):
    """A button with an edge."""

    looks: ClassVar[dict[str, Look]] = {
        "rest": Look("raised", "border", "text"),
        "hover": Look("hover", "border", "text"),
        "pressed": Look("press", "accent", "text"),
        "disabled": Look(None, "line", "soft"),
    }


class QuietButton(Button):
    """Words that can be pressed; `soft` for what should recede (“More” on a card)."""

    weight = REGULAR
    looks: ClassVar[dict[str, Look]] = {
        "rest": Look(None, None, "text"),
        "hover": Look("hover", None, "text"),
        "pressed": Look("press", None, "text"),
        "disabled": Look(None, None, "soft"),
    }

    def __init__(
        self,
        themes: ThemeManager,
        text: str,
        *,
        icon: str | None = None,
        trailing: str | None = None,
        height: str = "normal",
        soft: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._soft = soft
        self.weight = SEMIBOLD if soft else REGULAR
        super().__init__(themes, text, icon=icon, trailing=trailing, height=height, parent=parent)

    def padding(self) -> int:
        return self.themes.px(12)

    def look(self) -> Look:
        look = super().look()
        return Look(look.fill, look.border, "soft") if self._soft else look
