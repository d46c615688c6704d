"""Read who sent a telegram on a paper form and who got it, with the number that each addressee's series gave it.

```
FROM:  Saigon                                               one name a line
SENT DEPARTMENT 945; REPEATED INFORMATION LONDON 33, PARIS 12      the numbers of one telegram: one a post
ACTION:  Amembassy SAIGON   388   PRIORITY                  an outgoing form: the boxes ACTION and INFO
INFO:    CINCPAC
         Amembassy MANILA   701
```
Until mid-1966 the Department and each post numbered by addressee, from 1 July on anew (records of the central files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.model import Addressee, Repair, Sender
from kg.model.cable import AddresseeRole
from kg.parsing.anchor_damage import slips_of
from kg.parsing.line_patterns import PRECEDENCE, PRECEDENCES
from kg.text.aligned_text import Reading
from kg.vocabulary import organisations, posts

_WORDS = ("NIACT", *PRECEDENCES)
_PRECEDENCE = rf"(?:{PRECEDENCE}|NIACT)"
_SENT = re.compile(
    r"^[^\n]{0,12}?\b(?P<sent>SENT(?:[ ]TO)?|ACTION[:'’]?)[ ]{1,3}(?P<to>[A-Z][A-Z'’]{3,15})[ .]{1,4}"
    r"(?:SECTO|POLTO|TOPOL|TOSEC|USRO)?[ ]?\d",
    re.MULTILINE,
)
_INFO = re.compile(r"[ ;,.]*\b(?:(?:RPTD|REPEATED|RPT)(?:[ ](?:FOR[ ])?INFO(?:RMATION)?)?|INFO(?:RMATION)?)[: ]*")
_WORD = rf"(?!(?:{_PRECEDENCE}|SECTO|POLTO)\b)[A-Za-z][A-Za-z'’]{{1,15}}"
_ENTRY = re.compile(
    rf"[ ,;.“\"‘']{{0,12}}(?P<name>(?=[A-Z]){_WORD}(?:[ ]{_WORD}){{0,2}})"
    rf"(?:[ .,'’‘]{{1,4}}(?P<precedence>{_PRECEDENCE})\b)?"
    rf"(?:[ .,]{{1,12}}(?P<serial>(?:(?:SECTO|POLTO)[ ])?\d{{1,5}}))?"
    rf"(?:[ ]{{1,12}}(?P<after>{_PRECEDENCE})\b)?(?(serial)(?=[ ,;.\n]|$)|(?=[ ]{{0,8}}(?:[,;.\n]|$)))"
)
_NAME = re.compile(r"[ .\t]*(?P<name>[A-Za-z][A-Za-z .'’-]{1,40}?)(?=[ ]{2}|[ ]*(?:\(|\d|,|;|\n|$))")
_NEAR = 0.87


class Sent(Struct, frozen=True):
    """The addressees that the line of numbers gives, and its range; none where it is missing."""

    addressees: tuple[Addressee, ...] = ()
    start: int = 0
    end: int = 0


def _post_of(name: str) -> tuple[str | None, bool]:
    """Return the post of a name as printed, and whether the name had to be put right (one letter of a longer one)."""
    if name.upper().startswith("DEPARTM"):
        return "STATE", len(name) < 13 and name.upper() != "DEPARTMENT"
    found = posts.by_name(name)
    if found is not None:
        return found.id, False
    if len(name) < 7 or organisations.find(name):
        return None, False
    near = posts.nearest(name, 2)
    sure = near and near[0][1] >= _NEAR and (len(near) < 2 or near[1][1] < near[0][1])
    return (near[0][0], True) if sure else (None, False)


def read_sender(reading: Reading, start: int, end: int) -> Sender | None:
    """Return the sender from the words behind FROM, which may stand on the next line of text."""
    m = _NAME.match(reading.text, start, end)
    if m is None:
        return None
    low, high = m.span("name")
    post, damaged = _post_of(m["name"])
    doubts = ("unsure",) if damaged else () if post else ("unresolved",)
    return Sender(
        post,
        " ".join(m["name"].split()),
        raw=reading.raw(low, high),
        span=reading.span(low, high),
        repairs=_repairs(reading, low, high, post if damaged else None),
        doubts=doubts,
    )


def _repairs(reading: Reading, low: int, high: int, post: str | None) -> tuple[Repair, ...]:
    """Return the repairs in a range, and that of a name which is read as the post near it."""
    made = reading.repairs_in(low, high)
    if post is None:
        return made
    return (*made, Repair("nearest-post", reading.raw(low, high), post, reading.span(low, high), unsure=True))


def sent_line(reading: Reading, end: int) -> Sent:
    """Return what the line `SENT DEPARTMENT 945; REPEATED INFORMATION LONDON 33` before `end` says."""
    m = _SENT.search(reading.text, 0, end)
    if m is None:
        return Sent()
    stop = reading.text.find("\n\n", m.end())
    stop = min(stop if stop >= 0 else len(reading.text), m.end() + 600)
    found = tuple(_entries(reading, m.start("to"), stop, "action"))
    return Sent(found, m.start(), stop) if found else Sent()


def box(reading: Reading, start: int, end: int, role: AddresseeRole, order: int) -> tuple[Addressee, ...]:
    """Return the addressees in the box of an outgoing form, the first of them the `order`-th of the telegram."""
    return tuple(_entries(reading, start, end, role, order))


def _entries(reading: Reading, at: int, stop: int, role: AddresseeRole, order: int = 1) -> Iterator[Addressee]:
    """Yield the addressees listed in a range; what no entry begins with ends a line."""
    text = reading.text
    while at < stop:
        if (info := _INFO.match(text, at, stop)) is not None:
            role, at = "info", info.end()
        m = _ENTRY.match(text, at, stop)
        if m is not None and (one := _addressee(reading, m, role, order)) is not None:
            yield one
            order, at = order + 1, m.end()
        else:
            gap = re.compile(r"[\s,;.]").search(text, at + 1, stop)
            at = gap.start() + 1 if gap else stop


def _without_precedence(name: str) -> tuple[str, str | None]:
    """Part a name from a damaged precedence at its end: `LIMA WIACT`."""
    first, _, last = name.rpartition(" ")
    meant = next((word for word in _WORDS if slips_of(last, word) is not None), None)
    return (first, meant) if first and meant else (name, None)


def _addressee(reading: Reading, m: re.Match[str], role: AddresseeRole, order: int) -> Addressee | None:
    """Return the addressee of an entry, None for words that name nobody known and have no number."""
    name, urgent = _without_precedence(" ".join(m["name"].split()))
    post, damaged = _post_of(name)
    listed = post or organisations.find(name) or name.lower().startswith(("amembassy", "amconsul"))
    if not listed and not (m["serial"] and name.isupper()):
        return None
    low = m.start("name")
    high = max(m.end(group) for group in ("name", "precedence", "serial", "after") if m[group])
    return Addressee(
        role,
        None,
        name,
        m["precedence"] or m["after"] or urgent,
        m["serial"],
        order,
        raw=reading.raw(low, high),
        span=reading.span(low, high),
        repairs=_repairs(reading, low, high, post if damaged else None),
        doubts=("unsure",) if damaged else (),
        post=post,
    )
