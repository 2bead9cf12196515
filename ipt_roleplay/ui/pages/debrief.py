"""The debrief: the ending in words, what went well, the moments that mattered, and one line to take into life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from ipt_roleplay.coaching.debrief import Debrief, InnerVoice, Moment
from ipt_roleplay.coaching.nearby import Nearby
from ipt_roleplay.coaching.words import ANSWERED, SAID, first_sentence
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.story import Story
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.pages.debrief_panel import DebriefPanel
from ipt_roleplay.ui.pages.nearby_row import NearbyRow
from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.field import LineEdit
from ipt_roleplay.ui.widgets.flow import FlowLayout
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.gutter import GUTTER, GutterRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.talk_frame import TalkFrame
from ipt_roleplay.ui.words import TONES

_SECTION_GAP, _TOP, _LEFT, _CARD, _CARD_GAP, _DOCK = 40, 28, 40, 728, 8, 80
_MEASURE = 640
_ROOMY = 560
_BETWEEN_MS = 20  # from one piece to the next, for whatever else wants to be done


class DebriefPage(QWidget):
    """Shows a Debrief. `play_from(turn)`: go back to before that answer and try another one.

    `close_wanted`: it has been read. `step_out_wanted`: the person leaves, perhaps by mistake.
    """

    play_from = Signal(int)
    again_wanted = Signal()
    close_wanted = Signal()
    step_out_wanted = Signal()

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._catalogue = catalogue
        self._partner = ""
        self._shown: Debrief | None = None
        self._built_of: tuple[Story, Debrief] | None = None
        self._pieces: Iterator[None] = iter(())
        self._pieces_timer = QTimer(self, interval=_BETWEEN_MS)
        self._pieces_timer.timeout.connect(self._build_a_piece)
        self._other_side: tuple[InnerVoice, ...] = ()
        self._frame = TalkFrame(themes)
        self._frame.setAccessibleName(self.tr("After the talk"))
        self._again = QuietButton(themes, self.tr("Once more from the start"), icon="back", height="header")
        self._close = QuietButton(themes, self.tr("Close"), icon="close", height="header")
        self._sides = QStackedWidget()
        self._mine = Scroll(themes, fade=True)
        self._theirs = Scroll(themes, fade=True)
        self.panel = DebriefPanel(themes, catalogue)
        self._next_time = LineEdit(themes, placeholder=self.tr("in your own words"))
        self._copy = PrimaryButton(themes, self.tr("Copy"), icon="copy")
        self._dock = Ground(themes, edge="top")
        self._dock_row = QHBoxLayout(self._dock)
        self._assemble()
        self._connect()
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _assemble(self) -> None:
        self._frame.add_action(self._again)
        self._frame.add_action(self._close)
        self._sides.addWidget(self._mine)
        self._sides.addWidget(self._theirs)
        self._frame.set_body(self._sides)
        self._lead = Label(self._themes, self.tr("Next time I…"), role="accent", weight=SEMIBOLD)
        self._next_time.setAccessibleName(self.tr("Next time I…"))
        middle = Qt.AlignmentFlag.AlignVCenter
        self._dock_row.addWidget(self._lead, 0, middle)
        self._dock_row.addWidget(self._next_time, 1)
        self._dock_row.addWidget(self._copy)
        self._dock_row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        self._frame.set_dock(self._dock)
        self._frame.set_panel(self.panel, self.panel.portrait)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)

    def _connect(self) -> None:
        self._again.clicked.connect(self.again_wanted)
        self._close.clicked.connect(self._close_clicked)
        self._copy.clicked.connect(self._copy_line)
        self._next_time.textChanged.connect(self._line_changed)
        self.panel.other_side_wanted.connect(self._show_other_side)

    # --- showing --------------------------------------------------------------------------------------------------

    def prepare(self, story: Story, looked_back: Debrief) -> None:
        """Build the page a piece at a time, while the person still reads something else."""
        self._begin_building(story, looked_back)
        self._pieces_timer.start()

    def is_prepared(self) -> bool:
        return self._built_of is not None and not self._pieces_timer.isActive()

    def show_debrief(self, story: Story, mood: str, looked_back: Debrief) -> None:
        self._begin_building(story, looked_back)
        while self._build_a_piece():
            pass
        self._built_of = None  # the next time it is to be as it was at first
        self.panel.show_mood(mood)
        self._sides.setCurrentWidget(self._mine)
        self._frame.show_words()
        if looked_back != self._shown:  # the same debrief once more has the person's own words in it
            self._next_time.setText(looked_back.next_time)
            self._next_time.setCursorPosition(0)
            self._line_changed(looked_back.next_time)
        self._shown = looked_back
        announce(self, f"{looked_back.title}. {looked_back.text}")

    def _begin_building(self, story: Story, looked_back: Debrief) -> None:
        if self._built_of == (story, looked_back):
            return
        self._built_of = story, looked_back
        self._pieces = self._build(story, looked_back)

    def _build_a_piece(self) -> bool:
        """False where nothing is left to be built."""
        if next(self._pieces, "done") == "done":
            self._pieces_timer.stop()
            return False
        return True

    def _build(self, story: Story, looked_back: Debrief) -> Iterator[None]:
        self._partner = story.partner.name
        self._other_side = looked_back.inner_voice
        self._theirs.set_content(QWidget())
        content, column = self._column()
        self._mine.set_content(content)
        yield
        self._frame.set_title(story.title, self._after(looked_back.turns))
        self._frame.name_panel(self.tr("About {name}").format(name=self._partner))
        self.panel.show_debrief(story.partner, looked_back)
        yield
        column.addWidget(self._ending(looked_back))
        yield
        if looked_back.went_well:
            said = [self._say(words) for words in looked_back.went_well]
            column.addWidget(self._section(self.tr("What went well"), said))
            yield
        if looked_back.moments:
            section = self._section(self._moments_name(len(looked_back.moments)), ())
            column.addWidget(section)
            for number, moment in enumerate(looked_back.moments):
                if number:
                    section.column.addSpacing(self._themes.px(_CARD_GAP))
                section.add(self._moment(moment))
                yield
        self._nearby = NearbyRow(self._themes)
        self._nearby.play_from.connect(self.play_from)
        column.addWidget(self._nearby)
        column.addStretch(1)
        # The cards were made after the dock and the panel, and are read before them.
        stops = [b for row in self._mine.findChildren(GutterRow) for b in _buttons_of(row)]
        in_reading_order(*self._frame.buttons(), *stops, self._next_time, self._copy, *_buttons_of(self.panel))
        yield
        if not self.isVisible() and (stack := self.parentWidget()) is not None:
            self.resize(stack.size())
            self.grab(QRect(0, 0, 1, 1))  # everything gets its place now, and need only be painted

    def _after(self, turns: int) -> str:
        after = self.tr("After the talk, one turn") if turns == 1 else self.tr("After the talk, {n} turns")
        return after.format(n=turns)

    def show_nearby(self, found: Nearby) -> None:
        """The nearest better ending, when it has been found; until then nothing stands there."""
        self._nearby.show_nearby(found, self._partner)

    def own_line(self) -> str:
        """“Next time I…”, where the person has written something of their own; else empty."""
        line = self._next_time.text().strip()
        return "" if self._shown is None or line == self._shown.next_time.strip() else line

    def put_line(self, line: str) -> None:
        """What was written before."""
        self._next_time.setText(line)
        self._line_changed(line)

    def take_focus(self) -> None:
        """To the page and to none of its buttons: an Enter too many, after the last answer, must not close it."""
        self._frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moments_name(self, count: int) -> str:
        names = [self.tr("One moment"), self.tr("Two moments"), self.tr("Three moments")]
        return names[count - 1] if count <= len(names) else self.tr("Line by line")

    def _their_side(self) -> QWidget:
        """The talk once more, in the partner's inner voice."""
        content, column = self._column()
        intro = self.tr("The same talk, as {name} heard it.").format(name=self._partner)
        column.addWidget(self._section("", [Label(self._themes, intro, role="soft", italic=True)]))
        for voice in self._other_side:
            said = Label(self._themes, voice.line, role="soft", measure=_MEASURE)
            heard = Label(self._themes, f"“{voice.heard}”", size="say", measure=_MEASURE)
            column.addWidget(self._section(self.tr("Turn {turn}").format(turn=voice.turn), [said, heard], 4))
        column.addStretch(1)
        self._other_side = ()
        return content

    def _ending(self, looked_back: Debrief) -> QWidget:
        title = Label(self._themes, looked_back.title, size="title", weight=SEMIBOLD, measure=_CARD)
        text = self._say(looked_back.text)
        row = GutterRow(self._themes, self._gutter_label(self.tr("The ending"), "title"), gap_after=_SECTION_GAP)
        row.add(title)
        row.column.addSpacing(self._themes.px(4))
        row.add(text)
        row.column.addSpacing(self._themes.px(12))
        outcomes = QWidget()
        outcome = FlowLayout(outcomes, gap=self._themes.px(32), row_gap=0)
        outcome.addWidget(_outcome(self._themes, self.tr("What you said: "), SAID[looked_back.said]))
        if looked_back.said != "unsaid":  # where nothing was asked there is no answer to speak of
            answer = self.tr("{name}’s answer: ").format(name=self._partner)
            outcome.addWidget(_outcome(self._themes, answer, ANSWERED[looked_back.answer]))
        row.add(outcomes)
        return row

    def _moment(self, moment: Moment) -> QWidget:
        explained = moment.explained
        first, rest = first_sentence(explained.feedback)
        line = f"“{moment.line}”" if moment.spoken else moment.line
        card = FeedbackCard(self._themes)
        card.show_feedback(
            Feedback(
                self.tr("{name} heard").format(name=self._partner),
                explained.heard,
                first,
                rest=rest,
                tone=(TONES[explained.stance], self._catalogue.stances[explained.stance].name),
                better=explained.better,
                head=(self.tr("Turn {turn}").format(turn=moment.turn), line),
                action=self.tr("Play from here"),
            )
        )
        card.setMaximumWidth(self._themes.px(_CARD))
        card.setProperty("turn", moment.turn)
        card.acted.connect(self._play_from_card)
        return card

    def _play_from_card(self) -> None:
        card = self.sender()
        if card is not None:
            self.play_from.emit(int(card.property("turn")))

    def _section(self, name: str, widgets: Sequence[QWidget], gap: int = 0) -> GutterRow:
        row = GutterRow(self._themes, self._gutter_label(name, "say"), gap_after=_SECTION_GAP)
        for index, widget in enumerate(widgets):
            if index and gap:
                row.column.addSpacing(self._themes.px(gap))
            row.add(widget)
        return row

    def _gutter_label(self, words: str, beside: str) -> Label:
        return Label(self._themes, words, "cap", "soft", weight=SEMIBOLD, beside=beside)

    def _say(self, words: str) -> Label:
        return Label(self._themes, words, size="say", measure=_MEASURE)

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        content = QWidget()
        column = QVBoxLayout(content)
        gap = self._themes.gap
        column.setContentsMargins(gap(_LEFT), gap(_TOP), gap(24), 0)
        column.setSpacing(0)
        return content, column

    # --- intentions -----------------------------------------------------------------------------------------------

    def _close_clicked(self) -> None:
        self.close_wanted.emit()
        self._shown = None

    def _show_other_side(self, on: bool) -> None:
        if on and self._other_side:
            self._theirs.set_content(self._their_side())
        self._frame.show_words()
        self._sides.setCurrentWidget(self._theirs if on else self._mine)

    def _line_changed(self, text: str) -> None:
        self._copy.setEnabled(bool(text.strip()))
        self._copy.set_words(self.tr("Copy"))
        self._copy.set_icon("copy")

    def _copy_line(self) -> None:
        line = self._next_time.text().strip()
        QGuiApplication.clipboard().setText(self.tr("Next time I {line}").format(line=line))
        self._copy.set_words(self.tr("Copied"))
        self._copy.set_icon("check")
        announce(self, self.tr("Copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_out_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._dock.setFixedHeight(px(_DOCK))
        self._dock_row.setContentsMargins(gap(_LEFT), 0, gap(24), 0)
        self._next_time.setMaximumWidth(px(_CARD - 161))
        self._dock_row.setSpacing(px(12))
        self._lead.setFixedWidth(px(GUTTER - 12))
        for card in self._mine.findChildren(FeedbackCard):
            card.setMaximumWidth(px(_CARD))
        self._fit_dock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_dock()

    def _fit_dock(self) -> None:
        """The button is as wide as on the other pages where that leaves room for the words."""
        wide = self._dock.width() >= self._themes.px(_ROOMY)
        self._copy.setMinimumWidth(self._themes.px(149) if wide else 0)


def _buttons_of(part: QWidget) -> list[QWidget]:
    """In the order in which they are read: a card has its action at the top, and “More” at the bottom."""
    buttons = [button for button in part.findChildren(Button) if not isinstance(button.parent(), FeedbackCard)]
    for card in part.findChildren(FeedbackCard):
        buttons += [*card.findChildren(SecondaryButton), card.more_button()]
    return [*buttons]


def _outcome(themes: ThemeManager, name: str, words: str) -> QWidget:
    """`What you said: plainly`, the second part in semibold."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(Label(themes, name, role="soft", wrap=False))
    row.addWidget(Label(themes, words, weight=SEMIBOLD, wrap=False))
    return pair
