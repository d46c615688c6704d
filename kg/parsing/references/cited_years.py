"""Read the year beside a record number: before the sender, between sender and number, or behind the number.

    06 LIMA 3259        LIMA 06 3259        LIMA 3259 (06)        LIMA 3259 OF 2006
    QUITO 4525-91       STATE 12345/75      STATE 12345 (DTG 031628Z SEP 75)

Two digits are a year only where the citing cable makes it plausible: none after its own year and the next, none long
before.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kg.model.cable_id import THIS_YEAR, full_year
from kg.parsing.line_patterns import MONTH

#: The first year of telegrams with record numbers of this kind; of one cited by an earlier cable, so many years before.
FIRST, _BACK = 1961, 30

_DATE = (
    rf"(?:\d{{6}}[ ]?Z?[ ]?{MONTH}[ ]?(?P<dtg>\d{{4}}|\d\d)|{MONTH}\.?[ ]\d{{1,2}}[ ]?,?[ ]?(?P<us>\d{{4}}|\d\d)"
    r"|\d{1,2}[ ]" + MONTH + r"[ ,]{0,2}(?P<dmy>\d{4}|\d\d)|\d{1,2}/\d{1,2}/(?P<slashed>\d{4}|\d\d))(?!\d)"
)
_AFTER = re.compile(
    rf"""\s{{0,3}}[(\[]\s?['’`]?(?P<paren>(?:19|20)\d\d|\d\d)\s?[)\]]         # LIMA 3259 (06)
      | [ ]?-[ ]?\n?(?P<dash>(?:19|20)\d\d|\d\d)(?![\d-])                      # QUITO 4525-91
      | /(?P<slash>\d\d)(?![\d/])                                           # STATE 12345/75
      | [ ]{{1,2}}['’`](?P<quote>\d\d)(?!\d)                                # LIMA 3259 '06
      | [ ]{{1,3}}OF[ ](?P<of>(?:19|20)\d\d|\d\d)(?!\d|[ ]{MONTH})          # LIMA 3259 OF 2006
      | [ ]{{1,3}}(?P<blank>(?:19|20)\d\d|\d\d)                             # AMMAN 07718 99,
          (?=\s{{0,5}}(?:[;,)\]]|\Z|\n\s{{0,20}}[^\w\s]|(?:AND|&)\b|[(\[]?[A-Z][.)\]:]))
      | [ ,/]{{0,3}}\(?(?:DTG|DTD|DATED|OF)?[ :]{{0,2}}{_DATE}[ ]?\)?        # STATE 12345 (DTG 031628Z SEP 75)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Citing(Struct, frozen=True):
    """The cable that cites: its id, station, full year and number, as far as they are known."""

    id: str | None
    post: str | None
    year: int | None
    month: int | None
    number: int | None

    def plausible(self, year: int) -> bool:
        """Return whether a cable of `year` can be meant: one written before the citing cable, or just after it."""
        first = min(FIRST, self.year - _BACK) if self.year else FIRST
        return first <= year <= min((self.year or THIS_YEAR) + 1, THIS_YEAR)


class Written(Struct, frozen=True):
    """A year as written: the full year, and where it ends in the field's text."""

    year: int
    end: int


def after(text: str, at: int, number: str, citing: Citing) -> Written | None:
    """Return the year written behind a number that ends at `at`; None if what stands there is none.

    A bare two-digit group counts only where a cable of that year can be meant and the number has three digits or more.
    """
    m = _AFTER.match(text, at)
    if m is None or m.lastgroup is None:
        return None
    form = m.lastgroup
    year = full_year(int(m[form]))
    if not citing.plausible(year):
        return None
    if form in ("dash", "blank") and len(number) < 3:
        return None
    if form == "dash" and len(m[form]) == len(number):
        return None
    if form == "slash" and (len(number) < 4 or (citing.year and year < citing.year - 4)):
        return None
    return Written(year, m.end())
