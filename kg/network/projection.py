"""Project the cables of a store to a networkx graph with facts on its nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.facts.descriptions import Answers
from kg.facts.fact import Fact
from kg.facts.reading import Reading
from kg.facts.thing_facts import cable_facts
from kg.network.cable_selection import focus_iri, select
from kg.schema import arrow_of
from kg.store.query_answers import batches
from kg.terms.namespaces import FOAF

LIMIT = 2000
"""The most nodes of a picture: vis-network draws 2,000 nodes with given positions in about 1.5 s."""

AT_ONCE = 100
"""Cables read from the store in one go; fewer where so many have no room in the picture."""


def project(store: Answers, focus: str | None = None, limit: int = LIMIT) -> nx.MultiDiGraph[str]:
    """Return the graph of a store, or of the things around `focus`, with at most about `limit` nodes.

    Nodes are IRIs with `label`, `kind` (cable, post, addressee, official, topic, document), `iri`, `facts`; cables
    have `held` (False: known only from references), `identifier`, `subject` and `date` besides. Edges have `kind`,
    `label` and `facts` and are keyed by their kind. The graph has `copies` (hash → `Copy`), `cables_total`,
    `cables_shown` and `focus` (an IRI or None).

    >>> import kg
    >>> project(kg.open("output").store).number_of_nodes() > 5
    True
    """
    chosen = select(store, focus, limit)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    reading = Reading(store)
    for batch in batches(chosen.cables, max(5, min(AT_ONCE, limit // 12))):
        reading.read_cables(batch)
        if not _add_cables(graph, batch, reading, limit):
            break
    _read_cables_named(graph, reading)
    _add_officials(graph, reading)
    graph.graph.update(
        copies=reading.copies(e.document for node in graph for f in graph.nodes[node]["facts"] for e in f.evidence),
        cables_total=chosen.total,
        cables_shown=sum(data["kind"] == "cable" for _, data in graph.nodes(data=True)),
        focus=focus_iri(focus) if focus is not None else None,
    )
    return graph


def _add_cables(graph: nx.MultiDiGraph[str], cables: Iterable[str], reading: Reading, limit: int) -> bool:
    """Add cables while there is room for everything they name; return False when there is none."""
    for cable in cables:
        facts = cable_facts(cable, reading)
        ends = {end for f in facts if (end := _far_end(f, reading))}
        if graph and len({cable, *ends, *graph}) > limit:
            return False
        _add_cable(graph, cable, facts, reading)
    return True


def _far_end(fact: Fact, reading: Reading) -> str | None:
    """Return the node that a fact joins to its cable, or None.

    A person without identity is the mention itself; an office without a name and a protected name are no node.
    """
    kind = arrow_of().get(fact.role)
    if kind is None:
        return None
    named = kind.target == "official" and fact.iri and FOAF + "name" in reading.about(fact.iri)
    return fact.target or (fact.iri if named else None)


def _add_cable(graph: nx.MultiDiGraph[str], cable: str, facts: tuple[Fact, ...], reading: Reading) -> None:
    """Add a cable with its facts, and an edge to everything it names."""
    _add_node(graph, cable, "", reading)
    graph.nodes[cable]["facts"] = facts
    ends: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if end := _far_end(fact, reading):
            ends.setdefault((fact.role, end), []).append(fact)
    for (role, end), resting_on in ends.items():
        kind = arrow_of()[role]
        _add_node(graph, end, role, reading)
        graph.add_edge(cable, end, key=kind.code, kind=kind.code, label=kind.label, facts=tuple(resting_on))


def _add_node(graph: nx.MultiDiGraph[str], iri: str, arrow: str, reading: Reading) -> None:
    """Add a node at the end of an arrow with this role; the facts of a cable come when it has been read."""
    if iri in graph:
        return
    thing = reading.thing(iri, arrow)
    graph.add_node(iri, iri=iri, kind=thing.kind, label=thing.name, facts=())
    node = graph.nodes[iri]
    if thing.kind == "cable":
        node.update(held=thing.held, identifier=thing.identifier, subject=thing.subject, date=thing.date)
    else:
        node.update(code=thing.code, facts=reading.plain(iri))


def _read_cables_named(graph: nx.MultiDiGraph[str], reading: Reading) -> None:
    """Add the facts of cables that others name, and that have not been read themselves."""
    unread = [node for node, data in graph.nodes(data=True) if data["kind"] == "cable" and not data["facts"]]
    for batch in batches(unread, AT_ONCE):
        reading.read_cables(batch)
        for cable in batch:
            graph.nodes[cable]["facts"] = cable_facts(cable, reading)


def _add_officials(graph: nx.MultiDiGraph[str], reading: Reading) -> None:
    """Add the terms and attestations of officials, and join these to the posts in the picture."""
    officials = [n for n, data in graph.nodes(data=True) if data["kind"] == "official"]
    for official, facts in reading.terms(officials).items():
        node = graph.nodes[official]
        node["facts"] = (*node["facts"], *facts)
        for role, post in dict.fromkeys((f.role, f.target) for f in facts if f.target and f.target in graph):
            resting_on = tuple(f for f in facts if (f.role, f.target) == (role, post))
            kind = arrow_of()[role]
            graph.add_edge(official, post, key=kind.code, kind=kind.code, label=kind.label, facts=resting_on)
