"""Handle the requests for pages: each asks a worker, and passes its answer on."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.page.page_file import for_server
from kg.page.script_modules import joined
from kg.server.content_negotiation import GRAPH_SPELLINGS, GRAPHS, HTML, best
from kg.server.http_errors import RequestError, lacks_thing
from kg.server.request_guard import OWN_POLICY
from kg.server.sparql_protocol import asked as asked_of
from kg.server.sparql_protocol import not_asked
from kg.server.templating import render
from kg.server.worker_pool import Reply
from kg.store.ready_questions import find, questions
from kg.store.store_errors import QueryError
from kg.terms.namespaces import BASE
from kg.vocabulary import locate

ASSETS = {"site.css": "text/css", "results.js": "text/javascript", "thing.js": "text/javascript"}
_ENDINGS = {f".{name}": media_type for name, media_type in GRAPHS.items()} | {".html": HTML}
_JSON = "application/json"
FIRST = 150
"""Nodes of a first picture around a thing: drawn in a second, and readable; it grows on demand."""


def _sent(reply: Reply) -> Response:
    kind = f"{reply.media_type}; charset=utf-8" if reply.media_type.startswith("text/") else reply.media_type
    return Response(reply.data, headers={"Content-Type": kind, "Vary": "Accept"})


async def home(request: Request) -> Response:
    """Answer with the first page."""
    return _sent(await asked_of(request, "overview"))


async def ready(request: Request) -> Response:
    """Redirect to the ready questions on the first page."""
    return RedirectResponse("/#ready", 303)


async def query(request: Request) -> Response:
    """Answer with the page for a user's own SPARQL query."""
    given = request.query_params.get("query", "")
    return _page(
        render(
            "query.html.j2",
            sparql=given,
            question=None,
            questions=list(questions().values()),
            values={},
            unknown=[],
            run=bool(given),
        )
    )


async def question(request: Request) -> Response:
    """Answer with a ready question, a form for the values, and the answer; raise `RequestError` 404 if unknown."""
    try:
        chosen = find(request.path_params["name"])
    except QueryError as error:
        raise RequestError(404, str(error)) from None
    known = {p.name for p in chosen.parameters}
    values = {name: value for name, value in request.query_params.items() if name in known and value.strip()}
    bound = json.loads((await asked_of(request, "check", name=chosen.name, values=values)).data)
    return _page(
        render(
            "query.html.j2",
            sparql=bound["sparql"],
            question=chosen,
            unknown=bound["unknown"],
            questions=list(questions().values()),
            values=values,
            run=True,
        )
    )


def _page(data: bytes) -> Response:
    return Response(data, media_type=HTML)


async def table(request: Request) -> Response:
    """Answer the query page with a table for people; a long one is cut, with a note. Raise `RequestError` for none."""
    fields = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    if not fields.get("query", "").strip():
        raise RequestError(400, "The query is empty: it needs SELECT, CONSTRUCT, ASK or DESCRIBE.")
    return _sent(await asked_of(request, "table", query=fields["query"], most=_number(fields.get("most"), 1000)))


def _number(text: str | None, otherwise: int) -> int:
    if text is None or not text.strip():
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RequestError(400, f"{text[:40]!r} is no number.")
    return int(text)


async def search(request: Request) -> Response:
    """Answer a full-text search with a page, or JSON for programs (`format=json`, or by Accept)."""
    asked = request.query_params
    as_json = asked.get("format") == "json" or best(request.headers.get("accept"), [HTML, _JSON], {}) == _JSON
    try:
        reply = await asked_of(
            request, "search", q=asked.get("q", ""), page=_number(asked.get("page"), 1), json=as_json
        )
    except RequestError as error:
        if error.status == 503:
            await request.app.state.indexer.ensure()
        raise
    return _sent(reply)


async def expand(request: Request) -> Response:
    """Answer with the neighbours of a thing, as JSON; raise `RequestError` for a method other than GET and HEAD."""
    if request.method == "OPTIONS":
        raise not_asked("GET", "HEAD")
    asked = request.query_params
    limit, offset = _number(asked.get("limit"), 50), _number(asked.get("offset"), 0)
    return _sent(await asked_of(request, "expand", iri=asked.get("iri", ""), limit=limit, offset=offset))


