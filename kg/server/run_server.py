"""Run the application with uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from kg.errors import KgError
from kg.server.client_limits import Limits
from kg.server.connection_limits import protocol
from kg.server.routes import LOCAL, LOOPBACK, application

_EVERYWHERE = ("0.0.0.0", "::", "")
_BACKLOG = 512


def serve(
    folder: str | Path = "output",
    port: int = 8080,
    host: str = "127.0.0.1",
    limits: Limits | None = None,
    origins: Sequence[str] = (LOCAL,),
    hosts: Sequence[str] = (),
    proxies: Sequence[str] = (),
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the graph in `folder` until the process is told to end (Ctrl-C).

    Port 0 takes a free one. `hosts` are further names under which the server answers; one that listens beyond this
    machine answers only under its own names and addresses and these. `proxies` are addresses whose `X-Forwarded-For`
    is believed: a client is an address, and behind a proxy all would be one. `ready` is called with the address once
    requests are taken. Raises `StoreError` where there is no graph, `KgError` where the port is taken.
    """
    limits = limits or Limits()
    known = (*LOOPBACK, *(_addresses() if host in _EVERYWHERE else (host,)), *hosts)
    app = application(folder, limits, origins, known)
    listening = _listening(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        app,
        http=protocol(limits),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=max(limits.request_bytes, 64 * 1024),
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies) or None,
    )
    if ready is not None:
        ready(address)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _addresses() -> list[str]:
    """Return the names and addresses of this machine, in the form of a Host header."""
    name = socket.gethostname()
    found = {name, socket.getfqdn()}
    with suppress(OSError):
        found.update(str(each[4][0]).partition("%")[0] for each in socket.getaddrinfo(name, None))
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: which address would be used to go out
        found.add(probe.getsockname()[0])
    return sorted(f"[{one}]" if ":" in one else one.lower() for one in found if one)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KgError(f"cannot listen at {host}:{port}: {reason}; choose another with --port") from error
    listening.listen(_BACKLOG)
    return listening
