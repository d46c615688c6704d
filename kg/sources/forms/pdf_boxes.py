"""Find where words stand on the pages of a PDF: a box a line, in points.

The text of a PDF is read by pypdf, which keeps its lines; PDFium knows the box of each character. Both read the same
characters in the same order, blanks apart, so that they are matched by their number on the page.

PDFium is a native library and may fail on a hostile file: it runs in a process of its own, with a limit of time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from kg.errors import KgError, install
from kg.isolation import command, environment
from kg.model import Span
from kg.model.pages import Pages, pages_of

UNIT = (
    "left, bottom, right, top in points (1/72 inch) of the user space of the PDF: x to the right, y upwards from its "
    "origin, which is the lower left corner of the page unless its media box says otherwise; before any rotation"
)
_SECONDS = 60
_MOST_CHARACTERS = 200_000
"""The most characters of a page that are looked at."""
_MOST_PLACES = 2_000
_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
"""What PDFium writes for a hyphen at the end of a line."""


class Box(NamedTuple):
    """A box on a page of a file, counted from 1: left, bottom, right and top as in `UNIT`."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def boxes(data: bytes, text: str, pages: Pages, spans: Sequence[Span]) -> dict[Span, list[Box]]:
    """Return the boxes of each place of the text of a PDF, a box a line; none where they cannot be told.

    `text` and `pages` are what the PDF was read as. Raises `KgError` where PDFium is not installed.
    """
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        raise KgError(f"boxes of words in a PDF: to find them, {install('boxes')}") from None
    ends = {page.start: following.start for page, following in pairwise(pages)}
    asked: dict[int, dict[str, Any]] = {}
    found: dict[Span, list[Box]] = {span: [] for span in spans[:_MOST_PLACES]}
    for number, span in enumerate(found):
        for page in pages_of(pages, span):
            whole = text[page.start : ends.get(page.start, len(text))]
            low, high = max(span.start - page.start, 0), min(span.end - page.start, len(whole))
            asked.setdefault(page.number or 0, {"text": whole, "places": []})["places"].append((number, low, high))
    told = list(found.values())
    for number, *box in _asked(data, asked):
        told[number].append(Box(*box))
    return found


def _asked(data: bytes, pages: Mapping[int, object]) -> list[list[Any]]:
    """Ask a process of its own; an answer that does not come in time, or at all, is none."""
    question = json.dumps(pages).encode() + b"\n" + data
    run = command("from kg.sources.forms.pdf_boxes import answer; answer()")
    try:
        done = subprocess.run(run, input=question, capture_output=True, timeout=_SECONDS, env=environment())
        answered: list[list[Any]] = json.loads(done.stdout or b"[]") if done.returncode == 0 else []
    except (subprocess.TimeoutExpired, ValueError):
        return []
    return answered


def answer() -> None:
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
    """Yield a box for each line of `text[low:high]`; none where the place cannot be told among the letters.

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
