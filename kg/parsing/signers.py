"""Decide whether words are a signer's surname: of one in office at a post, of a classifier, of anybody at all.

The Historian's list decides the meaning of a misspelled or torn surname, and whether a word is a surname.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

from kg.parsing import name_evidence, name_words
from kg.vocabulary import chiefs_of_mission, code_lists, topics
from kg.vocabulary.csv_tables import fold, squeeze

_ADJACENT_YEARS = 1
#: Kinds of words that a name may be of.
_NAMES = frozenset(("plain-name", "also-surname", "also-forename", "suffix", "acronym"))
#: Posts times years, about.
_KNOWN_OFFICES = 16_384


class Office(Struct, frozen=True):
    """Surnames that a signature may mean: of the heads of the post then, and of the cable's classifiers."""

    heads: tuple[str, ...]
    classifiers: tuple[str, ...]


@lru_cache(maxsize=_KNOWN_OFFICES)
def in_office(post: str | None, year: int | None) -> tuple[str, ...]:
    """Return the surnames of the heads of a post (of the Department: its principal officers) about a year."""
    if post is None or year is None:
        return ()
    terms = chiefs_of_mission.at(post) or (
        tuple(h for h in chiefs_of_mission.all() if h.kind == "department") if post in ("STATE", "WASHDC") else ()
    )
    found = set()
    for h in terms:
        first = h.start.year if h.start else h.end.year - 3 if h.end else 0
        last = h.end.year if h.end else first + 4
        if first - _ADJACENT_YEARS <= year <= last + _ADJACENT_YEARS:
            found.add(h.surname)
    return tuple(sorted(found))


@lru_cache(maxsize=_KNOWN_OFFICES)
def squeezed(surnames: tuple[str, ...]) -> frozenset[str]:
    """Return surnames as they are compared where scanning may have torn them apart."""
    return frozenset(map(squeeze, surnames))


@lru_cache(maxsize=_KNOWN_OFFICES)
def right_name(name: str, office: Office) -> str | None:
    """Return the right spelling of a misspelled surname: of a person in office, or of a classifier of the cable.

    None where it is right, or no or several names are near: one letter wrong, lost, added or exchanged, two in names
    of seven letters and more.
    """
    key, surnames = fold(name), (*office.heads, *office.classifiers)
    if not surnames or any(fold(s) == key or squeeze(s) == squeeze(key) for s in surnames):
        return None
    if chiefs_of_mission.by_surname(name) or len(key) < 4:
        return None
    limit = 2 if len(key) >= 7 else 1
    near = {fold(s): s for s in surnames if OSA.distance(fold(s), key, score_cutoff=limit) <= limit}
    if len(near) != 1:
        return None
    ((right, printed),) = near.items()
    return right if name.isupper() else printed


def is_surname(words: list[str], office: Office) -> bool:
    """Return whether words can be a signer's name: none is a word of the language, of an office, a place."""
    whole = " ".join(words)
    if squeeze(whole) in squeezed(office.heads):
        return True
    if len(words) > 4 or not any(len(w.rstrip(".")) > 1 for w in words):
        return False
    full = [w for w in words if len(w.rstrip(".")) > 1 and not name_words.kinds(w) & {"particle", "suffix"}]
    if not full or any(c.isdigit() for w in words for c in w):
        return False
    return all(_can_sign(word.rstrip("."), whole) for word in full)


def _can_sign(word: str, whole: str) -> bool:
    """Return whether a word can be part of a signer's name: a word of the language needs evidence for a name."""
    if (code_lists.precedence(word) and len(word) > 1) or not word[0].isupper() or "." in word:
        return False
    kinds = name_words.kinds(word)
    is_name = bool(kinds & {"plain-name", "also-surname"}) and name_evidence.could_be(word, "signature")
    if kinds - _NAMES and not is_name and not chiefs_of_mission.by_surname(whole):
        return False
    if word.isupper() and (topics.find(word) is not None or name_words.is_acronym(word, capitals=True)):
        return False
    runs_on = name_words.is_verb_form(word) or not name_evidence.could_be(word, "signature")
    return is_name or not runs_on or bool(chiefs_of_mission.by_surname(word))


def put_together(words: list[str]) -> str | None:
    """Return the surname that scanning has torn apart (`BREW ST ER`, `V A N C E`), None where the words are whole."""
    if len(words) < 2:
        return None
    together = "".join(words)
    if len(words) > 2 and all(len(w) == 1 for w in words):
        return together if len(set(words)) > 1 else None  # a letter again and again is a test of the line
    whole = chiefs_of_mission.by_surname(" ".join(words))
    short = all(len(w.rstrip(".")) <= 5 and w.isalpha() for w in words)
    short = short and min(map(len, words)) <= 3
    return together if short and not whole and together.isupper() and chiefs_of_mission.by_surname(together) else None
