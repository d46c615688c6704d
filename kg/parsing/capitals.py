"""Whether a text is printed in capitals, as most telegrams until the 1990s are."""

from __future__ import annotations


def in_capitals(text: str) -> bool:
    """Tell whether a text is printed in capitals: of its most frequent letters less than one in six is small."""
    small = sum(map(text.count, "aeiotnrs"))
    return small * 5 < sum(map(text.count, "AEIOTNRS"))
