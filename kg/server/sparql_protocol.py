"""Answer queries by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), at `/sparql`.

GET with `query` in the address; POST with a form, or with the query itself as `application/sparql-query`. Graphs are
selected by `default-graph-uri` and `named-graph-uri`. Beyond the protocol: `format` names a format of the answer
(json, xml, csv, tsv; ttl, nt, rdf, jsonld) before the Accept header, for links; `download=yes` makes a browser save
it, with CSV in the form for spreadsheets. Without a query the answer is the service's description
(`service_description`).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.server.content_negotiation import GRAPH_SPELLINGS, GRAPHS, HTML, NAMES, RESULTS, SPELLINGS, best, says
from kg.server.http_errors import RequestError, is_update, lacks_query
from kg.server.worker_pool import Pool, Reply
from kg.terms.iris import DCTERMS, LOCAL, PREFIXES, RDF, inferred_graph

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 64
_N3 = "n3"
"""A format asked for by clients that know no other name for Turtle, a part of it."""
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]{1,20})", re.I)
Pairs = list[tuple[str, str]]


def service_description(endpoint: str, media_type: str, base: str = LOCAL) -> bytes:
    """Return the SPARQL 1.1 Service Description of the service at `endpoint`, serialised as `media_type`.

    `base` is the base of the graph's IRIs. Raises `ValueError` for a media type that is no graph format.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(media_type)
    prefixes = {"sd": _SD, "format": _FORMATS, "kg": PREFIXES["kg"]}
    return ox.serialize(_statements(endpoint, base), format=form, prefixes=prefixes) or b""


def _statements(endpoint: str, base: str) -> list[ox.Triple]:
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    default, named = ox.NamedNode(f"{endpoint}#default"), ox.NamedNode(f"{endpoint}#inferred")
    kind = ox.NamedNode(RDF("type")[1:-1])
    graph = _sd("Graph")
    return [
        ox.Triple(service, kind, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in (*_RESULTS, *_GRAPHS)),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, kind, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, kind, graph),
        ox.Triple(
            default,
            ox.NamedNode(DCTERMS("description")[1:-1]),
            ox.Literal("Everything: what the cables state and what is concluded from them.", language="en"),
        ),
        ox.Triple(dataset, _sd("namedGraph"), named),
        ox.Triple(named, kind, _sd("NamedGraph")),
        ox.Triple(named, _sd("name"), ox.NamedNode(inferred_graph(base))),
    ]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


