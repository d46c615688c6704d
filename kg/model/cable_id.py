"""Split the canonical number of a cable into year, station and serial (`07LIMA2181`).

From 1966 on the year has two digits; earlier it stands in full (`1963SAIGON1311`), for two digits would be wrong.
Numbers as people and damaged texts write them are read by `kg.parsing.cable_ids.canonical_id`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from msgspec import Struct

THIS_YEAR = datetime.now(UTC).year
_TWO_DIGITS_FROM = 1966
_CANONICAL = re.compile(
    r"(?P<year>(?:1[89]|20)[0-9]{2}(?=[A-Z])|[0-9]{2})(?P<station>[A-Z](?:[A-Z0-9-]*[A-Z-])?)(?P<serial>[0-9]{1,7})"
)


def full_year(year: int) -> int:
    """Return the four-digit year of a past event from two digits; the year is never in the future.

    From 1966 to 2065 two digits mean one year; those of a year that has not begun are of the century before (`52`).

    >>> full_year(7), full_year(79), full_year(1952)
    (2007, 1979, 1952)
    """
    if year > 99:
        return year
    found = next_year(year)
    return found if found <= THIS_YEAR else found - 100


def next_year(year: int) -> int:
    """Return the year from 1966 to 2065 with these two digits; it may be in the future (of a declassification).

    >>> next_year(32), next_year(66)
    (2032, 1966)
    """
    return year if year > 99 else 1900 + year if year > 65 else 2000 + year


class CableId(Struct, frozen=True, order=True):
    """The number of a cable: the full year, the station id, and the serial number.

    >>> one = CableId.parse("07LIMA2181")
    >>> one
    CableId(year=2007, station='LIMA', serial=2181)
    >>> str(one), one.prefix, str(CableId(1963, "SAIGON", 1311))
    ('07LIMA2181', '07LIMA', '1963SAIGON1311')
    """

    year: int
    station: str
    serial: int

    @classmethod
    def parse(cls, text: str) -> CableId | None:
        """Split a canonical number; return None for any other text (`unnumbered-12ab`).

        >>> CableId.parse("unnumbered-12ab") is None
        True
        """
        found = _CANONICAL.fullmatch(text)
        return cls(full_year(int(found["year"])), found["station"], int(found["serial"])) if found else None

    @property
    def prefix(self) -> str:
        """The number without its serial, shared by all cables of one station and year.

        >>> CableId(2007, "LIMA", 2181).prefix
        '07LIMA'
        """
        return f"{self.year % 100:02d}{self.station}" if self.year >= _TWO_DIGITS_FROM else f"{self.year}{self.station}"

    def __str__(self) -> str:
        return f"{self.prefix}{self.serial}"


def station_of(cable_id: str | None) -> str | None:
    """Return the station in a canonical number; None for any other text.

    >>> station_of("07LIMA2181"), station_of(None)
    ('LIMA', None)
    """
    found = CableId.parse(cable_id) if cable_id else None
    return found.station if found else None
