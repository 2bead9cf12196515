"""The panel beside the conversation: the partner's face, how things stand between the two, and the aim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ipt_roleplay.coaching.words import DOTS, Reading
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.dots import DotsRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.scale import TensionScale
from ipt_roleplay.ui.widgets.talk_frame import panel_margins

_LEAST_PHOTO = 96


class BetweenPanel(QWidget):
    """Words and small marks; numbers wait for the debrief."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._name = ""
        self._numbers = False
        self._readings: tuple[Reading, ...] = ()
        self._moods_to_come: list[str] = []
        self.portrait = Portrait(themes, "", "", "photo")
        self._looks = Label(themes, size="say")
        self._relation = Label(themes, size="cap", role="soft")
        self._heading = Label(themes, self.tr("Between you"), "cap", "soft", weight=SEMIBOLD)
        self._rows = {gauge: DotsRow(themes) for gauge in ("connection", "clarity", "self_respect")}
        self._scale = TensionScale(themes)
        self._aim_heading = Label(themes, self.tr("Your aim"), "cap", "soft", weight=SEMIBOLD)
        self._aim = Label(themes)
        self._aim_top = self._high = 0
        self._parts: tuple[tuple[QWidget, int], ...] = (  # and the gap above each
            (self.portrait, 0),
            (self._looks, 16),
            (self._relation, 0),
            (self._heading, 32),
            *((row, 0 if number else 8) for number, row in enumerate(self._rows.values())),
            (self._scale, 0),
            (self._aim_heading, 32),
            (self._aim, 0),
        )
        for part, _ in self._parts:
            part.setParent(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._arrange)

    def show_partner(self, face: str, name: str, relation: str, aim: str) -> None:
        """What is empty is not known, and left out."""
        self._name = name
        self.portrait.show_person(face, name)
        self.portrait.setVisible(bool(face))
        self._moods_to_come = list(self._themes.faces.moods)
        self._relation.setText(relation)
        self._relation.setVisible(bool(relation))
        self._aim.setText(aim)
        for part in (self._aim_heading, self._aim):
            part.setVisible(bool(aim))

    def expect_moods(self, moods: Iterable[str | None]) -> Iterator[None]:
        """Paint ahead, one by one, the faces that may be wanted; those that may come next are the first."""
        expected = set(moods)
        self._moods_to_come.sort(key=lambda mood: mood in expected)
        while self._moods_to_come and self.portrait.isVisible():
            self.portrait.prepare(self._moods_to_come.pop())
            yield

    def show_mood(self, mood: str, looks: str) -> None:
        self.portrait.set_mood(mood)
        self._looks.set_parts(self._name, self.tr(" looks {mood}").format(mood=looks))

    def show_numbers(self, shown: bool) -> None:
        """Whether the numbers behind the words are shown too, and heard."""
        if shown != self._numbers:
            self._numbers = shown
            self.show_gauges(self._readings)

    def show_gauges(self, readings: Sequence[Reading]) -> None:
        self._readings = tuple(readings)
        for reading in readings:
            number = str(reading.value) if self._numbers else ""
            if reading.gauge in self._rows:
                self._rows[reading.gauge].show_gauge(reading.words, reading.level, number)
            else:
                self._scale.show_value(reading.level / DOTS, reading.words, number)

    def align_aim(self, top: int) -> None:
        """Start the aim at `top` (in this panel's coordinates) where the rows above and the room leave that free."""
        if top != self._aim_top:
            self._aim_top = top
            self._arrange()

    # --- where everything stands: placed here, since a layout asks each part a dozen times a turn ------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in here may want another size
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._needed(self._sizes(width))

    def _arrange(self) -> None:
        """One under the other. The aim comes down to the answers, if there is room for that."""
        left, y, right, bottom = panel_margins(self._themes)
        inner = self.width() - left - right
        sizes = self._sizes(self.width())
        aim = sum(sizes[part].height() for part in (self._aim_heading, self._aim) if part in sizes)
        for part, gap in self._parts:
            y += self._themes.px(gap)
            if part is self._aim_heading:
                y = max(y, min(self._aim_top, self._room() - aim - bottom))
            if part in sizes:
                size = sizes[part]
                part.setGeometry(QRect(QPoint(left + (inner - size.width()) // 2, y), size))
                y += size.height()
        if (high := self._needed(sizes)) != self._high:
            self._high = high
            self.updateGeometry()

    def _sizes(self, width: int) -> dict[QWidget, QSize]:
        """Of what is shown. The photo gives way where all of it would not fit; the words stay."""
        left, _, right, _ = panel_margins(self._themes)
        inner = max(1, width - left - right)
        sizes = {part: QSize(inner, _height(part, inner)) for part, _ in self._parts if not part.isHidden()}
        photo = self.portrait
        if sizes.pop(photo, None) is not None:
            wide = min(photo.sizeHint().width(), photo.maximumWidth())
            high = max(_LEAST_PHOTO, min(photo.maximumWidth() * 3 // 4, self._room() - self._needed(sizes)))
            sizes[photo] = QSize(wide, high)
        return sizes

    def _needed(self, sizes: dict[QWidget, QSize]) -> int:
        """How high parts of these sizes are together, with what is around them."""
        _, top, _, bottom = panel_margins(self._themes)
        gaps = sum(self._themes.px(gap) for _, gap in self._parts)
        return top + sum(size.height() for size in sizes.values()) + gaps + bottom

    def _room(self) -> int:
        """The height in which the panel is seen."""
        viewport = self.parentWidget()
        return viewport.height() if viewport is not None else self.height()


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
