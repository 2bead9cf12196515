"""One thing that can be said: a full-width card with its number.

card = ChoiceCard(themes)
card.show_choice(2, "c2", say="Tell me a little about that.", do="You wait.")
card.picked.connect(self._picked)     # picked(str): the choice's id
card.setEnabled(False)                # after a pick
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock

_MIN_HEIGHT, _RADIUS, _PAD, _TEXT_X, _RIGHT = 48, 12, 12, 48, 16
_KEYCAP, _KEYCAP_RADIUS = 24, 6
_MEASURE = 576
_ROOM_FOR_HINT = 440  # in a narrower card the words need the room

# state: card fill, card border, border width
_CARD = {
    "rest": ("raised", "edge", 1),
    "hover": ("raised", "border", 1),
    "focus": ("wash", "focus", 2),
    "pressed": ("press", "accent", 1),
    "disabled": ("page", "line", 1),
}
# state: keycap fill, keycap border, numeral
_CAP: dict[str, tuple[str | None, str | None, str]] = {
    "rest": (None, "border", "soft"),
    "hover": (None, "border", "text"),
    "focus": ("accent", None, "on_accent"),
    "pressed": (None, "accent", "accent"),
    "disabled": (None, "line", "soft"),
}


@dataclass(eq=False, slots=True)
class _Words:
    """What a card says, and how that looks: by state, size and pixel ratio."""

    block: TextBlock
    pictures: dict[tuple[str, QSize, float], QPixmap] = field(default_factory=dict)

    def show(self, runs: Sequence[Run]) -> None:
        if self.block.set_runs(runs):
            self.pictures.clear()


class ChoiceCard(Pressable):
    """A choice; a click, Enter or Space picks it."""

    picked = Signal(str)

    def __init__(self, themes: ThemeManager, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._choice_id = ""
        self._numeral = TextBlock(themes, "cap")
        self._words_now = _Words(TextBlock(themes, "body"))
        self._words_next = _Words(TextBlock(themes, "body"))
        self._hint = TextBlock(themes, "cap", (Run(self.tr("Enter says it")),))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._clicked)

    def choice_id(self) -> str:
        return self._choice_id

    def show_choice(self, number: int, choice_id: str, say: str = "", do: str = "") -> None:
        """Shows another choice; `do` is what one does (in italics), before or instead of what one says."""
        self._choice_id = choice_id
        self._numeral.set_runs((Run(str(number), SEMIBOLD),))
        runs = _runs(say, do)
        if self._words_next.block.shows(runs):
            self._words_now, self._words_next = self._words_next, self._words_now
        self._words_now.show(runs)
        self.set_words(self._words_now.block.text)
        self.setAccessibleDescription(self.tr("Key {number}").format(number=number))

    def expect(self, number: int, say: str, do: str, state: str) -> None:
        """Have the picture ready of a choice that may be shown next, in a state (a key of `_CARD`).

        A card keeps its number, whatever it shows.
        """
        self._numeral.set_runs((Run(str(number), SEMIBOLD),))
        words = self._words_next
        words.show(_runs(say, do))
        self._draw_ahead(words, state, self._height(words, self.width()))

    def expect_state(self, state: str) -> None:
        """Have the picture ready of the choice that is shown, in another state."""
        self._draw_ahead(self._words_now, state, self.height())

    def sizeHint(self) -> QSize:
        width = self.themes.px(_TEXT_X + _MEASURE + _RIGHT)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        px = self.themes.px
        return QSize(px(_TEXT_X + _RIGHT) + self._words_now.block.widest_word(), px(_MIN_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(self._words_now, width)

    def _height(self, words: _Words, width: int) -> int:
        px = self.themes.px
        return max(px(_MIN_HEIGHT), words.block.height(self._text_width(width)) + 2 * px(_PAD))

    def theme_changed(self) -> None:
        for words in (self._words_now, self._words_next):
            words.block.refresh()
            words.pictures.clear()
        self._numeral.refresh()
        self._hint.refresh()
        super().theme_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Digits belong to the list of choices, whichever card has the focus.
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self.state()
        picture = self._words_now.pictures.get((state, self.size(), self.devicePixelRatio()))
        if picture is not None:
            painter.drawPixmap(0, 0, picture)
        else:
            self._paint(painter, self.rect(), self._words_now, state)
        painter.end()

    def _draw_ahead(self, words: _Words, state: str, height: int) -> None:
        """On the ground of the page. Where a pixel of the page is not a pixel of the screen, words would tremble."""
        ratio, size = self.devicePixelRatio(), QSize(self.width(), height)
        if ratio != int(ratio) or size.isEmpty():
            return
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.themes.color("page"))
        painter = QPainter(picture)
        self._paint(painter, QRect(QPoint(0, 0), size), words, state)
        painter.end()
        words.pictures[state, size, ratio] = picture

    def _paint(self, painter: QPainter, box: QRect, words: _Words, state: str) -> None:
        px, color = self.themes.px, self.themes.color
        fill, border, width = _CARD[state]
        if state == "hover" and self.themes.theme.edge == self.themes.theme.border:
            width = 2  # in high contrast the colours alone would not tell
        paint_box(painter, QRectF(box), px(_RADIUS), color(fill), color(border), width)
        self._paint_keycap(painter, state)
        role = "soft" if state == "disabled" else "text"
        words.block.paint(painter, px(_TEXT_X), px(_PAD), self._text_width(box.width()), role)
        if state == "focus" and self._has_room_for_hint(box.width()):
            wide = self._hint.natural_width()
            drop = px(_PAD) + self.themes.baseline("body") - self.themes.baseline("cap")
            self._hint.paint(painter, box.width() - px(_RIGHT) - wide, drop, wide, "soft")

    def _paint_keycap(self, painter: QPainter, state: str) -> None:
        px, color = self.themes.px, self.themes.color
        fill, border, role = _CAP[state]
        side = px(_KEYCAP)
        # Beside the first line, however high line spacing makes that.
        top = px(_PAD) + (self.themes.line_height("body") - side) // 2
        box = QRect(px(_PAD), top, side, side)
        paint_box(
            painter, QRectF(box), px(_KEYCAP_RADIUS), color(fill) if fill else None, color(border) if border else None
        )
        wide = self._numeral.natural_width()
        high = self._numeral.height(wide)
        x, y = box.x() + (side - wide) / 2, box.y() + (side - high) / 2
        self._numeral.paint(painter, x, y, wide, role)

    def _has_room_for_hint(self, width: int) -> bool:
        return width >= self.themes.px(_ROOM_FOR_HINT)

    def _text_width(self, width: int) -> int:
        px = self.themes.px
        room = width - px(_TEXT_X) - px(_RIGHT)
        if self._has_room_for_hint(width):
            # Kept free in every state, so that the words don't wrap anew when the focus comes.
            room -= self._hint.natural_width() + px(8)
        return max(1, min(px(_MEASURE), room))

    def _clicked(self) -> None:
        self.picked.emit(self._choice_id)


def _runs(say: str, do: str) -> tuple[Run, Run]:
    between = " " if do and say else ""
    return Run(do + between, italic=True, role="soft"), Run(say)
