"""What a query may ask is decided before the engine sees it, whatever the query looks like."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.application import run
from kg.store import Store, query_guard
from kg.store.store_errors import QueryError, QueryRefusedError
from tests.fictional import wire, write

KG = [sys.executable, "-P", "-c", "from kg.cli import main; main()"]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guarded")
    assert run(["build", str(write(folder / "texts", a=wire())), "-o", str(folder / "o"), "--jobs", "1"]) == 0
    return folder / "o"


# What the engine reads as code, and a look at words alone takes for a comment, a text or an IRI.
HIDDEN = {
    "an escape in a name": "SELECT * { OPTIONAL { ?s kg:a\\# ?o } %s }",
    "a quote in a name": "SELECT * { OPTIONAL { ?s kg:a\\' ?o } %s BIND('' AS ?k) }",
    "a comparison with a text": "SELECT * { ?s ?p ?a FILTER(?a<'>#') %s }",
    "a comparison and a comment": "SELECT * { ?s ?p ?a BIND(1 AS ?b) FILTER(?a=?a||?a<?b#>'''\n) %s #'''\n }",
    "a name compared": "SELECT * { ?s ?p ?a FILTER(?a=?a||?a<kg:b#>'''\n) %s #'''\n }",
    "no blank": "SELECT * { ?s ?p ?a SERVICESILENT%s }",
    "escaped": "SELECT * { ?s ?p ?a \\u0053%s }",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_no_query_opens_a_connection(output: Path, query: str) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        service = f"SERVICE <http://127.0.0.1:{listening.getsockname()[1]}/x> {{ ?x ?y ?z }}"
        if "SILENT" in query:
            service = service.removeprefix("SERVICE ")
        elif "u0053" in query:
            service = service[1:]
        with pytest.raises(QueryRefusedError):
            list(Store.open(output / "store").query(query % service))
        with pytest.raises(TimeoutError):
            listening.accept()


def test_what_only_looks_like_it_is_answered(output: Path) -> None:
    store = Store.open(output / "store")
    for query in (
        "ASK { ?s ?p 'FOREIGN SERVICE' } # SERVICE",
        "ASK { ?s <http://example.org/O'Brien#x> ?o }",
        "ASK { ?s ?p ?o FILTER(1 < 2 && 3 > 2) }",
        f"ASK {{ VALUES ?x {{ {' '.join(['-1', '1e-5'] * 400)} }} }}",
        f"ASK {{ FILTER(1 IN ({', '.join(map(str, range(3000)))})) }}",
        f"ASK {{ FILTER({' || '.join(['1 = 2'] * 900)} || 1 = 1) }}",
        f"ASK {{ {'{' * 90}{'}' * 90} }}",
        "\ufeffASK {}",
    ):
        assert store.query(query).truth in (True, False), query


@pytest.mark.parametrize("options", [[], ["--timeout", "30"]], ids=["here", "in a process"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"SELECT ({'(' * 10000}1{')' * 10000} AS ?x) {{}}", "too deep"),
        (f"ASK {{ {'FILTER EXISTS { ?s ?p ?o ' * 3000}{'}' * 3000} }}", "too deep"),
        (f"SELECT ({'+'.join(['?x'] * 50000)} AS ?y) {{}}", "too deep"),
        ("SELECT (<http://example.org/f>(?s) AS ?y) { ?s ?p ?o }", "not supported"),
        ("CONSTRUCT { ?s ?p ?y } WHERE { ?s ?p ?o BIND(kg:no(?o) AS ?y) }", "not supported"),
    ],
    ids=["brackets", "exists", "sums", "a function", "a function in a graph"],
)
def test_what_the_engine_cannot_do_is_a_sentence(
    output: Path, tmp_path: Path, query: str, said: str, options: list[str]
) -> None:
    (tmp_path / "q.rq").write_text(query)
    done = subprocess.run(
        [*KG, "query", str(output), "-f", str(tmp_path / "q.rq"), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_linear_in_the_length(output: Path) -> None:
    for odd in ("<" * 199_000, "'" * 199_000, "a:" * 99_000, "kg:a\\#" * 30_000, '"""' * 60_000, "<a'" * 60_000):
        with pytest.raises(QueryError):
            query_guard.check(odd)
