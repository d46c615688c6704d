"""The query part of the W3C's tests of the SPARQL 1.1 Protocol, over our graph; each is named as it is named there."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.rdf.names import INFERRED_GRAPH
from kg.server.querying import STATED_GRAPH

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = "SELECT ?c { ?c a kg:Cable } ORDER BY ?c"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


def number(reply) -> int:
    status, _, body = reply
    assert status == 200, body
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


# queries that are answered


def test_query_get(served) -> None:
    status, headers, body = served.get("/sparql?" + urlencode({"query": "ASK {}"}))
    assert (status, headers["Content-Type"]) == (200, JSON)
    assert json.loads(body)["boolean"] is True


def test_query_post_form(served) -> None:
    status, _, body = served.get("/sparql", urlencode({"query": "ASK {}"}).encode(), Content_Type=FORM)
    assert (status, json.loads(body)["boolean"]) == (200, True)


def test_query_post_direct(served) -> None:
    status, _, body = served.get("/sparql", b"ASK {}", Content_Type=DIRECT)
    assert (status, json.loads(body)["boolean"]) == (200, True)
    accented = "ASK { FILTER('é' = 'é') }".encode()
    assert served.get("/sparql", accented, Content_Type=f"{DIRECT}; charset=UTF-8")[0] == 200


@pytest.mark.parametrize("how", ["get", "post form", "post direct"])
@pytest.mark.parametrize(
    ("graphs", "share"),
    [
        ([("default-graph-uri", INFERRED_GRAPH)], "inferred"),
        ([("default-graph-uri", STATED_GRAPH)], "stated"),
        ([("default-graph-uri", STATED_GRAPH), ("default-graph-uri", INFERRED_GRAPH)], "both"),
        ([("named-graph-uri", INFERRED_GRAPH)], "none"),
    ],
    ids=["query_dataset_default_graph", "stated", "query_dataset_default_graphs", "query_dataset_named_graphs"],
)
def test_query_dataset(served, how: str, graphs: list[tuple[str, str]], share: str) -> None:
    both, inferred = number(served.ask(COUNT)), number(served.ask(COUNT.replace("{ ?", "{ GRAPH ?g { ?") + " }"))
    assert both > inferred > 0
    expected = {"inferred": inferred, "stated": both - inferred, "both": both, "none": 0}
    assert number(_sent(served, how, COUNT, graphs)) == expected[share]


def _sent(served, how: str, query: str, graphs: list[tuple[str, str]]):
    if how == "get":
        return served.get("/sparql?" + urlencode([("query", query), *graphs]))
    if how == "post form":
        return served.get("/sparql", urlencode([("query", query), *graphs]).encode(), Content_Type=FORM)
    return served.get("/sparql?" + urlencode(graphs), query.encode(), Content_Type=DIRECT)


def test_query_dataset_full(served) -> None:
    graphs = [("default-graph-uri", STATED_GRAPH), ("named-graph-uri", INFERRED_GRAPH)]
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { ?cable a kg:Cable . GRAPH ?g { ?a ?b ?c } }"
    assert number(_sent(served, "get", query, graphs)) == 1


def test_query_multiple_dataset(served) -> None:
    """What the protocol names comes before what FROM names."""
    query = COUNT.replace("{", f"FROM <{INFERRED_GRAPH}> {{", 1)
    assert number(served.ask(query)) < number(served.ask(query, **{"default-graph-uri": STATED_GRAPH}))


def test_from_asks_the_graph_it_names(served) -> None:
    every = number(served.ask(COUNT))
    inferred = number(served.ask(COUNT, **{"default-graph-uri": INFERRED_GRAPH}))
    assert number(served.ask(COUNT.replace("{", f"FROM <{INFERRED_GRAPH}> {{", 1))) == inferred < every
    named = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{INFERRED_GRAPH}> {{ ?s ?p ?o }}"
    assert number(served.ask(named)) == 0, "FROM NAMED alone leaves the default graph empty"


FORMS = {
    "query_content_type_select": (SELECT, JSON, JSON), "xml": (SELECT, XML, XML),
    "csv": (SELECT, "text/csv", "text/csv"), "json": (SELECT, "application/json", JSON),
    "tsv": (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
    "any": (SELECT, "*/*", JSON), "weights": (SELECT, f"{JSON};q=0.3, text/csv;q=0.8, image/png", "text/csv"),
    "query_content_type_ask": ("ASK {}", XML, XML), "ask any": ("ASK {}", "text/*;q=0.5, */*;q=0.1", JSON),
    "query_content_type_describe": ("DESCRIBE post:LIMA", "text/turtle", "text/turtle"),
    "query_content_type_construct": ("CONSTRUCT { ?c a kg:Cable } WHERE { ?c a kg:Cable }", "application/rdf+xml",
                                     "application/rdf+xml"),
    "nt": ("DESCRIBE post:LIMA", "application/n-triples", "application/n-triples"),
    "json-ld": ("DESCRIBE post:LIMA", "application/ld+json", "application/ld+json"),
    "graph any": ("DESCRIBE post:LIMA", "*/*", "text/turtle"),
    "browser": ("DESCRIBE post:LIMA", "text/html,application/xml;q=0.9,*/*;q=0.8", "application/rdf+xml"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "accept", "expected"), FORMS.values(), ids=FORMS)
def test_content_type(served, query: str, accept: str, expected: str) -> None:
    status, headers, body = served.ask(query, accept)
    assert status == 200, body
    assert headers["Content-Type"].split(";")[0] == expected
    assert headers["Vary"].startswith("Accept")
    assert body.strip()


def test_every_format_says_the_same(served) -> None:
    rows = json.loads(served.ask(SELECT, JSON)[2])["results"]["bindings"]
    iris = [row["c"]["value"] for row in rows]
    assert len(iris) >= 3
    table = list(csv.reader(io.StringIO(served.ask(SELECT, "text/csv")[2].decode(), newline="")))
    assert [row[0] for row in table[1:]] == iris
    tree = ET.fromstring(served.ask(SELECT, XML)[2])
    assert [e.text for e in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")] == iris
    tsv = ox.parse_query_results(served.ask(SELECT, "text/tab-separated-values")[2], ox.QueryResultsFormat.TSV)
    assert [row["c"].value for row in tsv] == iris
    graphs = [
        {str(quad.triple) for quad in ox.parse(served.ask("DESCRIBE post:LIMA", form.media_type)[2], form)}
        for form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD)
    ]
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize(("name", "media_type"), [("csv", "text/csv"), ("xml", XML), ("json", JSON)])
def test_a_link_can_name_the_format(served, name: str, media_type: str) -> None:
    _, headers, _ = served.ask(SELECT, "text/html", format=name, download="yes")
    assert headers["Content-Type"].split(";")[0] == media_type
    assert headers["Content-Disposition"] == f'attachment; filename="answer.{name}"'


# queries that are not


def test_bad_query_method(served) -> None:
    assert served.get("/sparql", urlencode({"query": "ASK {}"}).encode(), "PUT", Content_Type=FORM)[0] == 405


def test_bad_multiple_queries(served) -> None:
    two = urlencode([("query", "ASK {}"), ("query", "SELECT * {}")])
    assert served.get("/sparql?" + two)[0] == 400
    assert served.get("/sparql", two.encode(), Content_Type=FORM)[0] == 400
    assert served.get("/sparql?query=ASK%7B%7D", b"ASK {}", Content_Type=DIRECT)[0] == 400


def test_bad_query_wrong_media_type(served) -> None:
    assert served.get("/sparql", b"ASK {}", Content_Type="text/plain")[0] == 415


def test_bad_query_missing_form_type(served) -> None:
    assert served.get("/sparql", urlencode({"query": "ASK {}"}).encode(), Content_Type="")[0] == 415


def test_bad_query_missing_direct_type(served) -> None:
    assert served.get("/sparql", b"ASK {}", Content_Type="")[0] == 415


def test_bad_query_non_utf8(served) -> None:
    latin = "ASK { FILTER('é' = 'é') }".encode("latin-1")
    assert served.get("/sparql", latin, Content_Type=DIRECT)[0] == 400
    assert served.get("/sparql", "ASK {}".encode("utf-16"), Content_Type=f"{DIRECT}; charset=UTF-16")[0] == 415
    assert served.get("/sparql?query=ASK%7B%FF%7D")[0] == 400


def test_bad_query_syntax(served) -> None:
    status, headers, body = served.ask("SELECT ?c\nWHERE { ?c nope:x 1 }")
    assert status == 400
    assert headers["X-Error-Position"].startswith("2:")
    assert b"line 2, column" in body
    assert b"unknown prefix" in body


def test_bad_dataset(served) -> None:
    status, _, body = served.ask("ASK {}", **{"default-graph-uri": "file:///etc/passwd"})
    assert status == 400
    assert b"is not there" in body


def test_not_acceptable(served) -> None:
    assert served.ask(SELECT, "image/png")[0] == 406
    assert served.ask(SELECT, "text/turtle")[0] == 406, "rows are no Turtle"
    assert served.ask("DESCRIBE post:LIMA", "text/csv")[0] == 406
    assert served.ask(SELECT, format="pdf")[0] == 400


def test_updates_are_refused(served) -> None:
    update = "INSERT DATA { <a:a> <a:b> <a:c> }"
    assert served.get("/sparql", update.encode(), Content_Type="application/sparql-update")[0] == 400
    assert served.get("/sparql", urlencode({"update": update}).encode(), Content_Type=FORM)[0] == 400
    service = "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"
    file = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    for query in (update, "LOAD <file:///etc/passwd>", "DROP ALL", service, file):
        status, _, body = served.ask(query)
        assert status == 400, query
        assert b"line 1, column" in body


# what belongs to it


def test_service_description(served) -> None:
    status, _, body = served.get("/sparql", Accept="text/turtle")
    assert status == 200
    found = ox.Store()
    found.load(body, ox.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    assert found.query(f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{served.address}/sparql> ; "
                       f"sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:namedGraph/sd:name "
                       f"<{INFERRED_GRAPH}> }}")  # fmt: skip
    assert served.get("/sparql", Accept="application/rdf+xml")[1]["Content-Type"] == "application/rdf+xml"
    assert served.get("/sparql", Accept="text/html")[1]["Location"] == "/query"
    assert served.get("/sparql", b"", Content_Type=FORM)[0] == 400


def test_cors(served) -> None:
    origin = {"Origin": "http://localhost:8888"}
    told = served.get("/sparql?query=ASK%7B%7D", **origin)[1]
    assert told["Access-Control-Allow-Origin"] == origin["Origin"], "a notebook on this machine may ask"
    for stranger in ("https://example.org", "null", "http://localhost.example.org", "http://127.0.0.1.example.org:80"):
        told = served.get("/sparql?query=ASK%7B%7D", Origin=stranger)[1]
        assert told["Access-Control-Allow-Origin"] is None, "a page elsewhere may not read what is served here"
    status, headers, _ = served.get("/sparql?query=ASK", **origin)
    assert (status, headers["Access-Control-Allow-Origin"]) == (400, origin["Origin"]), "what is wrong can be read too"
    status, headers, _ = served.get(
        "/sparql", method="OPTIONS", Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type", **origin,
    )  # fmt: skip
    assert status == 200
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert served.get("/search?q=x", **origin)[1]["Access-Control-Allow-Origin"] is None, "pages are for this site"


def test_head(served) -> None:
    assert served.get("/sparql?query=ASK%7B%7D", method="HEAD")[0] == 200
