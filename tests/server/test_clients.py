"""Clients that people use: SPARQLWrapper, rdflib's SPARQLStore, pandas by address, curl."""

import json
import shutil
import subprocess

import pytest
import rdflib

from kg.terms.iris import KG

CABLES = "PREFIX kg: <https://w3id.org/cable-kg/ontology#> SELECT ?c { ?c a kg:Cable } ORDER BY ?c"
NUMBERS = ["08LIMA4001", "08LIMA4002", "08QUITO17"]


def held(iris: list[str]) -> list[str]:
    return [iri.rpartition("/")[2] for iri in iris if iri.rpartition("/")[2] in NUMBERS]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("how", ["urlencoded", "postdirectly"])
def test_sparqlwrapper(served, method: str, how: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{served.address}/sparql")
    client.setMethod(method)
    client.setRequestMethod(how)
    client.setReturnFormat(wrapper.JSON)
    client.setQuery(CABLES)
    rows = client.query().convert()["results"]["bindings"]
    assert held([row["c"]["value"] for row in rows]) == NUMBERS
    client.setReturnFormat(wrapper.XML)
    assert len(client.query().convert().getElementsByTagName("result")) == len(rows)
    client.setQuery("CONSTRUCT { ?c a <urn:x> } WHERE { ?c a <https://w3id.org/cable-kg/ontology#Cable> }")
    for form in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD):
        client.setReturnFormat(form)
        answer = client.query().convert()
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        assert len(graph) == len(rows)
    client.setQuery("SELECT ?c { nonsense")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(served, method: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{served.address}/sparql", method=method, returnFormat="json"))
    cable = rdflib.URIRef(KG("Cable")[1:-1])
    assert held(sorted(graph.subjects(rdflib.RDF.type, cable))) == NUMBERS
    assert held([str(row.c) for row in graph.query(CABLES)]) == NUMBERS
    assert graph.query("ASK { ?c a <https://w3id.org/cable-kg/ontology#Cable> }").askAnswer


def test_curl(served) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl on this machine")
    address = f"{served.address}/sparql"
    for arguments in (
        ["-G", address, "--data-urlencode", f"query={CABLES}", "-H", "Accept: text/csv"],
        [address, "--data-urlencode", f"query={CABLES}", "-H", "Accept: text/csv"],
        [address, "--data-binary", CABLES, "-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv"],
    ):
        done = subprocess.run([curl, "-sS", "--fail", *arguments], capture_output=True, text=True, check=True)
        assert held(done.stdout.split()) == NUMBERS
    done = subprocess.run([curl, "-sS", f"{served.address}/expand?iri=08LIMA4002"], capture_output=True, check=True)
    assert json.loads(done.stdout)["iri"].endswith("/cable/08LIMA4002")
