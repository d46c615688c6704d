"""Find the pages of a copy that hold a cable or a part of a cable, as a citation names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.facts.cited_copies import Copied, rows_of
from kg.facts.stated_part import evidence_of
from kg.model import Span, hull
from kg.model.pages import cited
from kg.parsing.printed_pages import telegram_pages
from kg.store.query_answers import Asked
from kg.store.stored_graph import StoredGraph
from kg.terms.ntriples_terms import iri as encoded

Named = tuple[str, str]
"""Pages as a citation names them (`2–3`), and what has them (` of the telegram`); both may be empty."""
_PLACES = """SELECT ?cable ?place { VALUES ?cable { $cables } ?cable ?by ?part . ?part kg:evidence ?place }"""


def leaves(pages: str, paged: str) -> str:
    """Return pages with the abbreviation before them.

    >>> leaves("2–3", " of the telegram"), leaves("12", ""), leaves("", "")
    ('pp. 2–3 of the telegram', 'p. 12', '')
    """
    return f"{'pp.' if '–' in pages or ', ' in pages else 'p.'} {pages}{paged}" if pages else ""


def part_pages(graph: Asked, copy: Copied, places: Iterable[str]) -> Named:
    """Return the pages of a copy that hold a part, by the IRIs of the part's places."""
    pages = copy.pages or telegram_pages(_text(graph, copy))
    return cited(pages, _spans(copy, places)) if pages else ("", "")


def _text(graph: Asked, copy: Copied) -> str:
    try:
        return graph.text(copy.hash) if isinstance(graph, StoredGraph) else ""
    except LookupError:
        return ""


def _spans(copy: Copied, places: Iterable[str]) -> list[Span]:
    found = (evidence_of(place) for place in places)
    return [Span(place.start, place.end) for place in found if place and place.document == copy.hash]


def whole_pages(graph: Asked, copies: Mapping[str, Copied]) -> dict[str, Named]:
    """Return the pages that each cable covers in its copy, by cable; only for copies with pages stated in the graph."""
    paged = {cable: copy for cable, copy in copies.items() if copy.pages}
    places: dict[str, list[str]] = {}
    if paged:
        asked = _PLACES.replace("$cables", " ".join(map(encoded, paged)))
        for row in rows_of(graph, asked, ("cable", "place")):
            places.setdefault(str(row["cable"]), []).append(str(row["place"]))
    spans = {cable: _spans(paged[cable], found) for cable, found in places.items()}
    return {cable: cited(paged[cable].pages, [hull(of)]) for cable, of in spans.items() if of}
