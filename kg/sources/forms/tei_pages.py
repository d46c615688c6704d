"""Find the printed pages of a volume that hold the parts of a document, from the page breaks (`pb`) of the TEI."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from kg.model.pages import DOCUMENT, VOLUME, Page, Pages, labelled

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BREAK = "{*}pb"
_WORD = re.compile(r"\S+")


class Part(NamedTuple):
    """A part of the text of a document: its words, the element where they are printed, the page breaks inside.

    A break is an element `pb` with the number of characters before it, blanks not counted.
    """

    words: str
    at: Any
    breaks: Sequence[tuple[int, Any]] = ()


class _Printed(NamedTuple):
    """The number printed on a page, and whether it counts the volume or one document."""

    label: str | None
    of: str


def is_break(element: Any) -> bool:
    """Return whether an element is a page break."""
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "pb"  # a comment has no tag


def pages_before(root: Any) -> dict[Any, _Printed | None]:
    """Return the page on which each document (`div`) of a volume begins; None before the first page break.

    A document that counts its own pages has none before its first page break.
    """
    found: dict[Any, _Printed | None] = {}
    page: _Printed | None = None
    for one in root.iter(_BREAK, "{*}div"):
        if is_break(one):
            page = _printed(one)
        elif one.get("type") == "document":
            found[one] = page = page if page and page.of == VOLUME else None
    return found


def _printed(pb: Any) -> _Printed:
    """Return the number of a page; the electronic volumes name a page of one document by it: `d116-06`."""
    name = str(pb.get(_XML_ID) or "")
    above = next((one for one in pb.iterancestors() if one.get("type") == "document"), None)
    own = above is not None and name.startswith(f"{above.get(_XML_ID)}-")
    return _Printed(labelled(pb.get("n")), DOCUMENT if own else VOLUME)


def pages(parts: Sequence[Part], before: _Printed | None, div: Any, seam: int) -> Pages:
    """Return the pages of a document's parts, which are `seam` characters apart; none where no page is known.

    `before` is the page on which the document begins. The editors' notes stand behind the telegram here, each on the
    page where it is printed.
    """
    printed_on = _pages_of(div, before, [part.at for part in parts])
    starts = accumulate((len(part.words) + seam for part in parts), initial=0)
    found: list[Page] = []
    for part, start in zip(parts, starts, strict=False):
        here = before if part.at is div else printed_on[part.at]
        marks = [(start, here), *((start + at, _printed(pb)) for at, pb in _placed(part))]
        found += (Page(at, None, *page) if page else Page(at) for at, page in marks)
    of = next((page.of for page in found if page.label), None)
    return tuple(_turned([page._replace(of=of) for page in found])) if of else ()


def _pages_of(div: Any, before: _Printed | None, wanted: Sequence[Any]) -> dict[Any, _Printed | None]:
    """Return the page on which each of the wanted elements begins."""
    found: dict[Any, _Printed | None] = dict.fromkeys(wanted, before)
    if next(div.iter(_BREAK), None) is None:
        return found
    page, left = before, set(wanted)
    for one in div.iter(_BREAK, "{*}head", "{*}note", "{*}persName"):
        if is_break(one):
            page = _printed(one)
        elif one in left:
            found[one] = page
    return found


def _placed(part: Part) -> Iterator[tuple[int, Any]]:
    """Yield where in the words of a part each page begins, and its page break."""
    words = _WORD.finditer(part.words)
    word, passed = next(words, None), 0
    for count, pb in part.breaks:
        while word and passed + len(word[0]) <= count:
            passed, word = passed + len(word[0]), next(words, None)
        if word:  # a break behind the last word begins the page of the next document
            yield word.start() + count - passed, pb


def _turned(found: Sequence[Page]) -> Iterator[Page]:
    """Yield each page where it is turned: of several at one place the last, and none that goes on."""
    last: Page | None = None
    for page, following in zip(found, [*found[1:], None], strict=True):
        if (following is None or following.start > page.start) and (not last or last[1:] != page[1:]):
            last = page
            yield page
