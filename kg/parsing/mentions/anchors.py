"""Find the words of a text beside which an official may be named: the last words of titles.

A title is found by its last word (`Minister`, `Poloff`, `A/S`), because what stands before it varies. Which of these
words a text has at all is decided by one pass over its words; only these are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.parsing import names
from kg.parsing.words import words_of
from kg.vocabulary import titles

#: Acronyms of the title table that are words of the language in capitals, or letters of office symbols: some are
#: titles where a full name follows (`MG Barney Whitlow`), the others never alone.
_NOT_ALONE = frozenset(("AS", "PO", "COM", "D", "FAO", "IO", "ISO", "DEPUTY"))
_BEFORE_NAMES = frozenset(("AG", "MG", "BG", "NSA"))
_FULL_NAME = re.compile(
    r"\s{1,3}(?:\((?:[Rr]e[ts])\.?\)\s)?[A-Z][\w'’-]{1,30}\s"
    r"(?:[A-Z]\.\s|(?:al|bin|de|van|von)[ -])?[A-Z][a-z]"
)
#: The last letters of abbreviations put together from parts (`PolMinCouns`, `PRTOffs`, `EconChief`).
_COMPOUND_ENDS = frozenset(("off", "ffs", "uns", "ief", "rep", "pec"))


@cache
def _forms() -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]:
    """Return the last words of titles in the letter cases they are printed in, and those that aren't all letters,
    with the runs of letters in them.
    """  # fmt: skip
    words: set[str] = set()
    others: set[str] = set()
    for printed in (t.title for t in titles.all()):
        last = re.split(r" (?:of|for) ", printed.replace("a.i.", "").rstrip(" ,"))[0].split()[-1].rstrip(".")
        if last.upper() in _NOT_ALONE | _BEFORE_NAMES:
            continue
        if last.isalpha():
            words.add(last)
        else:
            others.add(last)
    words |= names.words_of_kind("head")
    forms: set[str] = set()
    for word in words:
        forms |= {word, word.upper()}
        if not word.isupper() and not word.istitle():
            forms.add(word.capitalize())
        if not word.isupper() and "head" in names.kinds(word):
            forms |= {word.lower(), word.capitalize()}
    return frozenset(forms), tuple((other, words_of(other, 0, len(other))) for other in sorted(others))


def anchors(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the last words of titles in `text[start:end]`, in the order of the text."""
    words, others = _forms()
    printed = words_of(text, start, end)
    present = words & printed
    present |= {w for w in printed if w[-3:].lower() in _COMPOUND_ENDS and w[0].isupper() and names.is_compound(w)}
    found: list[tuple[int, int]] = []
    for form in _BEFORE_NAMES & printed:
        found += [place for place in _places(text, form, start, end) if _FULL_NAME.match(text, place[1], end)]
    for form in present:
        found += _places(text, form, start, end)
    for form, parts in others:
        if not parts <= printed:
            continue
        found += _places(text, form, start, end)
    found.sort()
    yield from found


def _places(text: str, form: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = text.find(form, start, end)
    while at >= 0:
        stop = at + len(form)
        if not text[at - 1 : at].isalnum() and not text[stop : stop + 1].isalnum():
            yield at, stop
        at = text.find(form, stop, end)
