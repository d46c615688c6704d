"""Asking about many things in few queries, each no longer than a query may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.store.query_guard import LONGEST

BATCH = 1000
"""How many things stand in one query."""
LETTERS = LONGEST * 3 // 4
"""And how many letters they have: the query has words of its own."""


def batches(items: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Yield items in lists of at most `size`, with no more characters than a query may have."""
    batch: list[str] = []
    letters = 0
    for item in items:
        if batch and (len(batch) >= size or letters + len(item) > LETTERS):
            yield batch
            batch, letters = [], 0
        batch.append(item)
        letters += len(item)
    if batch:
        yield batch
