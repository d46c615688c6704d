"""Find the words of a text beside which an official may be named: the last words of titles.

A title is found by its last word (`Minister`, `Poloff`, `A/S`), because what stands before it varies. Which of these
words a text has at all is decided by one pass over its words; only these are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from kg.parsing import name_words
from kg.parsing.word_index import Chosen, words_of
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
_COMPOUND_ENDS = frozenset(
    "".join(letters)
    for end in ("off", "ffs", "uns", "ief", "rep", "pec")
    for letters in product(*((c, c.upper()) for c in end))
)


@cache
def _forms() -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]:
    """Return the last words of titles in their printed letter cases, and the words with other marks by their letters.

    A word with other marks is given with the runs of letters in the word.
    """
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
    words |= name_words.words_of_kind("head")
    forms: set[str] = set()
    for word in words:
        forms |= {word, word.upper()}
        if not word.isupper() and not word.istitle():
            forms.add(word.capitalize())
        if not word.isupper() and "head" in name_words.kinds(word):
            forms |= {word.lower(), word.capitalize()}
    return frozenset(forms), tuple((other, words_of(other)) for other in sorted(others))


def anchors(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the last words of titles in `text[start:end]`, in the order of the text."""
    before_names, present = _printed(text)
    found: list[tuple[int, int]] = []
    for form in before_names:
        found += [place for place in _places(text, form, start, end) if _FULL_NAME.match(text, place[1], end)]
    for form in present:
        found += _places(text, form, start, end)
    found.sort()
    yield from found


def _is_compound(word: str) -> bool:
    return word[-3:] in _COMPOUND_ENDS and word[0].isupper() and name_words.is_compound(word)


_COMPOUNDS = Chosen(_is_compound)


@lru_cache(maxsize=2)
def _printed(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of a text that are titles before a full name, and the last words of titles."""
    words, others = _forms()
    printed = words_of(text)
    present = set(words & printed)
    present |= _COMPOUNDS.among(printed)
    return _BEFORE_NAMES & printed, (*present, *(form for form, parts in others if parts <= printed))


def _places(text: str, form: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = text.find(form, start, end)
    while at >= 0:
        stop = at + len(form)
        if not text[at - 1 : at].isalnum() and not text[stop : stop + 1].isalnum():
            yield at, stop
        at = text.find(form, stop, end)
