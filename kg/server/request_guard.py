"""Guard every request: limits of size and time, and security headers on every answer.

A request is read whole before it is answered; meanwhile the client is watched: when it goes, work on the answer stops.
"""

from __future__ import annotations

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.client_limits import Limits
from kg.server.http_errors import RequestError, is_too_large
from kg.server.sparql_protocol import problem

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages load only from this server; no other site may frame them."""
OWN_POLICY = "frame-ancestors 'none'"
"""The policy header of the explorer, whose page has a stricter policy inside, by hash."""
_PIECE = 256 * 1024
"""Bytes of an answer handed on at once; the rest waits until the client has taken them."""


class Guard:
    """ASGI middleware that refuses requests too large or too slow, and stops work that nobody waits for."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request within the limits."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(scope, receive)
        except RequestError as refusal:
            await problem(refusal)(scope, receive, _guarded(send))
            return
        if body is not None:
            await self._answer(scope, receive, send, body)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """Return the body of a request, None where the client has gone; raise `RequestError` over a limit."""
        most = self._limits.request_bytes
        if len(scope["query_string"]) + len(scope["path"]) > most:
            raise is_too_large("address", most, 414)
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > most:
            raise is_too_large("request", most)
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise is_too_large("request", most)
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise RequestError(408, "The request did not arrive in time.") from None

    async def _answer(self, scope: Scope, receive: Receive, send: Send, body: bytes) -> None:
        given = False

        async def replayed() -> Message:
            nonlocal given
            if given:
                await asyncio.Event().wait()  # the guard itself waits for the client to go
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        answering = asyncio.ensure_future(self._app(scope, replayed, _guarded(send)))
        watching = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((answering, watching), return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                answering.cancel()
                await asyncio.wait((answering,))
            elif not answering.cancelled():
                answering.result()  # raises what went wrong
        finally:
            watching.cancel()
            if not answering.done():  # the server ends
                answering.cancel()
                await asyncio.wait((answering,))


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(MutableHeaders(scope=message))
        body = message.get("body", b"")
        for at in range(0, len(body) - _PIECE, _PIECE):
            await send({"type": message["type"], "body": body[at : at + _PIECE], "more_body": True})
        rest = (len(body) - 1) // _PIECE * _PIECE if len(body) > _PIECE else 0
        await send({**message, "body": body[rest:]} if rest else message)

    return guarded


def _add_headers(headers: MutableHeaders) -> None:
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers.setdefault("Cache-Control", "no-cache")
