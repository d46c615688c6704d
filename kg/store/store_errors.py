"""What can go wrong with a store, each in words for the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import KgError


class StoreError(KgError):
    """There is no store, or it cannot be read or made."""


class SchemaError(StoreError):
    """A graph that was made by a version of Cable KG too early or too late for what is asked of it."""


class TextMissingError(KgError, LookupError):
    """A text is not kept with the graph."""


class QueryError(KgError):
    """A query that cannot be run: `line` and `column` count from 1 and say where, if it is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class QueryRefusedError(QueryError):
    """A query that would change the graph, open a connection or read a file: refused before anything is run."""


class QueryTimeoutError(QueryError):
    """A query that was ended because it took longer than it was given."""


@contextmanager
def evaluating() -> Iterator[None]:
    """Raise `QueryError` for what the engine finds wrong with a query while it runs: a function it does not have."""
    try:
        yield
    except RuntimeError as error:
        raise QueryError(f"The query can't be answered: {error}.") from error
