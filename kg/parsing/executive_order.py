"""Read the E.O. line: the executive order of the classification, and the time of declassification.

`E.O. 12958: DECL: 06/21/2017`, `E.O. 11652: GDS`, `XGDS-1`, `ADS DECLAS 2/15/76`, `E.O. 12065: GDS 1/2/85 (NAME, N.)`,
`E.O. 12958: N/A`, `DECL: 25X1`, `DECL: OADR`. On SMART's form only the order's number stands after the key.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from kg.model import DeclassifyOn, Value
from kg.model.cable_id import next_year
from kg.parsing.line_patterns import MONTH, MONTHS
from kg.text.aligned_text import Field

_ORDER = re.compile(r"[ \t:]*(?P<order>\d{5})\b")
#: `06/21/2017`, also over a line's end, with points or hyphens; `2017/06/21`; `JUNE 21, 2017`, `21 JUN 2017`.
_DATE = re.compile(
    rf"""(?<![\d/])(?:
        (?P<month>[O\d]?\d)[ ]?(?P<mark>[/.-])[ ]?(?P<day>\d{{1,2}})[ ]?(?P=mark)\s{{0,2}}(?P<year>\d{{4}}|\d{{2}})
      | (?P<year2>(?:19|20)\d\d)(?P<mark2>[/-])(?P<month2>\d\d)(?P=mark2)(?P<day2>\d\d)
      | (?P<name>{MONTH})[.]?[ ](?P<day3>\d{{1,2}}),?[ ](?P<year3>(?:19|20)\d\d)
      | (?P<day4>\d{{1,2}})[ ](?P<name4>{MONTH})[.,]?[ ](?P<year4>(?:19|20)\d\d)
    )(?![\d/])""",
    re.VERBOSE | re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?P<event>OADR|X?GDS(?:-?[1-4])?|ADS|[RX]DS(?:-?[1-4])?|EXEMPT(?![ ]FROM)|"
    r"(?:1\.6[ ]?,?[ ]?)?X[1-8](?:[ ]?,[ ]?X[1-8]){0,7}|25X\d(?:-[A-Z]+)?|"
    r"50X\d(?:-[A-Z]+)?|MCAP|MR|(?:UPON|AFTER|WHEN)\b[^\n]{2,80}|"
    r"(?<=:[ ])(?:CLOSURE|END|COMPLETION|CONCLUSION|DEPARTURE|RELEASE|SIGNING|SIGNATURE|TERMINATION|WITHDRAWAL)"
    r"[ ]OF\b[^\n]{2,80})",
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
        return next_year(year), ("unsure",)
    century = cable_year - cable_year % 100
    return (century + year if century + year >= cable_year - 1 else century + 100 + year), ()


def _parts(m: re.Match[str]) -> tuple[str, int, int]:
    """Return the year as written, the month and the day of a date in any of the forms."""
    year = m["year"] or m["year2"] or m["year3"] or m["year4"]
    if name := m["name"] or m["name4"]:
        return year, MONTHS[name[:3].upper()], int(m["day3"] or m["day4"])
    month = (m["month"] or m["month2"]).upper().replace("O", "0")
    return year, int(month), int(m["day"] or m["day2"])


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return the first date and the first event; the lines of a day's cables are few."""
    return _DATE.search(text), _EVENT.search(text)


def read_declassify_on(field: Field, cable_year: int | None) -> DeclassifyOn | None:
    """Return the date, or the event or exemption, written after the order (or after `DECL:`); None for N/A."""
    text = field.text.split("\n\n")[0][:400]
    when, event = _found(text)
    if when is not None:
        written, month, day = _parts(when)
        year, doubts = _century(int(written), written, cable_year)
        doubts += ("ocr-digit",) if "O" in (when["month"] or "").upper() else ()
        try:
            value = date(year, month, day)
        except ValueError:
            value, doubts = None, ("unreadable",)
        start, end = when.span()
        name = event["event"].upper() if event and event.start() < start and " " not in event["event"] else None
        return DeclassifyOn(
            value,
            name,
            raw=field.raw(start, end),
            span=field.span(start, end),
            repairs=field.repairs_in(start, end),
            doubts=doubts,
        )
    if event is not None and not _NOT_APPLICABLE.search(text[: event.start()]):
        start, end = event.span("event")
        end = start + len(text[start:end].rstrip())
        return DeclassifyOn(
            None,
            " ".join(event["event"].split()).upper(),
            raw=field.raw(start, end),
            span=field.span(start, end),
            repairs=field.repairs_in(start, end),
        )
    return None
