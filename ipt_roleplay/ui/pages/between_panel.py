"""The panel beside the conversation: the partner's face, how things stand between the two, and the aim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        self._aim_gap = QWidget()
        self._aim_top = 0
        self._column = QVBoxLayout(self)
        self._assemble()
        self._scale.installEventFilter(self)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _assemble(self) -> None:
        self._gaps: list[tuple[QWidget, int]] = []
        for widget, gap_above in (
            (self.portrait, 0),
            (self._looks, 16),
            (self._relation, 0),
            (self._heading, 32),
            *((row, 8 if index == 0 else 0) for index, row in enumerate(self._rows.values())),
            (self._scale, 0),
            (self._aim_heading, 32),
            (self._aim, 0),
        ):
            gap = self._aim_gap if widget is self._aim_heading else QWidget()
            self._gaps.append((gap, gap_above))
            self._column.addWidget(gap)
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.setSpacing(0)

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

    def expect_moods(self, moods: Iterable[str]) -> Iterator[None]:
        """Paint ahead, one by one, the faces that may be wanted; those that may come next are the first."""
        expected = set(moods)
        self._moods_to_come.sort(key=lambda mood: mood in expected)
        while self._moods_to_come and self.portrait.isVisible():
            self.portrait.prepare(self._moods_to_come.pop())
            yield

    def show_mood(self, mood: str, looks: str) -> None:
        self.portrait.set_mood(mood)
        self._looks.set_parts(self._name, self.tr(" looks {mood}").format(mood=looks))
        self._fit_photo()

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
        self._fit_photo()

    def align_aim(self, top: int) -> None:
        """Start the aim at `top` (in this panel's coordinates) where the rows above and the room leave that free."""
        self._aim_top = top
        self._place_aim()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scale and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place_aim()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_photo()
        self._place_aim()

    def _place_aim(self) -> None:
        above = self._scale.geometry().bottom() + 1
        words = self._aim_heading.height() + self._aim.heightForWidth(self._aim.width())
        lowest = self._room() - words - self._themes.gap(32)
        gap = max(self._themes.px(32), min(self._aim_top, lowest) - above)
        if self._aim_gap.height() != gap:
            self._aim_gap.setFixedHeight(gap)

    def _fit_photo(self) -> None:
        """The photo gives way where all of it would not fit; the words stay."""
        left, top, right, bottom = panel_margins(self._themes)
        inner = max(1, self.width() - left - right)
        rest = top + bottom + sum(self._themes.px(height) for _, height in self._gaps)
        for words in (self._looks, self._relation, self._heading, *self._rows.values(), self._aim_heading, self._aim):
            rest += words.heightForWidth(inner)
        rest += self._scale.sizeHint().height()
        whole = self.portrait.maximumWidth() * 3 // 4
        self.portrait.setFixedHeight(max(_LEAST_PHOTO, min(whole, self._room() - rest)))

    def _room(self) -> int:
        """The height in which the panel is seen."""
        viewport = self.parentWidget()
        return viewport.height() if viewport is not None else self.height()

    def _theme_changed(self) -> None:
        self._column.setContentsMargins(*panel_margins(self._themes))
        for gap, height in self._gaps:
            gap.setFixedHeight(self._themes.px(height))
        self._fit_photo()
        self._place_aim()
