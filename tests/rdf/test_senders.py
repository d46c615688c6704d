"""Copies that name several senders: the one that the number names is sure."""

from pathlib import Path

import pytest

import kg
from kg.store import validate
from tests.fictional import wire, write


@pytest.mark.parametrize("other", ["AMEMBASSY LIMZ", "AMEMBASSY QUITO", "USMISSION GRENADINE"])
def test_the_sender_of_the_number_is_sure_and_the_other_doubted(tmp_path: Path, other: str) -> None:
    copy = wire().replace("FM AMEMBASSY LIMA", f"FM {other}")
    kg.build(write(tmp_path / "in", a=wire(), b=copy), tmp_path / "out", jobs=1)
    graph = kg.open(tmp_path / "out")
    assert [v.message for v in validate(graph.store).violations] == []
    rows = graph.query("SELECT ?o { cable:08LIMA4001 kg:origin ?o }")
    assert [row["o"].value.rpartition("/")[2] for row in rows] == ["LIMA"]
    rows = graph.query("""SELECT ?name (COUNT(?d) AS ?n) { cable:08LIMA4001 part:origin ?part . ?part foaf:name ?name ;
        rdf:value ?value . OPTIONAL { ?part kg:doubt ?d FILTER(?d = doubt:copies-differ) } } GROUP BY ?name""")
    assert {row["name"].value: int(row["n"].value) for row in rows} == {"AMEMBASSY LIMA": 0, other: 1}


def test_where_the_number_names_neither_both_are_doubted(tmp_path: Path) -> None:
    one, other = (wire().replace("FM AMEMBASSY LIMA", f"FM AMEMBASSY {post}") for post in ("QUITO", "BOGOTA"))
    kg.build(write(tmp_path / "in", a=one, b=other), tmp_path / "out", jobs=1)
    graph = kg.open(tmp_path / "out")
    assert [v.message for v in validate(graph.store).violations] == []
    rows = graph.query("SELECT ?p { cable:08LIMA4001 part:origin ?p . ?p kg:doubt doubt:copies-differ }")
    assert len(list(rows)) == 2
