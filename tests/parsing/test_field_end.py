"""Where a subject ends and who signed are decided by what the lines look like; unknown lines are the normal case."""

from __future__ import annotations

import pytest

import kg
from kg.parsing.field_end import end_by_evidence

CABLE = """FM AMEMBASSY LIMA
TO SECSTATE WASHDC
C O N F I D E N T I A L LIMA 000012

E.O. 12958: DECL: 01/02/2016
TAGS: PREL, PE
SUBJECT: FERRY TALKS RESUME{below}

REF: LIMA 3

Classified By: Ambassador Ada Q. Thornbury for reasons 1.4 (b).

1. (C) The ferry talks resumed.

2. (C) We will report further.{foot}
"""


@pytest.mark.parametrize(
    "below",
    [
        "\nACTION REQUESTED IN PARA 4",
        "\n(C) ENTIRE TEXT",
        "\nFOR THE AMBASSADOR",
        "\nFROM CHARGE D'AFFAIRES",
        "\nSTATE FOR EUR/NB AND PM",
        "\nUSDA PASS TO FAS/ONA",
        "\nS E C R E T",
        "\nC O N F I D E N T I A L LIMA 000012 NOFORN",
        "\nPAGE 02 LIMA 00012",
        "\nThis cable is an action request. See paragraph 4.",
        "\nThe talks had been broken off in May.",
        " E.O. 12958: DECL: 01/02/2016",
        " TAGS: PREL, PE",
        " 1. (C) SUMMARY. THE TALKS RESUMED.",
        " SUMMARY: THE TALKS RESUMED.",
        " Sensitive but unclassified, please handle accordingly.",
        "\n-----",
    ],
)
def test_what_follows_a_subject_is_none_of_it(below: str) -> None:
    cable = kg.parse(CABLE.format(below=below, foot=""))
    assert cable.subject is not None and cable.subject.value == "FERRY TALKS RESUME"


@pytest.mark.parametrize(
    "rest",
    [
        " AND END WITHOUT A WORD ON THE HARBOR OF\nSAN MARTIN",
        " AFTER A LONG WINTER; PORT AUTHORITY AND\nUNIONS WILL MEET ON FRIDAY",
        ":\nWHAT THE UNIONS WANT",
        " WITH STATE\nAND HARBOR BOARD",
        "; AVIATION CONSULTATIONS ON THE COAST ROUTE\nSET FOR SPRING",
    ],
)
def test_a_subject_goes_on(rest: str) -> None:
    cable = kg.parse(CABLE.format(below=rest, foot=""))
    assert cable.subject is not None and cable.subject.value == " ".join(f"FERRY TALKS RESUME{rest}".split())


@pytest.mark.parametrize(
    "foot",
    [
        "\nTHORNBURY",
        "\n\nTHORNBURY\n\nSECRET\n\n>\n2006LIMA12 - Classification: SECRET",
        "\nGP-1\nTHORNBURY",
        "\n\nTHORNBURY\nXGDS-2",
        "\n\nSigned: THORNBURY",
        "\nTHORNBURY\n\nVisit the post's site:\nhttp://lima.example/",
        "\n\nVisit the post's site:\nhttp://lima.example/index\nTHORNBURY",
        "\nTHORNBURY\n\nCONFIDENTIAL\n\nDeclassified/Released Sample Department Systematic\nReview 3 MAY 2014",
    ],
)
def test_a_signature_stands_among_other_lines(foot: str) -> None:
    cable = kg.parse(CABLE.format(below="", foot=foot))
    assert [one.name for one in cable.officials if one.role == "signed"] == ["THORNBURY"]


@pytest.mark.parametrize("foot", ["\n\nCOMMENT\n\n3. (C) It rained.", "\n\nHARBOR\n\n3. (U) Text."])
def test_a_heading_is_no_signature(foot: str) -> None:
    cable = kg.parse(CABLE.format(below="", foot=foot))
    assert [one.name for one in cable.officials if one.role == "signed"] == []


@pytest.mark.parametrize("line", ["HARBOR TALKS WITHOUT END AND WITHOUT\n", "Talks of\n", "A,\n", "x and\n"])
def test_a_subject_of_a_megabyte_is_read_in_a_line_of_time(line: str) -> None:
    """The slow case that was tried: lines that all go on, each of which was held against everything above it."""
    text = line * (1_000_000 // len(line))
    assert end_by_evidence(text, 0, len(text))[0] > len(text) - len(line) - 1
