"""Read the address: FM, TO, INFO and XMT lines, one addressee a line.

```
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 5950      routing indicator / name, precedence, continuity number
INFO RUEHBO/AMEMBASSY BOGOTA 4789
RUEHBR/AMEMBASSY BRASILIA 7418              no label: the last one goes on
XMT AMEMBASSY TRIPOLI                       exempted from a collective
```
On the wire of 1973–79 there are no routing indicators. The list ends at the classification line.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Addressee, Repair, Sender
from kg.model.cable import AddresseeRole
from kg.parsing.addressee_line import before_noise, is_known, read_line
from kg.parsing.line_patterns import MONTHS, PRECEDENCE, level_at
from kg.text.aligned_text import Field, Reading
from kg.vocabulary import posts

#: Where an addressee begins inside a line that has lost its line ends.
_INSIDE = re.compile(r"(?<=\S)[ ]+(?=(?:TO|INFO|XMT)[ ]{1,3}[A-Z]{4,8}/[A-Z]|[RU][A-Z]{3,7}/[A-Z])")
_ROLES: dict[str, AddresseeRole] = {"TO": "action", "INFO": "info", "XMT": "exempt"}
_LABEL = re.compile(r"^[^\w\n]{0,4}(FM|FROM|TO|INFO|XMT|ZEN)\b[ \t:]*(?=\S|$)", re.IGNORECASE)
_STOP = re.compile(r"^[ \t]*(?:E\.?[ ]?O\.?[ ]?\d|TAGS|SUBJ|REF\b|BT\b|\d{1,2}\.[ ]|-{3})", re.IGNORECASE)
_FUSED = re.compile(r"^(?P<first>.{3,60}?)[ ](?P<month>" + "|".join(MONTHS) + r")[ ](?P<second>[A-Z][A-Z .'-]{2,40})$")
#: What may stand before an addressee's indicator.
_NOTHING_YET = re.compile(rf"[ \t]*(?:(?:TO|INFO|XMT)\b[ \t:]*)?{PRECEDENCE}?[ \t]*")


class Address(Struct, frozen=True):
    """The sender of the cable, its addressees, and the end of the address in the reading's text."""

    sender: Sender | None
    addressees: tuple[Addressee, ...]
    end: int


def read_sender(field: Field) -> Sender | None:
    """Return the sender from the text after `FM` (one line)."""
    line = re.match(r"[ \t]*([^\n]*\S)", field.text)
    if line is None:
        return None
    start, end = line.span(1)
    name = " ".join(line[1].split())
    post = posts.by_name(name)
    if post is None and (known := before_noise(line[1])) is not None:
        end = start + len(known)
        name = " ".join(known.split())
        post = posts.by_name(name)
    return Sender(
        post.id if post else None,
        name,
        raw=field.raw(start, end),
        span=field.span(start, end),
        repairs=field.repairs_in(start, end),
        doubts=() if post else ("unresolved",),
    )


def _unfuse(field: Field, addressee: Addressee, month: str | None) -> tuple[Addressee, ...]:
    """Read two addressees fused around a month: `<post> <month> <post> <serial>`.

    Observed in copies of public cables after LA PAZ: the end of one line and the start of the next were lost and the
    month of the date-time group stands between. Sure only when it is that month and both names are known posts.
    """
    m = _FUSED.match(addressee.name)
    if m is None or posts.by_name(m["first"]) is None or posts.by_name(m["second"]) is None:
        return (addressee,)
    unsure = m["month"] != month
    text = field.text
    name_at = text.index(addressee.name) if addressee.name in text else -1
    if name_at < 0:
        return (addressee,)
    first_end, second_at = name_at + m.end("first"), name_at + m.start("second")
    start = addressee.span.start - field.span(0, 0).start
    stop = start + (addressee.span.end - addressee.span.start)
    indicator = f"{addressee.routing_indicator}/" if addressee.routing_indicator else ""
    tail = text[name_at + len(addressee.name) : stop]
    repair = Repair(
        "fused-addressees", addressee.raw, f"{indicator}{m['first']}\n{m['second']}{tail}", addressee.span, unsure
    )
    doubts = ("unsure",) if unsure else ()
    first = replace(
        addressee,
        name=m["first"],
        serial=None,
        precedence=None,
        raw=field.raw(start, first_end),
        span=field.span(start, first_end),
        repairs=(repair,),
        doubts=doubts,
    )
    second = replace(
        addressee,
        name=m["second"],
        routing_indicator=None,
        order=addressee.order + 1,
        raw=field.raw(second_at, stop),
        span=field.span(second_at, stop),
        repairs=(repair,),
        doubts=doubts,
    )
    return first, second


def _line_end(text: str, at: int, stop: int) -> int:
    """Return the end of the addressee that begins at `at`: the line's end, or the next addressee inside the line."""
    for m in _INSIDE.finditer(text, at, stop):
        if not _NOTHING_YET.fullmatch(text, at, m.start()):
            return m.start()
    return stop


def read_address(reading: Reading, start: int, limit: int, month: str | None) -> Address:
    """Return the address found from `start` to at most `limit`; `month` is that of the date-time group (`JUN`)."""
    sender: Sender | None = None
    addressees: list[Addressee] = []
    role: AddresseeRole | None = None
    at = end = start
    misses = 0
    while at < limit:
        stop = reading.text.find("\n", at, limit)
        stop = limit if stop < 0 else stop
        stop = _line_end(reading.text, at, stop)
        line = reading.text[at:stop]
        label = _LABEL.match(line)
        value = at + (label.end() if label else 0)
        if label and label[1].upper() in ("FM", "FROM"):
            sender = sender or read_sender(Field(reading, value, stop))
            role, end = None, stop
        elif label and label[1].upper() in _ROLES:
            role = _ROLES[label[1].upper()]
        if role and line.strip() and (label is None or reading.text[value:stop].strip()):
            if level_at.match(line.strip()) or _STOP.match(line) or len(line) > 160:
                break
            field = Field(reading, value, stop)
            one = read_line(field, role, len(addressees) + 1)
            if one is None or (label is None and not _looks_addressed(one)):
                misses += 1
                if misses > 4:
                    break
            else:
                addressees.extend(_unfuse(field, one, month))
                end, misses = stop, 0
        at = stop + 1
    return Address(sender, tuple(addressees), end)


def _looks_addressed(one: Addressee) -> bool:
    """Return whether a line is an addressee's: it has an indicator, or is a known name in capitals."""
    if one.routing_indicator:
        return True
    if one.name != one.name.upper():
        return False
    return one.precedence is not None or is_known(one.name)
