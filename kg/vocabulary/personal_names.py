"""Read personal names: their parts, the surname, and whether forenames of two names can be one person's.

Every part of the program that needs a surname or compares forenames uses this module: signatures, TAGS persons,
mentions, persons over many cables, redaction lists.

    J. Curtis Struble          forenames J CURTIS, surname STRUBLE
    STRUBLE, J. CURTIS         inverted, as TAGS have it
    Theodore L. Eliot, Jr.     generation JR
    Gabriel Garcia Marquez     a surname of two words, where GARCIA is no known forename
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct
from rapidfuzz import fuzz

from kg.vocabulary.csv_tables import fold, read

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}")
_GENERATIONS = frozenset(("JR", "SR", "II", "III", "IV"))
_SUFFIXES = _GENERATIONS | {"JNR", "ESQ", "PHD", "MD"}
_WRITTEN_OUT = frozenset(("JUNIOR", "SENIOR"))
"""Generations that are also surnames."""
#: Initials with no blank behind them (`R.MCKUNE`) are no part of the surname.
_JOINED_INITIALS = re.compile(r"(?<![^\s.])(?:[^\W\d_]\.){1,3}(?=[^\W\d_]{2})")
_ARTICLE = re.compile(r"(?:AL|EL)[-’']")
_ARTICLES = frozenset(("AL", "EL"))
_LONGEST = 120


class PersonalName(Struct, frozen=True):
    """A name in capitals without accents: the words before the surname, the surname's last word, `JR` or the like.

    An Arabic article before a surname is left out: writers include it or not, joined or apart.
    """

    forenames: tuple[str, ...]
    surname: str
    generation: str = ""

    @property
    def bare(self) -> bool:
        """Whether the name is a surname alone."""
        return not self.forenames

    @property
    def whole(self) -> bool:
        """Whether at least one forename is more than an initial.

        >>> read_name("J. Curtis Struble").whole, read_name("J. Struble").whole
        (True, False)
        """
        return any(len(name) > 1 for name in self.forenames)


@lru_cache(maxsize=20_000)
def read_name(written: str) -> PersonalName:
    """Split a name as written into its parts, in natural or inverted order (`LAST, FIRST`).

    >>> read_name("J. Curtis Struble"), read_name("STRUBLE, J. CURTIS").surname
    (PersonalName(forenames=('J', 'CURTIS'), surname='STRUBLE', generation=''), 'STRUBLE')
    """
    before, _, after = fold(written[:_LONGEST]).partition(",")
    words = _WORD.findall(before), _WORD.findall(after)
    generation = next((word for part in words for word in part[-1:] if word in _GENERATIONS), "")
    last, first = ([word for word in part if word not in _SUFFIXES] for part in words)
    forenames = first if first else last[:-1]
    surname = last[-1] if last else ""
    if len(surname) > 5 and _ARTICLE.match(surname):
        surname = surname[3:]
    elif len(forenames) > 1 and forenames[-1] in _ARTICLES:
        forenames = forenames[:-1]
    return PersonalName(tuple(forenames), surname, generation)


def is_suffix(word: str) -> bool:
    """Return whether a word after a whole name is no part of it: a generation or a degree.

    >>> is_suffix("Jr."), is_suffix("Ph.D."), is_suffix("White")
    (True, True, False)
    """
    return _bare(word) in _SUFFIXES | _WRITTEN_OUT


def _bare(word: str) -> str:
    return word.replace(".", "").strip(",").upper()


def surname(name: str) -> str:
    """Return the surname of a name as written: before the comma of an inverted name, else the last word.

    >>> surname("J. Curtis Struble"), surname("STRUBLE, J. CURTIS"), surname("Theodore L. Eliot, Jr.")
    ('Struble', 'STRUBLE', 'Eliot')
    >>> surname("A.J.WHITE"), surname("A. J. WHITE")
    ('WHITE', 'WHITE')
    """
    first, comma, rest = name.partition(",")
    if comma and _bare(rest.strip()) not in _SUFFIXES:
        return first.strip()
    words = _JOINED_INITIALS.sub("", first).split()
    while len(words) > 1 and _bare(words[-1]) in _SUFFIXES:
        words.pop()
    return words[-1] if words else name


def surname_words(words: list[str]) -> list[str]:
    """Return the words of a surname that may have several: the last, and those before it that are no forename.

    The first word of the name is a forename, whatever it is.

    >>> surname_words(["Gabriel", "Garcia", "Marquez"]), surname_words(["Mary", "Ann", "Roe"])
    (['Garcia', 'Marquez'], ['Roe'])
    """
    at = len(words) - 1
    while at > 1 and len(words[at - 1].rstrip(".")) > 1 and fold(words[at - 1]) not in known_forenames():
        at -= 1
    return words[at:]


@cache
def known_forenames() -> frozenset[str]:
    """Return the forenames of the table and of the office holders, in capitals."""
    return frozenset(_variants()) | {fold(word) for row in read("office_holders") for word in row["forename"].split()}


def one_generation(one: str, other: str) -> bool:
    """Return whether the generations of two names agree: one is empty, or both are the same.

    >>> one_generation("", "JR"), one_generation("SR", "JR")
    (True, False)
    """
    return not one or not other or one == other


@cache
def _variants() -> dict[str, str]:
    return {name: row["name"] for row in read("forenames") for name in (row["name"], *row["variants"].split())}


def forename_key(name: str) -> str:
    """Return the spelling that represents all transliterations of a forename in the table.

    >>> forename_key("SERGEI") == forename_key("SERGEY")
    True
    """
    return _variants().get(name, name)


def same_forename(one: str, other: str) -> bool:
    """Return whether two forenames are one name, perhaps transliterated in two ways.

    >>> same_forename("MOHAMMED", "MUHAMMAD"), same_forename("MAHMOUD", "MUHAMMAD")
    (True, False)
    """
    return one == other or forename_key(one) == forename_key(other)


def agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    """Score how well forenames agree; None where they cannot be one person's.

    The score is 1 where a whole forename is the same, 0.95 where only initials agree, 0.9 where one name has none. The
    shorter list must fit into the longer in its order: `J. Curtis` and `Curtis` both fit `James Curtis`.

    >>> agreement(("J", "CURTIS"), ("JAMES", "CURTIS")), agreement(("J",), ("JAMES",)), agreement(("JOHN",), ("JAMES",))
    (1.0, 0.95, None)
    """
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.9
    at, whole = 0, False
    for name in short:
        while at < len(long) and not _fits(name, long[at]):
            at += 1
        if at == len(long):
            return None
        whole = whole or (len(name) > 1 and same_forename(name, long[at]))
        at += 1
    return 1.0 if whole else 0.95


def _fits(one: str, other: str) -> bool:
    return same_forename(one, other) or (min(len(one), len(other)) == 1 and one[0] == other[0])


def can_agree(one: tuple[str, ...], other: tuple[str, ...], likeness: float) -> bool:
    """Return whether forenames beside one surname in one text can be one person's.

    One text allows more than many texts do (`agreement`): two forenames agree that are equal, an initial and a name,
    or two spellings with the same first letter and at least this likeness (0 to 100).

    >>> can_agree(("J", "CURTIS"), ("JAMES",), 80), can_agree(("KATHRYN",), ("KATHRINE",), 80)
    (True, True)
    >>> can_agree((), ("JOHN",), 80), can_agree(("JOHN",), ("JAMES",), 80)
    (True, False)
    """
    for a in one:
        for b in other:
            if a == b or ((len(a) <= 2 or len(b) <= 2) and a[0] == b[0]):
                return True
            if a[0] == b[0] and fuzz.ratio(a, b) >= likeness:
                return True
    return not one or not other
