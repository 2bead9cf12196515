"""All the faces that the program has: the people and the moods found in one folder.

What a start needs is little: who there is, and small pictures of them at rest. So the files are read when a face is
drawn, and those pictures are kept for the next start.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QPixmap

from ipt_roleplay.ui.faces.kept import KeptPictures

if TYPE_CHECKING:
    from ipt_roleplay.ui.faces.mood import Mood, NamedMood
    from ipt_roleplay.ui.faces.person import Person

Shape = Literal["round", "photo"]
AT_REST = "neutral"
_MOODS_FILE = "moods.yaml"
_KEPT = 48  # of 200 kB each at most, on an ordinary screen


class FaceDataError(ValueError):
    """A file of faces cannot be used; the message says in one sentence where and why."""


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of a face that does not move: whose, in which mood, in px and with how many of the screen's to one."""

    person: str
    mood: str
    width: int
    height: int
    ratio: float
    dark: bool
    shape: Shape


class Faces:
    """The faces in `folder`. The files are read when they are first needed; raises FaceDataError then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: Mapping[str, str] = {}
        self._kept: KeptPictures | None = None
        self._stills: OrderedDict[Still, QPixmap] = OrderedDict()

    def know(self, looks: Mapping[str, str], kept: Path) -> None:
        """What need not be read: how each mood looks in words, and the folder in which small pictures are kept."""
        self._words = looks
        self._kept = KeptPictures(kept, self._folder)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Everyone there is."""
        found = sorted(file.stem for file in self._folder.glob("*.yaml") if file.name != _MOODS_FILE)
        if not found:
            raise FaceDataError(f"There are no faces in {self._folder}.")
        return tuple(found)

    @cached_property
    def people(self) -> dict[str, Person]:
        from ipt_roleplay.ui.faces.person import read_person

        people = [read_person(self._folder / f"{face_id}.yaml") for face_id in self.ids]
        return {person.id: person for person in people}

    @cached_property
    def moods(self) -> dict[str, NamedMood]:
        from ipt_roleplay.ui.faces.mood import read_moods

        return read_moods(self._folder / _MOODS_FILE)

    def still(self, wanted: Still, paint: Callable[[], QPixmap]) -> QPixmap:
        """A picture of a face at rest: painted once, then held while it is among the last that were wanted.

        A face takes about 5 ms, and the same moods come again and again in one conversation.
        """
        held = self._stills.get(wanted)
        if held is None:
            held = self._stills[wanted] = self._kept_or_painted(wanted, paint)
            if len(self._stills) > _KEPT:
                self._stills.popitem(last=False)
        self._stills.move_to_end(wanted)
        return held

    def _kept_or_painted(self, wanted: Still, paint: Callable[[], QPixmap]) -> QPixmap:
        # Of moods nothing is kept on the disk: they would tell how a talk has gone.
        if self._kept is None or wanted.shape != "round" or wanted.mood != AT_REST:
            return paint()
        name = f"{wanted.person}-{wanted.width}x{wanted.height}@{wanted.ratio:g}{'-dark' if wanted.dark else ''}"
        found = self._kept.load(name, wanted.ratio)
        if found is None:
            found = paint()
            self._kept.save(name, found)
        return found

    def person(self, face_id: str) -> Person:
        try:
            return self.people[face_id]
        except KeyError:
            raise FaceDataError(f"There is no face called '{face_id}'.") from None

    def mood(self, mood_id: str) -> Mood:
        return self._named(mood_id).mood

    def has_mood(self, mood_id: str) -> bool:
        return mood_id in (self._words or self.moods)

    def looks(self, mood_id: str) -> str:
        """The word for "Dana looks …"."""
        return self._words.get(mood_id) or self._named(mood_id).looks

    def _named(self, mood_id: str) -> NamedMood:
        try:
            return self.moods[mood_id]
        except KeyError:
            raise FaceDataError(f"There is no mood called '{mood_id}'.") from None


def load_faces(folder: Path) -> Faces:
    """Reads `moods.yaml` and every person beside it."""
    faces = Faces(folder)
    _ = faces.people, faces.moods
    return faces
