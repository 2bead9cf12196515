"""The recorder of the window: an answer is on the disk before anything that follows from it is shown.

Where the disk refuses, practising goes on: what was said waits in memory, `trouble` says why, and each later answer, or
`retry`, tries to bring it to the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_roleplay.conversation.transcript import Entry
    from ipt_roleplay.scenario.story import Story
    from ipt_roleplay.store.recorder import PracticeRecorder
    from ipt_roleplay.store.records import Records


class Recording:
    """Takes the entries of one practice, on the thread of the vault.

    Args:
        records: gives those of the person who is here. Raises StoreError where there can be none.
        recorder: of a practice that is taken up again.
    """

    def __init__(self, story: Story, records: Callable[[], Records], recorder: PracticeRecorder | None = None) -> None:
        self.trouble = ""
        """Why something is only in memory, in plain sentences; empty where all is kept."""
        self._story = story
        self._records = records
        self._recorder = recorder
        self._homeless: list[Entry] = []  # said while there was no vault for it

    @property
    def practice(self) -> int | None:
        """The number of the practice in the vault, once something of it is there."""
        return self._recorder.practice if self._recorder else None

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """What is only in memory."""
        return self._recorder.unsaved if self._recorder else tuple(self._homeless)

    def record(self, entry: Entry) -> None:
        """Keep `entry`, or let it wait.

        Raises:
            Closed: the vault was locked meanwhile; it is as if the entry had never been.
        """
        from ipt_roleplay.store.errors import Closed, NotSaved

        if self._recorder is None:
            self._homeless.append(entry)
            if not self.trouble:  # else the person says when to try again: it may take long
                self.retry()
            return
        try:
            self._recorder.record(entry)
        except Closed:
            raise
        except NotSaved as error:
            self.trouble = str(error)
            self._recorder.go_on_unsaved()
            self._recorder.record(entry)
        else:
            if self.trouble and not self._recorder.unsaved:
                self.retry()

    def retry(self) -> None:
        """Bring what waits to the disk; `trouble` says whether it went."""
        from ipt_roleplay.store.errors import StoreError

        try:
            recorder = self._recorder or self._moved_in()
            recorder.retry()
        except StoreError as error:
            self.trouble = str(error)
        else:
            self.trouble = ""

    def _moved_in(self) -> PracticeRecorder:
        recorder = self._records().recorder(self._story)
        recorder.go_on_unsaved()
        for entry in self._homeless:
            recorder.record(entry)
        self._recorder, self._homeless = recorder, []
        return recorder
