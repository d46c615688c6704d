"""Compress answers for clients that accept it, and send none to clients that have it already (ETag)."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.content_negotiation import QUALITY

_LEAST = 1000
"""Bytes below which compression gains nothing."""
_LARGE = 4 * 2**20
_AT_ONCE = 2
"""The number of large answers compressed at the same time, so that small ones do not wait for them."""
_CODING = re.compile(r"\s*([\w*.-]{1,40})\s*((?:;[^;,]{0,80}){0,8})")
_LONGEST = 2000


class Delivery:
    """ASGI middleware for answers in one piece: `ETag`, 304 for clients that have it, gzip for those that accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and change its answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD", "POST"):
            await self._app(scope, receive, send)
            return
        asked, start = Headers(scope=scope), None

        async def delivered(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                start = message
                return
            if start is not None:
                head, start = start, None
                if not message.get("more_body"):
                    head, message = await self._changed(scope["method"], asked, head, message)
                await send(head)
            await send(message)

        await self._app(scope, receive, delivered)

    async def _changed(self, method: str, asked: Headers, start: Message, message: Message) -> tuple[Message, Message]:
        body: bytes = message.get("body", b"")
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("Accept-Encoding")
        if method != "POST":
            tag = headers.setdefault("ETag", f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')
            if _has(asked.get("if-none-match", ""), tag):
                del headers["Content-Length"]
                return {**start, "status": 304}, {**message, "body": b""}
        if len(body) >= _LEAST and takes_gzip(asked.get("accept-encoding", "")):
            async with self._compressing:
                body = await asyncio.to_thread(gzip.compress, body, 1 if len(body) > _LARGE else 5, mtime=0)
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
        return start, {**message, "body": body}


def _has(header: str, tag: str) -> bool:
    """Return whether If-None-Match names a tag, compared weakly (RFC 9110, 13.1.2)."""
    own = tag.removeprefix("W/")
    return header.strip() == "*" or any(one.strip().removeprefix("W/") == own for one in header[:_LONGEST].split(","))


def takes_gzip(header: str) -> bool:
    """Return whether an Accept-Encoding header accepts gzip (RFC 9110, 12.5.3).

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, *"), takes_gzip("")
    (True, False, False)
    """
    weights: dict[str, float] = {}
    for part in header[:_LONGEST].split(","):
        if match := _CODING.match(part):
            quality = QUALITY.search(match[2])
            weights[match[1].lower()] = float(quality[1]) if quality else 1.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0
