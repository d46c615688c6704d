"""What one client may take of the server: every limit in one place, each an option of `kg serve`."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server.

    `seconds` a query may run, then its process is ended. `rows` an answer may have (statements, for a graph); one with
    more is refused, never cut in silence. `answer_bytes` an answer may have. `request_bytes` a request's body may have,
    and its address. `workers` long queries run at once, `per_client` of them for one client; as many processes answer
    short ones, and as many make pages and search. `waiting` more may wait for each of these, for as long as a query may
    run, a quarter of them for one client; whoever comes then gets 503. `memory` in bytes a worker may take, 0 for no
    limit. `connections` may be open; of more, those that have waited longest without a request are closed.
    `head_seconds` the head of a request may take to arrive, and an answer to be taken. `retry_after` seconds is what a
    503 says.
    """

    seconds: float = 10.0
    rows: int = 100_000
    answer_bytes: int = 64 * MB
    request_bytes: int = MB
    workers: int = 2
    waiting: int = 64
    per_client: int = 1
    memory: int = 4096 * MB
    connections: int = 1000
    head_seconds: float = 10.0
    retry_after: int = 5
