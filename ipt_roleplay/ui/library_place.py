"""The library: which conversations there are, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_roleplay.program import NeedsRepair, Program, UnknownScenario
from ipt_roleplay.scenario.findings import ScenarioError
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.ui.kept_pages import KeptPages
from ipt_roleplay.ui.tasks import Tasks
from ipt_roleplay.ui.theme import ThemeManager

if TYPE_CHECKING:
    from ipt_roleplay.scenario.story import Story
    from ipt_roleplay.ui.pages.practise import PractisePage
    from ipt_roleplay.ui.practice_words import LeftOpen


class LibraryPlace(QObject):
    """`briefing_wanted(file)`: a card was opened. `told(title, words)`: something that the person should know."""

    briefing_wanted = Signal(str)
    told = Signal(str, str)

    def __init__(self, themes: ThemeManager, program: Program, tasks: Tasks, kept: KeptPages, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes
        self._program = program
        self._tasks = tasks
        self._kept = kept
        self._headers: tuple[Header, ...] = ()

    @cached_property
    def page(self) -> PractisePage:
        from ipt_roleplay.ui.pages.practise import PractisePage

        resuming = self._kept.resuming
        page = PractisePage(self._themes, self._program.catalogue)
        page.opened.connect(self.briefing_wanted)
        page.resumed.connect(resuming.resume)
        page.restarted.connect(resuming.start_over)
        page.strip.set_aside.connect(resuming.set_aside)
        page.show_headers(self._headers)
        page.show_found(self._kept.found)
        self._kept.found_known.connect(page.show_found)
        show_left_open = partial(self._show_left_open, page)
        resuming.changed.connect(show_left_open)
        show_left_open(resuming.offered)
        return page

    def read(self) -> None:
        """What the index knows is there at once; what is new is read off the GUI thread."""
        headers, unknown = self._program.library.known()
        self._show(headers)
        if unknown:
            self._tasks.run(self._program.library.headers, self._read_all, self._not_read)

    def playable(self) -> list[Header]:
        """The conversations that can be begun, as far as they have been read."""
        return [header for header in self._headers if header.playable]

    def load(self, file: str, ready: Callable[[Story], None]) -> None:
        """Give the story in `file` to `ready`, off the GUI thread; where it cannot be played, `told` says why."""

        def work() -> Story:
            import_room()  # while nobody waits for this thread
            return self._program.story(file)

        self._tasks.run(work, ready, self._not_loaded)

    def _not_loaded(self, error: Exception) -> None:
        if not isinstance(error, NeedsRepair | UnknownScenario | ScenarioError | OSError):
            raise error
        self.told.emit(self.tr("This conversation cannot be played yet"), str(error))

    def _read_all(self, headers: Sequence[Header]) -> None:
        self._show(headers)
        if "page" in self.__dict__ and self.page.isVisible() and not self.page.search.text():
            self.page.take_focus()

    def _show(self, headers: Sequence[Header]) -> None:
        self._headers = tuple(headers)
        self._kept.show_headers(headers)
        if "page" in self.__dict__:
            self.page.show_headers(headers)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error  # told of as any error in the program is: its words may be anybody's
        self.told.emit(self.tr("The conversations could not be read"), str(error))

    def _show_left_open(self, page: PractisePage, left: LeftOpen | None) -> None:
        """What was left open; nothing once it goes on."""
        if left is None:
            page.hide_left_open()
            return
        face, when = self._kept.face_of(left.scenario, left.partner), left.when(datetime.now())
        page.show_left_open(face, left.partner, when, left.title, left.quoted())


def import_room() -> None:
    """The pages of a practice take a while to import: later they are there at once."""
    from ipt_roleplay.ui import practice_room  # noqa: F401
