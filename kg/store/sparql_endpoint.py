"""Query a graph at a SPARQL service over HTTP, by the SPARQL 1.1 Protocol.

    graph = kg.open("http://localhost:7878/query")

A query passes the same guard as one to a folder. Both graphs are seen: `docs/endpoints.md` says how each service is
loaded for that.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, install
from kg.store import query_guard
from kg.store.query_answers import Answer, answer, graph
from kg.store.query_process import ask
from kg.store.store_errors import QueryError, QueryTimeoutError, StoreError
from kg.terms.iris import KG, LOCAL, LOCAL_PREFIXES, QUERY_PREFIXES, base_of, inferred_graph, know, query_prefixes
from kg.terms.namespaces import BASE
from kg.terms.ntriples_terms import iri as encoded

if TYPE_CHECKING:
    import httpx

TIMEOUT = 300.0
"""Seconds that an answer may take where no other limit is given: a lost connection must not hang for ever."""
LARGEST = 512 * 2**20
"""The most bytes read of one answer; ask for a larger one in pieces, with LIMIT."""

_CONNECTING = 10.0
_SHOWN = 300
_RESULTS = "application/sparql-results+json"
_STATEMENTS = "application/n-triples, text/turtle;q=0.9"


def is_address(place: object) -> bool:
    """Return whether a place is the address of a service, not a folder.

    >>> is_address("http://localhost:7878/query"), is_address("output")
    (True, False)
    """
    return str(place).lower().startswith(("http://", "https://"))


class Remote:
    """A SPARQL service as a store open for reading: `query`, `triples`, `holds` and `about` as in `Store`."""

    __slots__ = ("_base", "_client", "_password", "address")

    def __init__(self, address: str) -> None:
        """Take the address of the service; no request is sent yet.

        A user and password in it (`https://user:password@…`) are sent, and shown nowhere. Raises `StoreError` for an
        invalid address, and `KgError` where the library for HTTP is not installed.
        """
        try:
            import httpx
        except ImportError:
            raise KgError(f"asking a service over HTTP needs httpx: {install('remote')}") from None
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise StoreError(f"{address[:_SHOWN]!r} is no address of a service: {error}") from None
        if url.scheme not in ("http", "https") or not url.host:
            raise StoreError(f"{address[:_SHOWN]!r} is no address of a service: write http://host:port/path")
        self.address = str(url.copy_with(userinfo=b""))
        self._password = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
        self._base: str | None = None
        self._client = httpx.Client(headers={"User-Agent": "cable-kg"}, auth=self._password)

    def query(self, sparql: str, /, *, timeout: float | None = None) -> Answer:
        """Return the answer of the service to a SPARQL query over both graphs; usual prefixes need not be declared.

        A query that cannot be read or would change anything never leaves this machine: `QueryError`,
        `QueryRefusedError`. Raises `StoreError` where no service answers, `QueryTimeoutError` after `timeout` seconds
        (300 by default).
        """
        query_guard.check(sparql)
        local = ask(ox.Store(), sparql)  # on nothing: says where a query is wrong, and what kind of answer it has
        statements = isinstance(local, ox.QueryTriples)
        kind, data = self._send(sparql, _STATEMENTS if statements else _RESULTS, timeout or TIMEOUT)
        try:
            if statements:
                form = ox.RdfFormat.from_media_type(kind)
                return graph([quad.triple for quad in ox.parse(data, form or ox.RdfFormat.TURTLE, base_iri=BASE)])
            return answer(ox.parse_query_results(data, ox.QueryResultsFormat.from_media_type(kind) or _JSON))
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                f"{self.address} sent an answer ({kind or 'of no kind'}) that can't be read: {error}"
            ) from None

    def triples(self, *, inferred: bool | None = None) -> Iterable[ox.Triple]:
        """Return all statements, or those of one graph; the service sends them in one answer."""
        concluded = f"GRAPH <{inferred_graph(self.base)}> {{ ?s ?p ?o }}"
        where = {None: "?s ?p ?o", True: concluded, False: f"?s ?p ?o FILTER NOT EXISTS {{ {concluded} }}"}
        return self._statements(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where[inferred]} }}")

    def holds(self, iri: str) -> bool:
        """Return whether any statement has a thing as its subject or object."""
        node = encoded(iri)
        return bool(self.query(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}").truth)

    def about(self, iri: str) -> list[ox.Triple]:
        """Return the statements about one thing, in both graphs."""
        node = encoded(iri)
        return list(self._statements(f"CONSTRUCT {{ {node} ?p ?o }} WHERE {{ {node} ?p ?o }}"))

    @property
    def base(self) -> str:
        """The base of the names that the user of the graph made; the service is asked once, and only when needed."""
        if self._base is None:
            self._base = LOCAL  # while it is asked
            query = f"SELECT ?graph {{ GRAPH ?graph {{ ?cable <{KG.iri}status> ?status }} }} LIMIT 1"
            graphs = [str(row.plain()["graph"]) for row in self.query(query)]
            self._base = base_of(graphs[0]) if graphs else LOCAL
            know(self._base)
        return self._base

    def __len__(self) -> int:
        row = next(iter(self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
        return int(str(row.plain()["n"]))

    def __bool__(self) -> bool:
        return True

    def _statements(self, sparql: str) -> Iterable[ox.Triple]:
        for row in self.query(sparql):
            yield ox.Triple(row[0], row[1], row[2])  # type: ignore[arg-type]

    def _send(self, sparql: str, accept: str, timeout: float) -> tuple[str, bytes]:
        """Send a query; return the media type and the bytes of the answer."""
        import httpx

        local = any(token.text.partition(":")[0] in LOCAL_PREFIXES for token in query_guard.tokens(sparql))
        form = {"query": prologue(sparql, self.base if local else LOCAL) + sparql}
        if not query_guard.names_graphs(sparql):
            form["union-default-graph"] = ""  # Oxigraph's; others leave it alone
        limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECTING))
        until = time.monotonic() + timeout
        try:
            with self._client.stream(
                "POST", self.address, data=form, headers={"Accept": accept}, timeout=limits
            ) as reply:
                data = self._read(reply, until, timeout)
        except httpx.TimeoutException:
            raise _too_long(self.address, timeout) from None
        except httpx.HTTPError as error:
            raise StoreError(f"no service answers at {self.address}: {str(error) or type(error).__name__}") from None
        return reply.headers.get("content-type", "").partition(";")[0].strip().lower(), data

    def _read(self, reply: httpx.Response, until: float, timeout: float) -> bytes:
        data = bytearray()
        for piece in reply.iter_bytes():
            data += piece
            if time.monotonic() > until:
                raise _too_long(self.address, timeout)
            if len(data) > LARGEST:
                raise QueryError(f"The answer is larger than {LARGEST // 2**20} MB: ask for less, or with LIMIT.")
            if not reply.is_success and len(data) > 1 << 16:
                break
        if reply.is_success and "html" not in reply.headers.get("content-type", ""):
            return bytes(data)
        raise self._refused(reply, bytes(data))

    def _refused(self, reply: httpx.Response, data: bytes) -> KgError:
        """Return the error that explains a reply without an answer."""
        said = " ".join(data.decode("utf-8", "replace").split())[:_SHOWN]
        if reply.is_redirect:
            return StoreError(f"{self.address} has moved: give {reply.headers.get('location', 'its new address')}")
        if reply.status_code in (401, 403):
            return StoreError(f"{self.address} lets nobody ask without a password: https://user:password@… gives one")
        if reply.status_code in (404, 405) or "html" in reply.headers.get("content-type", ""):
            return StoreError(
                f"{self.address} is no SPARQL service (status {reply.status_code}): its address often ends in "
                "/query or /sparql"
            )
        if reply.status_code in (408, 503, 504):
            return QueryTimeoutError(f"{self.address} gave up (status {reply.status_code}): {said}")
        return QueryError(f"{self.address} can't answer the query (status {reply.status_code}): {said}")


_JSON = ox.QueryResultsFormat.JSON


def _too_long(address: str, timeout: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        f"{address} took more than {timeout:g} seconds: ask for less, or with LIMIT, or give more with --timeout."
    )


def prologue(sparql: str, base: str = LOCAL) -> str:
    """Return the PREFIX and BASE declarations that a query leaves to us: a service knows none of our prefixes.

    >>> prologue("SELECT ?x { ?x a skos:Concept }")
    'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> '
    """
    found = list(query_guard.tokens(sparql))
    declared = {
        after.text for before, after in pairwise(found) if before.kind == "word" and before.text.upper() == "PREFIX"
    }
    used = dict.fromkeys(token.text.partition(":")[0] for token in found if token.kind == "prefixed")
    lines = [
        f"PREFIX {name}: <{query_prefixes(base)[name]}> "
        for name in used
        if name in QUERY_PREFIXES and f"{name}:" not in declared
    ]
    relative = any(token.kind == "iri" and ":" not in token.text for token in found)
    return (f"BASE <{BASE}> " if relative else "") + "".join(lines)
