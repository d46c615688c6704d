"""The century of a cable: two digits mean 1966 and later, never a year to come; before it the year stands in full."""

from pathlib import Path

import pytest

import kg
from kg.pipeline.build_and_merge import build
from kg.store import Store
from kg.store.shape_validation import validate


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("1952 STATE 23889", "1952STATE23889"),
        ("1963SAIGON1311", "1963SAIGON1311"),
        ("1965 SAIGON 0001", "1965SAIGON1"),
        ("1966 SAIGON 0001", "66SAIGON1"),
        ("2007 SECSTATE 0012", "07STATE12"),
        ("52 STATE 23889", "1952STATE23889"),  # no telegram of 2052 was sent yet
        ("1899 PARIS 3", "1899PARIS3"),
        ("2060 LIMA 5", None),
    ],
)
def test_the_year_of_an_id(printed: str, canonical: str | None) -> None:
    assert kg.canonical_id(printed) == canonical
    if canonical is not None:
        assert kg.canonical_id(canonical) == canonical


def test_a_telegram_of_1952_and_what_it_refers_to() -> None:
    cable = kg.parse("P 121200Z MAY 52\nFM AMEMBASSY PARIS\nTO SECSTATE\nUNCLAS PARIS 4402\nREF: STATE 1234\n\n1. X")
    assert (cable.id, cable.date_time_group.value.year) == ("1952PARIS4402", 1952)
    assert [r.cable_id for r in cable.references] == ["1952STATE1234"]


def test_a_full_year_before_a_number_in_a_reference() -> None:
    cable = kg.parse("REF: 1952 STATE 23889\n\n1. X", id="1953PARIS11")
    assert [(r.cable_id, r.year_inferred) for r in cable.references] == [("1952STATE23889", False)]


def test_a_cable_of_our_time_refers_to_no_year_to_come_and_none_of_long_ago() -> None:
    cable = kg.parse("REF: A. 52 STATE 23889 B. 06 LIMA 12\n\n1. X", id="07LIMA99")
    assert {r.cable_id for r in cable.references} <= {"06LIMA12", "07STATE23889", None}


def test_a_declassification_day_may_be_to_come() -> None:
    cable = kg.parse("E.O. 12958: DECL: 06/21/45\nTAGS: PREL\nSUBJECT: X")
    assert cable.declassify_on.value.year == 2045


def test_the_day_of_a_source_is_kept_where_the_text_has_none(tmp_path: Path) -> None:
    rows = 'id,date,body\n"1952 STATE 23889",1952-03-04,"TO AMEMBASSY PARIS\nSUBJECT: FISH\n\n1. IT IS OPEN."\n'
    (tmp_path / "one.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "two.txt").write_text(
        "P 121200Z MAY 52\nFM AMEMBASSY PARIS\nTO SECSTATE\nUNCLAS PARIS 4402\nREF: STATE 23889\n\n1. X\n",
        encoding="utf-8",
    )
    build([tmp_path / "one.csv", tmp_path / "two.txt"], tmp_path / "output")
    store = Store.open(tmp_path / "output" / "store")
    query = 'SELECT ?d { ?c dcterms:identifier "1952STATE23889" ; dcterms:date ?d } ORDER BY STR(?d)'
    assert [str(row.plain()["d"]) for row in store.query(query)] == ["1952", "1952-03-04"]
    assert validate(store).violations == ()
