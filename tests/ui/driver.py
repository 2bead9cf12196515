"""Drives the real window as a person does: keys go to what has the focus, clicks to what can be seen."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QThreadPool
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.program import Program
from ipt_roleplay.ui.main_window import MainWindow
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.library_card import LibraryCard
from tests.scenario_text import as_text, choice, ending, node, scenario

BANNED = re.compile(r"\b(missed|failed|correct|fault|aggressive|deficit|score)s?\b", re.IGNORECASE)
"""What is never said on the screen."""

NASTY = "<b>fat</b> & <img src=file:///etc/hostname> <sigh> ![](file:///etc/hostname) &amp; {name} %s"
"""What someone may write into a scenario; it is shown to the letter."""

_LINE = (
    "I know that you have been looking forward to it for weeks, and I would like to see the pictures too. And still I "
    "need this one day to myself, from the morning on, until it is dark outside."
)
LONG_TITLE = "The very long afternoon at the house of the Featherstonehaughs"


def long_talk() -> str:
    """A talk in which everything is as long as people make it; two turns, four answers each."""

    def answers(to: str) -> list[dict[str, object]]:
        told = {"heard": _LINE, "feedback": f"{_LINE} {_LINE}", "better": _LINE, "reply": _LINE, "mood": "disappointed"}
        return [
            choice("say", to, say=_LINE, **told),
            choice("do", to, say=None, do=_LINE, stance="listening", **told),
            choice("both", to, do="You put the phone down on the table.", say=_LINE, stance="barbed", **told),
            choice("short", to, say="No.", stance="aggressive", **told),
        ]

    def without_nothing(form: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in form.items() if value is not None}

    nodes = {
        name: node(*map(without_nothing, answers(to)), scene=_LINE, partner=_LINE, mood="surprised")
        for name, to in (("door", "table"), ("table", "done"))
    }
    return as_text(
        scenario(
            nodes,
            id="long",
            title=LONG_TITLE,
            summary=_LINE,
            content_notes=["the death of a grandmother", "a quarrel about the inheritance", "an overdose in the past"],
            you={"name": "Alexandrina", "role": "the youngest of the grandchildren, and the only one who still visits"},
            partner={
                "name": "Bartholomew",
                "relation": "your grandmother’s second husband, whom you call uncle",
                "face": "helmut",
                "wants": _LINE,
                "fears": _LINE,
            },
            manners=_LINE,
            power=_LINE,
            setting=_LINE,
            aim="Keep this afternoon for yourself, and stay on good terms with the people you love.",
            endings={"done": ending(answer="partly", title=LONG_TITLE, partner=_LINE, text=_LINE)},
        )
    )


def nasty_talk() -> str:
    """A talk in which every text holds what looks like markup."""
    told = {"heard": NASTY, "feedback": f"{NASTY}. {NASTY}", "better": NASTY, "reply": NASTY, "faults": ["barb"]}
    nodes = {
        "start": node(
            choice("one", "end", say=NASTY, **told), choice("two", "end", **told), scene=NASTY, partner=NASTY
        ),
        "end": node(choice("three", "done", say=NASTY, do=NASTY, **told), choice("four", "done"), partner=NASTY),
    }
    return as_text(
        scenario(
            nodes,
            id="nasty",
            title=f"Nasty {NASTY}",
            summary=NASTY,
            content_notes=[NASTY],
            you={"name": NASTY, "role": NASTY},
            partner={"name": NASTY, "relation": NASTY, "face": "dana", "wants": NASTY, "fears": NASTY},
            manners=NASTY,
            power=NASTY,
            setting=NASTY,
            aim=NASTY,
            endings={"done": ending(title=NASTY, partner=NASTY, text=NASTY)},
        )
    )


def add_scenario(program: Program, text: str, name: str = "tea") -> Path:
    """Put a scenario into the person's own folder, under `name`.yaml."""
    folder = program.data / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def heard(widget: QWidget) -> str:
    """The name under which assistive technology finds it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return interface.text(QAccessible.Text.Name)


def words_of(widget: QWidget) -> str:
    """What is to be read on a widget; a button's ampersands are doubled for Qt only."""
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&") or widget.accessibleName()
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    return ""


class OpenedFiles:
    """Python's own record of the files that it reads: (name, thread). An audit hook stays; this one can be closed."""

    def __init__(self) -> None:
        self.watching = True
        self.seen: list[tuple[str, int]] = []
        sys.addaudithook(self._heard)

    def threads(self, suffix: str) -> set[int]:
        """On which threads files with that ending were opened."""
        return {thread for name, thread in self.seen if name.endswith(suffix)}

    def _heard(self, event: str, details: tuple[object, ...]) -> None:
        if self.watching and event == "open" and isinstance(details[0], str) and details[1] in ("r", "rb", None):
            self.seen.append((details[0], threading.get_ident()))


