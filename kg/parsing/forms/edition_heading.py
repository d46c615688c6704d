"""Read the heading of a telegram in an edition: sender, addressees and number in the editors' words.

```
11. Telegram From the Secretary of State to the Embassy in Vietnam
15. Telegram 76751 From the Department of State to the Embassies in Jidda, Beirut, and Dhahran, May 15, 1969, 0043Z
The Ambassador in Iran (Allen) to the Secretary of State
```
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.parsing.line_patterns import MONTH_NAMES

Range = tuple[int, int]

_MONTHS = "|".join(MONTH_NAMES)
#: What a heading calls a telegram, after the number of the document.
TELEGRAM = re.compile(
    r"\s*(?:No\. ?\d{1,4}\s+)?(?:\[?\d{1,4}[a-z]?\]?\.\s*)?(?:Editorial Note\b)?"
    r"(?P<kind>(?:(?:Circular|Unnumbered|Joint|Telephoned|Draft|Revised|Outgoing|Incoming)\s+){0,3}"
    r"(?:Tele(?:gram|type|x)|Radiogram|Cablegram|Cable)s?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:No\. ?)?(?P<number>\d{1,6})(?:/(?P<series>[A-Za-z]{4,8} \d{1,5}))?(?=[\s,])")
_SERIES = re.compile(r"\s*(?P<series>[A-Z][a-z]{3,8} \d{1,5}(?:/\d{1,6})?)(?=[\s,])")
_FROM = re.compile(r"\bFrom\s+", re.IGNORECASE)
_OLD = re.compile(
    r"\s*(?:No\. ?\d{1,4}\s+)?(?:\[?\d{1,4}\]?\.?\s+)?(?=(?:The |President |Secretary |Mr\. |Dr\. |[A-Z]))"
)
_TO = re.compile(r",?\s+to\s+(?=(?:the|all|certain|[A-Z]))")
#: Behind these words `to` goes on with the office, and begins no addressee: `Representative to the United Nations`.
_OFFICE_TO = re.compile(
    r"(?:representative|adviser|advisor|ambassador|assistant|minister|mission|delegation|delegate|observer|aide|envoy|"
    r"counselor|special assistant|consul)s?$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"(?:,\s+[A-Z][\w.’' ]{{2,30}})?,?\s+(?i:{_MONTHS})\s+\d{{1,2}},?\s+\d{{4}}\b.*$|,\s+undated\b.*$", re.DOTALL
)
_SEVERAL = re.compile(
    r"(?:the\s+)?(?P<office>Embass|Legation|Consulate|Mission|Ambassador|Minister)(?:ies|es|s)?(?:\s+General)?\s+(?P<where>in|at)\s+(?P<places>.+)$",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r",\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s+and\s+(?:the\s+)?(?=[A-Z])")
_PARTS = re.compile(r",?\s+and\s+(?:repeated\s+)?(?:to\s+)?(?=the\s)|,\s+(?=the\s)")


class Heading(NamedTuple):
    """The parts of a heading as ranges of its text: sender, addressees, number of the telegram, number of a series."""

    sender: Range | None
    addressees: tuple[Range, ...]
    number: Range | None
    series: Range | None
    office: str
    """The office that all addressees of a list have in common (`Embassy in`), else empty."""


def read_heading(text: str, *, telegram: bool) -> Heading | None:
    """Return the parts of a heading; None for one that names no sender or addressee.

    `telegram` says that something else (the source note) calls the document a telegram: an old heading does not.

    >>> text = "33. Telegram 793 From the Embassy in Japan to the Department of State"
    >>> one = read_heading(text, telegram=False)
    >>> text[slice(*one.sender)], text[slice(*one.addressees[0])], text[slice(*one.number)]
    ('Embassy in Japan', 'Department of State', '793')
    """
    named = TELEGRAM.match(text)
    at, number, series = 0, None, None
    if named is not None:
        at = named.end()
        if (m := _NUMBER.match(text, at)) is not None:
            number, at = m.span("number"), m.end()
            series = m.span("series") if m["series"] else None
        elif (m := _SERIES.match(text, at)) is not None:
            series, at = m.span("series"), m.end()
        begin = _FROM.search(text, at)
        if begin is None:
            return Heading(None, (), number, series, "")
        at = begin.end()
    elif telegram and (old := _OLD.match(text)) is not None:
        at = old.end()
    else:
        return None
    when = _WHEN.search(text, at)
    end = when.start() if when else len(text.rstrip())
    cut = _split(text, at, end)
    if cut is None:
        return Heading(_trimmed(text, at, end), (), number, series, "")
    sender = _trimmed(text, at, cut.start())
    addressees, office = _addressees(text, cut.end(), end)
    return Heading(sender, addressees, number, series, office)


def _split(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the `to` between sender and addressee: not one that goes on with the sender's office."""
    for found in _TO.finditer(text, start, end):
        if not _OFFICE_TO.search(text[start : found.start()]):
            return found
    return None


def _trimmed(text: str, start: int, end: int) -> Range:
    part = text[start:end]
    lead = re.match(r"\s*(?:[Tt]he\s+)?", part)
    low = start + (lead.end() if lead else 0)
    return low, start + len(part.rstrip(" ,.;"))


def _addressees(text: str, start: int, end: int) -> tuple[tuple[Range, ...], str]:
    """Return the range of each addressee, and the office that the places of a list share."""
    whole = text[start:end]
    several = _SEVERAL.match(whole)
    if several is not None and re.match(
        r"(?:Embassies|Legations|Consulates|Missions)", whole.removeprefix("the "), re.IGNORECASE
    ):
        office = f"{several['office']}{'y' if several['office'].lower() == 'embass' else ''} {several['where']}"
        low = start + several.start("places")
        return tuple(_parts(text, low, end, _LIST_MARK)), office
    return tuple(_parts(text, start, end, _PARTS)), ""


def _parts(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Range]:
    found: list[Range] = []
    at = start
    for m in mark.finditer(text, start, end):
        found.append(_trimmed(text, at, m.start()))
        at = m.end()
    found.append(_trimmed(text, at, end))
    return [one for one in found if one[1] > one[0]]
