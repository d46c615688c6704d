"""Export the network of a graph: GraphML, GEXF."""

from __future__ import annotations

from pathlib import Path

from kg.store import StoredGraph

_LIMIT = 10**9


def write(graph: StoredGraph, form: str, path: Path, *, whole: bool = False) -> tuple[Path, ...]:
    """Write the network of a graph and return the file: the build's own network, or with `whole` every cable."""
    from kg.network import project, write_gexf, write_graphml
    from kg.network.shown_part import show

    network = project(graph.store, limit=_LIMIT) if whole else show(graph.store).network
    (write_graphml if form == "graphml" else write_gexf)(network, path)
    return (path,)
