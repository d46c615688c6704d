"""Doubt the values of a PAGE form that one damaged print alone gives.

A print is poor where its line has marks that no telegraph prints, letters amid digits or digits amid letters. What
something else bears out is not doubted: a level that a page of the copy prints again, a date-time group whose day is
that of a time of receipt or the day before, a name or a code that a list knows.
"""

from __future__ import annotations

import re
from typing import TypeVar

from msgspec.structs import replace

from kg.model import Cable
from kg.model.evidence import Quoted
from kg.parsing.date_time_group import days_received
from kg.parsing.line_patterns import level_of
from kg.text.aligned_text import Reading

DOUBT = "one-print"
_POOR = re.compile(r"[|¢}{~\\•°¬@]|\b[A-Z]{2,}[01!]+[A-Z]*\b|\b\d+[OIl@!]|\b[OIl@!]\d")
_LINE = re.compile(r"^[ \t]*(?:[A-Z][ ]?){6,24}$", re.MULTILINE)
_Q = TypeVar("_Q", bound=Quoted)


def doubted(cable: Cable, reading: Reading) -> Cable:
    """Return a cable of a PAGE form with the doubt `one-print` at each value that only a poor print gives."""
    text = reading.source
    sent, level = cable.date_time_group, cable.classification
    if sent is not None and sent.value.day not in days_received(reading.text):
        sent = _doubt(sent, text)
    if level is not None and all(level_of(m[0].strip()) != level.value for m in _LINE.finditer(text)):
        level = _doubt(level, text)
    return replace(
        cable,
        date_time_group=sent,
        classification=level,
        executive_order=_doubt(cable.executive_order, text) if cable.executive_order else None,
        subject=_doubt(cable.subject, text) if cable.subject else None,
        origin=cable.origin if cable.origin is None or cable.origin.value else _doubt(cable.origin, text),
        tags=tuple(one if one.recognised else _doubt(one, text) for one in cable.tags),
        addressees=tuple(one if one.post else _doubt(one, text) for one in cable.addressees),
    )


def _doubt(value: _Q, text: str) -> _Q:
    """Return a value with the doubt, where its lines are a poor print and it has no doubt yet."""
    start = text.rfind("\n", 0, value.span.start) + 1
    end = text.find("\n", value.span.end)
    poor = not value.doubts and _POOR.search(text, start, end if end >= 0 else len(text)) is not None
    return replace(value, doubts=(DOUBT,)) if poor else value
