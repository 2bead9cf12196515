"""A person's portrait in the look in force.

Portrait(themes, "dana", "Dana", "round", side=56)     # a circle
Portrait(themes, "dana", "Dana", "photo")              # 256 x 192 at most, 4:3, rounded corners; height gives way
portrait.set_mood("disappointed")                      # the face moves there; at once where motion is not wanted
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipt_roleplay.ui.faces.catalogue import AT_REST
from ipt_roleplay.ui.faces.portrait import FacePortrait
from ipt_roleplay.ui.theme import ThemeManager

_PHOTO = (256, 192)
_SMALLEST_PHOTO = 96
_RADIUS = 12


class Portrait(FacePortrait):
    """One person, in one mood; both are in its accessible name."""

    def __init__(
        self,
        themes: ThemeManager,
        face_id: str,
        name: str,
        shape: Literal["round", "photo"] = "round",
        *,
        side: int = 56,
        parent: QWidget | None = None,
    ) -> None:
        self._themes = themes
        self._side = side
        self._name = name
        super().__init__(
            themes.faces,
            _someone(themes, face_id),
            shape=shape,
            dark=themes.theme.dark,
            reduced_motion=themes.reduced_motion,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        vertical = QSizePolicy.Policy.Fixed if shape == "round" else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Fixed, vertical)
        self._name_it()
        themes.changed.connect(self._theme_changed)

    def show_person(self, face_id: str, name: str) -> None:
        """Another person, at rest."""
        self._name = name
        self.set_person(_someone(self._themes, face_id))
        self._name_it()

    def mood(self) -> str:
        return self.mood_id

    def set_mood(self, mood_id: str, animate: bool = True) -> None:
        super().set_mood(mood_id if self._themes.faces.has_mood(mood_id) else AT_REST, animate)
        self._name_it()

    def sizeHint(self) -> QSize:
        px = self._themes.px
        if self._shape == "round":
            return QSize(px(self._side), px(self._side))
        # A picture doesn't grow with the text: at 200 % the words need the room.
        return QSize(self._themes.gap(_PHOTO[0]), self._themes.gap(_PHOTO[1]))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return hint if self._shape == "round" else QSize(hint.width(), _SMALLEST_PHOTO)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._themes.theme.shadow_opacity == 0:  # high contrast: shapes are told apart by lines
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.strokePath(self._outline(), QPen(self._themes.color("border"), 2))
            painter.end()

    def _outline(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        if self._shape == "round":
            outline.addEllipse(box)
        else:
            outline.addRoundedRect(box, _RADIUS, _RADIUS)
        return outline

    def _name_it(self) -> None:
        looks = self._themes.faces.looks(self.mood_id)
        self.setAccessibleName(self.tr("{name}, looks {mood}").format(name=self._name, mood=looks))

    def _theme_changed(self) -> None:
        self.set_dark(self._themes.theme.dark)
        self.set_reduced_motion(self._themes.reduced_motion)
        self.updateGeometry()


def _someone(themes: ThemeManager, face_id: str) -> str:
    """A face for everyone: a scenario of a newer program may name one that is not here."""
    ids = themes.faces.ids
    return face_id if face_id in ids else ids[0]
