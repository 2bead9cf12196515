"""How catalogue ids are drawn: which tone belongs to which stance."""

from __future__ import annotations

TONES = {
    "passive": "held_back",
    "assertive": "plain",
    "aggressive": "sharp",
    "barbed": "barbed",
    "listening": "listening",
}
"""The theme's role and shape for each stance; the word beside it comes from the catalogue."""
