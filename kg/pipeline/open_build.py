"""Opening what a build wrote."""

from __future__ import annotations

from pathlib import Path

from kg.pipeline.commit import settle
from kg.store import Graph
from kg.store import open as open_store
from kg.store.sparql_endpoint import is_address


def open_graph(output: str | Path = "output", *, texts: str | Path | None = None) -> Graph:
    """Open the graph of an output folder: `.query(sparql)`, `.rdflib`, `.network(…)`, `.text(hash)`.

    Or that of a SPARQL service, by its address (`http://localhost:7878/query`): it has no texts, so `texts` is the
    output folder that they are kept in, where there is one.

    A build that was interrupted while its files were moved into place is finished first. Raises `KgError` where there
    is no graph.

    >>> graph = open_graph("output")
    >>> [row.plain() for row in graph.query("SELECT ?title { cable:07LIMA2181 dcterms:title ?title }")]
    [{'title': 'SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS'}]
    """
    folder = texts if is_address(output) else output
    if folder is not None:
        settle(Path(folder))
    return open_store(output, Path(folder) if folder is not None else None)
