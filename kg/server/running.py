"""Running the application with uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from kg.errors import KgError
from kg.server.app import LOCAL, LOOPBACK, application
from kg.server.limits import Limits

_EVERYWHERE = ("0.0.0.0", "::", "")
_CONNECTIONS = 512


def serve(
    folder: str | Path = "output",
    port: int = 8080,
    host: str = "127.0.0.1",
    limits: Limits | None = None,
    origins: Sequence[str] = (LOCAL,),
    hosts: Sequence[str] = (),
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the graph in `folder` until the process is told to end (Ctrl-C).

    Port 0 takes one that is free. `hosts` are further names under which the server answers. `ready` is called with the
    address once requests are taken. Raises `StoreError` where there is no graph, `KgError` where the port is taken.
    """
    limits = limits or Limits()
    known = ("*",) if host in _EVERYWHERE and not hosts else (*LOOPBACK, host, *hosts)
    app = application(folder, limits, origins, known)
    listening = _listening(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        app, http="h11", ws="none", log_level="warning", access_log=False, server_header=False,
        h11_max_incomplete_event_size=max(limits.request_bytes, 64 * 1024), limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=15, timeout_graceful_shutdown=3,
    )  # fmt: skip
    if ready is not None:
        ready(address)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KgError(f"cannot listen at {host}:{port}: {reason}; choose another with --port") from error
    listening.listen(_CONNECTIONS)
    return listening
