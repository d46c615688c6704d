"""The pages as programs get them: at the path of an IRI, in the form that is asked for."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.server import neighbours
from kg.server.client_limits import Limits
from kg.server.opened_graph import Opened
from kg.terms.namespaces import BASE
from tests.server.running import Served, serving

CABLE = "/cable/08LIMA4002"


def html(served: Served, path: str) -> str:
    status, headers, body = served.get(path, Accept="text/html")
    assert status == 200, body
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    return body.decode()


def search(served: Served, words: str) -> dict:
    """Search, waiting for the index to be made."""
    for _ in range(60):
        status, _, body = served.get(f"/search?q={quote(words)}&format=json")
        if status != 503:
            assert status == 200, body
            return json.loads(body)
        time.sleep(0.5)
    raise AssertionError("no index")


def test_first_page(served: Served) -> None:
    page = html(served, "/")
    assert "<dt>cables</dt><dd>3</dd>" in page
    assert 'href="/cable/08LIMA4001"' in page
    assert page.count('href="/questions/') >= 30


def test_a_cable_for_people(served: Served) -> None:
    page = html(served, CABLE)
    assert "COCA AND THE ANDES: RÉSUMÉ" in page
    assert 'href="/cable/08LIMA4001"' in page
    assert 'id="ref-1"' in page or 'id="ref' in page, "the address of a part leads to its place"
    assert "<mark" in page
    assert "Eradication of coca" in page
    assert "Cables that name it" in page
    assert 'href="/cable/08QUITO17"' in page, "the cable that answers it"


def test_parts_have_their_place(served: Served) -> None:
    parts = json.loads(
        served.ask(
            "SELECT ?p { cable:08LIMA4002 ?by ?p . FILTER(STRSTARTS(STR(?p), CONCAT(STR(cable:08LIMA4002), '#'))) }"
        )[2]
    )["results"]["bindings"]
    page = html(served, CABLE)
    assert parts
    for part in parts:
        assert f'id="{part["p"]["value"].partition("#")[2]}"' in page


@pytest.mark.parametrize("path", ["/post/LIMA", "/topic/PREL", "/classification/CONFIDENTIAL", "/organisation/NOSUCH"])
def test_other_things(served: Served, path: str) -> None:
    if path.endswith("NOSUCH"):
        assert served.get(path)[0] == 404
        return
    page = html(served, path)
    assert "08LIMA4002" in page
    assert f"<code>{BASE}{path[1:]}</code>" in page


def test_an_official(served: Served) -> None:
    rows = served.ask("SELECT ?p { ?p a kg:Person } ORDER BY ?p", "text/csv")[2].decode().split()[1:]
    assert rows
    page = html(served, "/" + rows[0].removeprefix(BASE))
    assert "Nardo" in page or "NARDO" in page
    assert "excerpt" in page, "with the words that name the official"


def test_a_copy(served: Served) -> None:
    document = served.ask("SELECT ?d { ?d kg:copyOf cable:08LIMA4002 }", "text/csv")[2].decode().split()[1]
    path = "/" + document.removeprefix(BASE)
    assert "Eradication of coca" in html(served, path)
    _, headers, body = served.get(path + ".txt")
    assert headers["Content-Type"].startswith("text/plain")
    assert body.decode().startswith("VZCZCXYZ0001")
    assert served.get("/local/document/" + "0" * 32 + ".txt")[0] == 404


@pytest.mark.parametrize("path", [CABLE, "/post/LIMA", "/topic/PREL"])
def test_the_same_for_machines(served: Served, path: str) -> None:
    expected = None
    for ending, form in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdf", ox.RdfFormat.RDF_XML),
    ):
        status, headers, body = served.get(f"{path}.{ending}")
        assert status == 200
        assert headers["Content-Type"].split(";")[0] == form.media_type
        assert served.get(path, Accept=form.media_type)[2] == body
        found = {str(quad.triple) for quad in ox.parse(body, form)}
        assert any(f"<{BASE}{path[1:]}" in statement for statement in found)
        assert expected in (None, found)
        expected = found
    assert served.get(path, Accept="image/png")[0] == 406
    assert served.get(f"/thing?iri={quote(BASE + path[1:])}&format=ttl")[0] == 200


def test_search(served: Served) -> None:
    found = search(served, "coca eradication")
    assert [hit["number"] for hit in found["hits"]] == ["08LIMA4002"]
    snippet = found["hits"][0]["snippet"]
    assert {text.lower() for lit, text in snippet if lit} == {"coca", "eradication"}
    assert search(served, "resume")["total"] == 1, "without its accents"
    assert search(served, "08QUITO17")["hits"][0]["number"] == "08QUITO17"
    assert search(served, '"eradication of coca"')["total"] == 1
    assert search(served, '"coca of eradication"')["total"] == 0
    assert search(served, "fisher*")["total"] == 3
    assert search(served, "fisheries -coca")["total"] == 2
    page = html(served, "/search?q=coca")
    assert "<mark>" in page
    assert 'href="/cable/08LIMA4002"' in page


ODD = ('"', "*", "-", 'a" OR "b', "NEAR(a b)", "body: x", "^", "'; DROP TABLE copy", "\x00", "x" * 5000, "né*")


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_typed_is_words(served: Served, odd: str) -> None:
    assert search(served, odd)["total"] >= 0


def test_expand(served: Served) -> None:
    found = json.loads(served.get("/expand?iri=cable:08LIMA4002")[2])
    kinds = {node["iri"].removeprefix(BASE): node["kind"] for node in found["nodes"]}
    assert kinds["cable/08LIMA4002"] == "cable"
    assert kinds["post/LIMA"] == "post"
    assert kinds["topic/PREL"] == "topic"
    edges = {(e["from"].removeprefix(BASE), e["kind"], e["to"].removeprefix(BASE)) for e in found["edges"]}
    assert ("cable/08LIMA4002", "references", "cable/08LIMA4001") in edges
    assert ("cable/08QUITO17", "references", "cable/08LIMA4002") in edges
    assert found["shown"] == found["total"]
    assert found["next"] is None


def test_expand_in_steps(served: Served) -> None:
    whole = json.loads(served.get("/expand?iri=post:STATE")[2])
    seen, offset = [], 0
    while offset is not None:
        step = json.loads(served.get(f"/expand?iri=post:STATE&limit=1&offset={offset}")[2])
        assert len(step["nodes"]) == 2
        seen += [node["iri"] for node in step["nodes"][1:]]
        offset = step["next"]
    assert seen == [node["iri"] for node in whole["nodes"][1:]]
    assert len(seen) == whole["total"]


def test_a_crowd_is_the_same_in_another_order(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what thousands name, a step is read alone: all steps together are what a small graph gives at once."""
    opened = Opened(output, Limits())
    served = "SELECT ?o (COUNT(?t) AS ?n) { ?t org:member|kg:attests ?o } GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 1"
    [(official, _)] = opened.store.query(served)
    for iri in ("post:STATE", "post:LIMA", "cable:08LIMA4002", official.value):
        whole = json.loads(neighbours.expanded(opened, {"iri": iri, "limit": 500})[1])
        seen, edges, offset = [], set(), 0
        monkeypatch.setattr(neighbours, "SORTED", -1)
        while offset is not None:
            step = json.loads(neighbours.expanded(opened, {"iri": iri, "limit": 2, "offset": offset})[1])
            seen += [node["iri"] for node in step["nodes"][1:]]
            edges |= {tuple(edge.values()) for edge in step["edges"]}
            offset = step["next"]
        monkeypatch.undo()
        assert sorted(seen) == sorted(node["iri"] for node in whole["nodes"][1:])
        assert len(seen) == step["total"] == whole["total"] > 2
        assert {edge for edge in edges if whole["iri"] in edge} == {
            tuple(edge.values()) for edge in whole["edges"] if whole["iri"] in edge.values()
        }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("iri=post:NOWHERE", 404),
        ("iri=post:LIMA&limit=x", 400),
        ("iri=http://[", 404),
        ("iri=post:LIMA&limit=999999", 200),
    ],
)
def test_expand_refuses(served: Served, query: str, status: int) -> None:
    assert served.get(f"/expand?{query}")[0] == status


