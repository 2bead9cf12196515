"""One practice, driven by a small flat state machine.

    briefing → listening → choosing → feedback → listening … → debrief
    paused and left from anywhere on the way, rewind back to any turn

The machine guards what may happen; players ask it through `can` and enable their buttons by the answer. Each method
fires its trigger, records what must be kept, and returns what happened. Nothing is returned that the recorder has
not taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from transitions import EventData, Machine, MachineError, Transition

from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.events import (
    Event,
    Explained,
    Offered,
    Paused,
    Resumed,
    Rewound,
    SteppedOut,
)
from ipt_roleplay.conversation.transcript import (
    Feedback,
    MemoryRecorder,
    Pick,
    Recorder,
    Rewind,
    Start,
    Step,
    Transcript,
    replay,
)
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, DayName, Ending, Story

if TYPE_CHECKING:
    from transitions.core import TransitionConfigDict

PracticeState = Literal["briefing", "listening", "choosing", "feedback", "debrief", "paused", "left"]
Trigger = Literal["begin", "listen", "choose", "go_on", "pause", "resume", "rewind", "leave"]

_STATES: tuple[PracticeState, ...] = ("briefing", "listening", "choosing", "feedback", "debrief", "paused", "left")
_UNDER_WAY = ["listening", "choosing", "feedback"]


class NotNow(RuntimeError):
    """A trigger that may not fire in the present state; one plain sentence."""


class ChoiceNotOffered(ValueError):
    """A choice that is not on offer; one plain sentence that names those that are."""


class PracticeSession:
    """A practice of `story`.

    Args:
        story: a compiled scenario (see `ipt_roleplay.load`).
        seed: any integer; arranges the choices on the screen and nothing else. The same seed gives the same order.
        day: how the partner woke up: `good`, `ordinary` or `hard`.
        feedback: when answers are explained: after `each`, at the `end`, or `none`.
        recorder: takes every entry of the transcript before its consequences are returned; by default memory.

    Every method returns the events that it caused, to be shown in order, and raises NotNow where its trigger may
    not fire. An OSError of the recorder passes through and leaves the session where it was.
    """

    def __init__(
        self,
        story: Story,
        *,
        seed: int = 0,
        day: DayName = "ordinary",
        feedback: Feedback = "each",
        recorder: Recorder | None = None,
    ) -> None:
        self._set_up(story, Transcript(Start(story.id, story.sha256, seed, day, feedback)), recorder)
        self._is_new = True

    def _set_up(self, story: Story, transcript: Transcript, recorder: Recorder | None) -> None:
        self.story = story
        self.recorder: Recorder = recorder or MemoryRecorder()
        self.transcript = transcript
        self._steps: list[Step] = list(replay(story, transcript.start, transcript.picks))
        self._at = self._steps[-1].after if self._steps else engine.begin(story, transcript.start.day)
        self._arranged: dict[int, tuple[Choice, ...]] = {}
        self._before_pause: PracticeState = "choosing"
        self._place = _Place(self)

    @classmethod
    def restore(cls, story: Story, transcript: Transcript, recorder: Recorder | None = None) -> PracticeSession:
        """Take up a practice where its transcript ends; `begin` then goes on from there.

        Raises:
            TranscriptError: the story does not offer one of the choices (another version of the scenario).
        """
        session = cls.__new__(cls)
        session._set_up(story, transcript, recorder)
        session._is_new = False
        return session

    # --- where it stands ------------------------------------------------------------------------------------------

    @property
    def state(self) -> PracticeState:
        return self._place.state

    @property
    def at(self) -> State:
        """The state of the conversation: node, gauges, flags, turn."""
        return self._at

    @property
    def turn(self) -> int:
        """The turn that comes next, from 1; after an ending, one more than the turns taken."""
        return self._at.turn

    @property
    def day(self) -> DayName:
        return self.transcript.start.day

    @property
    def feedback(self) -> Feedback:
        return self.transcript.start.feedback

    @property
    def steps(self) -> tuple[Step, ...]:
        """The turns that count now, each with the state before and after it."""
        return tuple(self._steps)

    @property
    def ending(self) -> Ending | None:
        return self.story.ending_at(self._at)

    def can(self, trigger: Trigger) -> bool:
        """Whether `trigger` may fire now."""
        ways = _MACHINE.events[trigger].transitions.get(self._place.state, ())
        return any(map(self._place.may_take, ways))

    def options(self) -> Offered:
        """The answers on offer now, as arranged by the seed."""
        if self.ending is not None:
            return Offered(self.turn, self._node_id(), ())
        return engine.offer(self.story, self._at, self._choices())

    def script(self) -> tuple[Event, ...]:
        """Everything that counts so far, from the first line to where one stands, for showing it afresh."""
        story, start = self.story, self.transcript.start
        place = self._before_pause if self.state == "paused" else self.state
        events: list[Event] = list(engine.opening(story, engine.begin(story, start.day), start.day))
        for step in self._steps:
            _, happened = engine.choose(story, step.before, step.choice)
            events += self._shown(happened)
            if step is not self._steps[-1] or place != "feedback":
                events += engine.arrival(story, step.after)
        return tuple(events)

    def explanations(self) -> tuple[Explained, ...]:
        """What each answer did, for the debrief; empty where feedback is `none`."""
        if self.feedback == "none":
            return ()
        return tuple(engine.explanation(step.before.turn, step.choice, step.after) for step in self._steps)

    # --- what may happen ------------------------------------------------------------------------------------------

    def begin(self) -> tuple[Event, ...]:
        """Leave the briefing: the first line, or all that was said before where a practice is taken up again."""
        self._require("begin")
        if self._is_new:
            self.recorder.record(self.transcript.start)
        self._fire("begin")
        return self.script()

    def listen(self) -> tuple[Event, ...]:
        """The partner's words have been taken in: the answers on offer."""
        self._fire("listen")
        return (self.options(),)

    def choose(self, choice_id: str) -> tuple[Event, ...]:
        """Give an answer: what happens, up to and with the explanation where feedback comes after each.

        Raises:
            ChoiceNotOffered: there is no such choice here, or it is not on offer in this state.
        """
        self._require("choose")
        choice = self._choice(choice_id)
        pick = Pick(self.turn, self.story.nodes[self._at.node].id, choice_id)
        self.recorder.record(pick)
        before = self._at
        self._at, happened = engine.choose(self.story, before, choice)
        self._steps.append(Step(before, choice, self._at))
        self.transcript = self.transcript.with_entry(pick)
        self._fire("choose")
        shown = self._shown(happened)
        return shown if self.state == "feedback" else (*shown, *engine.arrival(self.story, self._at))

    def go_on(self) -> tuple[Event, ...]:
        """From the explanation to what comes next: the partner's line, or the ending."""
        self._fire("go_on")
        return engine.arrival(self.story, self._at)

    def pause(self) -> tuple[Event, ...]:
        self._require("pause")
        self._before_pause = self.state
        self._fire("pause")
        return (Paused(),)

    def resume(self) -> tuple[Event, ...]:
        self._fire("resume")
        return (Resumed(),)

    def rewind(self, turn: int) -> tuple[Event, ...]:
        """Go back to before the pick of `turn`; the partner says again what they said there.

        Raises:
            ValueError: no answer was given at `turn`.
        """
        self._require("rewind")
        if not 1 <= turn <= len(self._steps):
            raise ValueError(f"There is no turn {turn} to go back to; the turns so far are 1 to {len(self._steps)}.")
        entry = Rewind(turn)
        self.recorder.record(entry)
        self.transcript = self.transcript.with_entry(entry)
        self._fire("rewind")
        self._at = self._steps[turn - 1].before
        del self._steps[turn - 1 :]
        return (Rewound(turn), *engine.arrival(self.story, self._at))

    def leave(self) -> tuple[Event, ...]:
        """Step out; the transcript keeps everything, so the practice can be taken up again."""
        self._fire("leave")
        return (SteppedOut(),)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _fire(self, trigger: Trigger) -> None:
        try:
            fired = _MACHINE.events[trigger].trigger(self._place)
        except MachineError:
            fired = False
        if not fired:
            raise NotNow(f"`{trigger}` is not possible while the practice is in `{self.state}`.")

    def _require(self, trigger: Trigger) -> None:
        if not self.can(trigger):
            raise NotNow(f"`{trigger}` is not possible while the practice is in `{self.state}`.")

    def _choices(self) -> tuple[Choice, ...]:
        node = self._at.node
        if node not in self._arranged:
            self._arranged[node] = engine.arranged(self.story, node, self.transcript.start.seed)
        return self._arranged[node]

    def _choice(self, choice_id: str) -> Choice:
        offered = engine.on_offer(self._at, self._choices())
        for choice in offered:
            if choice.id == choice_id:
                return choice
        names = ", ".join(choice.id for choice in offered)
        raise ChoiceNotOffered(f"`{choice_id}` is not on offer at `{self._node_id()}`. On offer are: {names}.")

    def _node_id(self) -> str:
        return self.story.node_id(self._at.node)

    def _shown(self, happened: tuple[Event, ...]) -> tuple[Event, ...]:
        if self.feedback == "each":
            return happened
        return tuple(event for event in happened if not isinstance(event, Explained))


