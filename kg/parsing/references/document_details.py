"""Of references that are no cables: the day, and the persons between whom it was (`MARLOWE-OAKES EMAIL OF 05/11/2007`).

A day is taken only with its year, numbers as in the United States (month first) unless they can't be. Persons are taken
where two names stand together before the word for the kind, or one with an office in parentheses; what is a post, an
office, a place or a common word is no person.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from kg.model import Reference
from kg.parsing import name_words
from kg.parsing.envelope import full_year
from kg.parsing.shared_patterns import MONTH, MONTHS
from kg.vocabulary import organisations, posts

_NUMBERS = re.compile(r"(?<![\d/-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?![\d/-])")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[ ]?(?P<m>{MONTH})[ ,]{{0,2}}(?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b(?P<m>{MONTH})[ ]?(?P<d>\d{{1,2}}),?[ ](?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
_NAME = r"[A-Z][A-Za-z'’]{1,20}"
_OFFICE = r"[ ]?\([A-Z]{1,5}(?:/[A-Z]{1,6}){0,3}\)"
_KIND = r"(?:E[ -]?MAIL|TELE?CON|PHONE[ ]?CON|TELEPHONE|PHONE|LETTER|MEMO|FAX)"
_PERSONS = re.compile(
    rf"(?<![\w/-])(?P<one>{_NAME})(?P<at>{_OFFICE})?(?:[ ]?[-/][ ]?(?P<other>{_NAME})(?:{_OFFICE})?)?[ ]{_KIND}",
    re.IGNORECASE,
)
_NAMES = frozenset(("also-surname", "also-forename", "plain-name"))


def told(reference: Reference) -> Reference:
    """Return a reference with the day and the persons that its own words name; one to a cable stays as it is."""
    if reference.kind == "cable":
        return reference
    words = " ".join(reference.raw.split())
    day, persons = day_of(words), persons_of(words)
    return replace(reference, date=day, persons=persons) if day or persons else reference


def day_of(words: str) -> date | None:
    """Return the only day with a year in some words, None where there is none, or several.

    >>> day_of("MARLOWE-OAKES EMAIL 05/11/07"), day_of("LETTER OF 3 MAY 1975"), day_of("TELCON OF MAY 3")
    (datetime.date(2007, 5, 11), datetime.date(1975, 5, 3), None)
    """
    found = set()
    for m in _NUMBERS.finditer(words):
        month, day = (int(m["a"]), int(m["b"])) if int(m["a"]) <= 12 else (int(m["b"]), int(m["a"]))
        with suppress(ValueError):
            found.add(date(full_year(int(m["y"])), month, day))
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for m in pattern.finditer(words):
            with suppress(ValueError):
                found.add(date(full_year(int(m["y"])), MONTHS[m["m"][:3].upper()], int(m["d"])))
    return found.pop() if len(found) == 1 else None


def persons_of(words: str) -> tuple[str, ...]:
    """Return the persons between whom it was, as written.

    >>> persons_of("MARLOWE-OAKES EMAIL OF MAY 3"), persons_of("OAKES (S/CT) E-MAIL"), persons_of("EMBASSY-STATE EMAIL")
    (('MARLOWE', 'OAKES'), ('OAKES',), ())
    """
    found = _PERSONS.search(words)
    if found is None or not (found["other"] or found["at"]):
        return ()
    given = [name for name in (found["one"], found["other"]) if name]
    return tuple(given) if all(map(_is_name, given)) else ()


def _is_name(word: str) -> bool:
    kinds = name_words.kinds(word)
    if kinds and not kinds & _NAMES:
        return False
    return posts.by_name(word) is None and organisations.find(word) is None
