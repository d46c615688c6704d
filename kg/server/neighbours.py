"""Answer with the neighbours of one thing: as JSON, for a picture that grows, and as the explorer's own page."""

from __future__ import annotations

import json
from itertools import chain

import pyoxigraph as ox

from kg.facts.cables_naming import SORTED
from kg.facts.descriptions import rows
from kg.facts.officials_at_posts import AT_POSTS
from kg.facts.reading import Reading
from kg.network.projection import project
from kg.network.shown_part import add_context
from kg.page import html
from kg.page.page_file import for_server
from kg.schema import Arrow, arrow_of
from kg.server.http_errors import lacks_thing, says_nothing_about
from kg.server.opened_graph import Opened, Request, Result
from kg.server.templating import local_path
from kg.store.user_names import resolve
from kg.terms.namespaces import KG
from kg.terms.ntriples_terms import iri as encoded

MOST = 500
"""The most neighbours in one answer."""
DRAWN = 1000
"""The most nodes of a picture."""

Edge = tuple[str, str, Arrow]
Around = tuple[list[str], list[Edge], int]
"""The neighbours of one step, the arrows to and from them, and the number of all neighbours."""
_FROM_CABLES = {role: kind for role, kind in arrow_of().items() if kind.source == "cable"}
_WAYS = " ".join(f"<{kind.iri}>" for kind in _FROM_CABLES.values())


def expanded(opened: Opened, request: Request) -> Result:
    """Return the neighbours of `iri`: at most `limit` from `offset` on, the things a cable names first, then by IRI.

    The kinds of nodes and edges are those of `kg.network.projection`; docs/serving.md describes the answer.
    """
    iri = _known(opened, str(request.get("iri") or ""))
    limit = min(max(1, int(str(request.get("limit") or 50))), MOST)
    offset = max(0, int(str(request.get("offset") or 0)))
    around = _crowd(opened, iri, offset, limit) if _named(opened, iri) > SORTED else _whole(opened, iri, offset, limit)
    shown, edges, total = around
    inside = {iri, *shown}
    reading = Reading(opened.store)
    reading.read([iri, *shown])
    answer = {
        "iri": iri,
        "total": total,
        "offset": offset,
        "shown": len(shown),
        "next": offset + limit if offset + limit < total else None,
        "nodes": [_node(node, reading) for node in (iri, *shown)],
        "edges": [
            {"from": a, "to": b, "kind": kind.code, "label": kind.label}
            for a, b, kind in edges
            if a in inside and b in inside
        ],
    }
    return "application/json", json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def _known(opened: Opened, name: str) -> str:
    if not name:
        raise lacks_thing()
    iri = resolve(name)
    if not opened.holds(iri):
        raise says_nothing_about(iri)
    return iri


def _named(opened: Opened, iri: str) -> int:
    return _count(opened, f"VALUES ?way {{ {_WAYS} }} ?x ?way {encoded(iri)}")


