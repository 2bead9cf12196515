"""The lint that keeps text from files plain: what it must find, and what is just allowed."""

from pathlib import Path
from textwrap import dedent

import pytest

from tools.lint_labels import lint, main

IMPORTS = (
    "from PySide6 import QtWidgets\n"
    "from PySide6.QtCore import Qt\n"
    "from PySide6.QtWidgets import QLabel, QMessageBox, QTextBrowser, QTextEdit, QToolTip\n"
    "from PySide6.QtWidgets import QLabel as Text\n"
)


def findings(code: str, path: str = "ipt_roleplay/ui/page.py") -> list[str]:
    return [finding.message for finding in lint(IMPORTS + dedent(code), path)]


VIOLATIONS = {
    "never told": """
        def page(text):
            label = QLabel(text)
            label.setWordWrap(True)
        """,
    "told on another label": """
        def page(text):
            label, other = QLabel(text), None
            other.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "told in another function": """
        def page(text):
            label = QLabel(text)
        def other(label):
            label.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "told before it is made": """
        def page(label, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label = QLabel(text)
        """,
    "made again under the same name": """
        def page(text):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label = QLabel(text)
        """,
    "without a name": "def page(layout, text):\n    layout.addWidget(QLabel(text))\n",
    "under another name": "def page(layout, text):\n    layout.addWidget(Text(text))\n",
    "by way of the module": "def page(text):\n    return QtWidgets.QLabel(text)\n",
    "handed on as a class": "def page(make):\n    return make(QLabel)\n",
    "told to guess": """
        def page(text):
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setTextFormat(format_of(text))
        """,
    "the attribute of another class": """
        class Page:
            def __init__(self, text):
                self.label = QLabel(text)
        class Other:
            def __init__(self):
                self.label.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "a subclass that stays silent": """
        class Title(QLabel):
            def __init__(self, text):
                super().__init__(text)
        """,
    "a browser": "def page():\n    return QTextBrowser()\n",
    "a kind of browser": "class Page(QTextBrowser):\n    pass\n",
    "a rich editor": "def page():\n    return QTextEdit()\n",
    "an editor made with text": """
        def page():
            edit = QTextEdit("<b>x</b>")
            edit.setAcceptRichText(False)
        """,
    "an editor told to accept it": """
        class Page(QTextEdit):
            def __init__(self):
                self.setAcceptRichText(True)
        """,
    "a message by its shortcut": 'def tell(text):\n    QMessageBox.warning(None, "Sorry", text)\n',
    "HTML": "def page(view, text):\n    view.setHtml(text)\n",
    "Markdown": "def page(view, text):\n    view.setMarkdown(text)\n",
    "the word itself": "FORMAT = Qt.TextFormat.RichText\n",
    "the old word": "FORMAT = Qt.RichText\n",
    "a tip from a file": "def page(button, scenario):\n    button.setToolTip(scenario.title)\n",
    "a tip with something inside": 'def page(button, name):\n    button.setToolTip(f"Talk to {name}")\n',
    "a tip shown at once": "def page(point, text):\n    QToolTip.showText(point, text)\n",
    "a tip in a model": "def data(item, text):\n    item.setData(text, Qt.ItemDataRole.ToolTipRole)\n",
    "a row of a form": 'def page(form, name, field):\n    form.addRow(f"{name}:", field)\n',
}

ALLOWED = {
    "told at once": """
        def page(text):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "told in the same breath": "LABEL = QLabel('x', textFormat=Qt.TextFormat.PlainText)\n",
    "told in the same class": """
        class Page:
            def __init__(self, text):
                self.label = QLabel(text)
                self.dress()
            def dress(self):
                self.label.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "told each time": """
        def page(texts):
            for text in texts:
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
            label = QLabel("the end")
            label.setTextFormat(Qt.TextFormat.PlainText)
        """,
    "a subclass that tells itself": """
        class Title(QLabel):
            def __init__(self, text):
                super().__init__(text)
                self.setTextFormat(Qt.TextFormat.PlainText)
        class Big(Title):
            pass
        """,
    "a subclass that says it upwards": """
        class Title(QLabel):
            def __init__(self, text):
                super().__init__(text, textFormat=Qt.TextFormat.PlainText)
        """,
    "an editor of plain text": """
        class Area(QTextEdit):
            def __init__(self, parent):
                super().__init__(parent)
                self.setAcceptRichText(False)
        """,
    "a message": """
        def tell(text):
            box = QMessageBox()
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setText(text)
        """,
    "a question about a widget": """
        def labels(page) -> list[QLabel]:
            return [label for label in page.findChildren(QLabel) if isinstance(label, QLabel)]
        """,
    "tips": """
        def page(self, button, text):
            button.setToolTip("Back one turn")
            button.setToolTip(self.tr("Back one turn"))
            button.setToolTip("Pause" if self.running else "")
            button.setToolTip(plain_tip(text))
            button.setToolTip(TIP)
        """,
    "a row of a form": 'def page(form, field):\n    form.addRow("Name:", field)\n',
    "a method of one's own with that name": "def page(self):\n    self.QLabel(3)\n",
}


@pytest.mark.parametrize("code", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_finds(code: str) -> None:
    assert len(findings(code)) >= 1


@pytest.mark.parametrize("code", ALLOWED.values(), ids=ALLOWED.keys())
def test_lets_pass(code: str) -> None:
    assert findings(code) == []


def test_printing_may_use_html() -> None:
    code = "def document(view, text):\n    view.setHtml(text)\n"
    assert findings(code, "ipt_roleplay/ui/printing.py") == []
    assert findings(code, "ipt_roleplay/ui/printing/pages.py") == []
    assert len(findings(code, "ipt_roleplay/ui/pages/practise.py")) == 1


def test_names_the_place() -> None:
    (finding,) = lint("from PySide6.QtWidgets import QLabel\n\npage(1, QLabel('x'))\n", "page.py")
    assert str(finding).startswith("page.py:3:9: this QLabel ")


def test_command_looks_into_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "bad.py").write_text(IMPORTS + "page(QLabel('x'))\n", encoding="utf-8")
    (tmp_path / "good.py").write_text("print('x')\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "bad.py:5:6: this QLabel" in capsys.readouterr().out
    assert main([str(tmp_path / "good.py")]) == 0
