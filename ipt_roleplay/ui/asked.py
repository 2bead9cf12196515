"""Before which conversations the question of fear has been asked: that it was, never what was answered.

It is noted in a file that lies open. Where that would tell somebody else what one practises (several people, or one
with a passphrase, or one who keeps nothing) it is only remembered until the window closes.
"""

from __future__ import annotations

from pathlib import Path

from ipt_roleplay import care
from ipt_roleplay.store import glance
from ipt_roleplay.ui.keeping import Keeping
from ipt_roleplay.ui.tasks import Tasks


class Asked:
    """Of one data folder."""

    def __init__(self, data: Path, keeping: Keeping, tasks: Tasks) -> None:
        self._data = data
        self._keeping = keeping
        self._tasks = tasks
        self._now: set[str] = set()
        keeping.locking.connect(self._now.clear)

    def was_asked(self, scenario_id: str) -> bool:
        return scenario_id in self._now or scenario_id in care.read(self._data).asked

    def note(self, scenario_id: str) -> None:
        """Where it cannot be noted it will be asked once more."""
        self._now.add(scenario_id)
        if not self._keeping.keeps_nothing and not glance.asks_who(self._data):
            self._tasks.run(lambda: care.note_asked(self._data, scenario_id), _nothing, _nothing)


def _nothing(_: object) -> None:
    pass
