"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.arguments import OUTPUT, Dir, size
from kg.cli.console import say
from kg.errors import KgError, install


def serve(
    folder: Dir = OUTPUT,
    port: Annotated[int, typer.Option("--port", help="The port; 0 for one that is free.", min=0, max=65535)] = 8080,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen at; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    timeout: Annotated[
        float, typer.Option("--timeout", help="A query is ended after this many seconds.", min=0.1)
    ] = 10.0,
    max_rows: Annotated[
        int, typer.Option("--max-rows", help="An answer with more rows (or statements) is refused.", min=1)
    ] = 100_000,
    max_answer: Annotated[str, typer.Option("--max-answer", help="So is an answer over this size.")] = "64M",
    max_request: Annotated[str, typer.Option("--max-request", help="And a request over this size.")] = "1M",
    workers: Annotated[
        int,
        typer.Option("--workers", help="Long queries that run at once; as many short ones, and pages.", min=1, max=256),
    ] = 2,
    per_client: Annotated[
        int, typer.Option("--per-client", help="How many of the long queries one client (an address) may have.", min=1)
    ] = 1,
    waiting: Annotated[
        int, typer.Option("--waiting", help="How many more may wait; the others get 503 and try again.", min=0)
    ] = 64,
    max_memory: Annotated[
        str, typer.Option("--max-memory", help="A query that takes more memory than this is ended.")
    ] = "4G",
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-origin", help="A site whose scripts may ask /sparql (CORS), * or none [default: this machine's]."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A further name under which the server answers.")
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option("--proxy", help="The address of a proxy in front, whose X-Forwarded-For names the clients."),
    ] = None,
) -> None:
    """Serve a built graph: SPARQL at /sparql, a page for every thing, full-text search, the explorer.

    It listens to this machine only, reads only, and has limits of time, size and number. It needs the extra server:
    pip install "cable-kg[server]".

    Examples: kg serve · kg serve graphs/peru --port 9000 · kg serve --timeout 60 --max-rows 1000000
    """
    try:
        from kg.server import Limits
        from kg.server.run_server import serve as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise KgError(f"kg serve needs the extra server: {install('server')}") from None
    limits = Limits(
        seconds=timeout,
        rows=max_rows,
        answer_bytes=size(max_answer, "--max-answer"),
        request_bytes=size(max_request, "--max-request"),
        workers=workers,
        waiting=waiting,
        per_client=per_client,
        memory=size(max_memory, "--max-memory"),
    )
    origins = [] if allow_origin == ["none"] else allow_origin or ["local"]
    run(folder, port, host, limits, origins, allow_host or [], proxy or [], ready=_tell)


def _tell(address: str) -> None:
    say(f"Serving at {address} (SPARQL at {address}sparql). End with Ctrl-C.")
