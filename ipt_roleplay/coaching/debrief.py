"""The debrief of one practice: what was said and answered, what went well, the moments that mattered, the other side.

What comes first, and why: an explained debrief with an objective record helps most (d = 0.79 for debriefs; see the
sources in docs/architecture.md), and what went well is said before anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from ipt_roleplay.coaching.words import first_sentence
from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import Ended, Explained, Gauges
from ipt_roleplay.conversation.session import PracticeSession
from ipt_roleplay.conversation.transcript import Step

MOST_WELL = 3
MOST_MOMENTS = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn worth a second look: the line, what it did, and what moved (`shift`: see `_shift`).

    Where nothing was said (`spoken` is false) the line tells what was done, and is no quotation.
    """

    turn: int
    line: str
    spoken: bool
    explained: Explained
    shift: int


@dataclass(frozen=True, slots=True)
class InnerVoice:
    """One turn from the partner's side: what was said to them, and what they heard."""

    turn: int
    line: str
    heard: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that the debrief shows.

    `arc` holds the gauges at the start and after each turn. `moments` are the key moments; all of them where
    explanations were to come at the `end`. `next_time` is a line to take into life, or empty where nothing suggests
    itself. Without feedback (`none`) only the ending, `wants`, `fears` and the arc are there.
    """

    title: str
    text: str
    said: str
    answer: str
    turns: int
    went_well: tuple[str, ...]
    moments: tuple[Moment, ...]
    wants: str
    fears: str
    inner_voice: tuple[InnerVoice, ...]
    arc: tuple[Gauges, ...]
    next_time: str


def debrief(session: PracticeSession, *, ahead: bool = False) -> Debrief:
    """The debrief of a practice that has come to an ending.

    Args:
        ahead: also while the last answer is still being explained, to have the debrief ready when that has been read.

    Raises:
        ValueError: the conversation has not ended yet.
    """
    ended = (engine.arrival(session.story, session.at) if ahead else session.script())[-1]
    if not isinstance(ended, Ended):
        raise ValueError("The conversation has not ended yet; there is nothing to look back on.")
    story, steps, explained = session.story, session.steps, session.explanations()
    moments = tuple(_moment(step, what) for step, what in zip(steps, explained, strict=False))
    return Debrief(
        title=ended.title,
        text=ended.text,
        said=ended.said,
        answer=ended.answer,
        turns=len(steps),
        went_well=_went_well(moments),
        moments=moments if session.feedback == "end" else _key_moments(moments),
        wants=story.partner.wants,
        fears=story.partner.fears,
        inner_voice=tuple(InnerVoice(moment.turn, moment.line, moment.explained.heard) for moment in moments),
        arc=(steps[0].before.gauges, *(step.after.gauges for step in steps)) if steps else (session.at.gauges,),
        next_time=_next_time(moments),
    )


def _moment(step: Step, explained: Explained) -> Moment:
    line = step.choice.say or step.choice.do or ""
    return Moment(explained.turn, line, bool(step.choice.say), explained, _shift(step.before.gauges, step.after.gauges))


def _shift(before: Gauges, after: Gauges) -> int:
    """How much a line moved what matters: closeness, plainness and one's own side up, tension down."""
    connection, clarity, self_respect, tension = (b - a for a, b in zip(before, after, strict=True))
    return connection + clarity + self_respect - tension


def _went_well(moments: tuple[Moment, ...]) -> tuple[str, ...]:
    """The first sentences on lines that used a skill, had nothing in the way and cost no more than they gave.

    The strongest ones, in order.
    """
    well: dict[str, Moment] = {}
    for moment in moments:
        if moment.explained.skills and not moment.explained.faults and moment.shift >= 0:
            well.setdefault(first_sentence(moment.explained.feedback)[0], moment)  # a line said twice is told once
    best = sorted(well, key=lambda sentence: -well[sentence].shift)[:MOST_WELL]
    return tuple(sorted(best, key=lambda sentence: well[sentence].turn))


def _key_moments(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Up to three turns: those that cost most, and the one that gave most; never the same turn twice."""
    costly = sorted((m for m in moments if m.explained.faults or m.shift < 0), key=lambda m: (m.shift, m.turn))
    giving = sorted((m for m in moments if m not in costly), key=lambda m: (-m.shift, m.turn))
    picked = costly[: MOST_MOMENTS - 1]
    picked += giving[: MOST_MOMENTS - len(picked)]
    return tuple(sorted(picked, key=lambda moment: moment.turn))


def _next_time(moments: tuple[Moment, ...]) -> str:
    """Another way for the line that cost most, as something to say; empty where no line has one."""
    open_to_change = [moment for moment in moments if moment.explained.better]
    if not open_to_change:
        return ""
    moment = min(open_to_change, key=lambda m: (m.shift, m.turn))
    return f"say: “{moment.explained.better}”"
