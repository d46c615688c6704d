"""Marks that ask to protect a person, and redactions: recognised in every spelling, linked to whom they protect."""

import pytest

import kg
from kg.parsing import message_text
from kg.parsing.protected_persons import find_protections
from kg.text import clean


def marks(text: str) -> list[str | None]:
    reading = message_text.read(clean(text))
    found = find_protections(reading.text)
    return [" ".join(reading.text[slice(*p.name)].split()) if p.name else None for p in found]


@pytest.mark.parametrize(
    "mark",
    [
        "(protect)",
        "(PROTECT)",
        "(strictly protect)",
        "(please protect)",
        "(please strictly protect)",
        "[protect]",
        "(protect source)",
        "(source - strictly protect)",
        "(strictly\nprotect)",
        "(protect throughout)",
        "(Protect.)",
        "(strictly protcet)",
        "(stricly protect)",
        "(portect)",
        "(please protec)",
        "-- strictly protect --",
        ", strictly protect,",
        "(please protect identity)",
        "( protect )",
        "{protect}",
        "(S - protect)",
        "(strictly protect, spoke",
        "(STRICTLY PROTECT THROUGHOUT)",
    ],
)
def test_a_mark_protects_the_name_before_it(mark: str) -> None:
    assert marks(f"1. (C) We met Ilse Okonjo {mark} on Monday.") == ["Ilse Okonjo"]


@pytest.mark.parametrize(
    "text",
    [
        "The plan (project) of Ilse Okonjo is new.",
        "Ilse Okonjo (a protest) left.",
        "Ilse Okonjo said the police (who protect the mayor) came.",
        "Ilse Okonjo asked us to strictly protect the dam.",
        "The treaty, Ilse Okonjo said, will protect prefects (perfect).",
        "Ilse Okonjo (Environmental Protection) spoke.",
        "Ilse Okonjo, please protect the river, she said.",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("Ilse Okonjo, head of the bar association (strictly protect), agreed.", ["Ilse Okonjo"]),
        ("(Strictly protect) Ilse Okonjo spoke to us.", ["Ilse Okonjo"]),
        ("Ilse Okonjo and Tomas Rey (protect both) agreed.", ["Tomas Rey", "Ilse Okonjo"]),
        ("Ana Bo, Ilse Okonjo and Tomas Rey (please protect all) agreed.", ["Tomas Rey", "Ilse Okonjo", "Ana Bo"]),
        ("We met Abd al-Karim al-Okonji (protect).", ["Abd al-Karim al-Okonji"]),
        ("We met Okonjo-Reyes (protect).", ["Okonjo-Reyes"]),
        ("WE MET ILSE OKONJO (PROTECT) TODAY.", ["ILSE OKONJO"]),
        ("A man (protect) spoke.", [None]),
        ("XXXXXXXXXXXX spoke.", [None]),
    ],
)
def test_whom_a_mark_protects(text: str, protected: list[str | None]) -> None:
    assert marks(text) == protected


def officials(text: str) -> list[tuple[str | None, str | None, bool]]:
    body = f"SUBJECT: A TALK\n\n1. (C) {text}\n"
    return [(o.name, o.title, o.protected) for o in kg.parse(body).officials]


def test_a_private_person_who_is_marked_is_an_entry_with_all_places() -> None:
    text = "SUBJECT: A TALK\n\n1. (C) Ilse Okonjo (protect) drives a taxi. Okonjo saw it.\n\n2. (C) We trust Okonjo.\n"
    (one,) = kg.parse(text).officials
    assert (one.name, one.protected, len(one.also)) == ("Ilse Okonjo", True, 2)


def test_a_mark_after_a_title_protects_its_holder() -> None:
    assert officials("Governor Ilse Okonjo came. The Governor (protect) was afraid.") == [
        ("Ilse Okonjo", "Governor", True)
    ]
    assert officials("The Governor (protect) was afraid.") == [(None, "Governor", True)]


def test_a_redaction_is_an_entry_without_name() -> None:
    assert officials("Minister XXXXXXXXXXXX was afraid.") == [(None, "Minister", True)]
