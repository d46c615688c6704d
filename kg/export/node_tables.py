"""Export a graph as two tables, nodes and edges: CSV for people, Parquet for programs.

A node is anything with a name of its own: cables, documents, posts, officials, topics, codes. An edge is a statement
between two nodes, with the part of the cable that supports it: its place in which document, and its doubts. A term of
office of a dated list is an edge from the person to the post, with its days; an attestation by cables is one too
(`attestedAt`), with the days of first and last sight in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg import spreadsheets
from kg.export.statement_streams import About, stated_part, statements, things, writing
from kg.facts.descriptions import Description, Term, in_order, title_in
from kg.facts.descriptions import first as first_of
from kg.facts.stated_part import ALONE, StatedPart
from kg.store import StoredGraph
from kg.terms.iris import DCAT, DCTERMS, GEO, IDENTIFIER, KG, LOCAL, ORG, PART, SKOS, TYPE, inferred_graph, path_of
from kg.terms.namespaces import BASE
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
_PARTS = f"<{PART.iri}"
_NO_PART = stated_part(PART(""), {}, {})


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
    """A row of the edges. `evidence` are places (document hash, code points), `graph` is stated or inferred.

    `repairs` are the repaired places among them.
    """

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
    repairs: str


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
    """Yield the nodes in the order of their IRIs."""
    for iri, about in things(statements(graph, None)):
        if "#" not in iri and path_of(iri[1:]):
            yield _node(iri, about)


def _node(iri: str, about: About) -> Node:
    said = _described(about)

    def first(*properties: str) -> str:
        return first_of(said, *(prop[1:-1] for prop in properties)) or ""

    def code(predicate: str) -> str:
        return " ".join(_local(value) for value in sorted(about.get(predicate, ())))

    def number(predicate: str) -> float | None:
        return float(first(predicate)) if predicate in about else None

    kinds = about.get(TYPE, [])
    return Node(
        id=iri[1:-1],
        kind=next((kind for term, kind in _KINDS.items() if term in kinds), ""),
        label=title_in(iri[1:-1], said),
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


def _described(about: About) -> Description:
    """Convert the statements about a thing to a `Description` of `kg.facts`."""
    return in_order({prop[1:-1]: map(_term, values) for prop, values in about.items()})


def _term(value: str) -> Term:
    tag = value.rpartition('"')[2]
    return Term(text_of(value), value[0] == "<", tag[1:] if tag[:1] == "@" else None)


def _local(iri: str) -> str:
    return iri[1:-1].replace("#", "/").rpartition("/")[2]


def edges(graph: StoredGraph) -> Iterator[Edge]:
    """Yield the edges in the order of their source."""
    group: list[tuple[str, About]] = []
    for iri, about in things(_marked(graph)):
        if group and not iri.startswith(f"{group[0][0][:-1]}#"):
            yield from _of(group)
            group = []
        group.append((iri, about))
    if group:
        yield from _of(group)


def _marked(graph: StoredGraph) -> Iterator[str]:
    """Yield all statements; conclusions end with a mark that `things` leaves at the value."""
    yield from statements(graph, False)
    yield from (f"{line[:-3]} {_INFERRED} .\n" for line in statements(graph, True))


_INFERRED = f"<{inferred_graph(LOCAL)}>"
_END = f" {_INFERRED}"


def _of(group: list[tuple[str, About]]) -> Iterator[Edge]:
    """Yield the edges of one thing and its parts."""
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
                parts = resting.get((predicate, value)) or [("", {}, _NO_PART)]
                yield from (_edge(iri, predicate, value, graph, *part) for part in parts)
    for node, said in plain[1:]:
        for kind, where in ((_TERM, _ORGANIZATION), (_ATTESTATION, _ATTESTED_AT)):
            if kind in said.get(TYPE, ()):
                stated = stated_part(where, said, {})
                yield from (_edge(iri, where, post, _CONCLUDED, node, said, stated) for post in said.get(where, ()))


Resting = tuple[str, About, StatedPart[str]]
"""A part, its description, and its reading as a `StatedPart`."""


def _resting(iri: str, about: About, parts: dict[str, About]) -> dict[tuple[str, str], list[Resting]]:
    """Return the parts of a cable that support each of its short statements."""
    found: dict[tuple[str, str], list[Resting]] = {}
    if iri.startswith(_CABLE):
        for role, nodes_ in list(about.items()):
            for part in nodes_ if role.startswith(_PARTS) else ():
                if (said := parts.get(part)) is not None:
                    stated = stated_part(role, said, about)
                    for prop, value in stated.supports():
                        found.setdefault((f"<{prop}>", value), []).append((part, said, stated))
    return found


def _edge(
    source: str, predicate: str, target: str, graph: str, part: str, said: About, stated: StatedPart[str]
) -> Edge:
    def first(name: str) -> str:
        return next((text_of(value) for value in sorted(said.get(name, ()))), "")

    score = text_of(stated.score) if stated.score else None
    return Edge(
        source=source[1:-1],
        relation=_local(predicate),
        target=target[1:-1],
        graph=graph,
        part=part[1:-1],
        written=text_of(stated.written) if stated.written else "",
        evidence=_joined(stated.evidence, "document/"),
        doubts=_joined(stated.doubts, "doubt/"),
        rule=_joined(stated.rules, "rule/") or (ALONE if stated.by_itself else ""),
        score=float(score) if score else None,
        start=first(DCAT("startDate")),
        end=first(DCAT("endDate")),
        first_seen=first(KG("firstSeen")),
        last_seen=first(KG("lastSeen")),
        repairs=_joined(stated.repairs, "document/"),
    )


def _joined(values: Sequence[str], cut: str) -> str:
    """Join IRIs, without the base and the beginning that they share."""
    return " ".join(sorted(path_of(text_of(value)).removeprefix(cut) for value in values))


def _write_csv(path: Path, names: tuple[str, ...], rows: Iterator[Node] | Iterator[Edge]) -> None:
    with writing(path) as stream:
        spreadsheets.write(stream, names, map(astuple, rows))
