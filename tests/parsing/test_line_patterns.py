"""Short cuts find what the patterns find: at line starts, at labels, among the words of a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.parsing import (
    addressee_line,
    drafting_and_clearance,
    header_labels,
    message_bounds,
    page_breaks,
    paragraphs,
    protect_marks,
    protect_word,
    summary,
)
from kg.parsing.line_patterns import LineStarts
from kg.parsing.word_index import small, words_of
from kg.text.uniform_characters import uniform

PIECES = (
    "\n",
    "\n\n",
    " ",
    "\t",
    "1.",
    "11. ",
    "2,",
    "(C)",
    "(SBU) ",
    "A",
    "Text",
    "DE RUEHPE #2181/01 1722107",
    "VZCZCXYZ0005",
    "CONFIDENTIAL",
    "PAGE 01 LIMA 01234 081530Z",
    "MRN: ",
    "WHA/AND:TSTEERS",
    "PM:TCOUNTRY - OK",
    "EB/OA:JDOE\n",
    "E.O. 12958: DECL: 1/1/17",
    "EO 12065:",
    "TAGS",
    "AGS:",
    "TAGS: PREL",
    "SUBJECT: ",
    "SUBJ",
    "UBJ:",
    "REF: A. LIMA 1",
    "REFTEL:",
    "REF A.",
    "Classified By: ",
    "CLASSIFIED BY",
    "C LASSIFIED BY",
    "DERIVED FROM:",
    "DECL: ",
    "FM LIMA",
    "TO X",
    "INFO X",
    "XMT X",
    ". ",
    "é",
    "İ",
    "ß",
    "'s",
    "Summary",
    "12958:",
    "e.o.",
    "e o 12958:",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
STARTS = {
    "numbers": paragraphs._NUMBER,
    "drafts": drafting_and_clearance._DRAFT_LINE,
    "next numbers": summary._NEXT_NUMBER,
    "first paragraph": header_labels._FIRST_PARAGRAPH,
    "second paragraph": header_labels._SECOND_PARAGRAPH,
}


@pytest.mark.parametrize("name", STARTS)
@given(text=TEXTS, start=st.integers(0, 60), cut=st.integers(0, 60))
def test_line_starts_find_what_the_pattern_finds(name: str, text: str, start: int, cut: int) -> None:
    one: LineStarts = STARTS[name]
    end = max(len(text) - cut, 0)
    for low, high in ((0, len(text)), (min(start, end), end)):
        expected = [m.span() for m in one._pattern.finditer(text, low, high)]
        assert [m.span() for m in one.find(text, low, high)] == expected
        found = one.search(text, low, high)
        assert (found.span() if found else None) == (expected[0] if expected else None)


@given(TEXTS)
def test_words_are_the_runs_of_letters(text: str) -> None:
    assert words_of(text) == set(re.findall(r"[^\W\d_]+", text))


@given(st.text())
def test_small_letters_stay_in_their_places(text: str) -> None:
    lowered = small(text)
    assert len(lowered) == len(text)
    assert all(b == a.lower() for a, b in zip(text, lowered, strict=True) if a.isascii())


@given(TEXTS)
def test_openings_are_looked_for_only_where_their_words_stand(text: str) -> None:
    assert [m.span() for m in message_bounds._first_lines(text)] == [
        m.span() for m in message_bounds._OPENING.finditer(text)
    ]


STAMPS = (
    "\n",
    " ",
    "UNCLASSIFIED U.S. Department of State Case No. F-2010-00001 Doc No. C000001",
    "NW 55050 DocId:32",
    "HW 55050 Doc1d:32989 Page 12",
    "RUEHWEB",
    "Show Headers",
    "Hide Header",
    "## Page 12",
    "# Page 1",
    "Page",
    "¿",
    "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006",
    "55050 -- Doeid:1 --Page--3.",
    "PAGE: 2 CLASSIFICATION: NONE",
    "text",
    "NW-55050—Doe?d+32989748——Page—23.",
)


@given(st.lists(st.sampled_from(STAMPS), max_size=30).map("".join))
def test_stamps_are_looked_for_only_where_their_words_stand(text: str) -> None:
    assert list(page_breaks._stamps(text)) == [m.span() for m in page_breaks._STAMP.finditer(text)]


MARKS = (
    " ",
    "(",
    ")",
    "[",
    "]",
    "-- ",
    ", ",
    "protect",
    "(strictly protect)",
    "(please protect source)",
    "PROTECT",
    "please protect",
    "to protect the border",
    "protests",
    "(protcet)",
    "John Doe",
    "\n",
    "--strictly protect--",
    "(protected)",
    "x" * 90,
)


@given(st.lists(st.sampled_from(MARKS), max_size=25).map("".join))
def test_a_text_that_may_not_ask_has_no_mark(text: str) -> None:
    assert protect_word.may_ask(text) or not protect_marks.find_marks(text)


@pytest.mark.parametrize("serial", ["", " 5950", " 123456", "5950", " 7 5950"])
@pytest.mark.parametrize(
    "line",
    [
        "RUEHC/SECSTATE WASHDC PRIORITY",
        "RUEHC/SECSTATE WASHDC",
        "AMEMBASSY LIMA IMMEDIATE",
        "HQ USSOUTHCOM 12",
        "CDR 7",
        "SECSTATE WASHDCIMMEDIATE",
        "PRIORITY RUEHBO/AMEMBASSY BOGOTA",
        "AMEMBASSY LIMA =, (c) AD",
        "A",
        "",
    ],
)
def test_an_addressee_is_the_same_with_its_number_split_off(line: str, serial: str) -> None:
    whole = (line + serial).rstrip(" .")
    expected = addressee_line.match_parts(whole)
    found, number, end = addressee_line.line_parts(line + serial)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        for group in ("indicator", "name", "lead", "precedence", "glued"):
            assert found[group] == expected[group]
        assert (number or found["serial"] or found["serial1"]) == (expected["serial"] or expected["serial1"])
        assert end == len(whole)


@given(st.text(st.sampled_from("a \r\n\x0b\x0c\x85\xa0\u2028\u2009-"), max_size=30))
def test_the_plain_form_has_one_kind_of_line_end_and_the_same_length(text: str) -> None:
    read = uniform(text)
    assert len(read) == len(text)
    assert not set(read) & set("\r\x0b\x0c\x85\u2028\xa0\u2009")
