"""The panel of the debrief: the partner, what they did not say, and the arc of the conversation behind "Details"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ipt_roleplay.coaching.debrief import Debrief
from ipt_roleplay.conversation.events import Gauges
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.state import GAUGES
from ipt_roleplay.scenario.story import Partner
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.arc_chart import ArcChart
from ipt_roleplay.ui.widgets.buttons import QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.talk_frame import panel_margins


class DebriefPanel(QWidget):
    """`other_side_wanted(bool)`: the talk once more from the partner's side, or back."""

    other_side_wanted = Signal(bool)

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._catalogue = catalogue
        self.portrait = Portrait(themes, "", "", "photo")
        self._heading = Label(themes, size="say", weight=SEMIBOLD)
        self._wanted = Label(themes)
        self._feared = Label(themes)
        self._side = SecondaryButton(themes, "")
        self._side.setCheckable(True)
        self._details = QuietButton(themes, self.tr("Details"), icon="chevron-right")
        self._details.setCheckable(True)
        self._hint = Label(themes, self.tr("Closeness, plainness, your side and tension, turn by turn"), "cap", "soft")
        self._chart = ArcChart(themes)
        self._table = QWidget()
        self._arc: tuple[Gauges, ...] = ()
        self._has_arc = False
        self._column = QVBoxLayout(self)
        self._assemble()
        self._side.toggled.connect(self._side_toggled)
        self._details.toggled.connect(self._show_details)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _assemble(self) -> None:
        # The words of "Details" align with the rest, so its ground begins further left than they do.
        self._gaps = (QWidget(), QWidget())
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        above: tuple[QWidget, ...] = (self.portrait, self._gaps[0], self._heading, self._wanted, self._feared)
        for widget in (*above, self._gaps[1]):
            self._above.addWidget(widget)
        self._above.addWidget(self._side, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._hint, self._chart, self._table):
            self._below.addWidget(widget)
        self._column.addLayout(self._above)
        self._column.addStretch(1)
        self._column.addWidget(self._details, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._below)
        self._show_details(False)

    def show_debrief(self, partner: Partner, looked_back: Debrief) -> None:
        self.portrait.show_person(partner.face, partner.name)
        self._heading.setText(self.tr("What {name} didn’t say").format(name=partner.name))
        self._wanted.setText(self.tr("{name} wanted {wish}.").format(name=partner.name, wish=partner.wants.rstrip(".")))
        self._feared.setText(self.tr("And was afraid {fear}.").format(fear=partner.fears.rstrip(".")))
        self._side.setChecked(False)
        self._side.setVisible(bool(looked_back.inner_voice))
        self._name_side(False)
        self._details.setChecked(False)
        self._arc = looked_back.arc
        self._has_arc = False

    def show_mood(self, mood: str) -> None:
        self.portrait.set_mood(mood)

    def hear_other_side(self, on: bool) -> None:
        self._side.setChecked(on)

    def show_details(self, open_: bool) -> None:
        self._details.setChecked(open_)

    def _fill_arc(self) -> None:
        """Made when it is wanted: the table alone has more words than all the rest."""
        names = [self._catalogue.gauges[gauge].name for gauge in GAUGES]
        columns = list(zip(*self._arc, strict=True))
        self._chart.show_arc([(name, tuple(values)) for name, values in zip(names, columns, strict=True)])
        old, self._table = self._table, QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, self._themes.px(8), 0, 0)
        grid.setHorizontalSpacing(self._themes.px(8))
        heads = (self.tr("turn"), self.tr("close"), self.tr("plain"), self.tr("side"), self.tr("tense"))
        for column, head in enumerate(heads):
            grid.addWidget(Label(self._themes, head, "cap", "soft", weight=SEMIBOLD, wrap=False), 0, column)
        for turn, gauges in enumerate(self._arc):
            for column, value in enumerate((self.tr("start") if turn == 0 else turn, *gauges)):
                grid.addWidget(Label(self._themes, str(value), "cap", wrap=False), turn + 1, column)
        self._below.replaceWidget(old, self._table)
        old.deleteLater()
        self._has_arc = True

    def _show_details(self, open_: bool) -> None:
        if open_ and not self._has_arc:
            self._fill_arc()
        self._details.set_icon("chevron-down" if open_ else "chevron-right")
        self._hint.setVisible(not open_)
        self._chart.setVisible(open_)
        self._table.setVisible(open_)

    def _side_toggled(self, on: bool) -> None:
        self._name_side(on)
        self.other_side_wanted.emit(on)

    def _name_side(self, on: bool) -> None:
        # Without the name, which may be long: the button's words don't wrap.
        self._side.set_words(self.tr("Back to your side") if on else self.tr("Hear the other side"))

    def _theme_changed(self) -> None:
        px = self._themes.px
        left, top, right, bottom = panel_margins(self._themes)
        pulled_out = self._details.padding()
        self._column.setContentsMargins(left - pulled_out, top, right, bottom)
        for layout in (self._above, self._below):
            layout.setContentsMargins(pulled_out, 0, 0, 0)
            layout.setSpacing(px(4))
        for gap, height in zip(self._gaps, (8, 12), strict=True):
            gap.setFixedHeight(px(height))
