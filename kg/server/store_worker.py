"""Read the store for the server in a process that can be ended.

Requests come in as lines of JSON; each is answered by a line of JSON and the bytes it announces. The process ends when
its input does, so that it never outlives its server.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from kg.errors import KgError
from kg.server import full_text_search, neighbours, query_responses, start_page, thing_page
from kg.server.bounded_answers import OverLimitError
from kg.server.client_limits import Limits
from kg.server.http_errors import TOO_MUCH_MEMORY, RequestError, is_over
from kg.server.opened_graph import Opened, Request, Result
from kg.store.store_errors import QueryError, SchemaError
from kg.terms.namespaces import BASE

_GRACE = 5.0
"""Seconds after a query's time limit in which the server ends a worker, before the worker ends by itself."""


def main() -> None:
    """Answer requests until the input ends; the arguments are the folder and the limits as JSON."""
    opened = Opened(Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])))
    _bound_memory(opened.limits.memory)
    answers, out = operations(), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    for line in sys.stdin.buffer:
        _end_after(opened.limits.seconds + _GRACE)
        head, data = handled(opened, answers, json.loads(line))
        _end_after(0)
        out.write(json.dumps({**head, "length": len(data)}).encode() + b"\n")
        out.write(data)
        out.flush()


def operations() -> dict[str, Callable[[Opened, Request], Result]]:
    """Return the operations of a worker, by name."""
    return {
        "query": query_responses.answered,
        "table": query_responses.tabled,
        "check": query_responses.checked,
        "thing": thing_page.told,
        "statements": thing_page.stated,
        "place": thing_page.placed,
        "drawn": neighbours.drawn,
        "expand": neighbours.expanded,
        "search": full_text_search.found,
        "overview": start_page.counted,
        "terms": start_page.termed,
        "ready": _ready,
    }


def _ready(opened: Opened, request: Request) -> Result:
    opened.store.holds(BASE)  # not how many statements there are: to count a hundred million takes twelve seconds
    return "text/plain", b"ready"


def handled(
    opened: Opened, answers: dict[str, Callable[[Opened, Request], Result]], request: Request
) -> tuple[dict[str, object], bytes]:
    """Return the head and the bytes of the answer to a request; every error becomes an answer too."""
    try:
        media_type, data = answers[str(request["op"])](opened, request)
    except OverLimitError as error:
        return _refused(is_over(str(error))), b""
    except RequestError as error:
        return _refused(error), b""
    except QueryError as error:
        return _problem(400, str(error), error.line, error.column), b""
    except SchemaError as error:  # a build of another version has replaced the graph
        return _problem(503, str(error)), b""
    except KgError as error:
        return _problem(404, str(error)), b""
    except MemoryError:
        return _problem(507, TOO_MUCH_MEMORY), b""
    except Exception as error:  # the worker must answer and go on; what went wrong is told to the log only
        print(f"kg serve: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return _problem(500, "The server could not answer this; its log says why."), b""
    return {"status": 200, "type": media_type}, data


def _refused(error: RequestError) -> dict[str, object]:
    return _problem(error.status, str(error), error.line, error.column)


def _problem(status: int, message: str, line: int | None = None, column: int | None = None) -> dict[str, object]:
    return {"status": status, "message": message, "line": line, "column": column}


def _end_after(seconds: float) -> None:
    """Let the system end this process after some seconds, 0 for never: a killed server cannot end its workers."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(size: int) -> None:
    """Limit the memory of the process, where the system can."""
    if size <= 0:
        return
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        print("kg serve: the memory of a query can't be limited on this system", file=sys.stderr)


if __name__ == "__main__":
    main()