class _Place:
    """The model of the machine: the state it is in, and the questions that its guards ask."""

    def __init__(self, session: PracticeSession) -> None:
        self.state: PracticeState = "briefing"
        self._session = session

    def has_ended(self) -> bool:
        return self._session.ending is not None

    def explains_each(self) -> bool:
        return self._session.feedback == "each"

    def has_turns(self) -> bool:
        return bool(self._session._steps)

    def paused_while_listening(self) -> bool:
        return self._session._before_pause == "listening"

    def paused_while_choosing(self) -> bool:
        return self._session._before_pause == "choosing"

    def may_take(self, way: Transition) -> bool:
        """Whether all guards of `way` hold."""
        return all(getattr(self, str(guard.func))() for guard in way.conditions)


class _Way(Transition):
    """A transition that asks its guards and moves, and nothing else.

    The library's own looks for callbacks at six moments and has a line for the log at each. This machine has no
    callbacks, and that was half of the time of a turn.
    """

    def execute(self, event_data: EventData) -> bool:
        place = event_data.model
        assert isinstance(place, _Place)
        if not place.may_take(self):
            return False
        place.state = cast(PracticeState, self.dest)
        return True


class _Machine(Machine):
    transition_cls = _Way


_TRANSITIONS: list[TransitionConfigDict] = [
    {"trigger": "begin", "source": "briefing", "dest": "debrief", "conditions": "has_ended"},
    {"trigger": "begin", "source": "briefing", "dest": "listening"},
    {"trigger": "listen", "source": "listening", "dest": "choosing"},
    {"trigger": "choose", "source": "choosing", "dest": "feedback", "conditions": "explains_each"},
    {"trigger": "choose", "source": "choosing", "dest": "debrief", "conditions": "has_ended"},
    {"trigger": "choose", "source": "choosing", "dest": "listening"},
    {"trigger": "go_on", "source": "feedback", "dest": "debrief", "conditions": "has_ended"},
    {"trigger": "go_on", "source": "feedback", "dest": "listening"},
    {"trigger": "pause", "source": _UNDER_WAY, "dest": "paused"},
    {"trigger": "resume", "source": "paused", "dest": "listening", "conditions": "paused_while_listening"},
    {"trigger": "resume", "source": "paused", "dest": "choosing", "conditions": "paused_while_choosing"},
    {"trigger": "resume", "source": "paused", "dest": "feedback"},
    {"trigger": "rewind", "source": [*_UNDER_WAY, "paused", "debrief"], "dest": "listening", "conditions": "has_turns"},
    {"trigger": "leave", "source": ["briefing", *_UNDER_WAY, "paused", "debrief"], "dest": "left"},
]

# One machine for all practices: it holds the rules, each practice its own place in them. Building one takes as long as
# ten turns.
_MACHINE = _Machine(
    model=None, states=list(_STATES), transitions=_TRANSITIONS, initial="briefing", auto_transitions=False
)
