"""Names beside titles in capitals: what speaks for a name against what speaks for a word of the language."""

import pytest

import kg
from kg.parsing import name_evidence

HEAD = "R 221001Z MAY 76\nFM AMEMBASSY NAIROBI\nTO SECSTATE WASHDC\n\nCONFIDENTIAL NAIROBI 5501\n\nE.O. 11652: GDS\n"


def named(text: str) -> list[tuple[str, bool]]:
    officials = kg.parse(f"{HEAD}TAGS: PINT\nSUBJECT: X\n\n1. {text}\n").officials
    return [(o.name, "unsure" in o.doubts) for o in officials if o.role == "mentioned" and o.name]


@pytest.mark.parametrize(
    "text",
    [
        "THE TWO MAJOR COALITIONS MET. OF MAJOR IMPORTANCE IS THE VOTE.",
        "AS A GENERAL PROPOSITION THEY AGREE. REPRESENTATIVE GOVERN-\nMENT RETURNED.",
        "HE IS CHIEF DEMOGRAPHER. MINISTER INUDSTRY AND TRADE CAME.",
        "PRESIDENT OF THE MILITARY JUNTA OF THE REPUBLIC SPOKE.",
        "DIRECTOR DE ABASTECIMIENTOS WROTE. A MAJOR ZELTOK BEGAN.",
    ],
)
def test_a_word_behind_a_title_is_no_name(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PRESIDENT PADILLA SPOKE.", "PADILLA"),
        ("MINISTER OF STATE CURRUTO SPOKE.", "CURRUTO"),
        ("GENERAL AZERO RETIRES IN MAY.", "AZERO"),
        ("THIS IS FOR GENERAL BURNS.", "BURNS"),
        ("AMBASSADOR NOLTING REPORTED.", "NOLTING"),
        ("SECRETARY GENERAL JUAN LECHIN SAID SO.", "JUAN LECHIN"),
    ],
)
def test_a_surname_behind_a_title_is_a_name(text: str, name: str) -> None:
    assert named(text) == [(name, False)]


def test_a_name_that_is_nearly_a_word_is_doubted() -> None:
    assert named("PRESIDENT BENNER ARRIVED.") == [("BENNER", False)]
    assert named("PRESIDENT PERSEN ARRIVED.") == [("PERSEN", True)]


def test_a_name_that_stands_elsewhere_with_a_forename_is_one_behind_an_adjective() -> None:
    assert named("A MAJOR ZELTOK WAS SEEN.") == []
    assert ("ZELTOK", False) in named("THE GENERAL ZELTOK OF OLD. HE IS HUGO ZELTOK.")


def test_what_nobody_knows_speaks_for_nothing() -> None:
    assert name_evidence.balance("KIPLAGAT") == 0
    assert name_evidence.could_be("KIPLAGAT", "title")
    assert name_evidence.balance("x" * 5000) == 0


def signed(text: str) -> list[tuple[str | None, bool]]:
    return [(o.name, "unsure" in o.doubts) for o in kg.parse(text).officials if o.role == "signed"]


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("\n\nBANKS\n", [("BANKS", True)]),
        ("\n\nKEATING\n\nUNCLASSIFIED\n\nNNNN\n", [("KEATING", False)]),
        ("\n\nREPORTING\n", []),
        ("\n\nBARLEY\nRICE\nMAIZE\n", []),
        (" IT ALSO SENT GREETINGS, ALDERNEY\n\nUNCLASSIFIED", [("ALDERNEY", True)]),
        ("\nThe Embassy\nMENDES-COSTA", [("MENDES-COSTA", True)]),
    ],
)
def test_a_signature_that_may_be_a_word_is_weighed(end: str, wanted: list[tuple[str | None, bool]]) -> None:
    assert signed(f"4. THE TALKS WILL GO ON.{end}") == wanted
