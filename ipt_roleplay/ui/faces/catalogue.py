"""All the faces that the program has: the people and the moods found in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ipt_roleplay.ui.faces.mood import Mood, NamedMood, read_moods
from ipt_roleplay.ui.faces.person import Person, read_person
from ipt_roleplay.ui.faces.reading import FaceDataError

_MOODS_FILE = "moods.yaml"


@dataclass(frozen=True)
class Faces:
    people: dict[str, Person]
    moods: dict[str, NamedMood]

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
