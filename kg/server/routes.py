"""Define the application: the handler of each address. It speaks HTTP and opens no store; workers do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server import page_handlers
from kg.server.client_limits import Limits
from kg.server.compression_and_etag import Delivery
from kg.server.content_negotiation import HTML, best
from kg.server.http_errors import RequestError
from kg.server.request_guard import Guard
from kg.server.search_index import Indexer
from kg.server.sparql_protocol import problem, sparql
from kg.server.templating import SCHEMES, render
from kg.server.worker_pool import Pool
from kg.store.oxigraph_store import Store
from kg.store.schema_check import require

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The names under which the server answers unless it is told others: a page elsewhere can't point a name of its own at
this machine and read what it serves."""
LOCAL = "local"
"""An origin that stands for every site on this machine, such as a notebook."""
_LOCAL_SITES = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"
_EXPOSED = ["X-Error-Position", "Retry-After"]


def application(
    folder: str | Path, limits: Limits | None = None, origins: Sequence[str] = (LOCAL,), hosts: Sequence[str] = LOOPBACK
) -> Starlette:
    """Return the ASGI application over the graph in `folder`, the output of a build.

    `origins` are the sites whose scripts may ask `/sparql` and `/expand` (CORS): `LOCAL` for those of this machine,
    `*` for all. `hosts` are the names accepted in the Host header (`*` for any). Raises `StoreError` where there is no
    graph, `SchemaError` for one of another schema.
    """
    folder, limits = Path(folder), limits or Limits()
    require(Store.open(folder / "store"))
    local = _LOCAL_SITES if LOCAL in origins else None
    shared = (
        [
            Middleware(
                CORSMiddleware,
                allow_origins=[one for one in origins if one != LOCAL],
                allow_origin_regex=local,
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=_EXPOSED,
                max_age=600,
            )
        ]
        if origins
        else []
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool, app.state.indexer = Pool(folder, limits), Indexer(folder)
        app.state.folder = folder
        app.state.base = Store.open(folder / "store").base
        app.state.pool.keep_spares()
        await app.state.indexer.ensure()
        yield
        await app.state.indexer.close()
        await app.state.pool.close()

    return Starlette(
        routes=[
            Route("/", page_handlers.home),
            Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"], middleware=shared),
            Route("/expand", page_handlers.expand, methods=["GET", "OPTIONS"], middleware=shared),
            Route("/table", page_handlers.table, methods=["POST"]),
            Route("/query", page_handlers.query),
            Route("/questions", page_handlers.ready),
            Route("/questions/{name}", page_handlers.question),
            Route("/search", page_handlers.search),
            Route("/explorer", page_handlers.explorer),
            Route("/terms", page_handlers.terms),
            Route("/ontology", page_handlers.ontology),
            Route("/ontology.ttl", page_handlers.ontology),
            Route("/build.ttl", page_handlers.build),
            Route("/build/{name}", page_handlers.build),
            Route("/local/build/{name}", page_handlers.build),
            Route("/.well-known/void", page_handlers.well_known),
            Route("/thing", page_handlers.thing),
            Route("/assets/{name}", page_handlers.asset),
            Route("/robots.txt", page_handlers.robots),
            Route("/document/{rest:path}", page_handlers.thing),
            *(Route(f"/{scheme}/{{rest:path}}", page_handlers.thing) for scheme in sorted(SCHEMES)),
        ],
        middleware=[
            Middleware(Guard, limits=limits),
            Middleware(Delivery),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        exception_handlers={RequestError: _told, HTTPException: _told},
        lifespan=lifespan,
    )


async def _told(request: Request, error: Exception) -> Response:
    """Answer with an error: a page for people, a sentence for programs."""
    allowed = {}
    if isinstance(error, HTTPException):
        if error.status_code == 405:
            allowed = {"Allow": _methods(error.headers or {})}
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=allowed)
        phrase = HTTPStatus(error.status_code).phrase
        error = RequestError(error.status_code, f"{phrase}: there is nothing at this address for this kind of request.")
    if not isinstance(error, RequestError):
        raise error
    response = problem(error)
    response.headers.update(allowed)
    wants = best(request.headers.get("accept", "text/plain"), ["text/plain", HTML])
    if wants == HTML and request.url.path not in ("/sparql", "/expand", "/table"):
        phrase = HTTPStatus(error.status).phrase
        page = render("problem.html.j2", status=error.status, phrase=phrase, message=str(error))
        kept = ("retry-after", "x-error-position", "allow")
        headers = {k: v for k, v in response.headers.items() if k.lower() in kept}
        return Response(page, error.status, headers, media_type="text/html")
    return response


def _methods(headers: Mapping[str, str]) -> str:
    """Return the methods of a resource for a 405 or OPTIONS answer: those of its route, and OPTIONS (RFC 9110)."""
    methods = {one.strip() for one in headers.get("Allow", "").split(",") if one.strip()}
    return ", ".join(sorted({*methods, "OPTIONS"}))
