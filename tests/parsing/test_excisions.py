"""What a release left out: words, marks, black-outs and pages, each read where it is meant and nowhere else."""

import time
from pathlib import Path

import pytest

import kg
from kg.parsing.excisions import find
from tests.excisions_score import score
from tests.fictional import wire

CASES = Path(__file__).parents[1] / "cases" / "excisions"


def test_the_cases_are_read_as_by_hand() -> None:
    assert min(score(CASES).values()) == 1.0


@pytest.mark.parametrize(
    ("text", "kind", "extent", "exemptions", "by"),
    [
        ("We saw [less than 1 line not de-\nclassified] and left", "bracketed", "less than 1 line", (), "editors"),
        ("the [cryptonym not declassified] asset", "bracketed", "cryptonym", (), "editors"),
        ("[1ess than 1 1ine not declassifled]", "bracketed", "less than 1 line", (), "editors"),
        ("here [2 lines not declassified\nand there", "bracketed", "2 lines", (), "editors"),
        ("He went to PORTION EXEMPT and said so.", "bracketed", "PORTION", (), "reviewers"),
        ("They spoke to *REDACTED* about it", "bracketed", None, (), "reviewers"),
        ("[NAME REDACTED] (b)(6) came", "bracketed", "NAME", ("B6",), "reviewers"),
        ("5. TWO PARAGRAPHS DELETED\n", "bracketed", "TWO PARAGRAPHS", (), "reviewers"),
        ("Page 4 is withheld under B1", "withheld_page", "Page 4", ("B1",), "reviewers"),
        ("Page 12 ~ b1, b3\n", "withheld_page", "Page 12", ("B1", "B3"), "reviewers"),
        (
            "4. (C) THE ENVOY, MR. PIKE AND\nHIS AIDE ____________________, CAME LATE.",
            "blackout",
            None,
            (),
            "reviewers",
        ),
        (
            "7. (S) ________________________________\n_______________________________\n",
            "blackout",
            None,
            (),
            "reviewers",
        ),
        ("2. Rain.\n\n" + ("-" * 60 + "\n") * 3 + "\n4. Sun.", "blackout", None, (), "reviewers"),
        ("HE ASKED FOR (b)(1) AND A PORT", "exemption", None, ("B1",), "reviewers"),
        ("I met ____ (b)(6) in town", "blackout", None, ("B6",), "reviewers"),
        ("E.O. 13526 3.3(b)(1)>25Yrs", "exemption", None, ("3.3(b)(1)",), "reviewers"),
        ("He left. [b6] told us", "exemption", None, ("B6",), "reviewers"),
        ("It is (b) (1) (b) (3) and", "exemption", None, ("B1", "B3"), "reviewers"),
        ("(b)(3):50 USC 403(g)", "exemption", None, ("B3",), "reviewers"),
        ("Pages 2, 3 and 5 denied in full", "withheld_page", "Pages 2, 3 and 5", (), "reviewers"),
        ("[1O lines not declassified]", "bracketed", "10 lines", (), "editors"),
        ("50X1-HUM\n", "exemption", None, ("50X1-HUM",), "reviewers"),
        ("B3 CIA PERS/ORG\n", "exemption", None, ("B3",), "reviewers"),
    ],
)
def test_excisions(text: str, kind: str, extent: str | None, exemptions: tuple[str, ...], by: str) -> None:
    assert [(e.kind, e.extent, e.exemptions, e.by) for e in find(text)] == [(kind, extent, exemptions, by)]


@pytest.mark.parametrize(
    "text",
    [
        "The committee agreed to have\nthree paragraphs deleted\nfrom the draft.",
        "(The document was not declassified until 1998.)",
        "His visa was denied. [visa denied] [not classified] [garble] [Here follow two lines.]",
        "(b)(1) No person shall be held.\n(a) Every person shall",
        "The (b)(1) and (b)(3) exemptions apply to files under 5 U.S.C. 552(b)(6).",
        "Classified By: DCM Ines Alder, for reasons 1.4(b),\n1.4(c) and 1.4 (d).",
        "DECLASSIFIED IN PART\nE.O. 13526 3.3(b)(1)\nCONFIDENTIAL",
        "The B1 visa, the B1 bomber and the room (A1, B1, C1); call (XXX) XXX-XXXX.",
        "SANITIZED COPY\n\nSECRET",
        "Name: ____________________\nSignature ____________________\n",
        "TEXT\n____________________________________________________________\nMORE TEXT",
        "A1   12\n" + "-" * 60 + "\nA2   13",
        "Call the clerk, ext. XXXX.",
        "XXXX     -----     -----",
    ],
)
def test_no_excisions(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "unit", ["[", "XXXX", "█", "(b)(1)", "deleted ", "[1 line ", "---- B6", "_" * 16, "-" * 40 + "\n", "ex-\ncised "]
)
def test_hostile_texts_take_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        find(text)
        return time.process_time() - begun

    seconds(1000)
    assert seconds(32_000) < 14 * seconds(8000) + 0.2


def test_what_is_left_out_is_nobody_and_stands_in_its_paragraph() -> None:
    text = wire(
        serial=4003, body="1. (C) He met Ambassador [REDACTED] and Dr. (b)(6).\n\n[1 paragraph excised]\n\n3. (C) Rain."
    )
    cable = kg.parse(text)
    assert [(e.raw, e.paragraph) for e in cable.excisions] == [
        ("[REDACTED]", 1),
        ("(b)(6)", 1),
        ("[1 paragraph excised]", None),
    ]
    assert not any(o.name for o in cable.officials if o.role == "mentioned")
