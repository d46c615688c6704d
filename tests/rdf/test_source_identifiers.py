"""What a source calls its record reaches the copy in the graph, the citation and the page."""

from __future__ import annotations

import json
from pathlib import Path

import kg
from kg.facts.citations import chicago
from kg.facts.why import why
from tests.fictional import wire

ADDRESS = "https://archive.example.org/records/77"


def test_numbers_and_address_of_a_record_are_on_its_copy(tmp_path: Path) -> None:
    record = {
        "Local ID": "08LIMA4001",
        "NAID": "1505222",
        "Film Number": "D750001-0001",
        "Doc No": "77",
        "URL": ADDRESS,
        "body": wire(serial=4001),
    }
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    kg.build(tmp_path / "records.jsonl", tmp_path / "out")
    graph = kg.open(tmp_path / "out")
    query = """SELECT ?naid ?film ?number ?url {
        ?d kg:copyOf cable:08LIMA4001 ; kg:naid ?naid ; kg:filmNumber ?film .
        ?d kg:sourceNumber ?number ; kg:sourceUrl ?url }"""
    (row,) = (row.plain() for row in graph.query(query))
    assert list(map(str, row.values())) == ["1505222", "D750001-0001", "77", ADDRESS]
    told = chicago(kg.cite(graph, "08LIMA4001"))
    assert f"NAID 1505222, film D750001-0001, no. 77, {ADDRESS}" in told
    page = (tmp_path / "out" / "network.html").read_text("utf-8")
    assert "1505222" in page and "D750001-0001" in page and ADDRESS in page
    (document,) = (str(r.plain()["d"]) for r in graph.query("SELECT ?d { ?d kg:copyOf cable:08LIMA4001 }"))
    assert "1505222" in str(why(graph.store, graph.texts, document))


def test_what_is_no_address_is_no_link(tmp_path: Path) -> None:
    record = {"Local ID": "08LIMA4001", "URL": "see the binder, page 3", "body": wire(serial=4001)}
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    kg.build(tmp_path / "records.jsonl", tmp_path / "out")
    assert not kg.open(tmp_path / "out").query("ASK { ?d kg:sourceUrl ?url }").truth
