"""Two exports united: they pass the shapes, one message is one cable, one person on the public list is one IRI."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.facts.cable_table import cable_rows
from kg.facts.graph_counts import counts
from kg.store import Store, StoredGraph, Texts, validate
from kg.store.ready_questions import find
from kg.terms.iris import KG, PART, VALUE
from kg.terms.namespaces import BASE
from tests.fictional import SEED, wire, write

BODY = "1. (C) Ambassador Ina Nardo met President Garcia.\n\n2. (SBU) See Ref A."
CITED = wire(reference="A. BOGOTA 1234\nB. QUITO 77", body=BODY)
ONE = {
    "cited": CITED,
    "stub": wire("QUITO", 77, reference="LIMA 4001", signed="ROE"),
    "differs": wire("BOGOTA", 9, subject="ONE", body="1. (C) Words.\n\n2. (U) More."),
}
OTHER = {
    "cited": f"{CITED}\n",  # the same message from another copy, which refers to 08QUITO77 too
    "held": wire("BOGOTA", 1234, time="121200Z MAY 07", reference="LIMA 4001", signed="NARDO"),
    "differs": wire(
        "BOGOTA",
        9,
        subject="ANOTHER",
        info=("RUEHBO/AMEMBASSY QUITO 0815",),
        level="S E C R E T",
        reference="LIMA 4001",
        body="1. (S) Other words.",
    ),
    "later": wire("LIMA", 4005, time="121200Z JUN 08", reference="LIMA 4001"),
}
BASES = {"own bases": ("https://a.example.org/kg/", "https://b.example.org/kg/"), "no base given": (None, None)}


@pytest.fixture(scope="module", params=list(BASES))
def parts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two outputs that share a copy, a message in two copies, a cable that only one holds, and one that differs."""
    place = tmp_path_factory.mktemp("united")
    made = []
    for name, texts, base in zip("ab", (ONE, OTHER), BASES[request.param], strict=True):
        sources = write(place / f"in-{name}", seed=SEED.read_text(encoding="utf-8"), **texts)
        assert kg.build([sources], place / name, jobs=1, **({"base": base} if base else {})).shapes.conforms
        made.append(place / name)
    return made


@pytest.fixture(scope="module")
def united(parts: list[Path]) -> Store:
    """Load the Turtle files of both, one after the other, into one graph."""
    database = ox.Store()
    for part in parts:
        database.load(path=str(part / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    return Store(database)


def values(store: Store, query: str) -> list[str]:
    return [str(row[0].value) for row in store.query(query)]


def test_the_shapes_hold(united: Store) -> None:
    found = validate(united, whole=10**9)
    assert found.checked == found.cables == 6
    assert [(v.node, v.path, v.message) for v in found.violations] == []


def test_no_node_is_blank(united: Store) -> None:
    assert not any(isinstance(node, ox.BlankNode) for t in united.triples() for node in (t.subject, t.object))


def test_a_message_in_two_copies_is_one_cable(united: Store, parts: list[Path]) -> None:
    held = values(united, "SELECT DISTINCT ?c { ?d kg:copyOf ?c } ORDER BY ?c")
    apart = [values(kg.open(part).store, "SELECT DISTINCT ?c { ?d kg:copyOf ?c }") for part in parts]
    assert held == sorted({*apart[0], *apart[1]}) and len(held) < len(apart[0]) + len(apart[1])
    assert len(values(united, "SELECT DISTINCT ?d { ?d kg:copyOf cable:08LIMA4001 }")) == 2
    assert len(values(united, "SELECT DISTINCT ?o { cable:08LIMA4001 kg:sentTo ?o }")) == 1
    whole = values(united, f"SELECT ?w {{ cable:08LIMA4001 {PART('origin')}/foaf:name ?w }}")
    assert whole == ["AMEMBASSY LIMA"]


def test_a_cable_that_one_of_them_holds_is_held(united: Store) -> None:
    said = values(united, "SELECT ?s { cable:08QUITO77 kg:status ?s } ORDER BY ?s")
    assert [one.rpartition("/")[2] for one in said] == ["held", "referenced-only"]
    assert counts(united).held == 6
    asked = [str(row["cable"].value) for row in find("only-referenced").ask(united)]
    assert asked and not any(name.endswith("08QUITO77") for name in asked)
    assert counts(united).referenced_only == len({*asked})
    rows = {row.number: row.status for row in cable_rows(StoredGraph(united, Texts("nowhere")))}
    assert rows["08QUITO77"] == "held" and rows["06LIMA3259"] == "referenced-only"


def test_what_copies_say_differently_stands_side_by_side(united: Store) -> None:
    assert values(united, "SELECT ?t { cable:08BOGOTA9 dcterms:title ?t } ORDER BY ?t") == ["ANOTHER", "ONE"]
    assert len(values(united, "SELECT ?l { cable:08BOGOTA9 kg:classification ?l }")) == 2


def test_a_person_on_the_public_list_is_one_and_others_are_of_their_base(united: Store, parts: list[Path]) -> None:
    ask = "SELECT DISTINCT ?p { cable:07LIMA2181 part:signedBy/rdf:value ?p }"
    (listed,) = values(united, ask)
    assert [values(kg.open(part).store, ask) for part in parts] == [[listed], [listed]]
    mine = values(united, "SELECT DISTINCT ?p { cable:08LIMA4001 part:signedBy/rdf:value ?p }")
    bases = {kg.open(part).store.base for part in parts}
    assert {one.partition("official/")[0] for one in mine} == bases


def test_one_schema_number_stands_for_both(united: Store) -> None:
    assert len(values(united, f"SELECT ?d {{ ?d {KG('schemaVersion')} ?n }}")) == 2
    assert len(set(values(united, f"SELECT ?n {{ ?d {KG('schemaVersion')} ?n }}"))) == 1


def test_what_no_union_makes_true_is_still_found(united: Store) -> None:
    lines = [f"{triple} .\n" for triple in united.triples()]
    mention = f"<{BASE}cable/08QUITO77#signed-roe>"
    meant = next(line for line in lines if line.startswith(f"{mention} {VALUE} "))
    twice = f"{meant.partition('official/')[0]}official/somebody-else> .\n"
    seen = next(line for line in lines if KG("lastSeen") in line)
    early = seen.partition('"')[0] + '"1901-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    wrong = [line for line in lines if not line.startswith(seen.partition('"')[0])]
    found = validate(Store.of([*wrong, early, twice]), whole=10**9)
    messages = {violation.message for violation in found.violations}
    assert "A mention means one person of each base" in messages
    assert "Somebody is first seen before being last seen, or on that day" in messages
