"""Put right what a scanner makes of a paper form: digits in words (`CONF1DENTIAL`), letters in numbers (`l963`).

In small letters a 1 may be an i or an l: the word of the language decides, and where neither is one it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.parsing.anchor_damage import is_word
from kg.text.aligned_text import Edit
from kg.vocabulary import posts
from kg.vocabulary.word_frequencies import word_band

_MIXED = re.compile(
    r"(?<![\w/.])(?=[A-Za-z]{0,20}[0-9|]{1,6}[A-Za-z|]|[0-9]{0,5}[A-Za-z|]{1,20}[0-9])[A-Za-z0-9|:]{2,20}(?![\w/])"
)
_NUMBER = re.compile(r"[0-9lIOo|:]+")
_DIGITS = str.maketrans("lIOo|", "11001")
_CAPITALS = str.maketrans("01|58", "OIISB")
_SMALL = tuple(str.maketrans("01|", f"o{one}{one}") for one in "il")


def edits(text: str, window: Span | None = None) -> Iterator[Edit]:
    r"""Yield what puts words and numbers of a text (or of a window of it) right, each an edit of the same length.

    >>> text = "CONF1DENTIAL Rec'd: MARCH 5, l963, wou1d"
    >>> [e.text for e in edits(text)]
    ['CONFIDENTIAL', '1963', 'would']
    """
    for m in _MIXED.finditer(text, *(window or (0, len(text)))):
        meant = _meant(m[0])
        if meant is not None and meant != m[0]:
            yield Edit(*m.span(), meant, "ocr-digit")


def _meant(printed: str) -> str | None:
    """Return the word or number that a printed one with letters and digits is meant to be; None where that is open."""
    if _NUMBER.fullmatch(printed):
        return printed.translate(_DIGITS) if any(map(str.isdigit, printed)) and len(printed) > 1 else None
    letters = sum(c.isalpha() for c in printed)
    if letters < 2 or sum(map(str.isdigit, printed)) > letters or ":" in printed:
        return None
    if printed.upper() == printed:
        return printed.translate(_CAPITALS) if printed[-1].isalpha() or letters > 4 else None
    found = [printed.translate(table) for table in _SMALL]
    known = [one for one in dict.fromkeys(found) if one.isalpha() and _is_known(one)]
    return known[0] if len(known) == 1 else None


def _is_known(word: str) -> bool:
    return word_band(word.upper()) is not None or is_word(word) or posts.by_name(word) is not None
