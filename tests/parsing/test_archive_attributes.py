"""The attributes block of 1973-79: a second witness beside the text. The texts are fictional."""

import pytest

import kg
from tests.evidence import check_evidence
from tests.test_properties import LINE_ENDS

TEXT = """CONFIDENTIAL
PAGE 01 LIMA 01234 081530Z
ACTION ARA-10
INFO OCT-01 ISO-00 /011 W
--------------------- 012345
R 081400Z SEP 75
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 4321
C O N F I D E N T I A L LIMA 1234
E.O. 11652: GDS
TAGS: PFOR, PE
SUBJECT: HARBOUR TALKS
REF: STATE 111111
1. THE HARBOUR IS OPEN.
DEAN
CONFIDENTIAL
"""
BLOCK = """
Message Attributes
Document Number: 1975LIMA01234
TAGS: PFOR, EFIN,
  PE
Subject: HARBOUR TALKS
Reference: 75 STATE 111111
"""


def test_a_difference_between_text_and_block_is_said_and_the_text_is_kept() -> None:
    text = TEXT + BLOCK
    cable = kg.parse(text)
    assert cable.id == "75LIMA1234"
    assert [t.code for t in cable.tags] == ["PFOR", "PE"]
    assert [d.message for d in cable.diagnostics] == ["TAGS: the text has PE, PFOR, the attributes EFIN, PE, PFOR"]
    assert [a.key for a in cable.attributes] == ["Document Number", "TAGS", "Subject", "Reference"]
    check_evidence(cable, text)


def test_where_the_text_is_silent_the_block_is_taken_and_marked() -> None:
    text = TEXT.replace("TAGS: PFOR, PE\n", "").replace("SUBJECT: HARBOUR TALKS\n", "") + BLOCK
    cable = kg.parse(text)
    assert [t.code for t in cable.tags] == ["PFOR", "EFIN", "PE"]
    assert all("from-attributes" in t.doubts for t in cable.tags)
    assert (cable.subject.value, cable.subject.doubts) == ("HARBOUR TALKS", ("from-attributes",))
    check_evidence(cable, text)


def test_the_block_is_no_part_of_the_body() -> None:
    cable = kg.parse(TEXT + BLOCK)
    assert [p.number for p in cable.paragraphs] == [1]
    assert [o.name for o in cable.officials if o.role == "signed"] == ["DEAN"]


def test_the_marker_alone_is_no_block() -> None:
    assert kg.parse(TEXT + "\nMessage Attributes\n").attributes == ()


@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_a_block_is_found_with_every_line_end(line_end: str) -> None:
    text = (TEXT + BLOCK).replace("\n", line_end)
    cable = kg.parse(text)
    assert [a.key for a in cable.attributes] == ["Document Number", "TAGS", "Subject", "Reference"]
    assert cable.attributes[1].value == "PFOR, EFIN, PE"
    check_evidence(cable, text)


@pytest.mark.parametrize(
    ("block", "key", "value"),
    [
        ("Subject: HARBOUR TALKS\nRetention: 0\nTAGS: PFOR\n", "Subject", "HARBOUR TALKS"),
        ("Subject: HARBOUR TALKS\nArchive Batch: 12\nTAGS: PFOR\n", "Subject", "HARBOUR TALKS"),  # a key of no list
        ("TAGS: PFOR\n\n\tAnn B. Roe\n\tDeclassified/Released\n\tUS Department of State\nTo: STATE\n", "TAGS", "PFOR"),
        ("TAGS: PFOR\nUNCLASSIFIED\nNNNN\n", "TAGS", "PFOR"),
        ("Reference: 75 LIMA 1200\nA line that somebody wrote below.\n", "Reference", "75 LIMA 1200"),
        (f"Subject: {'HARBOUR TALKS ' * 5}AND\nFISH\nTAGS: PFOR\n", "Subject", f"{'HARBOUR TALKS ' * 5}AND FISH"),
        ("TAGS: PFOR, EFIN,\nPE\nTo: STATE\n", "TAGS", "PFOR, EFIN, PE"),
        (
            "Review Markings:\n\nDeclassified/Released\nEO Systematic Review\n30 JUN 2005\n",
            "Review Markings",
            "Declassified/Released EO Systematic Review 30 JUN 2005",
        ),
    ],
)
def test_a_value_takes_no_line_that_is_not_its_own(block: str, key: str, value: str) -> None:
    text = TEXT + "\nMessage Attributes\nDocument Number: 1975LIMA01234\n" + block
    cable = kg.parse(text)
    assert {a.key: a.value for a in cable.attributes}[key] == value
    check_evidence(cable, text)


def test_a_text_below_the_block_is_read() -> None:
    head, body = TEXT.split("1. THE")
    text = "Message Attributes\nDocument Number: 1975LIMA01234\nType: TE\n\nMessage Text\n" + head + "1. THE" + body
    cable = kg.parse(text)
    assert (cable.id, [p.number for p in cable.paragraphs]) == ("75LIMA1234", [1])
    assert [a.key for a in cable.attributes] == ["Document Number", "Type"]
