"""Make the first page, and list the terms of the graph for the query page's completion."""

from __future__ import annotations

import json
from itertools import islice

import pyoxigraph as ox

from kg.facts.descriptions import describe, first
from kg.server.opened_graph import Opened, Request, Result
from kg.server.templating import render
from kg.store.ready_questions import questions
from kg.terms.iris import QUERY_PREFIXES
from kg.terms.namespaces import BASE, DCTERMS, KG, NAMESPACES
from kg.vocabulary import locate

_BEGIN = 5
_REPORTED = {
    "cables": ("cables", "read"),
    "copies": ("cables", "copies"),
    "statements": ("statements", "stated"),
    "conclusions": ("statements", "inferred"),
}
_RDFS = NAMESPACES["rdfs"]


def counted(opened: Opened, request: Request) -> Result:
    """Return the first page: counts, cables to begin with, the ready questions."""
    copies = opened.store.database.quads_for_pattern(None, ox.NamedNode(KG + "copyOf"), None, None)
    cables = sorted({quad.object.value for quad in islice(copies, _BEGIN) if isinstance(quad.object, ox.NamedNode)})
    described = describe(opened.store, cables)
    begin = [{"c": cable, "title": first(described.get(cable, {}), DCTERMS + "title")} for cable in cables]
    return "text/html", render(
        "home.html.j2", counts=_counts(opened), cables=begin, questions=list(questions().values())
    )


def _counts(opened: Opened) -> dict[str, int]:
    """Return the counts in the report of the build; counting again takes as long as reading the graph."""
    try:
        report = json.loads((opened.folder / "report.json").read_bytes())
        found = {name: report[part][key] for name, (part, key) in _REPORTED.items() if key in report[part]}
    except (OSError, ValueError, KeyError, TypeError):
        found = {}
    return {name: count for name, count in found.items() if isinstance(count, int)}


def termed(opened: Opened, request: Request) -> Result:
    """Return the terms of the ontology with their kinds and comments, and the prefixes, as JSON or as a page."""
    found = []
    graph = ox.Store()
    graph.load(path=str(locate() / "cable.ttl"), format=ox.RdfFormat.TURTLE)
    query = f"""SELECT ?t (SAMPLE(?k) AS ?kind) (SAMPLE(?l) AS ?label) (SAMPLE(?c) AS ?comment) {{
        ?t a ?k OPTIONAL {{ ?t <{_RDFS}label> ?l }} OPTIONAL {{ ?t <{_RDFS}comment> ?c }}
        FILTER(STRSTARTS(STR(?t), "{BASE}")) }} GROUP BY ?t ORDER BY ?t"""
    result = graph.query(query)
    for row in result if isinstance(result, ox.QuerySolutions) else ():
        iri = row["t"].value
        name = next((f"{p}:{iri[len(n) :]}" for p, n in QUERY_PREFIXES.items() if iri.startswith(n) and iri != n), None)
        if name:
            label, comment = (row[x].value if row[x] is not None else "" for x in ("label", "comment"))
            kind = row["kind"].value.rpartition("#")[2]
            found.append({"name": name, "iri": iri, "kind": kind, "label": label, "comment": comment})
    if request.get("page"):
        return "text/html", render("terms.html.j2", terms=found)
    return "application/json", json.dumps({"terms": found, "prefixes": QUERY_PREFIXES}, ensure_ascii=False).encode()
