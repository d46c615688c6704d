"""Run a few worker processes with the store open for reading; one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from kg.server.client_limits import Limits
from kg.server.http_errors import TOO_MUCH_MEMORY, RequestError, ran_too_long
from kg.server.request_queues import BusyError, Lane, Memory, shape
from kg.server.worker_process import Worker, slowed

_LOG = logging.getLogger(__package__)
_QUERIES = frozenset(("query", "table"))
QUICK = 0.5
"""Seconds after which a query counts as long."""
SPARES = 2
"""Workers kept ready for short queries and pages: to start one takes up to a second on a busy machine."""
_PATIENCE = 6
"""How often a query that has hardly had a processor gets its quick time again."""
_REFUSED_AFTER = 1.0
"""Seconds before a long query is refused, which slows clients that ask again at once."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of a worker: the media type and the bytes."""

    media_type: str
    data: bytes


class Pool:
    """Workers that answer one request each at a time. `ask` returns a reply or raises `RequestError`.

    Pages and search have a lane; a query begins in the quick lane. One that takes longer than `QUICK` continues in the
    lane for long ones with less of the processor; where that is full, it is ended, and starts again when its turn
    comes. Queries of a shape known to take long begin there at once.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Take the folder that `kg build` wrote; workers start when they are needed."""
        self._folder, self._limits = folder, limits
        count, waiting = limits.workers, limits.waiting
        self._pages, self._quick = Lane(count, waiting, count), Lane(count, waiting, count)
        self._long = Lane(count, waiting, limits.per_client)
        self._memory = Memory()
        self._tried: dict[str, asyncio.Event] = {}
        self._idle: list[Worker] = []
        self._slow: list[Worker] = []
        self._all: set[Worker] = set()
        self._spare: asyncio.Task[None] | None = None

    async def ask(self, operation: str, client: str = "", **request: object) -> Reply:
        """Ask a worker; raise `RequestError` with 503 where too many wait, 504 where it takes too long.

        Where the request itself is cancelled, its worker is ended too: none is left to work for nobody.
        """
        whole = {"op": operation, **request}
        if operation in _QUERIES:
            return await self._query(whole, client, shape(str(request.get("query", ""))))
        try:
            await self._pages.enter(client, self._limits.seconds)
        except BusyError:
            raise self._busy() from None
        try:
            return await self._finished(await self._fresh(), whole, [self._idle])
        finally:
            self._pages.leave(client)

    async def _query(self, request: dict[str, object], client: str, form: str) -> Reply:
        while form in self._tried and self._memory.is_long(form) is None:
            await self._tried[form].wait()  # one query tells for all of its shape
        if not self._memory.is_long(form):
            trying = self._tried.setdefault(form, asyncio.Event())
            try:
                reply = await self._tried_quickly(request, client, form)
            finally:
                self._tried.pop(form, None)
                trying.set()
            if reply is not None:
                return reply
        try:
            await self._long.enter(client, self._limits.seconds)
        except BusyError:
            await asyncio.sleep(_REFUSED_AFTER)
            raise self._busy() from None
        try:
            worker = self._slow.pop() if self._slow else await self._started(slow=True)
            started = time.monotonic()
            reply = await self._finished(worker, request, [self._slow])
            if time.monotonic() - started < QUICK:
                self._memory.note(form, was_long=False)
            return reply
        finally:
            self._long.leave(client)

    async def _tried_quickly(self, request: dict[str, object], client: str, form: str) -> Reply | None:
        """Return the reply to a query; None where it took long, and there was no place for it to continue."""
        try:
            await self._quick.enter(client, self._limits.seconds)
        except BusyError:
            raise self._busy() from None
        left = False
        work: asyncio.Task[Reply] | None = None
        try:
            worker = await self._fresh()
            home = [self._idle]
            work = asyncio.create_task(self._finished(worker, request, home))
            was_long = await _is_long(work, worker)
            if was_long is not None:
                self._memory.note(form, was_long=was_long)
            if work.done():
                return work.result()
            self._quick.leave(client)
            left = True
            self._tried.pop(form, asyncio.Event()).set()
            if not self._long.has_place(client):
                return None
            await self._long.enter(client, self._limits.seconds)
            home[0] = self._slow
            try:
                slowed(worker)
                self.keep_spares()
                return await work
            finally:
                self._long.leave(client)
        finally:
            if work is not None and not work.done():
                work.cancel()
                await asyncio.wait((work,))
            if not left:
                self._quick.leave(client)

    async def _finished(self, worker: Worker, request: dict[str, object], home: list[list[Worker]]) -> Reply:
        """Return the answer of a worker, who is then idle again; one that takes too long is ended."""
        try:
            reply = await asyncio.wait_for(worker.ask(request), self._limits.seconds)
        except TimeoutError:
            self._end(worker)
            raise ran_too_long(self._limits.seconds) from None
        except (OSError, EOFError, ValueError) as error:
            self._end(worker)
            _LOG.warning("a worker ended: %s", error)
            raise RequestError(507, TOO_MUCH_MEMORY) from None
        except BaseException:
            self._end(worker)
            raise
        if home[0] is self._idle and len(self._idle) >= 2 * self._limits.workers:
            self._end(worker)
        else:
            home[0].append(worker)
        return _checked(reply)

    def _busy(self) -> RequestError:
        return RequestError(503, "The server is busy: try again in a moment.", retry=self._limits.retry_after)

    async def _fresh(self) -> Worker:
        return self._idle.pop() if self._idle else await self._started()

    async def _started(self, *, slow: bool = False) -> Worker:
        worker = await Worker.started(self._folder, self._limits, slow=slow)
        self._all.add(worker)
        return worker

    def keep_spares(self) -> None:
        """Start workers in advance, for first requests and to replace ended or busy ones."""
        if len(self._idle) < SPARES and self._spare is None:
            self._spare = asyncio.create_task(self._add_spares())

    async def _add_spares(self) -> None:
        try:
            while len(self._idle) < SPARES:
                self._idle.append(await self._started())
        except RequestError as error:
            _LOG.warning("%s", error)
        finally:
            self._spare = None

    def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.end()
        self.keep_spares()

    async def close(self) -> None:
        """End all workers."""
        if self._spare is not None:
            self._spare.cancel()
            await asyncio.wait((self._spare,))
        for worker in list(self._all):
            self._all.discard(worker)
            worker.end()
            await worker.gone()


async def _is_long(work: asyncio.Task[Reply], worker: Worker) -> bool | None:
    """Return whether a query takes more than `QUICK` seconds, of processor time where that is known.

    None where it had too little of the processor to tell.
    """
    before = worker.processor_seconds()
    for _ in range(_PATIENCE):
        done, _rest = await asyncio.wait((work,), timeout=QUICK)
        now = worker.processor_seconds()
        if done or before is None or now is None or now - before > QUICK / 2:
            return not done
    return None


def _checked(reply: tuple[dict[str, object], bytes]) -> Reply:
    head, data = reply
    if head["status"] != 200:
        line, column = head.get("line"), head.get("column")
        raise RequestError(
            int(str(head["status"])),
            str(head["message"]),
            line if isinstance(line, int) else None,
            column if isinstance(column, int) else None,
        )
    return Reply(str(head["type"]), data)
