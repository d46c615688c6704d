"""Days as databases, pages and records print them: `12/28/1966 18:48`, `1975 February 3, 00:00 (Monday)`."""

from __future__ import annotations

import re
from datetime import date

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"),  # as in the United States
    re.compile(r"(?P<y>\d{4}) (?P<name>[A-Z]{3})[A-Z]* (?P<d>\d{1,2})", re.IGNORECASE),
    re.compile(r"(?P<d>\d{1,2}) (?P<name>[A-Z]{3})[A-Z]* (?P<y>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<name>[A-Z]{3})[A-Z]* (?P<d>\d{1,2}), (?P<y>\d{4})", re.IGNORECASE),
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def day_of(text: str) -> date | None:
    """Return the day of a source's date; None for a form that sources do not use.

    >>> day_of("12/28/1966 18:48"), day_of("1975 February 3, 00:00 (Monday)")
    (datetime.date(1966, 12, 28), datetime.date(1975, 2, 3))
    """
    for pattern in _DATES:
        if (found := pattern.match(text)) is not None:
            parts = found.groupdict()
            month = int(parts["m"]) if parts.get("m") else _MONTHS.get(parts["name"].lower(), 0)
            try:
                return date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                return None
    return None
