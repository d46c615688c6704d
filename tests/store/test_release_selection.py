"""What is left of a graph when copies of some release statuses do not count."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.cli.application import run
from kg.errors import KgError
from kg.facts.release_selection import chosen, selected
from kg.graph import Graph
from kg.store import validate
from tests.fictional import wire, write

SECRETS = ("ZUMPANO", "08QUITO77", "TOPAZ", "ECUADOR DESK", "KTOP", "a whisper")
"""What only leaked copies say: a signer, a cable, a caption's word, an addressee, a TAGS code, a line of text."""

OPEN = wire(signed="NARDO", reference="BOGOTA 1234")
#: The same message, leaked, with a line that the released copy leaves out, another subject and another signer.
LEAKED = wire(
    signed="ZUMPANO",
    reference="QUITO 77",
    subject="TALKS ON FISHERIES, TOPAZ",
    tags="PREL, PE, KTOP",
    info=("RUEHBO/AMEMBASSY BOGOTA 0815", "RUEHXX/ECUADOR DESK 0001"),
    body="1. (C) a whisper was heard in Quito.",
)
ONLY_LEAKED = wire("BOGOTA", 1234, reference="LIMA 4001", signed="ROE")
NOT_CITED = wire("QUITO", 78, reference="LIMA 4001", signed="ROE")
ABOUT = "file,status\nopen.txt,released-in-full\nleaked.txt,leaked\nbogota.txt,leaked\nquito.txt,leaked\n"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("selection")
    texts = write(folder / "in", open=OPEN, leaked=LEAKED, bogota=ONLY_LEAKED, quito=NOT_CITED)
    (texts / "kg-sources.csv").write_text(ABOUT)
    kg.build(texts, folder / "out", jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def part(output: Path) -> Iterator[Callable[[str], set[str]]]:
    with selected(kg.open(output), chosen(exclude=["leaked"])) as graph:
        yield graph


def values(graph: Graph, query: str) -> set[str]:
    return {str(row[0].value).rpartition("/")[2] for row in graph.query(query)}


def test_what_only_leaked_copies_say_is_nowhere(output: Path, part: Graph) -> None:
    whole = "\n".join(map(str, kg.open(output).store.triples())).lower()
    left = "\n".join(map(str, part.store.triples())).lower()
    for secret in SECRETS:
        assert secret.lower().replace(" ", "-") in whole or secret.lower() in whole or secret == "a whisper", secret
        assert secret.lower() not in left and secret.lower().replace(" ", "-") not in left, secret
    leaked = values(kg.open(output), "SELECT ?d { ?d kg:releaseStatus release:leaked }")
    assert len(leaked) == 3 and not any(document in left for document in leaked)


def test_what_the_released_copy_says_stays_with_its_evidence(part: Graph) -> None:
    assert values(part, "SELECT ?t { cable:08LIMA4001 dcterms:title ?t }") == {"TALKS ON FISHERIES"}
    assert values(part, "SELECT ?t { cable:08LIMA4001 kg:topic ?t }") == {"PREL", "PE"}
    assert values(part, "SELECT ?t { cable:08LIMA4001 kg:copiedTo ?t }") == {"BOGOTA"}
    assert values(part, "SELECT ?t { cable:08LIMA4001 kg:classification ?t }") == {"CONFIDENTIAL"}
    assert values(part, "SELECT ?n { cable:08LIMA4001 part:signedBy/foaf:name ?n }") == {"NARDO"}
    (document,) = values(part, "SELECT ?d { ?d a kg:Document }")
    places = values(part, "SELECT ?e { ?part kg:evidence ?e }")
    assert places and all(place.startswith(document) for place in places)


def test_a_cable_left_out_is_a_stub_where_a_chosen_one_cites_it(part: Graph) -> None:
    assert values(part, "SELECT ?c { ?c a kg:Cable }") == {"08LIMA4001", "08BOGOTA1234"}
    assert values(part, "SELECT ?s { cable:08BOGOTA1234 kg:status ?s }") == {"referenced-only"}
    assert values(part, "SELECT ?s { cable:08LIMA4001 kg:status ?s }") == {"held"}
    assert values(part, "SELECT ?p { cable:08BOGOTA1234 ?p ?o }") == {
        "22-rdf-syntax-ns#type",
        "identifier",
        "date",
        "ontology#origin",
        "ontology#status",
    }


def test_a_part_of_a_graph_has_the_shapes_and_no_loose_ends(part: Graph) -> None:
    assert validate(part.store).conforms
    loose = values(
        part,
        """SELECT ?o { ?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), "https://w3id.org/cable-kg/") &&
        ?p != kg:evidence && ?p != rdf:type) FILTER NOT EXISTS { ?o ?q ?x } }""",
    )
    assert loose == set()


def test_with_every_status_nothing_is_left_out(output: Path) -> None:
    graph = kg.open(output)
    with selected(graph, chosen()) as same:
        assert set(same.store.triples()) == set(graph.store.triples())
        for inferred in (True, False):
            assert set(same.store.triples(inferred=inferred)) == set(graph.store.triples(inferred=inferred))


def test_which_statuses_count() -> None:
    assert chosen(["leaked"]) == {"leaked"}
    assert "leaked" not in chosen(exclude=["leaked"]) and "unknown" in chosen(exclude=["leaked"])
    with pytest.raises(KgError, match="there is no release status 'stolen'; there are: leaked"):
        chosen(["stolen"])
    with pytest.raises(KgError, match="no release status is left"):
        chosen(["leaked"], ["leaked"])


@pytest.mark.parametrize("form", ["nt", "nq", "ttl", "trig", "jsonld", "csv", "graphml", "gexf"])
def test_no_export_of_released_copies_has_what_was_leaked(output: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"graph.{form}"
    assert run(["export", str(output), "--format", form, "--not-release", "leaked", "-o", str(target)]) == 0
    written = "\n".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir()).lower()
    assert "talks on fisheries" in written
    assert [secret for secret in SECRETS if secret.lower() in written] == []


def test_query_and_view_of_a_part(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ?d { ?d a kg:Document }"
    for option, count in (([], 4), (["--release", "leaked"], 3), (["--not-release", "leaked"], 1)):
        assert run(["query", str(output), query, "--format", "csv", *option]) == 0
        assert len(capsys.readouterr().out.split()) == count + 1
    page = tmp_path / "page.html"
    assert run(["view", str(output), "--release", "released-in-full", "-o", str(page)]) == 0
    written = page.read_text(encoding="utf-8").lower()
    assert "fisheries" in written and [secret for secret in SECRETS if secret.lower() in written] == []
    assert run(["query", str(output), query, "--release", "stolen"]) == 1
    assert "there is no release status 'stolen'" in capsys.readouterr().err


def test_a_part_does_not_take_the_place_of_the_whole(output: Path) -> None:
    before = {name: (output / name).read_bytes() for name in ("graph.ttl", "network.html", "network.gexf")}
    assert run(["export", str(output), "--format", "ttl", "--not-release", "leaked"]) == 0
    assert run(["export", str(output), "--format", "ttl", "--evidence", "oa"]) == 0
    assert run(["export", str(output), "--format", "gexf", "--not-release", "leaked"]) == 0
    assert run(["view", str(output), "--not-release", "leaked"]) == 0
    assert {name: (output / name).read_bytes() for name in before} == before
    parts = ("graph-part.ttl", "graph-oa.ttl", "network-part.gexf", "network-part.html")
    assert [name for name in parts if not (output / name).is_file()] == []


def test_a_person_whom_a_copy_that_is_left_out_names_too(tmp_path: Path) -> None:
    """Who that is was concluded from both mentions; the one that stays has the name that stands there, and no more."""
    texts = write(
        tmp_path / "in",
        open=wire(serial=4001, signed="STRUBLE"),
        leaked=wire(serial=4002).replace("Ambassador Ina Nardo", "Ambassador J. Curtis Struble"),
    )
    (texts / "kg-sources.csv").write_text("file,status\nopen.txt,released-in-full\nleaked.txt,leaked\n")
    kg.build(texts, tmp_path / "out")
    query = "SELECT ?s { ?s ?p ?o FILTER(STRSTARTS(STR(?s), CONCAT(STR(local:), 'official/s'))) }"
    assert values(kg.open(tmp_path / "out"), query)
    with selected(kg.open(tmp_path / "out"), chosen(exclude=["leaked"])) as graph:
        left = "\n".join(map(str, graph.store.triples()))
        assert "STRUBLE" in left
        assert "urtis" not in left
        for conclusion in ("official/s", "history.state.gov/departmenthistory/people/struble", "#score>"):
            assert conclusion not in left, conclusion
        assert validate(graph.store).conforms


def test_a_thread_that_needs_a_copy_that_is_left_out(tmp_path: Path) -> None:
    texts = write(
        tmp_path / "in",
        first=wire(serial=4001, reference="NONE", time="100930Z MAY 08"),
        second=wire(serial=4002, reference="LIMA 4001"),
        third=wire(serial=4003, reference="LIMA 4002"),
    )
    (texts / "kg-sources.csv").write_text("file,status\nfirst.txt,leaked\n*.txt,released-in-full\n")
    kg.build(texts, tmp_path / "out")
    threads = "SELECT ?t { ?t a kg:Thread }"
    assert values(kg.open(tmp_path / "out"), threads) == {"08LIMA4001"}
    with selected(kg.open(tmp_path / "out"), chosen(exclude=["leaked"])) as graph:
        assert values(graph, threads) == set()
        assert values(graph, "SELECT ?o { ?s kg:heldCables|kg:inThread ?o }") == set()
