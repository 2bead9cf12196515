"""Faces drawn from numbers: people, moods, and the widget that moves a face between moods."""

from ipt_roleplay.ui.faces.catalogue import Faces, load_faces
from ipt_roleplay.ui.faces.mood import MOOD_IDS, Mood, NamedMood, blend
from ipt_roleplay.ui.faces.painter import paint_face
from ipt_roleplay.ui.faces.person import Person
from ipt_roleplay.ui.faces.portrait import FacePortrait, face_pixmap
from ipt_roleplay.ui.faces.reading import FaceDataError
from ipt_roleplay.ui.faces.sheet import contact_sheet

__all__ = [
    "MOOD_IDS",
    "FaceDataError",
    "FacePortrait",
    "Faces",
    "Mood",
    "NamedMood",
    "Person",
    "blend",
    "contact_sheet",
    "face_pixmap",
    "load_faces",
    "paint_face",
]
