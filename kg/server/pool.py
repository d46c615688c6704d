"""A few worker processes, each with the store open for reading; one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.isolation import command, environment
from kg.server.errors import RequestError
from kg.server.limits import Limits

_LOG = logging.getLogger("kg.server")
_WORKER = "from kg.server.worker import main; main()"
_LONGEST_HEAD = 2**20
_START = 60.0
"""Seconds a worker may take to start: a machine under load is slow, and the time of a query begins after that."""
_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""For glibc, which else sets aside 64 MB of address space for every thread that happens to meet another one: a worker
took 555 to 811 MB before its first query, by chance, and that counts against its limit. So it takes 299."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answered: the media type and the bytes."""

    media_type: str
    data: bytes


class Pool:
    """Workers that answer one request each at a time. `ask` gives a reply or raises `RequestError`."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Take the folder that `kg build` wrote; workers start when they are needed."""
        self._folder, self._limits = folder, limits
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._free = asyncio.Semaphore(limits.workers)
        self._waiting = 0

    async def ask(self, operation: str, **request: object) -> Reply:
        """Have a worker do something; raises `RequestError` with 503 where too many wait, 504 where it takes too long.

        Where the request itself is given up, its worker is ended too: none is left to work for nobody.
        """
        await self._admitted()
        try:
            worker = self._idle.pop() if self._idle else await self._started()
            try:
                reply = await asyncio.wait_for(worker.ask({"op": operation, **request}), self._limits.seconds)
            except TimeoutError:
                self._end(worker)
                raise RequestError(
                    504,
                    f"The query took more than {self._limits.seconds:g} seconds and was ended: ask for less, or with "
                    "LIMIT.",
                ) from None
            except (OSError, EOFError, ValueError) as error:
                self._end(worker)
                _LOG.warning("a worker ended: %s", error)
                raise RequestError(
                    507, "The query was ended: it needed more memory than this server gives. Ask for less."
                ) from None
            except BaseException:
                self._end(worker)
                raise
            self._idle.append(worker)
            return _checked(reply)
        finally:
            self._free.release()

    async def _admitted(self) -> None:
        """Wait for a worker that is free, with as many others as may wait."""
        if self._free.locked() and self._waiting >= self._limits.waiting:
            raise self._busy()
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._limits.seconds)
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1

    def _busy(self) -> RequestError:
        return RequestError(503, "The server is busy: try again in a moment.", retry=self._limits.retry_after)

    async def _started(self) -> _Worker:
        worker = await _Worker.started(self._folder, self._limits)
        self._all.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.end()

    async def close(self) -> None:
        """End all workers."""
        for worker in list(self._all):
            self._end(worker)
            await worker.gone()


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def started(cls, folder: Path, limits: Limits) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *command(_WORKER, str(folder.absolute()), json.dumps(asdict(limits))),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment(_FEW_ARENAS),
            limit=_LONGEST_HEAD,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )  # fmt: skip
        worker = cls(process)
        try:
            await asyncio.wait_for(worker.ask({"op": "ready"}), _START)
        except (TimeoutError, OSError, EOFError, ValueError):
            worker.end()
            raise RequestError(500, "The server's worker did not start; its log says why.") from None
        return worker

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
            int(str(head["status"])), str(head["message"]),
            line if isinstance(line, int) else None, column if isinstance(column, int) else None,
        )  # fmt: skip
    return Reply(str(head["type"]), data)
