"""Be the process that asks PDFium for the boxes of characters: `kg.sources.forms.pdf_boxes` starts it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_MOST_CHARACTERS = 200_000
"""The most characters of a page that are looked at."""
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
"""What PDFium writes for a hyphen at the end of a line."""


def main() -> None:
    """Read the question from standard input and print the boxes of its places as JSON."""
    import pypdfium2 as pdfium

    question, _, data = sys.stdin.buffer.read().partition(b"\n")
    document = pdfium.PdfDocument(data)
    found: list[tuple[object, ...]] = []
    for number, page in json.loads(question).items():
        if 0 < int(number) <= len(document):
            letters = _letters(document[int(number) - 1].get_textpage())
            for place, low, high in page["places"]:
                found += ((place, int(number), *box) for box in _placed(page["text"], low, high, letters))
    print(json.dumps(found))


Letter = tuple[str, tuple[float, float, float, float]]


def _letters(page: Any) -> list[Letter]:
    """Return the characters of a page with their boxes, without blanks."""
    from pypdfium2 import raw

    count = min(page.count_chars(), _MOST_CHARACTERS)
    known = ((at, _HYPHENS.get(char := raw.FPDFText_GetUnicode(page, at)) or chr(char or 32)) for at in range(count))
    return [(char, page.get_charbox(at)) for at, char in known if not char.isspace()]


def _placed(text: str, low: int, high: int, letters: Sequence[Letter]) -> Iterator[tuple[float, ...]]:
    """Yield a box for each line of `text[low:high]`; none where the place cannot be found among the letters.

    >>> letters = [("A", (0, 0, 5, 9)), ("B", (6, 0, 11, 9)), ("C", (0, 20, 5, 29))]
    >>> list(_placed("A B\\nC", 2, 5, letters))
    [(6, 0, 11, 9), (0, 20, 5, 29)]
    """
    at = _first(text, low, high, "".join(char for char, _ in letters))
    for line in text[low:high].splitlines() if at is not None else ():
        length = sum(map(len, line.split()))
        if length and at is not None:
            yield _hull(box for _, box in letters[at : at + length])
            at += length


def _first(text: str, low: int, high: int, letters: str) -> int | None:
    """Return the number of the letter with which a place begins.

    Where both texts are not the same the place is told by its words, if they stand in both equally often.
    """
    whole, before, words = (_without_blanks(part) for part in (text, text[:low], text[low:high]))
    if not words:
        return None
    if whole == letters:
        return len(before)
    times = letters.count(words)
    if times != whole.count(words):
        return None
    at = -1
    for _ in range(_without_blanks(text[:high]).count(words)):
        at = letters.find(words, at + 1)
    return at if at >= 0 else None


def _without_blanks(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "-")


def _hull(found: Iterable[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, bottoms, rights, tops = zip(*found, strict=True)
    return round(min(lefts), 1), round(min(bottoms), 1), round(max(rights), 1), round(max(tops), 1)