async def sparql(request: Request) -> Response:
    """Answer a request to `/sparql`; without a query, with the description of the service or the query page.

    Raises `RequestError` for a request that the SPARQL 1.1 Protocol does not allow.
    """
    if request.method == "OPTIONS":
        raise not_asked("GET", "HEAD", "POST")
    pairs = await _pairs(request)
    queries = [value for name, value in pairs if name == "query"]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise is_update()
    if not queries:
        return _without_query(request)
    if len(queries) > 1:
        raise RequestError(400, "The request has several queries: give one.")
    fields = dict(pairs)
    results, graph, boolean = _forms(request, fields.get("format"))
    reply = await asked(
        request,
        "query",
        query=queries[0],
        results=results,
        graph=graph,
        boolean=boolean,
        default=[v for n, v in pairs if n == "default-graph-uri"],
        named=[v for n, v in pairs if n == "named-graph-uri"],
        saved=fields.get("download") == "yes",
    )
    response = Response(reply.data, headers={"Content-Type": _typed(reply.media_type), "Vary": "Accept"})
    if fields.get("download") == "yes":
        ending = next(e for e, t in (*RESULTS.items(), *GRAPHS.items()) if t == reply.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="answer.{ending}"'
    return response


async def asked(request: Request, operation: str, **more: object) -> Reply:
    """Ask a worker on behalf of the client that sent a request."""
    pool: Pool = request.app.state.pool
    return await pool.ask(operation, client_of(request.client.host if request.client else ""), **more)


def not_asked(*methods: str) -> HTTPException:
    """Return the answer to OPTIONS: the methods of a resource. CORS answers scripts of other sites before."""
    return HTTPException(405, headers={"Allow": ", ".join(methods)})


def client_of(address: str) -> str:
    """Return the client that a share of the workers belongs to: an address; for IPv6 the net of one subscriber.

    >>> client_of("192.0.2.7"), client_of("2001:db8::17:1")
    ('192.0.2.7', '2001:db8::/64')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return address
    if (mapped := getattr(found, "ipv4_mapped", None)) is not None:
        return str(mapped)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


async def _pairs(request: Request) -> Pairs:
    """Return the fields of a request, from its address and its body; raise `RequestError` for another media type."""
    in_address = _read(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        return in_address
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == UPDATE:
        raise is_update()
    if kind not in (FORM, DIRECT):
        given = kind[:80] or "something without a type"
        raise RequestError(415, f"Send a query as {FORM} or {DIRECT}, not as {given}.")
    charset = _CHARSET.search(rest)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise RequestError(415, "Send a query in UTF-8.")
    body = await request.body()
    if kind == FORM:
        if any(name == "query" for name, _ in in_address):
            raise RequestError(400, "A query sent as a form stands in the body, not in the address.")
        return [*in_address, *_read(body)]
    if any(name == "query" for name, _ in in_address):
        raise RequestError(400, "The request has a query in its address and one in its body: give one.")
    return [*in_address, ("query", _text(body))]


def _read(data: bytes) -> Pairs:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(400, "The request is not encoded as addresses and forms are: UTF-8, in percents.") from None
    except ValueError:
        raise RequestError(400, f"The request has more than {_MOST_FIELDS} fields.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "The query is not UTF-8.") from None


def _forms(request: Request, name: str | None) -> tuple[str | None, str | None, str | None]:
    """Return the accepted media types for rows, for statements, and for yes and no."""
    accept = request.headers.get("accept")
    if name and "/" in name:  # as SPARQLWrapper sends it
        accept = name
    elif name:
        name = NAMES.get(name.lower(), name.lower())
        if name in RESULTS or name in GRAPHS:
            return _named(name)
        if not says(accept, [*RESULTS.values(), *GRAPHS.values()], {**GRAPH_SPELLINGS, **SPELLINGS}):
            if name == _N3:
                return _named("ttl")
            raise RequestError(400, f"There is no format {name[:40]!r}: {', '.join((*RESULTS, *GRAPHS))}.")
    results = best(accept, list(RESULTS.values()))
    graph = best(accept, list(GRAPHS.values()), GRAPH_SPELLINGS)
    if results is None and graph is None:
        raise RequestError(406, f"An answer can be {', '.join((*RESULTS.values(), *GRAPHS.values()))}.")
    return results, graph, best(accept, [RESULTS["json"], RESULTS["xml"]])


def _named(name: str) -> tuple[str | None, str | None, str | None]:
    if name == "json":
        return RESULTS["json"], GRAPHS["jsonld"], RESULTS["json"]
    return RESULTS.get(name), GRAPHS["rdf"] if name == "xml" else GRAPHS.get(name), RESULTS.get(name)


def _without_query(request: Request) -> Response:
    """Describe the service, by SPARQL 1.1 Service Description; people are sent to the query page."""
    if request.method == "POST":
        raise lacks_query()
    if any(name == "format" for name, _ in _read(request.scope["query_string"])):
        raise lacks_query()
    form = best(request.headers.get("accept"), [*GRAPHS.values(), HTML], GRAPH_SPELLINGS)
    if form == HTML:
        return Response(status_code=303, headers={"Location": "/query", "Vary": "Accept"})
    if form is None:
        raise RequestError(406, f"The description of the service can be {', '.join(GRAPHS.values())}.")
    data = service_description(str(request.url.replace(query="")), form, request.app.state.base)
    return Response(data, headers={"Content-Type": _typed(form), "Vary": "Accept"})


def problem(error: RequestError) -> Response:
    """Return an error for programs: a sentence as plain text, and the place in the query."""
    response = PlainTextResponse(f"{error}\n", error.status)
    if error.line is not None:
        response.headers["X-Error-Position"] = f"{error.line}:{error.column}"
    if error.retry is not None:
        response.headers["Retry-After"] = str(error.retry)
    return response
