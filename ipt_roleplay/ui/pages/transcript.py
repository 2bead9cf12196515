"""The conversation so far, like a play script: names in the gutter, words in one column, the newest at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.gutter import INDENT, GutterRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.own_line import OwnLine
from ipt_roleplay.ui.widgets.scroll import Scroll

_GAP, _CARD_GAP, _TOP, _BELOW, _LEFT = 28, 12, 32, 12, 40
_MEASURE, _CARD = 640, 680


class Transcript(Scroll):
    """Shows cues in the order in which they are added; clicking one's own line asks to go back to it."""

    back_to = Signal(int)
    more_toggled = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, fade=True, parent=parent)
        self._themes = themes
        self._follow = True
        self._recent: list[QWidget] = []
        self._cards: list[FeedbackCard] = []
        self._own_row: GutterRow | None = None
        self._fresh()
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        themes.changed.connect(self._margins)

    def clear(self) -> None:
        self._fresh()

    def add_scene(self, text: str) -> None:
        words = Label(self._themes, text, italic=True, role="soft", measure=_MEASURE)
        self._append(_row(self._themes, (), words), words)

    def add_partner(self, name: str, mood: str, text: str) -> None:
        """A partner's words; `mood` stands under the name, and the name is left out where they go on speaking."""
        heads = []
        if name:
            heads.append(Label(self._themes, name, "cap", "soft", weight=SEMIBOLD, beside="say"))
        if mood:
            heads.append(Label(self._themes, mood, "cap", "soft", italic=True, beside=None if name else "say"))
        words = Label(self._themes, text, size="say", measure=_MEASURE)
        self._append(_row(self._themes, tuple(heads), words), words)

    def add_own(self, turn: int, you: str, say: str, do: str) -> None:
        """One's own line; all that stood before it recedes."""
        self._recede()
        head = Label(self._themes, you, "cap", "accent", weight=SEMIBOLD, beside="say")
        hint = Label(self._themes, self.tr("back to here"), "cap", "soft")
        hint.setVisible(False)
        line = OwnLine(self._themes, turn, say, do)
        line.chosen.connect(self.back_to)
        line.pointed_at.connect(hint.setVisible)
        row = GutterRow(self._themes, head, hint, indent=INDENT - 12, gap_after=_GAP)
        row.add(line, alignment=Qt.AlignmentFlag.AlignLeft)
        self._append(row, line)
        self._own_row = row

    def add_feedback(self, feedback: Feedback, *, open_: bool) -> FeedbackCard:
        """The card under one's own line, above what the partner says to it."""
        card = FeedbackCard(self._themes)
        card.show_feedback(feedback)
        card.set_open(open_ and card.has_more())
        card.toggled.connect(self.more_toggled)
        row = _CardRow(self._themes, card)
        if self._own_row is not None:
            self._own_row.set_gap_after(_CARD_GAP)
            self._column.insertWidget(self._column.indexOf(self._own_row) + 1, row)
        else:
            self._column.insertWidget(self._column.count() - 1, row)
        self._recent.append(card)
        self._cards.append(card)
        self._show_newest()
        return card

    def last_card(self) -> FeedbackCard | None:
        return self._cards[-1] if self._cards else None

    def set_can_go_back(self, can: bool) -> None:
        """Whether one's own lines may be pressed."""
        for line in self.findChildren(OwnLine):
            line.setEnabled(can)

    def _append(self, row: QWidget, words: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, row)
        self._recent.append(words)
        self._show_newest()

    def _show_newest(self) -> None:
        """Follows when the layout has made room: the range of the scroll bar changes then."""
        self._follow = True

    def _grown(self, _low: int, _high: int) -> None:
        if self._follow:
            self._follow = False
            self.to_bottom()

    def _recede(self) -> None:
        for shown in self._recent:
            if isinstance(shown, FeedbackCard):
                shown.set_open(False)
                shown.set_past(True)
            elif isinstance(shown, OwnLine):
                shown.set_past(True)
            elif isinstance(shown, Label):
                shown.set_role("soft")
        self._recent.clear()

    def _fresh(self) -> None:
        self._recent, self._cards, self._own_row = [], [], None
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.set_content(content)
        self._margins()
        self._follow = True

    def _margins(self) -> None:
        px = self._themes.px
        self._column.setContentsMargins(self._themes.gap(_LEFT), px(_TOP), px(24), px(_BELOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._themes.px(320), self._themes.px(96))


def _row(themes: ThemeManager, heads: tuple[QWidget, ...], words: QWidget) -> GutterRow:
    row = GutterRow(themes, *heads, gap_after=_GAP)
    row.add(words)
    return row


class _CardRow(GutterRow):
    """A feedback card, as wide as the design has it where there is room."""

    def __init__(self, themes: ThemeManager, card: FeedbackCard) -> None:
        super().__init__(themes, indent=INDENT, gap_after=_GAP)
        self._card = card
        self.add(card)
        self._fit()
        themes.changed.connect(self._fit)

    def _fit(self) -> None:
        self._card.setMaximumWidth(self._themes.px(_CARD))
