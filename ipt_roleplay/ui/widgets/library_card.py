"""One conversation in the library, as a card that can be pressed.

card = LibraryCard(themes, CardText("dana", "ravi", "Ravi", "your brother", "Saying her name",
                   "Your mother's birthday …", "Saying what I need · gentle · 7 min", "Touches on the death …"))
card.activated.connect(...)    # activated(str): the card's id
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.pressable import Pressable, paint_box
from ipt_roleplay.ui.widgets.text import Run, TextBlock
from ipt_roleplay.ui.widgets.tooltip import plain_tip

_WIDTH, _HEIGHT, _RADIUS, _PADDING, _PORTRAIT, _PORTRAIT_GAP = 304, 284, 12, 24, 56, 12


@dataclass(frozen=True, slots=True)
class CardText:
    """The words of a card. `notes` are the content notes; `has_notes` sets them in full ink.

    `found` says how many endings one has come to, `endings_found` which; both empty before the first. `instead_of`: two
    files have its id, and this one counts.
    """

    card_id: str
    face_id: str
    name: str
    relation: str
    title: str
    summary: str = ""
    meta: str = ""
    notes: str = ""
    has_notes: bool = False
    found: str = ""
    endings_found: tuple[str, ...] = ()
    instead_of: str = ""


class LibraryCard(Pressable):
    """Portrait, title, summary; what it practises and what it touches on at the bottom."""

    ring_radius = _RADIUS
    activated = Signal(str)

    def __init__(self, themes: ThemeManager, text: CardText, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._portrait = Portrait(themes, text.face_id, text.name, "round", side=_PORTRAIT, parent=self)
        self._name = TextBlock(themes, "body")
        self._relation = TextBlock(themes, "cap")
        self._title = TextBlock(themes, "say")
        self._summary = TextBlock(themes, "body")
        self._meta = TextBlock(themes, "cap")
        self._notes = TextBlock(themes, "cap")
        self._found = TextBlock(themes, "cap")
        self._level = (0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_text(text)
        self.clicked.connect(self._clicked)

    def show_text(self, text: CardText) -> None:
        self.text_shown = text
        self._portrait.show_person(text.face_id, text.name)
        self._name.set_runs((Run(text.name, SEMIBOLD),))
        self._relation.set_runs((Run(text.relation),))
        self._title.set_runs((Run(text.title, SEMIBOLD),))
        self._summary.set_runs((Run(text.summary),))
        self._meta.set_runs((Run(text.meta),))
        self._notes.set_runs((Run(text.notes),))
        self._found.set_runs((Run(text.found),))
        self.set_words(text.title)
        people = ", ".join(part for part in (text.name, text.relation) if part)
        found = ": ".join(part for part in (text.found, "; ".join(text.endings_found)) if part)
        told = (people, text.summary, text.meta, text.notes, found, text.instead_of)
        self.setAccessibleDescription(". ".join(part for part in told if part))
        self.setToolTip(plain_tip("\n".join(part for part in (*text.endings_found, text.instead_of) if part)))

    def portrait(self) -> Portrait:
        return self._portrait

    def sizeHint(self) -> QSize:
        width = self.themes.px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self.themes.px(200)
        return QSize(width, self.themes.px(176))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.height_with(width, *self.wants(width))

    def wants(self, width: int) -> tuple[int, int]:
        """How high the person, and the small words at the foot, are in a card of that width."""
        inner = width - 2 * self.themes.px(_PADDING)
        return self._person_height(inner), self._foot_height(inner)

    def height_with(self, width: int, person: int, foot: int) -> int:
        """How high a card of that width is where the person and the foot take so much."""
        px = self.themes.px
        inner = width - 2 * px(_PADDING)
        high = 2 * px(_PADDING) + person + px(16) + self._title.height(inner) + foot
        if self._summary.text:
            high += px(4) + self._summary.height(inner) + px(16)
        return max(px(_HEIGHT) if self._summary.text else px(176), high)

    def stand_level(self, person: int, foot: int) -> None:
        """Give the person and the foot as much as the highest of the row takes: titles and feet then stand level."""
        if (person, foot) != self._level:
            self._level = person, foot
            self.update()

    def theme_changed(self) -> None:
        for block in (self._name, self._relation, self._title, self._summary, self._meta, self._notes, self._found):
            block.refresh()
        self._place_portrait()
        super().theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_portrait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Cards stand in a grid; the page moves between them.
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        px, color = self.themes.px, self.themes.color
        state = self.state()
        fill = "hover" if state == "pressed" else "card"
        edge = "border" if state in ("hover", "pressed") else "edge"
        # Where every card has the strong edge, as in high contrast, the one under the pointer has a wider one.
        wide = 2 if state == "hover" and self.themes.theme.edge == self.themes.theme.border else 1
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), px(_RADIUS), color(fill), color(edge), wide)
        x = y = px(_PADDING)
        inner = self.width() - 2 * x
        self._paint_person(painter, x, y, inner)
        y += max(self._level[0], self._person_height(inner)) + px(16)
        self._title.paint(painter, x, y, inner)
        y += self._title.height(inner)
        if self._summary.text:
            self._summary.paint(painter, x, y + px(4), inner)
            y = (
                self.height() - px(_PADDING) - max(self._level[1], self._foot_height(inner))
            )  # meta and notes stand at the bottom
        self._meta.paint(painter, x, y, inner, "soft")
        if self._notes.text:
            y += self._meta.height(inner) + px(4)
            self._notes.paint(painter, x, y, inner, "text" if self.text_shown.has_notes else "soft")
            y += self._notes.height(inner)
        if self._found.text:
            self._found.paint(painter, x, y + px(4), inner, "accent")
        painter.end()

    def _paint_person(self, painter: QPainter, x: int, y: int, inner: int) -> None:
        px = self.themes.px
        room = self._person_room(inner)
        name_high = self._name.height(room)
        words = name_high + self._relation.height(room)
        top = y + max(0, (px(_PORTRAIT) - words) // 2)
        left = x + px(_PORTRAIT) + px(_PORTRAIT_GAP)
        self._name.paint(painter, left, top, room)
        self._relation.paint(painter, left, top + name_high, room, "soft")

    def _person_room(self, inner: int) -> int:
        return max(1, inner - self.themes.px(_PORTRAIT) - self.themes.px(_PORTRAIT_GAP))

    def _person_height(self, inner: int) -> int:
        room = self._person_room(inner)
        return max(self.themes.px(_PORTRAIT), self._name.height(room) + self._relation.height(room))

    def _foot_height(self, inner: int) -> int:
        below = sum(self.themes.px(4) + block.height(inner) for block in (self._notes, self._found) if block.text)
        return self._meta.height(inner) + below

    def _place_portrait(self) -> None:
        px = self.themes.px
        self._portrait.setGeometry(px(_PADDING), px(_PADDING), px(_PORTRAIT), px(_PORTRAIT))

    def _clicked(self) -> None:
        self.activated.emit(self.text_shown.card_id)
