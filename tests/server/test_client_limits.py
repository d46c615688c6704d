"""What one client may take: every limit is reached, says so, and the next query is answered as if nothing had been."""

import concurrent.futures
import http.client
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
import pytest

from tests.server.running import Served, serving

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?i)) }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?h"
COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a kg:Cable }"
ROWS = 200


@pytest.fixture(scope="module")
def small(output: Path) -> Iterator[Served]:
    options = [
        "--timeout",
        "2",
        "--max-rows",
        str(ROWS),
        "--max-answer",
        "100K",
        "--max-request",
        "64K",
        "--waiting",
        "1",
        "--max-memory",
        "1G",
    ]
    with serving(output, *options) as server:
        yield server


def answers(server: Served) -> bool:
    status, _, body = server.ask(COUNT)
    return status == 200 and int(json.loads(body)["results"]["bindings"][0]["n"]["value"]) >= 3


def test_a_runaway_query_is_ended_and_says_so(small: Served) -> None:
    assert answers(small)
    started = time.monotonic()
    status, _, body = small.ask(RUNAWAY)
    assert status == 504
    assert b"more than 2 seconds and was ended" in body
    assert 1.5 < time.monotonic() - started < 10
    assert answers(small)
    workers = psutil.Process(small.process.pid).children(recursive=True)
    before = {child.pid: sum(child.cpu_times()[:2]) for child in workers}
    time.sleep(1)
    assert all(sum(c.cpu_times()[:2]) - before[c.pid] < 0.9 for c in workers if c.is_running()), "nothing works on it"


@pytest.mark.parametrize("path", ["/table", "/sparql"])
def test_pages_are_bounded_as_well(small: Served, path: str) -> None:
    data = urlencode({"query": RUNAWAY}).encode()
    assert small.get(path, data, Content_Type="application/x-www-form-urlencoded")[0] == 504


def test_memory(output: Path) -> None:
    with serving(output, "--timeout", "60", "--max-memory", "700M") as server:
        status, _, body = server.ask(GREEDY)
        assert status in (507, 422), body
        assert answers(server)


def test_a_small_limit_leaves_room_for_a_worker(output: Path) -> None:
    """What a worker takes before its first query is the same each time, and not a matter of chance."""
    with serving(output, "--max-memory", "450M") as server:
        assert answers(server)


FORMS = ("json", "xml", "csv", "tsv")


@pytest.mark.parametrize("form", FORMS)
def test_as_many_rows_as_there_may_be(small: Served, form: str) -> None:
    query = "SELECT ?a { ?a ?b ?c } LIMIT "
    assert small.ask(query + str(ROWS), format=form)[0] == 200
    status, _, body = small.ask(query + str(ROWS + 1), format=form)
    assert status == 422
    assert f"more than {ROWS} rows".encode() in body


@pytest.mark.parametrize("form", FORMS)
def test_values_that_look_like_rows_are_not_counted(small: Served, form: str) -> None:
    value = '\\"}},{\\"a <result> \\n \\n,},{'
    query = "SELECT ?x { VALUES ?x { " + f'"{value}" ' * 190 + "} }"
    status, _, body = small.ask(query, format=form)
    assert status == 200, body


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_as_many_statements_as_there_may_be(small: Served, form: str) -> None:
    query = "CONSTRUCT { ?a ?b ?c } WHERE { SELECT DISTINCT ?a ?b ?c { ?a ?b ?c } LIMIT %d }"
    assert small.ask(query % ROWS, format=form)[0] == 200
    status, _, body = small.ask(query % (ROWS + 1), format=form)
    assert status == 422
    assert f"more than {ROWS} statements".encode() in body


def test_size_of_an_answer(small: Served) -> None:
    text = "REPLACE(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d), STR(?e), STR(?f)), '.', 'abcdefgh')"
    status, _, body = small.ask(f"SELECT ({text} AS ?x) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 190")
    assert status == 422
    assert b"bytes" in body


def test_size_of_a_request(small: Served) -> None:
    long = f"ASK {{}} #{'x' * 70_000}"
    direct = {"Content_Type": "application/sparql-query"}
    assert small.get("/sparql", long.encode(), **direct)[0] == 413
    status = small.get("/sparql?" + urlencode({"query": long}))[0]
    assert status in (400, 414), "h11 itself refuses a head that is too long"
    assert small.get("/sparql", f"ASK {{}} #{'x' * 50_000}".encode(), **direct)[0] == 200
    assert answers(small)


def test_a_request_without_a_length_is_bounded_too(small: Served) -> None:
    address = urlsplit(small.address)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)
    pieces = (b"ASK {} #", *(b"x" * 8000 for _ in range(20)))
    headers = {"Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", iter(pieces), headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_request_that_never_ends_is_given_up(small: Served) -> None:
    address = urlsplit(small.address)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=20) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 100\r\n\r\nASK "
        )
        assert b" 408 " in connection.recv(1000)


def test_when_too_many_ask_the_others_are_told_when_to_come_back(small: Served) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(lambda _: small.ask(RUNAWAY), range(8)))
    statuses = [status for status, _, _ in replies]
    assert set(statuses) <= {503, 504}
    assert statuses.count(503) >= 4
    busy = next(headers for status, headers, _ in replies if status == 503)
    assert int(busy["Retry-After"]) > 0
    assert answers(small)


def test_twenty_clients(served: Served) -> None:
    """Twenty clients ask different things for some seconds: every answer is right, and memory does not grow."""
    seconds = float(os.environ.get("KG_LOAD_SECONDS", "10"))
    numbers = ("08LIMA4001", "08LIMA4002", "08QUITO17")
    expected = {n: served.ask(f"SELECT ?t {{ cable:{n} dcterms:title ?t }}", "text/csv")[2] for n in numbers}
    pages = {n: served.get(f"/cable/{n}.nt")[2] for n in numbers}
    assert len(set(expected.values())) == 3
    process = psutil.Process(served.process.pid)
    end, wrong, done, sizes = time.monotonic() + seconds, [], [], []

    def client(which: int) -> None:
        turn = which
        while time.monotonic() < end:
            number, turn = numbers[turn % 3], turn + 1
            if which % 4 == 3:
                reply = served.get(f"/cable/{number}.nt")
                right = pages[number]
            else:
                reply = served.ask(f"SELECT ?t {{ cable:{number} dcterms:title ?t }}", "text/csv")
                right = expected[number]
            done.append(1)
            if reply[0] != 200 or reply[2] != right:
                wrong.append(reply)

    with concurrent.futures.ThreadPoolExecutor(20) as threads:
        running = [threads.submit(client, n) for n in range(20)]
        while time.monotonic() < end:
            time.sleep(seconds / 10)
            sizes.append(sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]))
        for one in running:
            one.result()
    assert not wrong, wrong[:3]
    assert len(done) > 20 * seconds / 4
    middle = sizes[len(sizes) // 3]
    assert sizes[-1] < middle * 1.1 + 8 * 2**20, [size // 2**20 for size in sizes]
    print(f"{len(done) / seconds:.0f} answers a second; {sizes[-1] // 2**20} MB")


def test_workers_do_not_outlive_a_server_that_is_killed(output: Path) -> None:
    with serving(output, "--timeout", "1") as server, concurrent.futures.ThreadPoolExecutor(1) as threads:
        assert answers(server)
        asking = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        workers = psutil.Process(server.process.pid).children(recursive=True)
        assert workers
        server.process.kill()
        gone, left = psutil.wait_procs(workers, timeout=20)
        assert gone
        assert not left
        with pytest.raises(OSError):
            asking.result()
