"""The library: every conversation as a card, with filters and a search; and the one that was left open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.library import Header
from ipt_roleplay.ui.library_words import Found, card_text
from ipt_roleplay.ui.page_frame import page_side
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import SecondaryButton
from ipt_roleplay.ui.widgets.chip import Chip, MenuChip
from ipt_roleplay.ui.widgets.field import SearchField
from ipt_roleplay.ui.widgets.flow import CardGrid, FlowLayout
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.library_card import LibraryCard
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.strip import ResumeStrip

_TOP, _SEARCH = 40, 280
_SHORT, _MEDIUM = 5, 8  # minutes: up to 5, 6-8, more


class PractisePage(QWidget):
    """`opened(file)`: the briefing of that scenario is wanted. `resumed`, `restarted`: the one left open."""

    opened = Signal(str)
    resumed = Signal()
    restarted = Signal()

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._catalogue = catalogue
        self._headers: tuple[Header, ...] = ()
        self._cards: dict[str, LibraryCard] = {}
        self._found: Found = {}
        self._came_from: LibraryCard | None = None
        self._title = Label(themes, self.tr("Practise"), "title", weight=SEMIBOLD, wrap=False)
        self._lead = Label(themes, role="soft")
        self.search = SearchField(themes, self.tr("Search"))
        self.strip = ResumeStrip(themes)
        self.strip.setVisible(False)
        self._practices = {name: Chip(themes, words) for name, words in self._practice_names()}
        self._menus = {
            "focus": MenuChip(themes, self.tr("Focus")),
            "level": MenuChip(themes, self.tr("Level")),
            "length": MenuChip(themes, self.tr("Length")),
        }
        self.grid = CardGrid(themes)
        self._nothing = Label(themes, self.tr("No conversation fits these filters."), "say")
        self._all = SecondaryButton(themes, self.tr("Show all of them"))
        self._repairs = QWidget()
        self._assemble()
        self._connect()
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _practice_names(self) -> list[tuple[str, str]]:
        return [("", self.tr("All")), *((key, term.name) for key, term in self._catalogue.practices.items())]

    def _assemble(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.search)
        # The last menu reaches further out by its own padding, so that its arrow meets the edge of the cards.
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        chips = QWidget()
        self._chip_flow = FlowLayout(chips, gap=4)
        for chip in self._practices.values():
            self._chip_flow.addWidget(chip)
        menus = QWidget()
        self._menu_flow = FlowLayout(menus, gap=4)
        for menu in self._menus.values():
            self._menu_flow.addWidget(menu)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filters.setSpacing(4)
        self._filters.addWidget(chips, 1)
        self._filters.addWidget(menus)
        self._gaps = [QWidget() for _ in range(4)]
        self._above.addLayout(head)
        for widget in (self._lead, self._gaps[0], self.strip, self._gaps[1]):
            self._above.addWidget(widget)
        for widget in (self._gaps[2], self.grid, self._nothing, self._gaps[3]):
            self._below.addWidget(widget)
        self._below.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._below.addWidget(self._repairs)
        for part in (self._above, self._filters, self._below):
            self._column.addLayout(part)
        self._column.addStretch(1)
        self._scroll = Scroll(self._themes)
        self._scroll.set_content(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._menus["focus"].set_options(
            [("", self.tr("Any focus")), *((key, term.name) for key, term in self._catalogue.focuses.items())]
        )
        self._menus["level"].set_options(
            [("", self.tr("Any level")), *((str(key), term.name) for key, term in self._catalogue.levels.items())]
        )
        self._menus["length"].set_options(
            [
                ("", self.tr("Any length")),
                ("short", self.tr("up to 5 minutes")),
                ("medium", self.tr("6 to 8 minutes")),
                ("long", self.tr("longer")),
            ]
        )
        self._practices[""].set_on(True)

    def _connect(self) -> None:
        for chip in self._practices.values():
            chip.clicked.connect(self._practice_clicked)
        for menu in self._menus.values():
            menu.chosen.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self._all.clicked.connect(self.show_all)
        self.strip.resumed.connect(self.resumed)
        self.strip.restarted.connect(self.restarted)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_headers(self, headers: Sequence[Header]) -> None:
        """Show the library; those that need repair stand below the others, with what to mend."""
        self._headers = tuple(headers)
        self.grid.set_cards([])
        for old in self._cards.values():
            old.deleteLater()
        self._cards.clear()
        self._came_from = None
        for header in headers:
            if header.playable:
                card = LibraryCard(self._themes, card_text(self._catalogue, header, self._found))
                card.activated.connect(self._card_opened)
                self._cards[header.file] = card
        self._show_repairs([header for header in headers if not header.playable])
        self._filter()

    def show_found(self, found: Found) -> None:
        """Which endings one has come to."""
        self._found = found
        for header in self._headers:
            if header.file in self._cards:
                self._cards[header.file].show_text(card_text(self._catalogue, header, found))

    def show_left_open(self, face: str, name: str, when: str, title: str, last: str) -> None:
        self.strip.show_talk(face, name, when, title, last)
        self.strip.setVisible(True)
        self._theme_changed()

    def hide_left_open(self) -> None:
        self.strip.setVisible(False)
        self._theme_changed()

    def show_focus(self, focus: str) -> None:
        """Only the conversations about one focus."""
        self.show_all()
        self._menus["focus"].set_current(focus)
        self._filter()
        self.take_focus()

    def show_all(self) -> None:
        """No filter, no search."""
        self.search.clear()
        for menu in self._menus.values():
            menu.set_current("")
        self._choose_practice("")
        self._filter()

    def take_focus(self) -> None:
        """To what was left open; else to the card that one comes back from; else to the first one."""
        self._column.activate()
        if not self.strip.isVisibleTo(self) and self._came_from in self.grid.cards():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._scroll.verticalScrollBar().setValue(0)
        self._first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_stop(self) -> QWidget:
        cards = self.grid.cards()
        first = self.strip.resume_button() if self.strip.isVisibleTo(self) else cards[0] if cards else None
        # With large text it may be out of sight; then the page begins at its top.
        return first if first is not None and self._scroll.shows_at_top(first) else self.search

    def _card_opened(self, file: str) -> None:
        self._came_from = self._cards[file]
        self.opened.emit(file)

    def _show_repairs(self, broken: Sequence[Header]) -> None:
        old, self._repairs = self._repairs, QWidget()
        column = QVBoxLayout(self._repairs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._themes.px(4))
        if broken:
            column.addSpacing(self._themes.px(40))
            column.addWidget(Label(self._themes, self.tr("These need repair before they can be played"), "head"))
        for header in broken:
            column.addSpacing(self._themes.px(12))
            column.addWidget(Label(self._themes, header.title, weight=SEMIBOLD))
            for repair in header.repairs[:3]:
                column.addWidget(Label(self._themes, repair, "cap", "soft"))
            if len(header.repairs) > 3:
                more = self.tr("and {n} more; `ipt-roleplay check` lists them all").format(n=len(header.repairs) - 3)
                column.addWidget(Label(self._themes, more, "cap", "soft"))
        self._below.replaceWidget(old, self._repairs)
        old.deleteLater()

    # --- filters --------------------------------------------------------------------------------------------------

    def _practice_clicked(self) -> None:
        clicked = self.sender()
        name = next((name for name, chip in self._practices.items() if chip is clicked), "")
        self._choose_practice(name)
        self._filter()

    def _choose_practice(self, chosen: str) -> None:
        for name, chip in self._practices.items():
            chip.set_on(name == chosen)

    def _filter(self, *_: object) -> None:
        shown = [self._cards[header.file] for header in self._headers if header.playable and self._fits(header)]
        for card in self._cards.values():
            if card not in shown:
                card.setVisible(False)
        self.grid.set_cards(shown)
        for card in shown:
            card.setVisible(True)
        empty = bool(self._cards) and not shown
        self._nothing.setVisible(empty)
        self._all.setVisible(empty)
        self._gaps[3].setVisible(empty)
        self._lead.setText(self._lead_words(len(shown)))

    def _fits(self, header: Header) -> bool:
        practice = next((name for name, chip in self._practices.items() if chip.isChecked()), "")
        focus, level, length = (self._menus[name].current() for name in ("focus", "level", "length"))
        words = self.search.text().casefold().split()
        text = " ".join((header.title, header.summary, header.partner, header.relation, *header.content_notes))
        return (
            practice in ("", header.practice)
            and focus in ("", header.focus)
            and level in ("", str(header.level))
            and length in ("", _length(header.minutes))
            and all(word in text.casefold() for word in words)
        )

    def _lead_words(self, shown: int) -> str:
        count = len(self._cards)
        if not count:
            return self.tr("Conversations to try out will stand here.")
        if count == 1:
            return self.tr("One conversation to try out, in a place where nothing breaks.")
        names = self.tr("Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve").split("|")
        number = names[count - 2] if count - 2 < len(names) else str(count)
        if 0 < shown < count:
            return self.tr("{shown} of {n} conversations.").format(shown=shown, n=count)
        return self.tr("{n} conversations to try out, in a place where nothing breaks.").format(n=number)

    # --- room -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._theme_changed()

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        side = page_side(self._themes, self.width())
        for flow in (self._chip_flow, self._menu_flow):
            flow.set_gaps(px(4), px(4))
        out = self._menus["length"].padding()
        self._column.setContentsMargins(side, gap(_TOP), side - out, gap(_TOP))
        for part in (self._above, self._below):
            part.setContentsMargins(0, 0, out, 0)
        for box in (self._column, self._above, self._below):
            box.setSpacing(0)
        self.search.setFixedWidth(
            min(px(_SEARCH), max(120, self.width() - 2 * side - self._title.sizeHint().width() - 24))
        )
        chips = sum(chip.sizeHint().width() + px(4) for chip in (*self._practices.values(), *self._menus.values()))
        beside = chips <= self.width() - 2 * side + out
        self._filters.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        strip = self.strip.isVisibleTo(self)
        for widget, height in zip(self._gaps, (24 if strip else 0, 28, 16, 12), strict=True):
            widget.setFixedHeight(px(height))


def _length(minutes: int) -> str:
    return "short" if minutes <= _SHORT else "medium" if minutes <= _MEDIUM else "long"
