"""The first page, and the terms of the graph for the query page's completion."""

from __future__ import annotations

import json

import pyoxigraph as ox

from kg.network.terms import KG
from kg.rdf.names import INFERRED_GRAPH, QUERY_PREFIXES
from kg.server.rendering import render
from kg.server.worker import Opened, Request, Result
from kg.store.questions import questions
from kg.vocabulary import locate

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def counted(opened: Opened, request: Request) -> Result:
    """Return the first page: how much there is, where to begin, the ready questions."""
    store = opened.store
    counts = {
        "cables held": _count(opened, f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?d <{KG}copyOf> ?c }}"),
        "cables in all": _count(opened, f"SELECT (COUNT(?c) AS ?n) {{ ?c a <{KG}Cable> }}"),
        "copies": _count(opened, f"SELECT (COUNT(?d) AS ?n) {{ ?d a <{KG}Document> }}"),
        "officials": _count(opened, "SELECT (COUNT(?p) AS ?n) { ?p a foaf:Person }"),
        "statements": len(store),
        "of these concluded": _count(opened, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"),
    }
    newest = [
        row.plain() for row in store.query(
            f"SELECT ?c ?title {{ ?d <{KG}copyOf> ?c OPTIONAL {{ ?c dcterms:title ?title }} }} ORDER BY ?c LIMIT 5"
        )
    ]  # fmt: skip
    return "text/html", render(
        "home.html.j2", counts=counts, cables=newest, questions=list(questions().values())
    )


def _count(opened: Opened, query: str) -> int:
    for row in opened.store.query(query):
        return int(str(row.plain()["n"]))
    return 0


def termed(opened: Opened, request: Request) -> Result:
    """Return the terms of the ontology with their kinds and comments, and the prefixes, as JSON or as a page."""
    found = []
    graph = ox.Store()
    graph.load(path=str(locate() / "cable.ttl"), format=ox.RdfFormat.TURTLE)
    query = f"""SELECT ?t (SAMPLE(?k) AS ?kind) (SAMPLE(?l) AS ?label) (SAMPLE(?c) AS ?comment) {{
        ?t a ?k OPTIONAL {{ ?t <{_RDFS}label> ?l }} OPTIONAL {{ ?t <{_RDFS}comment> ?c }}
        FILTER(STRSTARTS(STR(?t), "https://w3id.org/cable-kg/")) }} GROUP BY ?t ORDER BY ?t"""
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
