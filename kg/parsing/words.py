"""Which words a text has at all: asked once, so that what isn't there needs no search."""

from __future__ import annotations

import re
from functools import lru_cache

_BLANKED = {c: " " for c in range(128) if not chr(c).isalpha()}
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=2)
def words_of(text: str, start: int, end: int) -> frozenset[str]:
    """Return the runs of letters in `text[start:end]`: nothing of letters alone stands there outside of these.

    The last two answers are kept, because the readers of one body ask one after the other.
    """
    part = text[start:end]
    return frozenset(part.translate(_BLANKED).split() if part.isascii() else _LETTERS.findall(part))
