""" "Need help now?": plain words and where to turn. One click or key away from everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipt_roleplay import care
from ipt_roleplay.care import NEEDS, Country, Need, OwnNumber
from ipt_roleplay.ui.pages.help_numbers import NumberList, OwnNumbers
from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.chip import MenuChip
from ipt_roleplay.ui.widgets.label import Label


class HelpPage(Sheet):
    """What this program cannot do, and who can. `safety_wanted`, `about_wanted`: the other pages it leads to.

    `back_wanted`: to the conversation from which one came; by Esc too, where that is offered.

    `at_door`: nobody has come in yet, so nothing of anybody's own is shown, nor anything written down.
    """

    safety_wanted = Signal()
    about_wanted = Signal()
    back_wanted = Signal()

    def __init__(
        self, themes: ThemeManager, data: Path, parent: QWidget | None = None, *, at_door: bool = False
    ) -> None:
        super().__init__(themes, parent)
        self._data = data
        self._at_door = at_door
        self._care = replace(care.read(data), numbers=()) if at_door else care.read(data)
        self._list = care.countries(data)
        self._lines: dict[Need, NumberList] = {need: NumberList(themes) for need in NEEDS}
        self._country = MenuChip(themes, self.tr("Choose a country"))
        self.own = OwnNumbers(themes, self._care.numbers, str(data / care.OWN))
        self._not_kept = Label(
            themes, self.tr("This could not be written down. It holds until you close the program."), role="accent"
        )
        self._not_kept.setVisible(False)
        self._back = self.add_way_back(self.tr("Back to the conversation"))
        self._back.clicked.connect(self.back_wanted)
        self.offer_way_back(False)
        self.set_title(self.tr("Need help now?"))
        self.add_gap(8)
        self.add_text(self.tr("This program is for practice. It cannot call anyone or see how you are. People can."))
        if self._care.numbers:  # what one has noted down is what one wants to see first
            self._add_own()
            self.add_gap(24)
        self._add_country()
        self._add_parts()
        if not self._care.numbers and not at_door:
            self._add_own()
        self._add_end()
        self._country.chosen.connect(self._country_chosen)
        self.own.changed.connect(self._own_changed)
        self._show_country(self._care.country or self._guess())

    def take_focus(self) -> bool:
        """To the way back, where there is one."""
        if self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back.isVisible():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _add_country(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.themes.px(8))
        row.addWidget(
            Label(self.themes, self.tr("Numbers for"), role="soft", wrap=False), 0, Qt.AlignmentFlag.AlignVCenter
        )
        row.addWidget(self._country)
        row.addStretch(1)
        self._country.set_options([("", self.tr("No country")), *((c.name, c.name) for c in self._list.all)])
        self.column.addLayout(row)

    def _add_parts(self) -> None:
        for need, heading, words in self._parts():
            self.add_heading(heading)
            self.add_text(words)
            self.column.addWidget(self._lines[need])
            if need == "afraid":
                self.add_gap(4)
                self.add_link(self.tr("When plain speaking is not safe")).clicked.connect(self.safety_wanted)

    def _add_own(self) -> None:
        self.add_heading(self.tr("Your own numbers"))
        self.column.addWidget(self.own)
        self.column.addWidget(self._not_kept)

    def _add_end(self) -> None:
        self.add_heading(self.tr("How old these numbers are"))
        day = f"{self._list.looked_up.day} {self._list.looked_up:%B %Y}"
        said = self.tr(
            "The numbers by country were looked up on {day}, at the places named under each. Numbers change: check "
            "that they still hold, and note down those of where you are. A newer list, {file}, can be put into "
            "{folder}."
        )
        self.add_text(said.format(day=day, file=care.LIST, folder=self._data), "cap", "soft")
        if self._list.trouble:
            self.add_text(self._list.trouble, "cap", "soft")
        self.add_gap(8)
        if not self._at_door:
            self.add_link(self.tr("About this program")).clicked.connect(self.about_wanted)
        self.add_end()

    def _guess(self) -> str:
        """The country of the system's own settings; none where it is not in the list."""
        found = self._list.with_code(QLocale.territoryToCode(QLocale.system().territory()))
        return found.name if found else ""

    def _show_country(self, name: str) -> None:
        country = self._list.named(name) or Country("", (), ())
        self._country.set_current(country.name)
        for need, lines in self._lines.items():
            lines.show_lines(country.for_need(need))

    def _country_chosen(self, name: str) -> None:
        self._show_country(name)
        self._keep(country=name)

    def _own_changed(self, numbers: tuple[OwnNumber, ...]) -> None:
        self._keep(numbers=numbers)

    def _keep(self, **changed: object) -> None:
        if self._at_door:
            return
        # Read anew: what has been asked meanwhile is noted down in the same file.
        self._care = replace(self._care, asked=care.read(self._data).asked, **changed)  # type: ignore[arg-type]
        try:
            care.write(self._data, self._care)
            self._not_kept.setVisible(False)
        except OSError:
            self._not_kept.setVisible(True)

    def _parts(self) -> list[tuple[Need, str, str]]:
        return [
            (
                "danger",
                self.tr("You are in danger"),
                self.tr(
                    "Call the emergency number of where you are, or go to where other people are. You can do that now."
                ),
            ),
            (
                "self_harm",
                self.tr("You think of harming yourself"),
                self.tr(
                    "Tell someone today: a person you trust, your doctor, or a crisis line in your country. "
                    "If it feels close, call the emergency number. You do not have to find good words first."
                ),
            ),
            (
                "afraid",
                self.tr("You are afraid of someone"),
                self.tr(
                    "No wording makes another person safe, and keeping quiet can be wise. What they do is not caused "
                    "by how you speak. A local service for people who are hurt at home can help you think it through, "
                    "also if you are not sure."
                ),
            ),
            (
                "after_birth",
                self.tr("You feel low after a birth"),
                self.tr(
                    "It happens to many parents, and it can be helped. Tell your midwife, your doctor or someone "
                    "close. If you fear for yourself or the baby, call the emergency number."
                ),
            ),
        ]
