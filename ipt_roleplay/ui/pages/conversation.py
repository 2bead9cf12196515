"""The conversation page. It renders the events of a practice and says what the person wants; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.conversation.events import Event, Offered, PartnerSpoke, Rewound, YouSpoke
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.pages.between_panel import BetweenPanel
from ipt_roleplay.ui.pages.dock import Dock
from ipt_roleplay.ui.pages.telling import Telling
from ipt_roleplay.ui.pages.transcript import Transcript
from ipt_roleplay.ui.settle import settle
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import QuietButton
from ipt_roleplay.ui.widgets.talk_frame import TalkFrame


class ConversationPage(QWidget):
    """Signals are what the person wants; `set_possible` says what may happen, as the practice's machine has it."""

    choice_picked = Signal(str)
    go_on_wanted = Signal()
    back_wanted = Signal()
    back_to_wanted = Signal(int)
    pause_wanted = Signal()
    step_out_wanted = Signal()

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._catalogue = catalogue
        self._title = self._day = self._note = ""
        self._frame = TalkFrame(themes)
        self._pause = QuietButton(themes, self.tr("Pause"), icon="pause", height="header")
        self._back = QuietButton(themes, self.tr("Back a turn"), icon="back", height="header")
        self._step_out = QuietButton(themes, self.tr("Step out"), icon="close", height="header")
        self.transcript = Transcript(themes)
        self.dock = Dock(themes)
        self.panel = BetweenPanel(themes)
        self._telling = Telling(catalogue, self.transcript, self.panel, self)
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        for button in (self._pause, self._back, self._step_out):
            self._frame.add_action(button)
        self.transcript.set_anchor(self._step_out)
        self._frame.set_body(self.transcript)
        self._frame.set_dock(self.dock)
        self._frame.set_panel(self.panel, self.panel.portrait)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)

    def _connect(self) -> None:
        self._pause.clicked.connect(self.pause_wanted)
        self._back.clicked.connect(self.back_wanted)
        self._step_out.clicked.connect(self.step_out_wanted)
        self.dock.picked.connect(self.choice_picked)
        self.dock.went_on.connect(self.go_on_wanted)
        self.transcript.back_to.connect(self.back_to_wanted)
        for part in (self.dock, self._frame.words()):
            part.installEventFilter(self)

    # --- rendering ------------------------------------------------------------------------------------------------

    def open_story(self, story: Story, day: str, *, is_kept: bool = True) -> None:
        """Begin afresh: an empty page for `story`. Where nothing is kept, a few words say so all along."""
        self._note = "" if is_kept else self.tr("nothing is kept")
        partner = story.partner
        self._title = story.title
        self._day = self._catalogue.days[day].name
        self._frame.name_panel(self.tr("About {name}").format(name=partner.name))
        self.panel.show_partner(partner.face, partner.name, partner.relation, story.aim)
        self._telling.begin(partner.name)
        self._show_turn(1)

    def show_events(self, events: Iterable[Event]) -> None:
        """Show what happened. After a rewind the page is told everything from the start (`open_story` first)."""
        self._frame.show_words()
        for event in events:
            self._telling.tell(event)
            match event:
                case YouSpoke(turn=turn):
                    self._show_turn(turn)
                case Offered(turn=turn, options=options):
                    self._show_turn(turn)
                    self.dock.offer(options)
                case Rewound(turn=turn):
                    announce(self, self.tr("Back at turn {turn}").format(turn=turn))

    def expect(self, events: Sequence[Event]) -> Iterator[None]:
        """Make ahead, a piece at a time, what these would show: of several answers each one's."""
        yield from self._telling.expect(events)
        for event in events:
            if isinstance(event, Offered):
                self.dock.expect(event.options)
                yield
        if any(isinstance(event, YouSpoke) for event in events):
            self.dock.expect_pick()
            yield
        yield from self.panel.expect_moods(event.mood for event in events if isinstance(event, PartnerSpoke))

    def set_possible(self, *, rewind: bool, pause: bool, go_on: bool) -> None:
        self._back.setEnabled(rewind)
        self._pause.setEnabled(pause)
        self.transcript.set_can_go_back(rewind)
        if go_on:
            self.dock.wait_for_go_on()

    def settle(self) -> None:
        """Lay out now what has just been added: else it is painted once as it was, and once more as it is."""
        self._telling.settle()
        settle()

    def take_focus(self) -> None:
        self.dock.focus()

    def _show_turn(self, turn: int) -> None:
        where = self.tr("Turn {turn}, {day}").format(turn=turn, day=self._day)
        self._frame.set_title(self._title, f"{where} · {self._note}" if self._note else where, self._note)

    # --- keys and room --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            # Never from behind the panel; and a key that is held down says one line, not the next ones too.
            if self.dock.isVisible() and not event.isAutoRepeat():
                self.dock.pick(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.go_on_wanted.emit()
        elif key == Qt.Key.Key_M:
            self.toggle_more()
        elif key == Qt.Key.Key_Backspace and self._back.isEnabled():
            self.back_wanted.emit()
        elif key in (Qt.Key.Key_P, Qt.Key.Key_Escape) and self._pause.isEnabled():
            self.pause_wanted.emit()
        else:
            super().keyPressEvent(event)

    def toggle_more(self) -> None:
        """Open or close the last explanation; the next ones come as this one stands."""
        self._telling.toggle_more()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            if watched is self.dock:
                self._align_aim()
            else:
                self.dock.fit(self._frame.words().height())
        return False

    def _align_aim(self) -> None:
        """The aim starts on the line of the first choice."""
        top = self.dock.mapTo(self._frame, QPoint(0, self.dock.first_choice_top())).y()
        self.panel.align_aim(self.panel.mapFrom(self._frame, QPoint(0, top)).y())
