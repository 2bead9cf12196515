"""Where what stands on a page begins: one rule for every page beside the rail, and for the notices above them.

The content is as wide as four cards at most and stands in the middle of its room. So nothing sticks to the left of
a large screen, and no title jumps from one page to the next.
"""

from __future__ import annotations

from ipt_roleplay.ui.theme import ThemeManager

_WIDEST = 1288  # px, grown with the text: four cards of the library
_SIDE, _NARROW_SIDE, _NARROW, _WINDOW_SIDE = 48, 24, 640, 40


def page_side(themes: ThemeManager, width: int) -> int:
    """The room at the left, and at the right, of what stands on a page that is `width` px wide."""
    least = themes.gap(_SIDE if width > _NARROW else _NARROW_SIDE)
    return max(least, (width - themes.px(_WIDEST)) // 2)


def window_side(themes: ThemeManager, _width: int) -> int:
    """The same for what stands over the whole window, rail and conversation alike."""
    return themes.gap(_WINDOW_SIDE)
