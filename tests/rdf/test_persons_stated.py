"""Persons as builds state them: addressees who are persons, words that are no person, what a text says for good."""

from pathlib import Path

import kg
from kg.facts.why import why
from kg.graph import Graph
from kg.network import project
from kg.pipeline.build_and_merge import build
from kg.store import validate
from tests.fictional import wire, write

SMART = """UNCLASSIFIED

MRN: 10 LIMA 1234
Date/DTG: May 12, 2010 / 121500Z MAY 10
From: AMEMBASSY LIMA
Action: WASHDC, SECSTATE ROUTINE; Thornberry, Alice D ROUTINE
E.O.: 13526
TAGS: PREL, PE
Subject: TALKS ON FISHERIES

1. (U) They will go on.
"""
HEADER = "what,says,value,author,reason,date\n"


def found(graph: Graph, pattern: str) -> list[str]:
    return sorted(row["x"].value for row in graph.query(f"SELECT ?x {{ {pattern} }}"))


def test_a_person_who_is_written_to_is_a_person_of_that_cable(tmp_path: Path) -> None:
    texts = write(tmp_path / "in", a=SMART, b=SMART.replace("1234", "1235").replace("121500Z", "131500Z"))
    kg.build(texts, tmp_path / "out", jobs=1)
    graph = kg.open(tmp_path / "out")
    assert [v.message for v in validate(graph.store).violations] == []
    persons = found(graph, "?c part:sentTo/rdf:value ?x . ?x a kg:Person")
    assert len(persons) == 2 and all("/official/" in one for one in persons)
    assert found(graph, "?c kg:sentTo ?x . ?x a kg:Person") == persons
    assert found(graph, "?o a kg:Person ; foaf:name ?x") == ["Thornberry, Alice D"] * 2
    assert found(graph, "?x a org:Organization ; foaf:name ?name") == []
    network = project(graph.store)
    assert {network.nodes[one]["kind"] for one in persons} == {"official"}


def corrected(folder: Path, *rows: str) -> Graph:
    texts = write(folder / "in", a=wire(body="1. (C) President Tobias Quillfeather met Minister Orla Wend."))
    (texts / "corrections.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
    report = build(texts, folder / "out", jobs=1)
    assert (report.corrected, report.uncorrected) == (len(rows), ())
    graph = kg.open(folder / "out")
    assert [v.message for v in validate(graph.store).violations] == []
    return graph


def test_a_correction_says_that_a_mention_is_no_person(tmp_path: Path) -> None:
    part = "08LIMA4001#mentioned-quillfeather"
    graph = corrected(tmp_path, f"{part},is,no person,Ann Reader,A ship,2026-01-02")
    iri = f"<https://w3id.org/cable-kg/cable/{part}>"
    assert found(graph, f"{iri} rdf:value ?x") == found(graph, f"{iri} foaf:name ?x") == []
    assert found(graph, f"{iri} kg:textSays ?x") == ["President", "Tobias Quillfeather"]
    assert found(graph, f"{iri} kg:valueState/skos:prefLabel ?x") == ["No person: a correction says so"]
    assert "Tobias Quillfeather" not in found(graph, "?o a kg:Person ; foaf:name ?x")
    assert "Orla Wend" in found(graph, "?o a kg:Person ; foaf:name ?x")
    told = [one for one in why(graph.store, graph.texts, part).reasons if one.corrections]
    assert [note.reason for one in told for note in one.corrections] == ["A ship"]
    network = project(graph.store)
    assert not any("uillfeather" in str(data["label"]) for _, data in network.nodes(data=True))


def test_two_corrections_leave_what_the_text_says(tmp_path: Path) -> None:
    graph = corrected(
        tmp_path,
        "08LIMA4001,subject,TALKS ON SHIPS,Ann Reader,Seen,2026-01-02",
        "08LIMA4001,subject,TALKS ON BOATS,Bob Reader,Seen again,2026-01-03",
        "08LIMA4001#info-amembassy-bogota,post,QUITO,Ann Reader,Seen,2026-01-02",
        "08LIMA4001#info-amembassy-bogota,post,PARIS,Ann Reader,Seen,2026-01-03",
    )
    cable = "<https://w3id.org/cable-kg/cable/08LIMA4001>"
    assert found(graph, f"{cable} dcterms:title ?x") == ["TALKS ON BOATS"]
    assert found(graph, f"{cable} part:title/kg:textSays ?x") == ["TALKS ON FISHERIES"]
    assert set(found(graph, f"?c kg:corrects {cable} ; kg:textSays ?x")) == {"TALKS ON FISHERIES"}
    part = "<https://w3id.org/cable-kg/cable/08LIMA4001#info-amembassy-bogota>"
    assert [one.rpartition("/")[2] for one in found(graph, f"{part} kg:textSays ?x")] == ["BOGOTA"]
    assert {one.rpartition("/")[2] for one in found(graph, f"?c kg:corrects {part} ; kg:textSays ?x")} == {"BOGOTA"}


def test_where_the_text_names_no_sender_it_says_none(tmp_path: Path) -> None:
    texts = write(tmp_path / "in", a=wire().replace("FM AMEMBASSY LIMA\n", ""))
    (texts / "corrections.csv").write_text(HEADER + "08LIMA4001,origin,QUITO,Ann Reader,Seen,2026-01-02\n")
    kg.build(texts, tmp_path / "out", jobs=1)
    graph = kg.open(tmp_path / "out")
    assert [one.rpartition("/")[2] for one in found(graph, "cable:08LIMA4001 kg:origin ?x")] == ["QUITO"]
    assert found(graph, "?c kg:corrects cable:08LIMA4001 ; kg:textSays ?x") == []
