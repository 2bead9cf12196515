"""A sheet of everything that can be pressed, in every state: at rest, under the pointer, focused, pressed, not now.

For eyes that compare. The parts are the real ones, in a window of their own, and each is brought into its states.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ipt_roleplay.ui.widgets.chip import Chip, MenuChip
from ipt_roleplay.ui.widgets.choice_card import ChoiceCard
from ipt_roleplay.ui.widgets.field import LineEdit
from ipt_roleplay.ui.widgets.focus_ring import FocusRing
from ipt_roleplay.ui.widgets.ground import Ground
from ipt_roleplay.ui.widgets.library_card import CardText, LibraryCard
from ipt_roleplay.ui.widgets.option import CheckOption, RadioOption
from ipt_roleplay.ui.widgets.rail import RailEntry, RailItem

STATES = ("rest", "hover", "focus", "pressed", "disabled")
_EDGE, _GAP = 40, 16
_PATIENCE_MS = 2000
_WIDE = 304  # px, grown with the text: the widest that a part is shown

Part = QAbstractButton | QLineEdit


def states_of_parts(themes: ThemeManager) -> list[list[QImage]]:
    """For each part a picture of each of `STATES`."""
    stage = _Stage(themes)
    rows = [[stage.picture(part, state) for state in STATES] for part in _parts(themes)]
    stage.close()
    stage.deleteLater()
    return rows


def states_sheet(themes: ThemeManager) -> QImage:
    """A row for each part, a column for each state."""
    rows = states_of_parts(themes)
    edge, gap, wide = themes.px(_EDGE), themes.px(_GAP), themes.px(_WIDE) + themes.px(_GAP)
    heights = [max(picture.height() for picture in row) + gap for row in rows]
    sheet = QImage(2 * edge + wide * len(STATES), 2 * edge + sum(heights), QImage.Format.Format_RGB32)
    sheet.fill(themes.color("page"))
    painter = QPainter(sheet)
    y = edge
    for row, height in zip(rows, heights, strict=True):
        for column, picture in enumerate(row):
            painter.drawImage(edge + column * wide, y, picture)
        y += height
    painter.end()
    return sheet


def _parts(themes: ThemeManager) -> list[Part]:
    """In words that show what they are."""
    made: list[Callable[[], Part]] = [
        lambda: PrimaryButton(themes, _tr("Resume")),
        lambda: SecondaryButton(themes, _tr("Play"), icon="play"),
        lambda: QuietButton(themes, _tr("Skip")),
        lambda: QuietButton(themes, _tr("More"), height="small", trailing="chevron-down", soft=True),
        lambda: Chip(themes, _tr("Setting a limit")),
        lambda: _on(Chip(themes, _tr("Setting a limit"))),
        lambda: MenuChip(themes, _tr("Focus")),
        lambda: RailItem(themes, RailEntry("today", _tr("Today"), "today")),
        lambda: _on(RailItem(themes, RailEntry("practise", _tr("Practise"), "practise"))),
        lambda: RadioOption(themes, _tr("An ordinary day")),
        lambda: _on(RadioOption(themes, _tr("An ordinary day"))),
        lambda: _on(CheckOption(themes, _tr("Nothing moves by itself"))),
        lambda: LineEdit(themes, placeholder=_tr("Search")),
        lambda: _choice(themes),
        lambda: LibraryCard(themes, CardText("", "ravi", "Ravi", _tr("your brother"), _tr("Saying her name"))),
    ]
    return [make() for make in made]


def _tr(words: str) -> str:
    return QCoreApplication.translate("States", words)


def _on(button: QAbstractButton) -> QAbstractButton:
    button.setChecked(True)
    return button


def _choice(themes: ThemeManager) -> ChoiceCard:
    card = ChoiceCard(themes)
    card.show_choice(2, "tell", _tr("Tell me about that."), "")
    return card


class _Stage(Ground):
    """A window for one part after the other, with the ring that every window has."""

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__(themes)
        self._elsewhere = QWidget(self)
        self._elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = FocusRing(themes, self)
        self.show()
        self.activateWindow()
        waited = QElapsedTimer()
        waited.start()
        while not self.isActiveWindow() and waited.elapsed() < _PATIENCE_MS:  # only then there is a focus to be seen
            QCoreApplication.processEvents()

    def picture(self, part: Part, state: str) -> QImage:
        px = self._themes.px
        hint = part.sizeHint()
        wide = min(max(hint.width(), part.minimumSizeHint().width()), px(_WIDE) - 2 * px(4))
        high = part.heightForWidth(wide) if part.hasHeightForWidth() else hint.height()
        around = px(6)
        self.resize(QSize(wide, high) + QSize(2 * around, 2 * around))
        part.setParent(self)
        part.setGeometry(QRect(QPoint(around, around), QSize(wide, high)))
        part.show()
        self._put_into(part, state)
        taken = self.grab().toImage()
        self._put_into(part, "rest")
        part.hide()
        return taken

    def _put_into(self, part: Part, state: str) -> None:
        part.setEnabled(state != "disabled")
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state in ("hover", "pressed"))
        if isinstance(part, QAbstractButton):
            part.setDown(state == "pressed")
        (part if state == "focus" else self._elsewhere).setFocus(Qt.FocusReason.TabFocusReason)
