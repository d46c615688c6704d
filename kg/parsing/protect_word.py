"""Find the word "protect" in a text, whole, misspelled by a letter or two, or glued to the word before.

A text that holds no such word needs no further look for requests to protect a person, so the questions here are cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.parsing.word_index import Chosen, words_of

_POSSESSIVE = re.compile(r"['’][a-z]{1,2}\b")
#: One of these is in "protect" however a letter or two of it went wrong.
_STEMS = ("prot", "tect", "proec")
#: Words that differ from "protect" by a letter or two and are other words.
_NOT_PROTECT = frozenset(
    "PROJECT PROJECTS PROTEST PROTESTS PRODUCT PREFECT PERFECT PROCESS PRESENT PROTEIN PROTEGE PROTECTOR PROPER "
    "PROTECTS PROTECTING PROSPECT PROVOST PORTENT".split()
)
_MOST_LETTERS_WRONG = 2
_GLUED = ("STRICTLY", "PLEASE", "PLS")
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalpha()}
_BROKEN_WORD = re.compile(r"\bp[\W_]{0,44}r[\W_]{0,44}o[\W_]{0,44}t[\W_]{0,44}e[\W_]{0,44}c[\W_]{0,44}t", re.IGNORECASE)


@lru_cache(maxsize=2048)
def says_protect(word: str) -> bool:
    """Return whether a word is "protect", also misspelled by a letter or two (`protcet`, `portect`, `protec`).

    >>> says_protect("portect"), says_protect("project")
    (True, False)
    """
    upper = word.upper()
    if upper in ("PROTECT", "PROTECTED") or (upper.endswith("PROTECT") and upper[:-7] in _GLUED):
        return True
    near = 5 <= len(upper) <= 9 and upper[0] == "P" and upper not in _NOT_PROTECT
    return near and OSA.distance(upper, "PROTECT", score_cutoff=_MOST_LETTERS_WRONG) <= _MOST_LETTERS_WRONG


def _is_asking(word: str) -> bool:
    return word[0] in "PpSs" and says_protect(word)


_ASKING = Chosen(_is_asking)


@lru_cache(maxsize=4)
def asking(text: str) -> frozenset[str]:
    """Return the words of a text that mean "protect"; none where every one of them is too damaged to be sure."""
    asked = frozenset(_ASKING.among(words_of(text)))
    return asked if any(stem in word.lower() for word in asked for stem in _STEMS) else frozenset()


@lru_cache(maxsize=2)
def may_ask(text: str) -> bool:
    """Return quickly whether a text may hold a mark, its words whole or broken; False is certain."""
    if asking(text):
        return True
    # Of most texts the letters alone say no; that is ten times as fast as the pattern.
    letters = text.lower().translate(_NO_LETTERS) if text.isascii() else "protect"
    return "protect" in letters and _BROKEN_WORD.search(text) is not None


def places(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the word "protect" in an unbroken text, in order.

    >>> places("Mr. Roe (protect)")
    [(9, 16)]
    """
    return sorted(place for word in asking(text) for place in _places_of(text, word))


def _places_of(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield the places of a word in a text, with no letter beside it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[max(at - 1, 0) : at].isalpha() or text[end : end + 1].isalpha() or _POSSESSIVE.match(text, end)):
            yield at, end
        at = text.find(word, end)
