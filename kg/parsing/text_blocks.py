"""The blocks of a text: what stands between empty lines."""

from __future__ import annotations

import re

from kg.parsing.shared_patterns import LEVEL

_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: A line that holds nothing but a level, a caption or the signs of an end.
LINE_OF_MARKING = re.compile(rf"^[ \t]*(?:{LEVEL}|SBU|NNNN?|BT|SIPDIS|#+\d*|[#*]+)[ \t/]*$", re.IGNORECASE)


def blocks_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges between empty lines in `text[start:end]`; none is blank."""
    found: list[tuple[int, int]] = []
    low = start
    for m in _GAP.finditer(text, start, end):
        high, following = m.span()
        if low < high and not text[low:high].isspace():
            found.append((low, high))
        low = following
    if low < end and not text[low:end].isspace():
        found.append((low, end))
    return found


def is_double_spaced(text: str, start: int, end: int) -> bool:
    """Tell a copy in which every line is followed by an empty one: there an empty line means nothing."""
    blocks = blocks_of(text, start, end)
    single = sum("\n" not in text[a:b].strip() and b - a < 80 for a, b in blocks)
    return len(blocks) > 8 and single > 0.6 * len(blocks)
