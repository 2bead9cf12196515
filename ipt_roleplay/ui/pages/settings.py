"""Settings: how the program looks, what a practice begins with, and the lock. Each change holds at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from ipt_roleplay.settings import LOCK_TIMES, Settings
from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.reading_order import tab_to_the_chosen
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import CheckOption, RadioOption


class SettingsPage(Sheet):
    """`changed(Settings)` whenever the person changes one. `data_wanted`, `about_wanted`: the pages it leads to."""

    changed = Signal(object)
    data_wanted = Signal()
    about_wanted = Signal()

    def __init__(
        self,
        themes: ThemeManager,
        settings: Settings,
        passphrase: QWidget,
        keeps: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, parent)
        self.set_title(self.tr("Settings"))
        self._settings = settings
        self._groups: dict[str, QButtonGroup] = {}
        self._add_colours()
        self._add_text_size()
        self._add_motion()
        self._add_practice()
        self._add_lock(passphrase)
        self._add_data(keeps)
        self.add_gap(24)
        self.add_link(self.tr("About this program")).clicked.connect(self.about_wanted)
        self.add_end()
        self.show_settings(settings)

    def _add_colours(self) -> None:
        self.add_heading(self.tr("Colours"))
        self._add_options(
            "theme",
            (
                "system",
                self.tr("As the system has it"),
                self.tr("Light, dark or high contrast, looked up at each start."),
            ),
            ("light", self.tr("Light"), self.tr("Warm paper, dark ink.")),
            ("dark", self.tr("Dark"), self.tr("For the evening.")),
            ("contrast", self.tr("High contrast"), self.tr("Black on white, with stronger lines.")),
        )

    def _add_options(self, field: str, *options: tuple[object, str, str]) -> None:
        """Options that exclude one another, for one field of the settings."""
        group = self._groups[field] = QButtonGroup(self)
        for value, words, hint in options:
            option = RadioOption(self.themes, words, hint)
            option.setProperty("option", value)
            group.addButton(option)
            self.column.addWidget(option, 0, Qt.AlignmentFlag.AlignLeft)
            self.add_gap(12)
        tab_to_the_chosen(group)
        group.buttonClicked.connect(partial(self._chosen, field))

    def _add_text_size(self) -> None:
        self.add_heading(self.tr("Text"))
        self._smaller = SecondaryButton(self.themes, self.tr("Smaller"))
        self._larger = SecondaryButton(self.themes, self.tr("Larger"))
        self._percent = Label(self.themes, wrap=False)
        row = QHBoxLayout()
        row.setSpacing(self.themes.px(12))
        for widget in (self._smaller, self._larger, self._percent):
            row.addWidget(widget)
        row.addStretch(1)
        row.setAlignment(self._percent, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)
        self.column.addSpacing(self.themes.px(8))
        self.add_text(self.tr("Ctrl and + or − do the same on every page."), "cap", "soft")
        self._smaller.clicked.connect(self._made_smaller)
        self._larger.clicked.connect(self._made_larger)

    def _add_motion(self) -> None:
        self.add_heading(self.tr("Motion"))
        self._still = CheckOption(
            self.themes, self.tr("Nothing moves by itself"), self.tr("Faces and pages change at once.")
        )
        self.column.addWidget(self._still, 0, Qt.AlignmentFlag.AlignLeft)
        self._still.clicked.connect(self._motion_chosen)

    def _add_practice(self) -> None:
        self.add_heading(self.tr("Explanations"))
        self.add_text(self.tr("What a briefing proposes; there you can choose otherwise for one talk."), "cap", "soft")
        self._add_options(
            "feedback",
            ("each", self.tr("After each answer"), self.tr("What was heard, and what your line did.")),
            ("end", self.tr("At the end"), self.tr("They wait in the debrief.")),
            ("none", self.tr("None"), self.tr("Only the talk and how it ends.")),
        )
        self._numbers = CheckOption(
            self.themes, self.tr("Numbers beside the words"), self.tr("How things stand between you, from 0 to 10.")
        )
        self.column.addWidget(self._numbers, 0, Qt.AlignmentFlag.AlignLeft)
        self._numbers.clicked.connect(self._numbers_chosen)

    def _add_lock(self, passphrase: QWidget) -> None:
        self.add_heading(self.tr("Passphrase and lock"))
        self.column.addWidget(passphrase)
        self.add_gap(12)
        self.add_text(self.tr("Lock when nobody has pressed a key or moved the mouse"), "body")
        minutes = self.tr("for {n} minutes")
        hints = {
            5: self.tr("Where somebody else is about."),
            15: self.tr("Long enough to think, short enough to be called away."),
            30: self.tr("For long talks with pauses."),
            60: self.tr("Where nobody else comes near."),
        }
        times = [(n, minutes.format(n=n), hints[n]) for n in LOCK_TIMES if n]
        self._add_options(
            "lock_minutes", *times, (0, self.tr("Never"), self.tr("Only by key. Sleep does not lock it."))
        )
        self.add_text(self.tr("Ctrl+L locks at once. F9 hides the window behind a blank page."), "cap", "soft")

    def _add_data(self, keeps: QWidget) -> None:
        self.add_heading(self.tr("Your data"))
        self.add_text(self.tr("Where it is kept, its backups, a copy to take along, and how to erase it."))
        self.data = SecondaryButton(self.themes, self.tr("Your data"), trailing="chevron-right")
        self.column.addWidget(self.data, 0, Qt.AlignmentFlag.AlignLeft)
        self.data.clicked.connect(self.data_wanted)
        self.add_gap(24)
        self.column.addWidget(keeps)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now; emits nothing."""
        self._settings = settings
        for field, group in self._groups.items():
            for option in group.buttons():
                option.setChecked(option.property("option") == getattr(settings, field))
        self._percent.setText(f"{settings.text_percent} %")
        self._smaller.setEnabled(settings.with_text_step(-1) != settings)
        self._larger.setEnabled(settings.with_text_step(1) != settings)
        self._still.setChecked(settings.reduced_motion)
        self._numbers.setChecked(settings.numbers_in_play)

    def _change(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.changed.emit(settings)

    def _chosen(self, field: str, button: QAbstractButton) -> None:
        self._change(replace(self._settings, **{field: button.property("option")}))

    def _made_smaller(self) -> None:
        self._change(self._settings.with_text_step(-1))

    def _made_larger(self) -> None:
        self._change(self._settings.with_text_step(1))

    def _motion_chosen(self) -> None:
        self._change(replace(self._settings, reduced_motion=self._still.isChecked()))

    def _numbers_chosen(self) -> None:
        self._change(replace(self._settings, numbers_in_play=self._numbers.isChecked()))
