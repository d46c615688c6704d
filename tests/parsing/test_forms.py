"""Each form by its own recogniser, whole telegrams of it read. All texts are fictional, the forms are real."""

import pytest

import kg
from kg.parsing.forms import recognise
from tests.evidence import check_evidence

OUTGOING = """UNCLASSIFIED
PAGE 01 STATE 013174
ORIGIN EB-08
INFO OCT-01 ARA-10 ISO-00 L-03 /022 R
61234
DRAFTED BY EB/OA/AVP:JSMITHSON:JO
APPROVED BY EB/OA/AVP:AJWALDEN
ARA/AND - MLKINGSLEY
{dashes}
R 192358Z JAN 77 ZFF4
FM SECSTATE WASHDC
TO AMEMBASSY BOGOTA
INFO AMCONSUL GUAYAQUIL BY POUCH
XMT AMEMBASSY QUITO
UNCLAS STATE 013174
E.O. 11652: {order}
TAGS: EAIR, CO
SUBJECT: CIVAIR: ROUTES
REF: BOGOTA 611
1. PLEASE INFORM THE MINISTRY. KISSINGER
UNCLASSIFIED
"""
DASHES = [
    "--------------------- 054819",
    "           ------------------201212Z 109980 /20",
    "------------------107579 280824Z /20",
    "---------------------",
    "eee woneennen- 117503 201914Z /53",
]


@pytest.mark.parametrize("dashes", DASHES)
@pytest.mark.parametrize("order", ["GDS", "XGDS-2", "N/A"])
def test_an_outgoing_telegram_of_the_seventies(dashes: str, order: str) -> None:
    text = OUTGOING.format(dashes=dashes, order=order)
    cable = kg.parse(text)
    assert (cable.form, cable.id, cable.origin.value) == ("page-1973", "77STATE13174", "STATE")
    assert cable.date_time_group.raw == "192358Z JAN 77"
    assert [(a.role, a.post) for a in cable.addressees] == [
        ("action", "BOGOTA"),
        ("info", "GUAYAQUIL"),
        ("exempt", "QUITO"),
    ]
    assert [(o.role, o.name) for o in cable.officials] == [
        ("drafted", "JSMITHSON"),
        ("approved", "AJWALDEN"),
        ("cleared", "MLKINGSLEY"),
        ("signed", "KISSINGER"),
    ]
    assert [r.cable_id for r in cable.references] == ["77BOGOTA611"]
    assert [p.span.of(text) for p in cable.paragraphs] == ["1. PLEASE INFORM THE MINISTRY."]
    check_evidence(cable, text)


def test_the_attributes_are_a_second_witness() -> None:
    block = """<< END OF DOCUMENT >>
Message Attributes
Document Number: 1977STATE013174
From: STATE
Reference: 77 BOGOTA 612
Subject: CIVAIR: ROUTES
TAGS: EAIR, CO
"""
    cable = kg.parse(OUTGOING.format(dashes=DASHES[1], order="GDS") + block)
    assert [d.code for d in cable.diagnostics] == ["attributes-differ"]
    assert "77BOGOTA611" in cable.diagnostics[0].message
    assert "77BOGOTA612" in cable.diagnostics[0].message
    assert [r.cable_id for r in cable.references] == ["77BOGOTA611"]


SPLIT_PAGE = """LIMITED OFFICIAL USE
PAGE 01
QUITO 04567 01 OF 01 121811Z
ACTION ARA-15
INFO OCT-01 ADS-00 EB-08 /024 W
------------------107579 122024Z /20
P 121730Z JUN 79
FM AMEMBASSY QUITO
TO SECSTATE WASHDC PRIORITY 8812
LIMITED OFFICIAL USE QUITO 4567
E.O. 12065: GDS 6/12/85 (MARLOWE, ANN B.) OR-M
TAGS: EFIS, PLOS, EC
SUBJECT: FISHING BOATS
1. (LOU) THE MINISTRY SAID THAT BOATS WERE FREE
LIMITED OFFICIAL USE
LIMITED OFFICIAL USE
PAGE 02
QUITO 04567 01 OF 01 121811Z
TO LEAVE.
Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014
2. (LOU) COMMENT: WE SHALL SEE. END COMMENT.
MARLOWE
LIMITED OFFICIAL USE
NNNN
"""


