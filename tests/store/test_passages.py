"""The words shown for a place: its sentence or its line, from the beginning of a word."""

from __future__ import annotations

import pytest

from kg.facts.passages import passage

SMART = """MRN: 10 ARDEN 4
Date/DTG: May 19, 2010 / 191204Z MAY 10
From: AMEMBASSY ARDEN
Captions: SENSITIVE, SIPDIS
Reference: A) 10 ARDEN 611
B) 09 BORIA 1402
Subject: Ardenia: The referendum that the government had promised for so long a time
1. (SBU) The Attorney General told us on May 18 that the
referendum will be held in August. He smiled.
2. (SBU) The opposition, which had asked for it for years,
was silent.
Drafted By: POL:Thistlewood, Anna R
Cleared By: POL:Grandison, Peter
ECON:Okeke, Lionel
UNCLASSIFIED
"""


def shown(text: str, words: str) -> str:
    start = text.index(words)
    found = passage(text, start, start + len(words), "a.txt", "0" * 32)
    return found.before + found.words + found.after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("191204Z", "Date/DTG: May 19, 2010 / 191204Z MAY 10"),
        ("SIPDIS", "Captions: SENSITIVE, SIPDIS"),
        ("09 BORIA 1402", "B) 09 BORIA 1402"),
        ("referendum will", "(SBU) The Attorney General told us on May 18 that the referendum will be held in August."),
        ("He", "He smiled."),
        ("silent", "(SBU) The opposition, which had asked for it for years, was silent."),
        ("Grandison", "Cleared By: POL:Grandison, Peter"),
        ("Okeke", "ECON:Okeke, Lionel"),
        ("UNCLASSIFIED", "UNCLASSIFIED"),
    ],
)
def test_a_place_is_shown_with_its_own_line_or_sentence(words: str, sentence: str, end: str) -> None:
    assert shown(SMART.replace("\n", end), words.replace("\n", end)) == sentence


def test_what_is_cut_begins_and_ends_with_a_word() -> None:
    text = "alpha beta " * 100 + "HERE" + " gamma delta" * 100
    sentence = shown(text, "HERE")
    assert set(sentence.split()) == {"alpha", "beta", "HERE", "gamma", "delta"}
    assert 400 < len(sentence) < 600
    assert shown("x" * 1000 + "HERE" + "y" * 1000, "HERE") == "HERE"


def test_the_point_of_an_initial_ends_no_sentence() -> None:
    text = "It rained. Ambassador J. Curtis Doe spoke. He left."
    start = text.index("Curtis")
    found = passage(text, start, start + 6, "a.txt", "0" * 32)
    assert found.before + found.words + found.after == "Ambassador J. Curtis Doe spoke."


def test_a_place_over_several_lines_says_so() -> None:
    text = "a\nb\nc\n"
    found = passage(text, 2, 6, "a.txt", "0" * 32)
    assert (found.line, found.last_line) == (2, 3)
