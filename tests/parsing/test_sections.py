"""Sections of one message in one text: joined, their provenance kept, the seam mended. All texts are fictional."""

import pytest

import kg
from tests.evidence import check_evidence
from tests.parsing.test_message_bounds import header

FIRST = """CONFIDENTIAL
PAGE 01 LIMA 01234 01 OF 02 081530Z
51
ACTION ARA-10
INFO OCT-01 ISO-00 SS-15 /026 W
--------------------- 012345
O R 081400Z SEP 75
FM AMEMBASSY LIMA
TO SECSTATE WASHDC IMMEDIATE 4321
INFO AMEMBASSY BOGOTA
CONFIDENTIAL
CONFIDENTIAL
PAGE 02 LIMA 01234 01 OF 02 081530Z
AMEMBASSY QUITO
C O N F I D E N T I A L SECTION 1 OF 2 LIMA 1234
EXDIS
DEPT PASS TREASURY
E.O. 11652: GDS
TAGS: PFOR, EFIN, PE
SUBJECT: HARBOUR TALKS
1. THE HARBOUR MASTER RECEIVED US.
2. HE SAID THAT THE SHIPS
CONFIDENTIAL
NNNN
"""
SECOND = """CONFIDENTIAL
PAGE 01 LIMA 01234 02 OF 02 081545Z
51
ACTION ARA-10
INFO OCT-01 ISO-00 SS-15 /026 W
--------------------- 012399
O R 081400Z SEP 75
FM AMEMBASSY LIMA
TO SECSTATE WASHDC IMMEDIATE 4322
INFO AMEMBASSY BOGOTA
AMEMBASSY QUITO
C O N F I D E N T I A L SECTION 2 OF 2 LIMA 1234
EXDIS
DEPT PASS TREASURY
WERE LATE.
3. HE ADDED NOTHING.
DEAN
CONFIDENTIAL
NNNN
"""


def text_of(cable: kg.model.Cable, number: int, text: str) -> list[str]:
    (p,) = [p for p in cable.paragraphs if p.number == number]
    return [piece.of(text).strip() for piece in p.pieces or (p.span,)]


def test_a_sentence_over_the_seam_is_one_paragraph_in_two_pieces() -> None:
    text = FIRST + SECOND
    (cable,) = kg.parse_all(text)
    assert [p.number for p in cable.paragraphs] == [1, 2, 3]
    assert text_of(cable, 2, text) == ["2. HE SAID THAT THE SHIPS", "WERE LATE."]
    assert [(a.name, a.serial) for a in cable.addressees] == [
        ("SECSTATE WASHDC", "4321"),
        ("AMEMBASSY BOGOTA", None),
        ("AMEMBASSY QUITO", None),
    ]
    assert [o.name for o in cable.officials if o.role == "signed"] == ["DEAN"]
    assert [d.code for d in cable.diagnostics] == []
    check_evidence(cable, text)


def test_the_span_of_a_section_is_its_envelope() -> None:
    text = FIRST + SECOND
    (cable,) = kg.parse_all(text)
    first, second = cable.sections
    assert (first.span.start, first.raw[-14:]) == (0, "HARBOUR TALKS\n")
    assert second.span.of(text).startswith("CONFIDENTIAL\nPAGE 01 LIMA 01234 02 OF 02")
    assert second.span.of(text).endswith("DEPT PASS TREASURY\n")
    in_second = [p.number for p in cable.paragraphs if p.span.start >= second.span.end]
    assert in_second == [3]


def test_pages_counted_on_into_the_second_section() -> None:
    text = FIRST + SECOND.replace("PAGE 01", "PAGE 03")
    (cable,) = kg.parse_all(text)
    assert [(s.number, s.of) for s in cable.sections] == [(1, 2), (2, 2)]
    assert text_of(cable, 2, text) == ["2. HE SAID THAT THE SHIPS", "WERE LATE."]