def test_page_lines_in_two_lines_and_a_release_line_in_the_text() -> None:
    (cable,) = kg.parse_all(SPLIT_PAGE)
    assert (cable.form, cable.id) == ("page-1973", "79QUITO4567")
    first, second = cable.paragraphs
    assert [p.of(SPLIT_PAGE).strip() for p in first.pieces] == [
        "1. (LOU) THE MINISTRY SAID THAT BOATS WERE FREE",
        "TO LEAVE.",
    ]
    assert second.span.of(SPLIT_PAGE) == "2. (LOU) COMMENT: WE SHALL SEE. END COMMENT."
    assert cable.release_marking.value.endswith("Systematic Review 20 Mar 2014")
    assert cable.declassify_on.value.isoformat() == "1985-06-12"


SCANNED = """LIMITED OFFICIAL USE HCG869 gig

PAGE @1 BOGOTA S1813 @817985Z Ct pte

44 (a
ORIGIN L a3

INFO EUR 15,SCA @2,FBI O1,/070 R
R @81728Z JUN 68
/ FM AMEMBASSY BOGOTA =, © AD COVE
TO SECSTATE waSkDc 2604)! uf _ot 20k

LIMITED OFFICIAL USE BOGOTA "1813
REC: 13 = 23
SUBJ: HARBOUR MASTER a2 - os 4 tes

REF: A) BOGOTA 179993 B) STATE 26708

65360 Dodidz}Z$@2749 Page 12

1, THE HARBOUR MASTER SPOKE TO US.

2» HE SAID NOTHING NEW. BUTTERFIELD

LIMITED OFFICIAL USE
"""


def test_a_scanned_telegram_of_the_sixties() -> None:
    cable = kg.parse(SCANNED)
    assert (cable.form, cable.id, cable.origin.value) == ("page-1966", "68BOGOTA1813", "BOGOTA")
    assert (cable.date_time_group.value.isoformat(), cable.date_time_group.doubts) == (
        "1968-06-08T17:28:00+00:00",
        ("ocr-digit",),
    )
    assert cable.origin.name == "AMEMBASSY BOGOTA"
    assert [(a.name, a.post, a.doubts) for a in cable.addressees] == [("SECSTATE", "STATE", ("unsure",))]
    assert (cable.subject.value, cable.subject.doubts) == ("HARBOUR MASTER", ("unsure",))
    assert cable.pass_lines == ()
    assert [(r.cable_id, "unreadable" in r.doubts) for r in cable.references] == [(None, True), ("68STATE26708", False)]
    assert [p.number for p in cable.paragraphs] == [1, 2]
    check_evidence(cable, SCANNED)


DRAFT = """UNCLASSIFIED

WHA/AND:TSMITHSON
08/26/2009
WHA/FO:MWALDEN - OK

IMMEDIATE BOGOTA, +

E.O. 12958: N/A

TAGS: PREL, CO

SUBJECT: LETTER ON THE HARBOUR

REF: A. STATE 86734
     B. STATE 82581

1. (U) Begin text: The harbour is open. End text.

YY

WHA/PPC:JMARLOWE - OK
PM:TKINGSLEY - OK (PROVISIONAL)

Y

PRIORITY QUITO

UNCLASSIFIED
"""


def test_the_text_of_a_draft_ends_before_the_rest_of_its_clearances() -> None:
    cable = kg.parse(DRAFT)
    assert cable.form == "draft"
    assert [p.span.of(DRAFT) for p in cable.paragraphs] == ["1. (U) Begin text: The harbour is open. End text."]
    assert [a.post for a in cable.addressees] == ["BOGOTA", "QUITO"]
    assert [(r.cable_id, r.year_inferred) for r in cable.references] == [("09STATE86734", True), ("09STATE82581", True)]
    check_evidence(cable, DRAFT)


def test_a_capture_of_the_text_alone() -> None:
    text = "Show Headers\n1. SUMMARY: THE HARBOUR IS OPEN. END SUMMARY.\n2. SHIPS CAN LEAVE.\n"
    text += "3. COMMENT: NONE.\nDEANE\n"
    cable = kg.parse(text, id="1975LIMA01234", year=1975)
    assert (cable.form, cable.id) == ("body", "75LIMA1234")
    assert [p.number for p in cable.paragraphs] == [1, 2, 3]
    assert cable.paragraphs[0].span.of(text).startswith("1. SUMMARY")
    assert cable.summary.value == "THE HARBOUR IS OPEN."


REFLOWED = """UNCLASSIFIED

MRN:

       UNCLASSIFIED U.S. Department of State Case No. F-2099-1 Doc No. C1 Date: 08/31/2099

              I0 QUITO 1O52

    Date/DIG:

              Aug 03, 2010 / O31406Z AUG 10

    From:

              AMEMBASSY QUITO

    Action:

              WASHDC, SECSTATE IMMEDIATE

    E.O.:

              13526

    Pass Line:

1          STATE FOR WHA

    Subject:

               The Market

    1. (U) It opened.

Signature:

        Roe

Info:

        LIMA, AMEMBASSY ROUTINE
"""


