"""A field for a passphrase, with a button in it that shows what was typed.

field = PassphraseField(themes, self.tr("Passphrase"))
field.text(), field.clear()
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.buttons import QuietButton
from ipt_roleplay.ui.widgets.field import LineEdit
from ipt_roleplay.ui.widgets.label import Label
from ipt_roleplay.ui.widgets.tooltip import plain_tip


class PassphraseField(QWidget):
    """Hidden at first, and again when it is cleared."""

    def __init__(self, themes: ThemeManager, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.edit = LineEdit(themes, secret=True)
        self.edit.setAccessibleName(words)
        # Nothing of it may be remembered by an input method.
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show = QuietButton(themes, "", icon="eye", height="small")
        self._show.setCheckable(True)
        self._show.setCursor(Qt.CursorShape.ArrowCursor)
        self._show.toggled.connect(self._shown)
        self._label = Label(themes, words, size="cap", role="soft")
        self._label.setBuddy(self.edit)
        self._inside = QHBoxLayout(self.edit)
        self._inside.addStretch(1)
        self._inside.addWidget(self._show)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._column.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self._shown(False)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        self.edit.setText("")  # QLineEdit.clear() could be undone
        self._show.setChecked(False)

    def _shown(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        self._show.set_icon("eye-off" if shown else "eye")
        self._show.setAccessibleName(words)
        self._show.setToolTip(plain_tip(words))

    def _theme_changed(self) -> None:
        px = self._themes.px
        self._column.setSpacing(px(4))
        self._inside.setContentsMargins(0, 0, px(4), 0)
        self.edit.setTextMargins(0, 0, self._show.sizeHint().width() - px(4), 0)
