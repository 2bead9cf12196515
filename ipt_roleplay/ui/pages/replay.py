"""A kept practice told again, step by step, on the look of the conversation: the words, face and gauges as they were.

Shows one attempt, the one that was being read; what was on offer beside each answer is not kept. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.conversation.events import Ended, Event, YouSpoke
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.store.reading import Kept, Reading, steps
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.pages.between_panel import BetweenPanel
from ipt_roleplay.ui.pages.reading_rows import outcome
from ipt_roleplay.ui.pages.telling import Telling
from ipt_roleplay.ui.pages.transcript import Transcript
from ipt_roleplay.ui.practice_words import short_when
from ipt_roleplay.ui.settle import settle
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.while_reading import WhileReading
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.gutter import GUTTER
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.talk_frame import TalkFrame

_LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 40, 24, 16, 24, 8


class ReplayPage(QWidget):
    """`over`: back to where one came from."""

    over = Signal()

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._catalogue = themes, catalogue
        self._practice: Kept | None = None
        self._steps: tuple[tuple[Event, ...], ...] = ()
        self._shown = 0
        self._frame = TalkFrame(themes)
        self._leave = QuietButton(themes, self.tr("Back to the practice"), icon="close", height="header")
        self.transcript = Transcript(themes)
        self.panel = BetweenPanel(themes)
        self.dock = _Steps(themes)
        self._telling = Telling(catalogue, self.transcript, self.panel, self)
        self._while_reading = WhileReading(self)
        self._frame.add_action(self._leave)
        self._frame.set_body(self.transcript)
        self._frame.set_dock(self.dock)
        self._frame.set_panel(self.panel, self.panel.portrait)
        self.transcript.set_anchor(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._connect()

    def _connect(self) -> None:
        self._leave.clicked.connect(self.over)
        self.dock.next.clicked.connect(self.go_on)
        self.dock.back.clicked.connect(self.go_back)
        self.transcript.back_to.connect(self._go_to_turn)
        # As shortcuts, since whatever has the focus would scroll by them.
        for key, slot in (
            (Qt.Key.Key_Right, self._go_right),
            (Qt.Key.Key_Left, self.go_back),
            (Qt.Key.Key_Home, self.go_to_start),
            (Qt.Key.Key_End, self.go_to_end),
        ):
            QShortcut(QKeySequence(key), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_attempt(self, reading: Reading, number: int, face: str, now: datetime) -> None:
        """From the first line on. `number`: of the attempt, from 0. `face`: empty where it is not known any more."""
        self._practice = kept = reading.practice
        attempts = reading.attempts
        self._steps = steps(attempts[number], explained=kept.was_explained)
        when = self.tr("As it was, {when}").format(when=short_when(kept, now.date()))
        if len(attempts) > 1:
            when = self.tr("{when}, attempt {n} of {all}").format(when=when, n=number + 1, all=len(attempts))
        self._frame.set_title(kept.title, when)
        self._frame.name_panel(self.tr("About {name}").format(name=kept.partner))
        self.panel.show_partner(face, kept.partner, "", "")
        self.go_to(0)

    def show_numbers(self, shown: bool) -> None:
        self.panel.show_numbers(shown)

    def clear(self) -> None:
        """Nothing of it stays in memory or on the screen."""
        self._practice, self._steps = None, ()
        self._while_reading.stop()
        self._frame.set_title("")
        self.panel.show_partner("", "", "", "")
        self._telling.begin("")
        self.dock.show_step(0, 0)

    def take_focus(self) -> None:
        self.dock.next.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- from step to step ----------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._shown

    @property
    def last_step(self) -> int:
        return len(self._steps) - 1

    def go_on(self) -> None:
        """The next step; after the last one it is over."""
        if self._shown == self.last_step:
            self.over.emit()
        else:
            self._tell(self._shown + 1)

    def _go_right(self) -> None:
        """A key that is held down comes to rest at the end."""
        if self._shown < self.last_step:
            self.go_on()

    def go_back(self) -> None:
        self.go_to(max(0, self._shown - 1))

    def go_to_start(self) -> None:
        self.go_to(0)

    def go_to_end(self) -> None:
        self.go_to(self.last_step)

    def go_to(self, step: int) -> None:
        """Show the talk as it stood at `step`: all that came before it, too."""
        if self._practice is None:
            return
        self._telling.begin(self._practice.partner)
        for events in self._steps[:step]:
            self._tell_events(events)
        self._tell(step)

    def _tell(self, step: int) -> None:
        self._shown = step
        self._frame.show_words()
        self._tell_events(self._steps[step])
        if step == self.last_step:
            self._tell_end(self._steps[step][-1])
        self.dock.show_step(step, self.last_step)
        self._telling.settle()
        settle()
        announce(self, self.dock.words())
        self._while_reading.make(self._telling.expect(self._steps[step + 1] if step < self.last_step else ()))

    def _tell_events(self, events: Sequence[Event]) -> None:
        for event in events:
            self._telling.tell(event)

    def _tell_end(self, last: Event) -> None:
        assert self._practice is not None
        words = [self.tr("Left open here.")]
        if isinstance(last, Ended):
            told = self.tr("“{title}”. {outcome}")
            words = [last.text, told.format(title=last.title, outcome=outcome(last, self._practice.partner))]
        for line in words:
            self.transcript.add_scene(line)
            announce(self, line)

    def _go_to_turn(self, turn: int) -> None:
        """To where that line was not said yet."""
        at = next(n for n, step in enumerate(self._steps) if any(_is_line_of(event, turn) for event in step))
        self.go_to(at - 1)
        self.take_focus()

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.go_on()
        elif event.key() == Qt.Key.Key_M:
            self._telling.toggle_more()
        elif event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.over.emit()
        else:
            super().keyPressEvent(event)


class _Steps(Ground):
    """Where the answers would stand: how far one is, and the ways on and back."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__(themes, edge="top")
        self._count = Label(themes, size="cap", role="soft")
        self.back = SecondaryButton(themes, self.tr("Back"))
        self.next = PrimaryButton(themes, "")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._count)
        self._row.addWidget(self.back)
        self._row.addWidget(self.next)
        self._row.addStretch(1)
        themes.changed.connect(self._theme_changed)
        self._theme_changed()

    def words(self) -> str:
        """How far one is."""
        return self._count.text()

    def show_step(self, step: int, last: int) -> None:
        """`step` from 0 to `last`."""
        self._count.setText(self.tr("Step {n} of {all}").format(n=step + 1, all=last + 1))
        if step == 0 and self.back.hasFocus():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.back.setEnabled(step > 0)
        self.next.set_words(self.tr("Close") if step == last else self.tr("Next"))

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._row.setContentsMargins(gap(_LEFT), px(_TOP), px(_RIGHT), px(_BOTTOM))
        self._row.setSpacing(px(_GAP))
        self._count.setFixedWidth(px(GUTTER - _GAP))


def _is_line_of(event: Event, turn: int) -> bool:
    return isinstance(event, YouSpoke) and event.turn == turn
