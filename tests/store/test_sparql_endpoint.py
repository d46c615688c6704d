"""A graph at a SPARQL service: the same answers as from the folder, from a real Oxigraph server over HTTP."""

from __future__ import annotations

import http.server
import io
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.store import QueryError, QueryRefusedError, QueryTimeoutError, StoreError, answer_formats
from kg.store.ready_questions import questions
from kg.store.sparql_endpoint import Remote, prologue
from tests.fictional import SEED, wire, write

pytest.importorskip("httpx", reason="httpx is not installed: pip install -e .[dev]")
SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
FORMS = {"nq": "application/n-quads", "nt": "application/n-triples", "trig": "application/trig", "ttl": "text/turtle"}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("remote")
    write(place / "in", a=wire(), b=wire("QUITO", 1234, time="121200Z MAY 08"))
    kg.build([place / "in", SEED], place / "out")
    return place / "out"


def served(folder: Path, form: str) -> Iterator[str]:
    """Start a server, load what `kg export` writes into it, and give the address of its queries."""
    if SERVER is None:
        pytest.skip("no Oxigraph server: pip install -e .[dev]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    exported = folder.parent / f"exported.{form}"
    assert run(["export", str(folder), "--format", form, "-o", str(exported)]) == 0
    server = subprocess.Popen(
        [SERVER, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}"
        whole = "" if form in ("nq", "trig") else "?default"
        load = urllib.request.Request(
            f"{base}/store{whole}", exported.read_bytes(), {"Content-Type": FORMS[form]}, method="POST"
        )
        for attempt in range(100):
            try:
                urllib.request.urlopen(load, timeout=30).close()
                break
            except urllib.error.URLError:
                assert attempt < 99
                time.sleep(0.1)
        yield f"{base}/query"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def quads(folder: Path) -> Iterator[str]:
    yield from served(folder, "nq")


@pytest.fixture(scope="module", params=["nq", "nt"])
def address(folder: Path, request: pytest.FixtureRequest, quads: str) -> Iterator[str]:
    """The service loaded either way: the two graphs apart, and both in one."""
    yield from [quads] if request.param == "nq" else served(folder, request.param)


def told(graph: kg.pipeline.Graph, sparql: str) -> list[str]:
    stream = io.StringIO()
    answer_formats.write(graph.query(sparql), "csv", stream)
    return sorted(stream.getvalue().splitlines())


def test_every_ready_question_has_the_answer_of_the_folder(folder: Path, address: str) -> None:
    here, there = kg.open(folder), kg.open(address)
    answers = {name: (told(here, q.bound()), told(there, q.bound())) for name, q in questions().items()}
    assert {name for name, (one, other) in answers.items() if one != other} == set()
    assert sum(len(one) > 1 for one, _ in answers.values()) > 10


def test_both_graphs_are_seen(folder: Path, address: str) -> None:
    here, there = kg.open(folder), kg.open(address)
    assert len(there) == len(here) > 700
    assert told(there, "SELECT ?x { ?x a kg:Person }") == told(here, "SELECT ?x { ?x a kg:Person }")
    assert set(there.store.triples()) == set(here.store.triples())


def test_the_conclusions_alone_where_the_graphs_are_kept_apart(folder: Path, quads: str) -> None:
    here, there = kg.open(folder), kg.open(quads)
    for inferred in (True, False):
        assert set(there.store.triples(inferred=inferred)) == set(here.store.triples(inferred=inferred))
    sparql = "SELECT ?s ?p ?o FROM graph:inferred { ?s ?p ?o }"
    assert told(there, sparql) == told(here, sparql)
    assert len(told(there, sparql)) == len(set(here.store.triples(inferred=True))) + 1 < len(here)


def test_statements_and_yes_and_no(folder: Path, address: str) -> None:
    here, there = kg.open(folder), kg.open(address)
    for sparql in ("DESCRIBE cable:07LIMA2181", "CONSTRUCT { ?s skos:prefLabel ?o } { ?s skos:prefLabel ?o }"):
        assert {tuple(row) for row in there.query(sparql)} == {tuple(row) for row in here.query(sparql)}
    assert there.query("ASK { cable:07LIMA2181 ?p ?o }").truth is True
    assert there.query("ASK { <cable/07LIMA2181> a kg:Post }").truth is False
    assert there.store.holds("https://w3id.org/cable-kg/post/LIMA")
    assert not there.store.holds("https://w3id.org/cable-kg/post/NOWHERE")
    iri = "https://w3id.org/cable-kg/cable/07LIMA2181"
    assert set(there.store.about(iri)) == set(here.store.about(iri))


@pytest.mark.parametrize(
    ("sparql", "error", "words"),
    [
        ("DELETE WHERE { ?s ?p ?o }", QueryRefusedError, "DELETE changes a graph"),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", QueryRefusedError, "SERVICE asks another server"),
        ("ASK FROM <http://localhost/x> {}", QueryRefusedError, "FROM can name one graph only"),
        ("SELECT ?x {\n ?x a }", QueryError, "line 2, column 8"),
        ("SELECT ?x { ?x a nowhere:Thing }", QueryError, "unknown prefix"),
    ],
)
def test_what_is_refused_never_leaves_this_machine(sparql: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Remote("http://127.0.0.1:9/query").query(sparql)


class _Odd(http.server.BaseHTTPRequestHandler):
    """Answers with what its path names."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kind, status, data = {
            "/page": ("text/html", 200, b"<html>Welcome"),
            "/none": ("text/plain", 404, b"no such thing"),
            "/moved": ("text/plain", 301, b""),
            "/locked": ("text/plain", 401 if self.headers["Authorization"] is None else 500, b"you may ask"),
            "/broken": ("application/sparql-results+json", 200, b'{"head": {"vars": ["x"]}, "results": {"bindin'),
            "/busy": ("text/plain", 503, b"Query timed out\nafter 5 s"),
            "/slow": ("application/sparql-results+json", 200, b""),
        }[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 301:
            self.send_header("Location", "https://example.org/sparql")
        self.end_headers()
        self.wfile.write(data)
        for _ in range(100 if self.path == "/slow" else 0):  # a byte now and then: no single wait is long
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def odd() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Odd)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("page", StoreError, "is no SPARQL service .*often ends in /query or /sparql"),
        ("none", StoreError, "is no SPARQL service .status 404"),
        ("moved", StoreError, "has moved: give https://example.org/sparql"),
        ("locked", StoreError, "lets nobody ask without a password"),
        ("broken", QueryError, "that can't be read"),
        ("busy", QueryTimeoutError, "gave up .status 503.: Query timed out after 5 s"),
        ("slow", QueryTimeoutError, "more than 0.5 seconds"),
    ],
)
def test_odd_services(path: str, error: type[Exception], words: str) -> None:
    with odd() as host, pytest.raises(error, match=words):
        list(Remote(f"http://{host}/{path}").query("SELECT ?x { ?x ?p ?o }", timeout=0.5 if path == "slow" else None))


def test_a_password_is_sent_and_not_shown() -> None:
    with odd() as host, pytest.raises(QueryError, match=r"status 500.: you may ask") as caught:
        Remote(f"http://ina:geheim@{host}/locked").query("ASK {}")
    assert "geheim" not in str(caught.value)


def test_no_service(capsys: Capture) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/query"
    assert run(["stats", "--endpoint", address]) == 1
    assert f"error: no service answers at {address}" in capsys.readouterr().err
    for wrong in ("http://", "http:///query"):
        with pytest.raises(StoreError, match="is no address"):
            kg.open(wrong)


def test_prologue_has_what_the_query_leaves_out() -> None:
    assert prologue("PREFIX kg: <urn:x> SELECT * { ?s a kg:Cable, skos:Concept }") == (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    )
    assert prologue("ASK { <post/LIMA> ?p 'cable:x' }") == "BASE <https://w3id.org/cable-kg/> "


def output_of(arguments: list[str], capsys: Capture) -> tuple[str, str]:
    capsys.readouterr()
    assert run(arguments) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_commands_print_what_they_print_of_the_folder(folder: Path, address: str, capsys: Capture) -> None:
    here, there = [str(folder)], ["--endpoint", address]
    sparql = "SELECT ?t { cable:07LIMA2181 dcterms:title ?t }"
    assert output_of(["query", *there, sparql], capsys) == output_of(["query", *here, sparql], capsys)
    sparql = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a kg:Addressing }"
    ttl = ["--format", "ttl", sparql]
    assert output_of(["query", *there, *ttl], capsys) == output_of(["query", *here, *ttl], capsys)
    name = next(iter(questions()))
    assert output_of(["ask", name, *there], capsys) == output_of(["ask", name, *here], capsys)
    counted = json.loads(output_of(["stats", *there, "--json"], capsys)[0])
    assert counted == json.loads(output_of(["stats", *here, "--json"], capsys)[0])
    assert run(["query", str(folder), *there, "ASK {}"]) == 2
    assert "not both" in capsys.readouterr().err


def test_the_page_is_that_of_the_folder(folder: Path, address: str, tmp_path: Path) -> None:
    one, other, bare = (tmp_path / f"{n}.html" for n in ("here", "there", "bare"))
    focus = ["--focus", "07LIMA2181"]
    assert run(["view", str(folder), *focus, "-o", str(one)]) == 0
    assert run(["view", str(folder), *focus, "--endpoint", address, "-o", str(other)]) == 0
    assert other.read_bytes() == one.read_bytes()
    assert run(["view", str(tmp_path / "none"), *focus, "--endpoint", address, "-o", str(bare)]) == 0
    assert 0 < bare.stat().st_size < one.stat().st_size  # the service has no texts
