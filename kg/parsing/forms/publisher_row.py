"""Read the database row that a publisher pasted above the text of a message: a witness, typed apart from the text.

```
Reference ID: 09LIMA45                 09LIMA45
Created: 2009-01-15 10:30              1/15/2009 10:30
Classification: CONFIDENTIAL           Embassy Lima
Origin: Embassy Lima                   CONFIDENTIAL
```
A row is told by its cells: a record number that fills one, and a day or a level that fills another. Labels, tabs,
quotes and commas part the cells. Where the text is silent the row's number, day and level are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Cable, Span, Value
from kg.parsing import cable_ids
from kg.parsing.printed_dates import day_of
from kg.vocabulary import code_lists

_REACH, _MOST_LINES = 1000, 16
_NUMBER = re.compile(r"(?:19|20)?\d\d[A-Z]{3,24}\d{1,6}(?:_[a-z])?")
_NUMBER_IN = re.compile(r"\d(?<![\w/]\d)\d[A-Z]{3}")
_LABEL = re.compile(r"[ \t]*[A-Za-z][A-Za-z ]{1,24}:[ \t]*")
_CELL = re.compile(r"[^\t\n\"|]+")
_DAY = re.compile(
    r"\d{1,4}[-/ ](?:\d{1,2}|[A-Za-z]{3,9})[-/ ]\d{1,4}(?:[ T,]+\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?[ ]?[A-Z]{0,3})?"
)
_DOUBTS = ("from-attributes",)


class Row(Struct, frozen=True):
    """The values of a row: the canonical number, day and level, each with its place; day or level may be missing."""

    id: str
    day: date | None
    day_at: Span
    level: str | None
    level_at: Span


def find(text: str, window: Span) -> Row | None:
    r"""Return the row above the message in `window` of the plain text, None where there is none.

    >>> row = find("09LIMA45\n1/15/2009 10:30\nEmbassy Lima\nCONFIDENTIAL\n\n1. (C) Text.", Span(0, 60))
    >>> row.id, row.day.isoformat(), row.level
    ('09LIMA45', '2009-01-15', 'CONFIDENTIAL')
    """
    if _NUMBER_IN.search(text, window.start, min(window.end, window.start + _REACH)) is None:
        return None
    number = day = level = None
    day_at = level_at = Span(0, 0)
    for start, end in _cells(text, window):
        cell = text[start:end]
        if number is None and _NUMBER.fullmatch(cell):
            number = cable_ids.canonical_id(cell)
        elif day is None and _DAY.fullmatch(cell):
            day, day_at = day_of(cell), Span(start, end)
        elif level is None and (meant := code_lists.classification(cell.split("//")[0])) is not None:
            level, level_at = meant.level or meant.notation, Span(start, end)
    return Row(number, day, day_at, level, level_at) if number and (day or level) else None


def _cells(text: str, window: Span) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the cells of the first lines, without their labels."""
    at = window.start
    for _ in range(_MOST_LINES):
        end = text.find("\n", at, min(window.end, window.start + _REACH))
        if end < 0:
            return
        label = _LABEL.match(text, at, end)
        for m in _CELL.finditer(text, label.end() if label else at, end):
            words = m[0].strip(" ,")
            if words:
                start = m.start() + m[0].index(words)
                yield start, start + len(words)
        at = end + 1


def witness(cable: Cable, text: str, row: Row) -> Cable:
    """Return a cable with day and level of its row where the text of the message has none."""
    if row.day is not None and cable.date_time_group is None and cable.date is None:
        cable = replace(cable, date=Value(row.day, raw=row.day_at.of(text), span=row.day_at, doubts=_DOUBTS))
    if row.level is not None and cable.classification is None:
        level = Value(row.level, raw=row.level_at.of(text), span=row.level_at, doubts=_DOUBTS)
        cable = replace(cable, classification=level)
    return cable