def test_smart_reflowed_by_a_mail_program() -> None:
    cable = kg.parse(REFLOWED)
    assert (cable.form, cable.id) == ("smart", "10QUITO1052")
    number = cable.message_reference_number
    assert (number.value, number.raw, number.doubts) == ("10 QUITO 1052", "I0 QUITO 1O52", ("ocr-digit",))
    assert (cable.date_time_group.value.hour, cable.date_time_group.doubts) == (14, ("ocr-digit",))
    assert cable.executive_order.value == "13526"
    assert [p.value for p in cable.pass_lines] == ["STATE FOR WHA"]
    assert [(a.role, a.post) for a in cable.addressees] == [("action", "STATE"), ("info", "LIMA")]
    check_evidence(cable, REFLOWED)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("MRN:  11 QUITO 5\nDate/DTG: ...", "smart"),
        ("VZCZCXYZ0005\nPP RUEHC", "acp-127"),
        ("PAGE 01 LIMA 01234 081530Z\nACTION ARA-10", "page-1973"),
        ("PAGE 01 LIMA 01234 081530Z\nACTION ARA 10", "page-1966"),
        ("PAGE 01 LIMA 01234 081530Z\nR 081400Z SEP 72\nFM AMEMBASSY LIMA", "page-1966"),
        ("PAGE 01 LIMA 01234 081530Z\nR 081400Z SEP 75\nFM AMEMBASSY LIMA", "page-1973"),
        ("FM AMEMBASSY LIMA\nTO SECSTATE WASHDC", "wire"),
        ("IMMEDIATE BOGOTA, +\n\nTAGS: PREL", "draft"),
        ("1. (C) The harbour is open to ships.", "body"),
        ("TAGS: PREL, PE", None),
        ("", None),
    ],
)
def test_the_form_is_told_from_the_first_lines(text: str, form: str | None) -> None:
    assert recognise(text) == form


def test_the_second_box_of_a_draft_may_be_for_information() -> None:
    text = "UNCLASSIFIED\n\nROUTINE COLOMBO, +\n\nPRIORITY QUITO\n\nSUBJECT: X\n\n1. Yes.\nROUTINE   LIMA\n"
    doubts = {to.name: to.doubts for to in kg.parse(text).addressees}
    assert doubts == {"COLOMBO": (), "QUITO": ("unsure",), "LIMA": ()}


@pytest.mark.parametrize(("written", "doubts"), [("/ 172211Z SEP 09", ()), ("1172211Z SEP 09", ("ocr-digit",))])
def test_a_slash_that_a_scan_glues_to_the_time_is_a_doubt(written: str, doubts: tuple[str, ...]) -> None:
    text = f"MRN:  09 QUITO 812\nDate/DTG:  Sep 17, 2009 {written}\nFrom:  AMEMBASSY QUITO\nSubject:  Oil\n\nText.\n"
    sent = kg.parse(text).date_time_group
    assert sent is not None
    assert (sent.value.isoformat()[:16], sent.doubts) == ("2009-09-17T22:11", doubts)


@pytest.mark.parametrize("marking", ["SBU", "513U", "5BU"])
def test_a_portion_marking_that_a_scan_damaged_is_repaired(marking: str) -> None:
    (one,) = kg.parse(f"SUBJECT: X\n\n1. ({marking}) The port is open.\n").paragraphs
    assert one.portion_marking == "SBU"
    assert [(r.raw, r.read_as) for r in one.repairs] == ([] if marking == "SBU" else [(marking, "SBU")])


@pytest.mark.parametrize(
    ("subject", "doubts"),
    [
        ("TUNA AND THE PORT", ()),
        ("CODEL McCAIN AND THE VanDORN CASE", ()),
        ("Tuna | Port", ()),
        ("TUNA| AND THE PORT", ("unsure",)),
        ("TUNA AND THE commITTEE", ("unsure",)),
        ("ShiPmentt OF TUNA TO PORT", ("unsure",)),
    ],
)
def test_what_no_teleprinter_prints_makes_a_subject_in_capitals_a_guess(subject: str, doubts: tuple[str, ...]) -> None:
    found = kg.parse(f"TAGS: PREL\nSUBJECT: {subject}\n\n1. TEXT.\n").subject
    assert found is not None
    assert (found.value, found.doubts) == (subject, doubts)
