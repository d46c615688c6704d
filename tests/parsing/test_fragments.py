"""Pieces of a header without a label above the text, and a telegram quoted inside another."""

import pytest

import kg
from kg.model import Cable
from tests.evidence import check_evidence


def read(text: str) -> Cable:
    cable = kg.parse(text)
    check_evidence(cable, text)
    return cable


@pytest.mark.parametrize(
    ("text", "level", "captions", "passes", "number"),
    [
        ("C O N F I D E N T I A L LIMA 002181", "CONFIDENTIAL", [], [], "LIMA 002181"),
        (
            "UNCLAS SECTION 01 OF 02 PORT OF SPAIN 000012\n\nSIPDIS\n",
            "UNCLASSIFIED",
            ["SIPDIS"],
            [],
            "PORT OF SPAIN 000012",
        ),
        ("SECRET", "SECRET", [], [], None),
        ("S E C R E T NOFORN", "SECRET", ["NOFORN"], [], None),
        ("SIPDIS\nNOFORN\n", None, ["SIPDIS", "NOFORN"], [], None),
        ("DEPT FOR WHA/AND\nSTATE PASS USTR", None, [], ["DEPT FOR WHA/AND", "STATE PASS USTR"], None),
        ("UNCLAS LIMA 12\n\nROME FOR FAO\n\nThe harbour is open.", "UNCLASSIFIED", [], ["ROME FOR FAO"], "LIMA 12"),
        ("Secret talks were held in 1999.", None, [], [], None),
        ("SECRET TALKS WERE HELD AND NOTHING CAME OF THEM.", None, [], [], None),
        ("FOR MANY YEARS NOTHING HAPPENED", None, [], [], None),
        ("STATE DEPARTMENT OFFICIALS CAME", None, [], [], None),
    ],
)
def test_a_piece_of_a_header_is_read(
    text: str, level: str | None, captions: list[str], passes: list[str], number: str | None
) -> None:
    cable = read(text)
    assert (cable.classification.value if cable.classification else None) == level
    assert [c.value for c in cable.captions] == captions
    assert [p.value for p in cable.pass_lines] == passes
    assert (cable.message_reference_number.value if cable.message_reference_number else None) == number


INNER = (
    "C O N F I D E N T I A L LIMA 2345\n\nE.O. 11652: GDS\nTAGS: PFOR, PE\nSUBJECT: HARBOUR TALKS\nREF: LIMA 2222\n\n"
    "1. THE MINISTER SAID NOTHING NEW.\n\n2. WE AGREE. HARLOW\n"
)
OUTER = (
    "CONFIDENTIAL\n\nPAGE 01  STATE 123456\n61\nORIGIN ARA-10\n\nINFO  OCT-01 ISO-00 /011 R\n\n"
    "DRAFTED BY ARA/AND:JQDOE:KL\nAPPROVED BY ARA/AND:RSROE\n--------------------- 012345\nP 121530Z JUN 75\n"
    "FM SECSTATE WASHDC\nTO AMEMBASSY QUITO PRIORITY\nC O N F I D E N T I A L STATE 123456\n\n{own}"
    "FOLLOWING REPEAT LIMA 2345 ACTION SECSTATE INFO BOGOTA 10 JUN 75.\n\nQUOTE{head}{inner}\nUNQUOTE. VANCE\n\n"
    "CONFIDENTIAL\n"
)
ADDRESS = "\nR 101200Z JUN 75\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 4321\nINFO AMEMBASSY BOGOTA\n"


@pytest.mark.parametrize("head", [": ", ADDRESS])
def test_a_quoted_telegram_is_the_text_of_the_one_that_quotes_it(head: str) -> None:
    cable = read(OUTER.format(own="", head=head, inner=INNER))
    assert cable.id == "75STATE123456"
    assert cable.date_time_group and cable.date_time_group.value.day == 12
    assert [a.name for a in cable.addressees] == ["AMEMBASSY QUITO"]
    assert (cable.subject, cable.tags) == (None, ())
    assert [r.cable_id for r in cable.references] == ["75LIMA2345"]
    assert [o.name for o in cable.officials if o.role == "signed"] == ["VANCE"]
    assert [p.number for p in cable.paragraphs if p.number] == [1, 2]


def test_the_labels_of_the_outer_telegram_are_its_own() -> None:
    own = "E.O. 11652: N/A\nTAGS: OVIP\nSUBJECT: REPEAT OF A CABLE\n\n"
    cable = read(OUTER.format(own=own, head=": ", inner=INNER))
    assert cable.subject and cable.subject.value == "REPEAT OF A CABLE"
    assert [t.code for t in cable.tags] == ["OVIP"]
    assert [r.cable_id for r in cable.references] == ["75LIMA2345"]


def test_words_in_quotation_are_no_telegram() -> None:
    text = OUTER.split("FOLLOWING")[0].format(own="") + (
        "E.O. 11652: GDS\nTAGS: PFOR, PE\nSUBJECT: TALKS\nREF: LIMA 2222\n\n"
        "1. HE SAID QUOTE\nNOTHING NEW UNQUOTE. VANCE\n"
    )
    cable = read(text)
    assert cable.subject and cable.subject.value == "TALKS"
    assert [r.cable_id for r in cable.references] == ["75LIMA2222"]


def test_a_drafting_block_whose_labels_a_scan_lost() -> None:
    text = (
        OUTER.split("E N T I A L STATE")[0].format(own="")
        + "E N T I A L STATE 123456\n\nTAGS: PE\nSUBJECT: X\n\n1. TEXT.\n"
    )
    text = text.replace("DRAFTED BY ARA/AND:JQDOE:KL", "DRA bt ov ARA/AND 3 Ke J.QUINN sR G").replace(
        "APPROVED BY ARA/AND:RSROE", "ohere BY ARA/AND sD. E. HARLOW\nHs A. ROWE\nIN R/DDC :W. MARSH"
    )
    found = [
        (o.role, o.name, o.organisation) for o in read(text).officials if o.role in ("drafted", "approved", "cleared")
    ]
    assert found == [
        ("drafted", "J.QUINN", "ARA/AND"),
        ("approved", "D. E. HARLOW", "ARA/AND"),
        ("cleared", "A. ROWE", "H"),
        ("cleared", "W. MARSH", "INR/DDC"),
    ]
