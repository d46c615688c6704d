"""A built graph, in a folder or at a SPARQL service, as users have it: queries, the kept texts, rdflib, networkx."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.answers import Answer, Queryable
from kg.store.database import Store
from kg.store.errors import StoreError
from kg.store.remote import Remote, is_address
from kg.store.terms import to_rdflib
from kg.store.texts import Texts

if TYPE_CHECKING:
    import networkx as nx
    import rdflib


class Graph:
    """A built graph, open for reading."""

    def __init__(self, store: Queryable, texts: Texts, folder: Path | None = None) -> None:
        """Take a store and the texts it was made from; `kg.open(folder)` is the usual way."""
        self.store, self.texts, self.folder = store, texts, folder

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer to a SPARQL query: rows by variable, the statements of a graph, or yes and no.

        See `kg.store.Store.query` for what is refused, and `Answer` and `Row` for reading it.
        """
        return self.store.query(sparql, timeout=timeout)

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """All statements as an rdflib graph in memory: convenient, and far slower than `query`.

        Do not run a stranger's query on it: rdflib reads files and opens connections for FROM, SERVICE and LOAD.
        """
        return to_rdflib(self.store.triples())

    def network(self, focus: str | None = None, limit: int = 2000) -> nx.MultiDiGraph[str]:
        """Return cables, posts, officials and topics as a networkx graph: all, or what surrounds `focus`."""
        from importlib import import_module

        graph: nx.MultiDiGraph[str] = import_module("kg.network").project(self.store, focus, limit)
        return graph

    def text(self, content_hash: str) -> str:
        """Return the text of a document by its hash; `TextMissingError` (a `LookupError`) where it is not kept."""
        return self.texts.get(content_hash)

    def __len__(self) -> int:
        """Return how many statements there are."""
        return len(self.store)


def open_graph(folder: str | Path, texts: Path | None = None) -> Graph:
    """Open the graph of an output folder, or that of a SPARQL service by its address (`http://…`).

    A service has no texts; those kept in the output folder `texts` are used, where there is one. Raises `StoreError`
    where there is no graph in the folder; whether a service answers is seen when it is first asked.
    """
    if is_address(folder):
        return Graph(Remote(str(folder)), Texts(texts / "texts" if texts else os.devnull))
    folder = Path(folder)
    if not folder.is_dir():
        raise StoreError(f"There is no folder {folder}: `kg build PATH -o DIR` makes a graph.")
    return Graph(Store.open(folder / "store"), Texts(folder / "texts"), folder)
