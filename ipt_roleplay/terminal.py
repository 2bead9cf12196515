"""The terminal player: the same session, the same events, in plain lines of text."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable
from typing import TextIO

from ipt_roleplay.coaching import words
from ipt_roleplay.coaching.debrief import debrief
from ipt_roleplay.coaching.nearby import nearby
from ipt_roleplay.conversation.events import Ended, Event, Explained, Offered, PartnerSpoke, SceneShown, YouSpoke
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.scenario.catalogue import Catalogue

_WIDEST = 78
_HELP = "A number picks an answer, u goes back a turn, q leaves. Nothing breaks here; take your time."


class Script:
    """Events in plain lines of text, as they are played or as they were."""

    def __init__(self, partner: str, catalogue: Catalogue, out: TextIO) -> None:
        self._partner = partner
        self._catalogue = catalogue
        self._out = out

    def show(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case SceneShown(text=text):
                    self._line()
                    self._say(f"[{text}]", "  ")
                case PartnerSpoke(text=text, mood=mood):
                    self._line()
                    feeling = f" ({self._catalogue.moods.get(mood, mood)})" if mood else ""
                    self._say(f"{self._partner}{feeling}: {text}")
                case YouSpoke(say=say, do=do):
                    self._line()
                    self._say(f"You: {' '.join(part for part in (do and f'[{do}]', say) if part)}")
                case Explained():
                    self._explain(event)
                case Offered(options=options):
                    self._line()
                    for number, option in enumerate(options, 1):
                        text = " ".join(part for part in (option.do and f"[{option.do}]", option.say) if part)
                        self._say(f"{number}  {text}", "   ", first="")
                case Ended(title=title, text=text):
                    self._line()
                    self._line(title.upper())
                    self._say(text)

    def _explain(self, explained: Explained) -> None:
        tone = self._catalogue.stances[explained.stance].name
        self._say(f"{self._partner} heard: “{explained.heard}”", "    ")
        self._say(f"This line ({tone}): {explained.feedback}", "    ")
        if explained.better:
            self._say(f"Another way: “{explained.better}”", "    ")

    def _say(self, text: str, indent: str = "", *, first: str | None = None) -> None:
        width = min(_WIDEST, max(30, shutil.get_terminal_size().columns - 1))
        begin = indent if first is None else first
        self._line(textwrap.fill(text, width, initial_indent=begin, subsequent_indent=indent or "  "))

    def _line(self, text: str = "") -> None:
        print(text, file=self._out)


class TerminalPlayer(Script):
    """Plays one practice. `ask` reads a line from the person, raising EOFError at the end of input."""

    def __init__(
        self,
        session: PracticeSession,
        catalogue: Catalogue,
        out: TextIO,
        ask: Callable[[str], str] = input,
    ) -> None:
        super().__init__(session.story.partner.name, catalogue, out)
        self._session = session
        self._ask = ask

    def play(self) -> None:
        """From the briefing to the debrief, or until the person leaves."""
        self.show_briefing()
        self.show(self._session.begin())
        while self._session.state not in ("debrief", "left"):
            self._turn()
        if self._session.state == "debrief":
            self.show_debrief()

    def _turn(self) -> None:
        session = self._session
        if session.state == "listening":
            self.show(session.listen())
        try:
            answer = self._ask("> ").strip().lower()
        except (EOFError, KeyboardInterrupt):
            answer = "q"
        options = session.options().options
        if answer == "q":
            session.leave()
            self._say("You stepped out. That is always all right.")
        elif answer == "u":
            self._back()
        elif answer.isdecimal() and 1 <= int(answer[:4]) <= len(options):
            self.show(session.choose(options[int(answer) - 1].id))
            if session.state == "feedback":
                self.show(session.go_on())
        else:
            self._say(f"Please type a number from 1 to {len(options)}, u or q.")

    def _back(self) -> None:
        if not self._session.can("rewind"):
            self._say("This is the first turn; there is nothing to take back yet.")
            return
        self.show(self._session.rewind(self._session.turn - 1))

    def show_briefing(self) -> None:
        story = self._session.story
        self._line()
        self._line(story.title.upper())
        if story.content_notes:
            self._say(f"This conversation touches on: {', '.join(story.content_notes)}.")
        self._say(story.setting)
        self._say(
            f"You are {story.you.name}, {story.you.role}. Across from you: {self._partner}, {story.partner.relation}."
        )
        for extra in (story.manners, story.power):
            if extra:
                self._say(extra)
        self._say(f"Your aim: {story.aim}")
        self._say(_HELP)

    def show_debrief(self) -> None:
        """Look back on a practice that has come to an ending."""
        looked_back = debrief(self._session)
        self._line()
        self._say(f"What you said: {words.SAID[looked_back.said]}")
        if looked_back.said != "unsaid":  # where nothing was asked there is no answer to speak of
            self._say(f"{self._partner}’s answer: {words.ANSWERED[looked_back.answer]}")
        if looked_back.went_well:
            self._line()
            self._say("What went well:")
            for sentence in looked_back.went_well:
                self._say(sentence, "    ")
        if self._session.feedback == "end":
            self._line()
            self._say("Line by line:")
            for moment in looked_back.inner_voice:
                self._line()
                self._say(f"Turn {moment.turn}, you: {moment.line}")
                self._explain(self._session.explanations()[moment.turn - 1])
        self._line()
        self._say(f"What {self._partner} didn’t say. Wanted: {looked_back.wants}. Feared: {looked_back.fears}.")
        if self._session.feedback != "none":
            self._say_nearby()
        if looked_back.next_time:
            self._say(f"Next time I… {looked_back.next_time}")

    def _say_nearby(self) -> None:
        found = nearby(self._session)
        if found is None:
            return
        if found.way is not None:
            self._say(f"A better ending nearby, from turn {found.way.turn} on: {found.way.title}")
        if found.answer_is_final:
            self._say(f"No other words get a better answer from {self._partner} on this day.")
