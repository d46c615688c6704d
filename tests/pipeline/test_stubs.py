"""A cable that is only referred to is a stub; when it arrives it fills in, under the IRI it had."""

from pathlib import Path

import pytest

import kg
from kg.pipeline.build_and_merge import build
from tests.fictional import wire, write
from tests.pipeline.outputs import unchecked

QUESTION = """SELECT ?status ?title ?year ?origin (COUNT(DISTINCT ?from) AS ?cited) ?thread {
  cable:08QUITO77 a kg:Cable ; kg:status/skos:prefLabel ?status ; dcterms:date ?year ; kg:origin ?origin .
  ?from kg:references cable:08QUITO77
  OPTIONAL { cable:08QUITO77 dcterms:title ?title } OPTIONAL { cable:08QUITO77 kg:inThread/kg:heldCables ?thread }
} GROUP BY ?status ?title ?year ?origin ?thread"""


def said(folder: Path) -> dict[str, object]:
    (row,) = kg.open(folder).query(QUESTION)
    return {name: value for name, value in row.plain().items() if value is not None}


def test_a_stub_fills_in_when_its_cable_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unchecked(monkeypatch)
    sources = write(
        tmp_path / "in", one=wire("LIMA", 4001, reference="QUITO 77"), two=wire("BOGOTA", 9, reference="A. QUITO 77")
    )
    build(sources, tmp_path / "out")
    before = said(tmp_path / "out")
    post = "https://w3id.org/cable-kg/post/QUITO"
    assert before == {"status": "Known only from references", "year": "2008", "origin": post, "cited": 2, "thread": 2}

    write(sources, three=wire("QUITO", 77, time="100930Z MAY 08", subject="IT ARRIVED", reference="LIMA 3999"))
    build(sources, tmp_path / "out")
    assert said(tmp_path / "out") == {**before, "status": "Held", "title": "IT ARRIVED", "thread": 3}

    (sources / "three.txt").unlink()
    build(sources, tmp_path / "out")
    assert said(tmp_path / "out") == before
