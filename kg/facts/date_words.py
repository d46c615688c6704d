"""Write dates and times in words, alike in every view."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?")


def moment(value: str) -> str:
    """Return an ISO date or time in words; anything else as it is.

    >>> moment("2007-06-21T21:07:00Z"), moment("2017-06-21"), moment("12958")
    ('21 June 2007, 21:07 UTC', '21 June 2017', '12958')
    """
    found = _MOMENT.fullmatch(value)
    if found is None:
        return value
    year, month, day = (int(found[i]) for i in (1, 2, 3))
    try:
        date(year, month, day)
    except ValueError:
        return value
    words = f"{day} {MONTHS[month - 1]} {year}"
    if found[4]:
        zone = found[5] or ""
        words += f", {found[4]}{' UTC' if zone in ('Z', '+00:00') else ' ' + zone if zone else ''}"
    return words
