"""Tells what happens in a talk: lines in the transcript, and in the panel the face and how things stand.

Both the conversation and its replay are told by it, so that they look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from ipt_roleplay.coaching.words import first_sentence, read_gauges
from ipt_roleplay.conversation.events import Began, Event, Explained, Gauges, Moved, PartnerSpoke, SceneShown, YouSpoke
from ipt_roleplay.scenario.catalogue import Catalogue
from ipt_roleplay.ui.announce import announce
from ipt_roleplay.ui.faces.catalogue import AT_REST
from ipt_roleplay.ui.pages.between_panel import BetweenPanel
from ipt_roleplay.ui.pages.transcript import Transcript
from ipt_roleplay.ui.widgets.feedback_card import Feedback
from ipt_roleplay.ui.words import TONES


@dataclass(slots=True)
class _Voice:
    """Who spoke last, and what was told of how the partner looked."""

    speaker: str = ""
    looks: str = ""

    def partner(self, name: str, looks: str) -> tuple[str, str]:
        """What stands beside their words: the name, unless they go on speaking, and how they look, if that is new."""
        goes_on = self.speaker == name
        told = "" if goes_on and looks == self.looks else looks
        self.speaker, self.looks = name, looks
        return "" if goes_on else name, told


class Telling:
    """Of one page, which is also what assistive technology hears it from."""

    def __init__(self, catalogue: Catalogue, transcript: Transcript, panel: BetweenPanel, page: QWidget) -> None:
        self._catalogue, self._transcript, self._panel, self._page = catalogue, transcript, panel, page
        self._partner = ""
        self._voice = _Voice()
        self._opens_feedback = False
        transcript.more_toggled.connect(self._more_toggled)

    def begin(self, partner: str) -> None:
        """Afresh, with an empty page and a face at rest."""
        self._transcript.clear()
        self._partner = partner
        self._voice = _Voice()
        self._show_mood(AT_REST)

    def tell(self, event: Event) -> None:
        """What is no line, no face and no gauge is left to the page."""
        match event:
            case Began(gauges=gauges):
                self._show_gauges(gauges)
            case SceneShown(text=text):
                self._transcript.add_scene(text)
                self._voice.speaker = ""
                announce(self._page, text)
            case PartnerSpoke():
                self._partner_spoke(event)
            case YouSpoke(turn=turn, say=say, do=do):
                self._transcript.add_own(turn, self._page.tr("You"), say or "", do or "")
                self._voice.speaker = ""
            case Explained():
                self._explain(event)
            case Moved(after=after):
                self._show_gauges(after)

    def expect(self, events: Iterable[Event]) -> Iterator[None]:
        """Make ahead, a piece at a time, what `tell` would add for these: of several answers each one's."""
        page, transcript = self._page, self._transcript
        transcript.expect_nothing()
        voice = replace(self._voice)
        for event in events:
            match event:
                case SceneShown(text=text):
                    transcript.expect_scene(text)
                    voice.speaker = ""
                case PartnerSpoke(text=text):
                    transcript.expect_partner(*voice.partner(self._partner, self._looks(event)), text)
                case YouSpoke(turn=turn, say=say, do=do):
                    transcript.expect_own(turn, page.tr("You"), say or "", do or "")
                    voice = replace(self._voice, speaker="")
                case Explained():
                    transcript.expect_feedback(self._feedback(event), open_=self._opens_feedback)
                case _:
                    continue
            yield

    def settle(self) -> None:
        """Lay out now what has just been told: else it is painted once as it was, and once more as it is."""
        self._panel.portrait.settle_now()
        self._transcript.arrange()

    def toggle_more(self) -> None:
        """Open or close the last explanation; the next ones come as this one stands."""
        is_open = self._transcript.toggle_last()
        if is_open is not None:
            self._opens_feedback = is_open

    def _partner_spoke(self, event: PartnerSpoke) -> None:
        if event.mood:
            self._show_mood(event.mood)
        self._transcript.add_partner(*self._voice.partner(self._partner, self._looks(event)), event.text)
        announce(self._page, f"{self._partner}: {event.text}")

    def _looks(self, event: PartnerSpoke) -> str:
        return self._catalogue.moods.get(event.mood or "", "")

    def _explain(self, event: Explained) -> None:
        card = self._feedback(event)
        self._transcript.add_feedback(card, open_=self._opens_feedback)
        announce(self._page, f"{card.heard_label}: {card.heard} {card.first}")

    def _feedback(self, event: Explained) -> Feedback:
        first, rest = first_sentence(event.feedback)
        heard = self._page.tr("{name} heard").format(name=self._partner)
        stance = self._catalogue.stances.get(event.stance)
        tone = (TONES[event.stance], stance.name) if stance is not None and event.stance in TONES else None
        return Feedback(heard, event.heard, first, rest=rest, tone=tone, better=event.better)

    def _show_mood(self, mood: str) -> None:
        self._panel.show_mood(mood, self._catalogue.moods.get(mood, mood))

    def _show_gauges(self, gauges: Gauges) -> None:
        self._panel.show_gauges(read_gauges(gauges, self._catalogue))

    def _more_toggled(self, open_: bool) -> None:
        self._opens_feedback = open_
