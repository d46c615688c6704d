"""Index the words of a text once, so that a word that is not there needs no search.

Readers of titles, delegations and marks of protection each react to some thousand words. One pass over the letters of
a text tells which of them it has; only these are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache

_BLANKED = bytes(c if c < 128 and chr(c).isalpha() else 0x20 for c in range(256))
_LETTERS = re.compile(r"[^\W\d_]+")


_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=2)
def small(text: str) -> str:
    """Return a text in small letters, every character in its place: a letter that becomes two stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(_SMALL)


#: The letters of Latin-1, as bytes, and the characters that it lacks.
_LATIN = bytes(c if _LETTERS.fullmatch(chr(c)) else 0x20 for c in range(256))
_WIDE = re.compile("[^\0-\xff]+")


@lru_cache(maxsize=4)
def words_of(text: str) -> frozenset[str]:
    """Return the runs of letters in a text, which contain every word of letters alone.

    The last answers are kept, because the readers of one text ask one after the other, whatever part of it they read.

    >>> sorted(words_of("No. 12: the Ambassador's"))
    ['Ambassador', 'No', 's', 'the']
    """
    if not text.isascii():
        if _LETTERS.search("".join(_WIDE.findall(text))):
            return frozenset(_LETTERS.findall(text))
        return frozenset(str(text.encode("latin-1", "replace").translate(_LATIN), "latin-1").split())
    return frozenset(str(text.encode("ascii").translate(_BLANKED), "ascii").split())


def places_of(text: str, words: Set[str], start: int, end: int) -> Iterator[int]:
    """Yield where those of some small words that a text has begin in `text[start:end]`, also inside longer ones.

    >>> list(places_of("See there", {"see", "here"}, 0, 9))
    [0]
    """
    lowered = small(text)
    for word in {word for printed in words_of(text) if (word := printed.lower()) in words}:
        at = lowered.find(word, start, end)
        while at >= 0:
            yield at
            at = lowered.find(word, at + 1, end)


def whole_words(text: str, words: Set[str]) -> list[tuple[int, int]]:
    """Return the places of words of letters in a text, with no letter beside them, in the order of the text.

    >>> whole_words("not in notes, not here", {"not"})
    [(0, 3), (14, 17)]
    """
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_LETTERS.match(text, max(at - 1, 0), at) or _LETTERS.match(text, end, end + 1)):
                found.append((at, end))
            at = text.find(word, end)
    return sorted(found)


#: Words that are remembered of all texts together: about 5 MB.
_REMEMBERED = 50_000


class Chosen:
    """The words of a text that pass a test; each word is tested once, when first met in any text.

    Telegrams share most of their words: after some texts there is little to test.
    """

    __slots__ = ("_chosen", "_met", "_test")

    def __init__(self, test: Callable[[str], bool]) -> None:
        """Take the test, which must give the same answer for a word every time."""
        self._test, self._met, self._chosen = test, set[str](), set[str]()

    def among(self, words: Set[str]) -> Set[str]:
        """Return those of some words for which the test holds."""
        unknown = words - self._met
        fresh = {word for word in unknown if self._test(word)}
        if len(self._met) < _REMEMBERED:
            self._chosen |= fresh  # before the word counts as met: another thread may ask meanwhile
            self._met |= unknown
        return (words & self._chosen) | fresh
