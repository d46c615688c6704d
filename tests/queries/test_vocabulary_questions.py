"""What vocabularies say of the things a graph names is in the graph: questions of docs/asking.md, changed codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg
from kg.store import StoredGraph
from kg.store.ready_questions import questions
from kg.vocabulary import topics
from tests.fictional import wire, write

DOCS = Path(__file__).parents[2] / "docs" / "asking.md"
BLOCK = re.search(r"```sparql\n(SELECT \?cable \?post.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
QUERIES = [line.partition("  #")[0].strip() for line in BLOCK[1].strip().splitlines()] if BLOCK else []
ANSWERS = [
    {"08GUAYAQUIL4003"},
    {"08LIMA4001", "08GUAYAQUIL4003"},
    {"08LIMA4001"},
    {"08LIMA4001", "08QUITO4002", "08GUAYAQUIL4003"},
    {"LIMA"},
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> StoredGraph:
    place = tmp_path_factory.mktemp("vocabulary")
    texts = write(
        place / "in",
        a=wire(serial=4001),
        b=wire("QUITO", serial=4002, tags="PHUM, EC"),
        c=wire("GUAYAQUIL", serial=4003, tags="PREL, PE").replace("AMEMBASSY GUAYAQUIL", "AMCONSUL GUAYAQUIL"),
        d=wire("QUITO", serial=5, tags="SHUM, PN", time="110930Z MAY 75"),
        e=wire("QUITO", serial=6, tags="PHUM, PM"),
    )
    kg.build(texts, place / "out")
    return kg.open(place / "out")


def test_the_documents_have_as_many_questions_as_there_are_answers() -> None:
    assert len(QUERIES) == len(ANSWERS)


@pytest.mark.parametrize(("query", "answer"), list(zip(QUERIES, ANSWERS, strict=False)))
def test_the_questions_of_the_documents(graph: StoredGraph, query: str, answer: set[str]) -> None:
    first = {str(next(iter(row.plain().values()))).rpartition("/")[2] for row in graph.query(query)}
    assert answer <= first, first
    assert not {"75QUITO5"} & first or "political" in query


@pytest.mark.parametrize(("topic", "country"), [("PHUM", "PM"), ("SHUM", "PN"), ("PHUM", "PN")])
def test_a_topic_is_found_under_its_earlier_and_its_later_code(graph: StoredGraph, topic: str, country: str) -> None:
    rows = questions()["topic-from-elsewhere"].ask(graph.store, {"topic": topic, "country": country})
    found = {str(row.plain()["cable"]).rpartition("/")[2] for row in rows}
    assert found == {"75QUITO5", "08QUITO6"}


def test_topics_that_occur_together_are_counted_under_both_codes(graph: StoredGraph) -> None:
    rows = questions()["topics-together"].ask(graph.store, {"topic": "PHUM"})
    pairs = {(str(row.plain()["first"]), str(row.plain()["second"])) for row in rows}
    assert {("PN", "SHUM"), ("PHUM", "PM")} <= pairs


def test_a_code_of_its_time_has_its_later_code_and_no_other_does(graph: StoredGraph) -> None:
    query = "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new ; skos:exactMatch ?new }"
    found = {tuple(str(v).rpartition("/")[2] for v in row.plain().values()) for row in graph.query(query)}
    assert found == {("SHUM", "PHUM"), ("PN", "PM")}


def test_every_change_names_listed_codes_and_a_source() -> None:
    for change in topics.changes().values():
        assert topics.is_listed(change.code) and topics.is_listed(change.successor), change
        assert change.source and change.successor not in topics.changes()
