"""The drafting block: who cleared and who was only told, and initials that a scan prints with a comma."""

import kg
from tests.evidence import check_evidence

PAGE = """UNCLASSIFIED
PAGE 01        STATE 014421
ORIGIN EUR-08
INFO OCT-01  PM-10  ISO-00  /019 R
DRAFTED BY EUR/CE:PTGRAVEN:JO
APPROVED BY EUR/CE:ADWHITMAN
PM/ISP - CRKINGSLEY (INFO)
L/EUR - MS. T. BARLOW (SUBS)
           ------------------211304Z 088121 /14
R 211142Z JAN 77
FM SECSTATE WASHDC
TO AMEMBASSY VIENNA
UNCLAS STATE 014421
E.O. 11652: N/A
TAGS: EAIR, AU
SUBJECT: LANDING RIGHTS
1. DEPT CONCURS.
"""


def told(text: str) -> list[str | None]:
    cable = kg.parse(text)
    check_evidence(cable, text)
    return [o.name for o in cable.officials if "info-copy" in o.doubts]


def test_who_is_marked_info_in_a_drafting_block_was_told() -> None:
    assert told(PAGE) == ["CRKINGSLEY"]


def test_who_is_marked_info_in_a_draft_was_told() -> None:
    top = "UNCLASSIFIED\n\nSCA/INS:PLTREVOR\n03/14/2008 202-555-0100\n\nSCA/FO:AHUNT - OK\nPM/RSAT:WGRAY - INFO\n"
    text = f"{top}\nROUTINE COLOMBO\n\nE.O. 12958: N/A\nTAGS: ETRD, CE\nSUBJECT: TUNA\n\n1. (U) Text.\n"
    assert told(text) == ["WGRAY"]


def test_who_is_marked_info_under_a_smart_key_was_told() -> None:
    top = "MRN:   09 QUITO 812\nFrom:  AMEMBASSY QUITO\nAction:  WASHDC, SECSTATE ROUTINE\nSubject:  Oil\n\nText.\n\n"
    foot = "Signature:    Rey\n\nDrafted By:   QUITO:Larkin, Ann B\nCleared By:   ECON:Doyle, Sean P (INFO)\n"
    assert told(f"{top}{foot}              POL:Park, Jane K\nApproved By:  EXEC:Rey, Andrew N\n") == ["Doyle, Sean P"]


def test_a_comma_that_a_scan_reads_for_the_point_of_an_initial_is_no_inversion() -> None:
    text = PAGE.replace("ADWHITMAN", "ADAM J, WHITMAN")
    cable = kg.parse(text)
    check_evidence(cable, text)
    (one,) = [o for o in cable.officials if o.role == "approved"]
    assert (one.name, [r.rule for r in one.repairs]) == ("ADAM J. WHITMAN", ["ocr-digit"])
