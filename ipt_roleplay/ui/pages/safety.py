"""When plain speaking is not safe: what no wording can do, and what one can do. It neither blocks nor urges."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipt_roleplay.ui.pages.sheet import Sheet
from ipt_roleplay.ui.theme import ThemeManager


class SafetyPage(Sheet):
    """`help_wanted`, `others_wanted`: the numbers, and the other conversations. `back_wanted`: to the briefing."""

    back_wanted = Signal()
    help_wanted = Signal()
    others_wanted = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.set_title(self.tr("When plain speaking is not safe"))
        self.add_gap(8)
        self.add_text(
            self.tr(
                "Are you afraid of what someone may do, if you say what you think? Then this page is for you. Plain "
                "words help between people who wish each other no harm. They protect nobody from a person who hurts, "
                "threatens or controls."
            )
        )
        for heading, words in self._parts():
            self.add_heading(heading)
            self.add_text(words)
        self.add_gap(12)
        self._back = self.add_link(self.tr("Back to the conversation that I was looking at"))
        self._back.clicked.connect(self.back_wanted)
        self.offer_way_back(False)
        self.add_link(self.tr("Need help now? Numbers to call")).clicked.connect(self.help_wanted)
        self.add_link(self.tr("Other conversations to practise")).clicked.connect(self.others_wanted)
        self.add_end()

    def offer_way_back(self, offered: bool) -> None:
        """Whether one came here from a briefing."""
        self._back.setVisible(offered)

    def _parts(self) -> list[tuple[str, str]]:
        return [
            (
                self.tr("No wording makes another person safe"),
                self.tr(
                    "What a person does is theirs, however you speak. You have not caused it by a wrong word, and a "
                    "better word would not have stopped it."
                ),
            ),
            (
                self.tr("Keeping quiet can be wise"),
                self.tr(
                    "You know this person; a program does not. If you have kept quiet, agreed or left the room to get "
                    "through an evening, that is no lack of skill. It may be what has kept you safe."
                ),
            ),
            (
                self.tr("What can help"),
                self.tr(
                    "A local service for people who are hurt at home thinks it through with you: what you want, what "
                    "is safe, what comes next. They are there for you also if you are not sure that it is “bad "
                    "enough”, and if you want to stay. Call from a phone that this person does not look into."
                ),
            ),
            (
                self.tr("What you can practise here"),
                self.tr(
                    "How to tell a friend, a doctor or a helpline what is happening. All the other conversations are "
                    "open to you as well: nothing is locked, and you decide. Only do not take a line that worked here "
                    "for a sign that it will be safe to say."
                ),
            ),
            (
                self.tr("Who may see this program"),
                self.tr(
                    "Someone who can use this computer can find out that this program is on it. F9 hides the window "
                    "behind a blank page called “Notes”; more than that it does not hide, and it cannot promise that "
                    "nobody looks. What you answer to “Are you afraid of what they may do?” is not kept; only that "
                    "you were asked."
                ),
            ),
        ]
