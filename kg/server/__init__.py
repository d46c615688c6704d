"""The graph over HTTP: SPARQL 1.1 Protocol at `/sparql`, a page for every thing, search, and the explorer.

    from kg.server import Limits, application, serve
    serve("output", port=8080)                     # blocks; loopback only
    app = application("output")                    # an ASGI application, for a server of your own

Every look into the store happens in a worker process that can be ended; the process that speaks HTTP opens no store.
Needs the extra `server` (Starlette and uvicorn).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.server.client_limits import Limits

if TYPE_CHECKING:
    from kg.server.routes import application
    from kg.server.run_server import serve

__all__ = ["Limits", "application", "serve"]


def __getattr__(name: str) -> object:
    """Load what needs the extra `server` when it is asked for."""
    from importlib import import_module

    homes = {"application": "kg.server.routes", "serve": "kg.server.run_server"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(homes[name]), name)
    return value
