"""The conversation so far, like a play script: names in the gutter, words in one column, the newest at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.ui.reading_order import in_reading_order
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.gutter import INDENT, GutterRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.own_line import OwnLine
from ipt_roleplay.ui.widgets.scroll import Scroll

_GAP, _CARD_GAP, _TOP, _BELOW, _LEFT = 28, 12, 32, 12, 40
_MEASURE, _CARD = 640, 680
_SEEN = 132  # px of the card that are seen under one's own line


class Transcript(Scroll):
    """Shows cues in the order in which they are added; clicking one's own line asks to go back to it."""

    back_to = Signal(int)
    more_toggled = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, fade=True, parent=parent)
        self._themes = themes
        self._follow, self._is_new, self._added = True, False, False
        self._explaining, self._aimed_at = False, 0
        self._recent: list[QWidget] = []
        self._cards: list[FeedbackCard] = []
        self._own_row: GutterRow | None = None
        self._card_row: QWidget | None = None
        self._anchor: QWidget | None = None
        self._last_stop: QWidget | None = None
        self._fresh()
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        themes.changed.connect(self._margins)

    def set_anchor(self, widget: QWidget) -> None:
        """Tab comes to the lines from this widget, which stands before them."""
        self._anchor = self._last_stop = widget

    def clear(self) -> None:
        """An empty page. What was clicked to get here may still be at work, so it goes a little later."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
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
        self._stop_at(line)

    def add_feedback(self, feedback: Feedback, *, open_: bool) -> FeedbackCard:
        """The card under one's own line, above what the partner says to it."""
        card = FeedbackCard(self._themes)
        card.show_feedback(feedback)
        card.set_open(open_ and card.has_more())
        card.toggled.connect(self.stay)
        card.toggled.connect(self.more_toggled)
        row = _CardRow(self._themes, card)
        if self._own_row is not None:
            self._own_row.set_gap_after(_CARD_GAP)
            self._column.insertWidget(self._column.indexOf(self._own_row) + 1, row)
        else:
            self._column.insertWidget(self._column.count() - 1, row)
        self._card_row = row
        self._stop_at(card.more_button())
        self._recent.append(card)
        self._cards.append(card)
        self._explaining = True
        self._show_newest()
        return card

    def last_card(self) -> FeedbackCard | None:
        return self._cards[-1] if self._cards else None

    def set_can_go_back(self, can: bool) -> None:
        """Whether one's own lines may be pressed."""
        for line in self.findChildren(OwnLine):
            line.setEnabled(can)

    def _stop_at(self, widget: QWidget) -> None:
        """The next place for Tab."""
        if self._last_stop is not None:
            in_reading_order(self._last_stop, widget)
        self._last_stop = widget

    def _append(self, row: QWidget, words: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, row)
        self._recent.append(words)
        self._explaining = False
        self._show_newest()

    def stay(self) -> None:
        """What grows now must not move what is being read, unless there is something new that was not seen yet."""
        if not self._is_new:
            self._follow = False

    def _show_newest(self) -> None:
        """Follows when the layout has made room, until the person scrolls: the range of the bar changes then."""
        self._follow = self._is_new = self._added = True

    def catch_up(self) -> None:
        """All rows have their places now; while the layout was at work they had not, and the bar moved by itself."""
        if self._added:
            self._added, self._follow = False, True
        self._grown(0, self.verticalScrollBar().maximum())

    def _grown(self, _low: int, high: int) -> None:
        self._is_new = False
        if not self._follow:
            return
        if self._explaining:
            high = min(high, self._start_of_exchange())
        self._aimed_at = max(0, high)
        self.glide_to(self._aimed_at)

    def _start_of_exchange(self) -> int:
        """Where not all of the last exchange can be seen, one's own line is, or at least what the partner heard."""
        own, card = self._own_row, self._card_row
        if own is None or card is None:
            return 0
        px = self._themes.px
        start = own if own.height() + px(_SEEN) <= self.viewport().height() else card
        return start.y() - px(_GAP)

    def _moved(self, value: int) -> None:
        is_ours = self._glide.state() == QAbstractAnimation.State.Running
        # At the end the bar has only given way to less to scroll: nobody has read back.
        if not is_ours and value != self._aimed_at and value < self.verticalScrollBar().maximum():
            self._follow = False

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
        self._recent, self._cards, self._own_row, self._card_row = [], [], None, None
        self._last_stop = self._anchor
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.set_content(content)
        self._margins()
        self._follow, self._explaining = True, False

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
