"""Define `kg serve`: serve a graph over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.arguments import OUTPUT, Dir, takes
from kg.cli.console import say
from kg.errors import KgError, install
from kg.server.client_limits import Limits


@takes(Limits)
def serve(
    folder: Dir = OUTPUT,
    port: Annotated[int, typer.Option("--port", help="The port; 0 for one that is free.", min=0, max=65535)] = 8080,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen at; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
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
    **limits: Any,
) -> None:
    """Serve a built graph: SPARQL at /sparql, a page for every thing, full-text search, the explorer.

    It listens to this machine only, reads only, and has limits of time, size and number. It needs the extra server:
    pip install "cable-kg[server]".

    Examples: kg serve · kg serve graphs/peru --port 9000 · kg serve --timeout 60 --max-rows 1000000
    """
    try:
        from kg.server.run_server import serve as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise KgError(f"kg serve needs the extra server: {install('server')}") from None
    origins = [] if allow_origin == ["none"] else allow_origin or ["local"]
    run(folder, port, host, Limits(**limits), origins, allow_host or [], proxy or [], ready=_tell)


def _tell(address: str) -> None:
    say(f"Serving at {address} (SPARQL at {address}sparql). End with Ctrl-C.")
