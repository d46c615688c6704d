"""Whether a text is printed in capitals, as most telegrams until the 1990s are."""

from __future__ import annotations

_SMALL, _LARGE = b"aeiotnrs", b"AEIOTNRS"


def in_capitals(text: str) -> bool:
    """Tell whether a text is printed in capitals: of its most frequent letters less than one in six is small."""
    letters = text.encode("ascii", "ignore")
    small, large = (len(letters) - len(letters.translate(None, some)) for some in (_SMALL, _LARGE))
    return small * 5 < large
