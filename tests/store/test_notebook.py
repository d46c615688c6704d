"""What a notebook uses: data frames, pictures in place, an rdflib graph on the store."""

from pathlib import Path

import pytest
import rdflib

import kg
from kg.errors import KgError
from kg.graph import Graph
from kg.store import QueryError, QueryRefusedError, StoreError
from kg.terms.iris import KG
from kg.terms.namespaces import BASE
from kg.terms.rdflib_terms import to_rdflib
from tests.server.running import graph_of_three

CABLE = rdflib.URIRef(KG("Cable")[1:-1])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return kg.open(graph_of_three(tmp_path_factory.mktemp("notebook")))


def test_dataframe(graph: Graph) -> None:
    pytest.importorskip("pandas")
    frame = graph.query(
        "SELECT ?c ?title ?nothing { ?c dcterms:title ?title OPTIONAL { ?c kg:none ?nothing } } ORDER BY ?c"
    ).to_dataframe()
    assert list(frame.columns) == ["c", "title", "nothing"]
    assert list(frame.c) == [f"{BASE}cable/{n}" for n in ("08LIMA4001", "08LIMA4002", "08QUITO17")]
    assert frame.nothing.isna().all()
    counts = graph.query("SELECT ?post (COUNT(*) AS ?n) { ?c kg:origin ?post } GROUP BY ?post").to_dataframe()
    assert counts.n.dtype.kind == "i"
    empty = graph.query("SELECT ?a ?b { ?a kg:none ?b }").to_dataframe()
    assert list(empty.columns) == ["a", "b"]
    assert len(empty) == 0
    assert list(graph.query("ASK {}").to_dataframe().answer) == [True]


@pytest.mark.parametrize("focus", ["08LIMA4002", "cable:08LIMA4002", f"{BASE}cable/08LIMA4002", "cable/08LIMA4002"])
def test_network_by_any_name(graph: Graph, focus: str) -> None:
    assert f"{BASE}post/LIMA" in graph.network(focus=focus)


def test_view(graph: Graph, tmp_path: Path) -> None:
    picture = graph.view(focus="post:LIMA", height=400)
    frame = picture._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert frame.count("<") == 2, "the page stands in the attribute, escaped"
    assert "allow-same-origin" not in frame
    assert "height:400px" in frame
    assert picture.save(tmp_path / "x.html").read_text(encoding="utf-8") == picture.html
    assert len(repr(picture)) < 100
    with pytest.raises(KgError, match="NOWHERE"):
        graph.view(focus="post:NOWHERE")


def test_rdflib_says_what_the_store_says(graph: Graph) -> None:
    assert len(graph.rdflib) == len(graph)
    assert set(graph.rdflib) == set(to_rdflib(graph.store.triples()))
    assert (rdflib.URIRef(f"{BASE}cable/08LIMA4002"), rdflib.RDF.type, CABLE) in graph.rdflib
    assert (
        len(set(graph.rdflib.subjects(rdflib.RDF.type, CABLE)))
        == graph.rdflib.query("SELECT (COUNT(?c) AS ?n) { ?c a kg:Cable }").bindings[0][rdflib.Variable("n")].toPython()
    )
    title = graph.rdflib.value(rdflib.URIRef(f"{BASE}cable/08LIMA4002"), rdflib.DCTERMS.title)
    assert list(graph.rdflib.subjects(rdflib.DCTERMS.title, title)) == [rdflib.URIRef(f"{BASE}cable/08LIMA4002")]
    assert list(graph.rdflib.triples((rdflib.Literal("x"), None, None))) == []


def test_rdflib_queries(graph: Graph) -> None:
    quito = rdflib.URIRef(f"{BASE}cable/08QUITO17")
    rows = graph.rdflib.query("SELECT ?t { ?c dcterms:title ?t }", initBindings={"c": quito})
    assert [str(row.t) for row in rows] == ["ANSWER FROM QUITO"]
    assert graph.rdflib.query("ASK { ?c a x:Cable }", initNs={"x": KG.iri}).askAnswer
    assert len(graph.rdflib.query("CONSTRUCT { ?c a kg:Cable } WHERE { ?c a kg:Cable }").graph) > 3
    with pytest.raises(QueryError, match="line 1"):
        graph.rdflib.query("SELECT nonsense")
    service = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    for query in ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", service):
        with pytest.raises(QueryRefusedError):
            graph.rdflib.query(query)


def test_rdflib_is_for_reading(graph: Graph) -> None:
    with pytest.raises(StoreError, match="for reading"):
        graph.rdflib.add((CABLE, rdflib.RDF.type, CABLE))
    with pytest.raises(StoreError):
        graph.rdflib.update("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(StoreError):
        graph.rdflib.remove((None, None, None))
    copy = rdflib.Graph() + graph.rdflib
    copy.add((CABLE, rdflib.RDF.type, CABLE))
    assert len(copy) == len(graph) + 1
    assert "08LIMA4002" in graph.rdflib.serialize(format="turtle")
