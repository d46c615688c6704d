"""Read the references of telegrams on paper forms: `Deptel 302 and Embtel 455.`, `MAAG 2244 DTG 021015Z`.

They stand behind a label, or are the first words of the text. What they cite is a telegram by its number, which was one
of a series (of the year from 1 July on, and of the addressee): no record number follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from kg.model import Reference
from kg.parsing import references
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import posts

_CITED = re.compile(
    r"(?:\s|[;,&]|\band\b|\bre\b){0,6}(?P<raw>(?P<word>[A-Z][A-Za-z]{2,14}(?:[ ][A-Z][A-Za-z]{2,14})?)(?P<of>['’]s)?[ ]"
    r"(?P<number>\d{1,5})(?P<time>[ ]DTG[ ]\d{6}Z)?)(?=[ ]?[.;,\n(]|[ ](?:and|&)[ ]|$)",
    re.IGNORECASE,
)
_TELEGRAM = re.compile(
    r"\w{2,12}tels?|TOSEC|SECTO|POLTO|TOPOL|Circular|Embassy|Consulate|Legation|Department", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_REACH = 300


def read(field: Field) -> tuple[Reference, ...]:
    """Return the references of the value of a label; those that name an embassy's telegram by its number are cables."""
    found = references.read_references(field, citing_id=None, citing_post=None, year=None)
    return tuple(_telegram(one) if one.kind == "document" else one for one in found)


def _telegram(one: Reference) -> Reference:
    m = _CITED.fullmatch(one.raw)
    if m is None or not _is_telegram(m):
        return one
    return replace(one, kind="cable", doubts=(*(d for d in one.doubts if d != "unread"), "no-year"))


def opening(reading: Reading, start: int) -> tuple[Reference, ...]:
    """Return the references that the text at `start` opens with, below lines in capitals, to the first other word."""
    for line in _LINE.finditer(reading.text, start, start + _REACH):
        found = tuple(_opening(reading, line.start()))
        if found or line[0] != line[0].upper():
            return found
    return ()


def _opening(reading: Reading, at: int) -> Iterator[Reference]:
    stop = min(len(reading.text), at + _REACH)
    while (m := _CITED.match(reading.text, at, stop)) is not None and _is_telegram(m):
        low, high = m.span("raw")
        yield Reference(
            None,
            "cable",
            None,
            False,
            raw=reading.raw(low, high),
            span=reading.span(low, high),
            repairs=reading.repairs_in(low, high),
            doubts=("no-year",),
        )
        at = m.end()


def _is_telegram(m: re.Match[str]) -> bool:
    """Tell whether words before a number name a telegram: a word for one, a post, or a time of sending behind."""
    return bool(_TELEGRAM.fullmatch(m["word"]) or m["time"] or posts.by_name(m["word"]))
