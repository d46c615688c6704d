"""Open the graph in a worker, again after each build, and define its requests and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.server.client_limits import Limits
from kg.server.http_errors import RequestError
from kg.store.oxigraph_store import Store
from kg.store.schema_check import require
from kg.store.stored_graph import StoredGraph, open_graph

Request = dict[str, object]
Result = tuple[str, bytes]
"""The media type of an answer, and the answer."""


@dataclass(slots=True)
class Opened:
    """The graph of a folder, opened again when a build has replaced it."""

    folder: Path
    limits: Limits
    _graph: StoredGraph | None = None
    _made: tuple[int, int] | None = field(default=None)

    @property
    def graph(self) -> StoredGraph:
        """The graph of the last build."""
        made = self._stamp()
        if self._graph is None or made != self._made:
            graph = open_graph(self.folder)
            require(graph.store)
            self._graph, self._made = graph, made
        return self._graph

    @property
    def store(self) -> Store:
        """The store of the graph."""
        return self.graph.local

    def holds(self, iri: str) -> bool:
        """Return whether any statement has a thing as subject or object; raise `RequestError` for no IRI."""
        try:
            return self.store.holds(iri)
        except ValueError:
            raise RequestError(400, f"{iri[:200]} is no IRI.") from None

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = (self.folder / "store" / "CURRENT").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns
