"""Define the limits for clients of the server, each an option of `kg serve` and a field in Python."""
# No `from __future__ import annotations`: the command line reads the types of the fields.

from dataclasses import dataclass

from kg.options import option, size

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server; sizes are in bytes, times in seconds. Anything over a limit is refused, never cut."""

    seconds: float = option(
        10.0,
        "A query is ended after this many seconds; a request waits at most as long for a worker, and for its body.",
        "--timeout",
        least=0.1,
    )
    rows: int = option(100_000, "An answer with more rows (or statements) is refused.", "--max-rows", least=1)
    answer_bytes: int = option(64 * MB, "So is an answer over this size.", "--max-answer", read=size, written="64M")
    request_bytes: int = option(
        MB, "And a request whose body, or whose address, is over this size.", "--max-request", read=size, written="1M"
    )
    workers: int = option(
        2, "Long queries that run at once; as many short ones, and pages.", "--workers", least=1, most=256
    )
    waiting: int = option(
        64,
        "How many more may wait, a quarter of them of one client; the others get 503 and try again.",
        "--waiting",
        least=0,
    )
    per_client: int = option(
        1, "How many of the long queries one client (an address) may have.", "--per-client", least=1
    )
    memory: int = option(
        4096 * MB, "A query that takes more memory than this is ended.", "--max-memory", read=size, written="4G"
    )
    connections: int = option(
        1000, "How many may be open; of more, those that have waited longest without a request are closed."
    )
    head_seconds: float = option(10.0, "How long the head of a request may take to arrive, and an answer to be taken.")
    retry_after: int = option(5, "After how many seconds a client that got 503 is told to try again.")
