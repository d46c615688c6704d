"""A graph as a network file: GraphML, GEXF."""

from __future__ import annotations

from pathlib import Path

from kg.store import Graph

_LIMIT = 10**9


def write(graph: Graph, form: str, path: Path, evidence: str = "iri") -> tuple[Path, ...]:
    """Write the network of a whole graph and return the file; `evidence` makes no difference here."""
    from kg.network import write_gexf, write_graphml

    (write_graphml if form == "graphml" else write_gexf)(graph.network(limit=_LIMIT), path)
    return (path,)
