"""Which cables name a thing, read from the store's indexes without a query: some things are named by every cable."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.network.terms import BASE, KG
from kg.vocabulary import locate

SORTED = 5000
"""Up to how many cables are sorted by their dates; more are left in the order of the store, which says so."""
_CABLE = f"{BASE}cable/"
_DATE = ox.NamedNode(KG + "dateTimeGroup")


@cache
def roles() -> tuple[str, ...]:
    """Return the properties of the ontology that lead from one thing to another, by their local names, sorted."""
    graph = ox.Store()
    graph.load(path=str(locate() / "cable.ttl"), format=ox.RdfFormat.TURTLE)
    kind = ox.NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")
    found = {quad.subject.value for quad in graph.quads_for_pattern(None, None, kind, None)
             if isinstance(quad.subject, ox.NamedNode)}  # fmt: skip
    return tuple(sorted(iri.removeprefix(KG) for iri in found if iri.startswith(KG)))


def naming(database: ox.Store, iri: str) -> dict[str, list[str]]:
    """Return the cables that name a thing, by the local name of the property; cables alone, not their parts."""
    node = ox.NamedNode(iri)
    found: dict[str, list[str]] = {}
    for role in roles():
        quads = database.quads_for_pattern(None, ox.NamedNode(KG + role), node, None)
        subjects = (quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        if cables := [subject for subject in subjects if subject.startswith(_CABLE) and "#" not in subject]:
            found[role] = cables
    return found


def dated(database: ox.Store, cables: list[str]) -> tuple[list[str], bool]:
    """Return cables, the latest first and those without a date last; too many to be sorted as they are, and False."""
    if len(cables) > SORTED:
        return cables, False
    dates = {cable: _date(database, cable) for cable in cables}
    return sorted(sorted(cables), key=lambda cable: dates[cable], reverse=True), True


def _date(database: ox.Store, cable: str) -> str:
    quad = next(database.quads_for_pattern(ox.NamedNode(cable), _DATE, None, None), None)
    return quad.object.value if quad is not None and isinstance(quad.object, ox.Literal) else ""