async def explorer(request: Request) -> Response:
    """Answer with the explorer: the page that the build wrote, or a page of the things around `focus`."""
    asked = request.query_params
    written = request.app.state.folder / "network.html"
    headers = {"Content-Security-Policy": OWN_POLICY}
    if not asked.get("focus") and written.is_file():
        page = await run_in_threadpool(written.read_text, "utf-8")
        return Response(for_server(page), media_type=HTML, headers=headers)
    reply = await asked_of(request, "drawn", iri=asked.get("focus", ""), limit=_number(asked.get("limit"), FIRST))
    response = _sent(reply)
    response.headers.update(headers)
    return response


async def thing(request: Request) -> Response:
    """Answer with the page of a thing at the path of its IRI, or with its statements, by ending or by Accept.

    Raises `RequestError`: 400 for no IRI, 406 for a form that no thing has.
    """
    asked = request.query_params
    if request.url.path == "/thing":
        iri, ending = asked.get("iri", ""), f".{asked['format']}" if "format" in asked else ""
        if not iri:
            raise lacks_thing()
    else:
        path = request.scope["raw_path"].decode("ascii", "replace").lstrip("/")
        ending = next((e for e in (*_ENDINGS, ".txt") if path.endswith(e)), "")
        iri = BASE + path.removesuffix(ending)
    if ending == ".txt":
        return _sent(await asked_of(request, "place", hash=iri.rpartition("/")[2]))
    form = _ENDINGS.get(ending) or best(request.headers.get("accept"), [HTML, *GRAPHS.values()], GRAPH_SPELLINGS)
    if form is None:
        raise RequestError(406, f"A thing can be had as {', '.join((HTML, *GRAPHS.values()))}.")
    if form != HTML:
        return _sent(await asked_of(request, "statements", iri=iri, form=form))
    return _sent(
        await asked_of(
            request,
            "thing",
            iri=iri,
            by=asked.get("by", ""),
            page=_number(asked.get("page"), 1),
            cite=asked.get("cite", ""),
        )
    )


async def terms(request: Request) -> Response:
    """Answer with the terms that a query can use, as JSON."""
    return _sent(await asked_of(request, "terms"))


async def build(request: Request) -> Response:
    """Answer with the description of the build (VoID, DCAT, PROV) as Turtle: content, sources, process.

    Raises `RequestError` 404 for a build other than the graph's own.
    """
    path = request.app.state.folder / "build.ttl"
    name = request.path_params.get("name")
    told = await run_in_threadpool(path.read_text, "utf-8") if path.is_file() else ""
    if not told or (name is not None and f"/build/{name}>" not in told):
        raise RequestError(404, "There is no description of such a build here: /build.ttl has that of this graph.")
    return Response(told, media_type=GRAPHS["ttl"], headers={"Vary": "Accept"})


async def well_known(request: Request) -> Response:
    """Redirect the address where VoID expects the description of a dataset."""
    return RedirectResponse("/build.ttl", 303)


async def ontology(request: Request) -> Response:
    """Answer with the ontology: its terms as a page, or its Turtle; raise `RequestError` 406 for any other form."""
    accept = GRAPHS["ttl"] if request.url.path.endswith(".ttl") else request.headers.get("accept")
    form = best(accept, [HTML, GRAPHS["ttl"]], GRAPH_SPELLINGS)
    if form is None:
        raise RequestError(406, f"The ontology can be had as {HTML} and {GRAPHS['ttl']}.")
    if form == GRAPHS["ttl"]:
        data = await run_in_threadpool((locate() / "cable.ttl").read_bytes)
        return Response(data, media_type=form, headers={"Vary": "Accept"})
    return _sent(await asked_of(request, "terms", page=True))


async def asset(request: Request) -> Response:
    """Answer with a listed style or script of the pages; a script has its imports. Raise `RequestError` for others."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise RequestError(404, "There is no such file.")
    if name.endswith(".js"):
        return Response(joined(f"server/assets/{name}"), media_type=ASSETS[name])
    return Response((Path(__file__).parent / "assets" / name).read_bytes(), media_type=ASSETS[name])


async def robots(request: Request) -> Response:
    """Keep search engines out: a public server lets them in by a proxy."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
