"""Define the pages of a text: their starts and numbers, and the words for the pages of a place.

A PDF and a text with form feeds have pages of the file, a TEI volume those of the printed volume, a telegram those
that its page lines count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote, unquote

from kg.model.evidence import Span

FILE, VOLUME, DOCUMENT, TELEGRAM = "file", "volume", "document", "telegram"
_LONGEST_LABEL = 24
_OF = {FILE: "", VOLUME: " of the volume", DOCUMENT: " of the document", TELEGRAM: " of the telegram"}


class Page(NamedTuple):
    """A page begins at `start`, in code points of the text.

    `number` counts the pages of the file from 1, `label` is the number printed on the page; None where there is none.
    `of` says what has the pages: `file`, `volume`, `document`, `telegram`, or a section of it (`section 2`).
    """

    start: int
    number: int | None = None
    label: str | None = None
    of: str = FILE

    @property
    def name(self) -> str:
        """The number of the page, else the number printed on the page; empty where nothing is known."""
        return str(self.number) if self.number is not None else self.label or ""

    @property
    def printed(self) -> str:
        """The number printed on the page where it is another than its number in the file; else empty."""
        return self.label if self.number is not None and self.label and self.label != str(self.number) else ""

    @property
    def whole(self) -> str:
        """The words behind the number: ` of the volume`; empty for pages of the file.

        >>> Page(0, 3, of="volume").whole
        ' of the volume'
        """
        return _OF.get(self.of, f" of {self.of}")


Pages = tuple[Page, ...]


def labelled(label: str | None) -> str | None:
    """Return a printed page number on one line; None where it is empty or too long for one.

    >>> labelled(" xii "), labelled("")
    ('xii', None)
    """
    words = " ".join((label or "").split())
    return words if words and words.isprintable() and len(words) <= _LONGEST_LABEL else None


def pages_of(pages: Pages, span: Span) -> Pages:
    """Return the pages that hold a place, in the order of the text.

    >>> pages_of((Page(0, 1), Page(100, 2), Page(200, 3)), Span(90, 110))
    (Page(start=0, number=1, label=None, of='file'), Page(start=100, number=2, label=None, of='file'))
    """
    start, end = span
    first = max(bisect_right(pages, (start + 1,)) - 1, 0)
    last = max(bisect_right(pages, (max(end, start + 1),)), first + 1)
    found = (page for page in pages[first:last] if page.start < max(end, start + 1) and page.name)
    return tuple({page[1:]: page for page in found}.values())


def in_words(pages: Sequence[Page]) -> str:
    """Return the pages of a place in words; empty where none is known.

    >>> in_words([Page(0, 3, "iii")]), in_words([Page(0, None, "12", "volume"), Page(9, None, "13", "volume")])
    ('page 3 (printed iii)', 'pages 12–13 of the volume')
    """
    if not pages:
        return ""
    first, last = pages[0], pages[-1]
    if first.of != last.of:
        return f"page {first.name}{first.whole} to page {last.name}{last.whole}"
    printed = _between(first.printed, last.printed)
    words = f"page{'' if first.name == last.name else 's'} {_between(first.name, last.name)}{first.whole}"
    return f"{words} (printed {printed})" if first.printed and last.printed else words


def cited(pages: Pages, places: Iterable[Span]) -> tuple[str, str]:
    """Return the pages of some places as a citation names them, as printed if known, and the owner of the pages.

    >>> file = (Page(0, 3, "iii"), Page(100, 4, "iv"), Page(200, 5, "1"), Page(300, 6, "2"))
    >>> cited(file, [Span(90, 110), Span(310, 320)])
    ('iii–iv, 2', '')
    """
    leaves: dict[tuple[object, ...], Page] = {}
    for page in pages:  # a page that goes on behind a note is one
        leaves.setdefault(page[1:], page)
    order = {leaf: number for number, leaf in enumerate(leaves)}
    met = {page[1:] for place in places for page in pages_of(pages, place)}
    runs: list[list[Page]] = []
    last = -2
    for number, leaf in sorted((order[leaf], leaf) for leaf in met):
        if number == last + 1 and runs[-1][0].of == leaves[leaf].of:
            runs[-1].append(leaves[leaf])
        else:
            runs.append([leaves[leaf]])
        last = number
    found = [(run[0], run[-1]) for run in runs]
    wholes = {first.whole for first, _ in found}
    if len(wholes) > 1:
        return ", ".join(f"{_between(_label_of(a), _label_of(b))}{a.whole}" for a, b in found), ""
    whole = "".join(wholes)
    return ", ".join(_between(_label_of(a), _label_of(b)) for a, b in found), "" if whole == _OF[VOLUME] else whole


def _label_of(page: Page) -> str:
    return page.printed or page.name


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def as_data(pages: Sequence[Page]) -> list[dict[str, object]]:
    """Return pages as plain JSON data.

    >>> as_data([Page(0, 3, "iii")])
    [{'number': 3, 'label': 'iii', 'of': 'file'}]
    """
    return [{"number": page.number, "label": page.label, "of": page.of} for page in pages]


def with_pages(data: object, pages: Pages) -> object:
    """Return the JSON data of a cable with the key `pages` in every value that has a place (`span`).

    >>> with_pages({"subject": {"value": "FISH", "span": [0, 4]}}, (Page(0, 1),))
    {'subject': {'value': 'FISH', 'span': [0, 4], 'pages': [{'number': 1, 'label': None, 'of': 'file'}]}}
    """
    if isinstance(data, list):
        return [with_pages(one, pages) for one in data]
    if not isinstance(data, dict):
        return data
    made = {name: with_pages(value, pages) for name, value in data.items()}
    if not data.get("span"):
        return made
    places = [*(data.get("pieces") or [data["span"]]), *(data.get("also") or [])]
    stood = dict.fromkeys(page for start, end in places for page in pages_of(pages, Span(start, end)))
    return made | {"pages": as_data(list(stood))}


def written(pages: Pages) -> str:
    """Return the list of page starts for the graph: the owner of the pages, then `start=number:label` of each.

    >>> written((Page(0, 1, "i"), Page(1843, 2))), written((Page(0, None, "12", "volume"),))
    ('file 0=1:i 1843=2', 'volume 0=:12')
    """
    starts = (f"{p.start}={'' if p.number is None else p.number}{_label(p.label)}" for p in pages)
    return " ".join([pages[0].of, *starts]) if pages else ""


def _label(label: str | None) -> str:
    return "" if label is None else ":" + quote(label, safe="")


def read(stated: str) -> Pages:
    """Return the pages that a list of page starts states; nothing for a text that is no such list.

    >>> read("file 0=1:i 1843=2")
    (Page(start=0, number=1, label='i', of='file'), Page(start=1843, number=2, label=None, of='file'))
    """
    of, _, starts = stated.partition(" ")
    found = tuple(_page(entry, of) for entry in starts.split(" "))
    known = tuple(page for page in found if page is not None)
    return known if len(known) == len(found) and all(a.start <= b.start for a, b in pairwise(known)) else ()


def _page(entry: str, of: str) -> Page | None:
    start, equals, name = entry.partition("=")
    number, _, label = name.partition(":")
    if not (
        equals and start.isdecimal() and len(start) < 13 and (not number or (number.isdecimal() and len(number) < 10))
    ):
        return None
    return Page(int(start), int(number) if number else None, unquote(label) if label else None, of)
