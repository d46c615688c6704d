"""Recognise text in capitals, and replace letters that Unicode does not split into letter and accent."""

from __future__ import annotations

_LONG = 200
_SMALL, _LARGE = b"aeiotnrs", b"AEIOTNRS"
ONE_FOR_ONE = str.maketrans("łŁøØđĐðÐħĦŧŦıŀĿɨƗ", "lLoOdDdDhHtTilLiI")
"""Letters with a stroke and the like → the plain letter."""
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
"""Ligatures and the like → the two letters they stand for."""
_BOTH = ONE_FOR_ONE | str.maketrans(TWO_FOR_ONE)


def plain_letters(text: str) -> str:
    """Replace letters with strokes, and ligatures; accents stay, which Unicode's own tables remove.

    >>> plain_letters("Wałęsa, Strauß, Ødegård")
    'Walęsa, Strauss, Odegård'
    """
    return text if text.isascii() else text.translate(_BOTH)


def in_capitals(text: str) -> bool:
    """Return whether a text is printed in capitals, as most telegrams until the 1990s are.

    Fewer than one letter in six is small. In a long text only the most frequent letters are counted.

    >>> in_capitals("AMBASSADOR McBRIDE CALLED"), in_capitals("Ambassador CALLED"), in_capitals("PM")
    (True, False, True)
    """
    if len(text) < _LONG:
        return sum(map(str.islower, text)) * 5 < sum(map(str.isupper, text))
    letters = text.encode("ascii", "ignore")
    first, rest = letters[: len(letters) // 2], letters[len(letters) // 2 :]
    small = _count(first, _SMALL)
    if small * 5 >= len(letters) - small:  # were all the others large: usual prose is told by its first half
        return False
    return (small + _count(rest, _SMALL)) * 5 < _count(letters, _LARGE)


def _count(text: bytes, letters: bytes) -> int:
    return len(text) - len(text.translate(None, letters))
