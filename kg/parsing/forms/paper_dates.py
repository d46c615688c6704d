"""Read the days of the paper forms: `Rec'd: FEBRUARY 7, 1962`, `NO: 945, February 7, noon`, `Nov 19  8 21 PM '64`.

The day of an incoming telegram is printed beside its number, without a year; the year is that of the day on which the
Department got it, or the one before where the telegram was sent in December and got in January.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from kg.parsing.line_patterns import MONTH_NAMES

_DAY = re.compile(
    r"(?<![\w])(?P<month>[A-Za-z]{3,9})\.?[ ]{1,3}(?P<day>\d{1,2})(?!\d)"
    r"(?:(?:,|[ ]{1,2})[ ]{0,3}(?P<year>(?:18|19)\d\d)\b"
    r"|[ ]{1,4}\d{1,2}[ :]{1,2}\d\d[ ]?[AP]\.?M\.?[ ]{1,3}['’]?(?P<two>\d\d)\b)?"
)
_SHORT = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d\d)\b")
_LONGEST_WAY = 45
"""Days that a telegram may be under way; a later one is no telegram of that year."""


class Day(Struct, frozen=True):
    """A day printed in a text: month and day of the month, the year where it is printed, and the range."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    def on(self, year: int | None = None) -> date | None:
        """Return the full day, in a year from elsewhere where none is printed; None where there is no such day."""
        full = self.year or year
        try:
            return date(full, self.month, self.day) if full else None
        except ValueError:
            return None


def _month(word: str) -> int | None:
    """Return the number of a month by its name or a short form of it (`Sept`)."""
    known = [i for i, name in enumerate(MONTH_NAMES, 1) if name.startswith(word.lower())]
    return known[0] if len(known) == 1 else None


def find_day(text: str, start: int, end: int) -> Day | None:
    """Return the first day printed in a range of a text.

    >>> find_day("Rec'd: Sept. 19, 1955", 0, 21).on()
    datetime.date(1955, 9, 19)
    """
    for m in _DAY.finditer(text, start, end):
        month = _month(m["month"])
        if month is not None:
            year = int(m["year"]) if m["year"] else 1900 + int(m["two"]) if m["two"] else None
            return Day(year, month, int(m["day"]), m.start(), m.end())
    return None


def find_short_day(text: str, start: int, end: int) -> Day | None:
    """Return the first day printed as 11/19/64 in a range of a text: beside the name of the drafter."""
    m = _SHORT.search(text, start, end)
    return Day(1900 + int(m["year"]), int(m["month"]), int(m["day"]), *m.span()) if m else None


def sent_on(sent: Day, got: date | None, year: int | None) -> date | None:
    """Return the day a telegram was sent: in the year it was got, or the year before where that would be later.

    >>> sent_on(Day(None, 12, 31, 0, 0), date(1963, 1, 1), None)
    datetime.date(1962, 12, 31)
    """
    if sent.year or got is None:
        return sent.on(year)
    found = [day for day in (sent.on(got.year), sent.on(got.year - 1)) if day is not None]
    return next((day for day in found if -1 <= (got - day).days <= _LONGEST_WAY), None)
