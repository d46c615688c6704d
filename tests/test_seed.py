"""The cable this project started from, whole: every fact of it, through the public API."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import kg
from kg.model import Cable, Span

SEED = Path(__file__).parent.parent / "examples" / "07LIMA2181.txt"


@pytest.fixture(scope="module")
def text() -> str:
    with SEED.open(encoding="utf-8", newline="") as stream:
        return stream.read()


@pytest.fixture(scope="module")
def cable(text: str) -> Cable:
    return kg.parse(text)


def test_identity_and_envelope(cable: Cable) -> None:
    assert cable.id == "07LIMA2181"
    assert cable.message_reference_number.value == "LIMA 002181"
    assert cable.message_reference_number.span == Span(362, 373)
    assert cable.transmission_id.value == "VZCZCXYZ0005"
    assert cable.transmission_id.span == Span(2, 14)
    assert (cable.station.value, cable.serial.value) == ("RUEHPE", "2181")
    assert (cable.section.number, cable.section.of) == (1, None)
    assert cable.filing_time.value == datetime(2007, 6, 21, 21, 7, tzinfo=UTC)
    assert cable.filing_time.value.timetuple().tm_yday == 172
    assert cable.date_time_group.value == datetime(2007, 6, 21, 21, 7, tzinfo=UTC)
    assert cable.date_time_group.raw == "212107Z JUN 07"
    assert cable.date_time_group.span == Span(70, 84)
    assert cable.precedence.value == "PRIORITY"
    assert cable.security_line.value == "ZNY CCCCC ZZH"
    assert [r.value for r in cable.routed_to] == ["RUEHWEB"]
    assert cable.diagnostics == ()


def test_addressees(cable: Cable) -> None:
    assert cable.origin.value == "LIMA"
    told = [(a.role, a.routing_indicator, a.name, a.post, a.precedence, a.serial, a.order) for a in cable.addressees]
    assert told == [
        ("action", "RUEHC", "SECSTATE WASHDC", "STATE", "PRIORITY", "5950", 1),
        ("info", "RUEHBO", "AMEMBASSY BOGOTA", "BOGOTA", None, "4789", 2),
        ("info", "RUEHBR", "AMEMBASSY BRASILIA", "BRASILIA", None, "7418", 3),
        ("info", "RUEHCV", "AMEMBASSY CARACAS", "CARACAS", None, "0488", 4),
        ("info", "RUEHLP", "AMEMBASSY LA PAZ", "LAPAZ", None, None, 5),
        ("info", None, "QUITO", "QUITO", None, "1297", 6),
        ("info", "RUEHSG", "AMEMBASSY SANTIAGO", "SANTIAGO", None, "1342", 7),
        ("info", "RUMIAAA", "CDR USCINCSO MIAMI FL", None, None, None, 8),
    ]
    assert cable.addressees[0].span == Span(106, 141)


def test_the_fused_line_is_two_addressees_by_a_recorded_repair(cable: Cable) -> None:
    la_paz, quito = cable.addressees[4:6]
    assert la_paz.repairs == quito.repairs
    (repair,) = la_paz.repairs
    assert repair.rule == "fused-addressees"
    assert repair.raw == "RUEHLP/AMEMBASSY LA PAZ JUN QUITO 1297"
    assert repair.read_as == "RUEHLP/AMEMBASSY LA PAZ\nQUITO 1297"
    assert repair.span == Span(237, 275)
    assert not repair.unsure
    assert repair in cable.repairs


def test_classification(cable: Cable) -> None:
    assert cable.classification.value == "CONFIDENTIAL"
    assert [(c.value, len(c.also)) for c in cable.captions] == [("SIPDIS", 1), ("SENSITIVE", 0)]
    assert cable.executive_order.value == "12958"
    assert cable.declassify_on.value == date(2017, 6, 21)
    assert cable.declassify_on.span == Span(419, 429)
    assert [r.value for r in cable.reasons] == ["1.4(c)", "1.4(d)"]


def test_tags(cable: Cable) -> None:
    assert [t.code for t in cable.tags] == ["PREL", "KMARR", "PGOV", "SNAR", "PE"]
    assert [t.code for t in cable.tags if not t.recognised] == ["KMARR"]
    unknown = cable.tags[1]
    assert (unknown.raw, unknown.suggestion, unknown.span) == ("KMARR", "MARR", Span(447, 452))


def test_subject_and_references(cable: Cable) -> None:
    assert cable.subject.value == "SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS"
    assert cable.subject.span == Span(494, 553)
    assert [(r.letter, r.kind, r.cable_id, r.year_inferred, r.raw) for r in cable.references] == [
        ("A", "cable", "07LIMA994", True, "LIMA 994"),
        ("B", "cable", "07LIMA513", True, "LIMA 513"),
        ("C", "cable", "06LIMA3259", False, "LIMA 3259 \\(06\\)"),
    ]
    assert cable.references[2].span == Span(593, 609)


def test_paragraphs_and_headings(cable: Cable) -> None:
    assert [(p.number, p.portion_marking) for p in cable.paragraphs] == [
        (1, "SBU"),
        (2, "C"),
        (3, "C"),
        (4, "C"),
        (5, "C"),
    ]
    last = cable.paragraphs[-1]
    assert last.number_repaired
    assert [(r.rule, r.raw, r.read_as) for r in last.repairs] == [("pilcrow", "15.", "5.")]
    assert last.span == Span(6280, 6943)
    assert [h.value for h in cable.headings] == [
        "Regional Security Picture",
        "Security Cooperation Enablers",
        "Expanding Peru's Peacekeeping Capabilities",
        "Military-Military Relations",
        "Comment: Interest Strong, Sensitivities Remain",
    ]
    fourth = cable.paragraphs[3].span
    inside = [h for h in cable.headings if fourth.start <= h.span.start < fourth.end]
    assert len(inside) == 4
    assert fourth.end <= cable.headings[4].span.start < last.span.start


def test_officials(cable: Cable, text: str) -> None:
    named = {(o.role, o.name) for o in cable.officials if o.name}
    assert named == {
        ("classified_by", "J. Curtis Struble"),
        ("signed", "STRUBLE"),
        ("visitor", "COULTER"),
        ("mentioned", "Garcia"),
        ("mentioned", "Hugo Chavez"),
        ("mentioned", "Alan Wagner"),
    }
    by_name = {o.name: o for o in cable.officials}
    assert by_name["J. Curtis Struble"].span == Span(641, 658)
    assert by_name["J. Curtis Struble"].title == "Ambassador"
    assert by_name["STRUBLE"].span == Span(6945, 6952)
    wagner = by_name["Alan Wagner"]
    assert any(s.start > 6400 for s in wagner.also), "the mention across the blank line is the same man"
    assert len(by_name["Garcia"].also) >= 3


def test_repairs_show_what_the_source_has(cable: Cable, text: str) -> None:
    assert cable.repairs
    for repair in cable.repairs:
        assert repair.span.of(text) == repair.raw
    rules = {r.rule for r in cable.repairs}
    assert {"pilcrow", "link-debris", "markdown-escape", "fused-addressees"} <= rules


def test_json_has_every_field_of_the_model(cable: Cable) -> None:
    data = cable.to_dict()
    assert set(data) == set(Cable.__struct_fields__)
    assert data["summary"] is None
    assert data["date_time_group"]["value"] == "2007-06-21T21:07:00Z"
    assert data["declassify_on"]["span"] == [419, 429]
    json.dumps(data)
