"""A built graph in other formats: RDF for other stores, GraphML and GEXF for network tools."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf import PREFIXES, turtle
from kg.rdf.names import INFERRED_GRAPH
from kg.rdf.sorting import SEPARATOR, in_order
from kg.store import Graph

FORMATS = {
    "ttl": "Turtle, what is stated and what is inferred in one",
    "trig": "TriG, the two graphs apart",
    "nt": "N-Triples, one statement a line",
    "nq": "N-Quads, the two graphs apart",
    "jsonld": "JSON-LD (expanded), the two graphs apart",
    "graphml": "GraphML: the network, for Gephi, Cytoscape, igraph",
    "gexf": "GEXF: the network, for Gephi",
}
_NETWORK_LIMIT = 10**9
_BATCH = 10_000
_INFERRED = f" <{INFERRED_GRAPH}>"


def export(graph: Graph, form: str, path: Path) -> None:
    """Write a graph to a file in one of `FORMATS`, compressed where its name ends in `.gz` (not GraphML and GEXF).

    Raises `KgError` for a format there is none of, and where the file cannot be written.
    """
    if form not in FORMATS:
        raise KgError(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    try:
        if form in ("graphml", "gexf"):
            _network(graph, form, path)
            return
        with _writing(path) as stream:
            if form == "nt":
                stream.writelines(_lines(graph, None))
            elif form == "nq":
                stream.writelines(chain(_lines(graph, False), _in_graph(_lines(graph, True))))
            elif form == "ttl":
                _turtle(graph, stream, path)
            else:
                _serialized(graph, form, stream)
    except OSError as error:
        raise KgError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error


def _network(graph: Graph, form: str, path: Path) -> None:
    from kg.network import write_gexf, write_graphml

    if path.suffix == ".gz":
        raise KgError(f"{form} is not written compressed: leave .gz out of the name")
    write = write_graphml if form == "graphml" else write_gexf
    write(graph.network(limit=_NETWORK_LIMIT), path)


@contextmanager
def _writing(path: Path) -> Iterator[IO[str]]:
    """Give a stream into a file that appears when it is whole; a compressed one holds no time and no name."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as raw:
            if path.suffix == ".gz":
                with (
                    gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
                    TextIOWrapper(cast(IO[bytes], packed), encoding="utf-8", newline="\n") as stream,
                ):
                    yield stream
            else:
                with TextIOWrapper(raw, encoding="utf-8", newline="\n") as stream:
                    yield stream
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _lines(graph: Graph, inferred: bool | None) -> Iterator[str]:
    """Yield the statements of one graph or both as sorted lines of N-Triples, each once."""
    statements = (f"{triple} .\n" for triple in graph.store.triples(inferred=inferred))
    with in_order(statements) as ordered:
        for line in ordered:
            yield line.replace(SEPARATOR, "> ")


def _in_graph(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line[:-3]}{_INFERRED} .\n" for line in lines)


def _turtle(graph: Graph, stream: IO[str], path: Path) -> None:
    draft = path.with_name(f".{path.name}.ttl")
    try:
        turtle.write(draft, _lines(graph, None), "Cable KG: what is stated and what is inferred")
        with draft.open(encoding="utf-8", newline="\n") as written:
            for line in written:
                stream.write(line)
    finally:
        draft.unlink(missing_ok=True)


def _serialized(graph: Graph, form: str, stream: IO[str]) -> None:
    target = ox.RdfFormat.TRIG if form == "trig" else ox.RdfFormat.JSON_LD
    name = ox.NamedNode(INFERRED_GRAPH)
    quads = chain(_quads(graph, False, ox.DefaultGraph()), _quads(graph, True, name))
    stream.flush()
    ox.serialize(quads, cast(IO[bytes], stream.buffer), target, prefixes=PREFIXES)  # type: ignore[attr-defined]
    stream.write("\n" if form == "jsonld" else "")


def _quads(graph: Graph, inferred: bool, name: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    lines = _lines(graph, inferred)
    while batch := "".join(islice(lines, _BATCH)):
        for quad in ox.parse(batch.encode(), ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
