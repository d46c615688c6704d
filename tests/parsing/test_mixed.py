"""Messages of different forms in one text: each is read by its own form, spans into the whole. All are fictional."""

import kg
from tests.evidence import check_evidence
from tests.parsing.test_message_bounds import header
from tests.parsing.test_sections import FIRST, SECOND

SMART = """UNCLASSIFIED
SBU

MRN:                      11 QUITO 504
Date/DTG:                 Apr 07, 2011 / 071322Z APR 11
From:                     AMEMBASSY QUITO
Action:                   WASHDC, SECSTATE IMMEDIATE
E.O.:                     13526
TAGS:                     PGOV, EC
Subject:                  THE MARKET

1. (U) It opened.

Signature:                ROE

Info:                     LIMA, AMEMBASSY ROUTINE
Dissemination Rule:       Released Copy

UNCLASSIFIED
SBU

"""
PAPER = """LIMITED OFFICIAL USE HCG869

PAGE @1 BOGOTA 01813 @81728Z

45
ACTION ARA 20

INFO PPT @2,SCA @2,FBI @1,SY @3 /090 W

P @81728Z JUN 68
FM AMEMBASSY BOGOTA
TO SECSTATE WASHDC 3271 PRIORITY

LIMITED OFFICIAL USE BOGOTA 1813

1. THE MINISTER HAS LEFT.

BUTTERFIELD

LIMITED OFFICIAL USE
"""
BARE = """R 201200Z JUN 07
FM AMEMBASSY QUITO
TO SECSTATE WASHDC

UNCLAS QUITO 000099

TAGS: PREL, EC
SUBJECT: NO ENVELOPE

1. It closed.

NNNN
"""
TAPE = header("2181") + "1. (C) One.\n\n#2181\nNNNN\n"
NO_TAPE = "PP RUEHC\n" + header("2190", subject="THE SEA").split("\n", 2)[2] + "1. (C) Sea.\n\n#2190\nNNNN\n"
TEXT = FIRST + SECOND + SMART + TAPE + BARE + SMART.replace("504", "505") + PAPER + NO_TAPE
FOUND = [
    ("75LIMA1234", "page-1973", "CONFIDENTIAL", [1, 2, 3]),
    ("11QUITO504", "smart", "UNCLASSIFIED", [1]),
    ("07LIMA2181", "acp-127", "CONFIDENTIAL", [1]),
    ("07QUITO99", "wire", "UNCLASSIFIED", [1]),
    ("11QUITO505", "smart", "UNCLASSIFIED", [1]),
    ("68BOGOTA1813", "page-1966", "LIMITED OFFICIAL USE", [1]),
    ("07LIMA2190", "acp-127", "CONFIDENTIAL", [1]),
]


def test_every_message_is_read_by_its_own_form() -> None:
    cables = kg.parse_all(TEXT)
    found = [(c.id, c.form, c.classification.value, [p.number for p in c.paragraphs]) for c in cables]
    assert found == FOUND
    assert all(not c.diagnostics for c in cables)


def test_spans_point_into_the_whole_text() -> None:
    for cable in kg.parse_all(TEXT):
        assert check_evidence(cable, TEXT) > 8
    last = kg.parse_all(TEXT)[-1]
    assert last.paragraphs[0].span.of(TEXT) == "1. (C) Sea."


def test_any_order_gives_the_same_messages() -> None:
    text = NO_TAPE + PAPER + SMART + FIRST + SECOND + TAPE + BARE
    assert [c.id for c in kg.parse_all(text)] == [
        "07LIMA2190",
        "68BOGOTA1813",
        "11QUITO504",
        "75LIMA1234",
        "07LIMA2181",
        "07QUITO99",
    ]


def test_two_copies_in_different_forms_are_one_cable() -> None:
    wire = header("504", subject="THE MARKET").replace("LIMA", "QUITO").replace("212107Z JUN 07", "071322Z APR 11")
    text = SMART + wire + "1. (U) It opened.\n\nNNNN\n"
    (cable,) = kg.parse_all(text)
    assert cable.id == "11QUITO504"
    assert "copies" in [d.code for d in cable.diagnostics]
    assert any(d.message.startswith("classification: ") for d in cable.diagnostics)
