"""Contact sheets: people by moods in one picture, to judge the drawing and for the documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ipt_roleplay.ui.faces.catalogue import Faces, Shape
from ipt_roleplay.ui.faces.painter import paint_face

_GAP = 12
_CAPTION = 20
_NAMES = 72
_GROUND = {False: QColor("#FFFDF8"), True: QColor("#232120")}
_INK = {False: QColor("#23201C"), True: QColor("#EDE7DD")}


def contact_sheet(
    faces: Faces,
    people: Sequence[str] | None = None,
    moods: Sequence[str] | None = None,
    *,
    size: tuple[int, int] = (120, 120),
    shape: Shape = "photo",
    dark: bool = False,
    captions: bool = True,
    scale: float = 1.0,
) -> QImage:
    """A row for each person, a column for each mood; `scale` is the device pixel ratio."""
    rows = list(faces.people) if people is None else list(people)
    columns = list(faces.moods) if moods is None else list(moods)
    left, top = (_NAMES, _CAPTION) if captions else (0, 0)
    width, height = size
    total_width = left + _GAP + len(columns) * (width + _GAP)
    total_height = top + _GAP + len(rows) * (height + _GAP)

    image = QImage(round(total_width * scale), round(total_height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(_GROUND[dark])
    painter = QPainter(image)
    font = QFont(painter.font())
    font.setPixelSize(12 if width >= 72 else 9)  # the longest word has to fit over a small face
    painter.setFont(font)
    painter.setPen(_INK[dark])
    for row, face_id in enumerate(rows):
        y = top + _GAP + row * (height + _GAP)
        if captions:
            painter.drawText(QRectF(_GAP, y, _NAMES, height), Qt.AlignmentFlag.AlignVCenter, face_id)
        for column, mood_id in enumerate(columns):
            x = left + _GAP + column * (width + _GAP)
            if captions and row == 0:
                caption = QRectF(x - _GAP / 2, 0, width + _GAP, _CAPTION + _GAP)
                painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, mood_id)
            frame = QRectF(x, y, width, height)
            paint_face(painter, frame, faces.person(face_id), faces.mood(mood_id), dark=dark, shape=shape)
    painter.end()
    return image
