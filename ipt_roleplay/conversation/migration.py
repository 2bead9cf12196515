"""Taking up a practice whose scenario has changed since: how far its choices still lead, and where one then stands.

Pure. Ids are what counts, never positions: an option that was inserted, deleted or moved elsewhere on the list changes
nothing for the others. The choices are walked through the new story. Where the id of a node is gone from it but the
place where one stands offers a choice of the same name, the node was renamed and one goes on. At the first choice
that is not on offer any more one stops: the turns before it stand, the rest stays in the transcript as an attempt.

Nothing is taken out of a transcript. What the new version needs is added: a Rewind to the first turn that changed,
and the choices from there on under their new names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ipt_roleplay.conversation import engine
from ipt_roleplay.conversation.transcript import Entry, Pick, Rewind, Transcript
from ipt_roleplay.scenario.state import State
from ipt_roleplay.scenario.story import Choice, Story


@dataclass(frozen=True, slots=True)
class Moved:
    """The answer of `turn` is now given at another node."""

    turn: int
    choice: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The answer of `turn` cannot be given there any more. `why`: its node or the choice is no longer in the scenario,
    the way now leads elsewhere, it is not on offer in this state, or the conversation has ended before it."""

    turn: int
    node: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a practice.

    `transcript` plays in the story as it is now; its log is the old one and then `added`. `stands`: the id of the node
    or ending where one is now, at `turn`. `unchanged`: there is nothing to tell.
    """

    transcript: Transcript
    added: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    gone: tuple[Gone, ...]
    turn: int
    stands: str
    has_ended: bool

    @property
    def unchanged(self) -> bool:
        return not self.moved and not self.gone


def migrate_transcript(story: Story, transcript: Transcript) -> Report:
    """Lead `transcript` through `story`, another version of the scenario that it was made with.

    Raises:
        ValueError: the story is another scenario.
    """
    if story.id != transcript.start.scenario:
        raise ValueError(f"This is a practice of `{transcript.start.scenario}`, not of `{story.id}`.")
    picks, walk = transcript.picks, _Walk(story, engine.begin(story, transcript.start.day))
    for pick in picks:
        if not walk.take(pick):
            break
    kept = len(walk.picks)
    added = _added(picks, tuple(walk.picks))
    log = (*transcript.log, *added)
    return Report(
        transcript=Transcript(replace(transcript.start, sha256=story.sha256), log),
        added=tuple(added),
        moved=tuple(walk.moved),
        gone=tuple(
            Gone(pick.turn, pick.node, pick.choice, walk.why if pick.turn == kept + 1 else "it comes after")
            for pick in picks[kept:]
        ),
        turn=walk.state.turn,
        stands=story.node_id(walk.state.node),
        has_ended=story.ending_at(walk.state) is not None,
    )


def _added(old: tuple[Pick, ...], new: tuple[Pick, ...]) -> list[Pick | Rewind]:
    """What leads from the old choices to the new ones."""
    same = 0
    while same < len(new) and new[same] == old[same]:
        same += 1
    back: list[Pick | Rewind] = [Rewind(same + 1)] if same < len(old) else []
    return [*back, *new[same:]]


class _Walk:
    """The way through the new story, as far as it leads. `why` says in words why it ended."""

    def __init__(self, story: Story, state: State) -> None:
        self.state = state
        self.picks: list[Pick] = []
        self.moved: list[Moved] = []
        self.why = ""
        self._story = story
        self._known = {node.id for node in story.nodes}
        self._renamed: dict[str, str] = {}

    def take(self, pick: Pick) -> bool:
        """Whether `pick` can be given here; then it is."""
        story, state = self._story, self.state
        if story.ending_at(state) is not None:
            return self._stop("the conversation has ended before it")
        node = story.nodes[state.node]
        if node.id != pick.node and not self._is_renamed(pick.node, node.id):
            missing = pick.node not in self._known
            return self._stop("its place is no longer in the scenario" if missing else "the way now leads elsewhere")
        choice = next((choice for choice in node.choices if choice.id == pick.choice), None)
        if choice is None:
            return self._stop("the answer is no longer in the scenario")
        if not engine.is_on_offer(state, choice):
            return self._stop("the answer is not on offer as things now stand")
        self._go(pick, node.id, choice)
        return True

    def _is_renamed(self, was: str, now: str) -> bool:
        """An id that is gone may have become this one, and always the same one."""
        return was not in self._known and self._renamed.get(was, now) == now

    def _stop(self, why: str) -> bool:
        self.why = why
        return False

    def _go(self, pick: Pick, node: str, choice: Choice) -> None:
        if node != pick.node:
            self._renamed[pick.node] = node
            self.moved.append(Moved(pick.turn, pick.choice, pick.node, node))
        self.picks.append(replace(pick, node=node))
        self.state = engine.step(self.state, choice)
