"""What can go wrong with a request: a status of HTTP, and a sentence that says what to do."""

from __future__ import annotations

from kg.errors import KgError


class RequestError(KgError):
    """A request that is not answered: `status` is that of HTTP, `line` and `column` are those of a query, from 1."""

    def __init__(
        self, status: int, message: str, line: int | None = None, column: int | None = None, retry: int | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.line, self.column, self.retry = status, line, column, retry
