"""Read the page labels of a PDF: the numbers its pages show (`iii`, `A-2`), by ISO 32000-1, 12.4.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from kg.model.pages import labelled

_MOST_RANGES = 10_000
_DEEPEST = 12
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def page_labels(catalog: Mapping[str, Any], count: int) -> list[str | None]:
    """Return the label of each of `count` pages, from the catalog of a PDF as pypdf gives it; None where it has none.

    Not more than 10,000 ranges are read, and no tree deeper than 12: a damaged file names itself without end.
    """
    labels: list[str | None] = [None] * count
    ranges = sorted(islice(_ranges(catalog.get("/PageLabels"), 0), _MOST_RANGES), key=lambda one: one[0])
    ends = [*(first for first, _ in ranges[1:]), count]
    for (first, how), end in zip(ranges, ends, strict=True):
        for page in range(max(first, 0), min(end, count)):
            labels[page] = labelled(_label(how, page - first))
    return labels


def _ranges(node: Any, depth: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the first page of each range of pages, counted from 0, and how its pages are labelled."""
    tree = _resolved(node)
    if not isinstance(tree, Mapping) or depth > _DEEPEST:
        return
    numbers = _resolved(tree.get("/Nums")) or []
    for first, how in zip(numbers[::2], numbers[1::2], strict=False):
        if isinstance(first, int) and isinstance(how := _resolved(how), Mapping):
            yield first, how
    for kid in (_resolved(tree.get("/Kids")) or [])[:_MOST_RANGES]:
        yield from _ranges(kid, depth + 1)


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _label(how: Mapping[str, Any], offset: int) -> str:
    start = _resolved(how.get("/St"))
    number = (start if isinstance(start, int) and 0 < start < 10**6 else 1) + offset
    return str(_resolved(how.get("/P")) or "")[:100] + _numeral(str(_resolved(how.get("/S")) or ""), number)


def _numeral(style: str, number: int) -> str:
    """Return a page number in a style: /D decimal, /R and /r Roman, /A and /a letters (AA behind Z); else nothing.

    >>> _numeral("/r", 14), _numeral("/A", 28), _numeral("/D", 7)
    ('xiv', 'BB', '7')
    """
    styles: dict[str, Callable[[int], str]] = {"/d": str, "/r": _roman, "/a": _letters}
    made = styles[style.lower()](number) if style.lower() in styles else ""
    return made.upper() if style in ("/R", "/A") else made


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 100)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN if number < 5000 else ():
        written += letters * (number // value)
        number %= value
    return written