class Driver:
    """One window, and a person in front of it."""

    RETURN = Qt.Key.Key_Return

    def __init__(self, qtbot: QtBot, window: MainWindow, program: Program) -> None:
        self.qtbot = qtbot
        self.window = window
        self.program = program

    def wait_for_library(self) -> None:
        """Until every file has been judged, and what can be played is shown on the Practise page."""
        self.wait_for_library_read()
        self.window.open_page("practise")
        playable = sum(header.playable for header in self.program.library.known()[0])
        self.qtbot.waitUntil(lambda: len(self.window.practise.grid.cards()) == playable)

    def wait_for_library_read(self) -> None:
        library = self.program.library
        self.qtbot.waitUntil(lambda: self._pool_is_idle() and not library.known()[1], timeout=60_000)
        self.wait_for_tasks()

    def wait_for_tasks(self) -> None:
        """Until nothing is at work off the GUI thread, and what it found has been taken in."""
        self.qtbot.waitUntil(self._pool_is_idle, timeout=60_000)
        self.settle()

    def _pool_is_idle(self) -> bool:
        pool = self.window.tasks.findChild(QThreadPool)
        assert isinstance(pool, QThreadPool)
        return pool.activeThreadCount() == 0

    def close(self) -> None:
        """Close the window, and wait until all is kept."""
        self.window.close()
        self.qtbot.waitUntil(lambda: self.window.is_gone, timeout=20_000)

    # --- what is there ------------------------------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus: a key would be lost"
        return focused

    def seen(self, kind: type[QWidget] = QWidget, root: QWidget | None = None) -> Iterator[QWidget]:
        """Every visible widget of a kind, scrolled out of sight or not."""
        return (widget for widget in (root or self.window).findChildren(kind) if widget.isVisible())

    def texts(self, root: QWidget | None = None) -> list[str]:
        """All that can be read, to the letter."""
        return [words for widget in self.seen(QWidget, root) if (words := words_of(widget))]

    def buttons(self, words: str, root: QWidget | None = None) -> list[QAbstractButton]:
        return [b for b in self.seen(QAbstractButton, root) if isinstance(b, QAbstractButton) and words_of(b) == words]

    def button(self, words: str, root: QWidget | None = None) -> QAbstractButton:
        """The one visible button with these words."""
        found = self.buttons(words, root)
        assert len(found) == 1, f"{len(found)} buttons say {words!r}; there are {self.texts(root)}"
        return found[0]

    def pressable(self) -> list[QWidget]:
        """What can be pressed or typed into now."""
        kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox)
        return [widget for widget in self.seen() if isinstance(widget, kinds) and widget.isEnabled()]

    # --- what a person does -------------------------------------------------------------------------------------------

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Each key goes to what has the focus by then."""
        for key in keys:
            self.qtbot.keyClick(self.focus, key, modifier)
        self.settle()

    def click(self, widget: QWidget | str) -> None:
        """Click on a widget, or on the button with these words, where it can be seen."""
        target = self.button(widget) if isinstance(widget, str) else widget
        self.scroll_to(target)
        self.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
        self.settle()

    def is_in_sight(self, widget: QWidget) -> bool:
        """Whether all of it can be seen, or where it is too high for that, its beginning."""
        area = _area_of(widget)
        if area is None:
            return True
        spot = QRect(widget.mapTo(area.viewport(), QPoint(0, 0)), widget.size())
        seen = area.viewport().rect()
        return seen.contains(spot) or (spot.height() > seen.height() and 0 <= spot.top() <= 16)

    def heard(self, widget: QWidget) -> str:
        return heard(widget)

    def scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            scroll = getattr(parent, "ensureWidgetVisible", None)
            if scroll is not None:
                scroll(widget)
            parent = parent.parentWidget()

    def tab_to(self, widget: QWidget) -> None:
        """Reach a widget by Tab alone."""
        for _ in range(100):
            if self.focus is widget:
                self.settle()
                return
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget}")

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.focus, words)

    # --- the way through a practice -----------------------------------------------------------------------------------

    def card(self, title: str) -> LibraryCard:
        for card in self.window.practise.grid.cards():
            if isinstance(card, LibraryCard) and card.text_shown.title == title:
                return card
        raise AssertionError(f"there is no card {title!r}")

    def open_card(self, title: str) -> None:
        """From the Practise page, by arrows and Enter."""
        card = self.card(title)
        cards = self.window.practise.grid.cards()
        self.tab_to(cards[0])
        self.press(*[Qt.Key.Key_Right] * cards.index(card))
        assert self.focus is card
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(self.window.briefing.isVisible)

    def choose_option(self, words: str) -> None:
        """On the briefing: Tab to the group of radio buttons, then arrows."""
        option = self.button(words)
        group = option.group()
        assert group is not None
        chosen = group.checkedButton()
        assert chosen is not None
        self.tab_to(chosen)
        buttons = group.buttons()
        steps = buttons.index(option) - buttons.index(chosen)
        self.press(*[Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up] * abs(steps))
        assert option.isChecked()

    def begin(self, title: str, *options: str) -> None:
        """Come to the briefing at once, as from the list of commands, and begin, choosing `options` by their words."""
        (file,) = (header.file for header in self.program.library.known()[0] if header.title == title)
        self.window.open_briefing(file)
        self.qtbot.waitUntil(self.window.briefing.isVisible)
        self.begin_here(*options)

    def begin_here(self, *options: str) -> None:
        """From the briefing."""
        for words in options:
            self.choose_option(words)
        self.tab_to(self.button("Begin"))
        self.press(Qt.Key.Key_Return)
        assert self.window.conversation.isVisible()

    def number_of(self, choice_id: str) -> int:
        cards = self.window.conversation.dock.choices.cards()
        for number, card in enumerate(cards, 1):
            if card.choice_id() == choice_id:
                return number
        raise AssertionError(f"{choice_id} is not on offer; there are {[card.choice_id() for card in cards]}")

    def pick(self, choice_id: str) -> None:
        """By its digit."""
        self.press(Qt.Key(Qt.Key.Key_0 + self.number_of(choice_id)))

    def play(self, choices: Sequence[str], *, explained: bool = True) -> None:
        for choice_id in choices:
            self.pick(choice_id)
            if explained:
                self.press(Qt.Key.Key_Return)

    @property
    def session(self) -> PracticeSession:
        session = self.window.practice.session
        assert session is not None
        return session

    def state(self) -> str:
        return self.session.state

    def settle(self) -> None:
        """Let what is being kept be kept, and layouts and what is queued have their turn."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
            if not self.window.keeping.is_idle:
                self.qtbot.waitUntil(lambda: self.window.keeping.is_idle, timeout=20_000)

    # --- every page -----------------------------------------------------------------------------------------------

    def walk(self, title: str, choices: Sequence[str]) -> Iterator[str]:
        """Lead the window through every page and state, and name each; `choices` lead to an ending."""
        window, first, rest = self.window, choices[0], choices[1:]
        yield "practise"
        self.open_card(title)
        yield from self._beside("briefing")
        self.tab_to(self.button("Begin"))
        self.press(Qt.Key.Key_Return)
        yield from self._beside("conversation")
        self.pick(first)
        yield "explained"
        self.press(Qt.Key.Key_M)
        yield "explained in full"
        self.press(Qt.Key.Key_Escape)
        yield "paused"
        self.press(Qt.Key.Key_Escape, Qt.Key.Key_Return)
        self.click("Step out")
        yield "left open"
        self.click("Resume")
        self.play(rest)
        assert window.debrief.isVisible()
        yield from self._beside("debrief")
        for more in self.buttons("More", window.debrief):
            self.click(more)
        window.debrief.panel.show_details(True)
        yield from self._beside("debrief in full")
        for button in self._about():
            self.click(button)
        self.click("Hear the other side")
        yield "the other side"
        self.click("Close")
        self.click("Settings")
        yield "settings"
        self.click("Need help now?")
        yield "help"
        self.click("When plain speaking is not safe")
        yield "safety"
        window.open_page("about")
        yield "about"
        self.press(Qt.Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
        yield "palette"
        self.press(Qt.Key.Key_Escape, Qt.Key.Key_F1)
        yield "keys"
        self.press(Qt.Key.Key_Escape)
        window.tell_of_error("what a report looks like")
        yield "a message"
        self.press(Qt.Key.Key_Escape)

    def _about(self) -> list[QAbstractButton]:
        """The button that leads to the panel, where it has given way."""
        found = [b for b in self.seen(QAbstractButton) if words_of(b).startswith("About ")]
        return [button for button in found if isinstance(button, QAbstractButton)]

    def _beside(self, name: str) -> Iterator[str]:
        """A page with a panel; where that has given way, the panel is a state of its own."""
        yield name
        for button in self._about():
            self.click(button)
            yield f"{name}, the panel"
            if button.isChecked():  # a wider window has room for both again
                self.click(button)

    # --- Tab ------------------------------------------------------------------------------------------------------

    def tab_stops(self) -> list[QWidget]:
        """Where Tab leads, once around, beginning at what is read first."""
        if not self.focus.focusPolicy() & Qt.FocusPolicy.TabFocus:
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Tab)  # a page itself has it at first
        stops = [self.focus]
        for _ in range(200):
            self.qtbot.keyClick(self.focus, Qt.Key.Key_Tab)
            if self.focus in stops:
                break
            stops.append(self.focus)
        assert self.focus is stops[0], f"Tab goes in a circle, and not through {stops[0]}"
        first = min(range(len(stops)), key=lambda n: self.reading_order(stops).index(stops[n]))
        return stops[first:] + stops[:first]

    def reachable(self) -> set[QWidget]:
        """What Tab has to reach: of a group of radio buttons only the chosen one, arrows do the rest.

        While a card lies over the window, only what is on it.
        """
        stops = {w for w in self.pressable() if not isinstance(w, QRadioButton) or w.isChecked()}
        for card in self.seen(CardDialog):
            stops = {widget for widget in stops if card.isAncestorOf(widget)}
        return stops

    def reading_order(self, widgets: Sequence[QWidget]) -> list[QWidget]:
        """Rail or header first, then the words, then the panel; in each from the top, and rows from the left."""

        def place(widget: QWidget) -> tuple[int, int, int, int]:
            area = _area_of(widget)
            where = place_of(area or widget, self.window)
            content = area.widget() if area is not None else None
            inside = widget.mapTo(content, QPoint(0, 0)) if content is not None else QPoint(0, 0)
            shell = self.window.shell
            if shell.notices.isAncestorOf(widget):
                column = 1  # after the rail, before the page
            elif shell.rail.isAncestorOf(widget) or (area is None and where.y() < 40):
                column = 0
            else:
                column = 2 if where.x() > self.window.width() * 0.7 else 1
            top = where.y() if column else 0
            middle = (inside if column else where).y() + widget.height() // 2
            return column, top, middle, where.x() + inside.x()

        def compare(one: QWidget, other: QWidget) -> int:
            (c1, a1, m1, x1), (c2, a2, m2, x2) = place(one), place(other)
            same_row = c1 == c2 and abs(a1 - a2) < 12 and abs(m1 - m2) < 12
            first, second = ((x1,), (x2,)) if same_row else ((c1, a1, m1), (c2, a2, m2))
            return (first > second) - (first < second)

        return sorted(widgets, key=cmp_to_key(compare))


