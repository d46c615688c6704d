"""Opening what a build wrote."""

from __future__ import annotations

from pathlib import Path

from kg.pipeline.commit import settle
from kg.store import Graph
from kg.store import open as open_store


def open_graph(output: str | Path = "output") -> Graph:
    """Open the graph of an output folder: `.query(sparql)`, `.rdflib`, `.network(…)`, `.text(hash)`.

    A build that was interrupted while its files were moved into place is finished first. Raises `KgError` where there
    is no graph.
    """
    settle(Path(output))
    return open_store(output)
