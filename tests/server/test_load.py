"""Who asks for little is answered whatever the others do, and when they have gone nothing of them is left."""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import psutil
import pytest

from benchmarks.load import measured
from kg.server.request_queues import BusyError, Lane, Memory, shape
from tests.server.running import Served, serving
from tests.server.test_client_limits import RUNAWAY, answers

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """Return what is made in a thread of its own: a browser of another test may have an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def connected(server: Served) -> socket.socket:
    address = urlsplit(server.address)
    return socket.create_connection((address.hostname or "", address.port or 0), timeout=30)


def test_cheap_requests_go_on_being_answered(output: Path) -> None:
    """The measure of `benchmarks.load`, short: it asserts what was answered and what is left, and no time."""
    seconds = float(os.environ.get("KG_LOAD_SECONDS", "8"))
    found = apart(partial(measured, output, 24, seconds, addresses=False))
    told = {name: count for name, count in found["answers"].items() if not name.startswith("heavy")}
    assert {"page 200", "query 200", "search 200"} <= set(told), found
    refused = sum(count for name, count in told.items() if not name.endswith(" 200"))
    assert refused <= 1 + sum(told.values()) // 20, found
    assert found["after"]["connections"] == found["after"]["busy workers"] == 0, found
    assert found["temporary files"] == found["processes after the end"] == found["tracebacks"] == 0, found


def busy(server: Served) -> list[int]:
    """Return the workers that have used the processor in a fifth of a second."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    before = {one.pid: sum(one.cpu_times()[:2]) for one in children}
    time.sleep(0.3)
    return [one.pid for one in children if one.is_running() and sum(one.cpu_times()[:2]) - before[one.pid] > 0.05]


