"""What commands say: one plain line where something is wrong, JSON where a script listens."""

from __future__ import annotations

import json
from typing import Any


class Failure(Exception):
    """Ends the command with exit code 1 (or `code`) and one plain line."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def print_json(what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False, indent=2))
