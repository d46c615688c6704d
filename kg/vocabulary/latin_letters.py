"""Latin letters that Unicode doesn't take apart into a letter and an accent, as people type who don't have them."""

from __future__ import annotations

ONE_FOR_ONE = str.maketrans("łŁøØđĐðÐħĦŧŦıŀĿɨƗ", "lLoOdDdDhHtTilLiI")
"""Letters with a stroke and the like: the letter without it."""
TWO_FOR_ONE = {
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "þ": "th",
    "Þ": "TH",
    "ĳ": "ij",
    "Ĳ": "IJ",
}
"""Ligatures and the like: the two letters they stand for."""
_BOTH = ONE_FOR_ONE | str.maketrans(TWO_FOR_ONE)


def plain_letters(text: str) -> str:
    """Return text with such letters replaced; accents stay, which Unicode's own tables take off.

    >>> plain_letters("Wałęsa, Strauß, Ødegård")
    'Walęsa, Strauss, Odegård'
    """
    return text if text.isascii() else text.translate(_BOTH)
