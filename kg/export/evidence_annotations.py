"""Add more about evidence to an export: selectors of the Web Annotation vocabulary, reifiers of RDF 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.export.statement_streams import About, stated_part, statements, things
from kg.store import StoredGraph
from kg.terms.iris import KG, OA, PART, RDF, TYPE
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import typed

_PLACE = re.compile(r"<(https?://[^#>]+/document/[^#>/]+)#char=(\d+),(\d+)>")
_EVIDENCE, _REIFIES = KG("evidence"), RDF("reifies")
_CABLE, _PARTS = f"<{BASE}cable/", f"<{PART.iri}"


def lines(graph: StoredGraph, way: str, inferred: bool | None) -> Iterator[str]:
    """Yield the additional statements of a way to write evidence, as lines of N-Triples (1.2 for `rdf12`).

    Evidence is stated, so the conclusions alone get none.
    """
    if way == "oa" and not inferred:
        yield from _selectors(graph)
    elif way == "rdf12" and not inferred:
        yield from _reifiers(graph)


def _selectors(graph: StoredGraph) -> Iterator[str]:
    """Yield each place as a part of its document picked out by a selector; offsets count code points."""
    for line in statements(graph, False):
        if _EVIDENCE not in line:
            continue
        place = line.split(" ")[2]
        if (found := _PLACE.fullmatch(place)) is None:
            continue
        document, start, end = found.groups()
        selector = f"<{document}#selector={start},{end}>"
        for subject, predicate, value in (
            (place, TYPE, OA("SpecificResource")),
            (place, OA("hasSource"), f"<{document}>"),
            (place, OA("hasSelector"), selector),
            (selector, TYPE, OA("TextPositionSelector")),
            (selector, OA("start"), typed(start, "nonNegativeInteger")),
            (selector, OA("end"), typed(end, "nonNegativeInteger")),
        ):
            yield f"{subject} {predicate} {value} .\n"


def _reifiers(graph: StoredGraph) -> Iterator[str]:
    """Yield each part of a cable as the reifier of the statement of the cable that it is evidence for.

    Only stated ones: the concluded meaning of a part (who a person is) is no statement of the text.
    """
    cable, said = "", About()
    for node, about in things(statements(graph, False)):
        if not node.startswith(_CABLE):
            continue
        if "#" not in node:
            cable, said = node, about
            continue
        if not node.startswith(f"{cable[:-1]}#"):
            continue
        for role in (
            predicate for predicate, values in said.items() if node in values and predicate.startswith(_PARTS)
        ):
            for prop, value in stated_part(role, about, said).supports():
                yield f"{node} {_REIFIES} <<( {cable} <{prop}> {value} )>> .\n"
