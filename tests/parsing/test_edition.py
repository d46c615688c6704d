"""Telegrams in an edition: what the editors say around a telegram is read, marked as theirs, and kept out of its words.

The documents are made up, in the forms of the volumes of 1934 to 1976.
"""

from __future__ import annotations

from datetime import date

import pytest

import kg
from kg.parsing.forms import edition_heading, edition_source_note
from kg.vocabulary import missions

NEW = """34. Telegram From the Embassy in Peru to the Department of State

[Source: Department of State, Central Files, 823.00/6-1255. Secret; Priority; Limit Distribution. Drafted by \
Ann C. Vole (ARA/W) and cleared with Oakes; approved by Marlowe. Repeated to Bogotá, Quito for the Consul, and USUN.]

Lima, June 12, 1955—4 p.m.

[Here follows a list of participants.]

812. Deptel 544. Harbor Master Rook told Ambassador Vole yesterday that Callao would have its radar.

Prime Minister Ibarra was of another mind. Embtels 790 and 801 give his reasons. He asked for 3 weeks.

Vole

[Footnote 2: Not printed. Ambassador Gray wrote it.]

[Person: Rook = Rook, Pedro: Harbor Master of Callao (frus1955-57v06.p_RP1)]
"""
OLD = """The Minister in Bolivia (Vole) to the Secretary of State

[Source: 824.00/113: Telegram]

La Paz, May 3, 1934—noon.

12. My 11, May 1. The harbor is closed.

Vole
"""


def names(cable: kg.Cable, role: str) -> list[str]:
    return [one.name or "" for one in cable.officials if one.role == role]


def test_the_new_style() -> None:
    cable = kg.parse(NEW)
    assert (cable.id, cable.form) == ("1955LIMA812", "edition")
    assert cable.date is not None and (cable.date.value, cable.date.raw) == (date(1955, 6, 12), "June 12, 1955")
    assert cable.origin is not None and (cable.origin.value, cable.origin.name) == ("LIMA", "Embassy in Peru")
    assert cable.classification is not None and cable.classification.value == "SECRET"
    assert cable.precedence is not None and cable.precedence.value == "PRIORITY"
    assert [one.value for one in cable.captions] == ["LIMIT DISTRIBUTION"]
    assert [(one.role, one.name, one.post) for one in cable.addressees][:2] == [
        ("action", "Department of State", "STATE"),
        ("info", "Bogotá", "BOGOTA"),
    ]
    assert {role: names(cable, role) for role in ("drafted", "cleared", "approved", "signed")} == {
        "drafted": ["Ann C. Vole"],
        "cleared": ["Oakes"],
        "approved": ["Marlowe"],
        "signed": ["Vole"],
    }
    assert {"Rook", "Ibarra"} <= set(names(cable, "mentioned"))
    assert "Gray" not in names(cable, "mentioned"), "a footnote is not the telegram's"
    assert [one.cable_id for one in cable.references] == ["1955STATE544", "1955LIMA790", "1955LIMA801"]


def test_what_the_editors_say_is_marked_and_has_its_place() -> None:
    cable = kg.parse(NEW)
    told = [cable.classification, cable.precedence, cable.date, cable.origin, *cable.captions, *cable.addressees]
    for one in told:
        assert one is not None and "editors" in one.doubts
        assert one.raw == NEW[one.span.start : one.span.end] != ""
    assert all(NEW[p.span.start : p.span.end].find("Source:") < 0 for p in cable.paragraphs)


def test_the_old_style() -> None:
    cable = kg.parse(OLD)
    assert (cable.id, cable.origin and cable.origin.value, names(cable, "signed")) == ("1934LAPAZ12", "LAPAZ", ["Vole"])
    assert [(one.name, one.post) for one in cable.addressees] == [("Secretary of State", "STATE")]
    assert [one.cable_id for one in cable.references] == ["1934LAPAZ11"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Memorandum of Conversation\n\n[Source: Files. Telegram 12 was sent.]\n\nLima, May 3, 1934.\n\nA",
        "The Minister in Bolivia (Vole) to the Secretary of State\n\n[Source: 824.00/113]\n\nLima, May 3, 1934.\n\nS",
        "Telegram From nowhere",
        "",
    ],
)
def test_other_papers_are_none(text: str) -> None:
    assert kg.parse(text).form != "edition"


