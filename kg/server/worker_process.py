"""Run one worker process of the server: start it, ask it, measure it, end it."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from kg.child_processes import command, environment
from kg.server.client_limits import Limits
from kg.server.http_errors import RequestError

_NICE = 19
_WORKER = "from kg.server.store_worker import main; main()"
_LONGEST_HEAD = 2**20
_START = 60.0
"""Seconds a worker may take to start: a busy machine is slow, and the time of a query begins after that."""
_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""For glibc, which else sets aside 64 MB of address space for every thread that happens to meet another one: a worker
took 555 to 811 MB before its first query, by chance, and that counts against its limit. So it takes 299."""


def slowed(worker: Worker) -> Worker:
    """Lower the priority of a worker and return the worker.

    A process cannot raise its own priority again, so the worker stays with long queries.
    """
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
    return worker


class Worker:
    """A child process that answers requests on its standard input, one at a time, in the JSON of `store_worker`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The id of the process in the system."""
        return self._process.pid

    @classmethod
    async def started(cls, folder: Path, limits: Limits, *, slow: bool) -> Worker:
        """Start a worker on a folder that `kg build` wrote, with low priority where `slow`; return it when ready.

        Raises `RequestError` 500 where the worker does not answer in time.
        """
        process = await asyncio.create_subprocess_exec(
            *command(_WORKER, str(folder.absolute()), json.dumps(asdict(limits))),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(_FEW_ARENAS),
            limit=_LONGEST_HEAD,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
        )
        worker = slowed(cls(process)) if slow else cls(process)
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
        """Return the processor time of the process in seconds; None where the system has no such figure."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
            fields = told.rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return None

    async def ask(self, request: dict[str, object]) -> tuple[dict[str, object], bytes]:
        """Send a request, and return the head and the body of the answer; raise `EOFError` where the process ended."""
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
        """Kill the process, if it still runs."""
        if self._process.returncode is None:
            self._process.kill()

    async def gone(self) -> None:
        """Wait for the end of the process."""
        await self._process.wait()
