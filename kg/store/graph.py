"""A built graph, in a folder or at a SPARQL service, as users have it: queries, the kept texts, rdflib, networkx."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.kept_texts import Texts
from kg.store.oxigraph_store import Store
from kg.store.query_answers import Answer, Queryable
from kg.store.schema_check import require, schema_numbers
from kg.store.sparql_endpoint import Remote, is_address
from kg.store.store_errors import StoreError
from kg.store.user_names import resolve

if TYPE_CHECKING:
    import networkx as nx
    import rdflib


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A page that a notebook shows in a frame of its own, cut off from the notebook; `html` is the page."""

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        """Return the frame: the page may run its own scripts, and reach neither the notebook nor the network."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" title="Network of cables" '
            f'style="width:100%;height:{int(self.height)}px;border:1px solid #bbb"></iframe>'
        )

    def __repr__(self) -> str:
        return "Picture: a notebook shows it, .save(path) writes it"

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        path = Path(path)
        path.write_text(self.html, encoding="utf-8")
        return path


class Graph:
    """A built graph, open for reading."""

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
            from kg.store.rdflib_terms import to_rdflib

            return to_rdflib(self.store.triples())
        from kg.store.rdflib_store import graph_on

        return graph_on(self.store)

    def network(self, focus: str | None = None, limit: int = 2000) -> nx.MultiDiGraph[str]:
        """Return cables, posts, officials and topics as a networkx graph: all, or what surrounds `focus`.

        `focus` is an IRI, `post:LIMA` or a cable's number.
        """
        from importlib import import_module

        require(self.store)
        around = None if focus is None else resolve(focus)
        graph: nx.MultiDiGraph[str] = import_module("kg.network").project(self.store, around, limit)
        return graph

    def view(self, focus: str | None = None, limit: int = 300, height: int = 640) -> Picture:
        """Return the network page of the graph, or of what surrounds `focus`: a notebook shows it in place.

        `limit` is about how many nodes are drawn, `height` in pixels.
        """
        from importlib import import_module

        network = import_module("kg.network.cable_context").add_context(self.network(focus, limit), self.store)
        page: str = import_module("kg.page").html(network, self.text)
        return Picture(page, height)

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
    try:
        there = folder.is_dir()
    except (OSError, ValueError):  # too long for a name
        there = False
    if not there:
        raise StoreError(f"There is no folder {str(folder)[:200]}: `kg build PATH -o DIR` makes a graph.")
    return Graph(Store.open(folder / "store"), Texts(folder / "texts"), folder)
