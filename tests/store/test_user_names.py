"""What users write is found however they write it; what is not there gets a suggestion."""

from pathlib import Path

import pytest

import kg
from kg.facts import why
from kg.store import QueryError, Store
from kg.store.ready_questions import find
from kg.store.user_names import resolve, suggestions

SEED = Path(__file__).parents[2] / "examples" / "07LIMA2181.txt"
BASE = "https://w3id.org/cable-kg/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory):
    output = tmp_path_factory.mktemp("naming") / "output"
    kg.build([SEED], output=output)
    return kg.open(output)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("07LIMA2181", "cable/07LIMA2181"),
        ("07lima2181#p4", "cable/07LIMA2181#p4"),
        ("cable:07lima2181", "cable/07LIMA2181"),
        ("cable/07LIMA2181", "cable/07LIMA2181"),
        ("post:Embassy Lima", "post/LIMA"),
        ("post/LIMA", "post/LIMA"),
        (f"<{BASE}post/LIMA>", "post/LIMA"),
        ("unnumbered-0ab1", "cable/unnumbered-0ab1"),
        ("09 PARIS 1040", "cable/09PARIS1040"),
        ("09 Mexico City 001040#p2", "cable/09MEXICO1040#p2"),
        ("cable:1952 SAIGON 23", "cable/1952SAIGON23"),
    ],
)
def test_names_become_iris(written: str, meant: str) -> None:
    assert resolve(written) == BASE + meant


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("QUITO", "post:QUITO"),
        ("prel", "topic:PREL"),
        ("Struble", "official:struble-james-curtis"),
        ("2181", "cable:07LIMA2181"),
    ],
)
def test_a_name_that_is_no_number_gets_suggestions(graph, written: str, first: str) -> None:
    assert suggestions(graph.store, written)[0] == first
    with pytest.raises(QueryError, match=f"perhaps {first}"):
        why(graph.store, graph.texts, written)


def test_a_value_that_names_nothing_here_is_said(graph) -> None:
    informed = find("informed")
    assert list(informed.unknown(graph.store, {"cable": "07lima2181"})) == []
    assert list(informed.unknown(graph.store, {"cable": "*"})) == []
    (said,) = informed.unknown(graph.store, {"cable": "99NOWHERE1"})
    assert "no cable '99NOWHERE1'" in said


def test_holds() -> None:
    store = Store.of(["<http://a/s> <http://a/p> <http://a/o> .\n"])
    assert store.holds("http://a/s")
    assert store.holds("http://a/o")
    assert not store.holds("http://a/p")


def test_what_differs_by_a_letter_or_two_is_offered() -> None:
    stated = "\n".join(
        f'<{BASE}cable/{number}> <http://purl.org/dc/terms/identifier> "{number}" .'
        for number in ("08SOFIA417", "08SOFIA4170", "08SOFIA9", "07SOFIA417")
    )
    store = Store.of([stated, f'\n<{BASE}post/SOFIA> <{BASE}ontology#city> "Sofia" .'])
    assert suggestions(store, "08SOFIA471") == ["cable:08SOFIA417", "cable:08SOFIA4170"]
    assert suggestions(store, "post:SOPHIA") == ["post:SOFIA"]
    assert suggestions(store, "post:XQZW") == []
