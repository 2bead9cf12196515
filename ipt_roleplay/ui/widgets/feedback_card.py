"""What the other person heard, and what the line did: closed two rows, open all of it.

    card = FeedbackCard(themes)
    card.show_feedback(Feedback("Dana heard", "Sam likes me, and today it's no.", "The limit came early.",
                                rest="It gives Dana …", tone=("plain", "plain"), better="I should have rung …"))
    card.toggled.connect(...)      # toggled(bool): a person opened or closed it
    card.set_open(True)            # does not emit
    card.set_past(True)            # before the last exchange: soft
    Feedback(..., head=("Turn 2", "“Yes, I could have told you sooner.”"), action="Play from here")   # a moment
    card.acted.connect(...)        # its button

Cards can be shown anew with other feedback; quotation marks are added here.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.theme import REGULAR, SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.buttons import QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.pressable import paint_box
from ipt_roleplay.ui.widgets.tone import ToneMark

_RADIUS, _LEFT, _PAD, _COLUMN, _MEASURE, _ROW_GAP = 12, 20, 12, 104, 536, 4
_EDGE = 8  # from the card's edge to its buttons
_TWO_COLUMNS = 440  # narrower, labels stand above their words


@dataclass(frozen=True, slots=True)
class Feedback:
    """The words of one card, plain strings."""

    heard_label: str
    heard: str
    first: str
    rest: str = ""
    tone: tuple[str, str] | None = None  # id, word
    better: str | None = None
    head: tuple[str, str] | None = None  # label, and what was said or done: the first row of a moment
    action: str = ""


def _set_visible(widget: QWidget, visible: bool) -> None:
    # Telling Qt what it knows costs more than asking.
    if widget.isHidden() == visible:
        widget.setVisible(visible)


class _Row:
    """A label and its words; made when there is something to show, since most cards stay closed."""

    def __init__(self, themes: ThemeManager, card: QWidget, weight: int = REGULAR) -> None:
        self._themes, self._card, self._weight = themes, card, weight
        self._labels: tuple[Label, Label] | None = None
        self._role = "text"
        self.wanted = False

    @property
    def label(self) -> Label:
        return self._pair()[0]

    @property
    def words(self) -> Label:
        return self._pair()[1]

    def show(self, label: str, lead: str, rest: str) -> None:
        self.wanted = bool(lead or rest)
        if self.wanted:
            self.label.setText(label)
            self.words.set_parts(lead, rest)

    def set_role(self, role: str) -> None:
        self._role = role
        if self._labels is not None:
            self._labels[1].set_role(role)

    def set_visible(self, visible: bool) -> None:
        if visible or self._labels is not None:
            _set_visible(self.label, visible)
            _set_visible(self.words, visible)

    def _pair(self) -> tuple[Label, Label]:
        if self._labels is None:
            self._labels = (
                Label(self._themes, size="cap", role="soft", beside="body", parent=self._card),
                Label(self._themes, role=self._role, weight=self._weight, parent=self._card),
            )
        return self._labels


@dataclass(frozen=True, slots=True)
class _Plan:
    """How high a card of one width is, and where its parts stand."""

    height: int
    places: list[tuple[QWidget, QRect]]


class FeedbackCard(QWidget):
    """A card for reading; only “More” and a moment's button can be pressed."""

    toggled = Signal(bool)
    acted = Signal()

    def __init__(self, themes: ThemeManager, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._open = False
        self._feedback = Feedback("", "", "")
        self._head = _Row(themes, self, SEMIBOLD)
        self._heard = _Row(themes, self)
        self._line = _Row(themes, self)
        self._better = _Row(themes, self)
        self._tone: ToneMark | None = None
        self._action: SecondaryButton | None = None
        self._plans: dict[int, _Plan] = {}
        self._has_room = False  # until it is given some, nothing is placed
        self._more = QuietButton(themes, "", height="small", soft=True, trailing="chevron-down", parent=self)
        self._more.clicked.connect(self._more_clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._changed)

    def show_feedback(self, feedback: Feedback, *, open_: bool = False) -> None:
        """Show other feedback, open where that is wanted and there is more to be seen."""
        self._feedback = feedback
        self._open = open_ and self.has_more()
        quoted = self.tr("“{words}”")
        label, line = feedback.head or ("", "")
        self._head.show(label, "", line)
        self._heard.show(feedback.heard_label, "", quoted.format(words=feedback.heard))
        if feedback.action:
            if self._action is None:
                self._action = SecondaryButton(self._themes, "", icon="play", height="small", parent=self)
                self._action.clicked.connect(self.acted)
            self._action.set_words(feedback.action)
        self._show_state()

    def is_open(self) -> bool:
        return self._open

    def has_more(self) -> bool:
        """Whether there is anything behind “More”."""
        feedback = self._feedback
        return bool(feedback.rest or feedback.better or feedback.tone)

    def set_open(self, open_: bool) -> None:
        if open_ != self._open:
            self._open = open_
            self._show_state()

    def set_past(self, past: bool) -> None:
        """Closed cards before the last exchange recede."""
        for row in (self._head, self._heard, self._line, self._better):
            row.set_role("soft" if past else "text")

    def more_button(self) -> QuietButton:
        return self._more

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._plan(width).height

    def sizeHint(self) -> QSize:
        width = self._themes.px(_LEFT + _COLUMN + _MEASURE + _LEFT)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._themes.px(200), self._themes.px(76))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A layout that is about to grow squeezes all cards for a moment; nothing inside depends on the height.
        if not self._has_room or event.size().width() != event.oldSize().width():
            self._has_room = True
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # A fill alone is for reading; where fills cannot be told apart, a line says where the card ends.
        edge = self._themes.color("line") if self._themes.theme.card == self._themes.theme.page else None
        paint_box(painter, QRectF(self.rect()), self._themes.px(_RADIUS), self._themes.color("card"), edge)
        painter.end()

    def _rows(self) -> list[_Row]:
        rows = [self._head, self._heard, self._line]
        if self._open:
            rows.append(self._better)
        return [row for row in rows if row.wanted]

    def _show_state(self) -> None:
        feedback = self._feedback
        if self._open and feedback.rest:
            self._line.show(self.tr("This line"), feedback.first, " " + feedback.rest)
        else:
            self._line.show(self.tr("This line"), "", feedback.first)
        if self._open:
            self._fill_in(feedback)
        rows = self._rows()
        for row in (self._head, self._heard, self._line, self._better):
            row.set_visible(row in rows)
        if self._tone is not None:
            _set_visible(self._tone, self._tone_shown() is not None)
        if self._action is not None:
            _set_visible(self._action, bool(feedback.action))
        _set_visible(self._more, self.has_more())
        self._more.set_words(self.tr("Less") if self._open else self.tr("More"))
        self._more.set_trailing("chevron-up" if self._open else "chevron-down")
        self._changed()

    def _fill_in(self, feedback: Feedback) -> None:
        """What only an open card shows."""
        quoted = self.tr("“{words}”")
        better = feedback.better
        self._better.show(self.tr("Another way"), "", quoted.format(words=better) if better else "")
        if feedback.tone is not None:
            if self._tone is None:
                self._tone = ToneMark(self._themes, *feedback.tone, parent=self)
            self._tone.set_tone(*feedback.tone)

    def _plan(self, width: int) -> _Plan:
        """Where everything stands in a card of that width."""
        found = self._plans.get(width)
        if found is None:
            beside = width >= self._themes.px(_TWO_COLUMNS)
            found = self._plans[width] = self._plan_beside(width) if beside else self._plan_stacked(width)
        return found

    def _place(self) -> None:
        for widget, place in self._plan(self.width()).places:
            widget.setGeometry(place)

    def _plan_beside(self, width: int) -> _Plan:
        """Labels in a column at the left; words give way to what stands at the right of their row."""
        px = self._themes.px
        rows = self._rows()
        places: list[tuple[QWidget, QRect]] = []
        left, label_room = px(_LEFT), px(_COLUMN) - px(8)
        x, y = left + px(_COLUMN), px(_PAD)
        for row in rows:
            room = max(px(96), min(px(_MEASURE), width - x - left) - self._taken(row, rows, width))
            label_high = row.label.heightForWidth(label_room)
            words_high = row.words.heightForWidth(room)
            places.append((row.label, QRect(left, y, label_room, label_high)))
            places.append((row.words, QRect(x, y, room, words_high)))
            if row is self._heard and (tone := self._tone_shown()) is not None:
                drop = (self._themes.line_height("body") - tone.sizeHint().height()) // 2
                places.append((tone, _at_right(tone, width - left, y + drop)))
            y += max(words_high, label_high) + px(_ROW_GAP)
        bottom = y - px(_ROW_GAP) + px(_PAD)
        edge = width - px(_EDGE)
        if self._action is not None:
            places.append((self._action, _at_right(self._action, edge, px(_EDGE))))
        places.append((self._more, _at_right(self._more, edge, bottom - px(_EDGE) - self._more.sizeHint().height())))
        return _Plan(bottom, places)

    def _plan_stacked(self, width: int) -> _Plan:
        """In a narrow card (or with large text) labels stand above their words, and buttons under all of them."""
        px = self._themes.px
        places: list[tuple[QWidget, QRect]] = []
        left = px(_LEFT)
        room = max(1, width - 2 * left)
        y = px(_PAD)
        if (tone := self._tone_shown()) is not None:
            size = tone.sizeHint()
            places.append((tone, QRect(QPoint(left, y), size)))
            y += size.height() + px(_ROW_GAP)
        for row in self._rows():
            for label in (row.label, row.words):
                high = label.heightForWidth(room)
                places.append((label, QRect(left, y, room, high)))
                y += high
            y += px(_ROW_GAP)
        for button, wanted in ((self._action, bool(self._feedback.action)), (self._more, self.has_more())):
            if wanted and button is not None:
                places.append((button, _at_right(button, width - px(_EDGE), y)))
                y += button.sizeHint().height() + px(_ROW_GAP)
        return _Plan(y - px(_ROW_GAP) + px(_PAD if not self.has_more() else _EDGE), places)

    def _taken(self, row: _Row, rows: list[_Row], width: int) -> int:
        """What the mark or the button at the right of a row needs of the words' room."""
        px = self._themes.px
        spare = max(0, width - 2 * px(_LEFT) - px(_COLUMN) - px(_MEASURE))
        needed = 0
        if row is self._heard and (tone := self._tone_shown()) is not None:
            needed = tone.sizeHint().width() + px(12)
        if row is rows[0] and self._action is not None and self._feedback.action:
            needed = max(needed, self._action.sizeHint().width() + px(4))
        if row is rows[-1] and self.has_more():
            needed = max(needed, self._more.sizeHint().width())
        return max(0, needed - spare)

    def _tone_shown(self) -> ToneMark | None:
        return self._tone if self._open and self._feedback.tone is not None else None

    def _more_clicked(self) -> None:
        self.set_open(not self._open)
        self.toggled.emit(self._open)

    def _changed(self) -> None:
        self._plans.clear()
        self.updateGeometry()
        if self._has_room:
            self._place()
        self.update()


def _at_right(widget: QWidget, right: int, top: int) -> QRect:
    size = widget.sizeHint()
    return QRect(QPoint(right - size.width(), top), size)
