"""Close idle connections: uvicorn's protocol with time limits that it lacks.

uvicorn waits for ever for the head of a first request, and for a client that does not take its answer; over
`limit_concurrency` it refuses everyone. Here the head has a time limit, a client that takes nothing is dropped, and of
too many connections those are closed that have waited longest without a request.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.server.client_limits import Limits

_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: 36\r\n\r\nThe request did not arrive in time.\n"
)


class Connections:
    """The idle connections of a server, those first that have waited longest."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open = 0
        self.quiet: OrderedDict[Connection, None] = OrderedDict()

    def protocol(self, *arguments: Any, **more: Any) -> Connection:
        """Return the protocol of a new connection, as uvicorn asks for it."""
        connection = Connection(*arguments, **more)
        connection.kept = self
        return connection

    def make_room(self) -> None:
        """Close the connections that have waited longest, while there are too many."""
        while self.open > self.limits.connections and self.quiet:
            connection, _ = self.quiet.popitem(last=False)
            connection.drop()


class Connection(H11Protocol):
    """One connection, with time limits for its head to arrive and for its client to take the answer."""

    kept: Connections
    _counted = False
    _head_due: asyncio.TimerHandle | None = None
    _stalled_at: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for a request."""
        super().connection_made(transport)
        self.kept.open += 1
        self._counted = True
        self._wait_for_head()
        self.kept.make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._uncount()
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)
        self._unset_keepalive_if_required()

    def data_received(self, data: bytes) -> None:
        """Take arrived data; once the head is whole, the request has its own time limit."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._head_due is None:  # the first bytes of a further request
            self._wait_for_head()

    def on_response_complete(self) -> None:
        """Make the connection idle again, so that it may be closed."""
        super().on_response_complete()
        if self.cycle is None or self.cycle.response_complete:
            self.kept.quiet[self] = None

    def pause_writing(self) -> None:
        """Wait, for a limited time, for the client to take sent data."""
        super().pause_writing()
        if self._stalled_at is None:
            self._stalled_at = self.loop.call_later(self.kept.limits.head_seconds, self.drop)

    def resume_writing(self) -> None:
        """Continue sending."""
        if self._stalled_at is not None:
            self._stalled_at.cancel()
            self._stalled_at = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection without a further request."""
        if self.transport.get_write_buffer_size():
            self.drop()
        else:
            super().timeout_keep_alive_handler()

    def drop(self) -> None:
        """Close the connection at once."""
        self._uncount()
        self.transport.abort()

    def _uncount(self) -> None:
        if self._counted:
            self._counted = False
            self.kept.open -= 1

    def _wait_for_head(self) -> None:
        self.kept.quiet[self] = None
        self._head_due = self.loop.call_later(self.kept.limits.head_seconds, self._head_is_late)

    def _stop_waiting(self) -> None:
        self.kept.quiet.pop(self, None)
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _head_is_late(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()


def protocol(limits: Limits) -> Any:
    """Return a maker of protocols with these limits, for uvicorn's `http` setting."""
    return partial(Connections(limits).protocol)
