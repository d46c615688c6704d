"""Read the envelope of the wire (ACP 127): ids, routing, station, filing time, security line, precedence, DTG.

```
VZCZCXYZ0005
PP RUEHWEB
DE RUEHPE #2181/01 1722107        station, serial / section, filed on day 172 at 2107
ZNY CCCCC ZZH                     security line: ZNY classified, ZNR unclassified
P 212107Z JUN 07                  precedence and date-time group
```
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kg.model import Diagnostic, Section, Value
from kg.parsing.date_time_group import read_date_time_group
from kg.text.aligned_text import Reading

_TRANSMISSION = re.compile(r"^[ \t]*(VZCZC[A-Z0-9]{2,12})\b", re.MULTILINE)
_ROUTED = re.compile(r"^[ \t]*[ZOPRWY]{2}[ \t]+((?:[RU][A-Z]{3,7}[ \t]*)+)$", re.MULTILINE)
_DE = re.compile(
    r"^[ \t]*DE[ \t]+(?P<station>[A-Z]{4,8})[ \t]*#?[ \t]?(?P<serial>\d{3,5})(?:/(?P<section>\d{1,2}))?"
    r"[ \t]+(?P<filed>(?P<day>\d{3})(?P<hour>\d{2})(?P<minute>\d{2}))Z?(?!\d)",
    re.MULTILINE,
)
_SECURITY = re.compile(r"^[ \t]*(ZN[RY](?:[ \t]+[A-Z0-9]{2,5}){1,2})[ \t]*$", re.MULTILINE)


class Envelope(Struct, frozen=True):
    """The fields of the envelope; every field may be missing."""

    transmission_id: Value[str] | None = None
    routed_to: tuple[Value[str], ...] = ()
    station: Value[str] | None = None
    serial: Value[str] | None = None
    section: Section | None = None
    security_line: Value[str] | None = None
    precedence: Value[str] | None = None
    date_time_group: Value[datetime] | None = None
    filing_time: Value[datetime] | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def _group(reading: Reading, m: re.Match[str], name: str, value: str | None = None) -> Value[str]:
    return reading.value(value or m[name], m.start(name), m.end(name))


def _filing_time(reading: Reading, de: re.Match[str], sent: datetime | None) -> Value[datetime] | None:
    """Return the filing time: a day of the year and a time, in the year of the date-time group."""
    day, hour, minute = int(de["day"]), int(de["hour"]), int(de["minute"])
    if sent is None or not 1 <= day <= 366 or hour > 23 or minute > 59:
        return None
    filed = datetime(sent.year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
    if filed - sent > timedelta(days=300):
        filed = datetime(sent.year - 1, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
    elif sent - filed > timedelta(days=300):
        filed = datetime(sent.year + 1, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)
    return reading.value(filed, de.start("filed"), de.end("filed"))


def read_envelope(reading: Reading, top: int) -> Envelope:
    """Return the envelope found before `top` (an offset in the reading's text)."""
    text = reading.text
    transmission = _TRANSMISSION.search(text, 0, top)
    de = _DE.search(text, 0, top)
    security = _SECURITY.search(text, 0, top)
    group = read_date_time_group(reading, top)
    sent = group.value if group else None
    routed: tuple[Value[str], ...] = ()
    if de is not None and (line := _ROUTED.search(text, 0, de.start())) is not None:
        routed = tuple(
            reading.value(w[0], w.start(), w.end())
            for w in re.finditer(r"[A-Z]+", text[: line.end()])
            if w.start() >= line.start(1)
        )
    diagnostics: list[Diagnostic] = []
    filed = _filing_time(reading, de, sent.value if sent else None) if de else None
    if filed and sent and abs(filed.value - sent.value) > timedelta(days=2):
        diagnostics.append(
            Diagnostic(
                "filing-time-differs", "the filing time is more than two days from the date-time group", filed.span
            )
        )
    section = None
    if de is not None and de["section"]:
        span = reading.span(de.start("section"), de.end("section"))
        section = Section(int(de["section"]), None, span.of(reading.source), span)
    return Envelope(
        transmission_id=reading.value(transmission[1], transmission.start(1), transmission.end(1))
        if transmission
        else None,
        routed_to=routed,
        station=_group(reading, de, "station") if de else None,
        serial=_group(reading, de, "serial") if de else None,
        section=section,
        security_line=reading.value(" ".join(security[1].split()), security.start(1), security.end(1))
        if security
        else None,
        precedence=group.precedence if group else None,
        date_time_group=sent,
        filing_time=filed,
        diagnostics=tuple(diagnostics),
    )
