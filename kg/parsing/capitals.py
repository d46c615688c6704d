"""Whether a text is printed in capitals, as most telegrams until the 1990s are."""

from __future__ import annotations

_SMALL, _LARGE = b"aeiotnrs", b"AEIOTNRS"


def in_capitals(text: str) -> bool:
    """Tell whether a text is printed in capitals: of its most frequent letters less than one in six is small."""
    letters = text.encode("ascii", "ignore")
    first, rest = letters[: len(letters) // 2], letters[len(letters) // 2 :]
    small = _count(first, _SMALL)
    if small * 5 >= len(letters) - small:  # were all the others large: usual prose is told by its first half
        return False
    return (small + _count(rest, _SMALL)) * 5 < _count(letters, _LARGE)


def _count(text: bytes, letters: bytes) -> int:
    return len(text) - len(text.translate(None, letters))
