"""Fields: a line, a search, several lines, and a line or lines with a label above.

The style sheet dresses them; here is only what it cannot do.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from ipt_roleplay.ui.theme import ThemeManager
from ipt_roleplay.ui.widgets.label import Label


class LineEdit(QLineEdit):
    """One line, 40 high."""

    def __init__(
        self, themes: ThemeManager, *, placeholder: str = "", secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setPlaceholderText(placeholder)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)

    def sizeHint(self) -> QSize:
        return QSize(self.themes.px(248), self.themes.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.themes.px(96), self.themes.px(40))


class SearchField(LineEdit):
    """One line with a magnifying glass; Esc empties it."""

    def __init__(self, themes: ThemeManager, placeholder: str, *, parent: QWidget | None = None) -> None:
        super().__init__(themes, placeholder=placeholder, parent=parent)
        self.setProperty("search", True)
        self.setAccessibleName(placeholder)

    def sizeHint(self) -> QSize:
        return QSize(self.themes.px(280), self.themes.px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px = self.themes.px
        painter = QPainter(self)
        y = (self.height() - px(18)) // 2
        self.themes.icons.paint(painter, "search", self.themes.color("soft"), px(13), y, px(18))
        painter.end()


class TextArea(QTextEdit):
    """Several lines of plain text, on the design's line height. `text()`, `set_text()`."""

    def __init__(self, themes: ThemeManager, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.set_text("")
        themes.changed.connect(self._theme_changed)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        self.setPlainText(text)
        self._keep_line_height()

    def sizeHint(self) -> QSize:
        return QSize(self.themes.px(536), self.themes.px(16) + 5 * self.themes.line_height("body"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.themes.px(160), self.themes.px(16) + 2 * self.themes.line_height("body"))

    def _theme_changed(self) -> None:
        self._keep_line_height()
        self.updateGeometry()

    def _keep_line_height(self) -> None:
        form = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        form.setLineHeight(self.themes.line_height("body"), fixed)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        # Setting up the page is nothing that a person should be able to undo.
        self.document().clearUndoRedoStacks()


class LabelledField(QWidget):
    """A label, 4 px, and a field under it that takes its name from the label."""

    def __init__(
        self,
        themes: ThemeManager,
        words: str,
        edit: QLineEdit | QTextEdit | QPlainTextEdit,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self.label = Label(themes, words, size="cap", role="soft")
        self.edit = edit
        self.label.setBuddy(edit)
        edit.setAccessibleName(words)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.label)
        self._column.addWidget(edit)
        self.setFocusProxy(edit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme_changed()
        themes.changed.connect(self._theme_changed)

    def _theme_changed(self) -> None:
        self._column.setSpacing(self._themes.px(4))