@pytest.mark.parametrize(
    ("heading", "sender", "addressees", "number"),
    [
        (
            "7. Telegram 5100/Tosec 120 From the Embassy in Jordan to the Department of State and the White House",
            "Embassy in Jordan",
            ["Department of State", "White House"],
            "5100",
        ),
        (
            "15. Telegram 751 From the Department of State to the Embassies in Jidda, Beirut, and Dhahran, May 5, 1969",
            "Department of State",
            ["Jidda", "Beirut", "Dhahran"],
            "751",
        ),
        (
            "The United States Representative to the United Nations (Vole) to the Secretary of State",
            "United States Representative to the United Nations (Vole)",
            ["Secretary of State"],
            None,
        ),
        (
            "8. Telegram From the Consulate General in Hong Kong to the Department of State",
            "Consulate General in Hong Kong",
            ["Department of State"],
            None,
        ),
    ],
)
def test_headings(heading: str, sender: str, addressees: list[str], number: str | None) -> None:
    one = edition_heading.read_heading(heading, telegram=True)
    assert one is not None and one.sender is not None
    assert heading[slice(*one.sender)] == sender
    assert [heading[slice(*each)] for each in one.addressees] == addressees
    assert (heading[slice(*one.number)] if one.number else None) == number


@pytest.mark.parametrize(
    ("words", "day", "post"),
    [
        ("the Embassy in Vietnam", date(1955, 1, 7), "SAIGON"),
        ("the Embassy in Pakistan", date(1952, 1, 7), "KARACHI"),
        ("the Minister in Switzerland (Vole), at Geneva", date(1934, 1, 7), "GENEVA"),
        ("the Consul at Hanoi (Vole)", date(1955, 1, 7), "HANOI"),
        ("the Acting Secretary of State", None, "STATE"),
        ("the Commander in Chief, Pacific (Vole)", None, None),
        ("the President's Special Assistant (Vole)", None, None),
        ("the Embassy in Ruritania", None, None),
    ],
)
def test_missions(words: str, day: date | None, post: str | None) -> None:
    assert missions.described(words, day) == post


def test_copies_of_a_summary_are_no_addressees() -> None:
    note = "Source: Files. Secret. A summary was sent to Paris. Also sent to Quito and repeated to Lima priority."
    found = [
        (one.role, note[slice(*one.name)], one.precedence)
        for one in edition_source_note.read_copies(note, 0, len(note))
    ]
    assert found == [("action", "Quito", None), ("info", "Lima", "PRIORITY")]


def test_a_megabyte_is_read_in_a_line_of_time() -> None:
    """The slow case that was tried: a note of nothing but names, marks and the words that introduce them."""
    words = "Drafted by Ann and cleared with Bo; repeated to Lima, Quito and Bogotá. Secret; Niact, and approved by "
    text = NEW.replace("Drafted by Ann", words * 9000 + "Drafted by Ann")
    assert kg.parse(text).form == "edition"


@pytest.mark.parametrize(
    "text",
    [
        NEW.replace("Embassy in Peru", "Embassy in Peru to the Embassy " * 30_000),
        NEW.replace("Repeated to", "Repeated to Lima and repeated to " * 30_000),
        NEW.replace("[Person:", "[Person: Rook Vole = x (p)]\n\n" * 30_000 + "[Person:").replace(
            "812.", "812. Rook " * 50_000
        ),
    ],
)
def test_parts_of_a_megabyte_are_read_in_a_line_of_time(text: str) -> None:
    """The slow cases that were tried: a heading, a source note and a list of persons that never end."""
    assert kg.parse(text).paragraphs


def test_a_person_without_a_name_is_nobody() -> None:
    text = NEW.replace("[Person: Rook", "[Person:   = x (p_X)]\n\n[Person: Rook")
    assert names(kg.parse(text), "mentioned") == names(kg.parse(NEW), "mentioned")
