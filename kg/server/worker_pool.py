"""Run a few worker processes with the store open for reading; one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.isolation import command, environment
from kg.server.client_limits import Limits
from kg.server.http_errors import TOO_MUCH_MEMORY, RequestError, ran_too_long
from kg.server.request_lanes import BusyError, Lane, Memory, shape

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
_NICE = 19
_WORKER = "from kg.server.store_worker import main; main()"
_LONGEST_HEAD = 2**20
_START = 60.0
"""Seconds a worker may take to start: a busy machine is slow, and the time of a query begins after that."""
_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""For glibc, which else sets aside 64 MB of address space for every thread that happens to meet another one: a worker
took 555 to 811 MB before its first query, by chance, and that counts against its limit. So it takes 299."""


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
        self._idle: list[_Worker] = []
        self._slow: list[_Worker] = []
        self._all: set[_Worker] = set()
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
                _slowed(worker)
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

    async def _finished(self, worker: _Worker, request: dict[str, object], home: list[list[_Worker]]) -> Reply:
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

    async def _fresh(self) -> _Worker:
        return self._idle.pop() if self._idle else await self._started()

    async def _started(self, *, slow: bool = False) -> _Worker:
        worker = await _Worker.started(self._folder, self._limits, slow=slow)
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

    def _end(self, worker: _Worker) -> None:
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


async def _is_long(work: asyncio.Task[Reply], worker: _Worker) -> bool | None:
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


def _slowed(worker: _Worker) -> _Worker:
    """Lower a worker's priority: it cannot regain it, so it stays with long queries."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
    return worker


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @classmethod
    async def started(cls, folder: Path, limits: Limits, *, slow: bool) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *command(_WORKER, str(folder.absolute()), json.dumps(asdict(limits))),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(_FEW_ARENAS),
            limit=_LONGEST_HEAD,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )
        worker = _slowed(cls(process)) if slow else cls(process)
        try:
            await asyncio.wait_for(worker.ask({"op": "ready"}), _START)
        except (TimeoutError, OSError, EOFError, ValueError):
            worker.end()
            raise RequestError(500, "The server's worker did not start; its log says why.") from None
        except BaseException:
            worker.end()
            raise
        return worker

    def processor_seconds(self) -> float | None:
        """Return the processor time of the process in seconds; None where the system does not tell."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
            fields = told.rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return None

    async def ask(self, request: dict[str, object]) -> tuple[dict[str, object], bytes]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError("no pipes")
        stdin.write(json.dumps(request).encode() + b"\n")
        await stdin.drain()
        line = await stdout.readline()
        if not line:
            raise EOFError(f"status {self._process.returncode}")
        head = json.loads(line)
        return head, await stdout.readexactly(int(head["length"]))

    def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()

    async def gone(self) -> None:
        await self._process.wait()


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
