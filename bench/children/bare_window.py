"""The least that PySide6 can show: one label."""

import sys

from PySide6.QtWidgets import QApplication, QLabel

app = QApplication(sys.argv)
label = QLabel("Hello")
label.resize(1280, 800)
label.show()
sys.exit(app.exec())
