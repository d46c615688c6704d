"""Define the errors of a store, each with words for the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import KgError


class StoreError(KgError):
    """A store that is missing, or cannot be read or made."""


class SchemaError(StoreError):
    """A graph made by a version of Cable KG too early or too late for the request."""


class TextMissingError(KgError, LookupError):
    """A text that is not kept with the graph."""


class QueryError(KgError):
    """A query that cannot be run; `line` and `column` count from 1 and are None where the place is not known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class QueryRefusedError(QueryError):
    """A query refused before it ran: it would change the graph, open a connection or read a file."""


class QueryTimeoutError(QueryError):
    """A query that was ended because it took longer than its time limit."""


@contextmanager
def evaluating() -> Iterator[None]:
    """Raise `QueryError` for an error of the engine while a query runs, such as an unknown function."""
    try:
        yield
    except RuntimeError as error:
        raise QueryError(f"The query can't be answered: {error}.") from error
