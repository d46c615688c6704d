"""What one client may take of the server: every limit in one place, each an option of `kg serve`."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server.

    `seconds` a query may run, then its process is ended. `rows` an answer may have (statements, for a graph); one with
    more is refused, never cut in silence. `answer_bytes` an answer may have. `request_bytes` a request's body may have,
    and its address. `workers` are the processes that answer, so this many queries run at once; `waiting` more may wait
    for one, for as long as a query may run; whoever comes then gets 503. `memory` in bytes a worker may take, 0 for no
    limit. `retry_after` seconds is what a 503 says.
    """

    seconds: float = 20.0
    rows: int = 100_000
    answer_bytes: int = 64 * MB
    request_bytes: int = MB
    workers: int = 2
    waiting: int = 64
    memory: int = 4096 * MB
    retry_after: int = 5
