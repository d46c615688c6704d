"""Open a database and ask it one query, in this process or in one of its own that can be ended."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.store import query_guard
from kg.store.store_errors import QueryError, StoreError, evaluating
from kg.terms.iris import LOCAL, base_of, know, query_prefixes
from kg.terms.namespaces import BASE


def open_database(folder: str | Path) -> ox.Store:
    """Open the database in a folder for reading; raise `StoreError` where there is none."""
    folder = Path(folder)
    if not (folder / "CURRENT").is_file():
        raise StoreError(f"There is no store in {folder}: `kg build PATH -o DIR` makes one.")
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        raise StoreError(f"The store {folder} can't be opened: {error}") from error


Graphs = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
Named = list[ox.NamedNode | ox.BlankNode]


def ask(
    database: ox.Store, sparql: str, default: Graphs | None = None, named: Named | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return the answer of a database to a query that has passed the guard.

    The query sees both graphs together, unless its FROM, or `default` and `named`, choose graphs: these take
    precedence over FROM, as the SPARQL 1.1 Protocol rules. A byte order mark, which some editors write, is dropped.

    Raises `QueryError` for a syntax error, and where the engine cannot answer.
    """
    sparql = sparql.removeprefix("\ufeff")
    given = default is not None or named is not None
    union = not given and not query_guard.names_graphs(sparql)
    graphs: dict[str, Graphs | Named] = {}
    if given:
        graphs = {"default_graph": default or [], "named_graphs": named or []}
    try:
        return database.query(
            sparql,
            base_iri=BASE,
            prefixes=query_prefixes(base_here(database)),
            use_default_graph_as_union=union,
            **graphs,  # type: ignore[arg-type]
        )
    except SyntaxError as error:
        raise query_guard.explained(error, sparql) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"The query can't be answered: {error}") from error


def base_here(database: ox.Store) -> str:
    """Return the user's base of a database, from the name of its graph of conclusions, and make it known."""
    graph = next(database.named_graphs(), None)
    base = base_of(graph.value) if isinstance(graph, ox.NamedNode) else LOCAL
    know(base)
    return base


def main() -> None:
    """Answer the request (JSON) on standard input to standard output: the kind of the answer, then the data."""
    request = json.load(sys.stdin.buffer)
    try:
        kind, data = _answer(request["folder"], request["query"])
    except (KgError, ValueError, OSError, RuntimeError) as error:
        kind, data = b"error", str(error).encode("utf-8", "replace")
    sys.stdout.buffer.write(kind + b"\n" + data)


def _answer(folder: str, query: str) -> tuple[bytes, bytes]:
    query_guard.check(query)
    result = ask(open_database(folder), query)
    data = BytesIO()
    with evaluating():
        if isinstance(result, ox.QueryTriples):
            result.serialize(data, ox.RdfFormat.N_TRIPLES)
            return b"graph", data.getvalue()
        result.serialize(data, ox.QueryResultsFormat.JSON)
    return b"results", data.getvalue()
