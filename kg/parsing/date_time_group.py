"""Read the date-time group of a telegram, `P 212107Z JUN 07`, also with a scanner's damage: `0°2Zl030Z SEP. 77`.

Each column of the line is aligned with what it can be: the precedence a letter of five, the time six digits, the zone
Z, the month one of twelve names, the year two or four digits. What scanners print for a digit is read as the digit; a
damaged month is the nearest one if no other is near. A day that cannot be is taken from the times of receipt that the
same copy prints (`PAGE 01 … 221412Z`). What was read so carries a doubt and a repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Repair, Value
from kg.model.cable_id import full_year
from kg.parsing.line_patterns import MONTH, MONTH_NAMES, MONTHS, LineStarts
from kg.parsing.post_name_matching import damage
from kg.text.aligned_text import Reading
from kg.vocabulary import code_lists

_DIGIT = r"[0-9O@QDoIl!|\[\]iSBGZ°]"
_DIGITS = str.maketrans("O@QDo°Il!|[]iSBGZ", "00000011111115862")
_BETWEEN = r"[ \t]{0,8}[^\w\n]{0,3}[ \t]{0,8}"
_LINE = LineStarts(
    r"^[^A-Za-z0-9\n]{0,6}"
    rf"(?:(?P<precedence>[ZOPRW0])(?:(?P=precedence)(?=[ ])|[ \t]{{1,4}}[ZOPRW0](?=[ \t]))?{_BETWEEN})?"
    rf"(?P<dtg>(?P<clock>{_DIGIT}{{6}})[ ]?(?P<zone>[Z2z])?[ \t]{{0,8}}"
    rf"(?P<month>[A-Z0-9!|]{{3,9}}?)[.,]?[ \t]{{0,8}}(?P<year>{_DIGIT}{{2}}(?:{_DIGIT}{{2}})?))(?![\w])",
    first=r"[^A-Za-z0-9\n]{0,6}[0-9PRWO@QDoIl!|\[\]iSBGZ°]",
)
_FM_BELOW = re.compile(r"[^\n]{0,40}\n\s{0,20}FM[ ]")
_MONTH_YEAR = re.compile(rf"^[^\n]{{0,12}}\b(?P<month>{MONTH})[ ](?P<year>[5-9]\d)\b[^\n]{{0,6}}$", re.MULTILINE)
_RECEIVED = re.compile(r"(\d(?<![\dA-Z]\d)\d)[0-2]\d[0-5]\d[ ]?Z(?![A-Z])")
_NAMES = tuple((name[:n].upper(), i) for i, name in enumerate(MONTH_NAMES, 1) for n in (3, 4, len(name)))
_HEAD = 6000
_FAR = 1.4
"""Damage that a month's name can bear: one letter, of a long name too."""
_CLEARLY = 0.29


class DateTimeGroup(Struct, frozen=True):
    """The group as read, and the precedence letter before the group; None for a missing part."""

    value: Value[datetime]
    precedence: Value[str] | None


def moment(clock: str, month: int, year: str) -> datetime | None:
    """Return the UTC time of `ddhhmm`, a month's number and a year, None where there is no such time.

    >>> moment("212107", 6, "07")
    datetime.datetime(2007, 6, 21, 21, 7, tzinfo=datetime.timezone.utc)
    """
    try:
        return datetime(full_year(int(year)), month, int(clock[:2]), int(clock[2:4]), int(clock[4:]), tzinfo=UTC)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def month_of(printed: str) -> int | None:
    """Return the number of the month that a printed word names or is clearly nearest to, None for other words.

    >>> month_of("SEPT"), month_of("5EP"), month_of("JUI"), month_of("MAV"), month_of("THE")
    (9, 9, 7, None, None)
    """
    if (known := MONTHS.get(printed[:3])) is not None and printed.isalpha():
        return known
    costs: dict[int, float] = {}
    for name, number in _NAMES:
        if abs(len(name) - len(printed)) < 2:
            costs[number] = min(costs.get(number, 9.0), damage(printed.replace("!", "I").replace("|", "I"), name))
    (best, month), (other, _), *_ = [*sorted((cost, n) for n, cost in costs.items()), (9.0, 0), (9.0, 0)]
    return month if best <= _FAR and other - best > _CLEARLY else None


def read_date_time_group(reading: Reading, top: int) -> DateTimeGroup | None:
    """Return the first date-time group above `top` that is a time, None where there is none."""
    for m in _LINE.find(reading.text, 0, top):
        if m["precedence"] is None and not (m["zone"] == "Z" and _FM_BELOW.match(reading.text, m.end())):
            continue
        if (found := _group(reading, m, top)) is not None:
            return DateTimeGroup(found, _precedence(reading, m))
    return None


def _precedence(reading: Reading, m: re.Match[str]) -> Value[str] | None:
    """Return the precedence of the letter before the group; a nought counts as the letter O."""
    word = code_lists.precedence((m["precedence"] or "").replace("0", "O"))
    doubts = ("ocr-digit",) if m["precedence"] == "0" else ()
    return reading.value(word.notation, *m.span("precedence"), doubts) if word else None


def _group(reading: Reading, m: re.Match[str], top: int) -> Value[datetime] | None:
    month, year = month_of(m["month"]), m["year"].translate(_DIGITS)
    if month is None or not any(map(str.isdigit, m["clock"])):
        return None
    for clock, unsure in _clocks(m, reading.text, top):
        if (when := moment(clock, month, year)) is not None:
            plain = clock == m["clock"] and m["zone"] == "Z" and year == m["year"]
            doubts = ("unsure",) if unsure or m["month"][:3] not in MONTHS else () if plain else ("ocr-digit",)
            value = reading.value(when, m.start("dtg"), m.end("dtg"), doubts)
            return replace(value, repairs=(*value.repairs, _repair(value, when))) if doubts else value
    return None


def _repair(value: Value[datetime], when: datetime) -> Repair:
    return Repair("ocr-digit", value.raw, f"{when:%d%H%MZ %b %y}".upper(), value.span)


def _clocks(m: re.Match[str], text: str, top: int) -> Iterator[tuple[str, bool]]:
    """Yield the times that the printed digits can be, the likeliest first, and whether each is a guess.

    In `718162` the Z is a 2 and the first 0 is lost: 071816Z. A day that is none is one of receipt or the day before
    it, where one of its digits is printed right.
    """
    clock = m["clock"].translate(_DIGITS)
    yield clock, False
    if clock[-1] == "2" and not m["zone"]:
        yield f"0{clock[:-1]}", False
    for received in _RECEIVED.finditer(text, 0, top):
        day = received[1]
        if received.start() != m.start("clock") and (day[0] == clock[0]) != (day[1] == clock[1]):
            yield day + clock[2:], True


def days_received(text: str) -> frozenset[int]:
    """Return the days of the month on the copy's marks of receipt, and the days before them.

    >>> sorted(days_received("PAGE 01 LIMA 01234 221412Z"))
    [21, 22]
    """
    days = {int(m[1]) for m in _RECEIVED.finditer(text, 0, _HEAD)}
    return frozenset(days | {day - 1 for day in days})


def year_of(reading: Reading, top: int) -> int | None:
    """Return the year of a date-time group of which only month and year can be read (`(san JUN 68`), None otherwise."""
    m = _MONTH_YEAR.search(reading.text, 0, top)
    return full_year(int(m["year"])) if m else None
