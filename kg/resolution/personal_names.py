"""Names of persons: their parts, and whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.vocabulary.tables import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}")
_SUFFIXES = frozenset(("JR", "SR", "II", "III", "IV", "ESQ", "PHD", "MD"))
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name in capitals without accents: the words before the surname, and the surname's last word."""

    forenames: tuple[str, ...]
    surname: str

    @property
    def bare(self) -> bool:
        """Whether it is a surname alone."""
        return not self.forenames


def read_name(written: str) -> PersonalName:
    """Return the parts of a name as written; of an inverted one (`LAST, FIRST`) too.

    >>> read_name("J. Curtis Struble"), read_name("STRUBLE, J. CURTIS").surname
    (PersonalName(forenames=('J', 'CURTIS'), surname='STRUBLE'), 'STRUBLE')
    """
    before, _, after = fold(written[:_LONGEST]).partition(",")
    last = [word for word in _WORD.findall(before) if word not in _SUFFIXES]
    first = [word for word in _WORD.findall(after) if word not in _SUFFIXES]
    if first:
        return PersonalName(tuple(first), last[-1] if last else "")
    return PersonalName(tuple(last[:-1]), last[-1] if last else "")


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
        whole = whole or (len(name) > 1 and name == long[at])
        at += 1
    return 1.0 if whole else 0.95


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
