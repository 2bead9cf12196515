"""What holds for all tests: no display is needed, and none is used by accident."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