def test_explorer(served: Served) -> None:
    assert b"Cable KG" in served.get("/explorer")[2]
    status, headers, body = served.get("/explorer?focus=cable:08LIMA4002")
    assert status == 200
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert b"08LIMA4002" in body


def test_terms_and_ontology(served: Served) -> None:
    names = {term["name"] for term in json.loads(served.get("/terms")[2])["terms"]}
    assert {"kg:Cable", "kg:sentTo", "part:sentTo"} <= names
    assert 'id="sentTo"' in html(served, "/ontology")
    assert served.get("/ontology", Accept="text/turtle")[2].startswith((b"@base", b"@prefix"))


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2fapp.py",
        "/assets//etc/passwd",
        "/cable/../../etc/passwd",
        "/local/document/../../../etc/passwd.txt",
        "/local/document/%2e%2e%2f%2e%2e%2fetc%2fpasswd.txt",
        "/.kg/made",
        "/store/CURRENT",
        "/texts/",
        "/thing?iri=file:///etc/passwd",
        "/cable/%00",
        "/cable/%ff",
        "/questions/..%2fcable",
        "/nothing",
    ],
)
def test_no_file_can_be_reached(served: Served, path: str) -> None:
    status, _, body = served.get(path)
    assert status in (400, 404), body[:200]
    assert b"root:" not in body


