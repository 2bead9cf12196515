"""Whether SQLite has taken in all of a write-ahead log that a killed program left.

SQLite reads such a log up to the first frame that is not as it was written, and drops the rest without a word, since
after a loss of power that is where an unfinished write ends. But a log that was altered on the disk looks the same,
and then what is dropped had been acknowledged. The two can be told apart: behind an unfinished write nothing else was
written. So a commit of this log that was dropped, with more of the same log behind it, means damage. (Damage in the
last transaction cannot be told from an unfinished one.) The form of the log: https://sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_BIG_ENDIAN_SUMS = 0x377F0683
_MAGIC = (0x377F0682, _BIG_ENDIAN_SUMS)


def lost_commits(log: Path, taken: int) -> bool:
    """Whether commits were dropped from `log`, of which SQLite has taken in the first `taken` frames.

    Raises:
        OSError: it cannot be read.
    """
    with log.open("rb") as opened:
        head = opened.read(_HEADER.size)
        size = log.stat().st_size
        if len(head) < _HEADER.size or size < _HEADER.size + _FRAME.size:
            return False
        magic, _, page, _, *salts, first, second = _HEADER.unpack(head)
        if magic not in _MAGIC or _sums(head[:24], magic) != (first, second):
            return True  # 32 bytes are written at once: a header that is not whole was altered, and all is dropped
        commits, last = [], 0
        for number in range(1, (size - _HEADER.size) // (_FRAME.size + page) + 1):
            opened.seek(_HEADER.size + (number - 1) * (_FRAME.size + page))
            _, pages_after_commit, *of_frame, _, _ = _FRAME.unpack(opened.read(_FRAME.size))
            if of_frame == salts:  # else it is left over from an earlier log
                last = number
                commits += [number] if pages_after_commit else []
    return any(taken < commit < last for commit in commits)


def _sums(content: bytes, magic: int) -> tuple[int, int]:
    order = ">" if magic == _BIG_ENDIAN_SUMS else "<"
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    first = second = 0
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
