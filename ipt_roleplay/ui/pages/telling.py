"""Tells what happens in a talk: lines in the transcript, and in the panel the face and how things stand.

Both the conversation and its replay are told by it, so that they look the same.
"""

from __future__ import annotations

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


class Telling:
    """Of one page, which is also what assistive technology hears it from."""

    def __init__(self, catalogue: Catalogue, transcript: Transcript, panel: BetweenPanel, page: QWidget) -> None:
        self._catalogue, self._transcript, self._panel, self._page = catalogue, transcript, panel, page
        self._partner = self._speaker = self._mood_shown = ""
        self._opens_feedback = False
        transcript.more_toggled.connect(self._more_toggled)

    def begin(self, partner: str) -> None:
        """Afresh, with an empty page and a face at rest."""
        self._transcript.clear()
        self._partner = partner
        self._speaker = self._mood_shown = ""
        self._show_mood(AT_REST)

    def tell(self, event: Event) -> None:
        """What is no line, no face and no gauge is left to the page."""
        match event:
            case Began(gauges=gauges):
                self._show_gauges(gauges)
            case SceneShown(text=text):
                self._transcript.add_scene(text)
                self._speaker = ""
                announce(self._page, text)
            case PartnerSpoke():
                self._partner_spoke(event)
            case YouSpoke(turn=turn, say=say, do=do):
                self._transcript.add_own(turn, self._page.tr("You"), say or "", do or "")
                self._speaker = ""
            case Explained():
                self._explain(event)
            case Moved(after=after):
                self._show_gauges(after)

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
        looks = self._catalogue.moods.get(event.mood or "", "")
        if event.mood:
            self._show_mood(event.mood)
        goes_on = self._speaker == self._partner
        shown_mood = "" if goes_on and looks == self._mood_shown else looks
        self._transcript.add_partner("" if goes_on else self._partner, shown_mood, event.text)
        self._speaker, self._mood_shown = self._partner, looks
        announce(self._page, f"{self._partner}: {event.text}")

    def _explain(self, event: Explained) -> None:
        first, rest = first_sentence(event.feedback)
        heard = self._page.tr("{name} heard").format(name=self._partner)
        stance = self._catalogue.stances.get(event.stance)
        tone = (TONES[event.stance], stance.name) if stance is not None and event.stance in TONES else None
        card = Feedback(heard, event.heard, first, rest=rest, tone=tone, better=event.better)
        self._transcript.add_feedback(card, open_=self._opens_feedback)
        announce(self._page, f"{heard}: {event.heard} {first}")

    def _show_mood(self, mood: str) -> None:
        self._panel.show_mood(mood, self._catalogue.moods.get(mood, mood))

    def _show_gauges(self, gauges: Gauges) -> None:
        self._panel.show_gauges(read_gauges(gauges, self._catalogue))

    def _more_toggled(self, open_: bool) -> None:
        self._opens_feedback = open_
