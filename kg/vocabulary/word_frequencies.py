"""Look up frequency bands of words as surname, forename or word of the language, from counts in public works.

The table (`word_frequencies.csv`, made by `tools/make_word_frequencies.py`) has a row for each kind, band and first
letter. Inflected words stand in it by their stems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.vocabulary.csv_tables import read

#: Endings of inflected words, and what may stand in place of each in the stem.
_ENDINGS = (
    ("IES", ("Y",)),
    ("IED", ("Y",)),
    ("ES", ("", "E")),
    ("S", ("",)),
    ("ED", ("", "E")),
    ("ING", ("", "E")),
    ("LY", ("",)),
)
_SHORTEST_STEM = 3


def stems(word: str) -> Iterator[str]:
    """Yield the possible base forms of an inflected word in capitals.

    >>> list(stems("TRIES"))
    ['TRY', 'TRI', 'TRIE', 'TRIE']
    """
    for ending, puts in _ENDINGS:
        if word.endswith(ending):
            bare = word[: -len(ending)]
            yield from (bare + put for put in puts if len(bare + put) >= _SHORTEST_STEM)
            if len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2] and ending in ("ED", "ING"):
                yield bare[:-1]


@cache
def _bands(kind: str) -> Mapping[str, str]:
    return {
        word: row["band"] for row in read("word_frequencies") if row["kind"] == kind for word in row["words"].split()
    }


def surname_band(word: str) -> str | None:
    """Return how common a surname is in the United States: common, usual, rare; None where it is not listed.

    >>> surname_band("SMITH"), surname_band("SYSTEM")
    ('common', None)
    """
    return _bands("surname").get(word)


def forename_band(word: str) -> str | None:
    """Return how common a forename is in the United States: common, usual; None where it is not listed.

    >>> forename_band("JOHN")
    'usual'
    """
    return _bands("forename").get(word)


@lru_cache(maxsize=16_384)
def word_band(word: str) -> str | None:
    """Return how common a word in capitals is in English prose, by itself or as a form of another; None: not listed.

    >>> word_band("SYSTEM"), word_band("CONFEDERATIONS"), word_band("PADILLA")
    ('common', 'rare', None)
    """
    known = _bands("word")
    return known.get(word) or next((known[stem] for stem in stems(word) if stem in known), None)


@cache
def words_by_shape() -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Return the words of the language by their first letter and length, those that are rare left out."""
    found: dict[tuple[str, int], list[str]] = {}
    for word, band in _bands("word").items():
        if band != "rare":
            found.setdefault((word[0], len(word)), []).append(word)
    return {shape: tuple(some) for shape, some in found.items()}
