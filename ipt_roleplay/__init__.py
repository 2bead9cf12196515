"""A desktop program for rehearsing hard conversations, and a small surface to script it.

    >>> from ipt_roleplay import load, PracticeSession
    >>> session = PracticeSession(load("sunday-visits.yaml"), seed=1)
    >>> events = session.begin() + session.listen()

`load(path) -> Story` reads and compiles a scenario file; `PracticeSession(story, seed=…)` plays it. Both are imported
when they are first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipt_roleplay.conversation.session import PracticeSession
    from ipt_roleplay.scenario.compiler import load
    from ipt_roleplay.scenario.findings import ScenarioError
    from ipt_roleplay.scenario.story import Story

__version__ = "0.1.0"
__all__ = ["PracticeSession", "ScenarioError", "Story", "__version__", "load"]

_HOMES = {
    "PracticeSession": "ipt_roleplay.conversation.session",
    "ScenarioError": "ipt_roleplay.scenario.findings",
    "Story": "ipt_roleplay.scenario.story",
    "load": "ipt_roleplay.scenario.compiler",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
