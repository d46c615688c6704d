"""Export a graph as RDF: Turtle, TriG, N-Triples, N-Quads, JSON-LD; sorted, and without a graph in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.export import evidence_annotations as adding
from kg.export import jsonld
from kg.export.statement_streams import ordered, statements, writing
from kg.store import StoredGraph
from kg.terms import turtle
from kg.terms.iris import OA, PREFIXES, inferred_graph

_BATCH = 10_000
_PREFIXES = {**PREFIXES, "oa": OA.iri}
_Said = Callable[[bool | None], Iterator[str]]


def write(graph: StoredGraph, form: str, path: Path, evidence: str = "iri") -> tuple[Path, ...]:
    """Write a graph as RDF and return the file."""

    def said(inferred: bool | None) -> Iterator[str]:
        return chain(statements(graph, inferred), adding.lines(graph, evidence, inferred))

    concluded = inferred_graph(graph.store.base)
    with writing(path) as stream:
        if form == "nt":
            stream.writelines(ordered(said(None)))
        elif form == "nq":
            stream.writelines(chain(ordered(said(False)), _in_graph(ordered(said(True)), concluded)))
        elif form == "jsonld":
            jsonld.write(said(False), said(True), stream, concluded)
        elif form == "ttl" and evidence == "iri":
            _turtle(said(None), stream, path)
        else:
            _serialized(said, form, stream, concluded)
    return (path,)


def _in_graph(lines: Iterable[str], name: str) -> Iterator[str]:
    return (f"{line[:-3]} <{name}> .\n" for line in lines)


def _turtle(lines: Iterable[str], stream: IO[str], path: Path) -> None:
    draft = path.with_name(f".{path.name}.ttl")
    try:
        turtle.write(draft, lines, "Cable KG: what is stated and what is inferred")
        with draft.open(encoding="utf-8", newline="\n") as written:
            for line in written:
                stream.write(line)
    finally:
        draft.unlink(missing_ok=True)


def _serialized(said: _Said, form: str, stream: IO[str], concluded: str) -> None:
    stream.flush()
    target = cast(IO[bytes], stream.buffer)  # type: ignore[attr-defined]
    if form == "ttl":
        ox.serialize(_triples(ordered(said(None))), target, ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
        return
    graphs = ((False, ox.DefaultGraph()), (True, ox.NamedNode(concluded)))
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, name)
        for inferred, name in graphs
        for t in _triples(ordered(said(inferred)))
    )
    ox.serialize(quads, target, ox.RdfFormat.TRIG, prefixes=_PREFIXES)


def _triples(lines: Iterator[str]) -> Iterator[ox.Triple]:
    while batch := "".join(islice(lines, _BATCH)):
        for quad in ox.parse(batch.encode(), ox.RdfFormat.N_TRIPLES):
            yield quad.triple
