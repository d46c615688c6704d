"""Count and list the cables that name a thing (a post, a topic, a person).

Nearly every cable names some things: these cables are counted, and only one page of them is read. The parts of each
query are subqueries, so that the store joins them in memory: half a second for a quarter of a million cables, where
seeking each cable takes twenty and more.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.facts.descriptions import Answers, rows
from kg.terms.namespaces import KG, NAMESPACES
from kg.terms.ntriples_terms import iri as encoded
from kg.vocabulary import locate

SORTED = 5000
"""The most cables sorted by date; a longer list stays in the order of the store, and its page says so."""
_CABLES = f"{{ SELECT ?c WHERE {{ ?c a <{KG}Cable> }} }}"


@cache
def roles() -> tuple[str, ...]:
    """Return the properties of the ontology that lead from one thing to another, by their local names, sorted."""
    graph = ox.Store()
    graph.load(path=str(locate() / "cable.ttl"), format=ox.RdfFormat.TURTLE)
    kind = ox.NamedNode(f"{NAMESPACES['owl']}ObjectProperty")
    found = {
        quad.subject.value
        for quad in graph.quads_for_pattern(None, None, kind, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    return tuple(sorted(iri.removeprefix(KG) for iri in found if iri.startswith(KG)))


def naming(store: Answers, iri: str) -> dict[str, int]:
    """Return how many cables name a thing, by the local name of the property; cables alone, not their parts."""
    named = " ".join(f"<{KG}{role}>" for role in roles())
    stated = f"{{ SELECT ?c ?role WHERE {{ VALUES ?role {{ {named} }} ?c ?role {encoded(iri)} }} }}"
    query = f"SELECT ?role (COUNT(*) AS ?n) WHERE {{ {stated} {_CABLES} }} GROUP BY ?role"
    return {role.text.removeprefix(KG): int(n.text) for role, n in rows(store, query) if role and n}


def page_of(store: Answers, iri: str, role: str, count: int, start: int, length: int) -> tuple[list[str], bool]:
    """Return one page of the cables that name a thing in a role, and whether the cables are sorted by date.

    The page has `length` of all `count` cables, from `start` on: the latest first, those without a date last. More
    than `SORTED` cables stay in the order of the store.
    """
    stated = f"{{ SELECT ?c WHERE {{ ?c <{KG}{role}> {encoded(iri)} }} }}"
    if count > SORTED:
        query = f"SELECT ?c WHERE {{ {stated} {_CABLES} }} LIMIT {int(length)} OFFSET {int(start)}"
        return [cable.text for (cable,) in rows(store, query) if cable], False
    dated = f"{stated} {_CABLES} OPTIONAL {{ ?c <{KG}dateTimeGroup> ?date }}"
    found: dict[str, str] = {}
    for cable, date in rows(store, f"SELECT ?c ?date WHERE {{ {dated} }}"):
        if cable:
            found[cable.text] = max(date.text if date else "", found.get(cable.text, ""))
    ordered = sorted(sorted(found), key=lambda cable: found[cable], reverse=True)
    return ordered[start : start + length], True