def test_other_names_of_this_machine_are_not_answered(served: Served) -> None:
    assert served.get("/", Host="attacker.example")[0] == 400
    assert served.get("/sparql?query=ASK%7B%7D", Host="attacker.example")[0] == 400
    assert served.get("/", Host="localhost:8080")[0] == 200


def test_it_listens_to_this_machine_only(served: Served) -> None:
    import psutil

    listening = [c for c in psutil.Process(served.process.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip for c in listening} == {"127.0.0.1"}


def test_a_new_build_is_served(tmp_path: Path) -> None:
    from kg.cli.application import run
    from tests.fictional import wire, write
    from tests.server.running import graph_of_three

    output = graph_of_three(tmp_path)
    with serving(output, "--workers", "1") as server:
        assert search(server, "anchovy")["total"] == 0
        write(tmp_path / "texts", d=wire(serial=4003, subject="ANCHOVY CATCH"))
        assert run(["build", str(tmp_path / "texts"), "-o", str(output), "--jobs", "1"]) == 0
        assert "ANCHOVY CATCH" in html(server, "/cable/08LIMA4003")
        assert search(server, "anchovy")["total"] == 1


def test_the_description_of_the_build(served: Served) -> None:
    status, headers, body = served.get("/build.ttl")
    assert (status, headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    (build,) = {
        q.subject.value
        for q in ox.parse(body, format=ox.RdfFormat.TURTLE, base_iri=BASE)
        if q.object.value == "http://rdfs.org/ns/void#Dataset" and "#" not in q.subject.value
    }
    assert served.get("/" + build.removeprefix(BASE))[2] == body
    assert served.get("/build/0000")[0] == 404
    status, headers, _ = served.get("/.well-known/void")
    assert (status, headers["Location"]) == (303, "/build.ttl")


def test_forms_of_the_ontology(served: Served) -> None:
    assert served.get("/ontology", Accept="image/png")[0] == 406
    assert served.get("/ontology.ttl")[1]["Content-Type"].startswith("text/turtle")
    assert served.get("/ontology", Accept="text/turtle")[2] == served.get("/ontology.ttl")[2]
