"""The kinds of defects that are planted, and for each the reason why what was planted is one.

A kind is a function that offers every place of a scenario where it can be planted. That it is a defect there follows
from how it is made, or from a play, found and replayed by `tale`, that runs into it; where neither does, the
place is skipped. Nothing here asks the program that is tested.
"""

from __future__ import annotations

import importlib

from bench.planted.places import KINDS

# Each registers its kinds; so they stand in the table in this order.
for _module in ("names", "form", "never_met", "dead_ends", "beginnings", "hints"):
    importlib.import_module(f"bench.planted.{_module}")

__all__ = ["KINDS"]
