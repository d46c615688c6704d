"""Open a built graph in a folder or at a SPARQL service: queries, kept texts, rdflib."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.store.kept_texts import Texts
from kg.store.oxigraph_store import Store
from kg.store.query_answers import Answer, Queryable
from kg.store.schema_check import schema_numbers
from kg.store.sparql_endpoint import Remote, is_address
from kg.store.store_errors import StoreError

if TYPE_CHECKING:
    import rdflib


class StoredGraph:
    """A built graph open for reading: its statements and texts. `kg.graph.Graph` adds pages, exports and the rest."""

    def __init__(self, store: Queryable, texts: Texts, folder: Path | None = None) -> None:
        """Take a store and the texts it was made from; `kg.open(folder)` is the usual way."""
        self.store, self.texts, self.folder = store, texts, folder

    @property
    def local(self) -> Store:
        """The store in a folder, for anything that a service cannot do; raises `StoreError` for a service."""
        if not isinstance(self.store, Store):
            raise StoreError("This needs a store in a folder, not a SPARQL service: `kg build PATH -o DIR` makes one.")
        return self.store

    @property
    def schema(self) -> int:
        """The schema number of the graph, the lowest where graphs were united; 0 means before numbers."""
        return schema_numbers(self.store)[0]

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer to a SPARQL query: rows by variable, the statements of a graph, or yes and no.

        See `kg.store.Store.query` for refused queries, and `Answer` and `Row` for reading the answer.
        """
        return self.store.query(sparql, timeout=timeout)

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """All statements as a read-only rdflib graph on the store, without a copy; `query` is ours.

        The statements of a service are copied into memory. `rdflib.Graph() + graph.rdflib` makes a copy in memory that
        can be changed. Do not run a stranger's query on that copy: rdflib reads files and opens connections for FROM,
        SERVICE and LOAD.
        """
        if not isinstance(self.store, Store):
            from kg.terms.rdflib_terms import to_rdflib

            return to_rdflib(self.store.triples())
        from kg.store.rdflib_store import graph_on

        return graph_on(self.store)

    def text(self, content_hash: str) -> str:
        """Return the text of a document by its hash; raise `TextMissingError` (a `LookupError`) if not kept."""
        return self.texts.get(content_hash)

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.store)


Opened = TypeVar("Opened", bound=StoredGraph)


def open_as(kind: type[Opened], folder: str | Path, texts: Path | None = None) -> Opened:
    """Open the graph of an output folder, or of a SPARQL service by its address (`http://…`), as the given class.

    A service has no texts; those kept in the output folder `texts` are used where it is given. Raises `StoreError`
    where the folder has no graph; a service that does not answer shows at the first query.
    """
    if is_address(folder):
        return kind(Remote(str(folder)), Texts(texts / "texts" if texts else os.devnull))
    folder = Path(folder)
    try:
        there = folder.is_dir()
    except (OSError, ValueError):  # too long for a name
        there = False
    if not there:
        raise StoreError(f"There is no folder {str(folder)[:200]}: `kg build PATH -o DIR` makes a graph.")
    return kind(Store.open(folder / "store"), Texts(folder / "texts"), folder)


def open_graph(folder: str | Path, texts: Path | None = None) -> StoredGraph:
    """Open the graph of an output folder, or of a SPARQL service: see `open_as`."""
    return open_as(StoredGraph, folder, texts)
