"""How much memory this process has: now, and at most so far."""

from pathlib import Path
from typing import Literal


def memory(which: Literal["VmRSS", "VmHWM"]) -> int:
    """Bytes in use now (VmRSS) or at most so far (VmHWM); not what the process that started this one had."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(which):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell how much memory a process uses")
