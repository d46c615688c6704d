# ruff: noqa: E501 - a query stands on one line
"""The facts of the example again: by SPARQL on the Turtle that the build writes, in rdflib and in Oxigraph alike."""

from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import Graph

import kg
from kg.vocabulary import locate
from tests.test_seed import SEED

PREFIXES = """
PREFIX kg: <https://w3id.org/cable-kg/ontology#> PREFIX part: <https://w3id.org/cable-kg/part#>
PREFIX cable: <https://w3id.org/cable-kg/cable/> PREFIX post: <https://w3id.org/cable-kg/post/>
PREFIX topic: <https://w3id.org/cable-kg/topic/> PREFIX doubt: <https://w3id.org/cable-kg/doubt/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
#: What a historian asks of the example, and what the cable says.
FACTS: list[tuple[str, str, list[tuple[str, ...]]]] = [
    (
        "title",
        "SELECT ?t { cable:07LIMA2181 dcterms:title ?t }",
        [("SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS",)],
    ),
    ("number", "SELECT ?n { cable:07LIMA2181 kg:messageReferenceNumber ?n }", [("LIMA 002181",)]),
    ("sent", "SELECT ?d { cable:07LIMA2181 kg:dateTimeGroup ?d }", [("2007-06-21T21:07:00Z",)]),
    (
        "envelope",
        """SELECT ?tx ?st ?se ?n ?z ?r ?f { cable:07LIMA2181 part:section ?x . ?x kg:transmissionId ?tx ;
        kg:routingIndicator ?st ; kg:serial ?se ; kg:number ?n ; kg:securityLine ?z ; kg:routedTo ?r ; kg:filingTime ?f }""",
        [("VZCZCXYZ0005", "RUEHPE", "2181", "1", "ZNY CCCCC ZZH", "RUEHWEB", "2007-06-21T21:07:00Z")],
    ),
    ("from", "SELECT ?p { cable:07LIMA2181 kg:origin/skos:prefLabel ?p }", [("Embassy Lima",)]),
    (
        "to",
        """SELECT ?n ?ri ?se ?p { cable:07LIMA2181 part:sentTo ?a . ?a foaf:name ?n ; kg:routingIndicator ?ri ;
        kg:serial ?se ; kg:precedence/skos:notation ?p ; rdf:value post:STATE }""",
        [("SECSTATE WASHDC", "RUEHC", "5950", "PRIORITY")],
    ),
    (
        "info",
        """SELECT ?n ?se { cable:07LIMA2181 part:copiedTo ?a . ?a foaf:name ?n ; kg:evidence ?e .
        BIND(xsd:integer(STRBEFORE(STRAFTER(STR(?e), "#char="), ",")) AS ?o)
        OPTIONAL { ?a kg:serial ?se } } ORDER BY ?o""",
        [
            ("AMEMBASSY BOGOTA", "4789"),
            ("AMEMBASSY BRASILIA", "7418"),
            ("AMEMBASSY CARACAS", "0488"),
            ("AMEMBASSY LA PAZ", ""),
            ("QUITO", "1297"),
            ("AMEMBASSY SANTIAGO", "1342"),
            ("CDR USCINCSO MIAMI FL", ""),
        ],
    ),
    (
        "the fused line",
        """SELECT DISTINCT ?raw ?as { cable:07LIMA2181 part:copiedTo/kg:repair ?r .
        ?r kg:raw ?raw ; rdf:value ?as }""",
        [("RUEHLP/AMEMBASSY LA PAZ JUN QUITO 1297", "RUEHLP/AMEMBASSY LA PAZ\nQUITO 1297")],
    ),
    (
        "no indicator is invented",
        "SELECT ?ri { <https://w3id.org/cable-kg/cable/07LIMA2181#info-quito> kg:routingIndicator ?ri }",
        [],
    ),
    (
        "classification",
        "SELECT ?c ?d ?e { cable:07LIMA2181 kg:classification/skos:notation ?c ; kg:declassifyOn ?d ; "
        "kg:executiveOrder ?e }",
        [("CONFIDENTIAL", "2017-06-21", "12958")],
    ),
    (
        "captions",
        "SELECT ?c { cable:07LIMA2181 kg:caption/skos:notation ?c } ORDER BY ?c",
        [("SENSITIVE",), ("SIPDIS",)],
    ),
    ("reasons", "SELECT ?n { cable:07LIMA2181 kg:reason/skos:notation ?n } ORDER BY ?n", [("1.4(c)",), ("1.4(d)",)]),
    (
        "topics with their meaning",
        "SELECT ?n ?l { cable:07LIMA2181 kg:topic ?t . ?t skos:notation ?n ; skos:prefLabel ?l } ORDER BY ?n",
        [
            ("PE", "Peru"),
            ("PGOV", "Internal Governmental Affairs"),
            ("PREL", "External Political Relations"),
            ("SNAR", "Narcotics"),
        ],
    ),
    (
        "the unknown topic",
        """SELECT ?n { cable:07LIMA2181 part:topic ?t . ?t rdf:value/skos:notation ?n ;
        kg:doubt doubt:unrecognised ; kg:suggestion topic:MARR }""",
        [("KMARR",)],
    ),
    (
        "references",
        """SELECT ?l ?id ?d { cable:07LIMA2181 part:references ?r . ?r kg:letter ?l ;
        rdf:value/dcterms:identifier ?id . OPTIONAL { ?r kg:doubt ?d } } ORDER BY ?l""",
        [
            ("A", "07LIMA994", "https://w3id.org/cable-kg/doubt/year-inferred"),
            ("B", "07LIMA513", "https://w3id.org/cable-kg/doubt/year-inferred"),
            ("C", "06LIMA3259", ""),
        ],
    ),
    (
        "paragraphs",
        "SELECT ?n ?m { cable:07LIMA2181 part:paragraph ?p . ?p kg:portionMarking/skos:notation ?m "
        "BIND(STRAFTER(STR(?p), '#p') AS ?n) } "
        "ORDER BY ?n",
        [("1", "SBU"), ("2", "C"), ("3", "C"), ("4", "C"), ("5", "C")],
    ),
    (
        "the repaired number",
        """SELECT ?raw ?as { <https://w3id.org/cable-kg/cable/07LIMA2181#p5> kg:repair ?r .
        ?r kg:raw ?raw ; rdf:value ?as }""",
        [("15.", "5.")],
    ),
    (
        "headings",
        "SELECT ?n (COUNT(?h) AS ?c) { cable:07LIMA2181 part:paragraph ?p . ?p part:heading ?h "
        "BIND(STRAFTER(STR(?p), '#p') AS ?n) } "
        "GROUP BY ?n ORDER BY ?n",
        [("4", "4"), ("5", "1")],
    ),
    (
        "Struble is one person",
        """SELECT DISTINCT ?page { cable:07LIMA2181 kg:classifiedBy ?o ; kg:signedBy ?o .
        ?o skos:exactMatch ?page }""",
        [("https://history.state.gov/departmenthistory/people/struble-james-curtis",)],
    ),
    (
        "visitor",
        "SELECT ?n ?t { cable:07LIMA2181 part:visitor ?v . ?v foaf:name ?n ; foaf:title ?t }",
        [("COULTER", "PM DAS")],
    ),
    (
        "mentioned",
        """SELECT ?n ?t (COUNT(?e) AS ?c) { cable:07LIMA2181 part:mentions ?v . ?v foaf:name ?n ; foaf:title ?t ;
        kg:evidence ?e } GROUP BY ?n ?t ORDER BY ?n""",
        [("Alan Wagner", "Defense Minister", "2"), ("Garcia", "President", "4"), ("Hugo Chavez", "President", "2")],
    ),
]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed") / "output"
    kg.build([SEED], output=folder)
    return folder


@pytest.fixture(scope="module")
def turtle(output: Path) -> Graph:
    return Graph().parse(output / "graph.ttl")


def text(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))


@pytest.mark.parametrize(("what", "query", "expected"), FACTS, ids=[f[0] for f in FACTS])
def test_fact_in_the_turtle(turtle: Graph, what: str, query: str, expected: list[tuple[str, ...]]) -> None:
    rows = [tuple("" if t is None else str(t) for t in row) for row in turtle.query(PREFIXES + query)]
    # rdflib writes a dateTime with +00:00 where the lexical form has Z
    assert [tuple(c.replace("+00:00", "Z") for c in row) for row in rows] == expected


@pytest.mark.parametrize(("what", "query", "expected"), FACTS, ids=[f[0] for f in FACTS])
def test_fact_in_the_store(output: Path, what: str, query: str, expected: list[tuple[str, ...]]) -> None:
    rows = [tuple(text(t) for t in row.terms) for row in kg.open(output).query(query)]
    assert rows == expected


def test_rdflib_and_oxigraph_read_the_same_graph(output: Path) -> None:
    for name in ("graph.ttl", "inferred.ttl", "build.ttl"):
        ours = {tuple(map(str, t)) for t in Graph().parse(output / name)}
        theirs = list(pyoxigraph.parse(path=str(output / name), format=pyoxigraph.RdfFormat.TURTLE))
        assert len({str(q.triple) for q in theirs}) == len(ours) > 20, name


def test_every_part_has_evidence_inside_the_text(output: Path, turtle: Graph) -> None:
    length = len(SEED.read_bytes().decode())
    rows = [str(row[0]) for row in turtle.query(PREFIXES + "SELECT ?e { ?s kg:evidence ?e }")]
    assert len(rows) > 45
    for iri in rows:
        start, end = map(int, iri.rpartition("#char=")[2].split(","))
        assert 0 <= start < end <= length


def test_building_twice_gives_the_same_bytes(output: Path, tmp_path: Path) -> None:
    kg.build([SEED], output=tmp_path / "again")
    for name in ("graph.ttl", "inferred.ttl", "network.html", "network.graphml", "network.gexf"):
        assert (tmp_path / "again" / name).read_bytes() == (output / name).read_bytes(), name


def test_no_statement_stands_in_both_graphs(output: Path) -> None:
    both = "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    store = kg.open(output)
    inferred = {tuple(map(text, r.terms)) for r in store.query(both.replace("?s {", "?s ?p ?o {", 1))}
    everything = [tuple(map(text, r.terms)) for r in store.query("SELECT ?s ?p ?o { ?s ?p ?o }")]
    assert inferred and len(everything) == len(set(everything))


def test_the_shapes_hold_with_what_the_ontology_entails(turtle: Graph) -> None:
    shapes, terms = (Graph().parse(locate() / name) for name in ("shapes.ttl", "cable.ttl"))
    conforms, _, told = pyshacl.validate(turtle, shacl_graph=shapes, ont_graph=terms, inference="rdfs")
    assert conforms, told
