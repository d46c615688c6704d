"""Offer a store as an rdflib graph without a copy: statements come from Oxigraph as they are asked for.

Its SPARQL is Oxigraph's too, behind the guard of `kg.store.query_guard`: rdflib's own would read files and open
connections for FROM, SERVICE and LOAD, and is far slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import pyoxigraph as ox
import rdflib
from rdflib.query import Result
from rdflib.store import Store as RdflibStore

from kg.store.query_answers import Answer
from kg.store.store_errors import StoreError
from kg.terms.iris import QUERY_PREFIXES
from kg.terms.rdflib_terms import from_rdflib, term, to_rdflib

if TYPE_CHECKING:
    from kg.store.oxigraph_store import Store


def graph_on(store: Store) -> rdflib.Graph:
    """Return a read-only rdflib graph on a store, with our prefixes."""
    return rdflib.Graph(ReadOnlyStore(store), bind_namespaces="none")


class ReadOnlyStore(RdflibStore):
    """An rdflib store over ours: patterns, length, queries. Changes are refused."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        super().__init__()
        self._store = store

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Yield the statements that fit a pattern, of both graphs; no statement is in both."""
        subject, predicate, obj = (from_rdflib(node) for node in triple_pattern)
        if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal | ox.BlankNode):
            return
        for quad in self._store.database.quads_for_pattern(subject, predicate, obj, None):
            yield (term(quad.subject), term(quad.predicate), term(quad.object)), iter(())

    def __len__(self, context: Any = None) -> int:
        return len(self._store)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's names
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: Any,  # noqa: N803
        **_: Any,
    ) -> Result:
        """Answer a query by Oxigraph: `initNs` are prefixes beside ours, `initBindings` values of variables."""
        others = ((name, iri) for name, iri in initNs.items() if QUERY_PREFIXES.get(name) != str(iri))
        sparql = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in others) + str(query)
        if initBindings:
            names, values = (" ".join(each) for each in zip(*_bound(initBindings), strict=True))
            sparql += f"\nVALUES ({names}) {{ ({values}) }}"
        return _result(self._store.query(sparql))

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        """Return the namespace of a prefix."""
        return rdflib.URIRef(QUERY_PREFIXES[prefix]) if prefix in QUERY_PREFIXES else None

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((prefix for prefix, iri in QUERY_PREFIXES.items() if iri == str(namespace)), None)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        """Yield the prefixes with their namespaces."""
        return ((prefix, rdflib.URIRef(iri)) for prefix, iri in QUERY_PREFIXES.items())

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        """Ignore further prefixes: a query declares its own."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise StoreError("This graph is for reading; copy what you need into an rdflib.Graph of your own to change it.")

    add = addN = remove = update = add_graph = remove_graph = _refuse  # noqa: N815


def _bound(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(f"?{str(name).lstrip('?$')}", node.n3()) for name, node in values.items()]


def _result(answer: Answer) -> Result:
    """Convert an answer of ours to one of rdflib's."""
    if answer.kind == "graph":
        result = Result("CONSTRUCT")
        result.graph = to_rdflib(ox.Triple(*row) for row in answer)
    elif answer.kind == "boolean":
        result = Result("ASK")
        result.askAnswer = answer.truth
    else:
        result = Result("SELECT")
        names = [rdflib.Variable(name) for name in answer.variables]
        result.vars = names
        rows: Any = [
            {name: term(value) for name, value in zip(names, row, strict=True) if value is not None} for row in answer
        ]
        result.bindings = rows
    return result
