"""The projection: what the store says about cables, as a networkx graph with the facts on its nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.facts.describe_many import TYPE, Answers, Description, describe, first, name_of, told_apart
from kg.facts.fact import Copy, Evidence, Fact
from kg.facts.officials_at_posts import terms_of
from kg.facts.property_labels import BASE, BY_ROLE, DCTERMS, FOAF, KG, RDFS, SKOS, EdgeKind, local_name, role_label
from kg.facts.shown_corrections import lay
from kg.facts.thing_facts import cable_facts, named_in, parts_of, plain_facts
from kg.network.cable_selection import focus_iri, select
from kg.rdf.iris import LOCAL, kind_of
from kg.store.query_batches import batches

LIMIT = 2000
"""How many nodes a picture shows: vis-network draws 2,000 nodes with given positions in about 1.5 s."""

AT_ONCE = 100
"""How many cables are read from the store in one go; fewer where so many have no room in the picture."""

_RELEASE = ("releaseAuthority", "releaseDate", "releaseCase")
_NAMING = frozenset(local_name(p) for p in (SKOS + "prefLabel", RDFS + "label", FOAF + "name"))


def project(store: Answers, focus: str | None = None, limit: int = LIMIT) -> nx.MultiDiGraph[str]:
    """Return the graph of a store, or what surrounds `focus`, with at most about `limit` nodes.

    Nodes are IRIs with `label`, `kind` (cable, post, addressee, official, topic, document), `iri`, `facts`; cables have
    `held` (False: known only from references), `identifier`, `subject` and `date` besides. Edges have `kind`, `label`
    and `facts` and are keyed by their kind. The graph has `copies` (hash → `Copy`), `cables_total`,
    `cables_shown` and `focus` (an IRI or None).
    """
    chosen = select(store, focus, limit)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    described: dict[str, Description] = {}
    for batch in batches(chosen.cables, max(5, min(AT_ONCE, limit // 12))):
        described.update(describe(store, (cable for cable in batch if cable not in described)))
        _fill_in(store, described, batch)
        if not _add_cables(graph, batch, described, limit):
            break
    _add_officials(graph, store, described)
    graph.graph.update(
        copies=_copies(store, (e for node in graph for f in graph.nodes[node]["facts"] for e in f.evidence)),
        cables_total=chosen.total,
        cables_shown=sum(data["kind"] == "cable" for _, data in graph.nodes(data=True)),
        focus=focus_iri(focus) if focus is not None else None,
    )
    return graph


def _add_cables(
    graph: nx.MultiDiGraph[str], cables: Iterable[str], described: dict[str, Description], limit: int
) -> bool:
    """Add cables while there is room for all that they name; return False when there is none."""
    for cable in cables:
        facts = cable_facts(cable, described)
        ends = {end for f in facts if (end := _far_end(f, described))}
        if graph and len({cable, *ends, *graph}) > limit:
            return False
        _add_cable(graph, cable, facts, described)
    return True


def _fill_in(store: Answers, described: dict[str, Description], cables: Iterable[str]) -> None:
    """Add to `described` the parts of cables, the parts of these, and all that they name."""
    cables = tuple(cables)
    whole = {iri: described[iri] for iri in cables if iri in described}
    fresh = whole
    for _ in range(2):
        fresh = describe(store, (part for about in fresh.values() for _, part in parts_of(about)))
        whole.update(fresh)
    whole.update(describe(store, (t.text for about in whole.values() for t in about.get(KG + "repair", ()))))
    described.update(whole)
    fresh = whole
    for _ in range(2):  # what a cable names, and what that names: the post and its country
        named = {iri for about in fresh.values() for iri in named_in(about)}
        fresh = describe(store, sorted(named - set(described)))
        described.update(fresh)
    lay(store, described, cables)


def _far_end(fact: Fact, described: dict[str, Description]) -> str | None:
    """Return the node that a fact joins to its cable, or None.

    A person whom nothing identifies is the mention itself; an office without a name and a protected name are none.
    """
    kind = BY_ROLE.get(fact.role)
    if kind is None:
        return None
    named = kind.target == "official" and fact.iri and FOAF + "name" in described.get(fact.iri, {})
    return fact.target or (fact.iri if named else None)


def _add_cable(
    graph: nx.MultiDiGraph[str], cable: str, facts: tuple[Fact, ...], described: dict[str, Description]
) -> None:
    """Add a cable with its facts, and an edge to everything it names."""
    _add_node(graph, cable, None, described)
    graph.nodes[cable]["facts"] = facts
    ends: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if end := _far_end(fact, described):
            ends.setdefault((fact.role, end), []).append(fact)
    for (role, end), resting_on in ends.items():
        kind = BY_ROLE[role]
        _add_node(graph, end, kind, described)
        graph.add_edge(cable, end, key=kind.code, kind=kind.code, label=kind.label, facts=tuple(resting_on))


def _add_node(graph: nx.MultiDiGraph[str], iri: str, edge: EdgeKind | None, described: dict[str, Description]) -> None:
    if iri in graph:
        return
    about = described.get(iri, {})
    kind = _kind(iri, about, edge)
    label = name_of(iri, described)
    graph.add_node(iri, iri=iri, kind=kind, label=label, facts=())
    node = graph.nodes[iri]
    if kind == "cable":
        node["held"] = any(True for _ in parts_of(about))
        node["identifier"] = first(about, DCTERMS + "identifier") or local_name(iri)
        node["label"] = number_of(node["identifier"], iri)
        node["subject"] = first(about, DCTERMS + "title") or ""
        node["date"] = first(about, KG + "dateTimeGroup", DCTERMS + "date") or ""
        node["facts"] = cable_facts(iri, described)
    else:
        node["code"] = first(about, SKOS + "notation") or ""
        node["facts"] = tuple(plain_facts(about, described, _NAMING))


def number_of(identifier: str, iri: str = "") -> str:
    """Return what a cable is called: its number, or a short name where the text has none.

    Where the `iri` tells it from another one under its number by the time, that stands beside it.

    >>> number_of("07LIMA2181"), number_of("unnumbered-71d4d471b1d9d24f8b87a9ac2172df39")
    ('07LIMA2181', 'Unnumbered cable 71d4d4')
    >>> number_of("07LIMA2181", "https://w3id.org/cable-kg/cable/07LIMA2181-20070622T0930Z")
    '07LIMA2181 (2007-06-22 09:30Z)'
    """
    name, _, text = identifier.partition("-")
    return f"Unnumbered cable {text[:6]}" if name == "unnumbered" else told_apart(identifier, iri)


def _kind(iri: str, about: Description, edge: EdgeKind | None) -> str:
    """Return what a node is, by its types and its IRI, else by the edge that leads to it."""
    types = {t.text for t in about.get(TYPE, ())}
    if KG + "Cable" in types or (iri.startswith(BASE + "cable/") and "#" not in iri):
        return "cable"
    if (kind := kind_of(iri)) in ("post", "topic", "addressee"):
        return kind
    if FOAF + "Person" in types or (edge is not None and edge.target == "official"):
        return "official"
    if edge and edge.role == "references":
        return "document"
    return "topic" if edge and edge.target == "topic" else "addressee"


def _add_officials(graph: nx.MultiDiGraph[str], store: Answers, described: dict[str, Description]) -> None:
    """Give officials their terms and attestations, and join them to the posts that are in the picture."""
    officials = [n for n, data in graph.nodes(data=True) if data["kind"] == "official"]
    for official, facts in terms_of(store, officials, described).items():
        node = graph.nodes[official]
        node["facts"] = (*node["facts"], *facts)
        for role, post in dict.fromkeys((f.role, f.target) for f in facts if f.target and f.target in graph):
            resting_on = tuple(f for f in facts if (f.role, f.target) == (role, post))
            kind = BY_ROLE[role]
            graph.add_edge(official, post, key=kind.code, kind=kind.code, label=kind.label, facts=resting_on)


def _copies(store: Answers, places: Iterable[Evidence]) -> dict[str, Copy]:
    """Return the copies that the evidence points to, by the hash of their text."""
    hashes = sorted({place.document for place in places})
    base = getattr(store, "base", LOCAL)  # what answers queries and is no store has graphs of this build's making only
    described = describe(store, (f"{base}document/{h}" for h in hashes))
    status = sorted({iri for d in described.values() for iri in named_in(d)} - set(described))
    described.update(describe(store, status))
    found = {}
    for h in hashes:
        iri = f"{base}document/{h}"
        about = described.get(iri, {})
        release = first(about, KG + "releaseStatus") or ""
        label = name_of(release, described) if release else ""
        details = tuple((role_label(r), v) for r in _RELEASE if (v := first(about, KG + r)))
        found[h] = Copy(h, name_of(iri, described), local_name(release) if release else "unknown", label, details)
    return found
