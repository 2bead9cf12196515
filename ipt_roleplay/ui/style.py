"""The palette and the one style sheet, both made from roles.

The sheet dresses only what Qt paints itself (fields, menus, scroll bars, lists, tool tips); everything else is
painted by its own widget. Single widgets never get a style sheet: that would cost milliseconds at every change.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from ipt_roleplay.ui.theme import Theme, ThemeManager

# ${role} is a colour, ${n12} is 12 px scaled with the text.
_TEMPLATE = Template("""
QMainWindow { background: ${page}; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    background: ${raised}; color: ${text};
    border: 1px solid ${border}; border-radius: ${n6}px; padding: ${n7}px ${n11}px;
    selection-background-color: ${accent}; selection-color: ${on_accent}; placeholder-text-color: ${soft};
}
QLineEdit, QSpinBox, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit { min-height: ${n24}px; }
QLineEdit { lineedit-password-character: 8226; }
QPlainTextEdit, QTextEdit { padding: ${n7}px ${n7}px; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus {
    border: 2px solid ${focus}; padding: ${focus_v}px ${focus_h}px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid ${focus}; padding: ${focus_v}px ${focus_v}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
    background: ${page}; color: ${soft}; border-color: ${line};
}
QLineEdit[search="true"] { padding-left: ${n36}px; }
QLineEdit[search="true"]:focus { padding-left: ${search_focus}px; }
QComboBox::drop-down { border: none; width: ${n28}px; }

QScrollBar:vertical { background: transparent; border: none; width: 16px; margin: 0; }
QScrollBar:horizontal { background: transparent; border: none; height: 16px; margin: 0; }
QScrollBar::handle:vertical { background: ${line}; border-radius: 3px; margin: 8px 8px 8px 2px; min-height: 40px; }
QScrollBar::handle:horizontal { background: ${line}; border-radius: 3px; margin: 2px 8px 8px 8px; min-width: 40px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: ${border}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: ${raised}; color: ${text}; border: 1px solid ${border}; padding: ${n4}px; }
QMenu::item { padding: ${n8}px ${n16}px ${n8}px ${n12}px; border-radius: ${n6}px; min-height: ${n20}px; }
QMenu::item:selected { background: ${wash}; color: ${text}; }
QMenu::item:checked { color: ${accent}; font-weight: 600; }
QMenu::item:disabled { color: ${soft}; }
QMenu::indicator { width: 0; height: 0; }
QMenu::separator { height: 1px; background: ${line}; margin: ${n4}px ${n8}px; }
QToolTip {
    background: ${raised}; color: ${text}; border: 1px solid ${border};
    padding: ${n4}px ${n8}px; font-size: ${cap}px;
}

QListView, QTreeView, QTableView {
    background: ${card}; color: ${text}; border: 1px solid ${line}; border-radius: ${n6}px; outline: none;
    gridline-color: ${line}; selection-background-color: ${wash}; selection-color: ${text};
}
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid ${focus}; }
QListView[bare="true"], QListView[bare="true"]:focus { background: transparent; border: none; }
QListView::item, QTreeView::item { padding: ${n8}px ${n12}px; border-radius: ${n6}px; }
QListView::item:hover, QTreeView::item:hover { background: ${hover}; }
QListView::item:selected, QTreeView::item:selected { background: ${wash}; color: ${text}; }
QTableView::item { padding: ${n4}px ${n8}px; }
QHeaderView::section {
    background: ${card}; color: ${soft}; border: none; border-bottom: 1px solid ${line};
    padding: ${n4}px ${n8}px; font-size: ${cap}px; font-weight: 600;
}
""")

_LENGTHS = (4, 6, 7, 8, 11, 12, 16, 20, 24, 28, 36)


def sheet(themes: ThemeManager) -> str:
    """The application's style sheet for the look in force."""
    values = {role: str(colour) for role, colour in asdict(themes.theme).items()}
    values |= {f"n{n}": str(themes.px(n)) for n in _LENGTHS}
    values["cap"] = str(themes.font("cap").pixelSize())
    # A ring of 2 px in place of 1 px of border: the words stay where they are.
    values["focus_v"] = str(themes.px(7) - 1)
    values["focus_h"] = str(themes.px(11) - 1)
    values["search_focus"] = str(themes.px(36) - 1)
    return _TEMPLATE.substitute(values)


def palette(theme: Theme) -> QPalette:
    """The same roles for everything that Fusion paints by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: theme.page,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.card,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.PlaceholderText: theme.soft,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.border,
        role.Shadow: theme.shadow,
        role.Accent: theme.accent,
    }
    for which, colour in pairs.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.soft))
    return made
