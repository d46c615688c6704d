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


def says_nothing_about(iri: str) -> RequestError:
    """Return what is answered where the graph does not know a thing."""
    return RequestError(404, f"This graph says nothing about {iri}: /search may find what is meant.")


def lacks_thing() -> RequestError:
    """Return what is answered to a request that names no thing."""
    return RequestError(400, "Say of what: ?iri=…")


def lacks_query() -> RequestError:
    """Return what is answered to a request at the endpoint that brings no query."""
    return RequestError(400, "The request has no query.")


def is_update() -> RequestError:
    """Return what is answered to a request that would change the graph."""
    return RequestError(400, "This graph is for reading: updates are not taken.")


def is_over(limit: str) -> RequestError:
    """Return what is answered in the place of an answer that is over a limit, given in words."""
    return RequestError(422, f"The answer has {limit}, over this server's limit: ask for less, or with LIMIT.")


def is_too_large(what: str, most: int, status: int = 413) -> RequestError:
    """Return what is answered to a request of which something has more than `most` bytes."""
    return RequestError(status, f"The {what} has more than {most:,} bytes.")


def ran_too_long(seconds: float) -> RequestError:
    """Return what is answered where a query was ended for its time."""
    return RequestError(
        504, f"The query took more than {seconds:g} seconds and was ended: ask for less, or with LIMIT."
    )


TOO_MUCH_MEMORY = "The answer needs more memory than this server gives: ask for less, or with LIMIT."
