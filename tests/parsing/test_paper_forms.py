"""Telegrams on the Department's paper forms (until 1966): as many values are read as before. All are fictional."""

from collections import Counter
from pathlib import Path

import kg
from tests.evidence import check_evidence
from tests.paper_score import score

GOLD = Path(__file__).parents[1] / "gold" / "paper"
INCOMING = """INCOMING TELEGRAM          Department of State

                           CONFIDENTIAL
Action                     Contro1: 47l1
ARA                        Rec'd:   JANUARY 1, l963
         FROM:  Quito
         TO:    Secretary of State
         NO:    945, December 31, noon

SENT DEPARTMENT 945; REPEATED INFORMATION LA PAZ 33, LIMA l2

Deptel 801 and Embtel 940.

Minister was calm.

                 HARGREAVE

MRK/14
"""


def test_values_of_the_forms_are_read() -> None:
    total = sum(score(GOLD).values(), Counter())
    assert (total["right"] >= 187, total["wrong"] <= 2) == (True, True), total


def test_every_value_has_its_place() -> None:
    for path in sorted((GOLD / "texts").iterdir()):
        text = path.read_text(encoding="utf-8")
        check_evidence(kg.parse(text), text)


def test_a_telegram_of_december_got_in_january_is_of_the_year_before() -> None:
    cable = kg.parse(INCOMING)
    assert cable.id == "1962QUITO945"
    assert cable.date is not None
    assert (str(cable.date.value), cable.date_time_group) == ("1962-12-31", None)


def test_the_control_number_is_no_number_of_the_sender() -> None:
    cable = kg.parse(INCOMING)
    assert {a.key: a.value for a in cable.attributes} == {"Control Number": "4711", "Action Office": "ARA"}
    assert [(a.role, a.post, a.serial) for a in cable.addressees] == [
        ("action", "STATE", "945"),
        ("info", "LAPAZ", "33"),
        ("info", "LIMA", "12"),
    ]


def test_a_number_of_a_series_gives_no_record_number() -> None:
    found = kg.parse(INCOMING).references
    assert [(one.raw, one.kind, one.cable_id) for one in found] == [
        ("Deptel 801", "cable", None),
        ("Embtel 940", "cable", None),
    ]


def test_an_outgoing_number_of_a_series_is_no_number_of_the_department() -> None:
    text = "OUTGOING TELEGRAM   Department of State\n\n  SECRET\n   NOV 19  8 21 PM '64\n\n"
    cable = kg.parse(
        f"{text}Origin  ACTION:  Amembassy LIMA   481   PRIORITY\n        INFO:    Amembassy QUITO  12\n\nText."
    )
    assert (cable.form, cable.id, cable.message_reference_number and cable.message_reference_number.value) == (
        "paper",
        None,
        "481",
    )


def test_a_letter_with_from_and_to_is_on_no_form() -> None:
    assert kg.parse("FROM: Lima\nTO: me\nNO: 12\n\nThe telegram came on May 4.").form != "paper"


def test_from_is_found_one_blank_behind_the_distribution_list() -> None:
    text = (
        "INCOMING TELEGRAM  Department of State\n\nAction Control: 4711\nARA  Rec'd: July 17, 1962\n\n"
        "Info FROM: Lima\n\nTO:  Secretary of State\n\nNO: 115, July 17, noon\n\nThe port is shut.\n"
    )
    cable = kg.parse(text)
    assert cable.origin is not None
    assert (cable.origin.value, cable.id) == ("LIMA", "1962LIMA115")
