"""The briefing: where one is, with whom, what one is after, and what the conversation touches on, before it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.scenario.story import DAYS, Story
from ipt_roleplay.ui.pages.safety_question import SafetyQuestion
from ipt_roleplay.ui.reading_order import in_reading_order, tab_to_the_chosen
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.gutter import GUTTER, GutterRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import RadioOption
from ipt_roleplay.ui.widgets.portrait import Portrait
from ipt_roleplay.ui.widgets.scroll import Scroll
from ipt_roleplay.ui.widgets.talk_frame import TalkFrame, panel_margins

_SECTION_GAP, _TOP, _LEFT, _MEASURE, _DOCK, _OPTION_GAP = 32, 28, 40, 640, 80, 16


class BriefingPage(QWidget):
    """Shows a story before it is played. `begin_wanted(day, feedback)` or `not_now`.

    Before a conversation for which `was_asked` is not true yet it asks whether one is afraid of such a person;
    `asked(scenario id)` says that it has done so. `safety_wanted`, `help_wanted`: the pages it then leads to.
    `endings_found(scenario id, partner)` are those that may be named, id and title.
    """

    begin_wanted = Signal(str, str)
    not_now = Signal()
    asked = Signal(str)
    safety_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._catalogue = catalogue
        self._frame = TalkFrame(themes)
        self._body = Scroll(themes, fade=True)
        self._frame.set_body(self._body)
        self.usual_feedback = "each"
        self._days = QButtonGroup(self)
        self._feedback = QButtonGroup(self)
        self._touches_row: QWidget | None = None
        self._question_row: QWidget | None = None
        self._story_id = ""
        self.was_asked: Callable[[str], bool] = lambda _: True
        self.keeps_nothing: Callable[[], bool] = lambda: False
        self.endings_found: Callable[[str, str], Mapping[str, str]] = lambda *_: {}
        self._assemble_panel()
        self._assemble_dock()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _assemble_panel(self) -> None:
        panel = QWidget()
        self._panel_column = QVBoxLayout(panel)
        self._portrait = Portrait(self._themes, "", "", "photo")
        self._name = Label(self._themes, size="say", weight=SEMIBOLD)
        self._relation = Label(self._themes, size="cap", role="soft")
        self._touches = Label(self._themes, self.tr("This talk touches on"), "cap", "soft", weight=SEMIBOLD)
        self._notes = Label(self._themes)
        self._gaps = (QWidget(), QWidget())
        for widget in (
            self._portrait,
            self._gaps[0],
            self._name,
            self._relation,
            self._gaps[1],
            self._touches,
            self._notes,
        ):
            self._panel_column.addWidget(widget)
        self._panel_column.addStretch(1)
        self._frame.set_panel(panel, self._portrait)

    def _assemble_dock(self) -> None:
        self._dock = Ground(self._themes, edge="top")
        self._dock_row = QHBoxLayout(self._dock)
        self._begin = PrimaryButton(self._themes, self.tr("Begin"))
        self._not_now = QuietButton(self._themes, self.tr("Not now"))
        self._dock_row.addWidget(self._begin)
        self._dock_row.addWidget(self._not_now)
        self._dock_row.addStretch(1)
        self._frame.set_dock(self._dock)
        self._begin.clicked.connect(self.begin)
        self._not_now.clicked.connect(self.not_now)
        self._frame.narrowed.connect(self._narrowed)

    def show_story(self, story: Story) -> None:
        self._story_id = story.id
        partner = story.partner
        minutes = self.tr("about {n} minutes").format(n=story.minutes)
        level = self._catalogue.levels[story.level].name
        self._frame.set_title(self._catalogue.practices[story.practice].name, f"{level}, {minutes}")
        self._frame.name_panel(self.tr("About {name}").format(name=partner.name))
        self._portrait.show_person(partner.face, partner.name)
        self._name.setText(partner.name)
        self._relation.setText(partner.relation)
        self._touches.setVisible(bool(story.content_notes))
        self._notes.setVisible(bool(story.content_notes))
        self._notes.setText("\n".join(story.content_notes))
        self._body.set_content(self._column(story))
        self._body.verticalScrollBar().setValue(0)
        # The answers were made after the dock, and are read before it.
        question = self._question_row.findChildren(Button) if self._question_row is not None else []
        in_reading_order(*question, *self._days.buttons(), *self._feedback.buttons(), self._begin, self._not_now)

    def take_focus(self) -> None:
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)
        # When the page came, Qt had put the focus on the first option, and that was brought into view.
        self._body.verticalScrollBar().setValue(0)

    def _column(self, story: Story) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        gap = self._themes.gap
        column.setContentsMargins(gap(_LEFT), gap(_TOP), gap(24), 0)
        column.setSpacing(0)
        title = Label(self._themes, story.title, "title", weight=SEMIBOLD, measure=728)
        column.addWidget(self._row("", title, "title", 4))
        self._touches_row = self._row(self.tr("This talk\ntouches on"), self._words(", ".join(story.content_notes)))
        column.addWidget(self._row(self.tr("You are"), self._words(f"{story.you.name}, {story.you.role}"), "body", 20))
        column.addWidget(self._row(self.tr("The moment"), self._words(story.setting, "say"), "say"))
        column.addWidget(self._row(self.tr("Your aim"), self._words(story.aim, "say"), "say"))
        self._question_row = None if self.was_asked(story.id) else self._question()
        if self._question_row is not None:
            column.addWidget(self._question_row)
        if story.manners:
            column.addWidget(self._row(self.tr("How people\ntalk here"), self._words(story.manners)))
        if story.power:
            column.addWidget(self._row(self.tr("Between you"), self._words(story.power)))
        column.addWidget(self._touches_row)
        found = self.endings_found(story.id, story.partner.name)
        if found:
            column.addWidget(self._row(self.tr("Endings you\nhave found"), self._words(_found_words(story, found))))
        self._narrowed(self._frame.is_narrow())
        column.addWidget(self._day_row(story))
        column.addWidget(self._feedback_row())
        if self.keeps_nothing():
            words = self.tr("Nothing of this talk is kept. It is gone when you keep again, or close the window.")
            column.addWidget(self._row(self.tr("Kept"), self._words(words)))
        column.addStretch(1)
        return content

    def _words(self, text: str, size: str = "body") -> Label:
        return Label(self._themes, text, size, measure=_MEASURE)

    def _row(self, name: str, words: QWidget, beside: str = "body", gap: int = _SECTION_GAP) -> GutterRow:
        head = Label(self._themes, name, "cap", "soft", weight=SEMIBOLD, beside=beside)
        row = GutterRow(self._themes, head, gap_after=gap)
        row.add(words)
        return row

    def _question(self) -> QWidget:
        question = SafetyQuestion(
            self._themes,
            self.tr("Does this bring someone in your life to mind? Are you afraid of what they may do?"),
            others=True,
        )
        question.answered.connect(self._answered)
        question.safety_wanted.connect(self.safety_wanted)
        question.help_wanted.connect(self.help_wanted)
        question.others_wanted.connect(self.not_now)
        return self._row(self.tr("One question"), question)

    def _answered(self, afraid: bool) -> None:
        self.asked.emit(self._story_id)
        if not afraid and self._question_row is not None:
            self._question_row.setVisible(False)
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_row(self, story: Story) -> QWidget:
        asked = self.tr("How did {name} wake up?").format(name=story.partner.name)
        days = [(day, self._catalogue.days[day].name, self._catalogue.days[day].explains) for day in DAYS]
        self._days, row = self._options(self.tr("The day"), asked, days, "ordinary")
        return row

    def _feedback_row(self) -> QWidget:
        options = [
            ("each", self.tr("After each answer"), self.tr("What was heard, and what your line did.")),
            ("end", self.tr("At the end"), self.tr("Play it through first; the explanations wait in the debrief.")),
            ("none", self.tr("Not this time"), self.tr("Only the talk and how it ends.")),
        ]
        self._feedback, row = self._options(
            self.tr("Explanations"), self.tr("When would you like them?"), options, self.usual_feedback
        )
        return row

    def _options(
        self, name: str, asked: str, options: Sequence[tuple[str, str, str]], chosen: str
    ) -> tuple[QButtonGroup, QWidget]:
        row = self._row(name, Label(self._themes, asked))
        group = QButtonGroup(row)
        for option_id, words, hint in options:
            option = RadioOption(self._themes, words[:1].upper() + words[1:], hint)
            option.setProperty("option", option_id)
            group.addButton(option)
            option.setChecked(option_id == chosen)
            row.column.addSpacing(self._themes.px(_OPTION_GAP))
            row.add(option, alignment=Qt.AlignmentFlag.AlignLeft)
        tab_to_the_chosen(group)
        return group, row

    def begin(self) -> None:
        """Begin with the options that are chosen. A question that was left unanswered has been asked all the same."""
        if self._question_row is not None:
            self.asked.emit(self._story_id)
        self.begin_wanted.emit(_chosen(self._days), _chosen(self._feedback))

    def _narrowed(self, narrow: bool) -> None:
        """Where the panel has given way, what the talk touches on stands among the words."""
        if self._touches_row is not None:
            self._touches_row.setVisible(narrow and bool(self._notes.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.not_now.emit()
        else:
            super().keyPressEvent(event)

    def _theme_changed(self) -> None:
        px, gap = self._themes.px, self._themes.gap
        self._dock.setFixedHeight(px(_DOCK))
        self._dock_row.setContentsMargins(gap(_LEFT) + px(GUTTER), 0, gap(24), 0)
        self._dock_row.setSpacing(px(8))
        self._panel_column.setContentsMargins(*panel_margins(self._themes))
        self._panel_column.setSpacing(0)
        self._gaps[0].setFixedHeight(px(16))
        self._gaps[1].setFixedHeight(px(32))


def _chosen(group: QButtonGroup) -> str:
    button = group.checkedButton()
    assert button is not None  # a radio group always has one
    return str(button.property("option"))


def _found_words(story: Story, found: Mapping[str, str]) -> str:
    """Those that one has come to, by name; of the others only how many they are."""
    left = len({ending.id for ending in story.endings} - set(found))
    more = QCoreApplication.translate("BriefingPage", "%n more to find", "", left)
    return "\n".join([*(f"“{title}”" for title in found.values()), *([more] if left else [])])
