"""The process that answers one query and can be ended: a request as JSON comes in, kind and answer go out."""

from __future__ import annotations

import json
import sys
from io import BytesIO

import pyoxigraph as ox

from kg.errors import KgError


def main() -> None:
    """Read a request from standard input, write the answer to standard output: a line with its kind, then the data."""
    request = json.load(sys.stdin.buffer)
    try:
        kind, data = _answer(request["folder"], request["query"])
    except (KgError, ValueError, OSError, RuntimeError) as error:
        kind, data = b"error", str(error).encode("utf-8", "replace")
    sys.stdout.buffer.write(kind + b"\n" + data)


def _answer(folder: str, query: str) -> tuple[bytes, bytes]:
    from kg.store import query_guard
    from kg.store.oxigraph_store import ask, open_database
    from kg.store.store_errors import evaluating

    query_guard.check(query)
    result = ask(open_database(folder), query)
    data = BytesIO()
    with evaluating():
        if isinstance(result, ox.QueryTriples):
            result.serialize(data, ox.RdfFormat.N_TRIPLES)
            return b"graph", data.getvalue()
        result.serialize(data, ox.QueryResultsFormat.JSON)
    return b"results", data.getvalue()
