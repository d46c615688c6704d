"""The query part of the W3C's tests of the SPARQL 1.1 Protocol, over our graph; each is named as it is named there."""

import csv
import gzip
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.server.query_answers import STATED_GRAPH
from kg.terms.iris import INFERRED_GRAPH

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
    "query_content_type_select": (SELECT, JSON, JSON),
    "xml": (SELECT, XML, XML),
    "csv": (SELECT, "text/csv", "text/csv"),
    "json": (SELECT, "application/json", JSON),
    "tsv": (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
    "any": (SELECT, "*/*", JSON),
    "weights": (SELECT, f"{JSON};q=0.3, text/csv;q=0.8, image/png", "text/csv"),
    "query_content_type_ask": ("ASK {}", XML, XML),
    "ask any": ("ASK {}", "text/*;q=0.5, */*;q=0.1", JSON),
    "query_content_type_describe": ("DESCRIBE post:LIMA", "text/turtle", "text/turtle"),
    "query_content_type_construct": (
        "CONSTRUCT { ?c a kg:Cable } WHERE { ?c a kg:Cable }",
        "application/rdf+xml",
        "application/rdf+xml",
    ),
    "nt": ("DESCRIBE post:LIMA", "application/n-triples", "application/n-triples"),
    "json-ld": ("DESCRIBE post:LIMA", "application/ld+json", "application/ld+json"),
    "graph any": ("DESCRIBE post:LIMA", "*/*", "text/turtle"),
    "browser": ("DESCRIBE post:LIMA", "text/html,application/xml;q=0.9,*/*;q=0.8", "application/rdf+xml"),
}


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
    assert b"unknown prefix nope:" in body


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
    assert found.query(
        f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{served.address}/sparql> ; "
        f"sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:namedGraph/sd:name "
        f"<{INFERRED_GRAPH}> }}"
    )
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
        "/sparql",
        method="OPTIONS",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
        **origin,
    )
    assert status == 200
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert served.get("/search?q=x", **origin)[1]["Access-Control-Allow-Origin"] is None, "pages are for this site"


def test_head(served) -> None:
    assert served.get("/sparql?query=ASK%7B%7D", method="HEAD")[0] == 200


# what HTTP asks of it


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/expand", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/table", "OPTIONS, POST"),
        ("/cable/08LIMA4001", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_and_allow(served, path: str, methods: str) -> None:
    status, headers, _ = served.get(path, method="OPTIONS")
    assert (status, headers["Allow"]) == (204, methods)
    for accept in ("*/*", "text/html"):
        status, headers, _ = served.get(path, method="DELETE", Accept=accept)
        assert (status, headers["Allow"]) == (405, methods)


def test_a_byte_order_mark_is_no_part_of_a_query(served) -> None:
    marked = "\ufeffSELECT ?c { ?c a kg:Cable }"
    assert served.get("/sparql", marked.encode(), Content_Type=DIRECT)[0] == 200
    assert served.ask(marked)[0] == 200
    assert served.get("/sparql", urlencode({"query": marked}).encode(), Content_Type=FORM)[0] == 200


def test_a_format_that_is_not_here_leaves_it_to_accept(served) -> None:
    construct = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
    assert served.ask(construct, "text/turtle", format="n3")[1]["Content-Type"].startswith("text/turtle")
    assert served.ask(construct, format="n3")[1]["Content-Type"].startswith("text/turtle")
    assert served.ask(SELECT, "text/csv", format="n3")[1]["Content-Type"].startswith("text/csv")
    assert served.ask(SELECT, "text/csv", format="pdf")[1]["Content-Type"].startswith("text/csv")
    assert served.ask(SELECT, "*/*", format="pdf")[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cable/08LIMA4001",
        "/cable/08LIMA4001.ttl",
        "/assets/site.css",
        "/ontology.ttl",
        "/sparql?query=DESCRIBE%20post:LIMA",
        "/explorer",
    ],
)
def test_what_a_client_has_is_not_sent_again(served, path: str) -> None:
    status, headers, body = served.get(path)
    assert status == 200
    tag = headers["ETag"]
    for given in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        status, headers, nothing = served.get(path, If_None_Match=given)
        assert (status, headers["ETag"], nothing) == (304, tag, b"")
        assert "Accept-Encoding" in headers["Vary"]
    assert served.get(path, If_None_Match='"other"')[2] == body


