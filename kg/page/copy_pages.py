"""Name the pages of the places that a page shows: in words, and as the citation of a paragraph names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kg.facts.cited_copies import Copied
from kg.facts.fact import Copy, Evidence, Fact
from kg.model import Span
from kg.model.pages import Pages, cited, in_words, pages_of
from kg.parsing.printed_pages import telegram_pages

_PARAGRAPH = re.compile(r"#p\d{1,4}(?:~[0-9a-f]{6})?$")


class CopyPages:
    """The pages of copies: those that the graph states, else those that the page lines of a text count."""

    def __init__(self, copies: Mapping[str, Copy], texts: Callable[[str], str]) -> None:
        """Take the copies by hash, and a function from a hash to the text (`LookupError` where it is not kept)."""
        self._paged = {name: pages for name, copy in copies.items() if (pages := _pages(copy, texts))}

    def words(self, e: Evidence) -> str:
        """Return the pages of a place in words (`page 2`); empty where its copy has no pages."""
        return in_words(pages_of(self._paged.get(e.document, ()), Span(e.start, e.end)))

    def cited(self, facts: object, copy: Copied | None) -> dict[str, tuple[str, str]]:
        """Return the pages of each paragraph in the cited copy by its fragment (`p4`), and the owner of the pages."""
        pages = self._paged.get(copy.hash) if copy else None
        return dict(_cited(facts, copy, pages)) if pages and copy and isinstance(facts, tuple) else {}


def _cited(facts: tuple[Fact, ...], copy: Copied, pages: Pages) -> Iterator[tuple[str, tuple[str, str]]]:
    for fact in facts:
        spans = [Span(e.start, e.end) for e in fact.evidence if e.document == copy.hash]
        if fact.iri and _PARAGRAPH.search(fact.iri) and any(found := cited(pages, spans)):
            yield fact.iri.rpartition("#")[2], found


def _pages(copy: Copy, texts: Callable[[str], str]) -> Pages:
    try:
        return copy.pages or telegram_pages(texts(copy.hash))
    except (LookupError, OSError):
        return ()
