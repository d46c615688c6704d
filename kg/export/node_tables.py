"""A graph as two tables: what there is (nodes) and how it hangs together (edges). CSV for people, Parquet for programs.

A node is anything with a name of its own: cables, documents, posts, officials, topics, codes. An edge is a statement
between two nodes, with the part of the cable that says it: where that stands in which document, and what is doubtful.
A term of office of a dated list is an edge from the person to the post, with its days; that cables show somebody at a
post is one too (`attestedAt`), with the days of the first and the last of them in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg import spreadsheets
from kg.export.evidence_annotations import quick
from kg.export.statement_streams import About, statements, things, writing
from kg.store import StoredGraph
from kg.terms.iris import (
    BASE,
    DCAT,
    DCTERMS,
    GEO,
    IDENTIFIER,
    KG,
    LABEL,
    LOCAL,
    NAME,
    ORG,
    SKOS,
    TYPE,
    inferred_graph,
    path_of,
)
from kg.terms.ntriples_terms import text_of

_CABLE = f"<{BASE}cable/"
_KINDS = {
    KG("Cable"): "cable",
    KG("Document"): "document",
    KG("Person"): "person",
    KG("Collective"): "collective",
    ORG("Organization"): "organization",
    SKOS("Concept"): "concept",
}
_TERM, _MEMBER, _ORGANIZATION = KG("Term"), ORG("member"), ORG("organization")
_ATTESTATION, _ATTESTED_AT = KG("Attestation"), KG("attestedAt")
_CONCLUDED = "inferred"


@dataclass(frozen=True, slots=True)
class Node:
    """A row of the nodes: codes without their namespace, degrees (WGS 84) for the place."""

    id: str
    kind: str
    label: str
    identifier: str
    title: str
    date: str
    origin: str
    classification: str
    status: str
    release: str
    country: str
    latitude: float | None
    longitude: float | None
    same_as: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A row of the edges. `evidence` are places (document hash, code points), `graph` is stated or inferred."""

    source: str
    relation: str
    target: str
    graph: str
    part: str
    written: str
    evidence: str
    doubts: str
    rule: str
    score: float | None
    start: str
    end: str
    first_seen: str
    last_seen: str


def write(graph: StoredGraph, form: str, path: Path, evidence: str = "iri") -> tuple[Path, ...]:
    """Write both tables beside each other and return the files: `graph-nodes.csv`, `graph-edges.csv`."""
    found = []
    for kind, columns, rows in (("nodes", Node, nodes(graph)), ("edges", Edge, edges(graph))):
        name, dot, suffixes = path.name.partition(".")
        target = path.with_name(f"{name}-{kind}{dot}{suffixes or ''}")
        names = tuple(field.name for field in fields(columns))
        if form == "csv":
            _write_csv(target, names, rows)
        else:
            from kg.export import parquet

            numbers = [field.name for field in fields(columns) if "float" in str(field.type)]
            parquet.write(target, names, numbers, map(astuple, rows))
        found.append(target)
    return tuple(found)


def nodes(graph: StoredGraph) -> Iterator[Node]:
    """Give the nodes in the order of their IRIs."""
    for iri, about in things(statements(graph, None)):
        if "#" not in iri and path_of(iri[1:]):
            yield _node(iri, about)


def _node(iri: str, about: About) -> Node:
    def first(*predicates: str) -> str:
        return next((text_of(value) for p in predicates for value in sorted(about.get(p, ()))), "")

    def code(predicate: str) -> str:
        return " ".join(_local(value) for value in sorted(about.get(predicate, ())))

    def number(predicate: str) -> float | None:
        return float(first(predicate)) if predicate in about else None

    kinds = about.get(TYPE, [])
    return Node(
        id=iri[1:-1],
        kind=next((kind for term, kind in _KINDS.items() if term in kinds), ""),
        label=first(SKOS("prefLabel"), NAME, LABEL, IDENTIFIER, SKOS("notation")) or _local(iri),
        identifier=first(IDENTIFIER, SKOS("notation")),
        title=first(DCTERMS("title")),
        date=first(KG("dateTimeGroup"), DCTERMS("date"), KG("releaseDate")),
        origin=code(KG("origin")),
        classification=code(KG("classification")),
        status=code(KG("status")),
        release=code(KG("releaseStatus")),
        country=code(KG("country")),
        latitude=number(GEO("lat")),
        longitude=number(GEO("long")),
        same_as=" ".join(sorted(value[1:-1] for value in about.get(SKOS("exactMatch"), ()) if value[0] == "<")),
    )


