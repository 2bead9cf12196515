"""Before something is erased: the list of what goes, what may stay behind all the same, and the question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipt_roleplay.store.erase import LIMITS
from ipt_roleplay.store.people import same_name
from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import PrimaryButton, QuietButton
from ipt_roleplay.ui.widgets.dialog import CardDialog
from ipt_roleplay.ui.widgets.field import LabelledField, LineEdit
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.option import CheckOption
from ipt_roleplay.ui.widgets.scroll import Scroll

_MEASURE, _LIST = 544, 120


class EraseCard(CardDialog):
    """`confirmed`: erase it. Closing the card changes nothing.

    Args:
        others_stay: others keep something here too.
        locked: the name of the person, where nobody has shown that it is theirs. Then it has to be typed: three
            careless clicks are not enough, and who has forgotten the passphrase still knows it.
    """

    confirmed = Signal()

    def __init__(
        self,
        themes: ThemeManager,
        host: QWidget,
        title: str,
        files: Sequence[Path],
        *,
        others_stay: bool,
        locked: str = "",
    ) -> None:
        super().__init__(themes, host, title=title)
        lead = self.tr("These {n} files are removed. Conversations that you wrote yourself stay.").format(n=len(files))
        if others_stay:
            lead += " " + self.tr("So does what others keep here.")
        self.body.addWidget(Label(themes, lead, measure=_MEASURE))
        self.body.addWidget(self._list(files))
        self.body.addWidget(Label(themes, LIMITS, "cap", "soft", measure=_MEASURE))
        self.erase = QuietButton(themes, self.tr("Erase"))
        self._keep = PrimaryButton(themes, self.tr("Keep it"))
        self.erase.setEnabled(False)
        self.add_left(self.erase)
        self.add_right(self._keep)
        self.body.addWidget(self._typed_name(locked) if locked else self._tick())
        self._keep.clicked.connect(self.close_dialog)
        self.erase.clicked.connect(self._erase)
        self.closed.connect(self.deleteLater)

    def open_dialog(self) -> None:
        super().open_dialog()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> CheckOption:
        sure = CheckOption(self._themes, self.tr("I know that this cannot be undone"))
        sure.toggled.connect(self.erase.setEnabled)
        return sure

    def _typed_name(self, name: str) -> LabelledField:
        field = LineEdit(self._themes)
        field.textChanged.connect(lambda typed: self.erase.setEnabled(same_name(typed, name)))
        return LabelledField(
            self._themes, self.tr("It cannot be undone. To erase it, type the name {name}").format(name=name), field
        )

    def _list(self, files: Sequence[Path]) -> Scroll:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self._themes.px(20), 0)
        column.setSpacing(0)
        for file in files:
            column.addWidget(Label(self._themes, str(file), "cap", "soft"))
        column.addStretch(1)
        scroll = Scroll(self._themes, ground="card")
        scroll.set_content(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing inside can have the focus: keys scroll it
        scroll.setAccessibleName(self.tr("Files that are removed"))
        scroll.setFixedHeight(self._themes.px(_LIST))
        return scroll

    def _erase(self) -> None:
        self.close_dialog()
        self.confirmed.emit()
