"""Read references in the words of the time: `Deptel 152`, `Embtels 792 and 794`, `urtel 1551`, `my No. 94, January 27`.

Until the 1960s a telegram names another by its sender: the Department to this post (`Deptel`), the embassy, legation
or consulate of the exchange (`Embtel`, `Legtel`, `Contel`), the reader (`urtel`, `your`), the writer (`mytel`, `our`).
The year is never written: it is that of the citing telegram, or the one before where day or number shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.model import Reference, Span
from kg.parsing import cable_ids
from kg.parsing.line_patterns import MONTH_NAMES

_WORDS = re.compile(
    r"\b(?:(?P<mission>(?:Emb|Leg|Con(?:gen)?|Mis|Us(?:Del|Mis))tels?|(?:Embassy|Legation|Consulate)[’']s)|"
    r"(?P<state>Deptels?|Department[’']s)|(?P<yours>[Uu]rtels?|[Yy]our(?![’']s))|(?P<mine>[Mm]ytels?|[Oo]urtels?|[Mm]y|[Oo]ur))"
    r"\s{1,3}(?:telegrams?\s{1,3})?(?:Nos?\.\s{0,3})?"
    r"(?P<numbers>\d{1,6}(?![\d,:]\d)(?:\s?(?:,|and|,\s?and)\s?\d{1,6}(?![\d,:]\d|\s?%))*)(?!\s?(?:percent|%|million|page|men\b))"
    rf"(?:,?\s{{1,3}}(?:of\s)?(?P<month>{'|'.join(MONTH_NAMES)})\s{{1,3}}(?P<day>\d{{1,2}})\b)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,6}")
#: With these words alone a number is often none of a telegram (`my 3 children`): a mark of one must stand beside it.
_BARE = re.compile(r"(?:your|my|our)\s+\d", re.IGNORECASE)
#: Numbers began anew on 1 July.
_FISCAL = 7


def read(
    plain: str, body: Span, sender: str | None, addressee: str | None, day: date | None, own: int | None
) -> Iterator[Reference]:
    """Yield the references that the words of a telegram's body make, each number once.

    `sender` and `addressee` are posts, `day` the telegram's day, `own` its number: without them no id is made.
    """
    mission = addressee if sender == "STATE" else sender
    seen: set[str] = set()
    for m in _WORDS.finditer(plain, body.start, body.end):
        if _BARE.match(m[0]) and not (m["month"] or re.match(r"\S+\s+No", m[0])):
            continue
        kind = next(k for k in ("mission", "state", "yours", "mine") if m[k])
        station = {"mission": mission, "state": "STATE", "yours": addressee, "mine": sender}[kind]
        for found in _NUMBER.finditer(plain, *m.span("numbers")):
            number = int(found[0])
            year, unsure = _year(day, m["month"], m["day"], number, own if station == sender else None)
            cable_id = cable_ids.canonical(year, station, found[0]) if station and year else None
            if cable_id in seen:
                continue
            if cable_id:
                seen.add(cable_id)
            span = Span(m.start() if found.start() == m.start("numbers") else found.start(), found.end())
            doubts = ("year-inferred", *(("unsure",) if unsure else ())) if cable_id else ("no-year",)
            yield Reference(None, "cable", cable_id, cable_id is not None, raw=span.of(plain), span=span, doubts=doubts)


def _year(day: date | None, month: str | None, of: str | None, number: int, own: int | None) -> tuple[int | None, bool]:
    """Return the year of a number, and whether it is a guess.

    A day named beside the number decides. Without one, a number above the telegram's own is of the year of numbering
    before; one below it may, until June, be of either calendar year.
    """
    if day is None:
        return None, False
    if month and of:
        try:
            named = date(day.year, MONTH_NAMES.index(month.lower()) + 1, int(of))
        except ValueError:
            return None, False
        return (day.year if named <= day else day.year - 1), False
    if own is not None and number > own:
        return (day.year if day.month >= _FISCAL else day.year - 1), True
    return day.year, day.month < _FISCAL
