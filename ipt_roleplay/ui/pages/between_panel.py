"""The panel beside the conversation: the partner's face, how things stand between the two, and the aim."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.coaching.words import DOTS, Reading
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.dots import DotsRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.scale import TensionScale
from ipt_roleplay.ui.widgets.talk_frame import panel_margins


class BetweenPanel(QWidget):
    """Words and small marks; numbers wait for the debrief."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._name = ""
        self.portrait = Portrait(themes, "", "", "photo")
        self._looks = Label(themes, size="say")
        self._relation = Label(themes, size="cap", role="soft")
        self._heading = Label(themes, self.tr("Between you"), "cap", "soft", weight=SEMIBOLD)
        self._rows = {gauge: DotsRow(themes) for gauge in ("connection", "clarity", "self_respect")}
        self._scale = TensionScale(themes)
        self._aim_heading = Label(themes, self.tr("Your aim"), "cap", "soft", weight=SEMIBOLD)
        self._aim = Label(themes)
        self._aim_gap = QWidget()
        self._column = QVBoxLayout(self)
        self._assemble()
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
        self._name = name
        self.portrait.show_person(face, name)
        self._relation.setText(relation)
        self._aim.setText(aim)

    def show_mood(self, mood: str, looks: str) -> None:
        self.portrait.set_mood(mood)
        self._looks.set_parts(self._name, self.tr(" looks {mood}").format(mood=looks))

    def show_gauges(self, readings: Sequence[Reading]) -> None:
        for reading in readings:
            if reading.gauge in self._rows:
                self._rows[reading.gauge].show_gauge(reading.words, reading.level)
            else:
                self._scale.show_value(reading.level / DOTS, reading.words)

    def align_aim(self, top: int) -> None:
        """Start the aim at `top` (in this panel's coordinates) where the rows above leave room for that."""
        natural = self._scale.geometry().bottom() + 1
        gap = max(self._themes.px(32), top - natural)
        if self._aim_gap.height() != gap:
            self._aim_gap.setFixedHeight(gap)

    def _theme_changed(self) -> None:
        self._column.setContentsMargins(*panel_margins(self._themes))
        for gap, height in self._gaps:
            gap.setFixedHeight(self._themes.px(height))
