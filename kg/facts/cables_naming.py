"""Which cables name a thing. Some things are named by every cable: those are counted, and only a page of them is read.

The parts of the questions are subqueries: the store then puts them together in memory. To look at each cable of a
quarter of a million takes it twenty seconds and more, this half a second.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.facts.descriptions import Answers, rows
from kg.terms.namespaces import KG, NAMESPACES
from kg.terms.ntriples_terms import iri as encoded
from kg.vocabulary import locate

SORTED = 5000
"""Up to how many cables are sorted by their dates; more are left in the order of the store, which says so."""
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
    """Return `length` of the `count` cables that give a thing this part, from `start` on, and whether they are sorted.

    They are by date, the latest first and those without one last; too many to be sorted are in the store's order.
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
