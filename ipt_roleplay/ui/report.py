"""What went wrong, in a form that can be given to somebody else: versions, kinds of errors, places in the program.

An error's own words may quote the person, and folders may carry their name: neither is in it.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtCore import qVersion

from ipt_roleplay import __version__

_MOST_FRAMES = 40


def report(error: BaseException) -> str:
    """The report, as plain text; for each error in the chain its kind and its frames, the innermost last."""
    import platform

    lines = [
        f"ipt-roleplay {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines += ["", f"{_kind(link)} in"]
        frames = traceback.extract_tb(link.__traceback__)[-_MOST_FRAMES:]
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _kind(error: BaseException) -> str:
    return (
        type(error).__name__
        if type(error).__module__ == "builtins"
        else f"{type(error).__module__}.{type(error).__name__}"
    )


def _place(filename: str) -> str:
    """From the package on: `ipt_roleplay/ui/practice.py`."""
    parts = Path(filename).parts
    for top in ("ipt_roleplay", "site-packages"):
        if top in parts:
            start = len(parts) - 1 - parts[::-1].index(top)
            return "/".join(parts[start:])
    return parts[-1] if parts else filename
