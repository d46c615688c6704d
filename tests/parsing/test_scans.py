"""Headers of scanned telegrams: what a scanner makes of them is read, one poor print alone is doubted."""

from __future__ import annotations

import pytest

import kg
from tests.evidence import check_evidence

SCAN = """PAGE 01        LIMA  01234  221330Z

ACTION ARA-10

INFO  OCT-01  EUR-12  ISO-00  /025 R

{sent}
FM AMEMBASSY LIMA
TO {to}

{level} LIMA 1234

E.O. 11652: N/A
TAGS: PINR, PE
SUBJECT: {subject}

1. THE PORT IS CLOSED.

MONROY
"""


def scan(
    sent: str = "R 221030Z MAY 77",
    to: str = "SECSTATE WASHDC",
    level: str = "LIMITED OFFICIAL USE",
    subject: str = "PORT CLOSED",
) -> kg.model.Cable:
    text = SCAN.format(sent=sent, to=to, level=level, subject=subject)
    cable = kg.parse(text)
    check_evidence(cable, text)
    return cable


@pytest.mark.parametrize(
    ("printed", "precedence", "when", "doubts"),
    [
        ("0 221030Z MAY 77", "IMMEDIATE", "1977-05-22T10:30", ()),
        ("0°221030Z MAY 77", "IMMEDIATE", "1977-05-22T10:30", ()),
        ("P 221030Z SEP. 77", "PRIORITY", "1977-09-22T10:30", ()),
        ("RR 221030Z MAY 77", "ROUTINE", "1977-05-22T10:30", ()),
        ("O R 221030Z SEPT 77", "IMMEDIATE", "1977-09-22T10:30", ()),
        ("R l0l430Z MAY 77", "ROUTINE", "1977-05-10T14:30", ("ocr-digit",)),
        ("R Z2IO3OZ MAY 77", "ROUTINE", "1977-05-22T10:30", ("ocr-digit",)),
        ("R 221030Z 5EP 77", "ROUTINE", "1977-09-22T10:30", ("unsure",)),
        ("R 721030Z MAY 77", "ROUTINE", "1977-05-22T10:30", ("unsure",)),  # the day of receipt is the 22nd
        ("221030Z MAY 77", None, "1977-05-22T10:30", ()),
    ],
)
def test_a_date_time_group_is_aligned(printed: str, precedence: str | None, when: str, doubts: tuple[str, ...]) -> None:
    cable = scan(sent=printed)
    sent = cable.date_time_group
    assert sent is not None
    assert (f"{sent.value:%Y-%m-%dT%H:%M}", sent.doubts) == (when, doubts)
    assert bool(doubts) == bool(sent.repairs)
    assert (cable.precedence and cable.precedence.value) == precedence


@pytest.mark.parametrize("printed", ["R 221O90Z MAY 77", "R 221030Z MAV 77", "R 3112642 MAY 77", "R 221030Z THE 77"])
def test_what_is_no_time_is_not_read(printed: str) -> None:
    assert scan(sent=printed).date_time_group is None


def test_digits_in_words_are_letters() -> None:
    cable = scan(to="AMEMBASSY QUIT0", level="LIM1TED OFFICIAL USE", subject="CONSULTATI0NS ON SALT1 AND PL480")
    assert [(a.name, a.post) for a in cable.addressees] == [("AMEMBASSY QUITO", "QUITO")]
    assert cable.classification and cable.classification.value == "LIMITED OFFICIAL USE"
    assert cable.subject and cable.subject.value == "CONSULTATIONS ON SALT1 AND PL480"
    assert {r.rule for r in cable.subject.repairs} == {"ocr-digit"}


def test_debris_at_line_ends_is_no_part_of_a_name() -> None:
    cable = scan(to="AMEMBASSY QUITO | : \\.", subject="PORT CLOSED |")
    assert [a.name for a in cable.addressees] == ["AMEMBASSY QUITO"]
    assert cable.subject and cable.subject.value == "PORT CLOSED"


def test_one_poor_print_alone_is_doubted() -> None:
    assert scan().subject.doubts == ()  # type: ignore[union-attr]
    poor = scan(subject="PORT CL0SED AT CALLAO")
    assert poor.subject and poor.subject.value == "PORT CLOSED AT CALLAO" and poor.subject.doubts == ("one-print",)
    again = SCAN.format(
        sent="R 221030Z MAY 77", to="SECSTATE WASHDC", level="LIM1TED OFFICIAL USE", subject="PORT CLOSED"
    )
    level = kg.parse(again).classification
    assert level and level.doubts == ("one-print",)
    level = kg.parse("LIMITED OFFICIAL USE\n\n" + again).classification
    assert level and level.doubts == ()


def test_form_words_below_a_signature_are_furniture() -> None:
    text = SCAN.format(sent="R 221030Z MAY 68", to="SECSTATE WASHDC", level="UNCLAS", subject="PORT CLOSED")
    text = text.replace(
        "\nMONROY\n", "\n20 EMBASSY WILL REPORT.  MONROY\n\nDepartment of State\nTELEGRAM\n\nUNCLASSIFIED\n"
    )
    cable = kg.parse(text)
    assert [p.number for p in cable.paragraphs] == [1, 2]
    assert [o.name for o in cable.officials if o.role == "signed"] == ["MONROY"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("SUMMARY\n-------\n\n1. (C) Summary: The ferry was late. End summary.\n\n2. (C) More.", "The ferry was late."),
        ("------ SUMMARY ------\n\n1. Summary: Fares rose. End Summary.\n\n2. More.", "Fares rose."),
        (
            "\nFERRIES\n\n1. The ferry was late.\nRain came. End\nsummary.\n\nMORE\n----\n",
            "The ferry was late.\nRain came.",
        ),
    ],
)
def test_a_heading_above_a_summary_and_an_end_over_two_lines(text: str, summary: str) -> None:
    found = kg.parse(f"E.O. 12958: N/A\nTAGS: EWWT, PE\nSUBJECT: FERRIES\n\n{text}").summary
    assert found and found.value == summary