def test_the_page_lines_show_that_a_section_is_missing() -> None:
    (cable,) = kg.parse_all(FIRST)
    assert [d.message for d in cable.diagnostics if d.code == "section-missing"] == [
        "of 2 sections these are not here: 2"
    ]


def test_a_published_copy_with_only_the_header_of_section_1_lacks_nothing() -> None:
    text = header("2181", "01", "SECTION 01 OF 03 ") + "1. (C) One.\n\n2. (C) Two.\n\nDOELING\n"
    assert not kg.parse(text).diagnostics


def test_a_later_section_by_itself_begins_in_the_middle_of_a_paragraph() -> None:
    (cable,) = kg.parse_all(SECOND)
    assert cable.id == "75LIMA1234"
    assert [p.number for p in cable.paragraphs] == [None, 3]
    assert cable.paragraphs[0].span.of(SECOND) == "WERE LATE."
    assert [d.message for d in cable.diagnostics] == ["of 2 sections these are not here: 1"]


def test_sections_named_by_the_de_line_alone() -> None:
    text = header("2181", "01") + "1. (C) The first begins\nBT\n#2181\nNNNN\n"
    text += header("2181", "02", n="2222") + "and ends.\n\n2. (C) The second.\n\nDOELING\n"
    (cable,) = kg.parse_all(text)
    assert [s.number for s in cable.sections] == [1, 2]
    assert text_of(cable, 1, text) == ["1. (C) The first begins", "and ends."]


def test_sections_out_of_order_are_said() -> None:
    (cable,) = kg.parse_all(SECOND + FIRST)
    assert "sections-out-of-order" in [d.code for d in cable.diagnostics]


def test_another_message_between_two_sections() -> None:
    other = header("3000", subject="THE SEA") + "1. (C) Sea.\n\nNNNN\n"
    text = FIRST + other + SECOND
    cables = kg.parse_all(text)
    assert [c.id for c in cables] == ["75LIMA1234", "07LIMA3000"]
    assert text_of(cables[0], 2, text) == ["2. HE SAID THAT THE SHIPS", "WERE LATE."]


def test_a_copy_with_a_backslash_at_every_line_end_reads_the_same() -> None:
    text = FIRST + SECOND
    plain, copied = kg.parse(text), kg.parse(text.replace("\n", "\\\n"))
    assert [p.number for p in copied.paragraphs] == [p.number for p in plain.paragraphs] == [1, 2, 3]
    assert [o.name for o in copied.officials if o.role == "signed"] == ["DEAN"]
    assert len(copied.sections) == len(plain.sections) == 2
    check_evidence(copied, text.replace("\n", "\\\n"))


@pytest.mark.parametrize(
    "text",
    [
        "UNCLAS AMMAN 2544\nDE REHAM544/02 0430105\nDE REHAM544/04 0430105\nUNCLAS AMMAN 2544",
        "CONFIDENTIAL SECTION1LIMA 2057\nVZCZC41\nVZCZC41\nCONFIDENTIAL SECTION3LIMA 2057",
    ],
)
def test_a_section_whose_number_stands_above_its_envelope_begins_there(text: str) -> None:
    (cable,) = kg.parse_all(text)
    assert [s.span.start < s.span.end for s in cable.sections] == [True, True]
    check_evidence(cable, text)


def test_a_section_that_lost_its_first_lines_does_not_take_the_next_one_in() -> None:
    head = "VZCZCXYZ0005\nDE RUEHPE #2181/0{n} 1722107\nP 212107Z JUN 07\nFM AMEMBASSY LIMA\n"
    rest = "TO RUEHC/SECSTATE WASHDC\n\nUNCLAS SECTION 0{n} OF 03 LIMA 002181\n\n{n}. The harbour is open.\n\n"
    text = rest.format(n=1) + (head + rest).format(n=2) + (head + rest).format(n=3)
    (cable,) = kg.parse_all(text)
    assert [s.number for s in cable.sections] == [1, 2, 3]
    assert [p.number for p in cable.paragraphs] == [1, 2, 3]
    check_evidence(cable, text)
