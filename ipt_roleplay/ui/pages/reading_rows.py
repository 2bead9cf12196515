"""A kept attempt as rows of the play script: words as they were then, and what was explained about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.coaching.words import ANSWERED, SAID, first_sentence
from ipt_roleplay.conversation.events import Ended, Event, Explained, PartnerSpoke, SceneShown, YouSpoke
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.store.reading import Attempt, Kept
from ipt_roleplay.ui.theme import SEMIBOLD, ThemeManager
from ipt_roleplay.ui.widgets.feedback_card import Feedback, FeedbackCard
from ipt_roleplay.ui.widgets.gutter import INDENT, GutterRow
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.words import TONES

_MEASURE, _CARD, _GAP, _CARD_GAP = 640, 680, 28, 12


class _StackedRow(QWidget):
    """Where there is no room for a gutter: what would stand in it stands above the words."""

    def __init__(self, themes: ThemeManager, heads: Sequence[QWidget], gap: int) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self.column.setContentsMargins(0, 0, 0, themes.px(gap))
        for head in heads:
            self.column.addWidget(head)

    def add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)


class ReadingRows:
    """Makes the rows of one practice. `narrow`: there is no room for a gutter."""

    def __init__(self, themes: ThemeManager, catalogue: Catalogue, practice: Kept, *, narrow: bool) -> None:
        self._themes, self._catalogue, self._practice = themes, catalogue, practice
        self._narrow = narrow
        self._speaker = self._mood = ""

    def of(self, attempt: Attempt) -> Iterator[QWidget]:
        """One row after the other, in the order in which they are read."""
        self._speaker = self._mood = ""
        for told in attempt:
            explained = [event for event in told.events if isinstance(event, Explained)]
            if not self._practice.was_explained:
                explained = []
            for event in told.events:
                row = self._row(event, followed=bool(explained))
                if row is not None:
                    yield row
                if isinstance(event, YouSpoke):
                    for about in explained:
                        yield self._explained(about)

    def _row(self, event: Event, *, followed: bool) -> QWidget | None:
        match event:
            case SceneShown(text=text):
                self._speaker = ""
                return self._line((), Label(self._themes, text, italic=True, role="soft", measure=_MEASURE))
            case PartnerSpoke():
                return self._partner(event)
            case YouSpoke(say=say, do=do):
                self._speaker = ""
                return self._own(say or "", do or "", _CARD_GAP if followed else _GAP)
            case Ended():
                return self._ended(event)
        return None

    def _partner(self, event: PartnerSpoke) -> QWidget:
        themes, name = self._themes, self._practice.partner
        goes_on = self._speaker == name
        looks = self._catalogue.moods.get(event.mood or "", "")
        heads = [] if goes_on else [Label(themes, name, "cap", "soft", weight=SEMIBOLD, beside="say")]
        if looks and not (goes_on and looks == self._mood):
            heads.append(Label(themes, looks, "cap", "soft", italic=True, beside="say" if goes_on else None))
        self._speaker, self._mood = name, looks
        return self._line(tuple(heads), Label(themes, event.text, "say", measure=_MEASURE))

    def _own(self, say: str, do: str, gap: int) -> QWidget:
        themes = self._themes
        head = Label(themes, _tr("You"), "cap", "accent", weight=SEMIBOLD, beside="say")
        row = self._made((head,), gap, INDENT)
        if do:
            row.add(Label(themes, do, "say", "soft", italic=True, measure=_MEASURE))
        if say:
            row.add(Label(themes, say, "say", measure=_MEASURE))
        return row

    def _explained(self, event: Explained) -> QWidget:
        themes = self._themes
        first, rest = first_sentence(event.feedback)
        stance = self._catalogue.stances.get(event.stance)
        tone = (TONES[event.stance], stance.name) if stance is not None and event.stance in TONES else None
        card = FeedbackCard(themes)
        heard = _tr("{name} heard").format(name=self._practice.partner)
        card.show_feedback(Feedback(heard, event.heard, first, rest=rest, tone=tone, better=event.better))
        card.setMaximumWidth(themes.px(_CARD))
        row = self._made((), _GAP, INDENT)
        row.add(card)
        return row

    def _ended(self, event: Ended) -> QWidget:
        themes = self._themes
        row = self._made((Label(themes, _tr("The ending"), "cap", "soft", weight=SEMIBOLD, beside="say"),), _GAP)
        row.add(Label(themes, event.title, "say", weight=SEMIBOLD, measure=_MEASURE))
        row.add(Label(themes, event.text, "say", measure=_MEASURE))
        row.column.addSpacing(themes.px(8))
        row.add(Label(themes, outcome(event, self._practice.partner), role="soft", measure=_MEASURE))
        return row

    def _line(self, heads: tuple[QWidget, ...], words: Label) -> QWidget:
        row = self._made(heads, _GAP)
        row.add(words)
        return row

    def _made(self, heads: Sequence[QWidget], gap: int, indent: int = 0) -> GutterRow | _StackedRow:
        if self._narrow:
            return _StackedRow(self._themes, heads, gap)
        return GutterRow(self._themes, *heads, indent=indent, gap_after=gap)


def outcome(event: Ended, partner: str) -> str:
    """“What you said: plainly. Dana’s answer: not now, perhaps later.”; no answer where nothing was asked."""
    said = _tr("What you said: {said}.").format(said=SAID[event.said])
    if event.said == "unsaid":
        return said
    answer = _tr("{name}’s answer: {answer}.").format(name=partner, answer=ANSWERED[event.answer])
    return f"{said} {answer}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Reading", words)
