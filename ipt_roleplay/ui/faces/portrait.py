"""The widget that shows a face and moves it from mood to mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Slot,
)
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipt_roleplay.ui.faces.catalogue import AT_REST, FaceDataError, Faces, Shape, Still

if TYPE_CHECKING:
    from ipt_roleplay.ui.faces.mood import Mood
    from ipt_roleplay.ui.faces.person import Person

CHANGE_MS = 250


def face_pixmap(
    person: Person, mood: Mood, size: QSize, ratio: float, *, dark: bool, shape: Shape = "photo"
) -> QPixmap:
    """A still portrait, sharp on this screen."""
    from ipt_roleplay.ui.faces.painter import paint_face  # twenty modules, which a start can do without

    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_face(painter, QRectF(0, 0, size.width(), size.height()), person, mood, dark=dark, shape=shape)
    painter.end()
    return pixmap


class FacePortrait(QLabel):
    """One person's face.

    A label that holds a picture is what Qt reports as a graphic to assistive technology; the caller gives
    it its name, such as "Dana, looks sad", with `setAccessibleName`.
    """

    def __init__(
        self,
        faces: Faces,
        face_id: str,
        mood_id: str = AT_REST,
        *,
        shape: Shape = "photo",
        dark: bool = False,
        reduced_motion: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._faces = faces
        self._face_id = self._known(face_id)
        self._mood_id = mood_id
        self._moving_from: Mood | None = None
        self._on_the_way: Mood | None = None
        self._shape: Shape = shape
        self._dark = dark
        self._reduced_motion = reduced_motion
        self._painted_for: Still | None = None

        self._change = QVariantAnimation(self)
        self._change.setStartValue(0.0)
        self._change.setEndValue(1.0)
        self._change.setDuration(CHANGE_MS)
        self._change.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._change.valueChanged.connect(self._advance)
        self._change.finished.connect(self._settle)

        self.setTextFormat(Qt.TextFormat.PlainText)
        # A small round one keeps its size; a photo gives way when the choices need the room.
        policy = QSizePolicy.Policy.Fixed if shape == "round" else QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, policy)
        self.resize(self.sizeHint())

    # ---- what it shows

    @property
    def mood_id(self) -> str:
        """The mood that is shown, or that the face is moving to."""
        return self._mood_id

    @property
    def shown_mood(self) -> Mood:
        """The numbers on the screen at this moment."""
        return self._on_the_way or self._faces.mood(self._mood_id)

    @property
    def moving(self) -> bool:
        return self._change.state() != QAbstractAnimation.State.Stopped

    def set_mood(self, mood_id: str, animate: bool = True) -> None:
        """Moves to another mood from wherever the face is now, also in the middle of a change."""
        if mood_id == self._mood_id and self.moving and animate:
            return
        before = self._mood_id, self._on_the_way
        self._change.stop()
        if before == (mood_id, None) or not animate or self._reduced_motion or not self.isVisible():
            self._mood_id = mood_id
            self._settle()
            return
        self._moving_from = self._on_the_way = self.shown_mood
        self._mood_id = mood_id
        self._change.start()

    def set_person(self, face_id: str, mood_id: str = AT_REST) -> None:
        """Another person, at once: faces do not melt into each other."""
        self._face_id = self._known(face_id)
        self.set_mood(mood_id, animate=False)

    def set_dark(self, dark: bool) -> None:
        self._dark = dark
        self._refresh()

    def set_reduced_motion(self, reduced: bool) -> None:
        self._reduced_motion = reduced
        if reduced and self.moving:
            self._finish()

    # ---- the change

    @Slot(object)
    def _advance(self, value: object) -> None:
        from ipt_roleplay.ui.faces.mood import blend

        if self._moving_from is not None:
            self._on_the_way = blend(self._moving_from, self._faces.mood(self._mood_id), cast(float, value))
            self.update()

    @Slot()
    def _settle(self) -> None:
        self._moving_from = self._on_the_way = None
        self._refresh()

    def _finish(self) -> None:
        """Stopping an animation does not announce its end, so the end is shown here."""
        self._change.stop()
        self._settle()

    # ---- painting

    def sizeHint(self) -> QSize:
        return QSize(56, 56) if self._shape == "round" else QSize(256, 192)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 24) if self._shape == "round" else QSize(128, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.moving:
            self._paint_moving()
            return
        self._keep_still()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.pixmap())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        # Nobody is looking: no timer has to run.
        if self.moving:
            self._finish()
        super().hideEvent(event)

    def _refresh(self) -> None:
        """Painted anew when it is next looked at, not while something else waits."""
        self.update()

    def prepare(self, mood_id: str) -> None:
        """Paint a mood that may come next, while there is time for it."""
        self._still(self._wanted(mood_id))

    def settle_now(self) -> None:
        """Have the picture of a face at rest before it is painted: asked for only then, it would be painted twice."""
        if not self.moving and self.isVisible():
            self._keep_still()

    def _paint_moving(self) -> None:
        from ipt_roleplay.ui.faces.painter import paint_face

        painter = QPainter(self)
        person = self._faces.person(self._face_id)
        paint_face(painter, QRectF(self.rect()), person, self.shown_mood, dark=self._dark, shape=self._shape)
        painter.end()

    def _keep_still(self) -> None:
        """Keeps a picture of the face at rest, painted anew when it or the screen changes."""
        wanted = self._wanted(self._mood_id)
        if wanted != self._painted_for and not self.size().isEmpty():
            self._painted_for = wanted
            self.setPixmap(self._still(wanted))

    def _still(self, wanted: Still) -> QPixmap:
        def paint() -> QPixmap:
            person, mood = self._faces.person(wanted.person), self._faces.mood(wanted.mood)
            size = QSize(wanted.width, wanted.height)
            return face_pixmap(person, mood, size, wanted.ratio, dark=wanted.dark, shape=wanted.shape)

        return self._faces.still(wanted, paint)

    def _wanted(self, mood_id: str) -> Still:
        ratio, shape = self.devicePixelRatioF(), self._shape
        return Still(self._face_id, mood_id, self.width(), self.height(), ratio, self._dark, shape)

    def _known(self, face_id: str) -> str:
        if face_id not in self._faces.ids:
            raise FaceDataError(f"There is no face called '{face_id}'.")
        return face_id