@pytest.mark.parametrize("path", ["/", "/cable/08LIMA4001", "/cable/08LIMA4001.ttl", "/assets/site.css", "/explorer"])
def test_compression(served, path: str) -> None:
    plain = served.get(path)[2]
    status, headers, body = served.get(path, Accept_Encoding="br;q=1, gzip;q=0.8")
    assert (status, headers["Content-Encoding"], int(headers["Content-Length"])) == (200, "gzip", len(body))
    assert gzip.decompress(body) == plain
    assert len(body) < len(plain)
    refused = served.get(path, Accept_Encoding="gzip;q=0, identity")
    assert (refused[1]["Content-Encoding"], refused[2]) == (None, plain)
    head = served.get(path, method="HEAD", Accept_Encoding="gzip")
    assert (head[0], head[1]["Content-Length"], head[2]) == (200, str(len(body)), b"")


WRONG = {
    "function": "SELECT (<http://example.org/f>(?s) AS ?y) { ?s ?p ?o }",
    "in a filter": "ASK { ?s ?p ?o FILTER(kg:no(?o)) }",
    "in a graph": "CONSTRUCT { ?s ?p ?y } WHERE { ?s ?p ?o BIND(kg:no(?o) AS ?y) }",
    "brackets": f"SELECT ({'(' * 5000}1{')' * 5000} AS ?x) {{}}",
    "braces": f"ASK {{ {'{' * 5000}{'}' * 5000} }}",
    "functions": f"SELECT ({'STR(' * 2000}1{')' * 2000} AS ?x) {{}}",
    "not": f"SELECT ({'!' * 20000}1 AS ?x) {{}}",
    "unions": f"ASK {{ {' UNION '.join(['{}'] * 9000)} }}",
    "sums": f"SELECT ({'+'.join(['?x'] * 20000)} AS ?y) {{}}",
    "exists": f"ASK {{ {'FILTER EXISTS { ?s ?p ?o ' * 1500}{'}' * 1500} }}",
    "in a comparison": f"ASK {{ FILTER(1<{'(' * 5000}2>1{')' * 5000}) }}",
    "escaped": f"SELECT ({chr(92)}u0028{'(' * 5000}1{')' * 5000}) AS ?x) {{}}",
}


@pytest.mark.parametrize("query", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("path", ["/sparql", "/table"])
def test_what_the_engine_cannot_do_is_the_querys_fault(served, path: str, query: str) -> None:
    status, _, body = served.get(path, urlencode({"query": query}).encode(), Content_Type=FORM)
    assert status == 400, body
    assert b"can't be" in body or b"too deep" in body
    assert served.ask("ASK {}")[0] == 200


def test_what_is_saved_for_a_spreadsheet_holds_no_formula(served) -> None:
    values = ("=1+1", "+1", "@SUM(A1)", "-2", "plain", "two\nlines", 'a "quote"', "Núñez")
    listed = " ".join(json.dumps(value, ensure_ascii=False) for value in values)
    query = f"SELECT ?v {{ VALUES ?v {{ {listed} }} }}"
    _, headers, saved = served.ask(query, format="csv", download="yes")
    assert headers["Content-Disposition"] == 'attachment; filename="answer.csv"'
    rows = [row[0] for row in csv.reader(io.StringIO(saved.decode("utf-8"), newline=""))]
    assert rows == ["\ufeffv", "'=1+1", "'+1", "'@SUM(A1)", "-2", "plain", "two\nlines", 'a "quote"', "Núñez"]
    standard = served.ask(query, format="csv")[2].decode("utf-8")
    assert [row[0] for row in csv.reader(io.StringIO(standard, newline=""))] == ["v", *values], "for programs, as it is"
