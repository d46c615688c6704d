"""Serve the graph over HTTP: SPARQL 1.1 Protocol at `/sparql`, a page for every thing, search, and the explorer.

    from kg.server.run_server import serve
    serve("output", port=8080)                     # kg.serve: blocks; loopback only

    from kg.server.routes import application
    app = application("output")                    # an ASGI application, for a server of your own

The store is only read in worker processes that can be ended; the process that speaks HTTP opens no store. Needs the
extra `server` (Starlette and uvicorn).
"""

from kg.server.client_limits import Limits

__all__ = ["Limits"]
