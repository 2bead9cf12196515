""" "Need help now?": plain words and where to turn. One click or key away from everywhere.

No numbers are shipped: they differ by country and change; a wrong one at such a moment is worse than none.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.theme import ThemeManager


class HelpPage(Sheet):
    """What this program cannot do, and who can."""

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.set_title(self.tr("Need help now?"))
        self.column.addSpacing(themes.px(8))
        self.add_text(
            self.tr("This program is for practice. It cannot call anyone, and it cannot see how you are. People can.")
        )
        for heading, words in self._parts():
            self.add_heading(heading)
            self.add_text(words)
        self.add_end()

    def _parts(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("You are in danger"),
                self.tr(
                    "Call the emergency number of where you are, or go to where other people are. You can do that now."
                ),
            ),
            (
                self.tr("You think of harming yourself"),
                self.tr(
                    "Tell someone today: a person you trust, your doctor, or a crisis line in your country. "
                    "If it feels close, call the emergency number. You do not have to find good words first."
                ),
            ),
            (
                self.tr("You are afraid of someone"),
                self.tr(
                    "No wording makes another person safe, and keeping quiet can be wise. What they do is not caused "
                    "by how you speak. A local service for people who are hurt at home can help you think it through, "
                    "also if you are not sure. Please don’t practise a talk with that person here to make them stop."
                ),
            ),
            (
                self.tr("You feel low after a birth"),
                self.tr(
                    "It happens to many parents, and it can be helped. Tell your midwife, your doctor or someone "
                    "close. If you fear for yourself or the baby, call the emergency number."
                ),
            ),
        ]
