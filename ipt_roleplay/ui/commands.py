# ruff: noqa: PLW0108 - slots look up pages when they are called: a page may not be built yet
"""Everything that the window can be told to do, in one table; shortcuts, palette and keys card are made from it.

To add something: one row in `Commands._table`. Keys without a modifier belong to the page that reads them, for they
must not fire while one types: such a row says `read_by_page`, or is a `Key` where there is nothing but a key to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence, QShortcut

from ipt_roleplay.settings import ThemeChoice

if TYPE_CHECKING:
    from ipt_roleplay.conversation.session import Trigger
    from ipt_roleplay.ui.main_window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText  # in the system's own words


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: what it is called, its keys, on which pages it is there (none named: on all), and the slot.

    `places` holds ids as `MainWindow.place` gives them. `keys` are written as `QKeySequence` reads them; single
    letters and Esc belong to the pages: `read_by_page`.
    `also` holds words under which somebody may look for it. `over_cards`: possible while a card lies over the page.
    """

    command_id: str
    words: str
    slot: Callable[[], object]
    keys: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    possible: Callable[[], bool] = _always
    also: str = ""
    read_by_page: bool = False
    over_cards: bool = False

    def key_words(self) -> str:
        """Its keys as one says them: “P or Esc”; empty where it has none."""
        between = QCoreApplication.translate("Commands", " or ")
        return between.join(QKeySequence(keys).toString(_NATIVE) for keys in self.keys)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does on some pages where it is no command: “1 to 9”, “says that answer”."""

    keys: str
    words: str
    places: tuple[str, ...] = ()


class Commands(QObject):
    """The table of one window. Slots look up what they need when they are called: pages may not be built yet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rows = self._table()
        self._keys = self._page_keys()
        for command in self._rows:
            for keys in () if command.read_by_page else command.keys:
                QShortcut(QKeySequence(keys), window, lambda command=command: self._run_if_possible(command))

    def possible(self) -> list[Command]:
        """What can be done now, as it stands in the table."""
        return [command for command in self._rows if self._is_possible(command)]

    def keys_of(self, place: str) -> tuple[list[Key], list[Key]]:
        """The keys of one page, and those that hold everywhere."""
        rows = [Key(c.key_words(), c.words, c.places) for c in self._rows if c.keys]
        here = [key for key in (*self._keys, *rows) if place in key.places]
        return here, [key for key in (*self._keys, *rows) if not key.places]

    def run(self, command_id: str) -> None:
        """Do what the row of that id says, where it is possible now.

        Raises:
            KeyError: there is no such row.
        """
        self._run_if_possible({command.command_id: command for command in self._rows}[command_id])

    def _is_possible(self, command: Command) -> bool:
        window = self._window
        here = not command.places or window.place() in command.places
        return here and (command.over_cards or not window.is_covered()) and command.possible()

    def _run_if_possible(self, command: Command) -> None:
        if self._is_possible(command):
            command.slot()

    def _table(self) -> tuple[Command, ...]:
        return (*self._ways(), *self._practising(), *self._looks(), *self._window_itself())

    def _ways(self) -> list[Command]:
        """Where one can go."""
        window = self._window
        return [
            Command("today", self.tr("Today"), lambda: window.open_page("today")),
            Command("history", self.tr("History"), lambda: window.open_page("history"), also=self.tr("past search")),
            Command("practise", self.tr("Practise"), lambda: window.open_page("practise"), also=self.tr("library")),
            Command("settings", self.tr("Settings"), lambda: window.open_page("settings"), ("Ctrl+,",),
                    also=self.tr("passphrase password lock motion explanations numbers")),
            Command("data", self.tr("Your data"), lambda: window.open_page("data"),
                    also=self.tr("backup restore export import erase")),
            Command("help", self.tr("Need help now?"), window.open_help, ("F2",), over_cards=True,
                    also=self.tr("crisis emergency danger suicide numbers")),
            Command("undo-number", self.tr("Undo the last change of your numbers"), lambda: window.help.own.undo(),
                    ("Ctrl+Z",), ("help",), lambda: window.help.own.can_undo()),
            Command("safety", self.tr("When plain speaking is not safe"), lambda: window.open_page("safety"),
                    also=self.tr("afraid violence")),
            Command("about", self.tr("About this program"), lambda: window.open_page("about"),
                    also=self.tr("version licence")),
        ]  # fmt: skip

    def _practising(self) -> list[Command]:
        """On the library page, and in a talk."""
        w = self._window

        def can(trigger: Trigger) -> Callable[[], bool]:
            return lambda: w.practice.session is not None and w.practice.session.can(trigger)

        return [
            Command("search", self.tr("Search the conversations"), lambda: w.practise.search.setFocus(),
                    ("Ctrl+F",), ("practise",)),
            Command("show-all", self.tr("Show all conversations"), lambda: w.practise.show_all(), places=("practise",)),
            Command("resume", self.tr("Resume the talk left open"), lambda: w.kept.resuming.resume(),
                    places=("today", "practise"), possible=lambda: w.kept.resuming.offered is not None),
            Command("begin", self.tr("Begin"), lambda: w.briefing.begin(), places=("briefing",)),
            Command("not-now", self.tr("Not now"), lambda: w.briefing.not_now.emit(), ("Esc",), ("briefing",),
                    read_by_page=True),
            Command("pause", self.tr("Pause"), lambda: w.conversation.pause_wanted.emit(), ("P", "Esc"),
                    ("conversation",), can("pause"), read_by_page=True),
            Command("back", self.tr("Back a turn"), lambda: w.conversation.back_wanted.emit(), ("Backspace",),
                    ("conversation",), can("rewind"), self.tr("undo rewind"), read_by_page=True),
            Command("more", self.tr("More or less of the explanation"), lambda: w.conversation.toggle_more(), ("M",),
                    ("conversation",), lambda: w.conversation.transcript.last_card() is not None, read_by_page=True),
            Command("step-out", self.tr("Step out, and keep it for later"),
                    lambda: w.conversation.step_out_wanted.emit(), places=("conversation",), possible=can("leave"),
                    also=self.tr("leave stop")),
            Command("replay", self.tr("Step by step, as it was said"), lambda: w.kept.history.reading.ask_for_replay(),
                    places=("history",), possible=lambda: w.kept.is_reading(), also=self.tr("replay watch again")),
            Command("close-replay", self.tr("Back to the practice"), lambda: w.replay.over.emit(), ("Esc",),
                    ("replay",), read_by_page=True),
            Command("again", self.tr("Once more from the start"), lambda: w.debrief.again_wanted.emit(),
                    places=("debrief",)),
            Command("close-debrief", self.tr("Close the debrief"), lambda: w.debrief.close_wanted.emit(),
                    places=("debrief",)),
        ]  # fmt: skip

    def _looks(self) -> list[Command]:
        window = self._window

        def choose(theme: ThemeChoice) -> Callable[[], None]:
            return lambda: window.change_settings(lambda settings: replace(settings, theme=theme))

        colours = self.tr("theme colours")
        return [
            Command("larger", self.tr("Larger text"), lambda: window.change_settings(lambda s: s.with_text_step(1)),
                    ("Ctrl++", "Ctrl+="), also=self.tr("zoom"), over_cards=True),
            Command("smaller", self.tr("Smaller text"), lambda: window.change_settings(lambda s: s.with_text_step(-1)),
                    ("Ctrl+-",), also=self.tr("zoom"), over_cards=True),
            Command("usual-size", self.tr("Text at its usual size"),
                    lambda: window.change_settings(lambda s: replace(s, text_percent=100)),
                    ("Ctrl+0",), also=self.tr("zoom size"), over_cards=True),
            Command("theme-system", self.tr("Colours as the system has them"), choose("system"), also=colours),
            Command("theme-light", self.tr("Light colours"), choose("light"), also=colours),
            Command("theme-dark", self.tr("Dark colours"), choose("dark"), also=colours),
            Command("theme-contrast", self.tr("High contrast"), choose("contrast"), also=colours),
            Command("motion", self.tr("Motion on or off: faces and pages"),
                    lambda: window.change_settings(lambda s: replace(s, reduced_motion=not s.reduced_motion)),
                    also=self.tr("animation nothing moves")),
        ]  # fmt: skip

    def _window_itself(self) -> list[Command]:
        window = self._window
        return [
            Command("lock", self.tr("Lock"), window.entrance.lock, ("Ctrl+L",), over_cards=True,
                    possible=lambda: not window.entrance.is_closed, also=self.tr("passphrase leave")),
            Command("keep-nothing", self.tr("Keep nothing from here on"), window.entrance.keep_nothing,
                    possible=lambda: not window.keeping.keeps_nothing, also=self.tr("private trace incognito")),
            Command("keep-again", self.tr("Keep again what is said"), window.entrance.keep_again,
                    possible=lambda: window.keeping.keeps_nothing, also=self.tr("private save record")),
            Command("hide", self.tr("Hide the window behind a blank page"), window.entrance.curtain.draw,
                    ("F9", "Ctrl+H"), over_cards=True, also=self.tr("quick exit cover notes")),
            Command("palette", self.tr("Every command"), window.open_palette, ("Ctrl+K",)),
            Command("keys", self.tr("Keys of this page"), window.open_keys, ("F1",), also=self.tr("shortcuts")),
            Command("quit", self.tr("Close the program"), window.close, ("Ctrl+Q",), over_cards=True,
                    also=self.tr("quit exit")),
        ]  # fmt: skip

    def _page_keys(self) -> tuple[Key, ...]:
        return (
            Key(self.tr("Arrows"), self.tr("from card to card"), ("practise",)),
            Key(self.tr("Enter"), self.tr("opens the card that has the focus"), ("practise",)),
            Key(self.tr("Esc"), self.tr("empties the search"), ("practise",)),
            Key(self.tr("Arrows"), self.tr("from practice to practice"), ("history",)),
            Key(self.tr("Enter"), self.tr("opens the practice, to be read"), ("history",)),
            Key(self.tr("Esc"), self.tr("empties the search, or goes back to the list"), ("history",)),
            Key(self.tr("Arrows"), self.tr("from option to option"), ("briefing", "settings")),
            Key(self.tr("1 to 9"), self.tr("says that answer"), ("conversation",)),
            Key(self.tr("Arrows"), self.tr("from answer to answer"), ("conversation",)),
            Key(self.tr("Enter"), self.tr("says the answer that has the focus, then goes on"), ("conversation",)),
            Key(self.tr("Enter or Right"), self.tr("the next step"), ("replay",)),
            Key(self.tr("Left or Backspace"), self.tr("a step back"), ("replay",)),
            Key(self.tr("Home, End"), self.tr("the first step, the last"), ("replay",)),
            Key(self.tr("M"), self.tr("more or less of the explanation"), ("replay",)),
            Key(self.tr("Esc"), self.tr("leaves the debrief; it stays open for later"), ("debrief",)),
            Key(self.tr("Esc"), self.tr("back to the conversation, where you came from one"), ("help",)),
            Key(self.tr("Page up, Page down"), self.tr("scroll the words")),
            Key(self.tr("Tab"), self.tr("to the next thing that can be pressed; with Shift, back")),
        )