def _area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def clipped(root: QWidget) -> list[str]:
    """Visible words that have less room than they need, or stand out of what they stand on."""
    found = []
    for widget in root.findChildren(QWidget):
        if not (isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and words_of(widget)):
            continue
        least = widget.minimumSizeHint()
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else least.height()
        parent = widget.parentWidget()
        outside = parent is not None and not parent.rect().contains(widget.geometry())
        # Lengths that grow with the text are rounded one by one: a pixel is nothing that one could see.
        if needed > widget.height() or widget.width() < least.width() - 1 or outside:
            has = f"{widget.width()} x {widget.height()}, needs {least.width()} x {needed}"
            found.append(f"{words_of(widget)!r}: {has}{', stands out' if outside else ''}")
    return found


def sideways(root: QWidget) -> list[str]:
    """Where something is wider than the room that it can be seen in: nothing scrolls sideways here."""
    found = []
    for area in root.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and content.width() > area.viewport().width():
            words = [words_of(label) for label in content.findChildren(QLabel) if label.isVisible()]
            found.append(f"{content.width()} in {area.viewport().width()}: {words[:6]}")
    return found


def overlapping(root: QWidget) -> list[tuple[str, str]]:
    """Pairs of visible words and controls on the same parent that stand on one another."""
    found = []
    parents = {widget.parentWidget() for widget in root.findChildren(QWidget) if widget.isVisible()}
    for parent in parents - {None}:
        shown = [
            child
            for child in parent.children()
            if isinstance(child, QLabel | QAbstractButton | QLineEdit) and child.isVisible() and words_of(child)
        ]
        for n, one in enumerate(shown):
            for other in shown[n + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    found.append((words_of(one), words_of(other)))
    return found


def place_of(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, QPoint(0, 0))
