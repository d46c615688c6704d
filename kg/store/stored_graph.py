"""A built graph in a folder or at a SPARQL service: queries, the kept texts, rdflib."""

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
    """A built graph, open for reading: its statements and its texts. `kg.graph.Graph` adds all that is made of them."""

    def __init__(self, store: Queryable, texts: Texts, folder: Path | None = None) -> None:
        """Take a store and the texts it was made from; `kg.open(folder)` is the usual way."""
        self.store, self.texts, self.folder = store, texts, folder

    @property
    def local(self) -> Store:
        """The store itself, for what only a store in a folder can do; raises `StoreError` for a service."""
        if not isinstance(self.store, Store):
            raise StoreError("This needs a store in a folder, not a SPARQL service: `kg build PATH -o DIR` makes one.")
        return self.store

    @property
    def schema(self) -> int:
        """The number of the schema that the graph keeps; the lowest, where graphs were united. 0: before numbers."""
        return schema_numbers(self.store)[0]

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer to a SPARQL query: rows by variable, the statements of a graph, or yes and no.

        See `kg.store.Store.query` for what is refused, and `Answer` and `Row` for reading it.
        """
        return self.store.query(sparql, timeout=timeout)

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """All statements as an rdflib graph on the store, for reading: nothing is copied, and `query` is ours.

        Of a service it is a copy in memory.

        `rdflib.Graph() + graph.rdflib` is a copy in memory that can be changed. Do not run a stranger's query on that:
        rdflib reads files and opens connections for FROM, SERVICE and LOAD.
        """
        if not isinstance(self.store, Store):
            from kg.terms.rdflib_terms import to_rdflib

            return to_rdflib(self.store.triples())
        from kg.store.rdflib_store import graph_on

        return graph_on(self.store)

    def text(self, content_hash: str) -> str:
        """Return the text of a document by its hash; `TextMissingError` (a `LookupError`) where it is not kept."""
        return self.texts.get(content_hash)

    def __len__(self) -> int:
        """Return how many statements there are."""
        return len(self.store)


Opened = TypeVar("Opened", bound=StoredGraph)


def open_as(kind: type[Opened], folder: str | Path, texts: Path | None = None) -> Opened:
    """Open the graph of an output folder, or of a SPARQL service by its address (`http://…`), as a graph of this kind.

    A service has no texts; those kept in the output folder `texts` are used, where there is one. Raises `StoreError`
    where there is no graph in the folder; whether a service answers is seen when it is first asked.
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
