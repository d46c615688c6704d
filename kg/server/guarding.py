"""What stands before every request: limits of size and of time, and the headers that keep pages to themselves."""

from __future__ import annotations

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.errors import RequestError
from kg.server.limits import Limits
from kg.server.protocol import problem

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages load what this server has, and nothing else from anywhere; no other site may frame them."""
OWN_POLICY = "frame-ancestors 'none'"
"""For the explorer, which has a policy of its own inside, by hash."""


class Guard:
    """ASGI middleware: refuses a request that is too large or too slow, and adds the headers."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, if it is one to be answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, taken, answered = self._limits.request_bytes, 0, False

        async def bounded() -> Message:
            nonlocal taken
            try:
                message = await (receive() if answered else asyncio.wait_for(receive(), self._limits.seconds))
            except TimeoutError:
                raise RequestError(408, "The request did not arrive in time.") from None
            taken += len(message.get("body", b""))
            if taken > most:
                raise _too_large(most)
            return message

        async def guarded(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refused(scope)
        if refusal is not None:
            await problem(refusal)(scope, receive, guarded)
            return
        await self._app(scope, bounded, guarded)

    def _refused(self, scope: Scope) -> RequestError | None:
        if len(scope["query_string"]) + len(scope["path"]) > self._limits.request_bytes:
            return RequestError(414, f"The address has more than {self._limits.request_bytes:,} bytes.")
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._limits.request_bytes:
            return _too_large(self._limits.request_bytes)
        return None


def _too_large(most: int) -> RequestError:
    return RequestError(413, f"The request has more than {most:,} bytes.")


def _add_headers(headers: MutableHeaders) -> None:
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers.setdefault("Cache-Control", "no-cache")
