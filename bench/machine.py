"""The machine in general words, for the head of a report."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version

from bench.ink import node_version


def describe() -> str:
    """Cores, system, versions, and how busy it is; no names and no paths."""
    python = ".".join(map(str, sys.version_info[:3]))
    words = [
        f"{os.cpu_count()} cores",
        platform.system(),
        f"Python {python}",
        f"PySide6 {version('PySide6_Essentials')}",
        f"transitions {version('transitions')}",
    ]
    if node := node_version():
        words.append(f"node {node.lstrip('v')}")
    return ", ".join(words) + f"; {os.getloadavg()[0]:.1f} other processes wanted a core in the minute before."