def _count(opened: Opened, pattern: str) -> int:
    """Return the number of different `?x` in the answers to a pattern."""
    [(n,)] = rows(opened.store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    return int(n.text) if n else 0


def _whole(opened: Opened, iri: str, offset: int, limit: int) -> Around:
    """Return a step of all neighbours in their order."""
    edges = sorted(_edges(opened, iri), key=lambda e: (e[0] != iri, e[2].code == "mentions", e[2].code, e[0], e[1]))
    ends = list(dict.fromkeys(other for a, b, _ in edges for other in (a, b) if other != iri))
    return ends[offset : offset + limit], edges, len(ends)


def _crowd(opened: Opened, iri: str, offset: int, limit: int) -> Around:
    """Return one step of the neighbours of a thing that has very many, without reading the others.

    Neighbours linked by naming, in either direction, come first, then those by service at a post: a ministry has four
    hundred thousand of the first, and fifty thousand of the second.
    """
    this = encoded(iri)
    itself = f"MINUS {{ VALUES ?x {{ {this} }} }}"
    named = f"VALUES ?way {{ {_WAYS} }} {{ ?x ?way {this} }} UNION {{ {this} ?way ?x }} {itself}"
    served = " UNION ".join(
        f"{{ {{ SELECT ?t ?x WHERE {{ ?t <{far}> ?x }} }} {{ SELECT ?t WHERE {{ ?t <{near}> {this} }} }} }}"
        for who, where, _ in AT_POSTS
        for near, far in ((where, who), (who, where))
    )
    shown, total = list[str](), 0
    for pattern in (named, served):
        start, room = max(0, offset - total), limit - len(shown)
        if room:
            step = f"SELECT DISTINCT ?x WHERE {{ {pattern} }} LIMIT {room} OFFSET {start}"
            shown += [x.text for (x,) in rows(opened.store, step) if x]
        total += _count(opened, pattern)
    return shown, [edge for one in shown for edge in _between(opened, iri, one)], total


def _between(opened: Opened, iri: str, other: str) -> list[Edge]:
    """Return the arrows between two things."""
    found = []
    for a, b in ((iri, other), (other, iri)):
        for (way,) in rows(opened.store, f"SELECT ?way WHERE {{ {encoded(a)} ?way {encoded(b)} }}"):
            kind = _FROM_CABLES.get(way.text.removeprefix(KG)) if way and way.text.startswith(KG) else None
            if kind:
                found.append((a, b, kind))
        for who, where, role in AT_POSTS:
            tenure = f"SELECT ?t WHERE {{ ?t <{who}> {encoded(a)} ; <{where}> {encoded(b)} }} LIMIT 1"
            if any(True for _ in rows(opened.store, tenure)):
                found.append((a, b, arrow_of()[role]))
    return found


def _edges(opened: Opened, iri: str) -> list[Edge]:
    """Return the arrows from and to a thing that a picture draws."""
    database, node = opened.store.database, ox.NamedNode(iri)
    found: dict[Edge, None] = {}
    for kind in _FROM_CABLES.values():
        prop = ox.NamedNode(kind.iri)
        for quad in chain(
            database.quads_for_pattern(node, prop, None, None), database.quads_for_pattern(None, prop, node, None)
        ):
            a, b = quad.subject, quad.object
            if isinstance(a, ox.NamedNode) and isinstance(b, ox.NamedNode) and a != b:
                found[(a.value, b.value, kind)] = None
    for who, where, role in AT_POSTS:
        query = f"""SELECT DISTINCT ?a ?b WHERE {{
            {{ BIND({encoded(iri)} AS ?a) ?t <{who}> ?a ; <{where}> ?b }} UNION
            {{ BIND({encoded(iri)} AS ?b) ?t <{where}> ?b ; <{who}> ?a }} }}"""
        for person, post in rows(opened.store, query):
            if person and post:
                found[(person.text, post.text, arrow_of()[role])] = None
    return list(found)


def _node(iri: str, reading: Reading) -> dict[str, object]:
    thing = reading.thing(iri)
    node: dict[str, object] = {"iri": iri, "kind": thing.kind, "label": thing.name, "page": local_path(iri)}
    if thing.kind == "cable":
        node.update(held=thing.held, identifier=thing.identifier, subject=thing.subject, date=thing.date)
    return node


def drawn(opened: Opened, request: Request) -> Result:
    """Return the explorer's page of the things around `iri`, or of the whole graph as far as a picture can show it."""
    name = str(request.get("iri") or "")
    focus = _known(opened, name) if name else None
    limit = min(max(1, int(str(request.get("limit") or 300))), DRAWN)
    graph = opened.graph
    network = add_context(project(graph.store, None if focus is None else resolve(focus), limit), opened.store)
    return "text/html", for_server(html(network, graph.text)).encode("utf-8", "replace")
