"""`kg query`: queries of any length and encoding, and names that a graph does not know."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.application import run
from tests.fictional import SEED

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "output"
    assert run(["build", str(SEED), "-o", str(folder), "--jobs", "1"]) == 0
    return folder


@pytest.mark.parametrize("length", [200, 256, 1000, 5000])
def test_a_query_may_be_longer_than_the_name_of_a_file(output: Path, length: int, capsys: Capture) -> None:
    query = f'SELECT ?title {{ ?c dcterms:title ?title FILTER(?title != "{"x" * length}") }}'
    assert run(["query", str(output), query]) == 0
    assert run(["query", query, str(output)]) == 0
    assert run(["query", "x" * length, "ASK {}"]) == 1
    told = capsys.readouterr().err.lower()
    assert "there is no folder xxx" in told
    assert "traceback" not in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_query_file_is_read_with_its_byte_order_mark(
    output: Path, tmp_path: Path, encoding: str, capsys: Capture
) -> None:
    file = tmp_path / "question.rq"
    file.write_text('SELECT ?n { BIND("Bogotá" AS ?n) }\n', encoding=encoding)
    assert run(["query", str(output), "-f", str(file), "--format", "csv"]) == 0
    assert "Bogotá" in capsys.readouterr().out


def test_a_query_file_of_no_known_encoding_is_refused(output: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "question.rq"
    file.write_bytes('SELECT ?n { BIND("Bogotá" AS ?n) }'.encode("cp1252"))
    assert run(["query", str(output), "-f", str(file)]) == 1
    assert "save it as UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?c { ?c kg:orign ?x }", "kg:orign is no term of the ontology: perhaps kg:origin?"),
        ("SELECT ?c { ?c a kg:cable. }", "kg:cable is no term of the ontology: perhaps kg:Cable?"),
        ("SELECT ?c { ?c part:refrences ?x }", "part:refrences is no term of the ontology: perhaps part:references?"),
        ("SELECT ?c { ?c kg:topic topic:PREEL }", "topic:PREEL: perhaps topic:PREL?"),
        ("SELECT ?c { ?c kg:origin post:LIMMA }", "post:LIMMA: perhaps post:LIMA?"),
        ("SELECT ?c { ?c skos:preflabel ?x }", "skos:preflabel: perhaps skos:prefLabel?"),
        ("SELECT ?c { ?c dcterms:titel ?x }", "dcterms:titel: perhaps dcterms:title?"),
        ("PREFIX p: <https://w3id.org/cable-kg/post/> SELECT ?c { ?c kg:origin p:LIMMA }", "perhaps post:LIMA?"),
        ("SELECT ?c { ?c kg:origin <post/LIMMA> }", "perhaps post:LIMA?"),
        ("ASK { ?c a kg:Cabel }", "kg:Cabel is no term of the ontology: perhaps kg:Cable?"),
        ("SELECT ?c { ?c a kg:Cable OPTIONAL { ?c kg:titel ?t } }", "kg:titel is no term of the ontology"),
    ],
)
def test_a_name_that_a_graph_does_not_know_is_told_with_the_nearest(
    output: Path, query: str, told: str, capsys: Capture
) -> None:
    assert run(["query", str(output), query]) == 0
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?c { ?c kg:topic tag:PREL }", "unknown prefix tag: (perhaps topic:PREL?)"),
        ("SELECT ?c { ?c kg:topic tag:PREEL }", "unknown prefix tag: (perhaps topic:PREL?)"),
        ("SELECT ?c {\n  ?c a kg:Cable ;\n     topics:x ?y }", "unknown prefix topics: (perhaps topic:x"),
    ],
)
def test_a_prefix_that_nobody_declares_is_named(output: Path, query: str, told: str, capsys: Capture) -> None:
    assert run(["query", str(output), query]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?c { ?c a kg:Cable }",
        "SELECT ?c { ?c kg:origin post:LIMA. }",
        "CONSTRUCT { ?c <urn:mine:from> ?o ; kg:mine ?o } WHERE { ?c kg:origin ?o }",
        'SELECT (xsd:integer("1") AS ?n) { FILTER("2007-06-21"^^xsd:date < "2008-06-21"^^xsd:date) }',
        'SELECT ?c { ?c ?by ?x FILTER(STRSTARTS(STR(?by), STR(part:))) # kg:orign\n FILTER(?x != "kg:orign") }',
        "SELECT ?s FROM graph:inferred { ?s ?p ?o }",
        "SELECT ?s FROM <https://w3id.org/cable-kg/local/graph/inferred> { ?s ?p ?o }",
    ],
)
def test_nothing_is_told_of_names_that_are_known_or_made(output: Path, query: str, capsys: Capture) -> None:
    assert run(["query", str(output), query]) == 0
    assert "warning" not in capsys.readouterr().err


FORMULA = 'SELECT ?t ?n { VALUES (?t ?n) { ("=1+1" -1) ("Núñez" 2.5) } }'


def test_csv_is_for_spreadsheets_and_begins_with_a_mark_in_a_file_only(output: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", str(output), FORMULA, "--format", "csv"]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    assert piped.decode() == "t,n\r\n'=1+1,-1\r\nNúñez,2.5\r\n"
    with (tmp_path / "answer.csv").open("wb") as file:
        subprocess.run(command, stdout=file, check=True, stderr=subprocess.DEVNULL)
    assert (tmp_path / "answer.csv").read_bytes() == b"\xef\xbb\xbf" + piped


def test_tsv_has_every_term_whole(output: Path, capsys: Capture) -> None:
    assert (
        run(["query", str(output), 'SELECT ?a ?b ?c { BIND("=1\\t2" AS ?a) BIND(post:LIMA AS ?b) }', "--format", "tsv"])
        == 0
    )
    assert capsys.readouterr().out == '?a\t?b\t?c\n"=1\\t2"\t<https://w3id.org/cable-kg/post/LIMA>\t\n'
