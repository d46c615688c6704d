"""Define the errors of requests: an HTTP status, and a sentence with the remedy."""

from __future__ import annotations

from kg.errors import KgError


class RequestError(KgError):
    """A refused request: `status` is that of HTTP, `line` and `column` are those of a query, from 1."""

    def __init__(
        self, status: int, message: str, line: int | None = None, column: int | None = None, retry: int | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.line, self.column, self.retry = status, line, column, retry


def says_nothing_about(iri: str) -> RequestError:
    """Return the error for a thing that the graph does not know."""
    return RequestError(404, f"This graph says nothing about {iri}: /search may find what is meant.")


def lacks_thing() -> RequestError:
    """Return the error for a request without a thing."""
    return RequestError(400, "Say of what: ?iri=…")


def lacks_query() -> RequestError:
    """Return the error for a request to the endpoint without a query."""
    return RequestError(400, "The request has no query.")


def is_update() -> RequestError:
    """Return the error for a request that would change the graph."""
    return RequestError(400, "This graph is for reading: updates are not taken.")


def is_over(limit: str) -> RequestError:
    """Return the error for an answer over a limit, which is given in words."""
    return RequestError(422, f"The answer has {limit}, over this server's limit: ask for less, or with LIMIT.")


def is_too_large(what: str, most: int, status: int = 413) -> RequestError:
    """Return the error for a request with more than `most` bytes in some part."""
    return RequestError(status, f"The {what} has more than {most:,} bytes.")


def ran_too_long(seconds: float) -> RequestError:
    """Return the error for a query that was ended at its time limit."""
    return RequestError(
        504, f"The query took more than {seconds:g} seconds and was ended: ask for less, or with LIMIT."
    )


TOO_MUCH_MEMORY = "The answer needs more memory than this server gives: ask for less, or with LIMIT."
