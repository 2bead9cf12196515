"""Tool tips to the letter."""

from __future__ import annotations

import html


def plain_tip(words: str) -> str:
    """`words` as a tool tip that shows them as they are: a tool tip guesses its format, so it is told, and escaped."""
    return f"<qt>{html.escape(words)}</qt>" if words else ""
