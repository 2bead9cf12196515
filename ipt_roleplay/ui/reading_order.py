"""Tab follows the order in which a page is read, whenever its parts were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget


def in_reading_order(*widgets: QWidget) -> None:
    """Tab goes from each of these to the next."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)


def tab_to_the_chosen(group: QButtonGroup) -> None:
    """Of options that exclude one another Tab comes to the chosen one; arrows lead to the others."""

    def fit() -> None:
        for button in group.buttons():
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    group.buttonToggled.connect(fit)
    fit()
