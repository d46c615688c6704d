"""Short cuts find what the patterns find: at line starts, at labels, among the words of a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.parsing import body, drafting, layout, split, summary
from kg.parsing.lines import LineStarts
from kg.parsing.repairing import plain
from kg.parsing.words import words_of

PIECES = (
    "\n", "\n\n", " ", "\t", "1.", "11. ", "2,", "(C)", "(SBU) ", "A", "Text", "DE RUEHPE #2181/01 1722107",
    "VZCZCXYZ0005", "CONFIDENTIAL", "PAGE 01 LIMA 01234 081530Z", "MRN: ", "WHA/AND:TSTEERS", "PM:TCOUNTRY - OK",
    "EB/OA:JDOE\n", "E.O. 12958: DECL: 1/1/17", "EO 12065:", "TAGS", "AGS:", "TAGS: PREL", "SUBJECT: ", "SUBJ",
    "UBJ:", "REF: A. LIMA 1", "REFTEL:", "REF A.", "Classified By: ", "CLASSIFIED BY", "C LASSIFIED BY",
    "DERIVED FROM:", "DECL: ", "FM LIMA", "TO X", "INFO X", "XMT X", ". ", "é", "İ", "ß", "'s", "Summary", "12958:",
    "e.o.", "e o 12958:",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
STARTS = {
    "openings": split._OPENING, "DE lines": split._DE_LINE, "numbers": body._NUMBER, "drafts": drafting._DRAFT_LINE,
    "next numbers": summary._NEXT_NUMBER, "first paragraph": layout._FIRST_PARAGRAPH,
    "second paragraph": layout._SECOND_PARAGRAPH,
}  # fmt: skip


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
    assert words_of(text, 0, len(text)) == set(re.findall(r"[^\W\d_]+", text))


@given(st.text(st.sampled_from("a \r\n\x0b\x0c\x85\xa0\u2028\u00ad-"), max_size=30))
def test_the_plain_form_has_one_kind_of_line_end_and_the_same_length(text: str) -> None:
    read = plain(text)
    assert len(read) == len(text)
    assert not set(read) & set("\r\x0b\x0c\x85\u2028\xa0\u00ad")
