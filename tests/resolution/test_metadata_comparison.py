"""The source as a second witness: what is said where it and the text disagree, and what a body alone takes from it."""

from datetime import date

import pytest

from kg.model import Document, Span
from kg.parsing.printed_dates import day_of
from kg.resolution.metadata_comparison import read_document
from tests.fictional import wire


def document(text: str, **about: str) -> Document:
    return Document(text, "x", "-", id_hint=about.get("id"), metadata=tuple(about.items()))


AGREES = {
    "id": "08LIMA4001",
    "date": "5/10/2008 23:30",
    "classification": "CONFIDENTIAL//NOFORN",
    "origin": "Embassy Lima",
    "references": "08BOGOTA1234",
}


def odd(text: str, **about: str) -> list[str]:
    (cable,) = read_document(document(text, **about))
    return [d.message for d in cable.diagnostics if d.code in ("metadata-differs", "id-differs")]


def test_agreement_is_silent() -> None:
    assert odd(wire(), **AGREES) == []


@pytest.mark.parametrize(
    ("key", "said", "message"),
    [
        ("id", "08LIMA4002", "the text says 08LIMA4001, its source 08LIMA4002"),
        ("date", "2008-05-21 09:30", "date: the text has 2008-05-11, its source 2008-05-21"),
        ("classification", "SECRET", "classification: the text has CONFIDENTIAL, its source SECRET"),
        ("origin", "Embassy Bogota", "origin: the text has AMEMBASSY LIMA, its source Embassy Bogota"),
        ("references", "08BOGOTA1234,07LIMA9", "references: the text has 08BOGOTA1234, its source also 07LIMA9"),
    ],
)
def test_disagreement_is_said_and_the_text_is_kept(key: str, said: str, message: str) -> None:
    about = AGREES | {key: said}
    assert odd(wire(), **about) == [message]
    (cable,) = read_document(document(wire(), **about))
    assert cable.id == "08LIMA4001"
    assert cable.classification is not None
    assert (cable.classification.value, cable.classification.doubts) == ("CONFIDENTIAL", ())


def test_what_cannot_be_compared_says_nothing() -> None:
    assert odd(wire(), date="spring", classification="ROUTINE", origin="somebody", references="tel 5") == []


def test_a_body_alone_takes_level_and_sender_from_its_source() -> None:
    body = "1. (C) The talks opened.\n\n2. (SBU) They will go on.\n\nNARDO\n"
    (cable,) = read_document(document(body, **AGREES))
    assert cable.id == "08LIMA4001"
    assert cable.classification is not None
    assert cable.origin is not None
    assert (cable.classification.value, cable.origin.value) == ("CONFIDENTIAL", "LIMA")
    for value in (cable.classification, cable.origin):
        assert (value.span, value.raw, value.doubts) == (Span(0, 0), "", ("from-metadata",))
    assert cable.date_time_group is None  # a day is no date-time group


def test_a_source_that_contradicts_its_own_number_gives_no_sender() -> None:
    (cable,) = read_document(document("1. (C) Text.\n", id="08LIMA1", origin="Embassy Bogota"))
    assert cable.origin is None
    assert [d.code for d in cable.diagnostics] == ["metadata-differs"]


def test_several_cables_in_one_text_have_no_witness() -> None:
    assert [c.id for c in read_document(document(wire() + "\n" + wire("QUITO", 2), **AGREES))] == [
        "08LIMA4001",
        "08QUITO2",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12/28/1966 18:48", date(1966, 12, 28)),
        ("2006-02-01 09:09", date(2006, 2, 1)),
        ("1975 February 3, 00:00 (Monday)", date(1975, 2, 3)),
        ("14 SEP 1975", date(1975, 9, 14)),
        ("May 11, 1974", date(1974, 5, 11)),
        ("1974-05-11T15:30", date(1974, 5, 11)),
        ("31/31/2000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_dates_of_sources(written: str, meant: date | None) -> None:
    assert day_of(written) == meant
