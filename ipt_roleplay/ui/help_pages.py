"""The pages for moments of need, and the one about the program, and the ways between them."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_roleplay.ui.theme import ThemeManager

if TYPE_CHECKING:
    from ipt_roleplay.ui.pages.about import AboutPage
    from ipt_roleplay.ui.pages.help import HelpPage
    from ipt_roleplay.ui.pages.safety import SafetyPage


class HelpPages(QObject):
    """Each is made when it is opened first. `place_wanted(page)`, `briefing_wanted`: where the person wants to go.

    `talk_wanted`: back to where they came from when they asked for help.
    """

    place_wanted = Signal(str)
    briefing_wanted = Signal()
    talk_wanted = Signal()

    def __init__(self, themes: ThemeManager, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes
        self._data = data

    @cached_property
    def help(self) -> HelpPage:
        from ipt_roleplay.ui.pages.help import HelpPage

        page = HelpPage(self._themes, self._data)
        page.back_wanted.connect(self.talk_wanted)
        page.safety_wanted.connect(partial(self.place_wanted.emit, "safety"))
        page.about_wanted.connect(partial(self.place_wanted.emit, "about"))
        return page

    @cached_property
    def safety(self) -> SafetyPage:
        from ipt_roleplay.ui.pages.safety import SafetyPage

        page = SafetyPage(self._themes)
        page.help_wanted.connect(partial(self.place_wanted.emit, "help"))
        page.others_wanted.connect(partial(self.place_wanted.emit, "practise"))
        page.back_wanted.connect(self.briefing_wanted)
        return page

    @cached_property
    def about(self) -> AboutPage:
        from ipt_roleplay.ui.pages.about import AboutPage

        page = AboutPage(self._themes)
        page.help_wanted.connect(partial(self.place_wanted.emit, "help"))
        page.safety_wanted.connect(partial(self.place_wanted.emit, "safety"))
        return page