def until(what, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def patient(output: Path) -> Iterator[Served]:
    with serving(output, "--timeout", "120") as server:
        assert until(lambda: server.get("/search?format=json&q=lima")[0] == 200)
        yield server


def test_a_query_that_nobody_waits_for_is_ended(patient: Served) -> None:
    assert until(lambda: not busy(patient)), "the workers have started"
    with connected(patient) as connection:
        connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert until(lambda: bool(busy(patient))), "it is at work"
        at_work = busy(patient)
    assert until(lambda: not set(at_work) & set(busy(patient))), "long before its 120 seconds"
    assert answers(patient)


def test_pages_are_made_while_all_places_for_long_queries_are_taken(patient: Served) -> None:
    taken = [connected(patient) for _ in range(30)]
    for connection in taken:
        connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for path in ("/", "/cable/08LIMA4001", "/search?q=coca", "/query"):
        assert patient.get(path)[0] == 200, path
    assert answers(patient)
    for connection in taken:
        connection.close()
    assert until(lambda: not busy(patient))


def test_half_a_head_is_not_waited_for(output: Path) -> None:
    from kg.server import connection_limits
    from kg.server.client_limits import Limits

    program = (
        "import sys; from kg.server import Limits; from kg.server.run_server import serve; "
        f"serve({str(output)!r}, 0, limits=Limits(head_seconds=1.0, connections=40), "
        "ready=lambda a: print(a, file=sys.stderr, flush=True))"
    )
    assert connection_limits.Connections(Limits()).limits.head_seconds < 60
    process = subprocess.Popen([sys.executable, "-P", "-c", program], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        server = Served(process.stderr.readline().strip().rstrip("/"), process)
        for sent in (b"", b"GET / HTTP/1.1\r\nHost: local", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
            with connected(server) as connection:
                connection.sendall(sent)
                assert b" 408 " in connection.recv(1000), sent
                assert connection.recv(1000) == b""
        many = [connected(server) for _ in range(200)]
        for connection in many:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: local")
        assert server.get("/")[0] == 200, "many half heads keep nobody out"
        for connection in many:
            connection.close()
    finally:
        process.terminate()
        assert process.stderr is not None
        said = process.communicate(timeout=30)[1]
    assert "Traceback" not in said


def test_who_does_not_take_the_answer_is_left(output: Path) -> None:
    """A client that reads nothing must not keep the memory of its answer, and is no error."""
    with serving(output, "--max-answer", "64M") as server:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
        stalled = [connected(server) for _ in range(4)]
        for connection in stalled:
            connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        process = psutil.Process(server.process.pid)
        assert until(lambda: not [c for c in process.net_connections("tcp") if c.status == "ESTABLISHED"], 60)
        assert answers(server)
        for connection in stalled:
            connection.close()


FORM = "application/x-www-form-urlencoded"
WORDS = ("GET", "POST", "PUT", "OPTIONS", "HEAD", "DELETE", "TRACE")
PATHS = (
    "/",
    "/sparql",
    "/cable/",
    "/thing",
    "/search",
    "/expand",
    "/explorer",
    "/document/",
    "/questions/",
    "/table",
    "/assets/",
    "/build/",
    "/terms",
    "/query",
    "/ontology",
    "/.well-known/void",
)
PIECES = (
    "?query=",
    "?q=",
    "?iri=",
    "&",
    "=",
    "%00",
    "%FF",
    "%",
    "..",
    "//",
    "a" * 300,
    "ASK{}",
    "SELECT * {",
    "<",
    ">",
    "\\",
    "'",
    '"',
    "ł",
    "%F0%9F%98%80",
    "*",
    "-",
    "(",
    "NEAR(",
    "post:LIMA",
    "08LIMA4001",
    "#",
    ";",
    "limit=-1",
    "&page=99999999999",
    "&format=n3",
    "&format=%2F",
    "&offset=1e9",
    "$",
    "{",
    "\t",
    "\x7f",
)


def test_no_request_makes_the_server_fail(served: Served) -> None:
    """A few hundred requests of odd pieces, the same each time: none is answered by a 5xx."""
    chance = random.Random(18)
    address = urlsplit(served.address)
    for _ in range(400):
        method, path = chance.choice(WORDS), chance.choice(PATHS)
        path += "".join(chance.choice(PIECES) for _ in range(chance.randrange(6)))
        path = "".join(c if " " < c < "\x7f" else quote(c) for c in path)
        accept = chance.choice(("*/*", "text/html", "text/turtle;q=2", "x", "\xff", "application/json"))
        headers = {"Accept": accept, "Content-Type": chance.choice(("application/sparql-query", "text/x", FORM))}
        body = "".join(chance.choice(PIECES) for _ in range(chance.randrange(4))).encode() if method == "POST" else None
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        assert reply.status < 500, (method, path, headers, body, reply.read())
        connection.close()
    assert answers(served)


def test_shapes() -> None:
    one = shape("SELECT ?t { cable:07LIMA2181 dcterms:title ?t } # why")
    assert one == shape("SELECT  ?x\n{ cable:08LIMA1 dcterms:title ?x }")
    assert one != shape("SELECT ?t { ?c dcterms:title ?t }")
    assert shape("ASK { ?a ?b ?a }") != shape("ASK { ?a ?b ?c }")


def test_a_shape_is_tried_again() -> None:
    memory = Memory()
    assert memory.is_long("a") is None
    memory.note("a", was_long=True)
    assert memory.is_long("a") is True
    memory.note("a", was_long=False)
    assert memory.is_long("a") is False
    memory.note("a", was_long=False)
    memory.note("a", was_long=True)
    assert not memory.is_long("a"), "one bad moment is none"


async def _lane() -> list[str]:
    import asyncio

    lane, order = Lane(2, 8, 1), []

    async def work(client: str) -> None:
        await lane.enter(client, 10)
        order.append(client)
        await asyncio.sleep(0.01)
        lane.leave(client)

    tasks = []
    for client in ("a", "a", "a", "b", "c"):
        tasks.append(asyncio.create_task(work(client)))
        await asyncio.sleep(0)
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(one, BusyError) for one in done) == 0, done
    return order


def test_a_client_with_many_waits_for_one_with_few() -> None:
    import asyncio

    assert apart(lambda: asyncio.run(_lane())) == ["a", "b", "c", "a", "a"]


def test_the_address_of_a_client_behind_a_proxy(output: Path) -> None:
    """A proxy is believed where it is named, and nobody else."""
    with serving(output, "--proxy", "127.0.0.1") as server:
        assert server.get("/sparql?query=ASK%7B%7D", X_Forwarded_For="192.0.2.1")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", ""])
def test_only_own_names_are_answered_wherever_it_listens(output: Path, host: str) -> None:
    with serving(output, "--host", "0.0.0.0") as server:
        port = urlsplit(server.address).port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.putrequest("GET", "/sparql?query=ASK%7B%7D", skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        assert connection.getresponse().status == 400
        connection.close()
        own = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        own.request("GET", "/sparql?query=ASK%7B%7D")
        assert json.loads(own.getresponse().read())["boolean"] is True
        own.close()
