"""The E.O. line: under which executive order the cable is classified and when it is to be declassified.

`E.O. 12958: DECL: 06/21/2017`, `E.O. 11652: GDS`, `XGDS-1`, `ADS DECLAS 2/15/76`, `E.O. 12065: GDS 1/2/85 (NAME, N.)`,
`E.O. 12958: N/A`, `DECL: 25X1`, `DECL: OADR`. On SMART's form only the order's number stands after the key.
"""

from __future__ import annotations

import re
from datetime import date

from kg.model import DeclassifyOn, Value
from kg.parsing.envelope import full_year
from kg.parsing.reading import Field

_ORDER = re.compile(r"[ \t:]*(?P<order>\d{5})\b")
_DATE = re.compile(r"(?<![\d/])(?P<month>\d{1,2})[ ]?/[ ]?(?P<day>\d{1,2})[ ]?/[ ]?(?P<year>\d{4}|\d{2})(?![\d/])")
_EVENT = re.compile(
    r"\b(?P<event>OADR|X?GDS(?:-?[1-4])?|ADS|RDS(?:-?[1-4])?|"
    r"(?:1\.6[ ]?,?[ ]?)?X[1-8](?:[ ]?,[ ]?X[1-8]){0,7}|25X\d(?:-[A-Z]+)?|"
    r"50X\d(?:-[A-Z]+)?|MCAP|MR|(?:UPON|AFTER|WHEN)\b[^\n]{2,80})",
    re.IGNORECASE,
)
_NOT_APPLICABLE = re.compile(r"\bN[ ]?[/\\][ ]?A\b|\bNA\b", re.IGNORECASE)


def read_order(field: Field) -> Value[str] | None:
    """Return the number of the executive order."""
    m = _ORDER.match(field.text)
    return field.value(m["order"], m.start("order"), m.end("order")) if m else None


def _century(year: int, written: str, cable_year: int | None) -> tuple[int, tuple[str, ...]]:
    """Return the full year: a declassification date lies after its cable, so a two-digit year is the next such year."""
    if len(written) == 4:
        return year, ()
    if cable_year is None:
        return full_year(year), ("unsure",)
    century = cable_year - cable_year % 100
    return (century + year if century + year >= cable_year - 1 else century + 100 + year), ()


def read_declassify_on(field: Field, cable_year: int | None) -> DeclassifyOn | None:
    """Return the date, or the event or exemption, written after the order (or after `DECL:`); None for N/A."""
    text = field.text.split("\n\n")[0][:400]
    when, event = _DATE.search(text), _EVENT.search(text)
    if when is not None:
        year, doubts = _century(int(when["year"]), when["year"], cable_year)
        try:
            value = date(year, int(when["month"]), int(when["day"]))
        except ValueError:
            value, doubts = None, ("unreadable",)
        start, end = when.span()
        name = event["event"].upper() if event and event.start() < start and " " not in event["event"] else None
        return DeclassifyOn(
            value, name, field.raw(start, end), field.span(start, end), field.repairs_in(start, end), doubts
        )
    if event is not None and not _NOT_APPLICABLE.search(text[: event.start()]):
        start, end = event.span("event")
        end = start + len(text[start:end].rstrip())
        return DeclassifyOn(
            None,
            " ".join(event["event"].split()).upper(),
            field.raw(start, end),
            field.span(start, end),
            field.repairs_in(start, end),
        )
    return None
