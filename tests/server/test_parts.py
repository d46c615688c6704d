"""The parts of the server that need no server: negotiation, marking, searching, bounded writing."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.facts.cables_naming import naming, page_of
from kg.server import search_index
from kg.server.bounded_answers import OverLimitError, solutions
from kg.server.content_negotiation import GRAPHS, HTML, RESULTS, accepted, best
from kg.server.full_text_search import marked, snippet, understood
from kg.server.marked_text import Place, pieces
from kg.server.templating import local_path, outside
from kg.store import Store

OFFERED = list(RESULTS.values())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, RESULTS["json"]),
        ("", RESULTS["json"]),
        ("*/*", RESULTS["json"]),
        ("text/*", "text/csv"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", RESULTS["xml"]),
        ("application/xml", RESULTS["xml"]),
        ("text/csv;q=0, */*", RESULTS["json"]),
        ("application/sparql-results+json;q=0, */*;q=0.1", RESULTS["xml"]),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("nonsense", None),
        (",;,/", None),
        ("TEXT/CSV ; Q=1.0", "text/csv"),
        ("text/csv; charset=utf-8; q=0.5, text/tab-separated-values;q=0.6", RESULTS["tsv"]),
    ],
)
def test_best(header: str | None, expected: str | None) -> None:
    assert best(header, OFFERED) == expected


def test_a_browser_gets_a_page() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert best(browser, [HTML, *GRAPHS.values()]) == HTML
    assert best("text/turtle", [HTML, *GRAPHS.values()]) == "text/turtle"


def test_a_long_header_is_quick() -> None:
    assert len(accepted("a/b;" * 5000 + "," * 5000)) < 5000


TEXT = "FM LIMA\nTO STATE\u202e\n1. Words here."


def test_pieces_are_the_text() -> None:
    places = [
        Place(3, 7, "From", "#o"),
        Place(0, 7, "Line", "#l"),
        Place(18, 32, "Paragraph", "#p", wide=True),
        Place(11, 99, "outside", ""),
        Place(5, 5, "empty", ""),
    ]
    found = pieces(TEXT, places)
    assert "".join(piece.text for piece in found) == TEXT
    assert [(p.text, p.place.label) for p in found if p.place] == [("FM ", "Line"), ("LIMA", "From")]
    assert [(a.start, a.end) for p in found for a in p.anchors] == [(0, 7), (3, 7), (18, 32)]
    assert [p.control for p in found if p.control] == ["U+202E"]
    assert [p.start for p in found] == [TEXT.index(p.text, p.start) for p in found]


def test_overlapping_places() -> None:
    found = pieces("abcdef", [Place(0, 4, "a", ""), Place(2, 6, "b", "")])
    assert [(p.text, p.place.label if p.place else None) for p in found] == [("ab", "a"), ("cd", "a"), ("ef", "b")]


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("fish", '"fish"'),
        ("fish talks", '"fish" AND "talks"'),
        ("fish*", '"fish"*'),
        ("-fish", None),
        ("", None),
        ('"law of the sea"', '"law of the sea"'),
        ("a -b", '("a") NOT ("b")'),
        ("AND OR NEAR", '"AND" AND "OR" AND "NEAR"'),
        ("E.O.", '"E O"'),
        ("* \" '", None),
        ("body:x", '"body x"'),
    ],
)
def test_understood(typed: str, match: str | None) -> None:
    found = understood(typed)
    assert (found.match if found else None) == match


def test_marked_keeps_the_text() -> None:
    assert marked("Résumé of TALKS", ("resume", "talks")) == [(True, "Résumé"), (False, " of "), (True, "TALKS")]
    assert marked("fisheries", ("fish",)) == [(False, "fisheries")]
    assert marked("fisheries", ("fish*",)) == [(True, "fisheries")]


def test_snippet_is_where_the_words_are_close() -> None:
    text = "fish " + "x " * 500 + "the fish and the talks " + "y " * 500
    found = "".join(piece for _, piece in snippet(text, ("fish", "talks")))
    assert "fish and the talks" in found
    assert len(found) < 400
    assert snippet("", ("fish",)) == [(False, "")]


@pytest.mark.parametrize(
    "form",
    [ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV],
)
@pytest.mark.parametrize("value", ["x", '"}},{"', 'a\nb,"c"', "<result>", "}},{", '\\"}},{"x'])
@pytest.mark.parametrize("rows", [1, 2, 700])
def test_rows_are_counted_exactly(form: ox.QueryResultsFormat, value: str, rows: int) -> None:
    store = ox.Store()
    name = ox.NamedNode("urn:p")
    for n in range(rows):
        store.add(ox.Quad(ox.NamedNode(f"urn:{n}"), name, ox.Literal(value), ox.DefaultGraph()))
    query = "SELECT * { ?s ?p ?o }"
    data = solutions(store.query(query), form, rows, 10**6)
    assert len(list(ox.parse_query_results(data, form))) == rows if form != ox.QueryResultsFormat.CSV else data
    if rows > 1:
        with pytest.raises(OverLimitError, match="rows"):
            solutions(store.query(query), form, rows - 1, 10**6)


def test_links() -> None:
    assert local_path("https://w3id.org/cable-kg/post/LIMA") == "/post/LIMA"
    assert local_path("https://w3id.org/cable-kg/local/graph/inferred").startswith(("/local/graph/", "/thing?"))
    assert local_path("javascript:alert(1)") == "/thing?iri=javascript%3Aalert%281%29"
    assert outside("javascript:alert(1)") is None
    assert outside("https://history.state.gov/x") == "https://history.state.gov/x"


def test_cables_that_name_a_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    base = "https://w3id.org/cable-kg/"
    post, kind = f"<{base}post/LIMA>", f"<{base}ontology#Cable>"
    lines = [f"<{base}cable/00LIMA0#p> <{base}ontology#origin> {post} .\n"]
    for n in range(4):
        cable = f"<{base}cable/0{n}LIMA{n}>"
        lines.append(f"{cable} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {kind} .\n")
        lines.append(f"{cable} <{base}ontology#origin> {post} .\n")
        if n:
            lines.append(f'{cable} <{base}ontology#dateTimeGroup> "200{n}-01-01T00:00:00Z" .\n')
    store, lima = Store.of(lines), f"{base}post/LIMA"
    assert naming(store, lima) == {"origin": 4}, "no part of a cable is counted"
    cables, ordered = page_of(store, lima, "origin", 4, 0, 25)
    assert ordered
    assert [cable[-1] for cable in cables] == ["3", "2", "1", "0"]
    assert page_of(store, lima, "origin", 4, 3, 25)[0] == cables[3:]
    assert naming(store, f"{base}post/QUITO") == {}
    monkeypatch.setattr("kg.facts.cables_naming.SORTED", 3)
    pages = [page_of(store, lima, "origin", 4, start, 2) for start in (0, 2, 4)]
    assert [ordered for _, ordered in pages] == [False] * 3
    assert sorted(cable for page, _ in pages for cable in page) == sorted(cables)


def test_what_a_killed_index_has_left_is_removed(output: Path) -> None:
    here = search_index.index_path(output).parent
    left, made_now = here / ".search.sqlite.1", here / ".search.sqlite.2"
    for path in (left, made_now):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert search_index.make(output) > 2
    assert not left.exists()
    assert made_now.exists(), "another server may be writing it"
    made_now.unlink()