def _local(iri: str) -> str:
    return iri[1:-1].replace("#", "/").rpartition("/")[2]


def edges(graph: StoredGraph) -> Iterator[Edge]:
    """Give the edges in the order of what they start from."""
    group: list[tuple[str, About]] = []
    for iri, about in things(_marked(graph)):
        if group and not iri.startswith(f"{group[0][0][:-1]}#"):
            yield from _of(group)
            group = []
        group.append((iri, about))
    if group:
        yield from _of(group)


def _marked(graph: StoredGraph) -> Iterator[str]:
    """Give all statements; those of the inferences end with a mark, which `things` leaves at the value."""
    yield from statements(graph, False)
    yield from (f"{line[:-3]} {_INFERRED} .\n" for line in statements(graph, True))


_INFERRED = f"<{inferred_graph(LOCAL)}>"
_END = f" {_INFERRED}"


def _of(group: list[tuple[str, About]]) -> Iterator[Edge]:
    """Give the edges of one thing and its parts."""
    plain = [(s, {p: [v.removesuffix(_END) for v in vs] for p, vs in about.items()}) for s, about in group]
    iri, about = plain[0]
    concluded = {(p, v.removesuffix(_END)) for p, vs in group[0][1].items() for v in vs if v.endswith(_END)}
    if "#" in iri:
        return
    resting = _resting(iri, about, dict(plain[1:]))
    for predicate, values in about.items():
        for value in values:
            if predicate != TYPE and path_of(value[1:]) and "#" not in value:
                graph = _CONCLUDED if (predicate, value) in concluded else "stated"
                parts = resting.get((predicate, value)) or [("", {})]
                yield from (_edge(iri, predicate, value, graph, part, said) for part, said in parts)
    for node, said in plain[1:]:
        for kind, where in ((_TERM, _ORGANIZATION), (_ATTESTATION, _ATTESTED_AT)):
            if kind in said.get(TYPE, ()):
                yield from (_edge(iri, where, post, _CONCLUDED, node, said) for post in said.get(where, ()))


def _resting(iri: str, about: About, parts: dict[str, About]) -> dict[tuple[str, str], list[tuple[str, About]]]:
    """Return which parts of a cable say which of its short statements."""
    found: dict[tuple[str, str], list[tuple[str, About]]] = {}
    if iri.startswith(_CABLE):
        for role, nodes_ in list(about.items()):
            for part in nodes_:
                if (said := parts.get(part)) is not None:
                    for statement in quick(role, said, about):
                        found.setdefault(statement, []).append((part, said))
    return found


def _edge(source: str, predicate: str, target: str, graph: str, part: str, said: About) -> Edge:
    def joined(name: str, cut: str) -> str:
        return " ".join(sorted(path_of(text_of(value)).removeprefix(cut) for value in said.get(name, ())))

    def first(name: str) -> str:
        return next((text_of(value) for value in sorted(said.get(name, ()))), "")

    score = first(KG("score"))
    return Edge(
        source=source[1:-1],
        relation=_local(predicate),
        target=target[1:-1],
        graph=graph,
        part=part[1:-1],
        written=first(NAME) or first(KG("raw")),
        evidence=joined(KG("evidence"), "document/"),
        doubts=joined(KG("doubt"), "doubt/"),
        rule=joined(KG("rule"), "rule/"),
        score=float(score) if score else None,
        start=first(DCAT("startDate")),
        end=first(DCAT("endDate")),
        first_seen=first(KG("firstSeen")),
        last_seen=first(KG("lastSeen")),
    )


def _write_csv(path: Path, names: tuple[str, ...], rows: Iterator[Node] | Iterator[Edge]) -> None:
    with writing(path) as stream:
        spreadsheets.write(stream, names, map(astuple, rows))
