"""The twelve ways of wearing hair, by name."""

from __future__ import annotations

from ipt_roleplay.ui.faces.hair_long import AFRO, BOB, FRINGE, HIJAB, WAVES
from ipt_roleplay.ui.faces.hair_shapes import HairStyle
from ipt_roleplay.ui.faces.hair_short import BALD, BUN, CURLS, FADE, PIXIE, RECEDING, SHORT

_ALL = (SHORT, FADE, PIXIE, BUN, CURLS, WAVES, BOB, FRINGE, AFRO, RECEDING, HIJAB, BALD)

STYLES: dict[str, HairStyle] = {style.name: style for style in _ALL}
