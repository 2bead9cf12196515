"""All the faces that the program has: the people and the moods found in one folder."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtGui import QPixmap

from ipt_roleplay.ui.faces.mood import Mood, NamedMood, read_moods
from ipt_roleplay.ui.faces.person import Person, read_person
from ipt_roleplay.ui.faces.reading import FaceDataError

_MOODS_FILE = "moods.yaml"
_KEPT = 48  # of 200 kB each at most, on an ordinary screen


@dataclass(frozen=True)
class Faces:
    people: dict[str, Person]
    moods: dict[str, NamedMood]
    _stills: OrderedDict[tuple[object, ...], QPixmap] = field(default_factory=OrderedDict, compare=False)

    def still(self, wanted: tuple[object, ...], paint: Callable[[], QPixmap]) -> QPixmap:
        """A picture of a face at rest: painted once, then kept while it is among the last that were wanted.

        A face takes about 5 ms, and the same moods come again and again in one conversation.
        """
        kept = self._stills.get(wanted)
        if kept is None:
            kept = self._stills[wanted] = paint()
            if len(self._stills) > _KEPT:
                self._stills.popitem(last=False)
        self._stills.move_to_end(wanted)
        return kept

    def person(self, face_id: str) -> Person:
        try:
            return self.people[face_id]
        except KeyError:
            raise FaceDataError(f"There is no face called '{face_id}'.") from None

    def mood(self, mood_id: str) -> Mood:
        return self._named(mood_id).mood

    def looks(self, mood_id: str) -> str:
        """The word for "Dana looks …"."""
        return self._named(mood_id).looks

    def _named(self, mood_id: str) -> NamedMood:
        try:
            return self.moods[mood_id]
        except KeyError:
            raise FaceDataError(f"There is no mood called '{mood_id}'.") from None


def load_faces(folder: Path) -> Faces:
    """Reads `moods.yaml` and every person beside it."""
    people = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != _MOODS_FILE:
            person = read_person(path)
            people[person.id] = person
    if not people:
        raise FaceDataError(f"There are no faces in {folder}.")
    return Faces(people, read_moods(folder / _MOODS_FILE))
