"""Names of persons: their parts, and whether two names can be one person's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from kg.vocabulary.csv_tables import fold, read

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}")
_GENERATIONS = frozenset(("JR", "SR", "II", "III", "IV"))
_SUFFIXES = _GENERATIONS | {"ESQ", "PHD", "MD"}
_ARTICLE = re.compile(r"(?:AL|EL)[-’']")
_ARTICLES = frozenset(("AL", "EL"))
_LONGEST = 120


class PersonalName(Struct, frozen=True):
    """A name in capitals without accents: the words before the surname, the surname's last word, `JR` or the like.

    An Arabic article before a surname is left out: it is written or not, joined or apart.
    """

    forenames: tuple[str, ...]
    surname: str
    generation: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is a surname alone."""
        return not self.forenames

    @property
    def whole(self) -> bool:
        """Whether one forename at least is more than an initial."""
        return any(len(name) > 1 for name in self.forenames)


@lru_cache(maxsize=20_000)
def read_name(written: str) -> PersonalName:
    """Return the parts of a name as written; of an inverted one (`LAST, FIRST`) too.

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


def one_generation(one: str, other: str) -> bool:
    """Return whether father and son aren't told apart by their names: one says nothing, or both say the same."""
    return not one or not other or one == other


@cache
def _variants() -> dict[str, str]:
    return {name: row["name"] for row in read("forenames") for name in (row["name"], *row["variants"].split())}


def forename_key(name: str) -> str:
    """Return the one spelling that stands for all transliterations of a forename in the table."""
    return _variants().get(name, name)


def same_forename(one: str, other: str) -> bool:
    """Return whether two forenames are one name, perhaps transliterated in two ways.

    >>> same_forename("MOHAMMED", "MUHAMMAD"), same_forename("MAHMOUD", "MUHAMMAD")
    (True, False)
    """
    return one == other or forename_key(one) == forename_key(other)


def agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    """Return how well forenames agree: 1 where a whole forename is the same, 0.95 where only initials agree, 0.9 where
    one name has none; None where they can't be one person's.

    The shorter list must fit into the longer in its order: `J. Curtis` and `Curtis` both fit `James Curtis`.

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
