"""The drafting block: who cleared and who was only told, and initials that a scan prints with a comma."""

import pytest

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
    return [o.name for o in cable.officials if o.role == "informed"]


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


BELOW = "UNCLAS LIMA 000812\n\nE.O. 12958: N/A\nTAGS: PGOV, PE\nSUBJECT: HARBOR\n\n1. (U) Work goes on.\n\nPENROSE\n\n"
SMART = "MRN:   09 QUITO 812\nFrom:  AMEMBASSY QUITO\nAction:  WASHDC, SECSTATE ROUTINE\nSubject:  Oil\n\nText.\n\n"


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    cable = kg.parse(text)
    check_evidence(cable, text)
    roles = ("drafted", "cleared", "informed", "approved", "released")
    return [(o.role, o.name, o.organisation) for o in cable.officials if o.role in roles]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("Drafter: G. Dorn, POL, x4417", [("drafted", "G. Dorn", "POL")]),
        ("Clearances: B. Moss (ECON), K. Ng (CONS)", [("cleared", "B. Moss", "ECON"), ("cleared", "K. Ng", "CONS")]),
        (
            "CLEARED: POL:AMOSS, DCM:CKING (INFO), MGT: NONE",
            [("cleared", "AMOSS", "POL"), ("informed", "CKING", "DCM")],
        ),
        ("APPROVED BY POL/JSMITH", [("approved", "JSMITH", "POL")]),
        ("Approved: Amb. Penrose", [("approved", "Penrose", None)]),
        ("Drafted by: EUR:SWE - H. C. Albee:rf 3/4/65", [("drafted", "H. C. Albee", "EUR:SWE")]),
        (
            "Clearances:\nE - Mr. Kell (in draft)\nS/S - Mr. Ives",
            [("cleared", "Kell", "E"), ("cleared", "Ives", "S/S")],
        ),
        (
            "Drafted By:  LIMA:Hale, Ann N and Doyle, Sean\nApproved:  OES - A/S Thomas Birk (acting)",
            [
                ("drafted", "Hale, Ann N", "LIMA"),
                ("drafted", "Doyle, Sean", "LIMA"),
                ("approved", "Thomas Birk", "OES"),
            ],
        ),
        (
            "Clearances:\n  POL         A Smith        ok\n  USAID     P Lind    (info by request)\n  RSO       none",
            [("cleared", "A Smith", "POL"), ("informed", "P Lind", "USAID")],
        ),
        ("Cleared:  EEB:   R Tait/J Moss    info", [("informed", "R Tait", "EEB"), ("informed", "J Moss", "EEB")]),
    ],
)
def test_a_table_below_the_text_is_read_by_its_labels(
    table: str, wanted: list[tuple[str, str | None, str | None]]
) -> None:
    assert found(BELOW + table + "\n") == wanted
    assert [o.name for o in kg.parse(BELOW + table).officials if o.role == "signed"] == ["PENROSE"]


def test_a_label_above_a_further_paragraph_is_text() -> None:
    assert found(BELOW.replace("PENROSE\n\n", "Approved by: J. Roe\n\n2. (U) More.\n")) == []


@pytest.mark.parametrize("label", ["Drafted 8y:", ".  Drafted By:", "Draftad By:"])
def test_a_damaged_key_is_read(label: str) -> None:
    foot = f"Signature:    Rey\n\n{label}   QUITO:Larkin, Ann B/Doyle, Sean\nCleared By:   NONE\n"
    assert found(SMART + foot) == [("drafted", "Larkin, Ann B", "QUITO"), ("drafted", "Doyle, Sean", "QUITO")]


def test_a_name_goes_on_below_its_comma() -> None:
    foot = "Signature:    Rey\n\nDrafted By:   QUITO:D'Arcy-Holm,\n              Imogen\n"
    assert found(SMART + foot) == [("drafted", "D'Arcy-Holm, Imogen", "QUITO")]


def test_two_drafters_and_a_wrapped_typist_in_a_block() -> None:
    text = PAGE.replace("EUR/CE:PTGRAVEN:JO", "TREAS:CBIAL/EB/IFD:MSTOUT:RR:\nMB")
    drafted = [one[1:] for one in found(text) if one[0] == "drafted"]
    assert drafted == [("CBIAL", "TREAS"), ("MSTOUT", "EB/IFD")]


def test_who_follows_an_approver_without_a_name_cleared() -> None:
    text = PAGE.replace(
        "EUR/CE:PTGRAVEN:JO", "EUR/CE:PTGRAVEN:JO\nAPPROVED BY THE ACTING SECRETARY\nL - MR. GARRATT (INFO)"
    )
    assert ("approved", "GARRATT", "L") not in found(text) and ("informed", "GARRATT", "L") in found(text)
