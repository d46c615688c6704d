"""Weigh whether a word is a name: evidence for a surname or forename, less evidence for a word of the language.

Where all letters are capitals the print does not tell `MINISTER KIPLAGAT` from `MINISTER EXPLAINED`. Evidence are the
lists of surnames and forenames, the office holders, the words of prose, the endings of abstract nouns; the place gives
the prior. The weights stand in `ontology/vocab/name_evidence.csv`, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.parsing import name_words
from kg.vocabulary import chiefs_of_mission
from kg.vocabulary.csv_tables import weights
from kg.vocabulary.word_frequencies import forename_band, surname_band, word_band, words_by_shape

#: Endings of abstract nouns and adjectives, English and Spanish, that hardly any surname has.
_ENDING = re.compile(
    r".{3,20}(?:[ST]ION|MENT|NESS|[IE]TY|I[TZ]ATION|ISM|SHIP|[AE]NCE|[AE]NCY|OGRAPH(?:ER|Y)|OLOG(?:IST|Y)|IENTO|CION(?:E)?"
    r"|IDAD(?:E)?|ICAL|IVE|ABLE|IBLE|[EA]TIC)S?"
)
#: Endings of verbs and adverbs: of a word whose stem no list has, they are a hint.
_VERB_ENDING = re.compile(r".{4,}(?:ED|ING)|.{4,}LY")
#: How surnames of other languages begin and end.
_NAME_ENDING = re.compile(
    r"(?:MC|O'|AL-|EL-).{3,20}|.{2,20}(?:EZ|OV|EV|OFF|SK[IY]|SSON|SSEN|ESCU|YAN|IDIS|OULOS|ADZE|ENKO|VICH?|OGLU|ULLAH|ZADEH|BERG|STEIN|MANN|BAUM)"
)
_SHORTEST_NEAR, _LONG_NEAR, _LONGEST = 5, 7, 24
_SHORTEST_HALF, _SHORTEST_GLUED, _SHORTEST_PART = 2, 6, 3
_CACHED = 32_768


def plain(word: str) -> str:
    """Return a word as evidence is looked up for it: as the tables know it, a hyphen of a line end left out."""
    return name_words.plain(word)


@lru_cache(maxsize=_CACHED)
def for_name(word: str) -> float:
    """Return the evidence for a surname or forename, 0 where nothing is known.

    >>> for_name("PADILLA") > for_name("SHORTAGE") == 0
    True
    """
    key, weight = plain(word), weights("name_evidence")
    found = [0.0]
    if (band := surname_band(key)) is not None:
        found.append(weight[f"surname-{band}"])
    if (band := forename_band(key)) is not None:
        found.append(weight[f"forename-{band}"])
    if "plain-name" in name_words.kinds(key):
        found.append(weight["listed-name"])
    if "-" in key and any(surname_band(part) is not None for part in key.split("-")):
        found.append(weight["surname-rare"])
    if max(found) < weight["office-holder"] and chiefs_of_mission.by_surname(key):
        found.append(weight["office-holder"])
    if _NAME_ENDING.fullmatch(key) is not None:
        found.append(weight["name-ending"])
    return max(found)


@lru_cache(maxsize=_CACHED)
def for_word(word: str) -> float:
    """Return the evidence for a word of the language, as a number below 0; 0 where nothing is known.

    >>> for_word("SHORTAGE") < for_word("PADILLA") == 0
    True
    """
    key, weight = plain(word), weights("name_evidence")
    if (band := word_band(key)) is not None or (band := word_band(key.replace("-", ""))) is not None:
        return weight[f"word-{band}"]
    if _ENDING.fullmatch(key) is not None:
        return weight["ending"]
    if for_name(word) or not key.isalpha():
        return 0.0
    if _VERB_ENDING.fullmatch(key) is not None:
        return weight["verb-ending"]
    if _is_glued(key):
        return weight["glued"]
    if _is_office(key):
        return weight["office-compound"]
    if not _is_near(key):
        return 0.0
    return weight["near-word"] if len(key) >= _LONG_NEAR else weight["near-short-word"]


def _is_glued(key: str) -> bool:
    """Return whether a word is two common words with the blank between them lost."""
    fits = _SHORTEST_GLUED <= len(key) <= _LONGEST
    cuts = range(_SHORTEST_HALF, len(key) - _SHORTEST_HALF + 1) if fits else ()
    return any(_stops(key[:i]) and _stops(key[i:]) for i in cuts)


def _is_office(key: str) -> bool:
    """Tell an abbreviated office put together of a part and a topic or a part (`MINMINES`, `MINAGRI`)."""
    cuts = range(_SHORTEST_PART, min(len(key), _LONGEST) - _SHORTEST_PART + 1)
    return any("part" in name_words.kinds(key[:i]) and _is_of_office(key[i:]) for i in cuts)


def _is_of_office(part: str) -> bool:
    return not name_words.kinds(part).isdisjoint(("part", "topic", "head")) and "acronym" not in name_words.kinds(part)


def _stops(part: str) -> bool:
    return "stop" in name_words.kinds(part)


def _is_near(key: str) -> bool:
    """Return whether an unknown word is one slip from a word of the language with the same first letter."""
    if not _SHORTEST_NEAR <= len(key) <= _LONGEST:
        return False
    lengths = range(max(len(key) - 1, _SHORTEST_NEAR), len(key) + 2)
    some = (word for length in lengths for word in words_by_shape().get((key[0], length), ()))
    return any(OSA.distance(key, word, score_cutoff=1) <= 1 for word in some)


def could_be(word: str, prior: str) -> bool:
    """Return whether a word in capitals is more likely a name than a word where the place has the prior of a row.

    >>> could_be("KIPLAGAT", "title"), could_be("SHORTAGE", "title")
    (True, False)
    """
    weight = weights("name_evidence")
    return balance(word) + weight[prior] > weight["needed"]


def goes_on(before: str, word: str) -> bool:
    """Return whether a name in capitals goes on with a word: behind a forename even with a surname that is a word."""
    weight = weights("name_evidence")
    whole = bool(forename_band(plain(before))) and for_name(word) > 0
    return balance(word) + weight["further"] + (weight["after-forename"] if whole else 0.0) > weight["needed"]


def balance(word: str) -> float:
    """Return what speaks for a name less what speaks for a word; the place adds its prior.

    >>> balance("KIPLAGAT"), balance("PROPOSITION") < balance("BANKS") < balance("PADILLA")
    (0.0, True)
    """
    return for_name(word) + for_word(word)


def mean_balance(words: Sequence[str]) -> float:
    """Return the mean of what speaks for each word of a name being one, 0 without words.

    >>> mean_balance(["STAFF", "MEMBERS"]) < 0 < mean_balance(["CARTER", "JIMMY"])
    True
    """
    return sum(map(balance, words)) / len(words) if words else 0.0
