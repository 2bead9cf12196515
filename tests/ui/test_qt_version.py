"""PySide6 6.12 on Python 3.11 drops a reference to None at every Qt call that returns nothing.

After some thousands of calls such a process dies. The faces make hundreds of them for every picture, so this
watches the painting calls themselves; whoever raises the pin learns of it here first.
"""

import sys

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from pytestqt.qtbot import QtBot

CALLS = 500
SLACK = 100  # other code may hold or drop a few meanwhile


def test_calls_that_return_none_keep_its_references(qtbot: QtBot) -> None:
    image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    path = QPainterPath(QPointF(0, 0))
    colour = QColor("#1F6B66")
    before = sys.getrefcount(None)
    for step in range(CALLS):
        path.lineTo(step % 16, step % 7)
    for _ in range(CALLS):
        painter.fillPath(path, colour)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < SLACK
