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
        "THE HEAD OF THE HONORABLE ZUNTA. PRESIDENT OF THE MILITARY ZUNTA OF THE REPUBLIC SPOKE.",
        "IN MEETING WITH EMBOFFS MINMINES AGREED. MIN ZUD/COM AND THE REST CAME.",
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FONMIN HENRY DE B FORD SPOKE.", [("HENRY DE B FORD", False)]),
        ("GEN JUAN AZERO, ARMED FORCES COMMANDER, SPOKE.", [("JUAN AZERO", False)]),
        ("TRADE:\nJUAN AZERO, SUBSECRETARY\nZUG. CARLOS PADILLA, OF SALES", [("JUAN AZERO", False)]),
        ("AMBASSADOR DEAN KING SPOKE.", [("DEAN KING", True)]),
    ],
)
def test_a_name_in_capitals_ends_where_the_evidence_says(text: str, found: list[tuple[str, bool]]) -> None:
    assert named(text) == found


def test_a_title_in_capitals_begins_where_the_evidence_says() -> None:
    text = "THE UNDER-SECRETARY OF FOREIGN AFFAIRS, JUAN AZERO, AND MINISTER OF TRADE AND LT GEN CARLOS PADILLA CAME."
    officials = kg.parse(f"{HEAD}TAGS: PINT\nSUBJECT: X\n\n1. {text}\n").officials
    assert {o.name: o.title for o in officials if o.name} == {
        "JUAN AZERO": "UNDER-SECRETARY OF FOREIGN AFFAIRS",
        "CARLOS PADILLA": "LT GEN",
    }


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("A/DCM Jane Padilla, reason 1.4(b)", [("Jane Padilla", False)]),
        ("ACTING DCM GREEN FOR REASONS 1.4 (B)", [("GREEN", False)]),
        ("DCM, ORIGINAL AUTHORITY, 1.4 (C)", []),
        ("SENSITIVE SOURCES AND METHODS 1.4 (C)", []),
        ("AMBASSADOR DEAN KING 1.4 (B)", [("KING", True)]),
    ],
)
def test_a_classifier_is_weighed(field: str, found: list[tuple[str, bool]]) -> None:
    head = HEAD.replace("R 221001Z MAY 76", "R 221001Z MAY 06").replace("11652: GDS", "12958: DECL: 05/22/2016")
    officials = kg.parse(f"{head}TAGS: PREL\nSUBJECT: X\n\nCLASSIFIED BY: {field}\n\n1. (C) IT IS SO.\n").officials
    assert [(o.name, "unsure" in o.doubts) for o in officials if o.role == "classified_by" and o.name] == found


def test_words_of_the_language_in_tags_are_doubted() -> None:
    officials = kg.parse(f"{HEAD}TAGS: OVIP (CARTER, JIMMY), OVIP (STAFF, MEMBERS)\nSUBJECT: X\n\n1. SO.\n").officials
    assert [(o.name, o.doubts) for o in officials] == [("CARTER, JIMMY", ()), ("STAFF, MEMBERS", ("unsure",))]


def test_one_letter_again_and_again_signs_nothing() -> None:
    assert not kg.parse(f"{HEAD}TAGS: PINT\nSUBJECT: X\n\n1. IT ENDS.\nE E E E E E\n").officials
